"""Wishes for educations that other offices handle: what this office sends on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Filing
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import person_line


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish. name: empty for a protected person, whose wishes are handled one by one."""

    reference: str
    name: str
    is_protected: bool
    programme: str
    school: str
    municipality: str
    sent_at: datetime


def elsewhere_wishes(actor: Actor, *, office_id: UUID, year: int) -> list[WishLine]:
    """Return every wish of what applicants sent last, by municipality; only for the office itself."""
    latest = Filing.objects.filter(draft=OuterRef("draft")).order_by("-number").values("number")[:1]
    rows = policies.office_filings(
        actor, Filing.objects.filter(draft__office=office_id, draft__year=year)
    ).annotate(latest=Subquery(latest))
    rows = rows.filter(number=F("latest")).exclude(elsewhere=[]).select_related("draft__person")
    lines = []
    for row in rows.order_by("sent_at", "pk"):
        who = person_line(actor, row.draft.person)
        name = "" if who.is_protected else f"{who.given_name} {who.family_name}"
        for programme, school, municipality in row.elsewhere:
            lines.append(
                WishLine(
                    row.draft.reference, name, who.is_protected, programme, school, municipality, row.sent_at
                )
            )
    return sorted(lines, key=lambda line: (line.municipality.casefold(), line.school.casefold()))


@dataclass(frozen=True, slots=True)
class PersonWishes:
    """Everything that one applicant wants at other offices, in order: programme, school, municipality."""

    person_id: UUID
    reference: str
    is_protected: bool
    wishes: tuple[tuple[str, str, str], ...]


def wishes_to_transfer(*, office_id: UUID, year: int) -> list[PersonWishes]:
    """Return the wishes of what each applicant sent last, in the order of references.

    Takes no actor: for the schedule, which makes transfers of them. Protected persons are marked; what is made of
    them is decided there, and is never a file.
    """
    latest = Filing.objects.filter(draft=OuterRef("draft")).order_by("-number").values("number")[:1]
    rows = Filing.objects.filter(draft__office=office_id, draft__year=year).annotate(latest=Subquery(latest))
    rows = rows.filter(number=F("latest")).exclude(elsewhere=[]).select_related("draft__person")
    return [
        PersonWishes(
            row.draft.person_id,
            row.draft.reference,
            is_protected(row.draft.person),
            tuple((programme, school, municipality) for programme, school, municipality in row.elsewhere),
        )
        for row in rows.order_by("draft__reference")
    ]


def those_who_filed(*, office_id: UUID, year: int, person_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the persons who have sent in an application at the office themselves. Takes no actor."""
    rows = Filing.objects.filter(
        draft__office=office_id, draft__year=year, draft__person__in=list(person_ids)
    )
    return set(rows.values_list("draft__person_id", flat=True))
