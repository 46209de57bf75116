"""Read a file of placements: all of it or nothing, with every fault told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.inputs.placement_file import FileFault, FilePlacement, read_placements
from gemensam.domains.settlement.services.save_placements import (
    PlacementRow,
    PlacementsSaved,
    save_placements,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.directory.policies import organisations_under
from gemensam.foundation.documents.tables import read_workbook

# without audit: save_placements records what was saved


class PlacementFileFaulty(Exception):
    """Nothing was saved. Carries what is wrong."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def load_placements(
    *, actor: Actor, creditor_id: UUID, name: str, content: bytes, at: datetime
) -> PlacementsSaved:
    """Save the file's placements; those that are not in the file are left as they are.

    Raises PermissionDenied, TableRefused, PlacementFileFaulty.
    """
    policies.require_at(actor, Permission.SETTLEMENT_PREPARE, creditor_id)
    units = Organisation.objects.filter(pk__in=organisations_under([creditor_id])).exclude(
        school_unit_code=""
    )
    places = Organisation.objects.filter(organisation_type="municipality")
    municipalities: dict[str, str] = {}
    for code, title in places.values_list("municipality_code", "display_name"):
        municipalities |= {code: code, title.lower(): code, title.lower().removesuffix(" kommun"): code}
    found, faults = read_placements(
        read_workbook(content, name), municipalities, dict(units.values_list("school_unit_code", "pk"))
    )
    if faults:
        raise PlacementFileFaulty(faults)
    rows = [_row(one) for one in found]
    return save_placements(actor=actor, creditor_id=creditor_id, rows=rows, at=at)


def _row(one: FilePlacement) -> PlacementRow:
    values = one.values
    return PlacementRow(
        reference=values["reference"],
        school_unit_id=values["school_unit"],
        programme=values["programme"],
        orientation=values["orientation"].upper(),
        education_start=values["education_start"],
        starts=values["starts"],
        ends=values["ends"],
        present_until=values["present_until"],
        homes=tuple(one.homes),
        apprenticeship=values["apprenticeship"],
        track=values["track"],
        first_hand=not values["second_hand"],
        supplements=values["supplements"],
        imv_start=values["imv_start"],
        pupil_name=values["pupil_name"],
        protected=values["protected"],
    )
