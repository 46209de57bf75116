"""Place every applicant of a frozen round; keep input, result and figures for verification."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle import Manifest, RoundResult, admit, read_round, write_result
from gemensam.domains.admissions.bundle.archive import pack, unpack
from gemensam.domains.admissions.inputs import own_ranks
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
from gemensam.foundation.documents.storage import read, store

Progress = Callable[[int, int, str], None]


class InputChanged(Exception):
    """Something else happened to the round while it was computed. Nothing was stored."""

    code = "meanwhile"


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
        result = admit(read_round(folder))
        manifest = write_result(result, out)
        archive, totals = pack(out), json.loads((out / "summary.json").read_text("utf-8"))
    progress(2, 4, "storing")
    with transaction.atomic():
        run = _store(actor, round_id, frozen, manifest, archive, totals, at)
        offerings = offering_ids(year=run.round.year)
        Placement.objects.bulk_create(_placements(run, result, offerings), batch_size=2_000)
        OfferingOutcome.objects.bulk_create(_outcomes(run, result, offerings), batch_size=2_000)
    return run


def _store(  # noqa: PLR0917 - one call above, the parts of one result
    actor: Actor,
    round_id: UUID,
    frozen: FrozenInput,
    manifest: Manifest,
    archive: bytes,
    totals: dict[str, object],
    at: datetime,
) -> AllocationRun:
    round_ = locked_round(actor, round_id, Permission.ROUND_RUN)
    if round_.current_frozen_id != frozen.pk:
        raise InputChanged
    stored = store(
        content=archive,
        name=f"{round_.year}-{round_.kind}-{round_.sequence}-result.zip",
        media_type="application/zip",
        purpose=f"result:{round_.pk}",
        at=at,
    )
    run = AllocationRun.objects.create(
        round=round_,
        frozen=frozen,
        archive_id=stored.pk,
        result_hash=manifest.result_hash,
        engine_version=manifest.engine,
        summary=totals,
        made_at=at,
        made_by=actor.account_id,
    )
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


def _placements(run: AllocationRun, result: RoundResult, offerings: dict[str, UUID]) -> Iterator[Placement]:
    round_ = run.round
    applications = dict(
        Application.objects.filter(office=round_.office_id, year=round_.year).values_list("reference", "pk")
    )
    ranks = own_ranks(round_)
    for row in result.placements.iter_rows(named=True):
        yield Placement(
            run=run,
            application_id=applications[row["applicant_id"]],
            offering_id=offerings[row["offering_id"]],
            rank=ranks.get((row["applicant_id"], row["offering_id"]), row["rank"]),
            status=row["status"],
            seat_kind=row["seat_kind"],
            reserve_position=row["reserve_position"],
            reason=row["reason"],
            merit=row["merit"] or "",
            sort_key=row["sort_key"],
        )


def _outcomes(
    run: AllocationRun, result: RoundResult, offerings: dict[str, UUID]
) -> Iterator[OfferingOutcome]:
    counts = (
        "seats", "eligible", "first_hand_first_choice", "admitted", "admitted_free_quota", "admitted_test",
        "admitted_second_hand", "reserves", "vacant",
    )  # fmt: skip
    for row in result.cutoffs.iter_rows(named=True):
        yield OfferingOutcome(
            run=run,
            offering_id=offerings[row["offering_id"]],
            tie_at_cutoff=row["tie_at_cutoff"] == "yes",
            **{name: row[name] for name in counts},
            **{name: _decimal(row[name]) for name in ("lowest_merit", "median_merit", "mean_merit")},
        )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
