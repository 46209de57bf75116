"""Tell counsellors that a pupil's application waits for a guardian's word (domain facts, scenario 21)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gemensam.domains.applications.queries.progress import unconfirmed_days
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.accounts.queries import staff_to_tell
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

# without permission: the schedule tells those whom the list is for; who is on it is read there
# without audit: a message changes nothing; the outbox is the trace of what was sent


@transaction.atomic
def tell_of_unconfirmed(*, at: datetime) -> int:
    """Queue at most one message a day to each counsellor of a school where a guardian's word is lacking; how many.

    Guardians have the rest of the day on which it was sent. Each such day is told once, the latest first, and the
    application counts all the same (skollagen 29 kap. 12 §). Run again on the same day it tells nobody twice.
    """
    today = timezone.localdate(at)
    told = 0
    for school, days in sorted(unconfirmed_days(at=at).items()):
        for counsellor in staff_to_tell(Permission.PUPIL_GUIDE, school, on=today):
            for day in sorted(days, reverse=True):
                if queue_messages(messages=[_message(counsellor, f"{school}:{day}")], at=at):
                    told += 1
                    break
    return told


def _message(counsellor: UUID, key: str) -> QueuedMessage:
    return QueuedMessage(
        kind=MessageKind.GUARDIAN_NOT_CONFIRMED,
        person_id=counsellor,
        dedupe_key=f"unconfirmed:{key}:{counsellor}",
        context={"path": reverse("guided_pupils")},
    )
