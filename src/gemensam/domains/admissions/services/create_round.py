"""Open a new round, with the lottery seed bound by its published hash before anyone can know the draw."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, AdmissionsOffice, RoundStep
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def create_round(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    kind: str,
    grade_cutoff: datetime | None,
    planned_publication: datetime | None,
    lottery_seed: str,
    at: datetime,
) -> AdmissionRound:
    """Create the next round of its kind in the year.

    ``lottery_seed`` is 64 hex digits, drawn by the caller from the system's source of randomness; one seed
    serves all rounds of a year, so an existing year keeps its seed and commitment. Raises PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.ROUND_PREPARE, office)
    earlier = AdmissionRound.objects.filter(office=office, year=year)
    first = earlier.order_by("created_at").first()
    seed = first.lottery_seed if first else lottery_seed
    round_ = AdmissionRound.objects.create(
        office=office,
        year=year,
        kind=kind,
        sequence=earlier.filter(kind=kind).count() + 1,
        grade_cutoff=grade_cutoff,
        planned_publication=planned_publication,
        lottery_seed=seed,
        seed_commitment=first.seed_commitment if first else sha256(seed.encode("ascii")).hexdigest(),
        created_at=at,
    )
    RoundStep.objects.create(
        round=round_, event="create", at=at, account_id=actor.account_id, actor_name=actor.name
    )
    record(
        actor=actor,
        event=AuditEvent.ROUND_CREATED,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=office.organisation_id,
        facts={"year": year, "kind": kind, "seed_commitment": round_.seed_commitment},
        at=at,
    )
    return round_
