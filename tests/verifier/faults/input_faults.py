"""The input is changed after the run."""

from tests.verifier.faults.forging import Forgery, fault
from tests.verifier.faults.rounds import later, ordinary, pools, quotas


@fault("V3", ordinary)
def a_grade_is_raised_afterwards(forgery: Forgery) -> None:
    forgery.edit("grades.csv", {"applicant_id": "cia", "subject": "BL"}, grade="A")


@fault("V3", ordinary)
def the_grade_cutoff_is_moved(forgery: Forgery) -> None:
    forgery.text("round.toml", "2027-06-23T16", "2027-06-18T16")


@fault("V3", ordinary)
def a_year_of_birth_is_changed(forgery: Forgery) -> None:
    forgery.edit("applicants.csv", {"applicant_id": "gusten"}, birth_year=2008)


@fault("V3", ordinary)
def grades_become_comparable(forgery: Forgery) -> None:
    forgery.edit("applicants.csv", {"applicant_id": "ivar"}, comparable_grades="yes")


@fault("V3", ordinary)
def a_reduced_timetable_is_taken_away(forgery: Forgery) -> None:
    forgery.edit("applicants.csv", {"applicant_id": "dansk"}, reduced_timetable="no")


@fault("V3", ordinary)
def a_missing_test_is_said_to_be_passed(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "karin", "rank": 1}, test_passed="yes")


@fault("V3", pools)
def the_programme_of_an_offering_is_changed(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "INTRO"}, programme="BA25")


@fault("V2", ordinary)
def seats_are_lowered(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "DORA"}, seats=1)


@fault("V5", ordinary)
def seats_are_raised(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "DORA"}, seats=3)


@fault("V4", ordinary)
def a_choice_in_time_becomes_late(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "bo", "rank": 1}, late="yes")


@fault("V4", ordinary)
def an_applicant_is_moved_to_another_municipality(forgery: Forgery) -> None:
    forgery.edit("applicants.csv", {"applicant_id": "sven"}, home_municipality="2281")


@fault("V4", ordinary)
def a_provider_decides_on_first_hand_afterwards(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "sven", "rank": 1}, reception="first_hand")


@fault("V4", ordinary)
def an_area_is_added(forgery: Forgery) -> None:
    forgery.repeat("areas.csv", {}, municipality="2284")


@fault("V6", ordinary)
def the_lottery_seed_is_changed(forgery: Forgery) -> None:
    forgery.text("round.toml", "5e" * 32, "5f" + "5e" * 31)


@fault("V7", ordinary)
def a_ranking_rule_is_changed(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "KLARA"}, ranking="lot")


@fault("V2", quotas)
def an_approval_for_free_quota_is_taken_back(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "cia", "rank": 1}, free_quota="no")


@fault("V2", quotas)
def free_quota_seats_are_taken_away(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "FRI"}, free_quota_seats=0)


@fault("V2", quotas)
def test_seats_are_taken_away(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "ESTET"}, test_seats=0)


@fault("V4", quotas)
def test_points_are_raised(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "olga", "rank": 1}, test_points="140")


@fault("V2", pools)
def pool_seats_are_lowered(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"pool": "bygg"}, pool_seats=2)


@fault("V2", pools)
def the_order_of_a_pool_is_turned(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "BYGG"}, pool_order=3)


@fault("V2", later)
def a_held_place_is_added(forgery: Forgery) -> None:
    forgery.repeat("held.csv", {}, applicant_id="nina")


@fault("V2", later)
def a_held_place_is_removed(forgery: Forgery) -> None:
    forgery.drop("held.csv", applicant_id="hera")


@fault("V11", later)
def one_who_left_the_queue_is_said_to_stay(forgery: Forgery) -> None:
    forgery.edit("held.csv", {"applicant_id": "hugo"}, keep_reserve="yes")


@fault("V1", ordinary)
def a_choice_is_added(forgery: Forgery) -> None:
    forgery.repeat("choices.csv", {"applicant_id": "rosa"}, rank=2, offering_id="DORA")


@fault("V11", ordinary)
def a_choice_is_removed(forgery: Forgery) -> None:
    forgery.drop("choices.csv", applicant_id="bo", rank=3)


@fault("V11", ordinary)
def an_offering_is_reopened(forgery: Forgery) -> None:
    forgery.edit("offerings.csv", {"offering_id": "NEJ"}, cancelled="no")
