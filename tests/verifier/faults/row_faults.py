"""Rows of placements.csv that do not say what is true."""

from tests.verifier.faults.forging import Forgery, fault
from tests.verifier.faults.rounds import later, ordinary, pools, quotas

ROWS = "placements.csv"


@fault("V1", ordinary)
def a_row_is_dropped(forgery: Forgery) -> None:
    forgery.drop(ROWS, applicant_id="bo", offering_id="KLARA")


@fault("V1", ordinary)
def a_row_is_doubled(forgery: Forgery) -> None:
    forgery.repeat(ROWS, {"applicant_id": "bo", "offering_id": "KLARA"})


@fault("V1", ordinary)
def two_places_for_one_applicant(forgery: Forgery) -> None:
    forgery.placement("anna", "STORA", status="admitted", seat_kind="merit", reason="")


@fault("V1", ordinary)
def a_row_is_for_another_offering_than_the_choice(forgery: Forgery) -> None:
    forgery.placement("bo", "KLARA", offering_id="PROV")


@fault("V11", ordinary)
def an_applicant_is_missing(forgery: Forgery) -> None:
    forgery.drop(ROWS, applicant_id="rosa")


@fault("V11", ordinary)
def an_unknown_applicant_is_added(forgery: Forgery) -> None:
    forgery.repeat(ROWS, {"applicant_id": "rosa"}, applicant_id="rolf")


@fault("V11", ordinary)
def a_choice_that_was_never_made_is_added(forgery: Forgery) -> None:
    forgery.repeat(ROWS, {"applicant_id": "rosa"}, rank=2, offering_id="DORA", status="struck")


@fault("V11", ordinary)
def a_status_is_an_unknown_word(forgery: Forgery) -> None:
    forgery.placement("bo", "KLARA", status="withdrawn")


@fault("V11", ordinary)
def a_struck_choice_is_shown_as_reserve(forgery: Forgery) -> None:
    forgery.placement("bo", "KLARA", status="reserve", reserve_position=1, reason="merit:below")


