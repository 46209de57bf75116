"""Which figures of an earlier year may be kept and shown, when the figures come from a table of another source."""

from dataclasses import dataclass
from fractions import Fraction

from gemensam.rules.indicators.small_cells import LOWEST_THRESHOLD


@dataclass(frozen=True, slots=True)
class PublicCutOff:
    """What may be kept. None = not shown; ``reason`` as in ``PublicOutcome``, and "unknown" without figures."""

    first_choice_applicants: int | None
    lowest: Fraction | None
    median: Fraction | None
    reason: str


def public_cut_off(
    *,
    seats: int | None,
    admitted: int | None,
    all_admitted: bool,
    first_choice_applicants: int | None,
    lowest: Fraction | None,
    median: Fraction | None,
) -> PublicCutOff:
    """Take out what could be tied to a person (dataskyddsförordningen art. 5.1 c).

    Where the source does not say how many were admitted, there were at most as many as there were seats: as many when
    there was a queue. The lowest merit is not kept when everyone eligible was admitted: it says nothing then, and
    belongs to one person; nor is the median when nobody knows how many they were.
    """
    persons = seats if admitted is None else admitted
    if first_choice_applicants is not None and 0 < first_choice_applicants < LOWEST_THRESHOLD:
        first_choice_applicants = None
    if persons == 0:
        return PublicCutOff(first_choice_applicants, None, None, "none")
    if persons is not None and persons < LOWEST_THRESHOLD:
        return PublicCutOff(first_choice_applicants, None, None, "few")
    if all_admitted:
        return PublicCutOff(
            first_choice_applicants, None, None if admitted is None else median, "all_admitted"
        )
    return PublicCutOff(first_choice_applicants, lowest, median, "" if lowest is not None else "unknown")


def may_show_median(reason: str, *, counted_here: bool) -> bool:
    """Whether a median that has been kept may be shown (dataskyddsförordningen art. 5.1 c). Fails closed.

    A year that was kept before the rules above, or from a table, does not tell how many persons are behind it. Few
    and none never have a median; and when everyone was admitted, only our own publication knows that they were many.
    """
    return reason in {"", "unknown"} or (reason == "all_admitted" and counted_here)
