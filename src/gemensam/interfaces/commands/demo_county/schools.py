"""Providers, upper-secondary schools and year-9 schools of the demo county.

Public schools bear their municipality's plausible names; independent schools and year-9 schools are invented.
School unit codes are synthetic: 99, the municipality's four digits, two serial digits (01–19 upper secondary,
20–79 year 9), for example 99228101. They are eight digits as real ones are, and belong to no one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GymnasiumFact:
    """One upper-secondary school unit. ``pull`` is how sought it is beside others with the same programme."""

    short: str
    name: str
    municipality: str
    serial: int
    provider: str  # "" = the municipality
    pull: float
    ranking: str = "default"


@dataclass(frozen=True, slots=True)
class FeederFact:
    """One school with a year 9. ``weight`` is its share of the municipality's pupils."""

    name: str
    municipality: str
    serial: int
    weight: float
    provider: str = ""


INDEPENDENT_PROVIDERS: tuple[tuple[str, str, str], ...] = (  # id, name, municipality
    ("fri-alnosundet", "Teknikskolorna i Alnösundet AB", "2281"),
    ("fri-mittnavet", "Stiftelsen Mittnavet Utbildning", "2281"),
    ("fri-sidsjo", "Sidsjö Yrkesutbildning ekonomisk förening", "2281"),
    ("fri-esplanaden", "Scenskolan Esplanaden AB", "2281"),
    ("fri-bottenhavet", "Bottenhavets Friskolor AB", "2284"),
    ("fri-skeppsbron", "Skeppsbrons Utbildning ideell förening", "2280"),
    ("fri-kvarnhjulet", "Kvarnhjulets Friskola ekonomisk förening", "2281"),
    ("fri-solgarden", "Solgårdens Waldorfförening", "2280"),
)

GYMNASIA: tuple[GymnasiumFact, ...] = (
    GymnasiumFact("HED", "Sundsvalls gymnasium, Hedbergska", "2281", 1, "", 0.95, "maths_science_first"),
    GymnasiumFact("VML", "Sundsvalls gymnasium, Västermalm", "2281", 2, "", 0.50),
    GymnasiumFact(
        "TGA", "Teknikgymnasiet Alnösundet", "2281", 3, "fri-alnosundet", 0.20, "maths_science_first"
    ),
    GymnasiumFact("MNG", "Mittnavets Gymnasium", "2281", 4, "fri-mittnavet", 0.20, "comparison"),
    GymnasiumFact("YGS", "Yrkesgymnasiet Sidsjö", "2281", 5, "fri-sidsjo", 0.10, "lottery_only"),
    GymnasiumFact("SGE", "Scengymnasiet Esplanaden", "2281", 6, "fri-esplanaden", 0.15, "comparison"),
    GymnasiumFact("HGY", "Härnösands gymnasium", "2280", 1, "", 0.25),
    GymnasiumFact("SKB", "Skeppsbrons Gymnasium", "2280", 2, "fri-skeppsbron", 0.10, "lottery_only"),
    GymnasiumFact("OGY", "Örnsköldsviks gymnasium", "2284", 1, "", 0.35),
    GymnasiumFact("BHG", "Bottenhavets Gymnasium", "2284", 2, "fri-bottenhavet", -0.05, "comparison"),
    GymnasiumFact("SOG", "Sollefteå gymnasium", "2283", 1, "", 0.15),
    GymnasiumFact("SKD", "Sollefteå gymnasium, Skedom", "2283", 2, "", 0.25),
    GymnasiumFact("TIG", "Timrå gymnasium", "2262", 1, "", 0.10),
    GymnasiumFact("ADA", "Ådalsskolan", "2282", 1, "", 0.00),
    GymnasiumFact("NVK", "Ådalsskolan, Nordvik", "2282", 2, "", 0.25),
    GymnasiumFact("BOB", "Bobergsgymnasiet", "2260", 1, "", 0.00),
)

FEEDERS: tuple[FeederFact, ...] = (
    FeederFact("Fyrvaktarskolan", "2280", 20, 0.46),
    FeederFact("Brännavallens skola", "2280", 21, 0.38),
    FeederFact("Solgårdens Waldorfskola", "2280", 22, 0.16, "fri-solgarden"),
    FeederFact("Kvarnbäcksskolan", "2281", 20, 0.16),
    FeederFact("Sågbacksskolan", "2281", 21, 0.14),
    FeederFact("Fyrklangens skola", "2281", 22, 0.13),
    FeederFact("Björkängsdalens skola", "2281", 23, 0.12),
    FeederFact("Timmerrännans skola", "2281", 24, 0.11),
    FeederFact("Strandnäbbens skola", "2281", 25, 0.10),
    FeederFact("Bergsvallsskolan", "2281", 26, 0.09),
    FeederFact("Älvkrokens skola", "2281", 27, 0.06),
    FeederFact("Kvarnhjulets friskola", "2281", 28, 0.09, "fri-kvarnhjulet"),
    FeederFact("Klockstapelns skola", "2282", 20, 0.63),
    FeederFact("Bruksallens skola", "2282", 21, 0.37),
    FeederFact("Forsnackens skola", "2283", 20, 0.58),
    FeederFact("Hallstigens skola", "2283", 21, 0.24),
    FeederFact("Fjällvägens skola", "2283", 22, 0.18),
    FeederFact("Varvsbackens skola", "2284", 20, 0.27),
    FeederFact("Skulebackens skola", "2284", 21, 0.22),
    FeederFact("Norra Moälvsskolan", "2284", 22, 0.20),
    FeederFact("Landsvägens skola", "2284", 23, 0.11),
    FeederFact("Valsverkets skola", "2284", 24, 0.11),
    FeederFact("Skärgårdsbyns skola", "2284", 25, 0.09),
    FeederFact("Laxstegens skola", "2262", 20, 0.60),
    FeederFact("Vivelsta skola", "2262", 21, 0.40),
    FeederFact("Rallarvallens skola", "2260", 20, 0.70),
    FeederFact("Spårvidgens skola", "2260", 21, 0.30),
)


def unit_code(municipality: str, serial: int) -> str:
    """The synthetic school unit code of eight digits."""
    return f"99{municipality}{serial:02d}"


def provider_id(municipality: str, provider: str) -> str:
    """An independent provider's id as it is; a municipality is ``kommun-2281``."""
    return provider or f"kommun-{municipality}"
