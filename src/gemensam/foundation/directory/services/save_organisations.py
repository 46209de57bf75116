"""Register new organisations and change known ones, in bulk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.editions import Register, renew
from gemensam.foundation.directory.models import Organisation, OrganisationType, ProviderKind
from gemensam.foundation.directory.policies import require_reach
from gemensam.foundation.directory.rows import OrganisationRow, RowsInvalidError, SaveReport
from gemensam.foundation.directory.services._saving import Changes, said

_UNIQUE_BY = {
    OrganisationType.SCHOOL_UNIT: "school_unit_code",
    OrganisationType.PROVIDER: "organisation_number",
    OrganisationType.MUNICIPALITY: "municipality_code",
}
_DIGITS = {"school_unit_code": 8, "municipality_code": 4, "organisation_number": 10}


@transaction.atomic
def save_organisations(*, actor: Actor, organisations: Sequence[OrganisationRow], at: datetime) -> SaveReport:
    """Save the rows; the same rows again change nothing. A parent must be saved before its children.

    Requires OFFERING_CHANGE for everyone (at an admissions office or for the whole co-operation) or at the
    organisations. Raises RowsInvalidError (codes: name, organisation_type, provider_kind, school_unit_code,
    municipality_code, organisation_number, unknown_organisation, parent).
    """
    stored = {row.pk: row for row in Organisation.objects.select_for_update().order_by("pk")}
    _refuse_invalid(organisations, stored)
    by_key = {_key_of(row): row for row in stored.values()}
    found = [
        stored.get(row.organisation_id) if row.organisation_id else by_key.get(_key(row))
        for row in organisations
    ]
    new_below = {row.parent_id for row, known in zip(organisations, found, strict=True) if known is None}
    touched = {known.pk for known in found if known is not None} | {parent for parent in new_below if parent}
    require_reach(actor, Permission.OFFERING_CHANGE, touched or {UUID(int=0)})
    if None in new_below:  # a new organisation at the top: only who reaches everyone
        require_reach(actor, Permission.OFFERING_CHANGE, {UUID(int=0)})
    changes = Changes(Organisation)
    for row in organisations:
        known = stored.get(row.organisation_id) if row.organisation_id else by_key.get(_key(row))
        by_key[_key(row)] = changes.add(known, Organisation(), _values(row))
    changes.write()
    renew(Register.ORGANISATIONS)
    changes.log(actor=actor, event=AuditEvent.ORGANISATIONS_SAVED, at=at)
    return changes.report()


def _key(row: OrganisationRow) -> tuple[object, ...]:
    code = getattr(row, _UNIQUE_BY.get(OrganisationType(row.organisation_type), ""), None) or None
    return (row.organisation_type, code) if code else (row.organisation_type, row.display_name, row.parent_id)


def _key_of(row: Organisation) -> tuple[object, ...]:
    code = getattr(row, _UNIQUE_BY.get(OrganisationType(row.organisation_type), ""), None) or None
    return (row.organisation_type, code) if code else (row.organisation_type, row.display_name, row.parent_id)


def _values(row: OrganisationRow) -> dict[str, object]:
    return said(
        display_name=row.display_name,
        organisation_type=row.organisation_type,
        provider_kind=row.provider_kind,
        parent_id=row.parent_id,
        school_unit_code=row.school_unit_code,
        municipality_code=row.municipality_code,
        organisation_number=row.organisation_number,
        email=row.email,
        phone=row.phone,
        starts=row.starts,
        ends=row.ends,
    )


def _refuse_invalid(organisations: Iterable[OrganisationRow], stored: dict[UUID, Organisation]) -> None:
    faults = []
    for position, row in enumerate(organisations):
        if not row.display_name.strip() or len(row.display_name) > 200:
            faults.append((position, "name"))
        if row.organisation_type not in OrganisationType.values:
            faults.append((position, "organisation_type"))
        if row.provider_kind and row.provider_kind not in ProviderKind.values:
            faults.append((position, "provider_kind"))
        for name, length in _DIGITS.items():
            code = getattr(row, name)
            if code and not (len(code) == length and code.isascii() and code.isdigit()):
                faults.append((position, name))
        if row.organisation_id and row.organisation_id not in stored:
            faults.append((position, "unknown_organisation"))
        parent = stored.get(row.parent_id) if row.parent_id else None
        if row.parent_id and (parent is None or parent.organisation_type == OrganisationType.SCHOOL_UNIT):
            faults.append((position, "parent"))
    if faults:
        raise RowsInvalidError(tuple(faults))
