"""What guidance hands to others: the calendar file of a talk as the mail goes, and deletion by the terms."""

from datetime import datetime, timedelta
from uuid import UUID

from gemensam.domains.admissions.queries.offices import any_office
from gemensam.domains.admissions.queries.retention import retention
from gemensam.domains.applications.services.clear_drafts import clear_drafts
from gemensam.domains.guidance.queries.calendars import invitation
from gemensam.domains.guidance.services.clear_guidance import clear_guidance
from gemensam.foundation.audit.readings import clear_readings
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.attachments import Attachment, attachment_maker


@attachment_maker("calendar")
def calendar_of_talk(booking_id: UUID, person: Person) -> Attachment | None:
    """The talk as it stands now, for the one who gets the mail."""
    made = invitation(booking_id, person)
    if made is None:
        return None
    return Attachment("samtal.ics", made.content, f"text/calendar; charset=utf-8; method={made.method}")


def clear_by_terms(now: datetime) -> None:
    """Remove notes, talks, drafts and readings whose time is up. Safe to run again."""
    office = any_office()
    terms = retention(office.id if office else None)
    notes, talks = now - timedelta(days=terms.note_days), now - timedelta(days=terms.booking_days)
    clear_guidance(notes_before=notes, talks_before=talks, at=now)
    clear_drafts(before=now - timedelta(days=terms.draft_days), at=now)
    clear_readings(before=now - timedelta(days=terms.reading_days), at=now)
