"""Which figures of an offering may be published without telling about a single person.

Dataskyddsförordningen (2016/679) art. 5.1 c and offentlighets- och sekretesslagen 23 kap.: a figure that can be
tied to one pupil is not statistics. The threshold is the office's decision, never below five.
"""

from dataclasses import dataclass
from fractions import Fraction

LOWEST_THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class PublicOutcome:
    """What may be shown of one offering. None = not shown; ``reason`` says why the cut-off is not.

    ``admitted`` and ``reserves`` are None when below the threshold (zero is shown: nobody is told about). When
    ``admitted`` is not shown, neither is ``reserves``: a queue says that all the shown seats were filled.
    ``reason``: "" (shown), "few" (fewer admitted than the threshold), "all_admitted" (everyone eligible was
    admitted, so the lowest merit says nothing and belongs to one person), "none" (nobody admitted).
    """

    seats: int
    admitted: int | None
    reserves: int | None
    lowest_merit: Fraction | None
    median_merit: Fraction | None
    reason: str


def public_outcome(
    *,
    seats: int,
    eligible: int,
    admitted: int,
    reserves: int,
    lowest_merit: Fraction | None,
    median_merit: Fraction | None,
    threshold: int,
) -> PublicOutcome:
    """Suppress what could be tied to a person (dataskyddsförordningen art. 5.1 c).

    Counts are persons. The cut-off is shown only when at least ``threshold`` were admitted and somebody eligible
    was not. Raises ValueError for a threshold below five.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(threshold)
    if admitted == 0:
        reason = "none"
    elif admitted < threshold:
        reason = "few"
    elif reserves == 0 or eligible <= admitted:
        reason = "all_admitted"
    else:
        reason = ""
    many = admitted >= threshold
    many_or_none = many or admitted == 0
    return PublicOutcome(
        seats=seats,
        admitted=admitted if many_or_none else None,
        reserves=reserves if many_or_none and (reserves >= threshold or reserves == 0) else None,
        lowest_merit=lowest_merit if reason == "" else None,
        median_merit=median_merit if many else None,
        reason=reason,
    )
