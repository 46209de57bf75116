"""Figures that may be published: small cells, shares, intervals."""

from gemensam.rules.indicators.flows import PublicFlow, public_flow
from gemensam.rules.indicators.past_cut_offs import PublicCutOff, may_show_median, public_cut_off
from gemensam.rules.indicators.small_cells import LOWEST_THRESHOLD, PublicOutcome, public_outcome

__all__ = [
    "LOWEST_THRESHOLD",
    "PublicCutOff",
    "PublicFlow",
    "PublicOutcome",
    "may_show_median",
    "public_cut_off",
    "public_flow",
    "public_outcome",
]
