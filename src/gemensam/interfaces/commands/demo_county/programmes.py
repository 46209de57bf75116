"""The national programmes as the demo needs them: names, how sought they are, and by whom.

Codes and orientations follow Skollagen appendix 1 and Gymnasieförordningen appendix 1. The shares are rounded
from Skolverket's published figures on applicants, shifted towards the vocational programmes as a northern
county has it; the shares of women are rounded from general knowledge. They are for invented people only.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """One national programme: its name, share of first choices (per cent), share of women and pull of good
    grades.
    """

    letters: str
    name: str
    vocational: bool
    share: float
    women: float
    grade_pull: float  # how much a spread better grades adds to the wish

    @property
    def code(self) -> str:
        """The code from the 2025 syllabus."""
        return f"{self.letters}25"


PROGRAMMES: tuple[Programme, ...] = (
    Programme("BF", "Barn- och fritidsprogrammet", True, 4.2, 0.68, -0.55),
    Programme("BA", "Bygg- och anläggningsprogrammet", True, 5.4, 0.10, -0.40),
    Programme("EE", "El- och energiprogrammet", True, 7.2, 0.06, -0.15),
    Programme("FT", "Fordons- och transportprogrammet", True, 6.6, 0.17, -0.60),
    Programme("FR", "Frisör- och stylistprogrammet", True, 1.9, 0.93, -0.25),
    Programme("FS", "Försäljnings- och serviceprogrammet", True, 1.9, 0.48, -0.60),
    Programme("HT", "Hotell- och turismprogrammet", True, 0.8, 0.74, -0.20),
    Programme("IN", "Industritekniska programmet", True, 3.8, 0.13, -0.45),
    Programme("NB", "Naturbruksprogrammet", True, 4.2, 0.71, -0.25),
    Programme("RL", "Restaurang- och livsmedelsprogrammet", True, 2.2, 0.54, -0.45),
    Programme("VF", "VVS- och fastighetsprogrammet", True, 1.8, 0.04, -0.45),
    Programme("VO", "Vård- och omsorgsprogrammet", True, 4.6, 0.79, -0.35),
    Programme("EK", "Ekonomiprogrammet", False, 15.0, 0.53, 0.25),
    Programme("ES", "Estetiska programmet", False, 6.0, 0.63, 0.10),
    Programme("HU", "Humanistiska programmet", False, 0.5, 0.76, 0.30),
    Programme("NA", "Naturvetenskapsprogrammet", False, 11.5, 0.56, 1.00),
    Programme("SA", "Samhällsvetenskapsprogrammet", False, 14.4, 0.64, 0.10),
    Programme("TE", "Teknikprogrammet", False, 8.8, 0.21, 0.50),
)
BY_LETTERS: dict[str, Programme] = {programme.letters: programme for programme in PROGRAMMES}

# Programmes that the same pupils consider: who wants one of them easily wants another.
FIELDS: tuple[tuple[str, ...], ...] = (
    ("BA", "EE", "FT", "IN", "VF"), ("BF", "VO", "FR"), ("FS", "HT", "RL"), ("EK", "SA", "HU"), ("NA", "TE"),
    ("ES",), ("NB",),
)  # fmt: skip

# Orientations that begin in year 1 (ES, FR, IN, NB), and the profiles that are sold as offerings of their
# own.
ORIENTATIONS: dict[str, str] = {
    "ESBIL": "bild och formgivning", "ESDAN": "dans", "ESEST": "estetik och media", "ESMUS": "musik",
    "ESTEA": "teater", "FRBAR": "barberare", "FRFRI": "frisör", "FRHAR": "hår- och makeupstylist",
    "INDRI": "driftsäkerhet och underhåll", "INPRC": "processteknik", "INPRO": "produkt och maskinteknik",
    "INSVE": "svetsteknik", "NBDJU": "djurvård", "NBHAS": "hästhållning", "NBLAN": "lantbruk",
    "NBNAT": "naturturism", "NBSKO": "skogsbruk", "NBTRA": "trädgård",
}  # fmt: skip


def indefinite(letters: str) -> str:
    """The programme's name inside a sentence: "mot bygg- och anläggningsprogrammet"."""
    name = BY_LETTERS[letters].name
    return name if name.startswith("VVS") else name[0].lower() + name[1:]
