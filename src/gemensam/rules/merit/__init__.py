"""Merit value (meritvärde): Gymnasieförordningen 7 kap. 4 §."""

from gemensam.rules.merit.raising import OneStepUp, next_grade, steps_up
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
    "OneStepUp",
    "effective_rows",
    "in_force",
    "merit_value",
    "merit_values",
    "next_grade",
    "steps_up",
]
