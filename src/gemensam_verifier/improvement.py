"""V5: could some applicants be better off without anybody being passed over?

Among all results without justified envy one is best for every applicant at once. A result that is not that
one always shows a ring: an applicant leaves a seat, the choice rule lets the next one in, who leaves another
seat, and so on back to the first; all in the ring get a place they rank higher. The choice rule of the format
is substitutable and never takes fewer when more apply, also with quotas, test seats and pools, so the sign is
exact both ways (docs/verifier.md has the proof). Small markets are searched through completely as well.
"""

import itertools
import math

from gemensam_verifier.placements import NOWHERE
from gemensam_verifier.seats import units
from gemensam_verifier.stability import Compared, Stability
from gemensam_verifier.wishes import wishes

Group = tuple[int, str]  # offering and seat kind: whoever leaves such a seat, the same one enters
BRUTE_FORCE_APPLICANTS = 7
BRUTE_FORCE_RESULTS = 2_000


def check_best(stability: Stability, compared: list[Compared]) -> None:
    """Report every ring of applicants who could all be better off, and better results of small markets."""
    follows = _who_enters(stability, compared)
    for ring in _rings(follows):
        entering = [follows[group][0] for group in ring]
        market = stability.market
        stability.findings.add(
            "V5",
            "better_ring",
            applicants=tuple(market.name(choice) for choice in entering),
            offerings=tuple(dict.fromkeys(market.offering_of(choice).id for choice in entering)),
            spreads=True,
        )
    if all(unit.same for unit in compared):
        _search_all(stability)


def _who_enters(stability: Stability, compared: list[Compared]) -> dict[Group, tuple[int, Group]]:
    """For a seat that is left: the choice that enters, and the seat that its applicant leaves."""
    market, place = stability.market, stability.result.place
    group_of: dict[int, Group] = {}
    leavers: dict[Group, tuple[Compared, int]] = {}
    for unit in compared:
        if not unit.same:
            continue
        crowded = sum(len(stability.wishes[member]) for member in unit.unit.members) > len(unit.chosen)
        for choice, kind in unit.chosen.items():
            group = group_of[choice] = (market.offering[choice], kind)
            if crowded:
                leavers.setdefault(group, (unit, choice))
    follows: dict[Group, tuple[int, Group]] = {}
    for group, (unit, leaver) in leavers.items():
        stability.findings.count("V5")
        without = {member: stability.wishes[member] for member in unit.unit.members}
        without[group[0]] = [choice for choice in without[group[0]] if choice != leaver]
        for choice in stability.seats.choose(unit.unit, without):
            if choice not in unit.chosen:
                left = place[market.applicant[choice]]
                if left != NOWHERE and left in group_of:
                    follows[group] = (choice, group_of[left])
    return follows


def _rings(follows: dict[Group, tuple[int, Group]]) -> list[list[Group]]:
    """The rings of "the one who enters here leaves there"."""
    seen: dict[Group, int] = {}
    rings = []
    for number, start in enumerate(follows):
        path = []
        group = start
        while group in follows and group not in seen:
            seen[group] = number
            path.append(group)
            group = follows[group][1]
        if group in follows and seen[group] == number:
            rings.append(path[path.index(group) :])
    return rings


def _search_all(stability: Stability) -> None:
    """Every possible result of a small market: is there one without envy that somebody would rather have?"""
    market, open_ = stability.market, stability.open.open
    if len(market.applicant_ids) > BRUTE_FORCE_APPLICANTS:
        return
    options = [
        [choice for choice in market.choices_of(applicant) if open_[choice]] + [NOWHERE]
        for applicant in range(len(market.applicant_ids))
    ]
    if math.prod(map(len, options)) > BRUTE_FORCE_RESULTS:
        return
    own = stability.result.place
    for other in itertools.product(*options):
        stability.findings.count("V5")
        if _somebody_gains(own, other) and _stable(stability, list(other)):
            gaining = [choice for choice, has in zip(other, own, strict=True) if _better(choice, has)]
            stability.findings.add(
                "V5",
                "better_result",
                applicants=tuple(market.name(choice) for choice in gaining),
                offerings=tuple(dict.fromkeys(market.offering_of(choice).id for choice in gaining)),
                spreads=True,
            )
            return


def _better(choice: int, has: int) -> bool:
    """A choice with a lower number is ranked higher by the same applicant."""
    return choice != NOWHERE and (has == NOWHERE or choice < has)


def _somebody_gains(own: list[int], other: tuple[int, ...]) -> bool:
    return any(_better(choice, has) for choice, has in zip(other, own, strict=True))


def _stable(stability: Stability, place: list[int]) -> bool:
    """True when the choice rule gives back exactly the places."""
    market = stability.market
    wanted = wishes(market, stability.open.open, place)
    taken = {choice for unit in units(market) for choice in stability.seats.choose(unit, wanted)}
    return taken == {choice for choice in place if choice != NOWHERE}
