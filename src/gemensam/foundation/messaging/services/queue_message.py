"""Put one message in the outbox."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

# without permission: the domain's service that tells has required its own permission for what it tells about
# without audit: the domain's service that tells records what it tells about; the outbox itself is the trace


def queue_message(
    *,
    kind: MessageKind,
    person_id: UUID,
    dedupe_key: str,
    at: datetime,
    send_after: datetime,
    context: Mapping[str, str],
) -> None:
    """As ``queue_messages`` with one message."""
    message = QueuedMessage(kind=kind, person_id=person_id, dedupe_key=dedupe_key, context=context)
    queue_messages(messages=[message], at=at, send_after=send_after)
