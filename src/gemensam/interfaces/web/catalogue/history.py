"""Earlier years and this year's rounds in one row of figures: for the table and for the picture beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gemensam.interfaces.web.layout.round_words import round_name

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 420, 220, 44, 40, 16
_STEPS = (20, 40, 80)


@dataclass(frozen=True, slots=True)
class Figures:
    """One admission: a year's final one, or a round published here. None = not shown; ``reason`` says why."""

    name: str
    short: str
    seats: int | None
    first_choice: int | None
    lowest: Decimal | None
    median: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One admission in the picture: a line from the lowest to the median, each with its number beside it."""

    name: str
    x: int
    lowest: Decimal | None
    lowest_y: int | None
    median: Decimal | None
    median_y: int | None

    @property
    def label_x(self) -> int:
        """Where the numbers stand: to the right of their marks."""
        return self.x + 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of lowest and median, admission by admission, with its lines of the scale."""

    marks: list[Mark]
    lines: list[tuple[int, int]]  # merit, y
    path: str  # through the lowest
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    baseline: int = HEIGHT - BOTTOM + 24


def figures_of(past: Sequence[Any], rounds: Sequence[Any]) -> list[Figures]:
    """Earlier years first, oldest to latest, then this year's published rounds in the order they came."""
    years = [
        Figures(
            name=round_name("final", one.year),
            short=str(one.year),
            seats=one.seats,
            first_choice=one.first_choice_applicants,
            lowest=one.lowest,
            median=one.public_median,
            reason=one.reason,
        )
        for one in sorted(past, key=lambda one: one.year)
    ]
    here = [
        Figures(
            name=round_name(one.kind, one.year),
            short=_("%(year)s prel.") % {"year": one.year} if one.kind == "preliminary" else str(one.year),
            seats=one.seats,
            first_choice=None,
            lowest=one.lowest_merit,
            median=one.median_merit,
            reason=one.reason,
        )
        for one in sorted(rounds, key=lambda one: one.published_at)
    ]
    return years + here


def picture_of(figures: Sequence[Figures]) -> Picture | None:
    """The drawing; None where fewer than two admissions have a figure to show."""
    values = [value for one in figures for value in (one.lowest, one.median) if value is not None]
    if len([one for one in figures if one.lowest is not None or one.median is not None]) < 2:
        return None
    step = next((step for step in _STEPS if max(values) - min(values) <= 4 * step), _STEPS[-1])
    low = int(min(values)) // step * step
    high = -(-int(max(values) + 1) // step) * step

    def y(value: Decimal | int | None) -> int | None:
        if value is None:
            return None
        return round(HEIGHT - BOTTOM - float(value - low) / (high - low) * (HEIGHT - BOTTOM - TOP))

    wide = (WIDTH - LEFT - 96) // max(len(figures) - 1, 1)
    marks = [
        Mark(one.short, LEFT + 30 + number * wide, one.lowest, y(one.lowest), one.median, y(one.median))
        for number, one in enumerate(figures)
    ]
    lowest = [f"{mark.x},{mark.lowest_y}" for mark in marks if mark.lowest_y is not None]
    return Picture(
        marks,
        [(merit, int(y(merit) or 0)) for merit in range(low, high + 1, step)],
        " ".join(lowest),
        _("Lägsta och mellersta meritvärde bland de antagna, år för år. Samma siffror står i tabellen."),
    )
