"""A simplified map of our own: the county's outline and a dot for each municipality with its number of hits."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians

from gemensam.interfaces.web.catalogue.positions import OUTLINE, POSITIONS

_SCALE, _MARGIN, _NORTH, _WEST = 190.0, 18.0, 64.08, 14.75
_WIDE = cos(radians(63.0))  # a degree of longitude beside one of latitude, in the middle of the county
WIDTH, HEIGHT = 440, 420
_LABEL_LEFT = {"2281", "2262", "2284", "2280"}  # by the coast: the name stands inland


@dataclass(frozen=True, slots=True)
class Dot:
    """A municipality on the map. ``url`` narrows the list to it."""

    code: str
    name: str
    count: int
    x: int
    y: int
    radius: int
    label_x: int
    anchor: str
    url: str
    chosen: bool
    home: bool


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The map: the outline as points of a polygon, and the dots, largest first so that small ones stay in reach."""

    outline: str
    dots: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT


def county_map(
    counts: Mapping[str, int], names: Mapping[str, str], urls: Mapping[str, str], *, chosen: str, home: str
) -> CountyMap | None:
    """The municipalities that have hits, and one's own; None where no position is known."""
    known = [code for code in names if code in POSITIONS and (counts.get(code) or code in (home, chosen))]
    known = [
        code
        for code in known
        if 0 < _point(POSITIONS[code])[0] < WIDTH and _point(POSITIONS[code])[1] < HEIGHT
    ]
    if not known:
        return None
    dots = [_dot(code, counts.get(code, 0), names[code], urls.get(code, ""), chosen, home) for code in known]
    outline = " ".join(f"{x},{y}" for x, y in map(_point, OUTLINE))
    return CountyMap(outline, sorted(dots, key=lambda dot: -dot.radius))


def _dot(code: str, count: int, name: str, url: str, chosen: str, home: str) -> Dot:
    x, y = _point(POSITIONS[code])
    radius = min(6 + round(count**0.5 * 1.6), 18)
    left = code in _LABEL_LEFT
    return Dot(
        code, name, count, x, y, radius, x - radius - 5 if left else x + radius + 5, "end" if left else "start", url,
        code == chosen, code == home,
    )  # fmt: skip


def _point(position: tuple[float, float]) -> tuple[int, int]:
    latitude, longitude = position
    return (
        round(_MARGIN + (longitude - _WEST) * _WIDE * _SCALE),
        round(_MARGIN + (_NORTH - latitude) * _SCALE),
    )
