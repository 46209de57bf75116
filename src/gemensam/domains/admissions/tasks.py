"""Background entries of admissions: each fetches by id and calls services, one transaction at a time."""

from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.models import AdmissionRound
from gemensam.domains.admissions.services.check_import import check_import
from gemensam.domains.admissions.services.check_round import RoundHasFaults, check_round
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.compare_run import compare_run
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.publish_round import publish_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.domains.admissions.services.verify_run import verify_run
from gemensam.domains.admissions.states import RoundState
from gemensam.foundation.access import clock
from gemensam.foundation.jobs.registry import JobHandle, job_handler


@job_handler("admissions.prepare_round")
def prepare_round(job: JobHandle, *, round_id: str) -> dict[str, object]:
    """Take a round from draft to compared, one service at a time; safe to run again after a kill."""
    steps = {
        RoundState.DRAFT: ("checking", _check),
        RoundState.CHECKED: ("freezing", _freeze),
        RoundState.FROZEN: ("allocating", _run),
        RoundState.ALLOCATED: ("verifying", _verify),
        RoundState.VERIFIED: ("comparing", _compare),
    }
    order = list(steps)
    while (state := AdmissionRound.objects.values_list("state", flat=True).get(pk=round_id)) in steps:
        text, step = steps[RoundState(state)]
        job.progress(order.index(RoundState(state)), len(order), text)
        step(job, UUID(round_id), clock.now())
    job.progress(len(order), len(order), "done")
    return {"state": state}


def _check(job: JobHandle, round_id: UUID, at: datetime) -> None:
    try:
        check_round(actor=job.actor, round_id=round_id, at=at)
    except RoundHasFaults as error:
        for fault in error.faults[:100]:
            job.log("round_fault", **{name: fault[name] for name in ("file", "row", "column", "code")})
        raise


def _freeze(job: JobHandle, round_id: UUID, at: datetime) -> None:
    freeze_round(actor=job.actor, round_id=round_id, at=at)


def _run(job: JobHandle, round_id: UUID, at: datetime) -> None:
    run_allocation(actor=job.actor, round_id=round_id, at=at)


def _verify(job: JobHandle, round_id: UUID, at: datetime) -> None:
    run_id = AdmissionRound.objects.values_list("current_run_id", flat=True).get(pk=round_id)
    verify_run(actor=job.actor, run_id=run_id, at=at)


def _compare(job: JobHandle, round_id: UUID, at: datetime) -> None:
    compare_run(actor=job.actor, round_id=round_id, at=at)


@job_handler("admissions.verify_again")
def verify_again(job: JobHandle, *, run_id: str) -> dict[str, object]:
    """Let the separate verifier judge a stored run once more."""
    violations = verify_run(actor=job.actor, run_id=UUID(run_id), at=clock.now())
    return {"violations": len(violations)}


@job_handler("admissions.publish")
def publish(job: JobHandle, *, publication_id: str) -> dict[str, object]:
    """Publish a scheduled result when its time has come."""
    published = publish_round(actor=job.actor, publication_id=UUID(publication_id), at=clock.now())
    return {"published": published}


@job_handler("admissions.check_import")
def check_file(job: JobHandle, *, batch_id: str) -> dict[str, object]:
    """Check an imported file and make its preview."""
    job.progress(0, 1, "reading")
    batch = check_import(actor=job.actor, batch_id=UUID(batch_id), at=clock.now())
    job.progress(1, 1, "done")
    return {"state": batch.state}


@job_handler("admissions.commit_import")
def commit_file(job: JobHandle, *, batch_id: str) -> dict[str, object]:
    """Put a confirmed file into the register."""
    job.progress(0, 1, "writing")
    batch = commit_import(actor=job.actor, batch_id=UUID(batch_id), at=clock.now())
    job.progress(1, 1, "done")
    return {"state": batch.state}


@job_handler("admissions.undo_import")
def undo_file(job: JobHandle, *, batch_id: str) -> dict[str, object]:
    """Take a committed file back."""
    job.progress(0, 1, "writing")
    batch = undo_import(actor=job.actor, batch_id=UUID(batch_id), at=clock.now())
    job.progress(1, 1, "done")
    return {"state": batch.state}
