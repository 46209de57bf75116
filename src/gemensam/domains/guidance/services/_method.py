"""What every change of a method does."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Method, MethodVersion
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def locked_method(actor: Actor, method_id: UUID) -> Method:
    """The method that the actor may see, locked. Raises Method.DoesNotExist."""
    return policies.visible_methods(actor, Method.objects.select_for_update()).get(pk=method_id)


def keep_version(method: Method, by: str, at: datetime) -> None:
    """Keep what the method says now as a version of its own."""
    MethodVersion.objects.create(
        method=method,
        number=method.number,
        title=method.title,
        summary=method.summary,
        text=method.text,
        changed_by_name=by,
        changed_at=at,
    )


def record_method(
    actor: Actor,
    event: AuditEvent,
    method: Method,
    *,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write the change to the log."""
    record(
        actor=actor,
        event=event,
        target_type="guidance.method",
        target_id=str(method.pk),
        organisation_id=method.organisation_id,
        facts=facts,
        at=at,
    )
