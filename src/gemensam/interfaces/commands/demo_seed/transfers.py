"""Wishes at two other offices: one has acknowledged, the other is overdue; and a file from outside that waits."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from gemensam.domains.admissions.queries.offices import OfficeView, office_of
from gemensam.domains.applications.inputs.content import Contact, Content, Elsewhere
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.transfers import tasks
from gemensam.domains.transfers.inputs.transfer_file import (
    FileApplicant,
    FileGrade,
    FileSchool,
    Statement,
    TransferFile,
    Wish,
    written,
)
from gemensam.domains.transfers.queries.outgoing import transfers
from gemensam.domains.transfers.queries.statements import statement_lines
from gemensam.domains.transfers.services.acknowledge_transfer import acknowledge_transfer
from gemensam.domains.transfers.services.raise_alarms import raise_alarms
from gemensam.domains.transfers.services.receive_transfer import receive_transfer
from gemensam.domains.transfers.services.record_statements import Stated, record_statements
from gemensam.domains.transfers.services.save_other_office import OfficeDetails, save_other_office
from gemensam.domains.transfers.services.send_transfer import send_transfer
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.civic_numbers import civic_number
from gemensam.interfaces.commands.demo_county.model import Applicant, County, Offering
from gemensam.interfaces.commands.demo_seed.people import STARTS
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.interfaces.commands.demo_seed.shown import shown_pupils

IN_MAY: Final = moments.summer(2027, 5, 12, 19, 20)
MADE: Final = moments.summer(2027, 6, 21, 9, 40)
OFFICES: Final = (
    ("Antagningskansliet Jämtland", ("Östersund", "Krokom", "Åre", "Ragunda"), "Jon", "Fjällstedt"),
    ("Antagningskansliet Gävleborg", ("Hudiksvall", "Gävle", "Söderhamn", "Nordanstig"), "Gunilla", "Hålsjö"),
)
WISHES: Final = (
    (("Naturvetenskapsprogrammet", "Wargentinsgymnasiet", "Östersund"),),
    (("Fordons- och transportprogrammet", "Fjällgymnasiet", "Krokom"), ("Teknikprogrammet", "Vasaskolan", "Gävle")),
    (("Estetiska programmet, musik", "Wargentinsgymnasiet", "Östersund"),),
    (("Samhällsvetenskapsprogrammet", "Bromangymnasiet", "Hudiksvall"),),
    (("Hotell- och turismprogrammet", "Åre gymnasieskola", "Åre"), ("Ekonomiprogrammet", "Vasaskolan", "Gävle")),
    (("Naturbruksprogrammet", "Friskolan Nordan", "Nordanstig"),),
)  # fmt: skip
ANSWERS: Final = {"Nordanstig": "not_needed", "Åre": "not_offered", "Krokom": "own", "Gävle": "partner"}


def fill_transfers(county: County, ids: Ids, officer: Actor) -> None:
    """The same services as everyone uses, at the times of the county's year."""
    office = office_of(officer)
    if office is None:
        return
    others = [
        save_other_office(
            actor=officer, office=office, at=moments.winter(2027, 1, 11, 9),
            details=OfficeDetails(name, places, given, family, f"{given.lower()}@{place.lower()}.example.test"),
        )[0]
        for (name, places, given, family), place in zip(OFFICES, ("jamtland", "gavleborg"), strict=True)
    ]  # fmt: skip
    for pupil, wishes in zip(_pupils(county), WISHES, strict=False):
        _apply(county, ids, office, pupil, tuple(Elsewhere(*one) for one in wishes))
    _state(officer, office)
    tasks.prepare(MADE)
    for one in transfers(officer, office):
        send_transfer(actor=officer, transfer_id=one.id, at=moments.summer(2027, 6, 21, 10, 15))
        if one.other_id == others[0]:
            acknowledge_transfer(
                actor=officer, transfer_id=one.id, by="Jon Fjällstedt, Antagningskansliet Jämtland",
                at=moments.summer(2027, 6, 22, 8, 50),
            )  # fmt: skip
    raise_alarms(at=moments.summer(2027, 6, 23, 9, 40))
    _receive(county, officer, others[0])


