"""Saving guardians, enrolments and duties."""

from dataclasses import replace
from datetime import date

import pytest

from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import (
    Duty,
    Enrolment,
    Responsible,
)
from gemensam.foundation.directory.rows import (
    DutyRow,
    EnrolmentRow,
    ResponsibleRow,
    RowsInvalidError,
    RowsRefusedError,
)
from gemensam.foundation.directory.services.save_duties import save_duties
from gemensam.foundation.directory.services.save_enrolments import save_enrolments
from gemensam.foundation.directory.services.save_responsibles import save_responsibles


def _counts(report):
    return report.created, report.changed, report.unchanged


def _events():
    return list(AuditEntry.objects.order_by("seq").values_list("event", flat=True))


def test_save_responsibles_new_ended_and_same(world, make_person, now):
    child, guardian = make_person("Barn"), make_person("Vuxen")
    row = ResponsibleRow(child_id=child.pk, guardian_id=guardian.pk, starts=date(2011, 2, 14))
    ended = replace(row, ends=date(2027, 5, 31))
    reports = [
        save_responsibles(actor=world.officer, responsibles=[each], at=now) for each in (row, ended, ended)
    ]
    assert [_counts(report) for report in reports] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert Responsible.objects.get().ends == date(2027, 5, 31)
    assert _events() == ["responsibles.saved", "responsibles.saved"]


def test_save_responsibles_without_custody_takes_custody_away(world, make_person, now):
    child, guardian = make_person("Barn"), make_person("Vuxen")
    row = ResponsibleRow(child_id=child.pk, guardian_id=guardian.pk, starts=date(2011, 2, 14))
    save_responsibles(actor=world.officer, responsibles=[row], at=now)
    save_responsibles(actor=world.officer, responsibles=[replace(row, has_custody=False)], at=now)
    assert Responsible.objects.get().has_custody is False


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"relation_type": "mamma"}, "relation_type"),
        ({"ends": date(2010, 1, 1)}, "period"),
        ({"guardian_id": "child"}, "same_person"),
        ({"guardian_id": "nobody"}, "unknown_person"),
    ],
)
def test_save_responsibles_with_one_invalid_row_saves_nothing(world, make_person, now, values, code):
    child, guardian = make_person("Barn"), make_person("Vuxen")
    row = ResponsibleRow(child_id=child.pk, guardian_id=guardian.pk, starts=date(2011, 2, 14))
    named = {"child": child.pk, "nobody": world.office.pk}
    bad = replace(row, **{name: named.get(value, value) for name, value in values.items()})
    with pytest.raises(RowsInvalidError) as refusal:
        save_responsibles(actor=world.officer, responsibles=[row, bad], at=now)
    assert refusal.value.faults == ((1, code),)
    assert Responsible.objects.count() == 0


def test_save_responsibles_by_a_school_of_another_schools_pupil_is_refused(world, make_person, now):
    child, guardian = make_person("Barn", unit=world.unit_b), make_person("Vuxen")
    row = ResponsibleRow(child_id=child.pk, guardian_id=guardian.pk, starts=date(2011, 2, 14))
    with pytest.raises(RowsRefusedError):
        save_responsibles(actor=world.school, responsibles=[row], at=now)
    assert save_responsibles(actor=world.officer, responsibles=[row], at=now).created == 1


def test_save_enrolments_new_changed_and_same(world, make_person, now):
    pupil = make_person("Elev")
    row = EnrolmentRow(
        person_id=pupil.pk,
        school_unit_id=world.unit_a.pk,
        school_type="GR",
        starts=date(2026, 8, 15),
        school_year=9,
        class_name="9A",
    )
    moved = replace(row, class_name="9B")
    reports = [save_enrolments(actor=world.school, enrolments=[each], at=now) for each in (row, moved, moved)]
    assert [_counts(report) for report in reports] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert Enrolment.objects.get().class_name == "9B"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"school_type": "Gymnasium"}, "school_type"),
        ({"school_year": 11}, "school_year"),
        ({"class_name": "x" * 21}, "class_name"),
        ({"ends": date(2026, 1, 1)}, "period"),
        ({"school_unit_id": "provider"}, "school_unit"),
        ({"person_id": "office"}, "unknown_person"),
    ],
)
def test_save_enrolments_with_one_invalid_row_saves_nothing(world, make_person, now, values, code):
    row = EnrolmentRow(
        person_id=make_person("Elev").pk,
        school_unit_id=world.unit_a.pk,
        school_type="GR",
        starts=date(2026, 8, 15),
    )
    named = {"provider": world.provider.pk, "office": world.office.pk}
    bad = replace(row, **{name: named.get(value, value) for name, value in values.items()})
    with pytest.raises(RowsInvalidError) as refusal:
        save_enrolments(actor=world.officer, enrolments=[row, bad], at=now)
    assert refusal.value.faults == ((1, code),)
    assert Enrolment.objects.count() == 0


def test_save_enrolments_at_another_school_is_refused(world, make_person, now):
    row = EnrolmentRow(
        person_id=make_person("Elev").pk,
        school_unit_id=world.unit_b.pk,
        school_type="GR",
        starts=date(2026, 8, 15),
    )
    with pytest.raises(PermissionDenied):
        save_enrolments(actor=world.school, enrolments=[row], at=now)


def test_save_enrolments_of_another_schools_pupil_at_ones_own_school_is_refused(world, make_person, now):
    """Else a school could reach any pupil by enrolling them first."""
    row = EnrolmentRow(
        person_id=make_person("Elev", unit=world.unit_b).pk,
        school_unit_id=world.unit_a.pk,
        school_type="GR",
        starts=date(2026, 8, 15),
    )
    with pytest.raises(RowsRefusedError):
        save_enrolments(actor=world.school, enrolments=[row], at=now)


def test_save_duties_new_ended_same_and_invalid(world, make_person, now):
    teacher = make_person("Lärare")
    row = DutyRow(
        person_id=teacher.pk, organisation_id=world.unit_a.pk, duty_role="teacher", starts=date(2020, 8, 1)
    )
    ended = replace(row, ends=date(2027, 6, 1))
    reports = [save_duties(actor=world.school, duties=[each], at=now) for each in (row, ended, ended)]
    assert [_counts(report) for report in reports] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert Duty.objects.get().ends == date(2027, 6, 1)
    with pytest.raises(RowsInvalidError, match="duty_role"):
        save_duties(actor=world.school, duties=[replace(row, duty_role="Rektor")], at=now)
    with pytest.raises(RowsInvalidError, match="period"):
        save_duties(actor=world.school, duties=[replace(row, ends=date(2019, 1, 1))], at=now)
    with pytest.raises(PermissionDenied):
        save_duties(actor=world.school, duties=[replace(row, organisation_id=world.unit_b.pk)], at=now)
