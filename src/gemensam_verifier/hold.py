"""Which offerings to keep back when something is wrong, so that the rest may be published.

Two offerings are connected when an applicant has choices at both and could end at either. A choice below a
sure one never matters: at an offering with seats for everybody who counts there, an applicant is always
admitted or higher. Such an offering passes nothing on either: nobody there can push another out. What is not
connected to a wrong seat is a market of its own, and there every property was found to hold.
"""

from collections.abc import Iterable

from gemensam_verifier.market import FREE_QUOTA, Market
from gemensam_verifier.report import Violation
from gemensam_verifier.seats import units
from gemensam_verifier.wishes import Openness


def offerings_to_hold(market: Market, open_: Openness, violations: Iterable[Violation]) -> tuple[str, ...]:
    """Ids, sorted. All offerings when a violation concerns the files as a whole (no offering named)."""
    found = list(violations)
    number = {offering.id: index for index, offering in enumerate(market.offerings)}
    if any(violation.prop != "V13" and not _named(violation, number) for violation in found):
        return tuple(sorted(number))
    shown = {name for violation in found for name in violation.offerings if name in number}
    spreading = [violation for violation in found if violation.spreads]
    held = {number[name] for name in shown}
    if spreading:
        held |= _connected(market, open_, spreading, number)
    return tuple(sorted(market.offerings[index].id for index in held))


def _named(violation: Violation, number: dict[str, int]) -> bool:
    return any(name in number for name in violation.offerings)


def _connected(
    market: Market, open_: Openness, violations: list[Violation], number: dict[str, int]
) -> set[int]:
    """Everything that a change at the named offerings, or of the named applicants, could reach."""
    reach, contested = _mattering(market, open_)
    unit_of = {member: unit.members for unit in units(market) for member in unit.members}
    at: dict[int, list[int]] = {}
    for applicant, choices in enumerate(reach):
        for choice in choices:
            at.setdefault(market.offering[choice], []).append(applicant)
    held: set[int] = set()
    spread: set[int] = set()
    moved: set[int] = set()
    waiting: list[int] = []

    def hold(offering: int, *, first: bool = False) -> None:
        for member in unit_of[offering]:
            held.add(member)
            if (contested[member] or first) and member not in spread:
                spread.add(member)
                waiting.append(member)

    def move(applicant: int) -> None:
        if applicant not in moved:
            moved.add(applicant)
            for choice in reach[applicant]:
                hold(market.offering[choice])

    named: set[int] = set()
    persons = {name: index for index, name in enumerate(market.applicant_ids)}
    for violation in violations:
        for name in violation.offerings:
            if name in number:
                hold(number[name], first=True)
        for name in violation.applicants:
            if name in persons:
                move(persons[name])
                named.update(market.choices_of(persons[name]))
    while waiting:
        for applicant in at.get(waiting.pop(), ()):
            move(applicant)
    rows = (_rows_that_change(market, reach[applicant], contested) for applicant in moved)
    return held | {market.offering[choice] for choices in (named, *rows) for choice in choices}


def _rows_that_change(market: Market, reach: list[int], contested: list[bool]) -> range:
    """The choices of a moved applicant whose rows may turn to or from struck: all as far as a sure one."""
    if not reach:
        return range(0)
    last = reach[-1]
    open_end = contested[market.offering[last]]
    return range(reach[0], market.starts[market.applicant[last] + 1] if open_end else last + 1)


def _mattering(market: Market, open_: Openness) -> tuple[list[list[int]], list[bool]]:
    """Per applicant the choices where the outcome could lie, and per offering whether seats can run out.

    Repeated until nothing changes: choices below a sure one are struck out, which may make others sure.
    """
    reach = [
        [choice for choice in market.choices_of(applicant) if _possible(market, open_, choice)]
        for applicant in range(len(market.applicant_ids))
    ]
    while True:
        contested = _contested(market, reach)
        shorter = 0
        for choices in reach:
            for place, choice in enumerate(choices):
                if not contested[market.offering[choice]]:
                    shorter += len(choices) - place - 1
                    del choices[place + 1 :]
                    break
        if not shorter:
            return reach, contested


def _possible(market: Market, open_: Openness, choice: int) -> bool:
    """False where the applicant can never get a seat: without comparable grades and not approved."""
    quota = market.flags[choice] & FREE_QUOTA or choice in market.held
    return open_.open[choice] and bool(market.has_points(choice) or quota)


def _contested(market: Market, reach: list[list[int]]) -> list[bool]:
    """True where more could come than there are seats, in the offering, in its pool or in its free quota."""
    coming = [0] * len(market.offerings)
    only_quota = [0] * len(market.offerings)
    for applicant, choices in enumerate(reach):
        for choice in choices:
            coming[market.offering[choice]] += 1
            only_quota[market.offering[choice]] += not market.comparable[applicant]
    full = [True] * len(market.offerings)
    for unit in units(market):
        own = [
            coming[member] <= market.offerings[member].seats
            and only_quota[member] <= market.offerings[member].free_quota_seats
            for member in unit.members
        ]
        total = sum(coming[member] for member in unit.members)
        roomy = all(own) and (unit.seats is None or total <= unit.seats)
        for member in unit.members:
            full[member] = not roomy
    return full
