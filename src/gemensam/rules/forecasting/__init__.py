"""Forecasts in words and how good they were. Practice: no law says how a chance is to be told.

Exact: shares are fractions of draws, bounds are rounded outwards, nothing is a floating-point number.
"""

from gemensam.rules.forecasting.calibration import Bin, Calibration, calibration
from gemensam.rules.forecasting.likelihood import Likelihood, Word, likelihood

__all__ = ["Bin", "Calibration", "Likelihood", "Word", "calibration", "likelihood"]
