"""Who goes to school where in the demo's payments, and what is agreed. Invented, in plausible proportions."""

from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.names_family import SWEDISH
from gemensam.interfaces.commands.demo_county.names_given import BOYS_2011, GIRLS_2011

# Municipality that gets paid: school unit code, municipality of residence, programme, pupils.
FLOWS: dict[str, tuple[tuple[str, str, str, int], ...]] = {
    "2281": (
        ("99228101", "2262", "NA", 85), ("99228101", "2262", "EK", 60), ("99228102", "2260", "BA", 22),
        ("99228102", "2280", "VO", 12), ("99228101", "2282", "TE", 6),
    ),
    "2262": (("99226201", "2281", "BF", 9),),
    "2283": (("99228301", "2282", "VO", 15),),
    "2282": (("99228201", "2283", "BF", 11),),
    "2280": (("99228001", "2282", "EK", 24), ("99228001", "2281", "BA", 15), ("99228001", "2284", "EK", 7)),
    "2284": (("99228401", "2280", "EK", 4),),
}  # fmt: skip
PROFILES = {
    "2280": "habo", "2281": "orebro", "2282": "habo", "2283": "orebro", "2284": "orebro", "2262": "habo",
    "2260": "daily",
}  # fmt: skip
ADDRESSES = {
    "2280": ("Nybrogatan 8", "871 80", "Härnösand"),
    "2281": ("Norrmalmsgatan 4", "851 85", "Sundsvall"),
    "2282": ("Torggatan 4", "872 80", "Kramfors"),
    "2283": ("Djupövägen 3", "881 80", "Sollefteå"),
    "2284": ("Järnvägsgatan 6", "891 88", "Örnsköldsvik"),
    "2262": ("Köpmangatan 14", "861 82", "Timrå"),
    "2260": ("Torggatan 10", "841 81", "Ånge"),
}


def names(dice: Dice, count: int) -> list[str]:
    """Names of invented pupils."""
    given = GIRLS_2011 + BOYS_2011
    first = dice.whole(0, len(given) - 1, count)
    last = dice.whole(0, len(SWEDISH) - 1, count)
    return [
        f"{given[one]} {SWEDISH[other]}" for one, other in zip(first.tolist(), last.tolist(), strict=True)
    ]
