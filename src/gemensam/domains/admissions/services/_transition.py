"""What every service of a round does when it changes the round: state, step log and audit, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, RoundStep
from gemensam.domains.admissions.states import RoundEvent, next_round_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def locked_round(actor: Actor, round_id: UUID, permission: Permission) -> AdmissionRound:
    """Return the round, locked together with its office until the transaction ends.

    Every service that changes a round or its input takes the office's lock first, so they follow one another.
    Raises PermissionDenied, or AdmissionRound.DoesNotExist.
    """
    round_ = AdmissionRound.objects.select_related("office").get(pk=round_id)
    policies.require(actor, permission, round_)
    type(round_.office).objects.select_for_update().get(pk=round_.office_id)
    return (
        AdmissionRound.objects.select_for_update(of=("self",))
        .select_related("office", "current_frozen", "current_run")
        .get(pk=round_id)
    )


def fire(
    round_: AdmissionRound,
    event: RoundEvent,
    *,
    actor: Actor,
    audit_event: AuditEvent,
    at: datetime,
    run: AllocationRun | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Move the round by its state table, save it, log the step and the audit event."""
    round_.state = next_round_state(round_.state, event)
    round_.save()
    RoundStep.objects.create(
        round=round_,
        run=run,
        event=event,
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
        facts=dict(facts or {}),
    )
    record(
        actor=actor,
        event=audit_event,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=round_.office.organisation_id,
        facts={"run": str(run.pk) if run else None, **(facts or {})},
        at=at,
    )
