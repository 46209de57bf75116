"""V6, V7: the sort key of every row, rebuilt from the grades, the choice and the seed.

The text holds every part of the order at the offering, so that anybody can compare two of them by eye:
merit known, reception, lateness, points, the criteria of the ranking rule, the lottery number.
"""

from gemensam_verifier.grades import HALF_POINT
from gemensam_verifier.market import LATE, Market
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
        self._points: dict[int, str] = {}

    def text(self, choice: int) -> str:
        """The sort key of a choice that takes part."""
        market = self.market
        applicant = market.applicant[choice]
        known = market.comparable[applicant]
        points = self.order.points(choice) if known else 0
        shown = self._points.get(points)
        if shown is None:
            shown = self._points[points] = _downwards(points, POINT_DIGITS)
        before, ranked, after = self._tails[market.offering_of(choice).ranking]
        rank = f".{market.rank[choice]:04d}" if ranked else ""
        head = f"{0 if known else 1}.{2 if market.second_hand[choice] else 1}.{market.flags[choice] & LATE}"
        return f"{head}.{shown}{before[applicant]}{rank}{after[applicant]}"

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
    keys = SortKeys(market, order)
    shown = result.sort_key
    for choice, taking in enumerate(taking_part):
        wanted = keys.text(choice) if taking else ""
        text = shown[choice]
        if text != wanted and result.status[choice] != NO_ROW:
            same_but_lottery = text.rpartition(".")[0] == wanted.rpartition(".")[0] != ""
            findings.add(
                "V6" if same_but_lottery else "V7",
                "wrong_sort_key",
                applicants=(market.name(choice),),
                offerings=(market.offering_of(choice).id,),
                key=text,
                wanted=wanted,
            )
    findings.count("V6", len(shown))
    findings.count("V7", len(shown))
