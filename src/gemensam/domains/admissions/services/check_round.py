"""Check everything that would decide the round, before it is frozen."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import inputs
from gemensam.domains.admissions.bundle import BundleFaults, read_round, write_round
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import RoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


class RoundHasFaults(Exception):
    """The input cannot be run. ``faults`` are dicts: file, row, column, code, facts."""

    code = "faults"

    def __init__(self, faults: list[dict[str, object]]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@transaction.atomic
def check_round(*, actor: Actor, round_id: UUID, at: datetime) -> dict[str, int]:
    """Read the round's input as the run will; return the number of rows per table.

    Raises RoundHasFaults with every fault at once, PermissionDenied or TransitionRefused.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    tables = inputs.round_tables(round_)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_round(inputs.round_settings(round_), tables, folder)
        try:
            read_round(folder)
        except BundleFaults as error:
            raise RoundHasFaults([asdict(fault) for fault in error.faults]) from None
    counts = {file: len(rows) for file, (_, rows) in tables.items()}
    fire(
        round_,
        RoundEvent.CHECK,
        actor=actor,
        audit_event=AuditEvent.ROUND_CHECKED,
        at=at,
        facts={"rows": counts},
    )
    return counts
