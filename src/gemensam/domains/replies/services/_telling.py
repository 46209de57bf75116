"""Messages about replies: that there is something to read, to those who may read it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.foundation.directory.queries import guardians_to_tell
from gemensam.foundation.messaging.kinds import Channel, MessageKind
from gemensam.foundation.messaging.queries import reachable_by_sms
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


def tell(
    kind: MessageKind,
    person_ids: Iterable[UUID],
    key: str,
    *,
    at: datetime,
    guardians: bool = True,
    sms: bool = False,
    context: Mapping[str, str] | None = None,
) -> int:
    """Queue one message to each person and, with ``guardians``, to those of their guardians who may read about it.

    ``sms``: a text message beside the mail to those who gave a number. Returns how many were new.
    """
    persons = list(person_ids)
    told = guardians_to_tell(children=persons, on=timezone.localdate(at)) if guardians else set()
    everyone = [*persons, *sorted(told - set(persons))]
    by_sms = reachable_by_sms(everyone) if sms else set()
    return queue_messages(messages=list(_messages(kind, everyone, by_sms, key, dict(context or {}))), at=at)


def _messages(
    kind: MessageKind, persons: list[UUID], by_sms: set[UUID], key: str, context: dict[str, str]
) -> Iterator[QueuedMessage]:
    for person in persons:
        dedupe = f"{key}:{person}"
        yield QueuedMessage(kind=kind, person_id=person, dedupe_key=dedupe, context=context)
        if person in by_sms:
            yield QueuedMessage(
                kind=kind, person_id=person, dedupe_key=dedupe, context=context, channel=Channel.SMS
            )
