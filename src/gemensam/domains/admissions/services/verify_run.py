"""Let the separate verifier judge a run: another program, which shares no code with the allocation."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.bundle.archive import unpack
from gemensam.domains.admissions.models import AllocationRun
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.services.run_allocation import InputChanged
from gemensam.domains.admissions.states import RoundEvent, RoundState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents.storage import read

_LONGEST_SECONDS = 600


class VerifierFailed(Exception):
    """The verifier could not read the files or was stopped. Nothing was stored. Worth trying again."""


def verify_run(*, actor: Actor, run_id: UUID, at: datetime) -> list[dict[str, object]]:
    """Verify a run from its stored files and return the violations (none = verified).

    The first verification moves the round on, to verified or rejected. Later ones, by an auditor for example,
    are only recorded; when they disagree with the first, the record says so. Raises VerifierFailed,
    InputChanged or PermissionDenied.
    """
    run = AllocationRun.objects.select_related("round__office", "frozen").get(pk=run_id)
    policies.require(actor, Permission.ROUND_VERIFY, run)
    report = _judge(run)
    violations = report["violations"]
    assert isinstance(violations, list)
    with transaction.atomic():
        round_ = locked_round(actor, run.round_id, Permission.ROUND_VERIFY)
        first = run.verified_at is None and round_.state == RoundState.ALLOCATED
        if first and round_.current_run_id != run.pk:
            raise InputChanged
        if first:
            run.verified_at, run.violations, run.verifier_report = at, violations, report
            run.save(update_fields=["verified_at", "violations", "verifier_report"])
            fire(
                round_,
                RoundEvent.REJECT if violations else RoundEvent.VERIFY,
                actor=actor,
                audit_event=AuditEvent.RUN_VERIFIED,
                at=at,
                run=run,
                facts={"result_hash": run.result_hash, "violations": len(violations)},
            )
        else:
            record(
                actor=actor,
                event=AuditEvent.RUN_VERIFIED_AGAIN,
                target_type="allocation_run",
                target_id=str(run.pk),
                organisation_id=round_.office.organisation_id,
                facts={"result_hash": run.result_hash, "violations": len(violations)},
                at=at,
            )
    return violations


def _judge(run: AllocationRun) -> dict[str, object]:
    with TemporaryDirectory() as name:
        folder, out = Path(name) / "input", Path(name) / "result"
        unpack(read(run.frozen.archive_id), folder)
        unpack(read(run.archive_id), out)
        code, printed = _run_program(folder, out)
    if code not in (0, 1):
        raise VerifierFailed("unreadable")
    report: dict[str, object] = json.loads(printed)
    return report


def _run_program(folder: Path, out: Path) -> tuple[int, bytes]:
    """The verifier's exit code and what it prints. Raises VerifierFailed when it takes too long."""
    try:
        answer = subprocess.run(  # noqa: S603 - our own interpreter and module, no text from outside
            [sys.executable, "-m", "gemensam_verifier", str(folder), str(out), "--json"],
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise VerifierFailed("timeout") from None
    return answer.returncode, answer.stdout
