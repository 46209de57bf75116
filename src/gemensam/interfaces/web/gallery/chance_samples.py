"""Sample chances and grade buttons for the previews."""

from fractions import Fraction
from types import SimpleNamespace

from gemensam.rules.forecasting import CutOff, chance

_YEARS = [CutOff(2026, Fraction(220)), CutOff(2025, everyone=True), CutOff(2024, Fraction("207.5"))]


def chance_samples() -> dict[str, object]:
    """One chance of each kind, and the buttons of a subject."""
    preliminary = CutOff(2027, Fraction("212.5"))
    return {
        "chances": [
            chance(Fraction(250), _YEARS, preliminary=preliminary),
            chance(Fraction("217.5"), _YEARS, preliminary=preliminary),
            chance(Fraction(195), _YEARS),
            chance(Fraction(150), [CutOff(year, Fraction(250)) for year in (2024, 2025, 2026)]),
            chance(Fraction(150), _YEARS, obstacles=("eligibility:EN", "eligibility:subjects")),
            chance(Fraction(200), []),
        ],
        "grade_options": [
            SimpleNamespace(value=one, label=one, spoken="", checked=one == "C") for one in "ABCDEF"
        ],
    }
