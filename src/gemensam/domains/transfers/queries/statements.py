"""The wishes of a year as lines on which the home municipality states its view."""

from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.applications.queries.elsewhere import wishes_to_transfer
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


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One wish of one applicant. A protected applicant's line holds the reference and nothing else."""

    person_id: UUID | None
    reference: str
    words: WishWords
    office: str
    answer: str

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
    lines = []
    for one in wishes_to_transfer(office_id=office.id, year=office.year):
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
