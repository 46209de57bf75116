"""The home municipality's statement: skollagen 16 kap. 48 § and 44 § 2, 15 kap. 30 a § and 33 §; scenario 11."""

import pytest

from gemensam.rules.reception import proposed_statement, statement_needed


def test_statement_is_asked_for_by_public_schools_and_never_by_independent_ones():
    assert (statement_needed(public=True), statement_needed(public=False)) == (True, False)


@pytest.mark.parametrize(
    ("public", "at_home", "by_agreement", "answer"),
    [
        (True, True, True, "own"),
        (True, False, True, "partner"),
        (True, False, False, "not_offered"),
        (False, True, True, "not_needed"),
        (False, False, False, "not_needed"),
    ],
)
def test_proposal_says_what_the_supply_says(public, at_home, by_agreement, answer):
    found = proposed_statement(public=public, offered_at_home=at_home, offered_by_agreement=by_agreement)
    assert found == answer
