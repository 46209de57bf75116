"""Puts the county together."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gemensam.interfaces.commands.demo_county import moments, places, schools, supply
from gemensam.interfaces.commands.demo_county.choices import ChoiceMaker, draw_circumstances
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.families import Families, draw_families, draw_staff
from gemensam.interfaces.commands.demo_county.grade_rows import GradeWriter
from gemensam.interfaces.commands.demo_county.grade_sheets import GradeBook, lacking, merit_estimate
from gemensam.interfaces.commands.demo_county.grades import draw_grades
from gemensam.interfaces.commands.demo_county.lists import Lists, draw_lists
from gemensam.interfaces.commands.demo_county.model import Applicant, County, Offering
from gemensam.interfaces.commands.demo_county.people import PeopleMaker
from gemensam.interfaces.commands.demo_county.pupils import (
    FROM_ABROAD,
    OLDER_ORIGIN,
    ORIGINS,
    YEAR,
    Skeleton,
    draw_skeleton,
)
from gemensam.interfaces.commands.demo_county.supplements import draw_supplements
from gemensam.interfaces.commands.demo_county.wishes import wishes

SEED = 2027
_WALDORF, _DANCE = "Solgårdens Waldorfskola", "Kvarnhjulets friskola"
COMPLETED = 1  # an older applicant who already has a leaving certificate from upper-secondary school


def lottery_seed(seed: int) -> str:
    """The 64 hex digits that the office would draw in public; here they follow from the seed."""
    return hashlib.sha256(f"Gemensam demo, draw of {YEAR}, seed {seed}".encode()).hexdigest()


def _feeder(name: str) -> int:
    return [fact.name for fact in schools.FEEDERS].index(name)


def _unit_of(people: Skeleton, pupil: int) -> str:
    feeder = int(people.feeder[pupil])
    if feeder < 0:
        return ""
    return schools.unit_code(schools.FEEDERS[feeder].municipality, schools.FEEDERS[feeder].serial)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """All that is drawn about applicants, before it is put into rows."""

    people: Skeleton
    book: GradeBook
    lists: Lists
    families: Families
    writer: GradeWriter
    choices: ChoiceMaker
    numbers: list[int]  # applicant numbers in random order, so that they tell nothing


def _draw(seed: int, offerings: tuple[Offering, ...], maker: PeopleMaker) -> _Drawn:
    people = draw_skeleton(seed)
    book = draw_grades(seed, people, waldorf=_feeder(_WALDORF), dance=_feeder(_DANCE))
    national = tuple(one for one in offerings if not one.base_programme)
    wish = wishes(seed, people, merit_estimate(book.spring), national)
    lists = draw_lists(seed, people, wish, offerings, (lacking(book.autumn), lacking(book.spring)))
    circumstances = draw_circumstances(seed, people, book, lists, offerings)
    return _Drawn(
        people=people,
        book=book,
        lists=lists,
        families=draw_families(seed, people, maker),
        writer=GradeWriter(people, book, draw_supplements(seed, people, book)),
        choices=ChoiceMaker(seed, offerings, circumstances),
        numbers=(Dice(seed, "numbers").shuffled(len(people)) + 1).tolist(),
    )


def _applicant(drawn: _Drawn, pupil: int, *, completed: bool) -> Applicant:
    people, lists = drawn.people, drawn.lists
    origin = int(people.origin[pupil])
    return Applicant(
        applicant_id=f"a{drawn.numbers[pupil]:05d}",
        person=drawn.families.pupils[pupil],
        origin=ORIGINS[origin],
        feeder_unit=_unit_of(people, pupil),
        class_name=people.class_name[pupil],
        completed_upper_secondary=completed,
        comparable_grades=origin != FROM_ABROAD,
        lives_in_area_of=drawn.families.lives_in_area_of[pupil],
        reduced_timetable=bool(drawn.book.reduced_timetable[pupil]),
        autumn=drawn.writer.autumn(pupil),
        spring=drawn.writer.spring(pupil),
        supplements=drawn.writer.supplements(pupil),
        preliminary_choices=drawn.choices.choices(pupil, lists.original[pupil], frozenset(), final=False),
        final_choices=drawn.choices.choices(pupil, lists.final[pupil], lists.late[pupil], final=True),
    )


@lru_cache(maxsize=2)
def build_county(seed: int = SEED) -> County:
    """The whole county. The same seed gives the same county, to the last digit."""
    offerings = supply.offerings()
    maker = PeopleMaker(seed)
    drawn = _draw(seed, offerings, maker)
    older = np.flatnonzero(drawn.people.origin == OLDER_ORIGIN).tolist()
    applicants = tuple(
        _applicant(drawn, pupil, completed=pupil in older[:COMPLETED]) for pupil in range(len(drawn.people))
    )
    return County(
        seed=seed,
        year=YEAR,
        name=places.COUNTY_NAME,
        lottery_seed=lottery_seed(seed),
        municipalities=supply.municipalities(),
        organisations=supply.organisations(),
        school_units=supply.school_units(),
        offerings=offerings,
        rankings=supply.RANKINGS,
        areas=supply.areas(),
        calendar=moments.CALENDAR,
        applicants=applicants,
        guardians=drawn.families.guardians,
        guardianships=drawn.families.guardianships,
        staff=draw_staff(seed, maker),
    )
