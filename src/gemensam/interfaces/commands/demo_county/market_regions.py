"""The large markets: one region of thirteen municipalities, and a country of twenty-one counties.

The thirteen of Göteborgsregionen have their real codes. The country's codes are synthetic: the county's two
digits and a running number, as many as the county has municipalities.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """One co-operation area: everyone who lives in it is received first hand in all of it."""

    municipalities: tuple[str, ...]
    sizes: tuple[float, ...]  # of the municipalities, in proportion
    applicants: int
    offerings: int


GR_APPLICANTS, GR_OFFERINGS = 13_000, 560
SWEDEN_APPLICANTS, SWEDEN_OFFERINGS = 130_000, 6_000

_GR = (
    ("1480", 53.0), ("1440", 3.4), ("1489", 4.2), ("1401", 4.2), ("1384", 9.0), ("1482", 5.0), ("1441", 5.1),
    ("1462", 1.4), ("1481", 7.2), ("1402", 4.1), ("1415", 2.9), ("1419", 1.6), ("1407", 1.3),
)  # fmt: skip
_COUNTIES = (  # code, municipalities, share of the country's sixteen-year-olds in per mille (rough)
    ("01", 26, 236), ("03", 8, 39), ("04", 9, 30), ("05", 13, 45), ("06", 13, 36), ("07", 8, 20),
    ("08", 12, 23), ("09", 1, 5), ("10", 5, 15), ("12", 33, 138), ("13", 6, 34), ("14", 49, 167),
    ("17", 16, 26), ("18", 12, 30), ("19", 10, 27), ("20", 15, 27), ("21", 10, 27), ("22", 7, 22),
    ("23", 8, 12), ("24", 15, 25), ("25", 14, 23),
)  # fmt: skip


def gr() -> tuple[Region, ...]:
    """The thirteen municipalities as one region."""
    codes, sizes = zip(*_GR, strict=True)
    return (Region(codes, sizes, GR_APPLICANTS, GR_OFFERINGS),)


def sweden() -> tuple[Region, ...]:
    """Every county as a region; its first municipality is the largest. The last takes what rounding leaves."""
    total = sum(share for _, _, share in _COUNTIES)
    regions = []
    applicants, offerings = SWEDEN_APPLICANTS, SWEDEN_OFFERINGS
    for number, (code, count, share) in enumerate(_COUNTIES, start=1):
        last = number == len(_COUNTIES)
        people = applicants if last else SWEDEN_APPLICANTS * share // total
        supply = offerings if last else SWEDEN_OFFERINGS * share // total
        applicants, offerings = applicants - people, offerings - supply
        codes = tuple(f"{code}{n:02d}" for n in range(1, count + 1))
        regions.append(Region(codes, tuple(1 / n for n in range(1, count + 1)), people, supply))
    return tuple(regions)


SIZES = {"gr": gr, "sweden": sweden}
