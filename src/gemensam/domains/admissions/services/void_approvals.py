"""Void what was made from input that has now changed."""

from datetime import datetime

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import (
    AdmissionRound,
    AdmissionsOffice,
    Approval,
    ImportBatch,
    Publication,
)
from gemensam.domains.admissions.services._transition import fire
from gemensam.domains.admissions.states import (
    ROUND_TABLE,
    PublicationEvent,
    PublicationState,
    RoundEvent,
    RoundState,
    next_publication_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent

VOIDABLE = tuple(state for state in RoundState if (state, RoundEvent.VOID) in ROUND_TABLE)


@transaction.atomic
def void_approvals(
    *,
    actor: Actor,
    cause: AdmissionRound | AdmissionsOffice | ImportBatch,
    permission: Permission,
    office: AdmissionsOffice,
    year: int,
    reason: str,
    at: datetime,
) -> int:
    """Send every unpublished round of the year back to draft and void its approvals; return how many rounds.

    Called by every service that changes input or finds it changed, in its transaction: ``cause`` is what it
    works on and ``permission`` what it needed for that. ``reason`` is a code. A published result is not touched:
    it stays what was shown. Raises PermissionDenied.
    """
    policies.require(actor, permission, cause)
    rounds = AdmissionRound.objects.select_for_update(of=("self",)).select_related("office", "current_run")
    voided = 0
    for round_ in rounds.filter(office=office, year=year, state__in=VOIDABLE):
        Approval.objects.filter(run__round=round_, voided_at__isnull=True).update(
            voided_at=at, void_reason=reason
        )
        for publication in Publication.objects.filter(round=round_, state=PublicationState.SCHEDULED):
            publication.state = next_publication_state(publication.state, PublicationEvent.WITHDRAW)
            publication.save(update_fields=["state"])
        fire(
            round_,
            RoundEvent.VOID,
            actor=actor,
            audit_event=AuditEvent.APPROVALS_VOIDED,
            at=at,
            run=round_.current_run,
            facts={"reason": reason},
        )
        voided += 1
    return voided
