"""Figures about a right result that do not follow from it."""

from tests.verifier.faults.forging import Forgery, fault
from tests.verifier.faults.rounds import ordinary, quotas

CUTOFFS, SUMMARY = "cutoffs.csv", "summary.json"


@fault("V13", ordinary)
def the_lowest_merit_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, lowest_merit="237.5")


@fault("V13", ordinary)
def the_median_merit_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, median_merit="281")


@fault("V13", ordinary)
def the_mean_merit_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "STORA"}, mean_merit="211")


@fault("V13", ordinary)
def the_number_admitted_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, admitted=1)


@fault("V13", quotas)
def the_number_admitted_in_free_quota_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "FRI"}, admitted_free_quota=0)


@fault("V13", quotas)
def the_number_admitted_by_test_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "ESTET"}, admitted_test=2)


@fault("V13", ordinary)
def the_number_admitted_second_hand_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, admitted_second_hand=1)


@fault("V13", ordinary)
def the_number_of_eligible_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "STORA"}, eligible=99)


@fault("V13", ordinary)
def the_number_of_first_choices_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, first_hand_first_choice=9)


@fault("V13", ordinary)
def a_tie_at_the_cutoff_is_hidden(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "KLARA"}, tie_at_cutoff="no")


@fault("V13", ordinary)
def the_number_of_reserves_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "DORA"}, reserves=0)


@fault("V13", ordinary)
def the_number_of_vacant_seats_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "STORA"}, vacant=0)


@fault("V13", ordinary)
def the_number_of_seats_is_changed(forgery: Forgery) -> None:
    forgery.edit(CUTOFFS, {"offering_id": "STORA"}, seats=21)


@fault("V13", ordinary)
def an_offering_is_left_out_of_the_cutoffs(forgery: Forgery) -> None:
    forgery.drop(CUTOFFS, offering_id="KLARA")


@fault("V13", ordinary)
def an_offering_has_two_rows_of_cutoffs(forgery: Forgery) -> None:
    forgery.repeat(CUTOFFS, {"offering_id": "KLARA"})


@fault("V12", ordinary)
def the_cutoffs_tell_of_protected_persons(forgery: Forgery) -> None:
    columns, rows = forgery.table(CUTOFFS)
    forgery.save(CUTOFFS, [*columns, "protected"], [row | {"protected": "1"} for row in rows])


@fault("V13", ordinary)
def the_summary_counts_one_more(forgery: Forgery) -> None:
    forgery.json(SUMMARY, lambda summary: summary.update(admitted=summary["admitted"] + 1))


@fault("V13", ordinary)
def the_share_of_first_choices_is_embellished(forgery: Forgery) -> None:
    forgery.json(SUMMARY, lambda summary: summary.update(first_choice_share=0.95))


@fault("V13", ordinary)
def a_municipality_is_counted_wrongly(forgery: Forgery) -> None:
    forgery.json(SUMMARY, lambda summary: summary["municipalities"]["2284"].update(admitted=0))


@fault("V13", ordinary)
def a_municipality_is_left_out(forgery: Forgery) -> None:
    forgery.json(SUMMARY, lambda summary: summary["municipalities"].pop("2284"))


@fault("V13", ordinary)
def the_summary_says_more_than_it_should(forgery: Forgery) -> None:
    forgery.json(SUMMARY, lambda summary: summary.update(protected=3))
