"""What the saving services share: compare with what is stored, write the difference in bulk."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.rows import SaveReport
from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField

BATCH = 250
NAMED_IDS = 20
M = TypeVar("M", bound=models.Model)


class Changes:
    """Rows to write: new ones, and stored ones with another value."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.new: list[models.Model] = []
        self.changed: dict[UUID, models.Model] = {}
        self.fields: set[str] = set()
        self.ids: list[UUID] = []

    def add(self, found: M | None, made: M, values: Mapping[str, Any]) -> M:
        """Note one row: ``made`` when nothing was found, else the found one with the values set on it."""
        row = made if found is None else found
        if found is None:
            self.new.append(row)
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                if found is not None and not found._state.adding:
                    self.changed[found.pk] = found
                    self.fields.add(name)
        self.ids.append(row.pk)
        return row

    def write(self) -> None:
        """Write everything noted; computed fields are computed for changed rows too."""
        self.model._default_manager.bulk_create(self.new, batch_size=BATCH)
        if not self.changed:
            return
        computed = [
            field
            for field in self.model._meta.local_concrete_fields
            if isinstance(field, SwedishSortKeyField | SearchTextField)
        ]
        for row in self.changed.values():
            for field in computed:
                field.pre_save(row, add=False)
        names = sorted(self.fields | {field.name for field in computed})
        self.model._default_manager.bulk_update(list(self.changed.values()), names, batch_size=BATCH)

    def report(self, kept_protected: int = 0) -> SaveReport:
        """Counts of distinct rows, and the ids in the order in which the rows came."""
        distinct = len(set(self.ids))
        created, changed = len(self.new), len(self.changed)
        return SaveReport(created, changed, distinct - created - changed, tuple(self.ids), kept_protected)

    def log(
        self, *, actor: Actor, event: AuditEvent, at: datetime, organisation_id: UUID | None = None
    ) -> None:
        """One entry in the audit log, unless nothing was written."""
        touched = sorted(str(key) for key in {row.pk for row in self.new} | set(self.changed))
        if touched:
            digest = hashlib.sha256("\n".join(touched).encode()).hexdigest()
            record(
                actor=actor,
                event=event,
                target_type=self.model._meta.label_lower,
                target_id=touched[0] if len(touched) == 1 else f"rows:{digest[:16]}",
                at=at,
                organisation_id=organisation_id,
                facts={
                    "created": len(self.new),
                    "changed": len(self.changed),
                    "fields": sorted(self.fields),
                    "ids_sha256": digest,
                    "ids": touched[:NAMED_IDS],
                },
            )


def said(**values: Any) -> dict[str, Any]:
    """The values that are said: those that are not None."""
    return {name: value for name, value in values.items() if value is not None}


def in_portions(values: Sequence[Any], size: int = 500) -> list[Sequence[Any]]:
    """The values in portions that a database takes as parameters of one query."""
    return [values[start : start + size] for start in range(0, len(values), size)]
