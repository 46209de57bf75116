"""What an offering, or a pool of offerings, chooses among those who would come.

The choice rule of the format, read as a function of a set. It takes nothing from how a result was reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gemensam_verifier.market import FREE_QUOTA, Market, Offering
from gemensam_verifier.order import Order

HELD, TEST, MERIT, QUOTA = "held", "test", "merit", "free_quota"


@dataclass(frozen=True, slots=True)
class Unit:
    """Offerings that share seats: a pool, in the order in which its members are served, or one offering."""

    members: tuple[int, ...]
    seats: int | None  # of the whole pool; None when there is no pool


def units(market: Market) -> list[Unit]:
    """Every offering in exactly one unit."""
    pools: dict[str, list[int]] = {}
    found: list[Unit] = []
    for number, offering in enumerate(market.offerings):
        if offering.pool:
            pools.setdefault(offering.pool, []).append(number)
        else:
            found.append(Unit((number,), None))
    for members in pools.values():
        members.sort(key=lambda number: (market.offerings[number].pool_order, market.offerings[number].id))
        found.append(Unit(tuple(members), market.offerings[members[0]].pool_seats))
    return found


class Seats:
    """The choice rule over one market."""

    def __init__(self, market: Market, order: Order) -> None:
        self.market = market
        self.key = order.key

    def choose(self, unit: Unit, wishes: dict[int, list[int]]) -> dict[int, str]:
        """Choice -> seat kind, for those whom the unit takes.

        wishes: per member the choices of everybody who has a place there or would rather be there.
        """
        taken: dict[int, str] = {}
        waiting: dict[int, list[int]] = {}
        places: dict[int, int] = {}
        held = self.market.held
        for member in unit.members:
            kept = [choice for choice in wishes.get(member, ()) if choice in held]
            taken.update(dict.fromkeys(kept, HELD))
            places[member] = self.market.offerings[member].seats - len(kept)
            waiting[member] = [choice for choice in wishes.get(member, ()) if choice not in held]
        left = len(taken) if unit.seats is None else unit.seats - len(taken)
        for member in unit.members:
            room = max(0, places[member] if unit.seats is None else min(places[member], left))
            chosen = self._fill(self.market.offerings[member], room, waiting[member])
            left -= len(chosen)
            taken.update(chosen)
        return taken

    def _fill(self, offering: Offering, room: int, waiting: Iterable[int]) -> dict[int, str]:
        """Steps 2-4 of the format for one offering with `room` seats left."""
        queue = sorted(waiting, key=self.key)
        chosen: dict[int, str] = {}
        if offering.test_seats and offering.test_adds:
            chosen.update(dict.fromkeys(self._best_tested(queue, min(offering.test_seats, room)), TEST))
        ordinary = max(0, room - len(chosen) - offering.free_quota_seats)
        comparable = [choice for choice in queue if self.market.has_points(choice) and choice not in chosen]
        chosen.update(dict.fromkeys(comparable[:ordinary], MERIT))
        reserved = min(offering.free_quota_seats, room - len(chosen))
        if reserved > 0:
            approved = [
                choice for choice in queue if self.market.flags[choice] & FREE_QUOTA and choice not in chosen
            ][:reserved]
            chosen.update(dict.fromkeys(approved, QUOTA))
            rest = [choice for choice in comparable[ordinary:] if choice not in chosen]
            chosen.update(dict.fromkeys(rest[: reserved - len(approved)], MERIT))
        return chosen

    def _best_tested(self, queue: list[int], seats: int) -> list[int]:
        """Those with the highest test points, equals by the order (the queue is in order already)."""
        tested = [choice for choice in queue if self.market.tested(choice)]
        tested.sort(key=lambda choice: -self.market.test_points[choice])
        return tested[:seats]
