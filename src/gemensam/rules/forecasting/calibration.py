"""Forecasts held against what came: how often did that come true which was said to be so likely? Practice."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts from `low` up to `high`, in the last bin with 1: how many, how many came true, their mean forecast."""

    low: Fraction
    high: Fraction
    forecasts: int
    came_true: int
    mean: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """What share came true; None without forecasts."""
        return Fraction(self.came_true, self.forecasts) if self.forecasts else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """brier: mean square of forecast less outcome, 0 = foresaw all. base: the same had everybody been told the mean.

    skill: 1 - brier/base, None where all outcomes are equal.
    """

    bins: tuple[Bin, ...]
    brier: Fraction
    base: Fraction
    skill: Fraction | None


def calibration(happened: Sequence[int], draws: int, outcomes: Sequence[bool], bins: int = 10) -> Calibration:
    """Hold n forecasts of happened/draws against outcomes. Practice (Brier 1950). ValueError where they do not fit."""
    if not outcomes or len(happened) != len(outcomes) or draws <= 0:
        raise ValueError("forecasts and outcomes do not fit together")
    number, true = len(outcomes), sum(outcomes)
    squares = sum((one - draws * came) ** 2 for one, came in zip(happened, outcomes, strict=True))
    counts, trues, sums = [0] * bins, [0] * bins, [0] * bins
    for one, came in zip(happened, outcomes, strict=True):
        place = min(one * bins // draws, bins - 1)
        counts[place] += 1
        trues[place] += came
        sums[place] += one
    brier = Fraction(squares, number * draws**2)
    base = Fraction(true * (number - true), number**2)
    return Calibration(
        bins=tuple(
            Bin(
                low=Fraction(place, bins),
                high=Fraction(place + 1, bins),
                forecasts=counts[place],
                came_true=trues[place],
                mean=Fraction(sums[place], counts[place] * draws) if counts[place] else None,
            )
            for place in range(bins)
        ),
        brier=brier,
        base=base,
        skill=1 - brier / base if base else None,
    )
