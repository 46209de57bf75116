"""Forecasts in words and how good they were. Practice: no law says how a chance is to be told.

Exact: shares are fractions of draws, bounds are rounded outwards, nothing is a floating-point number.
"""

from gemensam.rules.forecasting.bands import (
    FAR,
    NEAR,
    RISKS_NO_SEAT,
    ROOM,
    Band,
    Chance,
    Compared,
    CutOff,
    ListRisk,
    chance,
    list_risk,
)
from gemensam.rules.forecasting.calibration import Bin, Calibration, calibration
from gemensam.rules.forecasting.likelihood import Likelihood, Word, likelihood

__all__ = [
    "FAR",
    "NEAR",
    "RISKS_NO_SEAT",
    "ROOM",
    "Band",
    "Bin",
    "Calibration",
    "Chance",
    "Compared",
    "CutOff",
    "Likelihood",
    "ListRisk",
    "Word",
    "calibration",
    "chance",
    "likelihood",
    "list_risk",
]
