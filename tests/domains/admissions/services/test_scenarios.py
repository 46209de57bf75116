"""Acceptance scenarios of the office's work, by their numbers."""

import pytest

from gemensam.domains.admissions.models import (
    AllocationRun,
    Application,
    Choice,
    Grade,
    Placement,
    Publication,
    ResultPage,
)
from gemensam.domains.admissions.services.reopen_round import reopen_round
from gemensam.domains.admissions.services.set_late_first_hand import LatenessRefused, set_late_first_hand
from gemensam.domains.admissions.states import PublicationState
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.audit.models import AuditEntry
from gemensam.rules.reception import LateFirstHand
from tests.factories.import_files import PUPILS, checked, faults, pupil, register, xlsx
from tests.factories.small_county import TODAY, make_small_county, prepare, publish
from tests.factories.small_round import (
    AT,
    COMPULSORY,
    REGISTERED,
    SmallRound,
    civic_number,
    make_small_round,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def outcome(run: AllocationRun) -> dict[str, set[tuple[str, str, int | None]]]:
    """What each applicant's choices came to in a run."""
    found: dict[str, set[tuple[str, str, int | None]]] = {}
    for row in Placement.objects.filter(run=run).select_related("application", "offering"):
        if row.status == "admitted":
            found.setdefault(row.application.reference, set()).add((row.offering.code, row.status, row.rank))
    return found


def test_scenario_19_correction_after_publication_lists_everyone_it_changes_before_anything_is_shown():
    county = make_small_county()
    small, round_ = county.small, county.final
    first = prepare(small.officer, round_.pk, at=TODAY)
    publish(small, round_.pk, first, at=TODAY)
    shown = set(ResultPage.objects.filter(publication__round=round_).values_list("digest", flat=True))
    # when applicant 7, outside EK-1, turns out to have A in everything
    corrected = small.applications[7]
    Grade.objects.filter(person=corrected.person).update(grade="A")
    reopen_round(actor=small.officer, round_id=round_.pk, reason="Rättat betyg", at=TODAY)
    second = prepare(small.officer, round_.pk, at=TODAY)
    # then the comparison names exactly those whose place differs between the two runs
    second.refresh_from_db()
    before, after = outcome(first), outcome(second)
    differ = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    listed = {change["applicant"] for change in second.comparison["changes"]}
    assert corrected.reference in differ
    assert (listed >= differ, len(differ) >= 2) == (True, True)
    # and what people see is still the first result
    publication = Publication.objects.get(round=round_, state=PublicationState.PUBLISHED)
    assert publication.run_id == first.pk
    now_shown = ResultPage.objects.filter(publication=publication).values_list("digest", flat=True)
    assert set(now_shown) == shown


def grades_of(pupils: int, lacking: int, *, language: str) -> bytes:
    """A grade file in which the first ``lacking`` pupils have a language grade without its language."""
    titles = ["Personnummer", "Betygsdatum", *COMPULSORY, "M2", "Språk M2"]
    rows = [
        [
            civic_number(number).formatted(),
            "2027-06-18",
            *["A"] * 16,
            "B",
            "" if number < lacking else language,
        ]
        for number in range(pupils)
    ]
    return xlsx([titles, *rows])


@pytest.mark.parametrize(("lacking", "state"), [(30, "faulty"), (0, "previewed")])
def test_scenario_24_file_in_which_30_pupils_lack_the_language_is_refused_row_by_row(
    lacking: int, state: str
):
    """545 pupils in the list of scenarios, 45 here; each of the thirty has two languages already."""
    small = make_small_round(applicants=45)
    Grade.objects.bulk_create(
        Grade(
            person=application.person, subject="M2", language=language, grade="C", role="other",
            registered_at=REGISTERED,
        )
        for application in small.applications
        for language in ("SPA", "DEU")
    )  # fmt: skip
    before = register()
    batch = checked(small, "grades", grades_of(45, lacking, language="SPA"))
    assert (batch.state, len(faults(batch))) == (state, lacking)
    assert {(row, code) for row, _, code in faults(batch)} == {
        (number + 2, "language_missing") for number in range(lacking)
    }
    assert register() == before


@pytest.mark.parametrize(("lacking", "state"), [(30, "faulty"), (0, "previewed")])
def test_scenario_24_file_in_which_30_pupils_lack_the_ninth_year_in_the_class_is_refused_row_by_row(
    lacking: int, state: str
):
    """As above with 45 rows: the totals say how many there are, and nobody is half imported."""
    small = make_small_round(applicants=0)
    rows = [pupil(number) for number in range(45)]
    for row in rows[:lacking]:
        row[PUPILS.index("Klass")] = "A"
    before = register()
    batch = checked(small, "pupils", xlsx([PUPILS, *rows]))
    assert (batch.state, batch.totals["rows"], len(faults(batch))) == (state, 45, lacking)
    assert faults(batch) == [(number + 2, "Klass", "class_without_nine") for number in range(lacking)]
    assert register() == before


def test_scenario_10_late_first_hand_applicant_is_before_or_behind_second_hand_as_the_office_decides():
    """One seat: 320 from far away in time, a few E's less from here but late. Decided, frozen, run and logged."""
    small = make_small_round(applicants=2)
    Offering.objects.filter(pk=small.offerings["NA-1"].pk).update(seats=1)
    Choice.objects.exclude(offering=small.offerings["NA-1"]).delete()
    far, local = small.applications
    Application.objects.filter(pk=far.pk).update(home_municipality="0180")
    Choice.objects.filter(application=local).update(late=True)
    assert set_lateness(small, LateFirstHand.OWN_CLASS) is False  # as it is from the beginning
    first = prepare(small.officer, small.round.pk, at=AT)
    with pytest.raises(LatenessRefused, match="under_way"):
        set_lateness(small, LateFirstHand.EVERYBODY)
    reopen_round(actor=small.officer, round_id=small.round.pk, reason="Nytt beslut om sena val", at=AT)
    with pytest.raises(PermissionDenied):
        set_late_first_hand(
            actor=small.auditor, office_id=small.office.pk, policy=LateFirstHand.EVERYBODY, at=AT
        )
    assert set_lateness(small, LateFirstHand.EVERYBODY) is True
    second = prepare(small.officer, small.round.pk, at=AT)
    assert [outcome(run) for run in (first, second)] == [
        {local.reference: {("NA-1", "admitted", 1)}},
        {far.reference: {("NA-1", "admitted", 1)}},
    ]
    waiting = Placement.objects.get(run=second, application=local)
    assert waiting.reason == "late:behind_in_time"
    decided = AuditEntry.objects.get(event="office.late_first_hand_set")
    assert decided.facts == {"before": "own_class", "after": "everybody"}
    frozen = AuditEntry.objects.filter(event="round.frozen").order_by("pk")
    assert [(one.facts["late_first_hand"], one.facts["late_choices"]) for one in frozen] == [
        ("own_class", 1), ("everybody", 1),
    ]  # fmt: skip
    publish(small, small.round.pk, second, at=AT)
    page = ResultPage.objects.get(application=local)
    assert page.content["choices"][0]["second_hand"] is False  # received as before, though queued behind all


def set_lateness(small: SmallRound, policy: LateFirstHand) -> bool:
    return set_late_first_hand(actor=small.officer, office_id=small.office.pk, policy=policy, at=AT)
