"""A small directory: an office, a provider with two school units, and persons."""

from datetime import date
from types import SimpleNamespace

import pytest

from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import (
    Enrolment,
    Organisation,
    OrganisationType,
    Person,
    SecurityMarking,
)


@pytest.fixture
def world(db, actor_with):
    """Organisations ``office``, ``provider``, ``unit_a``, ``unit_b`` (under the provider), ``elsewhere``."""
    office = Organisation.objects.create(
        display_name="Antagningskansliet", organisation_type=OrganisationType.ADMISSIONS_OFFICE
    )
    provider = Organisation.objects.create(
        display_name="Ankeborgs kommun",
        organisation_type=OrganisationType.PROVIDER,
        organisation_number="2120000000",
    )
    units = [
        Organisation.objects.create(
            display_name=name,
            organisation_type=OrganisationType.SCHOOL_UNIT,
            school_unit_code=code,
            parent=parent,
        )
        for name, code, parent in [
            ("Askskolan", "10000001", provider),
            ("Björkskolan", "10000002", provider),
            ("Cederskolan", "10000003", None),
        ]
    ]
    return SimpleNamespace(
        office=office,
        provider=provider,
        unit_a=units[0],
        unit_b=units[1],
        elsewhere=units[2],
        officer=actor_with(Role.OFFICE_OFFICER, organisation_id=office.pk),
        school=actor_with(Role.SCHOOL_ADMINISTRATOR, organisation_id=units[0].pk),
        auditor=actor_with(Role.AUDITOR),
    )


@pytest.fixture
def make_person(db):
    """``make_person("Anna", unit=…, security_marking=…)``: a stored person, by default not protected."""

    def make(given_name="Anna", *, unit=None, starts=date(2020, 8, 1), ends=None, **values):
        defaults = {"family_name": "Provsson", "security_marking": SecurityMarking.NONE}
        person = Person.objects.create(given_name=given_name, **(defaults | values))
        if unit:
            Enrolment.objects.create(
                person=person, school_unit=unit, school_type="GR", school_year=9, starts=starts, ends=ends
            )
        return person

    return make
