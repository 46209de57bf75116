"""Save placements as rows say: new ones, changed ones, and none twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import BilledPlacement, PlacementHome
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.pricing.cases import Track


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    """One placement as a file or the register tells it. ``homes``: municipality code from a day, first one first."""

    reference: str
    school_unit_id: UUID
    programme: str
    education_start: date
    starts: date
    homes: tuple[tuple[date, str], ...]
    ends: date | None = None
    present_until: date | None = None
    orientation: str = ""
    apprenticeship: bool = False
    track: str = Track.NATIONAL_PROGRAMME.value
    first_hand: bool = True
    nordic: bool = False
    placed: bool = False
    imv_start: date | None = None
    supplements: tuple[str, ...] = ()
    pupil_name: str = ""
    protected: bool = True


@dataclass(frozen=True, slots=True)
class PlacementsSaved:
    """How many rows were new, changed and as before."""

    new: int
    changed: int
    same: int


_FIELDS = (
    "school_unit_id", "programme", "education_start", "starts", "ends", "present_until", "orientation",
    "apprenticeship", "track", "first_hand", "nordic", "placed", "imv_start", "pupil_name", "protected",
)  # fmt: skip


@transaction.atomic
def save_placements(
    *, actor: Actor, creditor_id: UUID, rows: Sequence[PlacementRow], at: datetime
) -> PlacementsSaved:
    """Save the rows by their references; the same rows again change nothing. Raises PermissionDenied.

    The name of a protected pupil is not stored, whatever the row says.
    """
    policies.require_at(actor, Permission.SETTLEMENT_PREPARE, creditor_id)
    known = {
        one.reference: one
        for one in BilledPlacement.objects.select_for_update()
        .filter(creditor=creditor_id)
        .order_by("pk")
        .prefetch_related("homes")
    }
    new: list[BilledPlacement] = []
    changed: list[BilledPlacement] = []
    homes: list[tuple[BilledPlacement, tuple[tuple[date, str], ...]]] = []
    for row in rows:
        found = known.get(row.reference) or BilledPlacement(creditor_id=creditor_id, reference=row.reference)
        lived = tuple((one.starts, one.municipality_code) for one in found.homes.all()) if found.pk else ()
        differs = _put(found, row)
        if not found.pk:
            new.append(found)
        elif differs or lived != row.homes:
            changed.append(found)
        if lived != row.homes:
            homes.append((found, row.homes))
    for one in (*new, *changed):
        one.changed_at = at
    BilledPlacement.objects.bulk_create(new, batch_size=500)
    BilledPlacement.objects.bulk_update(changed, [*_FIELDS, "supplements", "changed_at"], batch_size=200)
    _save_homes(homes)
    report = PlacementsSaved(len(new), len(changed), len(rows) - len(new) - len(changed))
    record(
        actor=actor,
        event=AuditEvent.PLACEMENTS_SAVED,
        target_type="organisation",
        target_id=str(creditor_id),
        organisation_id=creditor_id,
        facts={"new": report.new, "changed": report.changed, "same": report.same},
        at=at,
    )
    return report


def _put(found: BilledPlacement, row: PlacementRow) -> bool:
    """Write the row's values; whether anything differed."""
    values = {name: getattr(row, name) for name in _FIELDS}
    if row.protected:
        values["pupil_name"] = ""
    values["supplements"] = list(row.supplements)
    differs = any(getattr(found, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(found, name, value)
    return differs


def _save_homes(homes: list[tuple[BilledPlacement, tuple[tuple[date, str], ...]]]) -> None:
    ids = [placement.pk for placement, _ in homes]
    for start in range(0, len(ids), 500):
        PlacementHome.objects.filter(placement__in=ids[start : start + 500]).delete()
    PlacementHome.objects.bulk_create(
        [
            PlacementHome(placement=placement, municipality_code=code, starts=day)
            for placement, lived in homes
            for day, code in lived
        ],
        batch_size=500,
    )
