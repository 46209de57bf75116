"""Save one row of a report, unless someone else has changed it meanwhile."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.domains.pricelist.models import ReportRow
from gemensam.domains.pricelist.services._turn import editable_report, record_report
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


class RowConflict(Exception):
    """Someone else has changed the row since it was read. ``current`` is the row as it is now."""

    def __init__(self, current: ReportRow) -> None:
        super().__init__(str(current.pk))
        self.current = current


class RowExists(Exception):
    """The report has a row for the same education already."""


@transaction.atomic
def save_row(
    *, actor: Actor, report_id: UUID, row_id: UUID | None, edition: int, values: RowValues, at: datetime
) -> ReportRow:
    """Save the row, or add it when it has no id. The same values again change nothing.

    ``edition``: the one that was read. Raises PermissionDenied, PriceTransitionRefused, RowConflict, RowExists,
    ReportRow.DoesNotExist.
    """
    report = editable_report(actor, report_id)
    given = values.columns()
    if row_id is None:
        row = ReportRow(report=report, edition=0)
    else:
        row = ReportRow.objects.select_for_update().get(pk=row_id, report=report)
        if all(getattr(row, name) == value for name, value in given.items()):
            return row
        if row.edition != edition:
            raise RowConflict(row)
    for name, value in given.items():
        setattr(row, name, value)
    row.edition += 1
    row.changed_at, row.changed_by_name = at, actor.name
    try:
        with transaction.atomic():
            row.save(force_insert=row_id is None)
    except IntegrityError:
        raise RowExists from None
    record_report(
        report, actor=actor, audit_event=AuditEvent.PRICE_ROWS_SAVED, at=at, facts={"row": str(row.pk)}
    )
    return row
