"""Issue a certificate of admission, whose code anyone may ask about."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.offers import offer
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import Certificate
from gemensam.domains.replies.queries.starts import reply_or_start
from gemensam.domains.replies.states import ReplyState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

KEPT = frozenset({ReplyState.ACCEPTED, ReplyState.ACCEPTED_BY_DEFAULT})


class NoPlaceKept(Exception):
    """There is no place that has been accepted, so there is nothing to certify."""


@transaction.atomic
def issue_certificate(*, actor: Actor, application_id: UUID, code: str, at: datetime) -> Certificate:
    """Return the certificate of the place that the applicant keeps; the first time it is made with ``code``.

    ``code`` is drawn by the caller from the system's source of randomness. Raises NoPlaceKept or PermissionDenied.
    """
    found = offer(application_id, now=at)
    today = timezone.localdate(at)
    if found is None or not policies.may_read(actor, found.person_id, on=today):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    # without permission: may_read above is the rule, and no offer is a refusal
    reply = reply_or_start(found)
    if reply.offering_id is None or reply.state not in KEPT:
        raise NoPlaceKept
    certificate, new = Certificate.objects.get_or_create(
        application_id=application_id,
        round_id=found.round.round_id,
        offering_id=reply.offering_id,
        defaults={"code": code, "issued_at": at},
    )
    if new:
        record(
            actor=actor,
            event=AuditEvent.CERTIFICATE_ISSUED,
            target_type="application",
            target_id=str(application_id),
            organisation_id=found.round.organisation_id,
            at=at,
        )
    return certificate
