"""Made-up markets of any size, the same for every program that is measured.

Popularity of offerings falls as rank^-0.8 with noise, seats as popularity^0.7; 1.10 seats per applicant in all. Lists
are drawn from popularity without repeats. Merit is normal (225, 55) in steps of 2.5 between 0 and 340, ties are broken
by one lot per applicant, and eight of ten applications are in the better one of two reception classes.
"""

from dataclasses import dataclass

import numpy as np

SIZES = {  # applicants, choices each, offerings
    "X": (300, 8, 15),
    "S": (3_000, 8, 150),
    "T": (10_000, 8, 500),
    "U": (30_000, 8, 1_500),
    "A": (130_000, 8, 6_000),  # Sweden
    "B": (1_000_000, 8, 20_000),
    "C": (10_000_000, 10, 100_000),
}
AT_A_TIME = 1_000_000


@dataclass(frozen=True)
class Instance:
    """offering, key: [applicants, choices], best choice and lowest key first. seats: per offering. rank: of applicants."""

    offering: np.ndarray  # int32
    key: np.ndarray  # uint32
    seats: np.ndarray  # int64
    rank: np.ndarray  # int64, by merit and lot

    @property
    def first(self) -> np.ndarray:
        applicants, choices = self.offering.shape
        return np.arange(0, applicants * choices + 1, choices, dtype=np.int64)


def make(size: str, seed: int = 1) -> Instance:
    """The instance of a size; always the same."""
    applicants, choices, offerings = SIZES[size]
    dice = np.random.default_rng(seed)
    popularity = np.arange(1, offerings + 1) ** -0.8 * dice.lognormal(0, 0.3, offerings)
    dice.shuffle(popularity)
    weight = popularity**0.7 * dice.lognormal(0, 0.25, offerings)
    seats = np.maximum(1, np.round(weight / weight.sum() * applicants * 1.10)).astype(np.int64)
    upto = np.cumsum(popularity / popularity.sum())
    upto[-1] = 1
    offering = np.empty((applicants, choices), dtype=np.int32)
    for start in range(0, applicants, AT_A_TIME):
        part = offering[start : start + AT_A_TIME]
        part[:] = _lists(dice, upto, len(part), choices)
    merit = np.clip(np.round(dice.normal(225, 55, applicants) / 2.5) * 2.5, 0, 340)
    rank = np.empty(applicants, dtype=np.int64)
    rank[np.lexsort((dice.permutation(applicants), -merit))] = np.arange(applicants)
    key = np.empty(offering.shape, dtype=np.uint32)
    above = np.uint32(1 << applicants.bit_length())
    for start in range(0, applicants, AT_A_TIME):
        rows = slice(start, start + AT_A_TIME)
        second = dice.random(offering[rows].shape) > 0.8
        key[rows] = second * above + rank[rows, None].astype(np.uint32)
    return Instance(offering, key, seats, rank)


def _lists(dice: np.random.Generator, upto: np.ndarray, applicants: int, choices: int) -> np.ndarray:
    """Distinct offerings for each applicant: what has been drawn before is drawn again."""
    found = np.searchsorted(upto, dice.random((applicants, choices))).astype(np.int32)
    for place in range(1, choices):
        rows = np.arange(applicants)
        while rows.size:
            rows = rows[(found[rows, :place] == found[rows, place, None]).any(axis=1)]
            found[rows, place] = np.searchsorted(upto, dice.random(rows.size))
    return found
