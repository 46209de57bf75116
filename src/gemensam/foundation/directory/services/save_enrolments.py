"""Register which pupils go to which school units, in bulk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.models import Enrolment, Organisation, OrganisationType, SchoolType
from gemensam.foundation.directory.policies import require_reach
from gemensam.foundation.directory.rows import EnrolmentRow, RowsInvalidError, SaveReport
from gemensam.foundation.directory.services._periods import refuse_beyond_reach, refuse_unknown_persons
from gemensam.foundation.directory.services._saving import Changes, in_portions, said


@transaction.atomic
def save_enrolments(*, actor: Actor, enrolments: Sequence[EnrolmentRow], at: datetime) -> SaveReport:
    """Save the rows; the same rows again change nothing. An enrolment is ended by ``ends``, never removed.

    Requires IMPORT_COMMIT with reach to the school units and the pupils. Raises RowsInvalidError (codes:
    school_type, school_year, class_name, period, school_unit, unknown_person) and RowsRefusedError.
    """
    require_reach(actor, Permission.IMPORT_COMMIT, {row.school_unit_id for row in enrolments})
    _refuse_invalid(enrolments)
    refuse_unknown_persons([(row.person_id,) for row in enrolments])
    refuse_beyond_reach(actor, [row.person_id for row in enrolments], at)
    known = {}
    for portion in in_portions(sorted({row.person_id for row in enrolments})):
        for stored in Enrolment.objects.select_for_update().order_by("pk").filter(person_id__in=portion):
            known[stored.person_id, stored.school_unit_id, stored.school_type, stored.starts] = stored
    changes = Changes(Enrolment)
    for row in enrolments:
        key = (row.person_id, row.school_unit_id, row.school_type, row.starts)
        made = Enrolment(
            person_id=row.person_id,
            school_unit_id=row.school_unit_id,
            school_type=row.school_type,
            starts=row.starts,
        )
        values = said(school_year=row.school_year, class_name=row.class_name, ends=row.ends)
        known[key] = changes.add(known.get(key), made, values)
    changes.write()
    changes.log(actor=actor, event=AuditEvent.ENROLMENTS_SAVED, at=at)
    return changes.report()


def _refuse_invalid(enrolments: Sequence[EnrolmentRow]) -> None:
    units = set(
        Organisation.objects.filter(
            pk__in={row.school_unit_id for row in enrolments},
            organisation_type__in=[OrganisationType.SCHOOL_UNIT, OrganisationType.SCHOOL],
        ).values_list("pk", flat=True)
    )
    faults = []
    for position, row in enumerate(enrolments):
        if row.school_type not in SchoolType.values:
            faults.append((position, "school_type"))
        if row.school_year is not None and not 0 <= row.school_year <= 10:
            faults.append((position, "school_year"))
        if row.class_name is not None and len(row.class_name) > 20:
            faults.append((position, "class_name"))
        if row.ends is not None and row.ends < row.starts:
            faults.append((position, "period"))
        if row.school_unit_id not in units:
            faults.append((position, "school_unit"))
    if faults:
        raise RowsInvalidError(tuple(faults))
