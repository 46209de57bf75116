"""A figure as data: what the picture shows and the table beside it tells. The same numbers, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """The pictures we draw."""

    BAR = "bar"  # one or more series side by side per category
    STACKED = "stacked"  # series on top of one another
    RANKED = "ranked"  # horizontal bars, for long names
    LINE = "line"
    HISTOGRAM = "histogram"  # bars without gaps; categories are the intervals
    BOX = "box"  # each value is (lowest, lower quartile, median, upper quartile, highest)
    SCATTER = "scatter"  # each value is (x, y)
    HEATMAP = "heatmap"  # series are the rows, categories the columns


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, one per category; None where there is none or it may not be shown."""

    name: str
    values: Sequence[object]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure. ``description`` is one sentence that says what one sees, for those who do not see it.

    ``unit`` is written after the numbers ("%", "poäng"); ``decimals`` is how many are shown; ``limit`` draws
    a line with a name, as (name, value).
    """

    kind: ChartKind
    title: str
    description: str
    categories: Sequence[str]
    series: Sequence[Series]
    category_name: str = ""
    value_name: str = ""
    unit: str = ""
    decimals: int = 0
    limit: tuple[str, float] | None = None
    hidden_text: str = ""  # why a value is missing, e.g. that few persons are behind it

    def rows(self) -> list[tuple[str, list[object]]]:
        """The table's rows: the category and one value per series."""
        return [
            (category, [series.values[index] for series in self.series])
            for index, category in enumerate(self.categories)
        ]

    def as_data(self) -> dict[str, object]:
        """Plain values for the script that draws."""
        return {
            "kind": str(self.kind),
            "title": self.title,
            "description": self.description,
            "categories": list(self.categories),
            "series": [
                {"name": series.name, "values": [_plain(value) for value in series.values]}
                for series in self.series
            ],
            "categoryName": self.category_name,
            "valueName": self.value_name,
            "unit": self.unit,
            "decimals": self.decimals,
            "limit": {"name": self.limit[0], "value": float(self.limit[1])} if self.limit else None,
        }


def _plain(value: object) -> object:
    """A number that JSON carries: exact types become floats, pairs and fives become lists."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return float(value)  # type: ignore[arg-type]  # Decimal or Fraction
