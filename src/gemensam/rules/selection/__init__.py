"""Selection (urval): who goes before whom at an offering. GF 7:2–5 and the rules of the offices."""

from gemensam.rules.selection.lottery import lottery_number, lottery_numbers
from gemensam.rules.selection.order import (
    ApplicantFigures,
    ChoiceColumns,
    OrderTable,
    comparison_keys,
    order_table,
    positions,
)
from gemensam.rules.selection.persons import Candidate, RankedCandidate, rank
from gemensam.rules.selection.ranking import (
    CRITERIA,
    DEFAULT_RULE,
    TIE_BREAK_RULES,
    RankingRule,
    ranking_faults,
    steps_of,
)
from gemensam.rules.selection.skill_tests import (
    NOT_TESTED,
    SKILL_TEST_SCALES,
    SkillTestResult,
    SkillTestScale,
    choice_points,
    lacks_skill_test,
    skill_test_result,
)

__all__ = [
    "CRITERIA",
    "DEFAULT_RULE",
    "NOT_TESTED",
    "SKILL_TEST_SCALES",
    "TIE_BREAK_RULES",
    "ApplicantFigures",
    "Candidate",
    "ChoiceColumns",
    "OrderTable",
    "RankedCandidate",
    "RankingRule",
    "SkillTestResult",
    "SkillTestScale",
    "choice_points",
    "comparison_keys",
    "lacks_skill_test",
    "lottery_number",
    "lottery_numbers",
    "order_table",
    "positions",
    "rank",
    "ranking_faults",
    "skill_test_result",
    "steps_of",
]
