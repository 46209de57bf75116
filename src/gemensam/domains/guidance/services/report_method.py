"""Tell the co-ordinator that a method should not be there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance.models import MethodReport
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def report_method(*, actor: Actor, method_id: UUID, reason: str, at: datetime) -> None:
    """One open report per person; a second press changes nothing. Raises PermissionDenied, Method.DoesNotExist."""
    method = locked_method(actor, method_id)
    require(actor, Permission.METHOD_READ)
    if actor.account_id is None:
        raise PermissionDenied(Permission.METHOD_READ)
    _report, is_new = MethodReport.objects.get_or_create(
        method=method,
        reported_by=actor.account_id,
        settled_at=None,
        defaults={"reason": reason, "reported_by_name": actor.name, "reported_at": at},
    )
    if is_new:
        record_method(actor, AuditEvent.METHOD_REPORTED, method, at=at)
