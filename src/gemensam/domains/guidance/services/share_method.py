"""Share a way of working with every counsellor of the region."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance.inputs.method_text import MethodText
from gemensam.domains.guidance.models import Method
from gemensam.domains.guidance.services._method import keep_version, record_method
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.queries import municipality_code_of


@transaction.atomic
def share_method(*, actor: Actor, method_id: UUID, content: MethodText, at: datetime) -> Method:
    """Store the method under the id that the form carried, so that a double press shares it once.

    Raises PermissionDenied.
    """
    require(actor, Permission.METHOD_SHARE)
    if actor.account_id is None:
        raise PermissionDenied(Permission.METHOD_SHARE)
    known = Method.objects.filter(pk=method_id).first()
    if known is not None:
        return known
    places = sorted(actor.organisations_with(Permission.METHOD_SHARE))
    method = Method.objects.create(
        pk=method_id,
        title=content.title,
        summary=content.summary,
        text=content.text,
        tags=list(content.tags),
        tag_line=", ".join(content.tags),
        author_id=actor.account_id,
        author_name=actor.name,
        organisation_id=places[0] if places else None,
        municipality_code=municipality_code_of(places[0]) if places else "",
        shared_at=at,
        changed_at=at,
    )
    keep_version(method, actor.name, at)
    record_method(actor, AuditEvent.METHOD_SHARED, method, at=at)
    return method
