"""How often something happened in draws → an interval, and the word for it. Practice (matching.md has no law)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt

# Wilson's interval at 95 %: z = 1.96, so z² = 3.8416 exactly as used.
_Z_SQUARED = Fraction(38416, 10000)
_SCALE = 10**6  # bounds are told in millionths, rounded outwards

# A word is used when the whole interval lies on its side of the bound.
_VERY_LIKELY = Fraction(9, 10)
_LIKELY = Fraction(6, 10)
_UNLIKELY = Fraction(2, 10)


class Word(StrEnum):
    """What is told instead of a figure."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """share of the draws; low, high: Wilson's interval at 95 %, rounded outwards to millionths."""

    share: Fraction
    low: Fraction
    high: Fraction
    word: Word


def likelihood(happened: int, draws: int) -> Likelihood:
    """The interval and the word for `happened` of `draws`. Practice. ValueError where that cannot be.

    Wilson: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). With few draws the interval is wide and the word is
    `uncertain`: too little is known.
    """
    if draws <= 0 or not 0 <= happened <= draws:
        raise ValueError(f"{happened} of {draws}")
    share = Fraction(happened, draws)
    per_draw = _Z_SQUARED / draws
    middle = share + per_draw / 2
    spread = _Z_SQUARED * (share * (1 - share) / draws) + (per_draw / 2) ** 2
    root = Fraction(isqrt(spread.numerator * _SCALE**2 // spread.denominator) + 1, _SCALE)
    low = max((middle - root) / (1 + per_draw), Fraction(0))
    high = min((middle + root) / (1 + per_draw), Fraction(1))
    low = Fraction(low.numerator * _SCALE // low.denominator, _SCALE)
    high = Fraction(-(-high.numerator * _SCALE // high.denominator), _SCALE)
    return Likelihood(share, low, high, _word(low, high))


def _word(low: Fraction, high: Fraction) -> Word:
    if low >= _VERY_LIKELY:
        return Word.VERY_LIKELY
    if low >= _LIKELY:
        return Word.LIKELY
    if high <= _UNLIKELY:
        return Word.UNLIKELY
    return Word.UNCERTAIN
