"""Exact numbers as text: at least one decimal, at most six, rounded half up where six do not suffice."""

from fractions import Fraction

import numpy as np
import polars as pl

from gemensam.rules.terms import NO_MERIT, POINT_SCALE, Int64

_DECIMALS = 6


def number_text(value: Fraction) -> str:
    """A number that is not negative: "257.5", "160.0", 770/3 as "256.666667"."""
    return ratio_text(value.numerator, value.denominator)


def ratio_text(part: int, whole: int) -> str:
    """number_text of part/whole, which need not be in lowest terms."""
    rounded = (2 * part * 10**_DECIMALS + whole) // (2 * whole)
    units, decimals = divmod(rounded, 10**_DECIMALS)
    shown = f"{decimals:0{_DECIMALS}d}".rstrip("0") or "0"
    return f"{units}.{shown}"


def points_text(points: int) -> str:
    """Points in units of 1/POINT_SCALE as number_text, empty for NO_MERIT."""
    return "" if points == NO_MERIT else ratio_text(points, POINT_SCALE)


def points_texts(points: Int64) -> pl.Series:
    """points_text of many. There are few different values: each is written once."""
    values, index = np.unique(points, return_inverse=True)
    texts = pl.Series([points_text(value) for value in values.tolist()], dtype=pl.String)
    return texts.gather(index.astype(np.uint32)) if values.size else texts


def share(part: int, whole: int) -> float | None:
    """part/whole with four decimals, rounded half up; None where there is no whole."""
    if whole == 0:
        return None
    hundredths = (20_000 * part + whole) // (2 * whole)
    return float(f"{hundredths // 10_000}.{hundredths % 10_000:04d}")
