"""What an import may not do, and that it does all or nothing; every guard with its control."""

import json
from datetime import timedelta

import pytest

from gemensam.domains.admissions.models import Application, Approval, Choice, Grade, ImportBatch, Publication
from gemensam.domains.admissions.services import commit_import as committing
from gemensam.domains.admissions.services._import_undo import UndoRefused
from gemensam.domains.admissions.services.check_import import check_import
from gemensam.domains.admissions.services.commit_import import commit_import
from gemensam.domains.admissions.services.confirm_import import confirm_import
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.domains.admissions.services.undo_import import undo_import
from gemensam.domains.admissions.states import RoundState, TransitionRefused
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.chain import verify_chain
from gemensam.foundation.directory.models import Person, Responsible
from tests.domains.admissions.services.test_round_pipeline import approved
from tests.factories.import_files import (
    CHOICES,
    LATER,
    PUPILS,
    SUPPLY,
    checked,
    committed,
    confirmed,
    csv,
    faults,
    pupil,
    register,
    upload,
    wide,
)
from tests.factories.small_round import AT, SmallRound, civic_number, make_small_round, organisation, staff

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = "2027-06-18"


@pytest.fixture
def small() -> SmallRound:
    return make_small_round(applicants=2)


def grades(**other: str) -> bytes:
    return csv(wide(day=DAY, **other))


def test_half_bad_file_changes_nothing_and_cannot_be_confirmed(small):
    before = register()
    batch = checked(small, "grades", grades(MA="H", EN="B"), name="b.csv")
    assert (batch.state, faults(batch), batch.preview) == ("faulty", [(2, "MA", "grade")], "")
    for service in (confirm_import, commit_import):
        with pytest.raises(TransitionRefused):
            service(actor=small.officer, batch_id=batch.pk, at=AT)
    assert register() == before


def test_register_changed_after_the_preview_sends_the_file_back(small):
    batch = confirmed(small, "grades", grades(MA="B"), name="b.csv")
    Grade.objects.filter(person=small.applications[0].person, subject="MA").update(grade="C")
    before = register()
    assert commit_import(actor=small.officer, batch_id=batch.pk, at=AT).state == "matched"
    assert register() == before
    check_import(actor=small.officer, batch_id=batch.pk, at=AT)
    confirm_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert commit_import(actor=small.officer, batch_id=batch.pk, at=AT).state == "committed"


@pytest.mark.parametrize("what", ["email", "class", "points"])
def test_any_value_that_the_preview_showed_counts_as_the_register(small, what):
    application = small.applications[0]
    if what == "points":
        number = civic_number(0).value
        content = csv([(*CHOICES, "Provpoäng"), (number, 1, "NA-1", "5")])
        batch = confirmed(small, "choices", content, name="v.csv")
        Choice.objects.filter(application=application, rank=1).update(test_passed=True)
    else:
        batch = confirmed(small, "pupils", csv([PUPILS, pupil(0, email="ny@exempel.se")]), name="e.csv")
        if what == "email":
            owner = Person.objects.get(pk=application.person_id)
            owner.email = "annan@exempel.se"
            owner.save()
        else:
            application.class_name = "9Z"
            application.save()
    assert commit_import(actor=small.officer, batch_id=batch.pk, at=AT).state == "matched"


def test_undo_is_refused_when_a_grade_was_changed_since_and_undoes_nothing(small):
    first = committed(small, "grades", grades(MA="B", EN="C"), name="b.csv")
    latest = Grade.objects.filter(person=small.applications[0].person, subject="EN").latest("registered_at")
    latest.grade = "D"
    latest.save()
    before = register()
    with pytest.raises(UndoRefused) as refused:
        undo_import(actor=small.officer, batch_id=first.pk, at=LATER)
    assert (refused.value.counts, register()) == ({"grade": 1}, before)
    first.refresh_from_db()
    assert (first.state, verify_chain().ok) == ("committed", True)


@pytest.mark.parametrize("what", ["choices", "custody", "login", "grades", "name"])
def test_undo_of_new_pupils_is_refused_when_they_have_been_used_since(small, what):
    rows = [PUPILS, pupil(50, email="alva@exempel.se", guardian=60)]
    batch = committed(small, "pupils", csv(rows), name="e.csv")
    child = Person.objects.get(responsibles__isnull=False)
    number = civic_number(50).value
    if what == "choices":
        committed(small, "choices", csv([CHOICES, (number, 1, "NA-1")]), name="v.csv")
    elif what == "grades":
        committed(small, "grades", csv([("Personnummer", "MA", "Datum"), (number, "A", DAY)]), name="b.csv")
    elif what == "custody":
        Responsible.objects.update(has_custody=False)
    elif what == "login":
        Account.objects.filter(person_id=child.pk).update(last_login=AT)
    else:
        child.family_name = "Gift"
        child.save()
    before = (register(), Account.objects.count())
    with pytest.raises(UndoRefused):
        undo_import(actor=small.officer, batch_id=batch.pk, at=LATER)
    assert (register(), Account.objects.count()) == before


def test_undo_of_supply_is_refused_when_it_was_chosen_or_changed_since(small):
    rows = [SUPPLY, ("TE-1", "Teknik", "99228101", "TE25", 4), ("NA-1", "Natur", "99228101", "NA25", 4)]
    batch = committed(small, "supply", csv(rows), name="u.csv")
    Offering.objects.filter(code="NA-1").update(seats=5)
    with pytest.raises(UndoRefused) as refused:
        undo_import(actor=small.officer, batch_id=batch.pk, at=LATER)
    assert refused.value.counts == {"offering": 1}
    Offering.objects.filter(code="NA-1").update(seats=4)
    Choice.objects.filter(offering__code="SA-1").update(offering=Offering.objects.get(code="TE-1"))
    with pytest.raises(UndoRefused):
        undo_import(actor=small.officer, batch_id=batch.pk, at=LATER)
    assert Offering.objects.filter(code="TE-1").exists()


