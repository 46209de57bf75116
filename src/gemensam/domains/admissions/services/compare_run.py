"""Compare a run with the one before it: who gained, who lost, and why."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle import diff, pools_of, read_round
from gemensam.domains.admissions.bundle.archive import unpack
from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Publication
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.services.run_allocation import InputChanged
from gemensam.domains.admissions.states import PublicationState, RoundEvent, next_round_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.storage import read


def compare_run(*, actor: Actor, round_id: UUID, at: datetime) -> dict[str, object]:
    """Compare the round's current run with the last published one of the year, and store the difference.

    A first round of a year has nothing to compare with; that too is a result. Raises TransitionRefused,
    InputChanged or PermissionDenied.
    """
    round_ = AdmissionRound.objects.select_related("office", "current_run__frozen").get(pk=round_id)
    policies.require(actor, Permission.ROUND_RUN, round_)
    next_round_state(round_.state, RoundEvent.COMPARE)
    run = round_.current_run
    assert run is not None  # the state table lets only a verified run come here
    previous = _previous(round_, run)
    comparison = _compare(previous, run) if previous else {"previous": None, "changes": []}
    with transaction.atomic():
        locked = locked_round(actor, round_id, Permission.ROUND_RUN)
        if locked.current_run_id != run.pk:
            raise InputChanged
        run.previous_run, run.comparison = previous, comparison
        run.save(update_fields=["previous_run", "comparison"])
        changes = comparison["changes"]
        assert isinstance(changes, list)
        fire(
            locked,
            RoundEvent.COMPARE,
            actor=actor,
            audit_event=AuditEvent.RUN_COMPARED,
            at=at,
            run=run,
            facts={"previous": str(previous.pk) if previous else None, "changes": len(changes)},
        )
    return comparison


def _previous(round_: AdmissionRound, run: AllocationRun) -> AllocationRun | None:
    shown = (PublicationState.PUBLISHED, PublicationState.HALTED, PublicationState.SUPERSEDED)
    publication = (
        Publication.objects.filter(
            round__office=round_.office_id,
            round__year=round_.year,
            state__in=shown,
            published_at__isnull=False,
        )
        .exclude(run=run)
        .select_related("run")
        .order_by("-published_at")
        .first()
    )
    return publication.run if publication else None


def _compare(previous: AllocationRun, run: AllocationRun) -> dict[str, object]:
    with TemporaryDirectory() as name:
        before, after = Path(name) / "before", Path(name) / "after"
        unpack(read(previous.archive_id), before)
        unpack(read(run.archive_id), after)
        folder = Path(name) / "input"
        unpack(read(run.frozen.archive_id), folder)
        difference = diff(before, after, pools_of(read_round(folder)))
    return {
        "previous": str(previous.pk),
        "previous_hash": previous.result_hash,
        "changes": [asdict(change) for change in difference.changes],
        "counts": dict(difference.counts),
    }
