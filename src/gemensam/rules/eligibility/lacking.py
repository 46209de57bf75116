"""How much is missing, for the one who wants to know what to work on. SL 16:30–31, 17:10."""

from collections.abc import Sequence

from gemensam.rules.eligibility.passes import pass_table
from gemensam.rules.eligibility.requirements import IMV, NATIONAL, programme_requirements
from gemensam.rules.eligibility.rulesets import EligibilityRules
from gemensam.rules.terms import SubjectGrade, grade_columns


def others_lacking(
    person_grades: Sequence[SubjectGrade], programme: str, base_programme: str, rules: EligibilityRules
) -> int:
    """How many passes in other subjects than Swedish, English and mathematics are missing; 0 = none.

    SL 16:30–31 for national programmes, SL 17:10 for IMV; the other introduction programmes ask for none. ValueError
    as programme_requirements, KeyError for an unknown subject or grade.
    """
    needs = programme_requirements([programme], [base_programme], rules)
    passed = pass_table(grade_columns([person_grades]), 1, rules)
    form = int(needs.form[0])
    if form == NATIONAL:
        needed = int(needs.others[0])
    elif form == IMV:
        both = bool(passed.english[0] and passed.maths[0])
        needed = rules.introduction_others_with_both if both else rules.introduction_others_with_one
    else:
        needed = 0
    return max(needed - int(passed.others[0]), 0)