def test_custody_that_has_ended_is_not_begun_by_a_file(small):
    child = small.applications[0].person
    committed(small, "pupils", csv([PUPILS, pupil(0, guardian=60)]), name="e.csv")
    Responsible.objects.filter(child=child).update(has_custody=False)
    again = committed(small, "pupils", csv([PUPILS, pupil(0, guardian=60)]), name="e.csv")
    assert json.loads(again.preview)["total"] == 0
    assert list(Responsible.objects.values_list("has_custody", flat=True)) == [False]


def test_import_after_approval_voids_it_and_withdraws_the_publication(small):
    approved(small)
    schedule_publication(actor=small.officer, round_id=small.round.pk, publish_at=LATER, at=AT)
    committed(small, "grades", csv(wide(day="2027-06-11T08:00:00+00:00")), name="b.csv")  # changes nothing
    small.round.refresh_from_db()
    assert small.round.state == RoundState.SCHEDULED
    assert Approval.objects.filter(voided_at__isnull=True).count() == 2
    assert list(Publication.objects.values_list("state", flat=True)) == ["scheduled"]
    batch = committed(small, "grades", grades(MA="B"), name="b.csv")
    small.round.refresh_from_db()
    assert (small.round.state, Approval.objects.filter(voided_at__isnull=True).count()) == (
        RoundState.DRAFT,
        0,
    )
    assert list(Publication.objects.values_list("state", flat=True)) == ["withdrawn"]
    assert set(Approval.objects.values_list("void_reason", flat=True)) == {"import"}
    approved(small)
    undo_import(actor=small.officer, batch_id=batch.pk, at=AT + timedelta(hours=1))
    small.round.refresh_from_db()
    assert small.round.state == RoundState.DRAFT


def test_school_sends_its_own_pupils_only(small):
    other = organisation(
        "Andra skolan", "school_unit", parent=small.feeder.parent, school_unit_code="99228121",
        municipality_code="2281",
    )  # fmt: skip
    own, stranger = staff(Role.SCHOOL_ADMINISTRATOR, small.feeder), staff(Role.SCHOOL_ADMINISTRATOR, other)
    batch = committed(small, "grades", grades(MA="B"), name="b.csv", actor=own, sender=small.feeder.pk)
    assert batch.state == "committed"  # the control
    for kind, content, row in (
        ("grades", grades(MA="C"), 2),
        ("choices", csv([CHOICES, (civic_number(0).value, 1, "SA-1")]), 2),
        (
            "pupils",
            csv([PUPILS, [*pupil(0)[:4], "99228121", *pupil(0)[5:]]]),
            2,
        ),  # takes over another's pupil
        ("pupils", csv([PUPILS, pupil(70)]), 2),  # a new pupil at another school
    ):
        found = checked(small, kind, content, name="b.csv", actor=stranger, sender=other.pk)
        assert faults(found)[0] == (row, "", "other_school")
    with pytest.raises(PermissionDenied):
        upload(small, "grades", grades(), name="b.csv", actor=stranger, sender=small.feeder.pk)
    with pytest.raises(PermissionDenied):
        upload(small, "supply", csv([SUPPLY]), name="u.csv", actor=own, sender=small.feeder.pk)


def test_school_takes_in_a_pupil_whom_another_school_has_handed_over(small):
    other = organisation(
        "Andra skolan", "school_unit", parent=small.feeder.parent, school_unit_code="99228121",
        municipality_code="2281",
    )  # fmt: skip
    row = csv([PUPILS, [*pupil(0)[:4], "99228121", *pupil(0)[5:]]])
    Application.objects.filter(pk=small.applications[0].pk).update(school_unit=None)
    actor = staff(Role.SCHOOL_ADMINISTRATOR, other)
    batch = committed(small, "pupils", row, name="b.csv", actor=actor, sender=other.pk)
    assert batch.state == "committed"
    assert Application.objects.get(pk=small.applications[0].pk).school_unit == other


def test_sender_without_a_code_of_its_own_is_held_to_what_is_below_it(small):
    batch = checked(small, "grades", grades(MA="B"), name="b.csv", sender=small.feeder.parent_id)
    assert faults(batch) == []  # the provider of the school
    lost = organisation("Skola utan kod", "school_unit")
    batch = checked(small, "grades", grades(MA="B"), name="b.csv", sender=lost.pk)
    assert {code for _, _, code in faults(batch)} == {"other_school"}


def test_checking_again_after_a_kill_changes_nothing(small):
    batch = checked(small, "grades", grades(MA="B"), name="b.csv")
    again = check_import(actor=small.officer, batch_id=batch.pk, at=LATER)
    assert (again.state, again.preview) == ("previewed", batch.preview)


def test_file_that_fails_while_it_is_saved_leaves_nothing(small, monkeypatch):
    batch = confirmed(small, "pupils", csv([PUPILS, pupil(50, email="a@exempel.se")]), name="e.csv")
    before = register()

    def fail(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr(committing, "open_accounts", fail)
    with pytest.raises(RuntimeError):
        commit_import(actor=small.officer, batch_id=batch.pk, at=AT)
    assert (register(), ImportBatch.objects.get(pk=batch.pk).state) == (before, "confirmed")
