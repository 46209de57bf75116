"""Make a new calendar address, or stop the one there is."""

import hashlib
from datetime import datetime

from django.db import transaction

from gemensam.domains.guidance.models import CalendarFeed
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def change_feed(*, actor: Actor, token: str, at: datetime) -> None:
    """Let the address with the secret ``token`` be the actor's feed, instead of any earlier; empty stops it.

    The secret is the page's (``secrets.token_urlsafe``) and shown once; only its hash is kept. Raises
    PermissionDenied.
    """
    require(actor, Permission.GUIDANCE_SLOT_PUBLISH)
    if actor.account_id is None:
        raise PermissionDenied(Permission.GUIDANCE_SLOT_PUBLISH)
    CalendarFeed.objects.filter(pk=actor.account_id).delete()
    if token:
        digest = hashlib.sha256(token.encode()).hexdigest()
        CalendarFeed.objects.create(counsellor_id=actor.account_id, token_sha256=digest, made_at=at)
    record(
        actor=actor,
        event=AuditEvent.GUIDANCE_FEED_CHANGED,
        target_type="guidance.feed",
        target_id=str(actor.account_id),
        facts={"open": bool(token)},
        at=at,
    )
