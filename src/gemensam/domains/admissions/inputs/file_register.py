"""What the register holds of the persons and codes that a file names, fetched in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from gemensam.domains.admissions.models import (
    Application,
    Choice,
    Grade,
    ImportBatch,
    ImportKind,
    RankingRule,
)
from gemensam.domains.catalogue.queries import (
    all_past_cut_offs,
    offerings_by_code,
    open_houses_by_key,
    words_by_code,
)
from gemensam.foundation.directory.models import Organisation, Person, Responsible
from gemensam.foundation.directory.models.organisation import OrganisationType
from gemensam.foundation.fields.keys import blind_index
from gemensam.foundation.fields.swedish import folded

_CHUNK = 500  # SQLite takes a limited number of parameters in one statement


@dataclass(slots=True)
class Register:
    """Rows by the keys that files use. ``persons`` is by civic number, the rest as named."""

    persons: dict[str, Person] = field(default_factory=dict)
    applications: dict[UUID, Application] = field(default_factory=dict)  # by person
    grades: dict[UUID, list[Grade]] = field(default_factory=dict)  # by person, earliest first
    choices: dict[UUID, list[Choice]] = field(default_factory=dict)  # by application, by rank
    school_units: dict[str, Organisation] = field(default_factory=dict)  # by school unit code
    offerings: dict[str, Any] = field(default_factory=dict)  # by code; the catalogue's rows
    municipalities: dict[str, str] = field(default_factory=dict)  # code or folded name -> code
    relations: set[tuple[UUID, UUID]] = field(default_factory=set)  # (child, guardian), with custody or not
    rankings: set[str] = field(default_factory=set)  # names of the office's ranking rules
    past: dict[tuple[str, str, str, int], Any] = field(
        default_factory=dict
    )  # earlier years, by what tells them apart
    words: dict[tuple[str, str], Any] = field(
        default_factory=dict
    )  # schools' words, by offering and language

    visits: dict[tuple[str, str, datetime], tuple[datetime, str]] = field(
        default_factory=dict
    )  # open houses: school, education and start -> end and place

    def municipality(self, text: str) -> str | None:
        """Return the municipality's code for a code or a name, None when it is neither."""
        if text.isascii() and text.isdigit() and len(text) == 4:
            return text
        return self.municipalities.get(folded(text).removesuffix(" kommun"))


def load_register(*, batch: ImportBatch, civic_numbers: Iterable[str]) -> Register:
    """Fetch what the register holds for the batch's office and year, and for the persons named."""
    register = Register()
    codes = Organisation.objects.filter(organisation_type=OrganisationType.SCHOOL_UNIT)
    register.school_units = {unit.school_unit_code: unit for unit in codes if unit.school_unit_code}
    for place in Organisation.objects.filter(organisation_type=OrganisationType.MUNICIPALITY):
        name = folded(place.display_name).removesuffix(" kommun")
        register.municipalities[name] = place.municipality_code
        register.municipalities[name.removesuffix("s")] = place.municipality_code  # "Timrås kommun"
    register.offerings = offerings_by_code(year=batch.year)
    register.rankings = set(RankingRule.objects.filter(office=batch.office_id).values_list("name", flat=True))
    if batch.kind == ImportKind.CUT_OFFS:
        register.past = {
            (row.school_unit.school_unit_code, row.study_path, row.offering_code, row.year): row
            for row in all_past_cut_offs()
        }
    if batch.kind == ImportKind.FACTS:
        register.words = words_by_code(year=batch.year)
    if batch.kind == ImportKind.OPEN_HOUSES:
        register.visits = open_houses_by_key(year=batch.year)
    _load_persons(register, batch, sorted(set(civic_numbers)))
    return register


def _load_persons(register: Register, batch: ImportBatch, numbers: list[str]) -> None:
    indexes = {blind_index(number): number for number in numbers}
    keys = list(indexes)
    for start in range(0, len(keys), _CHUNK):
        part = Person.objects.filter(civic_no_index__in=keys[start : start + _CHUNK])
        for person in part.defer("civic_no"):
            register.persons[indexes[bytes(person.civic_no_index or b"")]] = person
    ids = [person.pk for person in register.persons.values()]
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for application in Application.objects.filter(
            office=batch.office_id, year=batch.year, person__in=some
        ):
            register.applications[application.person_id] = application
        relations = Responsible.objects.filter(child__in=some)  # an ended custody is not begun by a file
        register.relations |= set(relations.values_list("child_id", "guardian_id"))
        for grade in Grade.objects.filter(person__in=some).order_by("registered_at", "pk"):
            register.grades.setdefault(grade.person_id, []).append(grade)
        rows = Choice.objects.filter(application__office=batch.office_id, application__year=batch.year)
        for choice in rows.filter(application__person__in=some).select_related("offering").order_by("rank"):
            register.choices.setdefault(choice.application_id, []).append(choice)
