"""The texts of ``gemensam chances`` in Swedish."""

from typing import Final

POINT: Final = ","
WORDS: Final = {
    "very_likely": "mycket troligt",
    "likely": "troligt",
    "uncertain": "osäkert",
    "unlikely": "inte troligt",
}
INTERVAL: Final = "{word} ({low} till {high} av 100 dragningar)"
HEAD: Final = "{draws} dragningar. I varje dragning söker andra människor och lotten är ny."
NO_LAW: Final = "Det är en bedömning, inget löfte. Den säger hur det brukar gå, inte hur det går."
APPLICANT: Final = "Sökande {applicant}. Något av valen: {answer}"
CHOICE: Final = "Val {rank}: {offering} ({programme}) – {answer}"
OFFERING: Final = (
    "{offering} ({programme}), för den som är mottagen i första hand, söker i tid och har det som första val:"
)
BAND: Final = "  meritvärde {low}–{high}: {answer}"
SUPPLY_COLUMNS: Final = ("mycket troligt från", "troligt från", "inte troligt under")
SUPPLY: Final = "Utbildning"
NEVER: Final = "–"
CALIBRATION: Final = (
    "Prognos mot utfall, {number} val. Brier {brier}, mot {base} om alla hade fått samma prognos."
)
BIN: Final = "  {low}–{high} av 100: {forecasts} prognoser, {came_true} slog in ({share} av 100)"
EMPTY_BIN: Final = "  {low}–{high} av 100: inga prognoser"

FAULTS: Final = {
    "draws": "--draws ska vara 1 till 1000000.",
    "seed": "--seed ska vara 1 till 64 hexadecimala siffror.",
    "workers": "--workers ska vara ett antal från 1, eller dask://värd:port.",
    "no_dask": "--workers dask:// behöver tillägget gemensam[dask]. Installera det på den här datorn och i klustret.",
    "held": "Chanser räknas bara för en omgång utan hållna platser.",
    "applicant": "Ingen sökande i omgången har id {value}.",
    "offering": "Ingen utbildning i omgången har id {value}.",
    "outcome": "Utfallet har inga val gemensamma med omgången.",
}
