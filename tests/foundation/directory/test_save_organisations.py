"""Saving organisations."""

from dataclasses import replace

import pytest

from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import (
    Organisation,
)
from gemensam.foundation.directory.rows import (
    OrganisationRow,
    RowsInvalidError,
)
from gemensam.foundation.directory.services.save_organisations import save_organisations
from gemensam.foundation.fields.swedish import swedish_sort_key


def _counts(report):
    return report.created, report.changed, report.unchanged


def _events():
    return list(AuditEntry.objects.order_by("seq").values_list("event", flat=True))


UNIT = OrganisationRow(display_name="Örskolan", organisation_type="school_unit", school_unit_code="20000001")


def test_save_organisations_new_changed_and_same(world, now):
    first = save_organisations(actor=world.officer, organisations=[UNIT], at=now)
    renamed = replace(UNIT, display_name="Åskolan")
    second = save_organisations(actor=world.officer, organisations=[renamed], at=now)
    third = save_organisations(actor=world.officer, organisations=[renamed], at=now)
    assert [_counts(report) for report in (first, second, third)] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    stored = Organisation.objects.get(school_unit_code="20000001")
    assert (stored.display_name, bytes(stored.sort_key)) == ("Åskolan", swedish_sort_key("Åskolan"))
    assert _events() == ["organisations.saved", "organisations.saved"]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (
            OrganisationRow(
                display_name="Nytt namn", organisation_type="provider", organisation_number="2120000000"
            ),
            "organisation_number",
        ),
        (
            OrganisationRow(
                display_name="Nytt namn", organisation_type="school_unit", school_unit_code="10000001"
            ),
            "school_unit_code",
        ),
    ],
)
def test_save_organisations_finds_the_row_by_its_code(world, now, row, key):
    before = Organisation.objects.get(**{key: getattr(row, key)})
    report = save_organisations(actor=world.officer, organisations=[row], at=now)
    assert (report.changed, report.ids) == (1, (before.pk,))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"display_name": ""}, "name"),
        ({"organisation_type": "Skola"}, "organisation_type"),
        ({"provider_kind": "private"}, "provider_kind"),
        ({"school_unit_code": "1234567x"}, "school_unit_code"),
        ({"municipality_code": "22"}, "municipality_code"),
        ({"organisation_number": "556000-0000"}, "organisation_number"),
    ],
)
def test_save_organisations_with_one_invalid_row_saves_nothing(world, now, values, code):
    before = Organisation.objects.count()
    with pytest.raises(RowsInvalidError) as refusal:
        save_organisations(actor=world.officer, organisations=[UNIT, replace(UNIT, **values)], at=now)
    assert refusal.value.faults == ((1, code),)
    assert Organisation.objects.count() == before


def test_save_organisations_under_a_school_unit_is_refused(world, now):
    with pytest.raises(RowsInvalidError, match="parent"):
        save_organisations(
            actor=world.officer, organisations=[replace(UNIT, parent_id=world.unit_a.pk)], at=now
        )


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMINISTRATOR, Role.AUDITOR, Role.PUPIL])
def test_save_organisations_without_the_right_is_refused(world, actor_with, now, role):
    with pytest.raises(PermissionDenied):
        save_organisations(
            actor=actor_with(role, organisation_id=world.unit_a.pk), organisations=[UNIT], at=now
        )
