"""Register who answers for which children, in bulk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.models import RelationType, Responsible
from gemensam.foundation.directory.rows import ResponsibleRow, RowsInvalidError, SaveReport
from gemensam.foundation.directory.services._periods import refuse_beyond_reach, refuse_unknown_persons
from gemensam.foundation.directory.services._saving import Changes, in_portions, said


@transaction.atomic
def save_responsibles(*, actor: Actor, responsibles: Sequence[ResponsibleRow], at: datetime) -> SaveReport:
    """Save the rows; the same rows again change nothing. A relation is ended by ``ends``, never removed.

    Requires IMPORT_COMMIT with reach to the children. Raises RowsInvalidError (codes: relation_type, period,
    same_person, unknown_person) and RowsRefusedError.
    """
    require(actor, Permission.IMPORT_COMMIT)
    _refuse_invalid(responsibles)
    refuse_unknown_persons([(row.child_id, row.guardian_id) for row in responsibles])
    refuse_beyond_reach(actor, [row.child_id for row in responsibles], at)
    known = {}
    for portion in in_portions(sorted({row.child_id for row in responsibles})):
        for stored in Responsible.objects.select_for_update().order_by("pk").filter(child_id__in=portion):
            known[stored.child_id, stored.guardian_id, stored.relation_type, stored.starts] = stored
    changes = Changes(Responsible)
    for row in responsibles:
        key = (row.child_id, row.guardian_id, row.relation_type, row.starts)
        made = Responsible(
            child_id=row.child_id,
            guardian_id=row.guardian_id,
            relation_type=row.relation_type,
            starts=row.starts,
        )
        known[key] = changes.add(known.get(key), made, said(has_custody=row.has_custody, ends=row.ends))
    changes.write()
    changes.log(actor=actor, event=AuditEvent.RESPONSIBLES_SAVED, at=at)
    return changes.report()


def _refuse_invalid(responsibles: Sequence[ResponsibleRow]) -> None:
    faults = []
    for position, row in enumerate(responsibles):
        if row.relation_type not in RelationType.values:
            faults.append((position, "relation_type"))
        if row.ends is not None and row.ends < row.starts:
            faults.append((position, "period"))
        if row.child_id == row.guardian_id:
            faults.append((position, "same_person"))
    if faults:
        raise RowsInvalidError(tuple(faults))
