"""What each applicant is shown, prepared from the run itself: codes and figures, never sentences or others' data."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

import polars as pl

from gemensam.domains.admissions.bundle import RoundResult
from gemensam.domains.admissions.bundle.deciding import (
    effective_grades,
    merit_rules,
    received_first_hand,
)
from gemensam.domains.admissions.bundle.numbers import number_text
from gemensam.domains.admissions.inputs import own_ranks
from gemensam.domains.admissions.models import (
    Application,
    Choice,
    OfferingOutcome,
    Publication,
    ResultPage,
)
from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.rules.indicators import public_outcome
from gemensam.rules.terms import GRADES, SUBJECTS


def result_pages(publication: Publication, result: RoundResult) -> Iterator[ResultPage]:
    """One page per applicant who has a choice in the round."""
    round_ = publication.round
    applications = dict(
        Application.objects.filter(office=round_.office_id, year=round_.year).values_list("reference", "pk")
    )
    offerings = _offerings(publication)
    grades = _grades(result)
    ranks = own_ranks(round_)
    rows = result.placements.with_columns(
        late=result.round.choices["late"],
        second_hand=_second_hand(publication, result),
        free_quota=result.round.choices["free_quota"],
        test_points=result.round.choices["test_points"],
    )
    for (reference,), choices in rows.group_by(["applicant_id"], maintain_order=True):
        content = {
            "merit": choices["merit"][0] or "",
            "grades": grades.get(str(reference), []),
            "choices": [_choice(row, offerings, ranks) for row in choices.iter_rows(named=True)],
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        yield ResultPage(
            publication=publication,
            application_id=applications[str(reference)],
            content=content,
            digest=sha256(text.encode()).hexdigest(),
        )


def _second_hand(publication: Publication, result: RoundResult) -> pl.Series:
    """Who is received second hand: a late choice that waits behind everybody is received as it would be in time."""
    about = publication.round
    rows = Choice.objects.filter(application__office=about.office_id, application__year=about.year, late=True)
    stored = {
        (reference, code): reception
        for reference, code, reception in rows.values_list(
            "application__reference", "offering__code", "reception"
        )
    }
    choices = result.round.choices
    places = zip(
        result.placements["applicant_id"], result.placements["offering_id"], choices["reception"], strict=True
    )
    reception = [stored.get((reference, code), queued) for reference, code, queued in places]
    received = replace(
        result.round, choices=choices.with_columns(reception=pl.Series(reception, dtype=pl.String))
    )
    return pl.Series(~received_first_hand(received))


def _choice(
    row: dict[str, object], offerings: dict[str, dict[str, object]], ranks: dict[tuple[str, str], int]
) -> dict[str, object]:
    return {
        "rank": ranks.get((str(row["applicant_id"]), str(row["offering_id"])), row["rank"]),
        "status": row["status"],
        "seat_kind": row["seat_kind"],
        "reserve_position": row["reserve_position"],
        "reason": row["reason"],
        "late": row["late"],
        "second_hand": row["second_hand"],
        "free_quota": row["free_quota"],
        **offerings[str(row["offering_id"])],
    }


def _offerings(publication: Publication) -> dict[str, dict[str, object]]:
    """By code: what the page says of the offering, small cells suppressed."""
    outcomes = {
        outcome.offering_id: outcome for outcome in OfferingOutcome.objects.filter(run=publication.run_id)
    }
    rows = offerings_by_code(year=publication.round.year)
    threshold = publication.round.office.small_cell_threshold
    return {code: _offering(row, outcomes.get(row.pk), threshold) for code, row in rows.items()}


def _offering(row: Any, outcome: OfferingOutcome | None, threshold: int) -> dict[str, object]:
    about: dict[str, object] = {
        "offering": str(row.pk),
        "title": row.title,
        "orientation": row.orientation,
        "school": row.school_unit.display_name,
        "municipality_code": row.municipality_code,
        "ranking": row.ranking,
        "seats": row.seats,
    }
    if outcome is None:
        return about
    shown = public_outcome(
        seats=outcome.seats,
        eligible=outcome.eligible,
        admitted=outcome.admitted,
        reserves=outcome.reserves,
        lowest_merit=_fraction(outcome.lowest_merit),
        median_merit=_fraction(outcome.median_merit),
        threshold=threshold,
    )
    about["lowest"] = str(outcome.lowest_merit) if shown.lowest_merit is not None else None
    about["lowest_hidden"] = shown.reason
    about["admitted"] = shown.admitted
    # who stands in a queue knows that there is one; how many they are is told when they are not few
    about["reserves"] = outcome.reserves if outcome.reserves == 0 or outcome.reserves >= threshold else None
    return about


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _grades(result: RoundResult) -> dict[str, list[dict[str, object]]]:
    """By applicant: every grade that was in force, whether it counted, and which was the seventeenth."""
    rows = effective_grades(result.round)
    if rows.height == 0:
        return {}
    merit = result.decided.merit
    rules = merit_rules(result.round.settings)
    points = {grade: number_text(rules.points_of(grade) or Fraction(0)) for grade in GRADES}
    rows = rows.with_columns(
        id=result.round.applicants["applicant_id"].gather(rows["applicant"]),
        counted=pl.Series(merit.counted),
        bonus=pl.Series(merit.bonus),
    )
    found: dict[str, list[dict[str, object]]] = {}
    columns = ("id", "subject", "language", "grade", "counted", "bonus")
    for reference, subject, language, grade, counted, bonus in rows.select(columns).iter_rows():
        found.setdefault(reference, []).append(
            {
                "subject": SUBJECTS[subject],
                "language": language,
                "grade": GRADES[grade],
                "points": points[GRADES[grade]],
                "counted": counted,
                "bonus": bonus,
            }
        )
    return found


def offering_of(content: dict[str, object]) -> UUID:
    """The offering's id in a choice of a page."""
    return UUID(str(content["offering"]))