@fault("V11", ordinary)
def a_reserve_is_shown_as_struck(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", status="struck", reserve_position="", reason="choice:higher_admitted")


@fault("V11", ordinary)
def a_cancelled_choice_is_shown_as_reserve(forgery: Forgery) -> None:
    forgery.placement("eva", "NEJ", status="reserve", reserve_position=1, reason="merit:below")


@fault("V11", later)
def a_choice_shut_out_by_a_held_place_is_shown_as_reserve(forgery: Forgery) -> None:
    forgery.placement("hugo", "DROM", status="reserve", reserve_position=2, reason="merit:below")


@fault("V3", ordinary)
def an_eligible_applicant_is_refused_as_ineligible(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", status="ineligible", reserve_position="", reason="eligibility:MA")


@fault("V3", ordinary)
def an_ineligible_applicant_is_shown_as_reserve(forgery: Forgery) -> None:
    forgery.placement("fia", "DORA", status="reserve", reserve_position=5, reason="merit:below")


@fault("V3", ordinary)
def the_wrong_subject_is_said_to_be_missing(forgery: Forgery) -> None:
    forgery.placement("fia", "DORA", reason="eligibility:EN")


@fault("V3", ordinary)
def age_is_said_to_be_the_obstacle_when_it_is_not(forgery: Forgery) -> None:
    forgery.placement("hanna", "STORA", reason="eligibility:age")


@fault("V3", pools)
def an_introduction_refuses_for_a_subject_that_is_passed(forgery: Forgery) -> None:
    forgery.placement("ulla", "INTRO", status="ineligible", seat_kind="", reason="eligibility:SV")


@fault("V3", ordinary)
def a_merit_is_changed(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", merit="202.5")


@fault("V3", ordinary)
def a_scaled_merit_is_rounded_away(forgery: Forgery) -> None:
    forgery.placement("dansk", "STORA", merit="256.5")


@fault("V3", ordinary)
def a_merit_is_given_where_grades_cannot_be_compared(forgery: Forgery) -> None:
    forgery.placement("ivar", "DORA", merit="320.0")


@fault("V3", ordinary)
def a_merit_is_missing(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", merit="")


@fault("V3", ordinary)
def a_merit_is_not_a_number(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", merit="tvåhundra")


@fault("V7", ordinary)
def a_loss_on_reception_is_called_a_loss_on_merit(forgery: Forgery) -> None:
    forgery.placement("sven", "DORA", reason="merit:below")


@fault("V7", ordinary)
def a_loss_on_lateness_is_called_a_loss_on_merit(forgery: Forgery) -> None:
    forgery.placement("lena", "DORA", reason="merit:below")


@fault("V7", ordinary)
def a_tie_is_said_to_be_lost_on_the_wrong_step(forgery: Forgery) -> None:
    forgery.placement("eva", "KLARA", reason="tie:lottery")


@fault("V7", ordinary)
def a_lottery_loss_is_called_a_loss_on_merit(forgery: Forgery) -> None:
    forgery.placement("tyra", "LOTTA", reason="merit:below")


@fault("V7", ordinary)
def an_admitted_row_gives_a_reason_for_refusal(forgery: Forgery) -> None:
    forgery.placement("anna", "DORA", reason="merit:below")


@fault("V7", ordinary)
def a_struck_row_gives_another_reason(forgery: Forgery) -> None:
    forgery.placement("anna", "STORA", reason="merit:below")


@fault("V7", ordinary)
def a_cancelled_row_gives_another_reason(forgery: Forgery) -> None:
    forgery.placement("eva", "NEJ", reason="choice:higher_admitted")


@fault("V7", quotas)
def one_not_approved_is_told_that_merit_was_too_low(forgery: Forgery) -> None:
    forgery.placement("jon", "HEM", reason="merit:below")


@fault("V7", ordinary)
def two_sort_keys_are_swapped(forgery: Forgery) -> None:
    first = forgery.cell(ROWS, "sort_key", applicant_id="anna", offering_id="DORA")
    second = forgery.cell(ROWS, "sort_key", applicant_id="bo", offering_id="DORA")
    forgery.placement("anna", "DORA", sort_key=second)
    forgery.placement("bo", "DORA", sort_key=first)


@fault("V10", ordinary)
def a_reserve_number_is_wrong(forgery: Forgery) -> None:
    forgery.placement("sven", "DORA", reserve_position=5)


@fault("V10", ordinary)
def two_reserve_numbers_are_swapped(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", reserve_position=2)
    forgery.placement("lena", "DORA", reserve_position=1)


@fault("V10", ordinary)
def reserve_numbers_begin_with_nought(forgery: Forgery) -> None:
    forgery.placement("eva", "KLARA", reserve_position=0)


@fault("V10", ordinary)
def a_reserve_number_is_missing(forgery: Forgery) -> None:
    forgery.placement("eva", "KLARA", reserve_position="")


@fault("V10", ordinary)
def a_struck_choice_has_a_reserve_number(forgery: Forgery) -> None:
    forgery.placement("bo", "KLARA", reserve_position=2)


@fault("V11", ordinary)
def a_seat_kind_stands_on_a_reserve_row(forgery: Forgery) -> None:
    forgery.placement("cia", "DORA", seat_kind="merit")


@fault("V2", ordinary)
def an_admitted_row_has_no_seat_kind(forgery: Forgery) -> None:
    forgery.placement("anna", "DORA", seat_kind="")


@fault("V2", quotas)
def an_ordinary_seat_is_called_a_test_seat(forgery: Forgery) -> None:
    forgery.placement("moa", "ESTET", seat_kind="merit")
    forgery.placement("nils", "ESTET", seat_kind="test")


@fault("V12", ordinary)
def a_column_about_protected_persons_is_added(forgery: Forgery) -> None:
    columns, rows = forgery.table(ROWS)
    forgery.save(ROWS, [*columns, "security_marking"], [row | {"security_marking": "none"} for row in rows])
