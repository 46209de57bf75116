"""The rules applied to a whole round at once: merit, eligibility, reception, the order at every offering."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.reading import RoundInput, any_repeated
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.domains.admissions.bundle.values import place_among
from gemensam.rules import eligibility, merit, reception, selection
from gemensam.rules.allocation import NO_POOL, NO_TEST, Choices, Seats
from gemensam.rules.merit import MeritRules, MeritTable
from gemensam.rules.merit.supplement import NO_CUTOFF
from gemensam.rules.selection import OrderTable
from gemensam.rules.terms import NO_MERIT, Bool, GradeColumns, Int32, Int64

_RECEPTION = ("", "first_hand", "second_hand")  # as numbers, in this order


@dataclass(frozen=True, slots=True)
class DecidedRound:
    """Everything about n choices that the allocation needs, and what its reasons are made of.

    merit: per applicant. obstacles: int32[n], bits of eligibility.Obstacle. lacks_test: bool[n], a passed
    skill test is required and missing. shut_out: bool[n], the applicant holds a place that this choice cannot
    change. points: int64[n] that compete at the offering. order: columns by which offerings order them. rule:
    int32[m], number of each offering's ranking rule. second_hand: bool[n].
    """

    merit: MeritTable
    obstacles: Int32
    lacks_test: Bool
    shut_out: Bool
    cancelled: Bool
    second_hand: Bool
    points: Int64
    order: OrderTable
    rule: Int32
    choices: Choices
    seats: Seats

    @property
    def eligible(self) -> Bool:
        """bool[n]: nothing stands in the way of the choice itself. A held place is not tested again."""
        return self.choices.held | ((self.obstacles == 0) & ~self.lacks_test)


def merit_rules(settings: RoundSettings) -> MeritRules:
    """The round's dated rule set with the round's own policy on combined grades."""
    return replace(
        merit.RULES[settings.rules],
        block_grades="weighted" if settings.block_grades == "weighted" else "single",
    )


def effective_grades(round_: RoundInput) -> pl.DataFrame:
    """The grade rows that count in the round, one per applicant, subject and language, in that order."""
    grades = round_.grades
    if grades.height == 0:
        return grades
    cutoff = round_.settings.grade_cutoff
    if not any_repeated(grades["key"]):  # nothing is replaced
        return grades if cutoff is None else grades.filter(pl.col("registered_at") <= cutoff)
    keep = merit.effective_rows(
        key=grades["key"].to_numpy(),
        grade=grades["grade"].to_numpy(),
        registered_at=grades["registered_at"].to_numpy(),
        source_row=np.arange(grades.height, dtype=np.int64),
        cutoff=NO_CUTOFF if cutoff is None else cutoff,
        rules=merit_rules(round_.settings),
    )
    return grades.filter(pl.Series(keep))


def grade_columns(grades: pl.DataFrame) -> GradeColumns:
    """Effective grade rows as the arrays that rules work on."""
    return GradeColumns(
        applicant=grades["applicant"].to_numpy(),
        subject=grades["subject"].to_numpy(),
        grade=grades["grade"].to_numpy(),
        role=grades["role"].to_numpy(),
    )


def decide_round(round_: RoundInput) -> DecidedRound:
    """Apply every rule to the round. GF 7:2–5, SL 15–17; the order as docs/round-format.md says."""
    grades = grade_columns(effective_grades(round_))
    applicants, offerings, choices = round_.applicants, round_.offerings, round_.choices
    of_applicant, of_offering = choices["applicant"].to_numpy(), choices["offering"].to_numpy()
    merits = merit.merit_values(
        grades,
        applicants.height,
        applicants["reduced_timetable"].to_numpy(),
        merit_rules(round_.settings),
        applicants["comparable_grades"].to_numpy(),
    )
    lacks_test = selection.lacks_skill_test(
        (offerings["skill_test"] == "required").to_numpy()[of_offering], choices["test_passed"].to_numpy()
    )
    second_hand = ~received_first_hand(round_)
    test_points = choices["test_points"].fill_null(selection.NOT_TESTED).to_numpy()
    adds = (offerings["skill_test"] == "adds").to_numpy()
    points = selection.choice_points(merits.points[of_applicant], test_points, adds[of_offering])
    order, rule = _order(round_, merits, points, second_hand)
    position = selection.positions(order, of_offering)
    competes = adds[of_offering] & (test_points != selection.NOT_TESTED) & (points != NO_MERIT)
    held, shut_out = _held(round_)
    cancelled = offerings["cancelled"].to_numpy()[of_offering]
    obstacles = _obstacles(round_, grades)
    return DecidedRound(
        merit=merits,
        obstacles=obstacles,
        lacks_test=lacks_test,
        shut_out=shut_out,
        cancelled=cancelled,
        second_hand=second_hand,
        points=points,
        order=order,
        rule=rule,
        choices=Choices(
            applicant=of_applicant,
            offering=of_offering,
            considered=held | ((obstacles == 0) & ~lacks_test & ~shut_out & ~cancelled),
            position=position,
            test_position=_test_positions(of_offering, position, test_points, competes),
            merit_known=points != NO_MERIT,
            approved=choices["free_quota"].to_numpy(),
            held=held,
        ),
        seats=_seats(offerings),
    )


def _obstacles(round_: RoundInput, grades: GradeColumns) -> Int32:
    rules = eligibility.RULES[round_.settings.rules]
    applicants, offerings, choices = round_.applicants, round_.offerings, round_.choices
    return eligibility.eligibility_codes(
        eligibility.pass_table(grades, applicants.height, rules),
        eligibility.ApplicantFacts(
            birth_year=applicants["birth_year"].to_numpy(),
            completed=applicants["completed_upper_secondary"].to_numpy(),
        ),
        eligibility.programme_requirements(
            offerings["programme"].to_list(), offerings["base_programme"].to_list(), rules
        ),
        applicant=choices["applicant"].to_numpy(),
        requirement=choices["offering"].to_numpy(),
        english_exemption=choices["english_exemption"].to_numpy(),
        year=round_.settings.year,
        rules=rules,
    )


def received_first_hand(round_: RoundInput) -> Bool:
    """bool[n]: whether each choice is received first hand, by its reception column or by the areas. SL 16:43–47."""
    offerings, applicants, choices = round_.offerings, round_.applicants, round_.choices
    provider = place_among("provider_id", offerings["provider_id"].unique())
    areas = round_.areas.select(provider, _municipality("municipality"))
    places = applicants.select(_municipality("home_municipality"), _municipality("lives_in_area_of"))
    of_offering = choices["offering"].to_numpy()
    of_applicant = choices["applicant"].to_numpy()
    return reception.first_hand(
        provider=offerings.select(provider).to_series().to_numpy()[of_offering],
        public=(offerings["provider_kind"] == "public").to_numpy()[of_offering],
        national_intake=offerings["national_intake"].to_numpy()[of_offering],
        area_provider=areas["provider_id"].to_numpy(),
        area_municipality=areas["municipality"].to_numpy(),
        home_municipality=places["home_municipality"].to_numpy()[of_applicant],
        lives_in_area_of=places["lives_in_area_of"].to_numpy()[of_applicant],
        override=choices.select(place_among("reception", _RECEPTION).cast(pl.Int8)).to_series().to_numpy(),
    )


def _municipality(name: str) -> pl.Expr:
    """Four digits as a number, 0 for none."""
    return pl.col(name).str.to_integer(strict=False, dtype=pl.Int32).fill_null(0)


def _order(
    round_: RoundInput, merits: MeritTable, points: Int64, second_hand: Bool
) -> tuple[OrderTable, Int32]:
    choices = round_.choices
    ids = round_.applicants["applicant_id"].to_list()
    names = sorted(set(round_.offerings["ranking"]))
    rule = round_.offerings.select(place_among("ranking", names)).to_series()
    table = selection.order_table(
        selection.ChoiceColumns(
            applicant=choices["applicant"].to_numpy(),
            rank=choices["rank"].cast(pl.Int32).to_numpy(),
            rule=rule.to_numpy()[choices["offering"].to_numpy()],
            second_hand=second_hand,
            late=choices["late"].to_numpy(),
            points=points,
        ),
        selection.ApplicantFigures(
            grade_value=merits.points,
            grade_count=merits.grade_count,
            maths_science=merits.maths_science,
            english_swedish_social=merits.english_swedish_social,
            swedish=merits.swedish,
            comparison=selection.comparison_keys(merits.comparison_numerator, merits.comparison_denominator),
            lottery=selection.lottery_numbers(round_.settings.lottery_seed, ids),
            id_order=np.arange(len(ids), dtype=np.int64),
        ),
        [round_.settings.rankings[name] for name in names],
    )
    return table, rule.to_numpy()


def _test_positions(offering: Int32, position: Int64, test_points: Int64, competes: Bool) -> Int64:
    """Place among those tested at the same offering: highest test points first, then the order there."""
    rows = np.flatnonzero(competes)
    rows = rows[np.lexsort((position[rows], -test_points[rows], offering[rows]))]
    start = np.searchsorted(offering[rows], offering[rows], side="left")
    places = np.full(offering.size, NO_TEST, dtype=np.int64)
    places[rows] = np.arange(rows.size) - start
    return places


def _held(round_: RoundInput) -> tuple[Bool, Bool]:
    """Which choices are held places, and which choices a held place shuts out (never the held one itself).

    Below a held place nothing is considered; above it only with keep_reserve.
    """
    nothing = np.zeros(round_.choices.height, dtype=np.bool_)
    if round_.held.height == 0:
        return nothing, nothing
    marks = round_.held[["applicant", "keep_reserve"]].hstack(
        [round_.held["offering"].alias("held_offering")]
    )
    choices = round_.choices[["applicant", "rank", "offering"]].join(
        marks, on="applicant", how="left", maintain_order="left"
    )
    is_held = (pl.col("offering") == pl.col("held_offering")).fill_null(value=False)
    held_rank = pl.col("rank").filter(is_held).first().over("applicant")
    above_kept = (pl.col("rank") < held_rank) & pl.col("keep_reserve")
    has_held = pl.col("held_offering").is_not_null()
    found = choices.select(
        is_held.alias("held"), (has_held & ~is_held & ~above_kept).fill_null(value=False).alias("shut_out")
    )
    return found["held"].to_numpy(), found["shut_out"].to_numpy()


def _seats(offerings: pl.DataFrame) -> Seats:
    numbers = {pool: number for number, pool in enumerate(sorted(set(offerings["pool"]) - {""}))}
    of_pool = offerings.select(pl.col("pool_seats").fill_null(0), pl.col("pool_order").fill_null(1))
    return Seats(
        seats=offerings["seats"].to_numpy(),
        free_quota_seats=offerings["free_quota_seats"].to_numpy(),
        test_seats=offerings["test_seats"].to_numpy(),
        pool=np.array([numbers.get(pool, NO_POOL) for pool in offerings["pool"]], dtype=np.int32),
        pool_seats=of_pool["pool_seats"].to_numpy(),
        pool_order=of_pool["pool_order"].to_numpy(),
    )
