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
from gemensam.rules.reception.late import LateFirstHand, queued_reception
from gemensam.rules.reception.statement import (
    NOT_NEEDED,
    NOT_OFFERED,
    OWN,
    PARTNER,
    StatementAnswer,
    proposed_statement,
    statement_needed,
)

__all__ = [
    "DECIDED_FIRST_HAND",
    "DECIDED_SECOND_HAND",
    "FIRST_HAND",
    "NOT_NEEDED",
    "NOT_OFFERED",
    "NO_OVERRIDE",
    "OWN",
    "PARTNER",
    "SECOND_HAND",
    "LateFirstHand",
    "ReceptionDecision",
    "StatementAnswer",
    "classify",
    "first_hand",
    "proposed_statement",
    "queued_reception",
    "statement_needed",
]
