"""Approve a result: two different people, and what they approve is the hash of the result."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import Approval
from gemensam.domains.admissions.services._live_digest import live_digest
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import RoundEvent, TransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


class ApprovalRefused(Exception):
    """The approval cannot be given. ``code``: same_person, other_hash, input_changed or unexplained."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def approve_run(*, actor: Actor, round_id: UUID, result_hash: str, at: datetime) -> Approval:
    """Give the actor's approval of the current run's result hash.

    The second of two approvals by different people (different accounts and different persons) approves the
    round. Nobody can approve while the comparison has a change that nothing accounts for. Raises ApprovalRefused,
    TransitionRefused or PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_APPROVE)
    run = round_.current_run
    if run is None or round_.current_frozen is None:
        raise TransitionRefused(round_.state, RoundEvent.APPROVE)
    if run.result_hash != result_hash:
        raise ApprovalRefused("other_hash")
    if live_digest(round_) != round_.current_frozen.digest:
        raise ApprovalRefused("input_changed")
    if (run.comparison or {}).get("unexplained"):
        raise ApprovalRefused("unexplained")
    given = list(run.approvals.filter(voided_at__isnull=True))
    if any(_same_person(actor, approval) for approval in given):
        raise ApprovalRefused("same_person")
    if actor.account_id is None:
        raise ApprovalRefused("same_person")  # only a person with an account of their own can approve
    approval = Approval.objects.create(
        run=run,
        result_hash=result_hash,
        account_id=actor.account_id,
        person_id=actor.person_id,
        actor_name=actor.name,
        at=at,
    )
    fire(
        round_,
        RoundEvent.APPROVE_LAST if given else RoundEvent.APPROVE,
        actor=actor,
        audit_event=AuditEvent.RUN_APPROVED,
        at=at,
        run=run,
        facts={"result_hash": result_hash},
    )
    return approval


def _same_person(actor: Actor, approval: Approval) -> bool:
    same_account = approval.account_id == actor.account_id
    return same_account or (actor.person_id is not None and approval.person_id == actor.person_id)
