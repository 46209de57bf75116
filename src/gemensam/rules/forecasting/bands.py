"""The chance of one choice as a word, from cut-offs of earlier years and this year's preliminary round.

Practice: no law says how a chance is to be told. The limits below are chosen so that the words keep what they say on
made-up years: `benchmarks/chance_bands.py` replays them and docs/chances.md holds the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

ROOM: Final = Fraction(10)  # above the highest cut-off of all years: also a harder year is managed
NEAR: Final = Fraction(30)  # below the highest cut-off, but above that of most years
FAR: Final = Fraction(20)  # below the lowest cut-off: also an easier year is not enough
YEARS: Final = 3  # so many years are looked at, the latest ones
FEWEST: Final = 2  # with fewer known years nothing is said of them


class Band(StrEnum):
    """What is told instead of a figure."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"
    NOT_ELIGIBLE = "not_eligible"
    NO_BASIS = "no_basis"


@dataclass(frozen=True, slots=True)
class CutOff:
    """One round's cut-off. everyone: all who were eligible got a place. lowest None otherwise: not known."""

    year: int
    lowest: Fraction | None = None
    everyone: bool = False

    @property
    def bar(self) -> Fraction | None:
        """What had to be reached; None where it is not known."""
        return Fraction(0) if self.everyone else self.lowest


@dataclass(frozen=True, slots=True)
class Compared:
    """A cut-off and how far the merit is above it; negative = below, None = not known, or everyone got a place."""

    cut_off: CutOff
    margin: Fraction | None


@dataclass(frozen=True, slots=True)
class Chance:
    """The word and all that it rests on.

    reached: in how many of the `known` years the merit would have been enough. margin: to the highest cut-off of those
    years. obstacles: eligibility codes. behind: late or second hand, which go after the others.
    """

    band: Band
    years: tuple[Compared, ...]
    preliminary: Compared | None
    known: int
    reached: int
    margin: Fraction | None
    obstacles: tuple[str, ...]
    behind: bool


# What this year's preliminary round makes of the word of the years before.
_REACHED_WELL: Final = {
    Band.UNLIKELY: Band.UNCERTAIN,
    Band.UNCERTAIN: Band.LIKELY,
    Band.NO_BASIS: Band.LIKELY,
}
_REACHED: Final = {
    Band.VERY_LIKELY: Band.LIKELY,
    Band.UNLIKELY: Band.UNCERTAIN,
    Band.NO_BASIS: Band.UNCERTAIN,
}
_MISSED: Final = {
    Band.VERY_LIKELY: Band.UNCERTAIN,
    Band.LIKELY: Band.UNCERTAIN,
    Band.UNCERTAIN: Band.UNLIKELY,
    Band.NO_BASIS: Band.UNCERTAIN,
}
_MISSED_FAR: Final = {**_MISSED, Band.NO_BASIS: Band.UNLIKELY}
# Late and second-hand applicants get what the others leave.
_BEHIND: Final = {
    Band.VERY_LIKELY: Band.UNCERTAIN,
    Band.LIKELY: Band.UNCERTAIN,
    Band.UNCERTAIN: Band.UNLIKELY,
}


def chance(
    merit: Fraction | None,
    past: Sequence[CutOff],
    *,
    preliminary: CutOff | None = None,
    obstacles: Sequence[str] = (),
    behind: bool = False,
) -> Chance:
    """The band of one choice. Practice, see the module.

    merit: None where it is not known. past: final rounds in any order, of which the latest YEARS count. preliminary:
    this year's, once it is published. obstacles: codes of rules.eligibility, empty = eligible. behind: the choice is
    late or second hand.
    """
    latest = tuple(sorted(past, key=lambda one: one.year, reverse=True)[:YEARS])
    bars = [one.bar for one in latest if one.bar is not None]
    band = Band.NO_BASIS
    if merit is not None:
        if len(bars) >= FEWEST:
            band = _of_years(merit, bars)
        band = _after_preliminary(band, merit, preliminary.bar if preliminary else None)
        band = _BEHIND.get(band, band) if behind else band
    return Chance(
        band=Band.NOT_ELIGIBLE if obstacles else band,
        years=tuple(_compared(merit, one) for one in latest),
        preliminary=_compared(merit, preliminary) if preliminary else None,
        known=len(bars),
        reached=0 if merit is None else sum(merit >= bar for bar in bars),
        margin=None if merit is None or not bars else merit - max(bars),
        obstacles=tuple(obstacles),
        behind=behind,
    )


def _of_years(merit: Fraction, bars: Sequence[Fraction]) -> Band:
    reached, highest = sum(merit >= bar for bar in bars), max(bars)
    if reached == len(bars):
        sure = len(bars) == YEARS and (highest == 0 or merit - highest >= ROOM)
        return Band.VERY_LIKELY if sure else Band.LIKELY
    if 3 * reached >= 2 * len(bars) and highest - merit <= NEAR:
        return Band.LIKELY
    if reached == 0 and min(bars) - merit >= FAR:
        return Band.UNLIKELY
    return Band.UNCERTAIN


def _after_preliminary(band: Band, merit: Fraction, bar: Fraction | None) -> Band:
    if bar is None:
        return band
    if bar == 0 or merit - bar >= FAR:
        return _REACHED_WELL.get(band, band)
    if merit >= bar:
        return _REACHED.get(band, band)
    return (_MISSED_FAR if bar - merit >= FAR else _MISSED).get(band, band)


def _compared(merit: Fraction | None, cut_off: CutOff) -> Compared:
    known = merit is not None and cut_off.lowest is not None and not cut_off.everyone
    return Compared(cut_off, merit - cut_off.lowest if known else None)  # type: ignore[operator]  # both are known


RISKS_NO_SEAT: Final = "risks_no_seat"


@dataclass(frozen=True, slots=True)
class ListRisk:
    """A warning about a whole list of choices, never a bar to sending it. code: RISKS_NO_SEAT.

    none_reached: no choice's cut-off has been reached in any of the years that are known.
    """

    code: str
    none_reached: bool


def list_risk(chances: Sequence[Chance]) -> ListRisk | None:
    """Warn where no choice is likely: the list risks ending without a seat. Practice, domain/admissions.md §6.5.

    None where some choice is likely or better, where nothing is chosen, and where nothing is known of any choice.
    """
    words = {one.band for one in chances}
    if not words or words & {Band.VERY_LIKELY, Band.LIKELY} or words == {Band.NO_BASIS}:
        return None
    judged = [one for one in chances if one.known]
    none_reached = bool(judged) and len(judged) == len(chances) and not any(one.reached for one in judged)
    return ListRisk(RISKS_NO_SEAT, none_reached)
