"""Take back a method that one has shared, or share it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Method
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.domains.guidance.states import METHOD_TABLE, MethodEvent, MethodState, TransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def withdraw_method(*, actor: Actor, method_id: UUID, again: bool, at: datetime) -> Method:
    """Withdraw, or with ``again`` publish; what is so already stays so.

    A method that the co-ordinator has hidden stays hidden. Raises PermissionDenied, Method.DoesNotExist,
    TransitionRefused.
    """
    method = locked_method(actor, method_id)
    policies.require_author(actor, method)
    if method.state == (MethodState.PUBLISHED if again else MethodState.WITHDRAWN):
        return method
    event = MethodEvent.PUBLISH if again else MethodEvent.WITHDRAW
    try:
        method.state = METHOD_TABLE[MethodState(method.state), event]
    except KeyError:
        raise TransitionRefused(method.state, event) from None
    method.save(update_fields=["state"])
    record_method(actor, AuditEvent.METHOD_WITHDRAWN, method, at=at, facts={"again": again})
    return method
