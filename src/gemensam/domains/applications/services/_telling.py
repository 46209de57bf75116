"""Who is told of what happens to an application: the applicant, and the guardians who may read it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from gemensam.domains.applications.models import Draft, Filing
from gemensam.foundation.directory.queries import guardians_to_tell
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


def tell_of_filing(draft: Draft, filing: Filing, *, at: datetime) -> None:
    """Queue the messages, in the filing's transaction. None says what was applied to, or by whom."""
    receipt = QueuedMessage(
        kind=MessageKind.APPLICATION_RECEIVED,
        person_id=draft.person_id,
        dedupe_key=f"filing:{filing.pk}:{draft.person_id}",
        context={"path": reverse("application_receipt", args=[draft.pk, filing.number])},
    )
    guardians = guardians_to_tell(children=[draft.person_id], on=timezone.localdate(at))
    told = [
        QueuedMessage(
            kind=MessageKind.WARD_APPLICATION_RECEIVED,
            person_id=guardian,
            dedupe_key=f"filing:{filing.pk}:{guardian}",
            context={"path": reverse("ward_application", args=[draft.pk])},
        )
        for guardian in sorted(guardians)
    ]
    queue_messages(messages=[receipt, *told], at=at)


def tell_of_guardian(draft: Draft, kind: MessageKind, *, at: datetime) -> None:
    """Tell the applicant that a guardian has begun to write, or asks to have it looked through. Never which one."""
    message = QueuedMessage(
        kind=kind,
        person_id=draft.person_id,
        dedupe_key=f"{kind}:{draft.pk}:{draft.version}",
        context={"path": reverse("my_application")},
    )
    queue_messages(messages=[message], at=at)
