"""The texts of ``gemensam chances`` in English."""

from typing import Final

POINT: Final = "."
WORDS: Final = {
    "very_likely": "very likely",
    "likely": "likely",
    "uncertain": "uncertain",
    "unlikely": "not likely",
}
INTERVAL: Final = "{word} ({low} to {high} of 100 draws)"
HEAD: Final = "{draws} draws. In each draw other people apply and the lottery is new."
NO_LAW: Final = "It is an estimate, not a promise. It tells how it usually goes, not how it will go."
APPLICANT: Final = "Applicant {applicant}. Any of the choices: {answer}"
CHOICE: Final = "Choice {rank}: {offering} ({programme}) – {answer}"
OFFERING: Final = (
    "{offering} ({programme}), for one who is received first hand, applies in time "
    "and has it as first choice:"
)
BAND: Final = "  merit {low}–{high}: {answer}"
SUPPLY_COLUMNS: Final = ("very likely from", "likely from", "not likely below")
SUPPLY: Final = "Offering"
NEVER: Final = "–"
CALIBRATION: Final = (
    "Forecast against outcome, {number} choices. Brier {brier}, against {base} if all had had one forecast."
)
BIN: Final = "  {low}–{high} of 100: {forecasts} forecasts, {came_true} came true ({share} of 100)"
EMPTY_BIN: Final = "  {low}–{high} of 100: no forecasts"

FAULTS: Final = {
    "draws": "--draws must be 1 to 1000000.",
    "seed": "--seed must be 1 to 64 hexadecimal digits.",
    "workers": "--workers must be a number from 1 to 1024, or dask://host:port.",
    "no_dask": "--workers dask:// needs the extra gemensam[dask]. Install it on this computer and in the cluster.",
    "held": "Chances are reckoned only for a round without held places.",
    "applicant": "No applicant in the round has the id {value}.",
    "offering": "No offering in the round has the id {value}.",
    "outcome": "The outcome has no choices in common with the round.",
}
