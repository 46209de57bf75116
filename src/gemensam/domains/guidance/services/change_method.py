"""Change a method that one has shared. What it said before stays as a version."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.inputs.method_text import MethodText
from gemensam.domains.guidance.models import Method
from gemensam.domains.guidance.services._method import (
    keep_version,
    locked_method,
    record_method,
)
from gemensam.domains.guidance.states import MethodState, TransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def change_method(*, actor: Actor, method_id: UUID, number: int, content: MethodText, at: datetime) -> Method:
    """Make the next version. ``number``: the version that the form showed; another one means that it has moved on.

    The same text again makes no version. Raises PermissionDenied, Method.DoesNotExist, TransitionRefused.
    """
    method = locked_method(actor, method_id)
    policies.require_author(actor, method)
    now = MethodText(method.title, method.summary, method.text, tuple(method.tags))
    if now == content:
        return method
    if method.number != number or method.state != MethodState.PUBLISHED:
        raise TransitionRefused(method.state, "change")
    method.title, method.summary, method.text = content.title, content.summary, content.text
    method.tags, method.tag_line = list(content.tags), ", ".join(content.tags)
    method.number, method.changed_at = number + 1, at
    method.save()
    keep_version(method, actor.name, at)
    record_method(actor, AuditEvent.METHOD_CHANGED, method, at=at, facts={"version": method.number})
    return method
