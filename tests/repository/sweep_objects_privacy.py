"""Objects for the addresses of requests for correction, and which roles may reach each of them."""

from uuid import uuid4

from gemensam.domains.admissions.models import CorrectionRequest
from gemensam.foundation.access.roles import Role
from tests.repository.sweep import Provider, Thing
from tests.repository.sweep_world import NOW, Near, World

OFFICER = frozenset({Role.OFFICE_OFFICER})


def corrections(world: World) -> list[Thing]:
    """Requests are for the officers of the office, who may read protected persons too."""
    return [
        Thing(
            near,
            {
                "correction_id": CorrectionRequest.objects.create(
                    office=world.office, person=world.persons[near], account_id=uuid4(), concerns="other",
                    text="Något är fel.", sent_at=NOW,
                ).pk
            },
            OFFICER,
        )
        for near in (Near.OWN, Near.PROTECTED)
    ]  # fmt: skip


PROVIDERS: dict[str, Provider] = {"correction_id": corrections}
