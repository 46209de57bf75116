"""Settle the reports about a method: hide it, or let it stand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance.models import Method
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.domains.guidance.states import METHOD_TABLE, MethodEvent, MethodState, TransitionRefused
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def moderate_method(*, actor: Actor, method_id: UUID, hide: bool, at: datetime) -> Method:
    """Hide or show; every open report is settled by it. Raises PermissionDenied, Method.DoesNotExist,
    TransitionRefused.
    """
    require(actor, Permission.METHOD_MODERATE)
    method = locked_method(actor, method_id)
    if hide != (method.state == MethodState.HIDDEN):
        event = MethodEvent.HIDE if hide else MethodEvent.SHOW
        if (MethodState(method.state), event) in METHOD_TABLE:
            method.state = METHOD_TABLE[MethodState(method.state), event]
        elif hide:
            raise TransitionRefused(method.state, event)
        method.save(update_fields=["state"])
    settled = method.reports.filter(settled_at__isnull=True).update(settled_at=at, hidden=hide)
    record_method(
        actor, AuditEvent.METHOD_MODERATED, method, at=at, facts={"hidden": hide, "settled": settled}
    )
    return method
