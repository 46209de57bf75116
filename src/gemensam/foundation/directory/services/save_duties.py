"""Register who works where, in bulk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.models import Duty, DutyRole, Organisation
from gemensam.foundation.directory.policies import require_reach
from gemensam.foundation.directory.rows import DutyRow, RowsInvalidError, SaveReport
from gemensam.foundation.directory.services._periods import refuse_unknown_persons
from gemensam.foundation.directory.services._saving import Changes, in_portions, said


@transaction.atomic
def save_duties(*, actor: Actor, duties: Sequence[DutyRow], at: datetime) -> SaveReport:
    """Save the rows; the same rows again change nothing. A duty gives no access: that is a role grant.

    Requires IMPORT_COMMIT with reach to the organisations. Raises RowsInvalidError (codes: duty_role, period,
    organisation, unknown_person) and PermissionDenied.
    """
    require_reach(actor, Permission.IMPORT_COMMIT, {row.organisation_id for row in duties})
    _refuse_invalid(duties)
    refuse_unknown_persons([(row.person_id,) for row in duties])
    known = {}
    for portion in in_portions(sorted({row.person_id for row in duties})):
        for stored in Duty.objects.select_for_update().order_by("pk").filter(person_id__in=portion):
            known[stored.person_id, stored.organisation_id, stored.duty_role, stored.starts] = stored
    changes = Changes(Duty)
    for row in duties:
        key = (row.person_id, row.organisation_id, row.duty_role, row.starts)
        made = Duty(
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            duty_role=row.duty_role,
            starts=row.starts,
        )
        known[key] = changes.add(known.get(key), made, said(ends=row.ends))
    changes.write()
    changes.log(actor=actor, event=AuditEvent.DUTIES_SAVED, at=at)
    return changes.report()


def _refuse_invalid(duties: Sequence[DutyRow]) -> None:
    known = set(
        Organisation.objects.filter(pk__in={row.organisation_id for row in duties}).values_list(
            "pk", flat=True
        )
    )
    faults = []
    for position, row in enumerate(duties):
        if row.duty_role not in DutyRole.values:
            faults.append((position, "duty_role"))
        if row.ends is not None and row.ends < row.starts:
            faults.append((position, "period"))
        if row.organisation_id not in known:
            faults.append((position, "organisation"))
    if faults:
        raise RowsInvalidError(tuple(faults))
