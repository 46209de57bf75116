"""Where municipalities are: the main town's latitude and longitude, public facts written here by hand. Data.

Used for straight-line distances and for a simplified map of our own; nothing is fetched from anywhere.
"""

from math import asin, cos, radians, sin, sqrt

POSITIONS: dict[str, tuple[float, float]] = {
    "2260": (62.525, 15.659),  # Ånge
    "2262": (62.487, 17.326),  # Timrå
    "2280": (62.632, 17.938),  # Härnösand
    "2281": (62.391, 17.307),  # Sundsvall
    "2282": (62.932, 17.777),  # Kramfors
    "2283": (63.166, 17.271),  # Sollefteå
    "2284": (63.291, 18.716),  # Örnsköldsvik
    "2132": (61.985, 17.061),  # Nordanstig
    "2184": (61.728, 17.106),  # Hudiksvall
    "2303": (63.111, 16.355),  # Ragunda
    "2305": (62.749, 15.422),  # Bräcke
    "2401": (63.568, 19.503),  # Nordmaling
}

# The outline of Västernorrland, much simplified: from the coast in the south, northwards, and back inland.
OUTLINE: tuple[tuple[float, float], ...] = (
    (62.13, 17.42), (62.27, 17.42), (62.36, 17.38), (62.42, 17.52), (62.53, 17.56), (62.62, 17.98), (62.75, 17.98),
    (62.80, 18.10), (62.93, 18.37), (63.02, 18.46), (63.10, 18.56), (63.19, 18.74), (63.23, 18.97), (63.30, 19.12),
    (63.42, 19.28), (63.60, 19.05), (63.72, 18.55), (63.90, 18.10), (64.02, 17.40), (64.05, 16.70), (63.93, 16.20),
    (63.80, 15.75), (63.60, 15.20), (63.42, 15.62), (63.25, 16.25), (63.05, 16.55), (62.90, 16.40), (62.80, 15.95),
    (62.78, 15.40), (62.70, 14.95), (62.50, 14.80), (62.30, 14.85), (62.22, 15.30), (62.28, 15.80), (62.22, 16.30),
    (62.15, 16.80),
)  # fmt: skip
_EARTH_KM = 6371.0


def kilometres(home: str, there: str) -> int | None:
    """As the crow flies between two municipalities' main towns; None where a position is not known."""
    if home not in POSITIONS or there not in POSITIONS:
        return None
    (lat1, lon1), (lat2, lon2) = ([radians(part) for part in POSITIONS[code]] for code in (home, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * _EARTH_KM * asin(sqrt(half)))
