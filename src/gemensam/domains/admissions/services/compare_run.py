"""Compare a run with the one before it: who gained, who lost, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle import Comparison, diff, pools_of, read_round, with_roots
from gemensam.domains.admissions.bundle.archive import unpack
from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Publication
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.services.run_allocation import InputChanged
from gemensam.domains.admissions.states import PublicationState, RoundEvent, next_round_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.storage import read
from gemensam.rules.allocation import Cause


def compare_run(*, actor: Actor, round_id: UUID, at: datetime) -> dict[str, object]:
    """Compare the round's current run with the last published one of the year, and store the difference.

    Both rounds are run again with one kind of input at a time as before, which tells the cause of every change. What
    nothing accounts for is stored as unexplained, and hinders the approval.
    A first round of a year has nothing to compare with; that too is a result. Raises TransitionRefused,
    InputChanged or PermissionDenied.
    """
    round_ = AdmissionRound.objects.select_related("office", "current_run__frozen").get(pk=round_id)
    policies.require(actor, Permission.ROUND_RUN, round_)
    next_round_state(round_.state, RoundEvent.COMPARE)
    run = round_.current_run
    assert run is not None  # the state table lets only a verified run come here
    previous = _previous(round_, run)
    comparison = _compare(previous, run) if previous else {"previous": None, "changes": [], "unexplained": []}
    with transaction.atomic():
        locked = locked_round(actor, round_id, Permission.ROUND_RUN)
        if locked.current_run_id != run.pk:
            raise InputChanged
        run.previous_run, run.comparison = previous, comparison
        run.save(update_fields=["previous_run", "comparison"])
        changes, unexplained = comparison["changes"], comparison["unexplained"]
        assert isinstance(changes, list)
        assert isinstance(unexplained, list)
        fire(
            locked,
            RoundEvent.COMPARE,
            actor=actor,
            audit_event=AuditEvent.RUN_COMPARED,
            at=at,
            run=run,
            facts={
                "previous": str(previous.pk) if previous else None,
                "changes": len(changes),
                "unexplained": len(unexplained),
            },
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
        .select_related("run__frozen")
        .order_by("-published_at")
        .first()
    )
    return publication.run if publication else None


def _compare(previous: AllocationRun, run: AllocationRun) -> dict[str, object]:
    with TemporaryDirectory() as name:
        results = Path(name) / "before", Path(name) / "after"
        folders = Path(name) / "input-before", Path(name) / "input-after"
        for one, folder, result in zip((previous, run), folders, results, strict=True):
            unpack(read(one.frozen.archive_id), folder)
            unpack(read(one.archive_id), result)
        before, after = map(read_round, folders)
        found = diff(*results, {**pools_of(before), **pools_of(after)})
        difference = with_roots(found, (before, after), results)
    return {
        "previous": str(previous.pk),
        "previous_hash": previous.result_hash,
        "changes": list(_changes(difference)),
        "counts": dict(difference.counts),
        "unexplained": list(difference.unexplained),
    }


def _changes(difference: Comparison) -> Iterator[dict[str, object]]:
    """The changes with `roots`, what re-runs found; `causes` say that a change is unexplained when those do."""
    for change in difference.changes:
        roots = difference.roots.get(change.applicant)
        causes: Sequence[str] = change.causes
        if roots is not None and not roots.causes:
            causes = (Cause.UNEXPLAINED,)
        elif roots is not None and Cause.UNEXPLAINED in causes:
            causes = (Cause.OTHERS_CHANGED,)
        found = {"roots": list(roots.causes), "together": roots.together} if roots else {}
        yield asdict(change) | {"causes": list(causes)} | found
