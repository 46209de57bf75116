"""Systematic quality work and equal grades (systematiskt kvalitetsarbete)."""
