"""Tables of the outgoing messages."""

from gemensam.foundation.messaging.models.outbox import Channel, MessageKind, MessageState, OutboxMessage

__all__ = ["Channel", "MessageKind", "MessageState", "OutboxMessage"]
