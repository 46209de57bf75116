"""Put messages in the outbox, in the transaction of what they tell about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from uuid import UUID

from django.conf import settings
from django.db import connection

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.kinds import Channel, MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.texts import refuse_context

# without permission: the domain's service that tells has required its own permission for what it tells about
# without audit: the domain's service that tells records what it tells about; the outbox itself is the trace

_BATCH = 500


class OutsideTransactionError(RuntimeError):
    """A message was queued where a failure afterwards could not take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedMessage:
    """One message to one person. The same ``dedupe_key`` is the same message, queued once."""

    kind: MessageKind
    person_id: UUID
    dedupe_key: str
    context: Mapping[str, str] = field(default_factory=dict)
    channel: Channel = Channel.EMAIL


def queue_messages(
    *, messages: Sequence[QueuedMessage], at: datetime, send_after: datetime | None = None
) -> int:
    """Queue the messages in the caller's transaction; how many were new.

    Nothing leaves before the transaction is committed and ``send_after`` has come. Raises
    OutsideTransactionError, UnfitContextError (names, results and unknown words do not belong in a message).
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError
    for message in messages:
        refuse_context(message.kind, message.context)
    new = _unknown(messages)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "gemensam.invalid"
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                kind=message.kind,
                channel=message.channel,
                person_id=message.person_id,
                dedupe_key=message.dedupe_key,
                context=dict(message.context),
                message_id=make_msgid(domain=domain),
                created_at=at,
                send_after=max(send_after or at, at),
            )
            for message in new
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,  # someone queued the same at the same time
    )
    return len(new)


def _unknown(messages: Sequence[QueuedMessage]) -> list[QueuedMessage]:
    """The messages that are not in the outbox, each once, and whose persons are in the directory."""
    wanted = {(message.dedupe_key, message.channel): message for message in reversed(messages)}
    keys = sorted({key for key, _ in wanted})
    people = sorted({message.person_id for message in messages})
    known: set[tuple[str, str]] = set()
    existing: set[UUID] = set()
    for start in range(0, len(keys), _BATCH):
        rows = OutboxMessage.objects.filter(dedupe_key__in=keys[start : start + _BATCH])
        known.update(rows.values_list("dedupe_key", "channel"))
    for start in range(0, len(people), _BATCH):
        found = Person.objects.filter(pk__in=people[start : start + _BATCH])
        existing.update(found.values_list("pk", flat=True))
    return [
        message
        for (key, channel), message in wanted.items()
        if (key, channel.value) not in known and message.person_id in existing
    ]
