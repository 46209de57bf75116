"""What the rules need: the round's rows as tables of the open format, and people's files as typed rows."""

from gemensam.domains.admissions.inputs.round_tables import own_ranks, round_settings, round_tables

__all__ = ["own_ranks", "round_settings", "round_tables"]
