"""Supplements on top of the price (NIU, RIG and the like): an amount a term, by month, never more (agreement)."""

from decimal import Decimal
from typing import Final

MONTHS_OF_A_TERM: Final = 6


def supplement_months(
    term_amount: Decimal, monthly: Decimal, months: int = MONTHS_OF_A_TERM
) -> tuple[Decimal, ...]:
    """What each month of a term is billed: the monthly amount until the term's is reached, by the agreement.

    The last month takes what is left, so that a whole term is exactly the term's amount: 6 × 667 is 4 002, and
    4 000 is what was agreed, so the sixth month is 665.
    """
    billed: list[Decimal] = []
    for month in range(months):
        left = term_amount - sum(billed, Decimal(0))
        billed.append(left if month == months - 1 else min(monthly, left))
    return tuple(billed)