def _pupils(county: County) -> list[Applicant]:
    """Ordinary pupils whose grades stay as they are; the second of those in the role picker is one of them."""
    hidden = {person.person_id for person in county.protected}
    shown = shown_pupils(county)
    taken = {one.person.person_id for one in shown}
    others = [
        one
        for one in county.applicants
        if one.origin == "year_9"
        and not one.supplements
        and len(one.final_choices) >= 3
        and one.person.person_id not in hidden | taken
    ]
    return [shown[1], *others[::400]]


def _apply(
    county: County, ids: Ids, office: OfficeView, pupil: Applicant, wishes: tuple[Elsewhere, ...]
) -> None:
    person_id = ids.persons[pupil.person.person_id]
    actor = Actor(None, person_id, "Demo", (Grant(Role.PUPIL, None, STARTS),))
    draft = open_draft(actor=actor, office_id=office.id, year=county.year, person_id=person_id, at=IN_MAY)

    def wanting(content: Content) -> Content:
        return replace(content, contact=content.contact or Contact("elev@demo.example"), elsewhere=wishes)

    saved = save_draft(
        actor=actor, draft_id=draft.pk, version=None, step="elsewhere", change=wanting, at=IN_MAY
    )
    submit_application(
        actor=actor, draft_id=draft.pk, version=saved.version, key=uuid5(draft.pk, "elsewhere"), at=IN_MAY
    )


def _state(officer: Actor, office: OfficeView) -> None:
    """The home municipalities have said what they think of most wishes."""
    stated = [
        Stated(one.person_id, *one.words, ANSWERS[one.words[2]])
        for one in statement_lines(officer, office)
        if one.person_id is not None and one.words[2] in ANSWERS
    ]
    record_statements(actor=officer, office=office, stated=stated, at=moments.summer(2027, 6, 3, 13))


def _receive(county: County, officer: Actor, other_id: UUID) -> None:
    """Two applicants from Jämtland who want something here."""
    one, other = county.offerings[0], county.offerings[5]
    schools = {unit.code: unit.name for unit in county.school_units}

    stated = Statement("not_offered", MADE.isoformat())

    def wishes(*rows: Offering) -> tuple[Wish, ...]:
        return tuple(
            Wish(rank, row.title, schools.get(row.school_unit, ""), _place(county, row), stated)
            for rank, row in enumerate(rows, 1)
        )

    people = (("Inga", "Storsjö", 980, wishes(one, other)), ("Nils", "Frösö", 981, wishes(other)))
    grades = tuple(
        FileGrade(subject, "", grade, "compulsory", moments.summer(2027, 6, 11, 9).isoformat())
        for subject, grade in (("SV", "C"), ("EN", "B"), ("MA", "C"), ("HI", "D"), ("IDH", "A"))
    )
    applicants = tuple(
        FileApplicant(
            reference=f"J-{serial}", civic_no=civic_number(date(2009, 2, 28), serial), given_name=given,
            family_name=family, home_municipality="2380", email="", phone="",
            school=FileSchool("", "Storsjöskolan", "9B"), wishes=wanted, grades=grades,
        )
        for given, family, serial, wanted in people
    )  # fmt: skip
    file = TransferFile(
        id=uuid5(other_id, "demo"), version=1, year=county.year, sender="Antagningskansliet Jämtland",
        receiver="Antagningskansliet", prepared_at=MADE, acknowledge_at="", applicants=applicants, withheld=0,
    )  # fmt: skip
    receive_transfer(
        actor=officer,
        other_id=other_id,
        year=county.year,
        content=written(file)[0],
        at=moments.summer(2027, 6, 23, 14),
    )


def _place(county: County, offering: Offering) -> str:
    return next(one.name for one in county.municipalities if one.code == offering.municipality)
