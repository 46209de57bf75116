"""Wishes for educations that other offices handle: what this office sends on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Filing
from gemensam.foundation.access.actors import Actor
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
