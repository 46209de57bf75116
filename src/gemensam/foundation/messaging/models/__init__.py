"""Tables of the outgoing messages."""

from gemensam.foundation.messaging.models.outbox import OutboxMessage

__all__ = ["OutboxMessage"]
