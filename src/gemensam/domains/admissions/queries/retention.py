"""How long an office keeps what nobody needs any more: public, for everyone it is about."""

from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.admissions.models import RetentionTerms


@dataclass(frozen=True, slots=True)
class Retention:
    """The terms in days."""

    note_days: int
    booking_days: int
    draft_days: int
    reading_days: int


def retention(office_id: UUID | None) -> Retention:
    """Return the office's terms, or the defaults."""
    row = RetentionTerms.objects.filter(office=office_id).first() or RetentionTerms()
    return Retention(row.note_days, row.booking_days, row.draft_days, row.reading_days)
