"""Every seeded kind of fault is found, under the property that it breaks; a right result gives none."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from gemensam_verifier import texts_sv, verify
from tests.verifier.faults import (  # noqa: F401 - each fills the list of kinds of fault
    figure_faults,
    input_faults,
    manifest_faults,
    row_faults,
    seat_faults,
)
from tests.verifier.faults.forging import FAULTS, Fault, Forgery
from tests.verifier.faults.rounds import ROUNDS
from tests.verifier.oracle_output import admit

# For everything that the verifier can say, a seeded fault of which it says so.
SAYS = {
    ("V0", "input_changed"): "an_input_file_is_changed_without_effect_on_the_result",
    ("V0", "input_gone"): "the_manifest_names_a_file_that_is_not_there",
    ("V0", "input_not_in_manifest"): "an_input_file_is_left_out_of_the_manifest",
    ("V0", "output_changed"): "the_rows_of_the_result_are_put_in_another_order",
    ("V0", "output_gone"): "the_manifest_names_an_output_that_is_not_there",
    ("V0", "output_not_in_manifest"): "a_file_is_slipped_into_the_result",
    ("V0", "wrong_result_hash"): "the_result_hash_is_changed",
    ("V0", "wrong_rules"): "the_manifest_names_other_rules",
    ("V1", "missing_row"): "a_row_is_dropped",
    ("V1", "other_offering"): "a_row_is_for_another_offering_than_the_choice",
    ("V1", "repeated_row"): "a_row_is_doubled",
    ("V1", "two_places"): "two_places_for_one_applicant",
    ("V2", "held_lost"): "a_held_place_is_lost",
    ("V2", "held_moved"): "one_who_left_the_queue_is_moved_up",
    ("V2", "no_right_to_seat"): "an_empty_ordinary_seat_goes_to_one_who_may_only_have_quota",
    ("V2", "overfull"): "a_member_of_a_pool_is_filled_beyond_its_own_seats",
    ("V2", "pool_order"): "the_later_member_of_a_pool_takes_from_the_earlier",
    ("V2", "pool_overfull"): "pool_seats_are_lowered",
    ("V2", "quota_overfull"): "free_quota_seats_are_taken_away",
    ("V2", "seat_kind"): "a_held_place_is_called_an_ordinary_one",
    ("V2", "seat_rule"): "an_approval_for_free_quota_is_taken_back",
    ("V2", "test_overfull"): "test_seats_are_overfull",
    ("V3", "ineligible_admitted"): "somebody_too_old_is_admitted",
    ("V3", "wrong_merit"): "a_merit_is_changed",
    ("V3", "wrong_reason"): "age_is_said_to_be_the_obstacle_when_it_is_not",
    ("V3", "wrong_status"): "an_ineligible_applicant_is_shown_as_reserve",
    ("V4", "passed_over"): "an_applicant_without_comparable_grades_takes_an_ordinary_seat",
    ("V4", "seat_to_unentitled"): "somebody_eligible_takes_a_seat_of_the_introduction",
    ("V5", "better_result"): "two_alone_are_swapped_to_the_worst_result",
    ("V5", "better_ring"): "a_ring_of_five_is_turned_against_the_pupils",
    ("V5", "empty_seat"): "a_seat_is_empty_though_somebody_wants_it",
    ("V6", "passed_over"): "a_tie_is_broken_against_the_lottery",
    ("V6", "wrong_sort_key"): "the_lottery_seed_is_changed",
    ("V7", "passed_over"): "a_tie_is_broken_against_the_choice_rank",
    ("V7", "wrong_reason"): "a_cancelled_row_gives_another_reason",
    ("V7", "wrong_sort_key"): "two_sort_keys_are_swapped",
    ("V10", "position_without_reserve"): "a_struck_choice_has_a_reserve_number",
    ("V10", "wrong_position"): "a_reserve_number_is_missing",
    ("V11", "closed_admitted"): "somebody_is_admitted_to_a_cancelled_offering",
    ("V11", "foreign_row"): "a_choice_that_was_never_made_is_added",
    ("V11", "kind_without_place"): "a_seat_kind_stands_on_a_reserve_row",
    ("V11", "missing_applicant"): "an_applicant_is_missing",
    ("V11", "wrong_status"): "a_status_is_an_unknown_word",
    ("V12", "foreign_column"): "a_column_about_protected_persons_is_added",
    ("V13", "foreign_cutoff"): "an_offering_has_two_rows_of_cutoffs",
    ("V13", "missing_cutoff"): "an_offering_is_left_out_of_the_cutoffs",
    ("V13", "summary_key"): "a_municipality_is_left_out",
    ("V13", "wrong_cutoff"): "a_tie_at_the_cutoff_is_hidden",
    ("V13", "wrong_summary"): "a_municipality_is_counted_wrongly",
}

RECOMPUTABLE = [fault for fault in FAULTS if not fault.on_manifest]


@pytest.fixture(scope="session")
def right(tmp_path_factory):
    """Folder and result of a correct round, made once for each kind of round."""

    @cache
    def make(market) -> tuple[Path, Path]:
        base = tmp_path_factory.mktemp(market.__name__)
        folder = market().write(base / "round")
        return folder, admit(folder, base / "result")

    return make


def forged(right, fault: Fault, path: Path) -> Forgery:
    """A copy of the correct round with the fault in it."""
    folder, result = right(fault.market)
    forgery = Forgery(shutil.copytree(folder, path / "round"), shutil.copytree(result, path / "result"))
    fault.forge(forgery)
    return forgery


def named(forgery: Forgery) -> set[str]:
    return {violation.prop for violation in verify(forgery.folder, forgery.result).violations}


@pytest.mark.parametrize("market", ROUNDS, ids=lambda market: market.__name__)
def test_verify_right_result_has_no_violation(right, market):
    report = verify(*right(market))
    assert report.violations == ()
    assert report.hold == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_verify_fault_with_old_manifest_is_found(right, tmp_path, fault):
    assert {"V0", fault.prop} <= named(forged(right, fault, tmp_path))


@pytest.mark.parametrize("fault", RECOMPUTABLE, ids=lambda fault: fault.name)
def test_verify_fault_with_recomputed_manifest_is_found(right, tmp_path, fault):
    forgery = forged(right, fault, tmp_path)
    forgery.recompute_manifest()
    found = named(forgery)
    assert fault.prop in found
    assert "V0" not in found


def test_faults_at_least_fifty_kinds_with_recomputed_manifest():
    assert len({fault.name for fault in RECOMPUTABLE}) == len(RECOMPUTABLE)
    assert len(RECOMPUTABLE) >= 50
    assert {fault.prop for fault in FAULTS} == {f"V{number}" for number in range(14)} - {"V8", "V9"}


@pytest.mark.slow
def test_verify_seeded_fault_is_told_by_every_code_that_there_is(right, tmp_path):
    faults = {fault.name: fault for fault in FAULTS}
    said, told = {}, {}
    for told_by, name in SAYS.items():
        if name not in told:
            forgery = forged(right, faults[name], tmp_path / name)
            if not faults[name].on_manifest:
                forgery.recompute_manifest()
            told[name] = {(one.prop, one.code) for one in verify(forgery.folder, forgery.result).violations}
        said[told_by] = told_by in told[name]
    assert [told_by for told_by, is_said in said.items() if not is_said] == []
    assert {code for _, code in SAYS} == set(texts_sv.VIOLATIONS)
