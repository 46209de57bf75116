"""Three made-up years before the demo's own: what it took to be admitted, and what the schools tell."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from gemensam.domains.admissions.queries import statistics
from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.domains.catalogue.services.save_offering_facts import (
    OpenHouseRow,
    save_offering_facts,
)
from gemensam.domains.catalogue.services.save_past_cut_offs import CutOffRow, save_past_cut_offs
from gemensam.foundation.access.actors import Actor
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.model import County, Offering
from gemensam.interfaces.commands.demo_seed import school_words
from gemensam.interfaces.commands.demo_seed.register import Ids

YEARS = (2024, 2025, 2026)
_STEP = Decimal("2.5")  # the difference between two grades
_WALK = 7.5  # how much a cut-off moves from one year to the next, in points, one spread


def fill_history(county: County, ids: Ids, office_id: UUID, actor: Actor, at: datetime) -> None:
    """Past cut-offs that drift around this year's preliminary ones, the schools' words, and open houses."""
    outcomes = statistics.latest_outcomes(office_id=office_id, year=county.year)
    by_code = {one.offering_code: one for one in outcomes.values()}
    rows = [
        row
        for one in county.offerings
        for row in _years_of(one, by_code.get(one.offering_id), ids, county.seed)
    ]
    save_past_cut_offs(actor=actor, rows=rows, source="made_up", at=at)
    offerings = offerings_by_code(year=county.year)
    facts = [
        row for one in county.offerings for row in school_words.words_on(one, offerings[one.offering_id].pk)
    ]
    save_offering_facts(actor=actor, facts=facts, open_houses=list(_open_houses(county, ids)), at=at)


def _years_of(
    one: Offering, outcome: statistics.PublishedOutcome | None, ids: Ids, seed: int
) -> Iterator[CutOffRow]:
    """Each year's figures. An offering that filled this year mostly did; one that did not seldom has."""
    dice = Dice(seed, f"past:{one.offering_id}")
    lowest = float(outcome.lowest_merit) if outcome and outcome.lowest_merit is not None else None
    median = float(outcome.median_merit) if outcome and outcome.median_merit is not None else 205.0
    level, drift = (lowest if lowest is not None else median - 55.0), 0.0
    for year in reversed(YEARS):
        drift += _WALK * float(dice.bell(1)[0])
        filled = bool(dice.chance(0.92 if lowest is not None else 0.12, 1)[0])
        seats = one.seats
        share = float(dice.uniform(1)[0])
        wanted = round(seats * (1.05 + 0.6 * share)) if filled else round(seats * (0.35 + 0.5 * share))
        yield CutOffRow(
            year=year,
            school_unit_id=ids.units[one.school_unit],
            study_path=one.study_path,
            programme=one.programme,
            offering_code=one.offering_id,
            seats=seats,
            admitted=seats if filled else round(seats * (0.45 + 0.5 * share)),
            all_admitted=not filled,
            first_choice_applicants=wanted,
            lowest=_points(level + drift) if filled else None,
            median=_points(max(median + drift * 0.6, level + drift + 10.0)),
        )


def _points(value: float) -> Decimal:
    return min(max(round(value / float(_STEP)) * _STEP, Decimal(80)), Decimal(340))


def _open_houses(county: County, ids: Ids) -> Iterator[OpenHouseRow]:
    """One evening in November and one in January at each upper-secondary school; a visit day this autumn."""
    units = [unit for unit in county.school_units if unit.school_type == "upper_secondary"]
    for number, unit in enumerate(units):
        for start in (
            moments.winter(2026, 11, 17, 17, 30),
            moments.winter(2027, 1, 19, 17, 30),
            moments.summer(2027, 9, 21, 17, 30),
        ):
            begins = start + timedelta(days=number % 8)
            yield OpenHouseRow(
                ids.units[unit.code], begins, begins + timedelta(hours=2), place=f"{unit.name}, entrén"
            )
