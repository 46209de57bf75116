"""Carry out and take back what a file says of open houses."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gemensam.domains.admissions.inputs.file_visits import visit_values
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.admissions.services._import_catalogue import Done
from gemensam.domains.catalogue.queries import offering_ids, open_houses_by_key
from gemensam.domains.catalogue.services.save_offering_facts import OpenHouseRow
from gemensam.domains.catalogue.services.save_open_houses import save_open_houses
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Organisation


def apply_open_houses(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Keep the times that the file has; the others stay."""
    rows = _rows(batch, {one.key: one.after for one in changes})
    save_open_houses(actor=actor, rows=rows, remove=(), at=at)


def changed_open_houses(batch: ImportBatch, changes: Sequence[Done]) -> int:
    """How many times are others than the file made them."""
    stored = open_houses_by_key(year=batch.year) if changes else {}
    found = {_key(one.key): one.after for one in changes}
    return sum(key not in stored or visit_values(*stored[key]) != after for key, after in found.items())


def undo_open_houses(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Take back added times and put changed ones as they were."""
    before = _rows(batch, {one.key: one.before for one in changes if one.before is not None})
    added = _rows(batch, {one.key: one.after for one in changes if one.before is None})
    if before or added:
        save_open_houses(actor=actor, rows=before, remove=added, at=at)


def _key(key: str) -> tuple[str, str, datetime]:
    unit, code, starts = key.split("|")
    return unit, code, datetime.fromisoformat(starts)


def _rows(batch: ImportBatch, values: Mapping[str, Mapping[str, Any]]) -> list[OpenHouseRow]:
    keys = {key: _key(key) for key in values}
    units: dict[str, UUID] = dict(
        Organisation.objects.filter(school_unit_code__in={unit for unit, _, _ in keys.values()}).values_list(
            "school_unit_code", "pk"
        )
    )
    ids = offering_ids(year=batch.year)
    return [
        OpenHouseRow(
            school_unit_id=units[keys[key][0]],
            starts=keys[key][2],
            ends=datetime.fromisoformat(one["ends"]),
            place=one["place"],
            offering_id=ids[keys[key][1]] if keys[key][1] else None,
        )
        for key, one in values.items()
    ]
