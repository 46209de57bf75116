"""What guidance hands to the outbox: the calendar file of a talk, made when the mail is sent."""

from uuid import UUID

from gemensam.domains.guidance.queries.calendars import invitation
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.attachments import Attachment, attachment_maker


@attachment_maker("calendar")
def calendar_of_talk(booking_id: UUID, person: Person) -> Attachment | None:
    """The talk as it stands now, for the one who gets the mail."""
    made = invitation(booking_id, person)
    if made is None:
        return None
    return Attachment("samtal.ics", made.content, f"text/calendar; charset=utf-8; method={made.method}")
