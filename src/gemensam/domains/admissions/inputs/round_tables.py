"""Database rows → the tables of the open round format, exactly as the command line reads them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from django.db.models import TextField
from django.db.models.functions import Cast

from gemensam.domains.admissions.models import (
    AdmissionRound,
    Application,
    Choice,
    Grade,
    HeldPlace,
    LeftOutChoice,
    RankingRule,
)
from gemensam.domains.catalogue.inputs import OFFERING_COLUMNS, area_rows, offering_rows
from gemensam.rules.reception import LateFirstHand, queued_reception

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]  # header, rows of text

APPLICANT_COLUMNS = (
    "applicant_id",
    "birth_year",
    "home_municipality",
    "completed_upper_secondary",
    "comparable_grades",
    "lives_in_area_of",
    "reduced_timetable",
)
GRADE_COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
CHOICE_COLUMNS = (
    "applicant_id",
    "rank",
    "offering_id",
    "late",
    "free_quota",
    "test_points",
    "test_passed",
    "reception",
    "english_exemption",
)
HELD_COLUMNS = ("applicant_id", "offering_id", "keep_reserve")


def round_settings(round_: AdmissionRound) -> dict[str, object]:
    """The content of round.toml as plain values (strings, integers, nested dicts and lists)."""
    settings: dict[str, object] = {
        "year": round_.year,
        "kind": round_.kind,
        "rules": round_.office.rules,
        "ranking": {
            rule.name: {"order": list(rule.order)}
            for rule in RankingRule.objects.filter(office=round_.office).order_by("name")
        },
        "merit": {"block_grades": round_.office.block_grades},
    }
    if round_.lottery_seed:  # not yet drawn where the lottery waits for public beacons
        settings["lottery_seed"] = round_.lottery_seed
    if round_.grade_cutoff is not None:
        settings["grade_cutoff"] = round_.grade_cutoff.astimezone(UTC).isoformat()
    return settings


def round_tables(round_: AdmissionRound) -> dict[str, Table]:
    """Every input table of the round, rows in a fixed order, without any identity.

    The office's applications of the year take part with their choices; an application without choices is left
    out. A protected person's home is never written: only the area that counts as home for reception.

    A late choice queues as the office has decided (rules.reception.late), which the reception column then says.

    In a reserve round choices that were left out take no part (the ranks are then counted anew, without gaps), and
    an offering is filled to its planned seats: those who were admitted beyond them leave no place for a reserve.
    """
    choices = list(_choices(round_))
    references = {row[0] for row in choices}
    applications = [
        application
        for application in Application.objects.filter(office=round_.office_id, year=round_.year)
        .select_related("person")
        .order_by("reference")
        if application.reference in references
    ]
    reserve = round_.kind == AdmissionRound.Kind.RESERVE
    return {
        "offerings.csv": (OFFERING_COLUMNS, list(offering_rows(round_.year, to_planned_seats=reserve))),
        "areas.csv": (("provider_id", "municipality"), list(area_rows(round_.year))),
        "applicants.csv": (APPLICANT_COLUMNS, [_applicant(application) for application in applications]),
        "grades.csv": (GRADE_COLUMNS, sorted(_grades(round_, references))),
        "choices.csv": (CHOICE_COLUMNS, choices),
        "held.csv": (HELD_COLUMNS, list(_held(round_))),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _applicant(application: Application) -> tuple[str, ...]:
    person = application.person
    protected = person.security_marking != "none"
    area = application.lives_in_area_of or (application.home_municipality if protected else "")
    return (
        application.reference,
        str(person.birth_date.year) if person.birth_date else "",  # a fault that the check tells of
        area if protected else application.home_municipality,
        _yes(application.completed_upper_secondary),
        _yes(application.comparable_grades),
        "" if protected else application.lives_in_area_of,
        _yes(application.reduced_timetable),
    )


def _grades(round_: AdmissionRound, references: set[str]) -> Iterable[tuple[str, ...]]:
    """The grades of those who take part: a hundred thousand rows, so the database hands out nothing but texts."""
    rows = (
        Grade.objects.filter(
            person__applications__office=round_.office_id, person__applications__year=round_.year
        )
        .annotate(registered=Cast("registered_at", TextField()))
        .values_list("person__applications__reference", "subject", "language", "grade", "role", "registered")
    )
    moment = cache(_moment)  # a school registers many grades at once
    for reference, subject, language, grade, role, registered in rows.iterator(chunk_size=20_000):
        if reference in references:
            yield reference, subject, language, grade, role, moment(registered)


def _moment(text: str) -> str:
    """A moment as the database writes it (SQLite without its zone, UTC) in the form of the format."""
    value = datetime.fromisoformat(text)
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value.isoformat(timespec="microseconds" if value.microsecond else "seconds")


def _choices(round_: AdmissionRound) -> Iterable[tuple[str, ...]]:
    left_out = set(
        LeftOutChoice.objects.filter(round=round_).values_list("application__reference", "offering__code")
    )
    rows = (
        Choice.objects.filter(application__office=round_.office_id, application__year=round_.year)
        .order_by("application__reference", "rank")
        .values_list(
            "application__reference",
            "rank",
            "offering__code",
            "late",
            "free_quota",
            "test_points",
            "test_passed",
            "reception",
            "english_exemption",
        )
    )
    policy = LateFirstHand(round_.office.late_first_hand)
    before, place = "", 0
    for reference, rank, code, late, free_quota, points, passed, reception, exemption in rows:
        if (reference, code) in left_out:
            continue
        place = place + 1 if reference == before else 1
        before = reference
        yield (
            reference,
            str(place if left_out else rank),
            code,
            _yes(late),
            _yes(free_quota),
            _decimal(points),
            _yes(passed),
            queued_reception(reception, late=late, policy=policy),
            _yes(exemption),
        )


def own_ranks(round_: AdmissionRound) -> dict[tuple[str, str], int]:
    """The ranks as the applicants wrote them, by reference and offering, where the round counts them anew."""
    if not LeftOutChoice.objects.filter(round=round_).exists():
        return {}
    rows = Choice.objects.filter(application__office=round_.office_id, application__year=round_.year)
    return {
        (reference, code): rank
        for reference, code, rank in rows.values_list("application__reference", "offering__code", "rank")
    }


def _decimal(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = format(value.normalize(), "f")
    return text


def _held(round_: AdmissionRound) -> Iterable[tuple[str, ...]]:
    rows = (
        HeldPlace.objects.filter(round=round_)
        .order_by("application__reference")
        .values_list("application__reference", "offering__code", "keep_reserve")
    )
    for reference, code, keep_reserve in rows:
        yield reference, code, _yes(keep_reserve)
