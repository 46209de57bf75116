"""The counsellors' year in the demo: times, talks, the queue, ticks and notes, so that their day looks like one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services.book_slot import book_slot
from gemensam.domains.guidance.services.join_queue import Wishes, join_queue
from gemensam.domains.guidance.services.mark_talk import mark_talk
from gemensam.domains.guidance.services.publish_slots import SlotPlan, publish_slots
from gemensam.domains.guidance.services.tick_pupil import tick_pupil
from gemensam.domains.guidance.services.write_note import write_note
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.commands.demo_county import moments
from gemensam.interfaces.commands.demo_county.model import Applicant, County
from gemensam.interfaces.commands.demo_seed.guidance_methods import share_methods
from gemensam.interfaces.commands.demo_seed.guidance_slots import open_slots
from gemensam.interfaces.commands.demo_seed.people import STARTS
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.interfaces.commands.demo_seed.shown import shown_pupils

_NAMES = UUID("6c1f0e4c-5a77-4c0e-9a52-2b1b4f3a9d10")  # so that the demo is the same each time
_WAYS = (  # form, where, link, language
    ("room", "Rum 12", "", "sv"),
    ("video", "", "https://mote.example/vagledning", "sv"),
    ("phone", "Jag ringer upp dig", "", "sv"),
    ("room", "Biblioteket", "", "sv"),
    ("video", "", "https://mote.example/guidance", "en"),
)
_QUESTIONS = (
    "Jag vet inte om jag ska välja natur eller teknik.",
    "Hur mycket räknas moderna språk?",
    "",
    "Vad händer om jag inte kommer in på mitt första val?",
    "",
)
_NOTES = (
    ("Funderar på el eller fordon. Vill göra studiebesök i höst.", True),
    ("Har pratat med läraren i engelska om prövning under lovskolan.", True),
    ("Vill helst gå i samma kommun. Ring hem innan omvalet stänger.", False),
    ("Behöver stöd med ansökan om fri kvot. Papperen är på gång.", True),
)
_EVERY = 4  # of the compulsory schools' counsellors: enough for several municipalities


def fill_guidance(county: County, ids: Ids, staff: dict[Role, list[Actor]], now: datetime) -> None:
    """Everything, at the times of the county's year."""
    shown = shown_pupils(county)
    own_school = ids.units[shown[1].feeder_unit]
    feeders = {ids.units[one.feeder_unit] for one in county.applicants if one.feeder_unit}
    working = [one for one in staff[Role.COUNSELLOR] if one.grants[0].organisation_id in feeders]
    chosen = [one for number, one in enumerate(working) if number % _EVERY == 0 or _unit(one) == own_school]
    for number, counsellor in enumerate(chosen):
        pupils = list(_pupils(county, ids, _unit(counsellor)))
        _spring(counsellor, pupils, number, now)
        _coming(counsellor, pupils, number, now)
    own = next(one for one in chosen if _unit(one) == own_school)
    _work_with_pupils(own, [ids.persons[one.person.person_id] for one in _own(county, shown[1])], now)
    chosen_time = next(open_slots(own, after=now))
    _book(_actor(ids.persons[shown[1].person.person_id]), chosen_time[1], 0, now - timedelta(days=1))
    _wait(_actor(ids.persons[shown[2].person.person_id]), now)
    share_methods(chosen, now)


def _unit(counsellor: Actor) -> UUID:
    unit = counsellor.grants[0].organisation_id
    assert unit is not None  # counsellors work at a school
    return unit


def _own(county: County, pupil: Applicant) -> list[Applicant]:
    hidden = {person.person_id for person in county.protected}
    return [
        one
        for one in county.applicants
        if one.feeder_unit == pupil.feeder_unit
        and one.origin == "year_9"
        and one.person.person_id not in hidden
    ]


