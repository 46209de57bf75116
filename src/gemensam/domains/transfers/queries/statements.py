"""The wishes of a year as lines on which the home municipality states its view."""

from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.applications.queries.elsewhere import wishes_to_transfer
from gemensam.domains.catalogue.queries import offerings
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import OtherOffice
from gemensam.domains.transfers.queries.gathering import (
    WishWords,
    name_key,
    office_of_municipality,
    statements_of,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Person
from gemensam.foundation.fields.swedish import folded
from gemensam.rules.reception import proposed_statement

Offered = dict[str, set[str]]  # the first word of a title → the municipalities that offer it


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One wish of one applicant. A protected applicant's line holds the reference and nothing else.

    proposal: what the supply says of a public school's question, "" = the words are not understood.
    """

    person_id: UUID | None
    reference: str
    words: WishWords
    office: str
    answer: str
    proposal: str = ""

    @property
    def is_protected(self) -> bool:
        """Whether the wish is handled by hand."""
        return self.person_id is None


def statement_lines(actor: Actor, office: OfficeView, *, lacking: bool = False) -> list[StatementLine]:
    """Return the wishes with their statements, by municipality and school. Raises PermissionDenied."""
    policies.require_at(actor, Permission.TRANSFER_HANDLE, office.organisation_id)
    names = dict(OtherOffice.objects.filter(office=office.id).values_list("pk", "name"))
    handled = office_of_municipality(office.id)
    stated = statements_of(office.id, office.year)
    wishing = wishes_to_transfer(office_id=office.id, year=office.year)
    homes = dict(
        Person.objects.filter(pk__in=[one.person_id for one in wishing]).values_list(
            "pk", "home_municipality"
        )
    )
    offered = _offered(actor, office.year)
    lines = []
    for one in wishing:
        if one.is_protected:
            lines.append(StatementLine(None, one.reference, ("", "", ""), "", ""))
            continue
        for words in one.wishes:
            answer = stated.get((one.person_id, words))
            if not (lacking and answer):
                lines.append(
                    StatementLine(
                        one.person_id, one.reference, words, names.get(handled.get(name_key(words[2])), ""),  # type: ignore[arg-type]  # None is in no dictionary
                        answer.answer if answer else "",
                        "" if answer else _proposal(words[0], homes.get(one.person_id, ""), offered),
                    )
                )  # fmt: skip
    return sorted(
        lines,
        key=lambda line: (
            line.is_protected,
            line.words[2].casefold(),
            line.words[1].casefold(),
            line.reference,
        ),
    )


def _offered(actor: Actor, year: int) -> Offered:
    """What public schools of the county offer: what is offered by agreement is offered (skollagen 15 kap. 30 a §)."""
    found: Offered = {}
    for row in offerings(actor, year=year).filter(cancelled=False, provider__provider_kind="public"):
        found.setdefault(_first_word(row.title), set()).add(row.municipality_code)
    return found


def _first_word(programme: str) -> str:
    return folded(programme).split(" ")[0].strip(",-")


def _proposal(programme: str, home: str, offered: Offered) -> str:
    places = offered.get(_first_word(programme), set())
    if not places and "program" not in folded(programme):
        return ""
    return proposed_statement(public=True, offered_at_home=home in places, offered_by_agreement=bool(places))
