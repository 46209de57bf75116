"""Check a whole file against its kind and the register, and show what it would change."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.file_changes import Plan
from gemensam.domains.admissions.inputs.file_rows import RowFault
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.admissions.services._import_reading import ReadImport, parse_import, plan_import
from gemensam.domains.admissions.services._import_stops import stops_for_preview
from gemensam.domains.admissions.states import ImportEvent, ImportState, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

KEPT_FAULTS = 1_000
KEPT_CHANGES = 500
_CHECKED = (ImportState.PREVIEWED, ImportState.FAULTY)


def check_import(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """Read the file; keep either every fault or the preview with control totals. Nothing else is changed.

    Safe to run twice: a batch that has been checked since it was matched is left as it is.
    Raises TransitionRefused, TableRefused or PermissionDenied.
    """
    batch = ImportBatch.objects.select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_UPLOAD, batch)
    if batch.state in _CHECKED:
        return batch
    next_import_state(batch.state, ImportEvent.PREVIEW)
    found = plan_import(batch, parse_import(batch))
    faults = _each_once([*found.parsed.faults, *found.plan.faults, *_declared_faults(batch, found)])
    with transaction.atomic():
        matched = batch.mapping
        batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
        if batch.state in _CHECKED or batch.mapping != matched:  # someone was before us, or matched it anew
            return batch
        event = ImportEvent.FIND_FAULTS if faults else ImportEvent.PREVIEW
        batch.state = next_import_state(batch.state, event)
        batch.fault_count = len(faults)
        kept = sorted(faults, key=lambda fault: fault.row)[:KEPT_FAULTS]
        batch.faults = json.dumps([asdict(fault) for fault in kept], ensure_ascii=False)
        batch.preview = "" if faults else json.dumps(_preview_of(batch, found.plan), ensure_ascii=False)
        batch.totals = {**found.totals, "declared": batch.totals.get("declared", {})}
        batch.register_digest = found.register_digest
        batch.save()
        record(
            actor=actor,
            event=AuditEvent.IMPORT_CHECKED,
            target_type="import_batch",
            target_id=str(batch.pk),
            organisation_id=batch.sender_id,
            facts={"faults": len(faults), "changes": len(found.plan.changes), "rows": found.parsed.lines},
            at=at,
        )
    return batch


def _each_once(faults: list[RowFault]) -> list[RowFault]:
    """A row of sixteen grades that stands twice is one fault to its reader, not sixteen, nor one without a column."""
    told: dict[tuple[object, ...], RowFault] = {}
    columns: set[tuple[object, ...]] = set()
    for one in faults:
        said = (one.row, one.code, tuple(sorted(one.facts.items())))
        if one.column or said not in columns:
            told.setdefault((*said, one.column), one)
            columns.add(said)
    return list(told.values())


def _declared_faults(batch: ImportBatch, found: ReadImport) -> list[RowFault]:
    """Control totals that the sender stated and the file does not hold."""
    declared = batch.totals.get("declared", {})
    return [
        RowFault(0, "", f"declared_{name}", {"declared": stated, "found": str(found.totals.get(name, ""))})
        for name, stated in sorted(declared.items())
        if stated and _number(stated) != _number(str(found.totals.get(name, "")))
    ]


def _number(text: str) -> str:
    plain = re.sub(r"\s", "", text).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _preview_of(batch: ImportBatch, plan: Plan) -> dict[str, object]:
    """The plan as the preview page needs it: counts, and the first changes with before and after."""
    counts: dict[str, dict[str, int]] = {}
    for change in plan.changes:
        entry = counts.setdefault(change.table, {"added": 0, "changed": 0})
        entry["added" if change.before is None else "changed"] += 1
    return {
        "counts": counts,
        "unchanged": plan.unchanged,
        "total": len(plan.changes),
        "stops": stops_for_preview(batch, [one for one in plan.changes if one.table == "offering"]),
        "changes": [
            {
                "table": change.table,
                "key": change.key,
                "before": change.before,
                "after": {name: value for name, value in change.after.items() if name != "civic_no"},
                "row": change.row,
                "person": change.person,
            }
            for change in plan.changes[:KEPT_CHANGES]
        ],
    }
