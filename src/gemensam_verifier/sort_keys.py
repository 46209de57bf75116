"""V6, V7: the sort key of every row, rebuilt from the grades, the choice and the seed.

The text holds every part of the order at the offering, so that anybody can compare two of them by eye:
merit known, reception, lateness, points, the criteria of the ranking rule, the lottery number.
"""

from collections.abc import Iterator

from gemensam_verifier.grades import HALF_POINT
from gemensam_verifier.market import LATE, NO_TEST, Market
from gemensam_verifier.order import Order
from gemensam_verifier.placements import NO_ROW, Result
from gemensam_verifier.report import Findings

# criterion -> (hexadecimal digits, units per value as the verifier keeps it)
DIGITS = {
    "grade_value": (15, 1),
    "maths_science": (15, HALF_POINT),
    "english_swedish_social": (15, HALF_POINT),
    "swedish": (15, HALF_POINT),
    "grade_count": (2, 1),
    "comparison_value": (16, 1),
    "lottery": (16, 1),
}
POINT_DIGITS = 15
# By whether merit is known, second hand and late.
HEADS = [[[f"{1 - known}.{1 + second}.{late}." for late in (0, 1)] for second in (0, 1)] for known in (0, 1)]
RANK = "choice_rank"


class SortKeys:
    """Rebuilds sort keys; what depends on the applicant alone is made once per ranking rule."""

    def __init__(self, market: Market, order: Order) -> None:
        self.market = market
        self.order = order
        self._columns: dict[str, list[str]] = {}
        self._nothing = [""] * len(market.applicant_ids)
        used = {offering.ranking for offering in market.offerings}
        self._tails = {name: self._tail(market.round.rankings[name]) for name in sorted(used)}

    def texts(self, taking_part: list[bool]) -> Iterator[str]:
        """The sort key of every choice, "" where it takes no part."""
        market, order = self.market, self.order
        shown = self._shown_points()
        tails = [self._tails[offering.ranking] for offering in market.offerings]
        adds = [offering.test_adds for offering in market.offerings]
        ranks = [f".{rank:04d}" for rank in range(1 + max(market.rank, default=0))]
        known = market.comparable
        columns = zip(
            market.applicant,
            market.rank,
            market.offering,
            market.flags,
            market.test_points,
            market.second_hand,
            taking_part,
            strict=True,
        )
        for choice, (applicant, rank, offering, flags, test, second, taking) in enumerate(columns):
            if not taking:
                yield ""
                continue
            points = shown[applicant]
            if test != NO_TEST and adds[offering] and known[applicant]:
                points = _downwards(order.points(choice), POINT_DIGITS)
            before, ranked, after = tails[offering]
            ranked_text = ranks[rank] if ranked else ""
            head = HEADS[known[applicant]][second][flags & LATE]
            yield f"{head}{points}{before[applicant]}{ranked_text}{after[applicant]}"

    def _shown_points(self) -> list[str]:
        """Per applicant the merit as it stands in a sort key."""
        market = self.market
        known: dict[int, str] = {}
        found = []
        for standing, comparable in zip(market.standing, market.comparable, strict=True):
            merit = standing.merit if comparable else 0
            if merit not in known:
                known[merit] = _downwards(merit, POINT_DIGITS)
            found.append(known[merit])
        return found

    def _tail(self, criteria: tuple[str, ...]) -> tuple[list[str], bool, list[str]]:
        """Per applicant the text of a rule's criteria before and after the rank of the choice."""
        criteria = criteria[: criteria.index("lottery") + 1]
        ranked = RANK in criteria
        at = criteria.index(RANK) if ranked else 0
        return self._texts(criteria[:at]), ranked, self._texts(criteria[at + ranked :])

    def _texts(self, criteria: tuple[str, ...]) -> list[str]:
        columns = [self._column(name) for name in criteria]
        return ["".join(parts) for parts in zip(*columns, strict=True)] if columns else self._nothing

    def _column(self, name: str) -> list[str]:
        """One criterion as text, applicant by applicant; the same for all rules."""
        found = self._columns.get(name)
        if found is None:
            digits, units = DIGITS[name]
            highest = 16**digits - 1
            found = [f".{highest - value * units:0{digits}x}" for value in self.order.column(name)]
            self._columns[name] = found
        return found


def _downwards(value: int, digits: int) -> str:
    """Distance from the highest number of so many digits, since the higher goes first."""
    return f"{16**digits - 1 - value:0{digits}x}"


def check_sort_keys(
    market: Market, order: Order, result: Result, taking_part: list[bool], findings: Findings
) -> None:
    """Compare the sort key of every row; one that is wrong in the lottery number alone belongs to V6."""
    shown = result.sort_key
    wanted = SortKeys(market, order).texts(taking_part)
    for choice, (text, right) in enumerate(zip(shown, wanted, strict=True)):
        if text != right and result.status[choice] != NO_ROW:
            same_but_lottery = text.rpartition(".")[0] == right.rpartition(".")[0] != ""
            findings.add(
                "V6" if same_but_lottery else "V7",
                "wrong_sort_key",
                applicants=(market.name(choice),),
                offerings=(market.offering_of(choice).id,),
                key=text,
                wanted=right,
            )
    findings.count("V6", len(shown))
    findings.count("V7", len(shown))
