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
