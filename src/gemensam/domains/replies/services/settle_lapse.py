"""The grace list: a person on the staff confirms that a silent applicant loses the place, or gives it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offers import published_rounds
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import Reply, ReplyOrigin
from gemensam.domains.replies.services._changing import change
from gemensam.domains.replies.services._telling import tell
from gemensam.domains.replies.states import ReplyEvent, ReplyRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def settle_lapse(*, actor: Actor, reply_id: UUID, keeps: bool, at: datetime) -> Reply:
    """Give the place back (``keeps``) or confirm that it is lost; the applicant is told.

    Raises ReplyRefused when the reply is not on the list, or when a later round has been shown: its places are
    given. Raises Reply.DoesNotExist or PermissionDenied.
    """
    reply = Reply.objects.select_for_update(of=("self",)).select_related("application").get(pk=reply_id)
    application = reply.application
    shown = published_rounds(now=at, office_id=application.office_id, year=application.year)
    if not shown:
        raise Reply.DoesNotExist
    latest = shown[0]
    policies.require_at(actor, Permission.REPLY_DECIDE, latest.organisation_id)
    event = ReplyEvent.REINSTATE if keeps else ReplyEvent.CONFIRM
    if latest.round_id != reply.round_id:
        raise ReplyRefused(reply.state, event)
    queues = reply.queues if keeps else []
    change(reply, event, queues=queues, actor=actor, origin=ReplyOrigin.STAFF, at=at)
    kind = MessageKind.REPLY_ASSUMED if keeps else MessageKind.PLACE_LAPSED
    tell(kind, [application.person_id], f"lapse:{reply.pk}:{reply.version}", at=at)
    record(
        actor=actor,
        event=AuditEvent.LAPSE_SETTLED,
        target_type="reply",
        target_id=str(reply.pk),
        organisation_id=latest.organisation_id,
        facts={"state": reply.state},
        at=at,
    )
    return reply
