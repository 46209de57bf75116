"""Eligibility (behörighet): Skollagen 15:5–6, 16:30–33, 17:10–12, Gymnasieförordningen 7:1."""

from gemensam.rules.eligibility.decisions import (
    ApplicantFacts,
    Circumstances,
    EligibilityDecision,
    decide,
    eligibility_codes,
)
from gemensam.rules.eligibility.lacking import others_lacking
from gemensam.rules.eligibility.obstacles import (
    ELIGIBILITY_CODES,
    GRADE_OBSTACLES,
    Obstacle,
    obstacle_codes,
)
from gemensam.rules.eligibility.passes import PassTable, pass_table
from gemensam.rules.eligibility.requirements import (
    Requirements,
    is_known_programme,
    programme_requirements,
)
from gemensam.rules.eligibility.rulesets import RULES, EligibilityRules, in_force

__all__ = [
    "ELIGIBILITY_CODES",
    "GRADE_OBSTACLES",
    "RULES",
    "ApplicantFacts",
    "Circumstances",
    "EligibilityDecision",
    "EligibilityRules",
    "Obstacle",
    "PassTable",
    "Requirements",
    "decide",
    "eligibility_codes",
    "in_force",
    "is_known_programme",
    "obstacle_codes",
    "others_lacking",
    "pass_table",
    "programme_requirements",
]
