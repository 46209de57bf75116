"""Freeze everything that decides the round, and say with hashes what was frozen."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import inputs
from gemensam.domains.admissions.bundle import write_round
from gemensam.domains.admissions.bundle.archive import pack
from gemensam.domains.admissions.models import FrozenInput
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import RoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.storage import store


@transaction.atomic
def freeze_round(*, actor: Actor, round_id: UUID, at: datetime) -> FrozenInput:
    """Write the round in the open format, store it encrypted, and keep the hash of every file.

    Raises PermissionDenied, or TransitionRefused when the round has not been checked.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    with TemporaryDirectory() as name:
        folder = Path(name)
        tables = inputs.round_tables(round_)
        manifest = write_round(inputs.round_settings(round_), tables, folder)
        archive = pack(folder)
    columns, choices = tables["choices.csv"]
    late = sum(row[columns.index("late")] == "yes" for row in choices)
    stored = store(
        content=archive,
        name=f"{round_.year}-{round_.kind}-{round_.sequence}.zip",
        media_type="application/zip",
        purpose=f"frozen:{round_.pk}",
        at=at,
    )
    frozen = FrozenInput.objects.create(
        round=round_,
        archive_id=stored.pk,
        digest=manifest.digest,
        manifest={
            file: {"sha256": entry.sha256, "rows": entry.rows} for file, entry in manifest.files.items()
        },
        made_at=at,
        made_by=actor.account_id,
    )
    round_.current_frozen = frozen
    round_.current_run = None
    fire(
        round_,
        RoundEvent.FREEZE,
        actor=actor,
        audit_event=AuditEvent.ROUND_FROZEN,
        at=at,
        facts={
            "digest": frozen.digest,
            "files": frozen.manifest,
            "late_first_hand": round_.office.late_first_hand,
            "late_choices": late,
        },
    )
    return frozen
