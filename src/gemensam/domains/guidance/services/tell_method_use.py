"""Say that one's school uses a method, or no longer does."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import MethodUse
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def tell_method_use(
    *, actor: Actor, method_id: UUID, organisation_id: UUID, uses: bool, comment: str, at: datetime
) -> None:
    """One line per school; told again it is the newer comment. Raises PermissionDenied, Method.DoesNotExist."""
    method = locked_method(actor, method_id)
    policies.require_at(actor, Permission.METHOD_SHARE, organisation_id)
    if uses:
        MethodUse.objects.update_or_create(
            method=method,
            organisation_id=organisation_id,
            defaults={"comment": comment, "told_by_name": actor.name, "told_at": at},
        )
    else:
        MethodUse.objects.filter(method=method, organisation=organisation_id).delete()
    record_method(actor, AuditEvent.METHOD_USE_TOLD, method, at=at, facts={"uses": uses})
