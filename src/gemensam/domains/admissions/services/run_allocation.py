"""Place every applicant of a frozen round; keep input, result and figures for verification."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle import admit, read_round, write_result
from gemensam.domains.admissions.bundle.archive import pack, unpack
from gemensam.domains.admissions.bundle.results import read_cutoffs, read_placements
from gemensam.domains.admissions.models import (
    AdmissionRound,
    AllocationRun,
    Application,
    FrozenInput,
    OfferingOutcome,
    Placement,
)
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import RoundEvent, next_round_state
from gemensam.domains.catalogue.queries import offering_ids
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents import read, store

Progress = Callable[[int, int, str], None]


class InputChanged(Exception):
    """Something else happened to the round while it was computed. Nothing was stored."""


def run_allocation(
    *, actor: Actor, round_id: UUID, at: datetime, progress: Progress = lambda done, total, text: None
) -> AllocationRun:
    """Run the round as the command line does, then store the result in one transaction.

    Nothing is locked while computing. Raises InputChanged when the frozen input is no longer the current one,
    PermissionDenied or TransitionRefused.
    """
    round_ = AdmissionRound.objects.select_related("office", "current_frozen").get(pk=round_id)
    policies.require(actor, Permission.ROUND_RUN, round_)
    next_round_state(round_.state, RoundEvent.ALLOCATE)
    frozen = round_.current_frozen
    assert frozen is not None  # the state table lets only a frozen round come here
    with TemporaryDirectory() as name:
        folder, out = Path(name) / "input", Path(name) / "result"
        unpack(read(frozen.archive_id), folder)
        progress(1, 4, "allocating")
        write_result(admit(read_round(folder)), out, folder)
        progress(2, 4, "storing")
        with transaction.atomic():
            return _store(actor, round_id, frozen, out, at)


def _store(actor: Actor, round_id: UUID, frozen: FrozenInput, out: Path, at: datetime) -> AllocationRun:
    round_ = locked_round(actor, round_id, Permission.ROUND_RUN)
    if round_.current_frozen_id != frozen.pk:
        raise InputChanged
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    stored = store(
        content=pack(out),
        name=f"{round_.year}-{round_.kind}-{round_.sequence}-result.zip",
        media_type="application/zip",
        purpose=f"result:{round_.pk}",
        at=at,
    )
    run = AllocationRun.objects.create(
        round=round_,
        frozen=frozen,
        archive_id=stored.pk,
        result_hash=manifest["result_hash"],
        engine_version=manifest["engine_version"],
        summary=json.loads((out / "summary.json").read_text("utf-8")),
        made_at=at,
        made_by=actor.account_id,
    )
    offerings = offering_ids(year=round_.year)
    Placement.objects.bulk_create(_placements(run, out, offerings), batch_size=2_000)
    OfferingOutcome.objects.bulk_create(_outcomes(run, out, offerings), batch_size=2_000)
    round_.current_run = run
    fire(
        round_,
        RoundEvent.ALLOCATE,
        actor=actor,
        audit_event=AuditEvent.ALLOCATION_RUN,
        at=at,
        run=run,
        facts={"result_hash": run.result_hash, "frozen": frozen.digest, "engine": run.engine_version},
    )
    return run


def _placements(run: AllocationRun, out: Path, offerings: dict[str, UUID]) -> Iterator[Placement]:
    round_ = run.round
    applications = dict(
        Application.objects.filter(office=round_.office_id, year=round_.year).values_list("reference", "pk")
    )
    for row in read_placements(out):
        yield Placement(
            run=run,
            application_id=applications[row.applicant_id],
            offering_id=offerings[row.offering_id],
            rank=row.rank,
            status=row.status,
            seat_kind=row.seat_kind,
            reserve_position=row.reserve_position,
            reason=row.reason,
            merit=row.merit,
            sort_key=row.sort_key,
        )


def _outcomes(run: AllocationRun, out: Path, offerings: dict[str, UUID]) -> Iterator[OfferingOutcome]:
    for row in read_cutoffs(out):
        yield OfferingOutcome(
            run=run,
            offering_id=offerings[row.offering_id],
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
            tie_at_cutoff=row.tie_at_cutoff,
            reserves=row.reserves,
            vacant=row.vacant,
        )
