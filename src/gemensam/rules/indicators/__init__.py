"""Figures that may be published: small cells, shares, intervals."""

from gemensam.rules.indicators.small_cells import PublicOutcome, public_outcome

__all__ = ["PublicOutcome", "public_outcome"]
