"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gemensam.foundation.directory.models import (
    Organisation,
    Person,
    Responsible,
)

TODAY = date(2027, 6, 14)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"security_marking": "nej"},
        {"sex": "x"},
        {"home_municipality": "228"},
        {"civic_no": "201102142385"},
        {"civic_no_type": "personnummer"},
        {"civic_no_index": b"i" * 32},
    ],
)
def test_database_refuses_a_person_with(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**({"given_name": "A", "family_name": "B"} | values))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"organisation_type": "skola"},
        {"school_unit_code": "1234567"},
        {"municipality_code": "228"},
        {"organisation_number": "212000"},
        {"provider_kind": "private"},
        {"starts": date(2027, 1, 2), "ends": date(2027, 1, 1)},
    ],
)
def test_database_refuses_an_organisation_with(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**({"display_name": "A", "organisation_type": "school"} | values))


def test_database_refuses_what_must_be_once(world, make_person):
    twice = [
        lambda: Organisation.objects.create(
            display_name="Kopia", organisation_type="school_unit", school_unit_code="10000001"
        ),
        lambda: Organisation.objects.create(
            display_name="Kopia", organisation_type="provider", organisation_number="2120000000"
        ),
    ]
    for make in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
    person = make_person("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsible.objects.create(child=person, guardian=person, starts=TODAY)
