"""Reception (mottagande) in first or second hand: Skollagen 15:33, 16:43–47, 17:19."""

from gemensam.rules.reception.classes import (
    DECIDED_FIRST_HAND,
    DECIDED_SECOND_HAND,
    FIRST_HAND,
    NO_OVERRIDE,
    SECOND_HAND,
    ReceptionDecision,
    classify,
    first_hand,
)

__all__ = [
    "DECIDED_FIRST_HAND",
    "DECIDED_SECOND_HAND",
    "FIRST_HAND",
    "NO_OVERRIDE",
    "SECOND_HAND",
    "ReceptionDecision",
    "classify",
    "first_hand",
]
