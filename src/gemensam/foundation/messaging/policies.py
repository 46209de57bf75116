"""Who may read the outbox and try dead messages again."""

from django.db.models import QuerySet

from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.policies import reach, unprotected
from gemensam.foundation.messaging.models import OutboxMessage

_MAY_ACT = (Permission.ROUND_PUBLISH, Permission.ACCESS_CHANGE)  # the office, the IT administrator


def visible(actor: Actor, messages: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
    """Messages to persons without protection, for those who run the co-operation's outbox."""
    if not actor.has(Permission.OUTBOX_READ) or reach(actor, Permission.OUTBOX_READ) is not None:
        return messages.none()
    return messages.filter(unprotected("person__"))


def require_retry(actor: Actor) -> None:
    """Raise PermissionDenied unless the actor reads the outbox and does more than read."""
    require(actor, Permission.OUTBOX_READ)
    if not any(actor.has(permission) for permission in _MAY_ACT):
        raise PermissionDenied(Permission.OUTBOX_READ)
