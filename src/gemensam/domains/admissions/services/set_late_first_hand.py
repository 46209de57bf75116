"""Decide what a late choice of one who is received first hand waits behind."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, AdmissionsOffice
from gemensam.domains.admissions.states import RoundState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.reception import LateFirstHand


class LatenessRefused(Exception):
    """The setting cannot be changed. ``code``: under_way, a round has been frozen and is not published."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_late_first_hand(*, actor: Actor, office_id: UUID, policy: LateFirstHand, at: datetime) -> bool:
    """Keep the office's decision; False where it was so already. Rounds that are frozen later follow it.

    Raises LatenessRefused while a frozen round waits for its publication, or PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.ROUND_PREPARE, office)
    before = office.late_first_hand
    if before == policy:
        return False
    at_rest = (RoundState.DRAFT, RoundState.CHECKED, RoundState.PUBLISHED)
    if AdmissionRound.objects.filter(office=office).exclude(state__in=at_rest).exists():
        raise LatenessRefused("under_way")
    office.late_first_hand = policy
    office.save(update_fields=["late_first_hand"])
    record(
        actor=actor,
        event=AuditEvent.LATE_FIRST_HAND_SET,
        target_type="admissions_office",
        target_id=str(office.pk),
        organisation_id=office.organisation_id,
        facts={"before": before, "after": str(policy)},
        at=at,
    )
    return True
