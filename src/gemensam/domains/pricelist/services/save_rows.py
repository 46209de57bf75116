"""Save the rows of a paste or a file: all of them or none, and the same file again changes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.domains.pricelist.models import ReportRow
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.rules.pricing.codes import PriceKey


@dataclass(frozen=True, slots=True)
class RowsSaved:
    """How many rows were new, changed and the same as before."""

    added: int
    changed: int
    same: int


@transaction.atomic
def save_rows(
    *,
    actor: Actor,
    report_id: UUID,
    rows: Sequence[RowValues],
    at: datetime,
    columns: Collection[str] | None = None,
) -> RowsSaved:
    """Add and change rows by education; rows that are not in the table stay.

    ``columns``: those that the table has, None for all; the others keep what they hold.

    Raises PermissionDenied, PriceTransitionRefused.
    """
    report = editable_report(actor, report_id)
    existing = {
        PriceKey(row.code, row.orientation, row.cohort, row.form): row
        for row in ReportRow.objects.select_for_update().filter(report=report)
    }
    added = changed = 0
    for values in rows:
        row = existing.get(values.key)
        given = values.columns(columns if row is not None else None)
        if row is not None and all(getattr(row, name) == value for name, value in given.items()):
            continue
        if row is None:
            row, added = ReportRow(report=report, edition=0), added + 1
        else:
            changed += 1
        for name, value in given.items():
            setattr(row, name, value)
        row.edition += 1
        row.changed_at, row.changed_by_name = at, actor.name
        row.save()
    if added or changed:
        record_report(
            report,
            actor=actor,
            audit_event=AuditEvent.PRICE_ROWS_SAVED,
            at=at,
            facts={"added": added, "changed": changed},
        )
    return RowsSaved(added, changed, len(rows) - added - changed)
