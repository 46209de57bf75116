"""The county's seven municipalities and its neighbours: real codes and names, approximate sizes and
distances.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of the county: how many pupils finish year 9, and the share of them to be eligible.

    ``eligible_percent`` is the published share of year-9 leavers in 2023 who were eligible to some national
    programme. ``organisation_number`` is the municipality's own, a public fact.
    """

    code: str
    name: str
    organisation_number: str
    pupils: int
    eligible_percent: int
    foreign_background: float
    ability: float  # how the grades lie, in spreads of the whole county


COUNTY_CODE = "22"
COUNTY_NAME = "Västernorrlands län"

PLACES: tuple[Place, ...] = (
    Place("2280", "Härnösand", "212000-2403", 280, 80, 0.17, 0.00),
    Place("2281", "Sundsvall", "212000-2411", 1150, 85, 0.13, 0.08),
    Place("2282", "Kramfors", "212000-2429", 190, 71, 0.15, -0.38),
    Place("2283", "Sollefteå", "212000-2437", 210, 85, 0.14, 0.02),
    Place("2284", "Örnsköldsvik", "212000-2445", 630, 83, 0.12, 0.06),
    Place("2262", "Timrå", "212000-2395", 220, 80, 0.12, -0.10),
    Place("2260", "Ånge", "212000-2387", 105, 78, 0.14, -0.12),
)

# Travel between the municipalities' schools, in minutes, one way; rough, by road or rail as pupils go.
_MINUTES: tuple[tuple[str, str, int], ...] = (
    ("2280", "2281", 45), ("2280", "2282", 45), ("2280", "2283", 80), ("2280", "2284", 75),
    ("2280", "2262", 38),
    ("2280", "2260", 125), ("2281", "2282", 75), ("2281", "2283", 115), ("2281", "2284", 110),
    ("2281", "2262", 18),
    ("2281", "2260", 75), ("2282", "2283", 42), ("2282", "2284", 65), ("2282", "2262", 68),
    ("2282", "2260", 150),
    ("2283", "2284", 85), ("2283", "2262", 105), ("2283", "2260", 140), ("2284", "2262", 100),
    ("2284", "2260", 190),
    ("2262", "2260", 90),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality outside the county: no agreement with it, so its pupils are received second hand."""

    code: str
    name: str
    minutes: tuple[tuple[str, int], ...]  # to the schools of the county; elsewhere is too far
    pupils: int


NEIGHBOURS: tuple[Neighbour, ...] = (
    Neighbour("2132", "Nordanstig", (("2281", 45), ("2262", 65), ("2260", 110)), 14),
    Neighbour("2184", "Hudiksvall", (("2281", 65), ("2262", 80)), 5),
    Neighbour("2305", "Bräcke", (("2260", 45), ("2281", 95)), 4),
    Neighbour("2303", "Ragunda", (("2283", 70),), 4),
    Neighbour("2401", "Nordmaling", (("2284", 50),), 5),
    Neighbour(
        "1762", "Munkfors", (), 1
    ),  # far away: applies to the education that takes in from the whole country
    Neighbour("2580", "Luleå", (), 1),
    Neighbour("0581", "Norrköping", (), 1),
)

AREA: tuple[str, ...] = tuple(place.code for place in PLACES)
FAR = 400  # minutes: lives away from home


def minutes_between(home: str, school: str) -> int:
    """One-way travel in minutes; ``FAR`` where no daily travel is thinkable."""
    if home == school:
        return 12
    for neighbour in NEIGHBOURS:
        if neighbour.code == home:
            return dict(neighbour.minutes).get(school, FAR)
    for one, other, minutes in _MINUTES:
        if {one, other} == {home, school}:
            return minutes
    return FAR
