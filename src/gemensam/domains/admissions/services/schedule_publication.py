"""Decide when an approved result is shown, and prepare every applicant's page beforehand."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle import RoundResult, admit, read_round, write_result
from gemensam.domains.admissions.bundle.archive import unpack
from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Publication, ResultPage
from gemensam.domains.admissions.services._result_pages import result_pages
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import (
    PublicationEvent,
    PublicationState,
    RoundEvent,
    RoundState,
    TransitionRefused,
    next_publication_state,
    next_round_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.storage import read
from gemensam.foundation.jobs.services.enqueue import enqueue


class RerunDiffers(Exception):
    """Running the frozen input again gave another hash than the approved one. Nothing was scheduled."""


def schedule_publication(*, actor: Actor, round_id: UUID, publish_at: datetime, at: datetime) -> Publication:
    """Prepare the pages from a rerun of the frozen input and queue the publication for its time.

    The rerun must give the approved hash. Also moves an already scheduled time, and shows a halted result again.
    Raises RerunDiffers, TransitionRefused or PermissionDenied.
    """
    round_ = AdmissionRound.objects.select_related("office", "current_run__frozen").get(pk=round_id)
    policies.require(actor, Permission.ROUND_PUBLISH, round_)
    event = RoundEvent.RESUME if round_.state == RoundState.HALTED else RoundEvent.SCHEDULE
    next_round_state(round_.state, event)
    run = round_.current_run
    if run is None:
        raise TransitionRefused(round_.state, event)
    result = _rerun(run)
    with transaction.atomic():
        locked = locked_round(actor, round_id, Permission.ROUND_PUBLISH)
        if locked.current_run_id != run.pk:
            raise TransitionRefused(locked.state, event)
        publication = _scheduled(locked, run, publish_at, at)
        ResultPage.objects.bulk_create(result_pages(publication, result), batch_size=500)
        fire(
            locked,
            event,
            actor=actor,
            audit_event=AuditEvent.PUBLICATION_SCHEDULED,
            at=at,
            run=run,
            facts={"publication": str(publication.pk), "publish_at": publish_at.isoformat()},
        )
        enqueue(
            actor=actor,
            kind="admissions.publish",
            key=f"publish:{publication.pk}",
            arguments={"publication_id": str(publication.pk)},
            organisation_id=locked.office.organisation_id,
            at=at,
            run_after=publish_at,
        )
    return publication


def _rerun(run: AllocationRun) -> RoundResult:
    with TemporaryDirectory() as name:
        folder, out = Path(name) / "input", Path(name) / "result"
        unpack(read(run.frozen.archive_id), folder)
        result = admit(read_round(folder))
        if write_result(result, out).result_hash != run.result_hash:
            raise RerunDiffers
    return result


def _scheduled(round_: AdmissionRound, run: AllocationRun, publish_at: datetime, at: datetime) -> Publication:
    """A new publication; one that is already scheduled is withdrawn, and its pages were never shown."""
    for earlier in Publication.objects.select_for_update().filter(
        round=round_, state=PublicationState.SCHEDULED
    ):
        earlier.state = next_publication_state(earlier.state, PublicationEvent.WITHDRAW)
        earlier.save(update_fields=["state"])
    return Publication.objects.create(
        round=round_, run=run, result_hash=run.result_hash, publish_at=publish_at, created_at=at
    )
