"""Running one job: take it, call its handler while the lease is kept alive, and give an account of the end."""

import os
import re
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from uuid import UUID

import structlog
from django.db import DatabaseError, connection, connections

from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.jobs import leases
from gemensam.foundation.jobs.handle import JobHandle
from gemensam.foundation.jobs.leases import LeaseLostError
from gemensam.foundation.jobs.models import Job, JobState
from gemensam.foundation.jobs.registry import UnknownJobKindError, handler_for

logger = structlog.get_logger("gemensam.jobs")
_CODE = re.compile(r"[a-z0-9_.:-]{1,50}\Z")


class JobRefusedError(Exception):
    """A handler's way to say that trying again will not help. ``code`` is shown, in words, on the job's page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def worker_name() -> str:
    """Which process this is, for the job's log."""
    return f"{socket.gethostname()}:{os.getpid()}"


def run_job(job_id: UUID, *, keep_alive: bool = False) -> JobState | None:
    """Run one job if it is to be had; the state it ended in, or None when another has it.

    ``keep_alive`` renews the lease from a thread of its own while the handler computes: only for processes that
    may open a second connection. Never raises what the handler raises.
    """
    job = leases.claim(job_id, worker=worker_name(), now=clock.now())
    if job is None:
        return None
    handle = JobHandle(
        job.pk, job.kind, job.lease_token, actor_of(job), job.organisation_id, job.attempts,
        len(connection.atomic_blocks),
    )  # fmt: skip
    log = logger.bind(job_kind=job.kind, job_id=str(job.pk), attempt=job.attempts)
    try:
        with _kept_alive(handle) if keep_alive else _as_it_is():
            result = handler_for(job.kind)(handle, **job.arguments)
        if not Job.objects.filter(pk=job.pk, state=JobState.DONE, lease_token=job.lease_token).exists():
            leases.finish(job.pk, job.lease_token, result, now=clock.now())
    except LeaseLostError:
        log.warning("job_lease_lost")
        return None
    except Exception as fault:  # whatever it is, the job must end with a code
        return _failed(handle, fault, log)
    log.info("job_done")
    return JobState.DONE


def actor_of(job: Job) -> Actor:
    """Who asked, with the roles held then: a job finishes what was asked for by someone who had the right."""
    grants = tuple(
        Grant(
            Role(grant["role"]),
            UUID(grant["organisation_id"]) if grant["organisation_id"] else None,
            date.fromisoformat(grant["starts"]),
            date.fromisoformat(grant["ends"]) if grant["ends"] else None,
        )
        for grant in job.grants
    )
    return Actor(job.account_id, job.person_id, job.actor_name, grants)


def code_of(fault: BaseException) -> str:
    """A code for what happened: the kind of fault and its own code, never its text (it may name a person)."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(fault).__name__).lower().removesuffix("_error")
    detail = getattr(fault, "code", None)
    if isinstance(detail, str) and _CODE.match(detail):
        return detail if isinstance(fault, JobRefusedError) else f"{name}:{detail}"
    return name


def is_final(fault: BaseException) -> bool:
    """Whether trying again is pointless: a refusal with a code, a missing right, an unknown kind."""
    has_code = isinstance(getattr(fault, "code", None), str)
    return has_code or isinstance(fault, PermissionDenied | UnknownJobKindError)


def _failed(handle: JobHandle, fault: Exception, log: structlog.stdlib.BoundLogger) -> JobState | None:
    code = code_of(fault)
    frames = traceback.extract_tb(fault.__traceback__)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    log.error("job_failed", code=code, where=where)  # no message, no values: they may be about persons
    try:
        return leases.fail(handle.id, handle.token, code, retry=not is_final(fault), now=clock.now())
    except LeaseLostError:
        return None


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def _kept_alive(handle: JobHandle) -> Iterator[None]:
    """Renew the lease from a thread while the handler works, until it is lost."""
    stop = threading.Event()

    def beat() -> None:
        try:
            while not stop.wait(leases.lease_time().total_seconds() / 4):
                with suppress(
                    DatabaseError
                ):  # busy or away for a moment: there are three more beats to the lease
                    leases.renew(handle.id, handle.token, now=clock.now())
        except LeaseLostError:
            logger.warning("job_lease_lost", job_id=str(handle.id))
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, name=f"lease-{handle.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)
