"""Organisations, persons, relations and enrolments of the demo county."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.rows import (
    EnrolmentRow,
    OrganisationRow,
    PersonRow,
    ResponsibleRow,
)
from gemensam.foundation.directory.services.save_enrolments import save_enrolments
from gemensam.foundation.directory.services.save_organisations import save_organisations
from gemensam.foundation.directory.services.save_persons import save_persons
from gemensam.foundation.directory.services.save_responsibles import save_responsibles
from gemensam.interfaces.commands.demo_county.model import County, Person

_TYPES = {"municipality": "provider", "independent": "provider", "office": "admissions_office"}


@dataclass(slots=True)
class Ids:
    """The register's ids by the county's own keys."""

    organisations: dict[str, UUID] = field(default_factory=dict)  # by organisation_id
    municipalities: dict[str, UUID] = field(default_factory=dict)  # by code
    units: dict[str, UUID] = field(default_factory=dict)  # by school unit code
    persons: dict[UUID, UUID] = field(default_factory=dict)  # by the county's person_id


def fill_register(county: County, actor: Actor, at: datetime) -> Ids:
    """Register everything and everyone; return the ids."""
    ids = Ids()
    _organisations(county, actor, at, ids)
    _persons(county, actor, at, ids)
    save_responsibles(actor=actor, responsibles=_relations(county, ids), at=at)
    save_enrolments(actor=actor, enrolments=_enrolments(county, ids), at=at)
    return ids


def _organisations(county: County, actor: Actor, at: datetime, ids: Ids) -> None:
    places = [
        OrganisationRow(display_name=one.name, organisation_type="municipality", municipality_code=one.code)
        for one in county.municipalities
    ]
    saved = save_organisations(actor=actor, organisations=places, at=at)
    ids.municipalities = dict(zip((one.code for one in county.municipalities), saved.ids, strict=True))
    bodies = [
        OrganisationRow(
            display_name=one.name,
            organisation_type=_TYPES[one.kind],
            provider_kind={"municipality": "public", "independent": "independent"}.get(one.kind, ""),
            municipality_code=one.municipality,
            organisation_number=one.organisation_number.replace("-", ""),
        )
        for one in county.organisations
    ]
    saved = save_organisations(actor=actor, organisations=bodies, at=at)
    ids.organisations = dict(
        zip((one.organisation_id for one in county.organisations), saved.ids, strict=True)
    )
    units = [
        OrganisationRow(
            display_name=one.name,
            organisation_type="school_unit",
            parent_id=ids.organisations[one.organisation_id],
            school_unit_code=one.code,
            municipality_code=one.municipality,
        )
        for one in county.school_units
    ]
    saved = save_organisations(actor=actor, organisations=units, at=at)
    ids.units = dict(zip((one.code for one in county.school_units), saved.ids, strict=True))


def _persons(county: County, actor: Actor, at: datetime, ids: Ids) -> None:
    people = list({one.person_id: one for one in county.people}.values())
    saved = save_persons(actor=actor, persons=[_person(one) for one in people], at=at)
    ids.persons = dict(zip((one.person_id for one in people), saved.ids, strict=True))


def _person(one: Person) -> PersonRow:
    return PersonRow(
        given_name=one.given_name,
        family_name=one.family_name,
        security_marking=one.security_marking,
        civic_no=CivicNumber.stored(one.civic_number),
        birth_date=one.birth_date,
        sex=one.sex,
        home_municipality=one.home_municipality,
        email=one.email,
        phone=one.phone,
    )


def _relations(county: County, ids: Ids) -> list[ResponsibleRow]:
    return [
        ResponsibleRow(
            child_id=ids.persons[one.child_id],
            guardian_id=ids.persons[one.guardian_id],
            starts=date(county.year - 16, 1, 1),
            has_custody=one.has_custody,
        )
        for one in county.guardianships
    ]


def _enrolments(county: County, ids: Ids) -> list[EnrolmentRow]:
    return [
        EnrolmentRow(
            person_id=ids.persons[one.person.person_id],
            school_unit_id=ids.units[one.feeder_unit],
            school_type="GR",
            starts=date(county.year - 1, 8, 17),
            school_year=9,
            class_name=one.class_name,
        )
        for one in county.applicants
        if one.feeder_unit and one.origin == "year_9"
    ]
