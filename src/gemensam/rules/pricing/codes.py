"""What a price is for: programme, orientation with a cost of its own, cohort, and school-based or apprenticeship.

Orientations that the national price list (SKOLFS 2026:7) prices by themselves have a code here. Gy25 holds for
education that starts after 30 June 2025.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gemensam.rules.pricing.book import Cohort


class Form(StrEnum):
    """Where the education takes place. The value is the stored code."""

    SCHOOL = "school"
    APPRENTICESHIP = "apprenticeship"


@dataclass(frozen=True, slots=True, order=True)
class PriceKey:
    """What a price is for. ``orientation`` is empty for the programme's ordinary price."""

    code: str
    orientation: str = ""
    cohort: str = Cohort.GY25
    form: str = Form.SCHOOL

    @property
    def label(self) -> str:
        """Code and orientation as lists write them: ``BA``, ``ES MUS``."""
        return f"{self.code} {self.orientation}".strip()


# (programme, orientation) -> name. The letters are those of the school's own study paths, without the cohort.
NAMES: Final[dict[tuple[str, str], str]] = {
    ("BF", ""): "Barn- och fritidsprogrammet",
    ("BA", ""): "Bygg- och anläggningsprogrammet",
    ("BA", "AF"): "Bygg- och anläggningsprogrammet, anläggningsfordon",
    ("BA", "MA"): "Bygg- och anläggningsprogrammet, mark och anläggning",
    ("EE", ""): "El- och energiprogrammet",
    ("EK", ""): "Ekonomiprogrammet",
    ("ES", ""): "Estetiska programmet",
    ("ES", "MUS"): "Estetiska programmet, musik",
    ("FT", ""): "Fordons- och transportprogrammet",
    ("FT", "LAS"): "Fordons- och transportprogrammet, lastbil och mobila maskiner",
    ("FT", "TRA"): "Fordons- och transportprogrammet, transport",
    ("FR", ""): "Frisör- och stylistprogrammet",
    ("FS", ""): "Försäljnings- och serviceprogrammet",
    ("HA", ""): "Handels- och administrationsprogrammet",
    ("HV", ""): "Hantverksprogrammet",
    ("HT", ""): "Hotell- och turismprogrammet",
    ("HU", ""): "Humanistiska programmet",
    ("IN", ""): "Industritekniska programmet",
    ("NA", ""): "Naturvetenskapsprogrammet",
    ("NB", ""): "Naturbruksprogrammet",
    ("NB", "DJ"): "Naturbruksprogrammet, djurvård",
    ("NB", "HA"): "Naturbruksprogrammet, hästhållning",
    ("NB", "LA"): "Naturbruksprogrammet, lantbruk",
    ("NB", "NT"): "Naturbruksprogrammet, naturturism",
    ("NB", "SK"): "Naturbruksprogrammet, skogsbruk",
    ("NB", "TR"): "Naturbruksprogrammet, trädgård",
    ("RL", ""): "Restaurang- och livsmedelsprogrammet",
    ("SA", ""): "Samhällsvetenskapsprogrammet",
    ("TE", ""): "Teknikprogrammet",
    ("TE4", ""): "Teknikprogrammets fjärde år",
    ("VF", ""): "VVS- och fastighetsprogrammet",
    ("VO", ""): "Vård- och omsorgsprogrammet",
    ("FX", ""): "Flygteknikutbildningen",
    ("MX", ""): "Marinteknikutbildningen",
    ("SX", ""): "Sjöfartsutbildningen",
    ("TX", ""): "Tågteknikutbildningen",
    ("UX", ""): "Utbildningen samiska näringar",
    ("YX", ""): "Yrkesdansarutbildningen",
    ("IB", ""): "International Baccalaureate",
    ("IMV", ""): "Introduktionsprogram, programinriktat val",
    ("IMY", ""): "Introduktionsprogram, yrkesintroduktion",
    ("IMA", ""): "Introduktionsprogram, individuellt alternativ",
    ("IMS", ""): "Introduktionsprogram, språkintroduktion",
    ("AN", ""): "Anpassade gymnasieskolan, nationellt program",
    ("AI", ""): "Anpassade gymnasieskolan, individuellt program",
}
# Gy25 codes whose letters differ from the older code of the same education.
_RENAMED: Final = {"FL25": "FX", "MA25": "MX", "SJ25": "SX", "TA25": "TX", "YR25": "YX", "IB001": "IB"}
# Codes of the national price list as it is passed around, with how the name begins where two lists differ.
_NATIONAL: Final[dict[str, tuple[str, str, str]]] = {
    "BA_OLD": ("BA", "", Cohort.GY11),
    "BA_AF_OLD": ("BA", "AF", Cohort.GY11),
    "BA_NEW": ("BA", "", Cohort.GY25),
    "BA_MA_NEW": ("BA", "MA", Cohort.GY25),
    "FO": ("FS", "", ""),
}


def school_form(code: str) -> str:
    """Whose flat amounts a row takes: ``introduction``, ``adapted`` or ``national`` (skollagen 15-18 kap.)."""
    if code in {"IMV", "IMY", "IMA", "IMS"}:
        return "introduction"
    return "adapted" if code in {"AN", "AI"} else "national"


SCHOOL_FORMS: Final = ("national", "introduction", "adapted")


def is_running(code: str, cohort: str, year: int) -> bool:
    """Whether pupils of the cohort are at school in the calendar year (lag 2022:1089).

    The last to follow Gy11 began in August 2024 and leave in June 2027, from the adapted school a year later.
    """
    last = 2028 if school_form(code) == "adapted" else 2027
    return cohort != Cohort.GY11 or year <= last


def programme_code(programme: str) -> tuple[str, str]:
    """Price code and cohort of a programme as the supply writes it: ``BA25`` → ``("BA", "gy25")`` (SL bilaga 1).

    Introduction programmes have no cohort of their own and give an empty one.
    """
    if programme in _RENAMED:
        return _RENAMED[programme], Cohort.GY25
    if programme.endswith("25"):
        return programme[:-2], Cohort.GY25
    return programme, "" if programme.startswith("IM") else Cohort.GY11


def national_key(code: str, name: str = "") -> tuple[str, str, str] | None:
    """Programme, orientation and cohort ("" = both) of a line in the national price list (SKOLFS 2026:7).

    None when the code is unknown. The list's FS is told from our FS by its name: one list calls Frisör so.
    """
    wanted = code.strip().upper()
    if wanted in _NATIONAL:
        return _NATIONAL[wanted]
    if wanted == "FS" and name.strip().lower().startswith("frisör"):
        return "FR", "", ""
    programme, _, orientation = wanted.partition("_")
    return (programme, orientation, "") if (programme, orientation) in NAMES else None


def name_of(code: str, orientation: str = "") -> str:
    """The education's name (SL bilaga 1), or its code when it is not in the table."""
    return NAMES.get((code, orientation), f"{code} {orientation}".strip())
