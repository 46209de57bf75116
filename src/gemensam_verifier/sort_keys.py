"""V6, V7: the sort key of every row, rebuilt from the grades, the choice and the seed.

The text holds every part of the order at the offering, so that anybody can compare two of them by eye:
merit known, reception, lateness, points, the criteria of the ranking rule, the lottery number.
"""

from fractions import Fraction

from gemensam_verifier.grades import HALF_POINT, POINT_SCALE
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
    "comparison_value": (16, 106_858_629_141_264_000),  # 20 times the least common multiple of 1 ... 40
    "lottery": (16, 1),
}
POINT_DIGITS = 15
RANK = "choice_rank"


class SortKeys:
    """Rebuilds sort keys; what depends on the applicant alone is kept per ranking rule."""

    def __init__(self, market: Market, order: Order) -> None:
        self.market = market
        self.order = order
        self._tails: dict[tuple[str, int], list[str]] = {}
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
        ranking = market.offering_of(choice).ranking
        tail = self._tails.get((ranking, applicant))
        if tail is None:
            tail = self._tails[ranking, applicant] = self._tail(ranking, applicant)
        ends = f"{market.rank[choice]:04d}".join(tail)
        reception = 2 if market.second_hand[choice] else 1
        return f"{0 if known else 1}.{reception}.{market.flags[choice] & LATE}.{shown}.{ends}"

    def _tail(self, ranking: str, applicant: int) -> list[str]:
        """The criteria of a rule for one applicant, cut where the rank of the choice goes."""
        parts: list[str] = []
        for name in self.market.round.rankings[ranking]:
            if name == RANK:
                parts.append(RANK)
                continue
            digits, units = DIGITS[name]
            parts.append(_downwards(int(self._value(name, applicant) * units), digits))
            if name == "lottery":
                break
        return ".".join(parts).split(RANK)

    def _value(self, name: str, applicant: int) -> Fraction | int:
        if name == "comparison_value":  # the order itself keeps only places among the means
            place = self.order.grade_criteria.index(name)
            return self.market.standing[applicant].ranking[place]
        return self.order.value(name, applicant)


def _downwards(value: int, digits: int) -> str:
    """Distance from the highest number of so many digits, since the higher goes first."""
    return f"{16**digits - 1 - value:0{digits}x}"


def check_sort_keys(
    market: Market, order: Order, result: Result, taking_part: list[bool], findings: Findings
) -> None:
    """Compare the sort key of every row; one that is wrong in the lottery number alone belongs to V6."""
    keys = SortKeys(market, order)
    for choice, status in enumerate(result.status):
        if status == NO_ROW:
            continue
        wanted = keys.text(choice) if taking_part[choice] else ""
        text = result.sort_key[choice]
        if text != wanted:
            same_but_lottery = text.rpartition(".")[0] == wanted.rpartition(".")[0] != ""
            findings.add(
                "V6" if same_but_lottery else "V7",
                "wrong_sort_key",
                applicants=(market.name(choice),),
                offerings=(market.offering_of(choice).id,),
                key=text,
                wanted=wanted,
            )
    findings.count("V6", len(result.status))
    findings.count("V7", len(result.status))


assert POINT_SCALE == 720_720_000_000  # the unit in which the format writes points
