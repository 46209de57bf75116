"""The order at an offering as text: compared character by character, the smaller goes first."""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gemensam.domains.admissions.bundle.deciding import DecidedRound
from gemensam.rules.selection import RankingRule
from gemensam.rules.terms import Bool, Int64

Text = NDArray[np.uint8]  # characters, one row per choice

FIXED_COLUMNS: Final = 4  # of the order table: merit known, first hand, in time, points
_DIGITS: Final = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_PAIRS: Final = np.frombuffer("".join(f"{byte:02x}" for byte in range(256)).encode(), dtype=np.uint16)
_POINT_DIGITS: Final = 15  # hexadecimal digits; points stay below 2^60 units
_DIGITS_OF: Final = {"grade_count": 2, "comparison_value": 16, "choice_rank": 4}
_LOTTERY_DIGITS: Final = 16
_SIGN: Final = np.uint64(1 << 63)


def sort_keys(decided: DecidedRound) -> pl.Series:
    """Sort key of each choice that is considered, empty for the others. docs/round-format.md, "Writing"."""
    size = decided.points.size
    rule_of_choice = decided.rule[decided.choices.offering]
    keys = np.full(size, b"", dtype="S1")
    for number, rule in enumerate(decided.order.rules):
        rows = np.flatnonzero((rule_of_choice == number) & decided.choices.considered)
        texts = _keys(decided.order.columns[:, rows], rule)
        if texts.dtype.itemsize > keys.dtype.itemsize:
            keys = keys.astype(texts.dtype)
        keys[rows] = texts
    return pl.Series(keys.tolist(), dtype=pl.Binary).cast(pl.String)


def _keys(columns: Int64, rule: RankingRule) -> NDArray[np.bytes_]:
    known, first_hand, in_time, points = columns[:FIXED_COLUMNS]
    fields = [
        _digit(known == 0),
        _digit(first_hand == 0, first=1),
        _digit(in_time == 0),
        _falling(np.maximum(points, 0).view(np.uint64), _POINT_DIGITS),
    ]
    for place, criterion in enumerate(rule.criteria):
        values = columns[FIXED_COLUMNS + place]
        digits = _DIGITS_OF.get(criterion, _POINT_DIGITS)
        fields.append(
            _decimal(-values, digits)
            if criterion == "choice_rank"
            else _falling(values.view(np.uint64), digits)
        )
    fields.append(_falling(columns[-2].view(np.uint64) ^ _SIGN, _LOTTERY_DIGITS))
    width = sum(part.shape[1] + 1 for part in fields) - 1
    text = np.full((columns.shape[1], width), ord("."), dtype=np.uint8)
    start = 0
    for part in fields:
        text[:, start : start + part.shape[1]] = part
        start += part.shape[1] + 1
    return text.view(f"S{width}").reshape(-1)


def _digit(second: Bool, first: int = 0) -> Text:
    """One character: `first`, or the next digit."""
    return _DIGITS[first + second.astype(np.int64)][:, None]


def _decimal(values: Int64, digits: int) -> Text:
    numbers = np.arange(int(values.max(initial=0)) + 1)[:, None]
    texts = _DIGITS[numbers // 10 ** np.arange(digits - 1, -1, -1) % 10]
    return np.asarray(texts[values])


def _falling(values: NDArray[np.uint64], digits: int) -> Text:
    """Hexadecimal digits of 16^digits - 1 - value, so that the higher value has the smaller text."""
    rest = (~values).astype(">u8")  # 16^16 - 1 - value; the leading digits beyond `digits` are all f
    pairs = _PAIRS[rest.view(np.uint8).reshape(values.size, 8)]
    return pairs.view(np.uint8).reshape(values.size, 16)[:, 16 - digits :]
