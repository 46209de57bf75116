"""Wrong seats, where the forger has made every other row and figure agree with them."""

from tests.verifier.faults.forging import Forgery, fault
from tests.verifier.faults.rounds import (
    crossing,
    later,
    long_crossing,
    ordinary,
    pools,
    quotas,
    small_crossing,
)


@fault("V4", ordinary)
def two_admitted_are_swapped(forgery: Forgery) -> None:
    forgery.seat(bo=(3, "merit"), cia=(1, "merit"))


@fault("V4", ordinary)
def a_late_choice_goes_before_one_in_time(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "lena", "rank": 1}, late="no")
    forgery.seat()
    forgery.edit("choices.csv", {"applicant_id": "lena", "rank": 1}, late="yes")


@fault("V4", ordinary)
def second_hand_goes_before_first_hand(forgery: Forgery) -> None:
    forgery.seat(bo=(3, "merit"), sven=(1, "merit"))


@fault("V4", ordinary)
def the_best_is_left_out_altogether(forgery: Forgery) -> None:
    forgery.seat(anna=None, cia=(1, "merit"))


@fault("V7", ordinary)
def a_tie_is_broken_against_the_choice_rank(forgery: Forgery) -> None:
    forgery.seat(dan=(2, "merit"), eva=(2, "merit"))


@fault("V6", ordinary)
def a_tie_is_broken_against_the_lottery(forgery: Forgery) -> None:
    forgery.seat(ture=None, tyra=(1, "merit"))


@fault("V2", ordinary)
def one_too_many_is_admitted(forgery: Forgery) -> None:
    forgery.seat(cia=(1, "merit"))


@fault("V5", ordinary)
def a_seat_is_empty_though_somebody_wants_it(forgery: Forgery) -> None:
    forgery.seat(bo=(3, "merit"), dan=(1, "merit"))


@fault("V5", ordinary)
def nobody_is_admitted_at_all(forgery: Forgery) -> None:
    world_names = {row["applicant_id"] for row in forgery.table("applicants.csv")[1]}
    forgery.seat(**dict.fromkeys(world_names))


@fault("V5", ordinary)
def an_applicant_gets_a_lower_choice_than_the_free_one(forgery: Forgery) -> None:
    forgery.seat(maja=None)


@fault("V3", ordinary)
def somebody_without_mathematics_is_admitted(forgery: Forgery) -> None:
    forgery.seat(fia=(1, "merit"))


@fault("V3", ordinary)
def somebody_too_old_is_admitted(forgery: Forgery) -> None:
    forgery.seat(gusten=(1, "merit"))


@fault("V3", ordinary)
def somebody_who_has_finished_is_admitted(forgery: Forgery) -> None:
    forgery.seat(hanna=(1, "merit"))


@fault("V3", ordinary)
def somebody_without_the_required_test_is_admitted(forgery: Forgery) -> None:
    forgery.seat(karin=(1, "merit"))


@fault("V11", ordinary)
def somebody_is_admitted_to_a_cancelled_offering(forgery: Forgery) -> None:
    forgery.seat(eva=(1, "merit"))


@fault("V4", ordinary)
def an_applicant_without_comparable_grades_takes_an_ordinary_seat(forgery: Forgery) -> None:
    forgery.seat(bo=(3, "merit"), ivar=(1, "merit"))


@fault("V2", quotas)
def an_empty_ordinary_seat_goes_to_one_who_may_only_have_quota(forgery: Forgery) -> None:
    forgery.seat(jon=(2, "merit"))


@fault("V2", quotas)
def the_quota_seat_goes_to_one_not_approved(forgery: Forgery) -> None:
    forgery.seat(cia=(2, "merit"), bo=(1, "free_quota"))


@fault("V2", quotas)
def the_quota_is_overfull(forgery: Forgery) -> None:
    forgery.seat(ulf=(1, "free_quota"))


@fault("V4", quotas)
def the_quota_seat_goes_to_the_worse_of_two_approved(forgery: Forgery) -> None:
    forgery.seat(cia=(2, "merit"), ulf=(1, "free_quota"))


@fault("V2", quotas)
def a_quota_seat_is_spent_on_one_whose_points_suffice(forgery: Forgery) -> None:
    forgery.seat(anna=(1, "free_quota"), cia=(2, "merit"), bo=(1, "merit"))


@fault("V2", quotas)
def test_seats_are_overfull(forgery: Forgery) -> None:
    forgery.seat(nils=(2, "merit"), olga=(1, "test"))


@fault("V2", quotas)
def the_test_seat_goes_by_merit_instead_of_the_test(forgery: Forgery) -> None:
    forgery.seat(moa=(2, "merit"), nils=(1, "test"), olga=(1, "merit"))


@fault("V4", quotas)
def test_points_are_left_out_of_the_points(forgery: Forgery) -> None:
    forgery.seat(nils=(2, "merit"), per=(1, "merit"))


@fault("V2", pools)
def the_pool_is_overfull(forgery: Forgery) -> None:
    forgery.seat(vera=(1, "merit"))


@fault("V2", pools)
def the_later_member_of_a_pool_takes_from_the_earlier(forgery: Forgery) -> None:
    forgery.seat(bo=None, vera=(1, "merit"))


@fault("V2", pools)
def a_member_of_a_pool_is_filled_beyond_its_own_seats(forgery: Forgery) -> None:
    forgery.seat(cia=(1, "merit"), ulla=(2, "merit"))


@fault("V3", pools)
def somebody_eligible_takes_a_seat_of_the_introduction(forgery: Forgery) -> None:
    forgery.edit("choices.csv", {"applicant_id": "cia", "rank": 1}, offering_id="INTRO")
    forgery.seat(cia=(1, "merit"), ulla=(2, "merit"))


@fault("V2", later)
def a_held_place_is_lost(forgery: Forgery) -> None:
    forgery.seat(hera=None, nina=(1, "merit"))


@fault("V2", later)
def a_held_place_is_changed_for_a_lower_choice(forgery: Forgery) -> None:
    forgery.seat(hugo=(3, "merit"), nina=(1, "merit"))


@fault("V2", later)
def one_who_left_the_queue_is_moved_up(forgery: Forgery) -> None:
    forgery.seat(anna=(2, "merit"), hugo=(1, "merit"))


@fault("V2", later)
def a_held_place_is_called_an_ordinary_one(forgery: Forgery) -> None:
    forgery.placement("hera", "SKOLA", seat_kind="merit")


@fault("V4", later)
def one_who_holds_a_place_is_moved_up_before_a_better_one(forgery: Forgery) -> None:
    forgery.seat(anna=None, hera=(1, "merit"), nina=(1, "merit"))


@fault("V5", crossing)
def all_are_swapped_to_the_result_that_is_worst_for_pupils(forgery: Forgery) -> None:
    forgery.seat(p0=(2, "merit"), p1=(2, "merit"))


@fault("V5", small_crossing)
def two_alone_are_swapped_to_the_worst_result(forgery: Forgery) -> None:
    forgery.seat(p0=(2, "merit"), p1=(2, "merit"))


@fault("V5", long_crossing)
def a_ring_of_five_is_turned_against_the_pupils(forgery: Forgery) -> None:
    forgery.seat(**{f"p{number}": (2, "merit") for number in range(5)})
