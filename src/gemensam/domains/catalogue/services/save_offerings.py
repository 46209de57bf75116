"""Add and change offerings in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.editions import Register, renew
from gemensam.foundation.directory.models import Organisation


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering by its code; ``values`` by field name, ``school_unit`` as the unit's id in text."""

    code: str
    values: Mapping[str, object]


@transaction.atomic
def save_offerings(*, actor: Actor, year: int, rows: Sequence[OfferingRow], at: datetime) -> int:
    """Add new offerings and change existing ones; provider and municipality follow the school unit.

    Returns the number of rows. Raises PermissionDenied, or Organisation.DoesNotExist for an unknown unit.
    """
    policies.require(actor, Permission.OFFERING_CHANGE)
    units = Organisation.objects.select_related("parent").in_bulk(
        {UUID(str(row.values["school_unit"])) for row in rows if "school_unit" in row.values}
    )
    stored = {offering.code: offering for offering in Offering.objects.filter(year=year)}
    added: list[Offering] = []
    changed: list[Offering] = []
    for row in rows:
        offering = stored.get(row.code) or Offering(year=year, code=row.code)
        _fill(offering, row.values, units)
        (changed if row.code in stored else added).append(offering)
    Offering.objects.bulk_create(added, batch_size=500)
    names = [
        field.name for field in Offering._meta.concrete_fields if field.name not in ("id", "year", "code")
    ]
    computed = {field.name: field for field in Offering._meta.concrete_fields}
    for offering in changed:  # computed fields, which writing in bulk does not renew
        for name in ("sort_key", "search"):
            computed[name].pre_save(offering, False)
    Offering.objects.bulk_update(changed, names, batch_size=100)
    renew(Register.OFFERINGS)
    record(
        actor=actor,
        event=AuditEvent.OFFERINGS_SAVED,
        target_type="catalogue",
        target_id=str(year),
        facts={"added": len(added), "changed": len(changed)},
        at=at,
    )
    return len(rows)


def _fill(offering: Offering, values: Mapping[str, object], units: Mapping[UUID, Organisation]) -> None:
    for name, value in values.items():
        if name == "school_unit":
            unit = units[UUID(str(value))]
            offering.school_unit = unit
            offering.provider = _provider_of(unit)
            offering.municipality_code = unit.municipality_code
        elif name != "code":
            setattr(offering, name, value)


def _provider_of(unit: Organisation) -> Organisation:
    """Return the provider (huvudman) above the school unit: the nearest organisation that says who runs it."""
    above: Organisation | None = unit
    while above is not None and not (above.provider_kind and above.organisation_type == "provider"):
        above = above.parent
    return above or unit
