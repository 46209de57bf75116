"""V13: cutoffs.csv follows from the placements, number by number."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from gemensam_verifier import files
from gemensam_verifier.grades import POINT_SCALE
from gemensam_verifier.market import LATE
from gemensam_verifier.numbers import merit_text
from gemensam_verifier.placements import RESERVE
from gemensam_verifier.seats import HELD, MERIT, QUOTA, TEST, units
from gemensam_verifier.stability import Stability

NAME = "cutoffs.csv"
COLUMNS = (
    "offering_id", "seats", "eligible", "first_hand_first_choice", "admitted", "admitted_free_quota",
    "admitted_test", "admitted_second_hand", "lowest_merit", "median_merit", "mean_merit", "tie_at_cutoff",
    "reserves", "vacant",
)  # fmt: skip
MERITS = frozenset({"lowest_merit", "median_merit", "mean_merit"})


@dataclass(slots=True)
class Tally:
    """What is counted for one offering."""

    eligible: int = 0
    first_hand_first_choice: int = 0
    second_hand: int = 0
    reserves: list[int] = field(default_factory=list)
    admitted: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def check_cutoffs(folder: files.Source, stability: Stability) -> None:
    """Compare every cell of cutoffs.csv with the recomputed one."""
    market, findings = stability.market, stability.findings
    wanted = _figures(stability)
    seen: set[str] = set()
    for row in files.rows(folder, NAME, COLUMNS, COLUMNS, findings.foreign_column(NAME)):
        name = row[0]
        if name not in wanted or name in seen:
            findings.add("V13", "foreign_cutoff", offerings=(name,))
            continue
        seen.add(name)
        for column, text, figure in zip(COLUMNS[1:], row[1:], wanted[name], strict=True):
            findings.count("V13")
            if not _same(column, text, figure):
                findings.add("V13", "wrong_cutoff", offerings=(name,), column=column, value=text,
                             wanted=_text(column, figure))  # fmt: skip
    for offering in market.offerings:
        if offering.id not in seen:
            findings.add("V13", "missing_cutoff", offerings=(offering.id,))


def _same(column: str, text: str, figure: Fraction | int | str | None) -> bool:
    return text == _text(column, figure)


def _text(column: str, figure: Fraction | int | str | None) -> str:
    if figure is None:
        return ""
    return merit_text(Fraction(figure)) if column in MERITS else str(figure)


def _figures(stability: Stability) -> dict[str, tuple[Fraction | int | str | None, ...]]:
    """Offering id -> the cells after it, in the format's order."""
    market = stability.market
    tallies = _tallies(stability)
    vacant = _vacant(stability)
    found: dict[str, tuple[Fraction | int | str | None, ...]] = {}
    for number, offering in enumerate(market.offerings):
        tally = tallies[number]
        found[offering.id] = (
            offering.seats,
            tally.eligible,
            tally.first_hand_first_choice,
            len(tally.admitted),
            tally.kinds[QUOTA],
            tally.kinds[TEST],
            tally.second_hand,
            *_merits(stability, tally),
            "yes" if _tie(stability, tally) else "no",
            len(tally.reserves),
            vacant[number],
        )
    return found


def _tallies(stability: Stability) -> list[Tally]:
    market, open_ = stability.market, stability.open
    tallies = [Tally() for _ in market.offerings]
    refused, second_hand = open_.refused, market.second_hand
    choices = Counter(market.offering)
    choices.subtract(market.offering[choice] for choice in refused)
    for number, (offering, tally) in enumerate(zip(market.offerings, tallies, strict=True)):
        tally.eligible = 0 if offering.cancelled else choices[number]
    for first, end in pairwise(market.starts):
        if first < end and first not in refused and not second_hand[first]:
            offering = market.offering_of(first)
            tallies[market.offering[first]].first_hand_first_choice += not offering.cancelled
    for choice in [number for number, status in enumerate(stability.result.status) if status == RESERVE]:
        tallies[market.offering[choice]].reserves.append(choice)
    for number, admitted in stability.admitted.items():
        tally = tallies[number]
        tally.admitted = admitted
        tally.kinds.update(stability.result.outcome[choice].seat_kind for choice in admitted)
        tally.second_hand = sum(second_hand[choice] for choice in admitted)
    return tallies


def _merits(stability: Stability, tally: Tally) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Lowest, median and mean merit on merit seats and held places.

    A free-quota or test seat sets no limit: it would tell whose merit was the lowest.
    """
    market = stability.market
    merits = sorted(
        market.standing[market.applicant[choice]].merit
        for choice in tally.admitted
        if market.has_points(choice) and stability.result.outcome[choice].seat_kind in {MERIT, HELD}
    )
    if not merits:
        return None, None, None
    size = len(merits)
    middle = merits[(size - 1) // 2] + merits[size // 2]
    return _points(merits[0], 1), _points(middle, 2), _points(sum(merits), size)


def _points(total: int, parts: int) -> Fraction:
    return Fraction(total, POINT_SCALE * parts)


def _tie(stability: Stability, tally: Tally) -> bool:
    """True when points alone could not tell the last admitted from somebody in the queue."""
    order, market = stability.order, stability.market
    merit = [choice for choice in tally.admitted if stability.result.outcome[choice].seat_kind == MERIT]
    if not merit:
        return False

    def line(choice: int) -> tuple[bool, bool, int, int]:
        """What stands before the tie-breaks in the order: equal lines are told apart by a ranking rule alone."""
        known = market.has_points(choice)
        points = -order.points(choice) if known else 0
        return not known, market.second_hand[choice], market.flags[choice] & LATE, points

    last = max(map(line, merit))
    return any(market.has_points(choice) and line(choice) == last for choice in tally.reserves)


def _vacant(stability: Stability) -> list[int]:
    """Seats left per offering; in a pool at most what the pool has left."""
    market = stability.market
    vacant = [0] * len(market.offerings)
    for unit in units(market):
        counts = {member: len(stability.admitted[member]) for member in unit.members}
        for member in unit.members:
            left = market.offerings[member].seats - counts[member]
            if unit.seats is not None:
                left = min(left, unit.seats - sum(counts.values()))
            vacant[member] = max(0, left)
    return vacant
