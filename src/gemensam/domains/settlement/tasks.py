"""Background entries of settlement: each fetches by id and calls one service."""

from uuid import UUID

from gemensam.domains.settlement.services.compute_run import compute_run
from gemensam.foundation.access import clock
from gemensam.foundation.jobs.registry import JobHandle, job_handler


@job_handler("settlement.compute_run")
def compute(job: JobHandle, *, basis_run_id: str) -> dict[str, object]:
    """Make the lines of a month's run; safe to run again after a kill."""
    job.progress(0, 1, "computing_basis")
    lines = compute_run(actor=job.actor, run_id=UUID(basis_run_id), at=clock.now())
    job.progress(1, 1, "done")
    return {"lines": lines}
