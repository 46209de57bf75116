"""Rounds, their steps, runs, approvals and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import (
    AdmissionRound,
    AllocationRun,
    Approval,
    OfferingOutcome,
    Publication,
    RoundStep,
)
from gemensam.domains.admissions.states import PublicationState, RoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a round: what happened, when, by whom, with which figures."""

    event: str
    at: datetime
    by: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """An approval in force."""

    by: str
    at: datetime
    account_id: UUID


@dataclass(frozen=True, slots=True)
class RunView:
    """A run's figures."""

    id: UUID
    result_hash: str
    frozen_digest: str
    manifest: dict[str, dict[str, object]]
    engine_version: str
    summary: dict[str, object]
    made_at: datetime
    verified_at: datetime | None
    violations: list[dict[str, object]] | None
    comparison: dict[str, object] | None
    previous_run_id: UUID | None


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A publication and whether it is what people see."""

    id: UUID
    state: str
    publish_at: datetime
    published_at: datetime | None
    halt_reason: str
    result_hash: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as its page needs it. The lottery seed is not here: it is shown only after the run.

    awaits_lottery: the seed has not been drawn, so the round cannot be run. late_first_hand: what late choices wait
    behind (rules.reception.late), as it was when the round was last frozen, else as the office has it now.
    """

    id: UUID
    year: int
    kind: str
    sequence: int
    state: str
    grade_cutoff: datetime | None
    planned_publication: datetime | None
    seed_commitment: str
    awaits_lottery: bool
    late_first_hand: str
    office_name: str
    run: RunView | None
    steps: tuple[StepView, ...]
    approvals: tuple[ApprovalView, ...]
    publications: tuple[PublicationView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One offering's figures in a run, with last round's cut-off beside."""

    offering_id: UUID
    code: str
    title: str
    school: str
    municipality_code: str
    programme: str
    seats: int
    eligible: int
    first_hand_first_choice: int
    admitted: int
    admitted_free_quota: int
    admitted_test: int
    admitted_second_hand: int
    lowest_merit: Decimal | None
    median_merit: Decimal | None
    mean_merit: Decimal | None
    previous_lowest: Decimal | None
    tie_at_cutoff: bool
    reserves: int
    vacant: int


def rounds(actor: Actor) -> QuerySet[AdmissionRound]:
    """Return the rounds that the actor may see, newest first, with run and office."""
    rows = policies.visible_rounds(actor, AdmissionRound.objects.all())
    return rows.select_related("office", "current_run").order_by("-year", "-created_at")


def round_view(actor: Actor, round_id: UUID) -> RoundView:
    """Return one round with its log. Raises AdmissionRound.DoesNotExist when the actor may not see it."""
    round_ = rounds(actor).select_related("current_run__frozen").get(pk=round_id)
    inside = policies.may(actor, Permission.ROUND_READ, round_)
    run = round_.current_run if inside else None
    approvals = Approval.objects.filter(run=run, voided_at__isnull=True).order_by("at") if run else ()
    steps = list(RoundStep.objects.filter(round=round_)) if inside else []
    publications = Publication.objects.filter(round=round_).order_by("-created_at")
    if not inside:
        publications = publications.filter(state=PublicationState.PUBLISHED)
    return RoundView(
        id=round_.pk,
        year=round_.year,
        kind=round_.kind,
        sequence=round_.sequence,
        state=round_.state,
        grade_cutoff=round_.grade_cutoff,
        planned_publication=round_.planned_publication,
        seed_commitment=round_.seed_commitment,
        awaits_lottery=not round_.lottery_seed,
        late_first_hand=_late_first_hand(round_, steps),
        office_name=round_.office.name,
        run=_run_view(run) if run else None,
        steps=tuple(StepView(step.event, step.at, step.actor_name, step.facts) for step in steps),
        approvals=tuple(ApprovalView(a.actor_name, a.at, a.account_id) for a in approvals),
        publications=tuple(
            PublicationView(p.pk, p.state, p.publish_at, p.published_at, p.halt_reason, p.result_hash)
            for p in publications
        ),
    )


def _late_first_hand(round_: AdmissionRound, steps: Sequence[RoundStep]) -> str:
    frozen = [step.facts for step in steps if step.event == RoundEvent.FREEZE]
    if round_.current_frozen_id is not None and frozen and "late_first_hand" in frozen[-1]:
        return str(frozen[-1]["late_first_hand"])
    return round_.office.late_first_hand


def _run_view(run: AllocationRun) -> RunView:
    return RunView(
        id=run.pk,
        result_hash=run.result_hash,
        frozen_digest=run.frozen.digest,
        manifest=run.frozen.manifest,
        engine_version=run.engine_version,
        summary=run.summary,
        made_at=run.made_at,
        verified_at=run.verified_at,
        violations=run.violations,
        comparison=run.comparison,
        previous_run_id=run.previous_run_id,
    )


def run_for(actor: Actor, run_id: UUID, permission: Permission) -> AllocationRun:
    """Return a run whose round the actor handles. Raises PermissionDenied or AllocationRun.DoesNotExist."""
    run = AllocationRun.objects.select_related("round__office", "frozen").get(pk=run_id)
    policies.require(actor, permission, run)
    return run


def runs(actor: Actor) -> QuerySet[AllocationRun]:
    """Return every run of the actor's office, newest first, for the auditor's page."""
    organisations = actor.organisations_with(Permission.ROUND_VERIFY)
    rows = AllocationRun.objects.filter(round__office__organisation_id__in=organisations)
    return rows.select_related("round__office", "frozen").defer("comparison").order_by("-made_at")


def outcomes(actor: Actor, run_id: UUID) -> tuple[OutcomeView, ...]:
    """Return each offering's figures in the run, by title. For those who handle the round (ROUND_READ)."""
    run = run_for(actor, run_id, Permission.ROUND_READ)
    previous = _previous_cutoffs(run)
    rows = OfferingOutcome.objects.filter(run=run).select_related("offering__school_unit")
    return tuple(
        _outcome_view(row, previous) for row in rows.order_by("offering__sort_key", "offering__code")
    )


def _previous_cutoffs(run: AllocationRun) -> dict[UUID, Decimal | None]:
    published = (
        Publication.objects.filter(
            round__office=run.round.office_id, round__year=run.round.year, published_at__isnull=False
        )
        .exclude(run=run)
        .order_by("-published_at")
        .first()
    )
    if published is None:
        return {}
    return dict(
        OfferingOutcome.objects.filter(run=published.run_id).values_list("offering_id", "lowest_merit")
    )


def _outcome_view(row: OfferingOutcome, previous: dict[UUID, Decimal | None]) -> OutcomeView:
    offering = row.offering
    return OutcomeView(
        offering_id=offering.pk,
        code=offering.code,
        title=offering.title,
        school=offering.school_unit.display_name,
        municipality_code=offering.municipality_code,
        programme=offering.programme,
        seats=row.seats,
        eligible=row.eligible,
        first_hand_first_choice=row.first_hand_first_choice,
        admitted=row.admitted,
        admitted_free_quota=row.admitted_free_quota,
        admitted_test=row.admitted_test,
        admitted_second_hand=row.admitted_second_hand,
        lowest_merit=row.lowest_merit,
        median_merit=row.median_merit,
        mean_merit=row.mean_merit,
        previous_lowest=previous.get(offering.pk),
        tie_at_cutoff=row.tie_at_cutoff,
        reserves=row.reserves,
        vacant=row.vacant,
    )


def changes(run: RunView) -> list[dict[str, Any]]:
    """Return who got something else than in the round before, as the comparison was stored.

    Each change: applicant (the reference), turn, before and after (offering codes), causes.
    """
    found = (run.comparison or {}).get("changes", [])
    assert isinstance(found, list)
    return found


def latest_run_id(actor: Actor, *, office_id: UUID, year: int) -> UUID | None:
    """Return the latest run of the year whose results the actor may read, None when there is none."""
    rows = policies.visible_rounds(actor, AdmissionRound.objects.filter(office=office_id, year=year))
    for round_ in rows.select_related("office").order_by("-created_at"):
        run_id = policies.readable_run_id(actor, round_)
        if run_id is not None:
            return run_id
    return None
