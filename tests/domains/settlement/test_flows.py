"""Pupils placed in other municipalities, as numbers for those who work out prices."""

from datetime import date

import pytest

from gemensam.domains.settlement.models import PlacementHome
from gemensam.domains.settlement.queries.flows import placed_flows
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from tests.factories.small_round import staff
from tests.factories.small_settlement import ANGE, SUNDSVALL, TIMRA, SmallSettlement, make_small_settlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SmallSettlement:
    """Two from Timrå, one from Ånge, one who has left, one who lives in Sundsvall itself."""
    made = make_small_settlement(pupils=2)
    made.pupil("A1", home=ANGE, protected=True, pupil_name="")
    made.pupil("L1", ends=date(2027, 1, 31))
    made.pupil("S1", home=SUNDSVALL)
    return made


def test_placed_flows_on_a_day_are_counts_between_municipalities(world: SmallSettlement):
    coordinator = staff(Role.NETWORK_COORDINATOR, world.sundsvall, "Samordnare")
    assert placed_flows(coordinator, on=date(2027, 3, 1)) == [
        (ANGE, SUNDSVALL, "EE", 1),
        (TIMRA, SUNDSVALL, "EE", 2),
    ]
    assert placed_flows(coordinator, on=date(2027, 1, 31))[1] == (TIMRA, SUNDSVALL, "EE", 3)
    assert placed_flows(coordinator, on=date(2024, 1, 1)) == []


def test_placed_flows_follow_a_move_from_its_day(world: SmallSettlement):
    PlacementHome.objects.create(
        placement=world.placements["A1"], municipality_code=SUNDSVALL, starts=date(2027, 3, 1)
    )
    coordinator = staff(Role.NETWORK_COORDINATOR, world.sundsvall, "Samordnare")
    assert (ANGE, SUNDSVALL, "EE", 1) in placed_flows(coordinator, on=date(2027, 2, 28))
    assert placed_flows(coordinator, on=date(2027, 3, 1)) == [(TIMRA, SUNDSVALL, "EE", 2)]


def test_placed_flows_of_one_who_does_not_work_out_prices_are_refused(world: SmallSettlement):
    with pytest.raises(PermissionDenied):
        placed_flows(world.economist, on=date(2027, 3, 1))