def _pupils(county: County, ids: Ids, unit: UUID) -> Iterator[Actor]:
    for one in county.applicants:
        if one.origin == "year_9" and one.feeder_unit and ids.units[one.feeder_unit] == unit:
            yield _actor(ids.persons[one.person.person_id])


def _actor(person_id: UUID) -> Actor:
    return Actor(None, person_id, "", (Grant(Role.PUPIL, None, STARTS),))


def _plan(counsellor: Actor, number: int, first: date, last: date, weekdays: tuple[int, ...]) -> SlotPlan:
    form, place, link, language = _WAYS[number % len(_WAYS)]
    return SlotPlan(
        school_unit_id=_unit(counsellor), form=form, place=place, video_link=link, language=language,
        own_school_only=False, first=first, last=last, weekdays=weekdays, start=9 * 60, end=11 * 60, length=30,
        pause=10,
    )  # fmt: skip


def _spring(counsellor: Actor, pupils: list[Actor], number: int, now: datetime) -> None:
    """The times of April and May: most were booked, and most of the talks took place."""
    published = moments.summer(2027, 4, 1, 8)
    plan = _plan(counsellor, number, date(2027, 4, 19), date(2027, 5, 14), (number % 5,))
    publish_slots(actor=counsellor, plan=plan, series_id=uuid5(_NAMES, f"spring {number}"), at=published)
    for place, slot_id, starts in open_slots(counsellor):
        if place >= len(pupils) or place % 6 == 5:
            continue
        booked = starts - timedelta(days=3 + (place + number) % 9)
        booking = _book(pupils[place], slot_id, place, max(booked, published))
        if booking is not None:
            mark_talk(
                actor=counsellor, booking_id=booking, held=place % 7 != 6, at=starts + timedelta(hours=1)
            )


def _coming(counsellor: Actor, pupils: list[Actor], number: int, now: datetime) -> None:
    """The coming week and August: some are booked already."""
    published = now - timedelta(days=6)
    weeks = (
        (date(2027, 6, 28), date(2027, 7, 2), (0, 1, 3)),
        (date(2027, 8, 9), date(2027, 8, 20), (1, 2)),
    )
    for first, last, days in weeks:
        name = uuid5(_NAMES, f"{first} {number}")
        publish_slots(
            actor=counsellor, plan=_plan(counsellor, number, first, last, days), series_id=name, at=published
        )
    for place, slot_id, _starts in open_slots(counsellor, after=now):
        if place < 9 and place % 2 == 0 and 20 + place < len(pupils):
            _book(pupils[20 + place], slot_id, place, now - timedelta(days=2, hours=place))


def _book(pupil: Actor, slot_id: UUID, place: int, at: datetime) -> UUID | None:
    assert pupil.person_id is not None  # made of a person above
    question = _QUESTIONS[place % len(_QUESTIONS)]
    try:
        return book_slot(actor=pupil, slot_id=slot_id, pupil_id=pupil.person_id, question=question, at=at).pk
    except BookingRefused:
        return None


def _work_with_pupils(counsellor: Actor, pupils: list[UUID], now: datetime) -> None:
    """Ticks and notes at the school of the counsellor whom the demo shows."""
    for number, pupil_id in enumerate(pupils):
        if number % 3 != 2 and number < 60:
            tick_pupil(actor=counsellor, pupil_id=pupil_id, done=True, at=now - timedelta(days=9))
    for number, (text, shared) in enumerate(_NOTES):
        write_note(
            actor=counsellor, pupil_id=pupils[3 + 5 * number], note_id=uuid5(_NAMES, f"note {number}"),
            text=text, shared=shared, at=now - timedelta(days=12 - 2 * number),
        )  # fmt: skip


def _wait(pupil: Actor, now: datetime) -> None:
    assert pupil.person_id is not None  # made of a person above
    join_queue(
        actor=pupil, pupil_id=pupil.person_id, wishes=Wishes("", "", "fi", date(2027, 8, 20)), question="",
        at=now - timedelta(days=1),
    )  # fmt: skip
