"""Merit value (meritvärde): Gymnasieförordningen 7 kap. 4 §."""

from gemensam.rules.merit.rulesets import RULES, MeritRules, in_force
from gemensam.rules.merit.supplement import NO_CUTOFF, effective_rows
from gemensam.rules.merit.values import CountedGrade, Merit, MeritTable, merit_value, merit_values

__all__ = [
    "NO_CUTOFF",
    "RULES",
    "CountedGrade",
    "Merit",
    "MeritRules",
    "MeritTable",
    "effective_rows",
    "in_force",
    "merit_value",
    "merit_values",
]
