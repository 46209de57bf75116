"""Applicants as persons, their guardians, and those who work with the admission."""

from dataclasses import dataclass, replace

import numpy as np

from gemensam.interfaces.commands.demo_county import places, schools
from gemensam.interfaces.commands.demo_county.dice import Dice
from gemensam.interfaces.commands.demo_county.model import Guardianship, Person, StaffMember
from gemensam.interfaces.commands.demo_county.people import PeopleMaker, Wanted
from gemensam.interfaces.commands.demo_county.pupils import FROM_ABROAD, YEAR, YEAR_9, Skeleton
from gemensam.interfaces.commands.demo_county.supply import OFFICE_ID

PUPIL_MAIL, HOME_MAIL, WORK_MAIL = "elev.exempel.test", "hem.exempel.test", "arbete.exempel.test"
MARKINGS = ("confidential", "protected_registration")
PROTECTED_PUPILS = 16  # eight of each marking; four of them have a protected guardian, so twenty in all
PROTECTED_GUARDIANS = 2  # of each marking
REGISTERED_ELSEWHERE = "2480"  # Umeå: the register still holds the former home of some protected pupils
WITH_TF_NUMBER, WITH_COORDINATION_NUMBER, COORDINATION_GUARDIANS = 4, 12, 10


@dataclass(frozen=True, slots=True)
class Families:
    """People in the order of the skeleton, and their guardians."""

    pupils: tuple[Person, ...]
    lives_in_area_of: tuple[str, ...]
    guardians: tuple[Person, ...]
    guardianships: tuple[Guardianship, ...]


def _special_pupils(dice: Dice, people: Skeleton) -> dict[int, dict[str, str]]:
    """Position → what differs: protection marking, or another kind of civic number."""
    order = dice.shuffled(len(people)).tolist()
    first_twins = set(people.twin_of.tolist())
    alone = [n for n in order if people.twin_of[n] < 0 and n not in first_twins]
    plain = [n for n in alone if people.origin[n] == YEAR_9 and not people.foreign[n]]
    special = {
        pupil: {"security_marking": MARKINGS[count % 2]}
        for count, pupil in enumerate(plain[:PROTECTED_PUPILS])
    }
    abroad = [n for n in alone if people.origin[n] == FROM_ABROAD]
    foreign = [n for n in alone if people.foreign[n] and people.origin[n] == YEAR_9]
    special |= {pupil: {"number": "tf"} for pupil in abroad[:WITH_TF_NUMBER]}
    rest = [*abroad[WITH_TF_NUMBER : WITH_TF_NUMBER + 4], *foreign]
    special |= {pupil: {"number": "samordningsnummer"} for pupil in rest[:WITH_COORDINATION_NUMBER]}
    return special


def draw_families(seed: int, people: Skeleton, maker: PeopleMaker) -> Families:
    """Name everyone. Twins share birth date, family name and guardians."""
    dice = Dice(seed, "families")
    special = _special_pupils(dice, people)
    second = {first: n for n, first in enumerate(people.twin_of.tolist()) if first >= 0}
    pupils: list[Person] = []
    area: list[str] = []
    for n in range(len(people)):
        wanted = Wanted(
            birth_year=int(people.birth_year[n]),
            woman=bool(people.woman[n]),
            foreign=bool(people.foreign[n]),
            home=people.home[n],
            mailbox=PUPIL_MAIL,
            twin=("woman" if people.woman[second[n]] else "man") if n in second else "",
            **special.get(n, {}),  # type: ignore[arg-type]  # the three that may differ are texts
        )
        twin = int(people.twin_of[n])
        if twin >= 0:
            wanted = replace(wanted, family_name=pupils[twin].family_name, born=pupils[twin].birth_date)
        elsewhere = wanted.security_marking == "protected_registration"
        if elsewhere:
            wanted = replace(wanted, home=REGISTERED_ELSEWHERE)
        area.append(people.home[n] if elsewhere else "")
        pupils.append(maker.make(wanted))
    _place_in_care(people, area)
    guardians, guardianships = _draw_guardians(dice, people, pupils, maker)
    return Families(tuple(pupils), tuple(area), guardians, guardianships)


def _place_in_care(people: Skeleton, area: list[str]) -> None:
    """Two pupils from outside live in a home (HVB) in the county and are received as residents there."""
    inside = set(places.AREA)
    outside = [n for n in range(len(people)) if people.home[n] not in inside and not area[n]]
    for pupil, municipality in zip(outside[:2], ("2281", "2283"), strict=True):
        area[pupil] = municipality


def _draw_guardians(
    dice: Dice, people: Skeleton, pupils: list[Person], maker: PeopleMaker
) -> tuple[tuple[Person, ...], tuple[Guardianship, ...]]:
    """Two guardians for most, one for some, none for a few: no contact, of age, or hidden with the child."""
    guardians: list[Person] = []
    ties: list[Guardianship] = []
    of_pupil: dict[int, list[tuple[Person, str]]] = {}
    hidden = dict.fromkeys(MARKINGS, 0)
    coordination = COORDINATION_GUARDIANS
    number_of = dice.pick([0.03, 0.20, 0.77], len(people)).tolist()
    for n, child in enumerate(pupils):
        twin = int(people.twin_of[n])
        if twin >= 0:
            of_pupil[n] = of_pupil[twin]
        elif child.security_marking != "none":
            hidden[child.security_marking] += 1
            known = hidden[child.security_marking] <= PROTECTED_GUARDIANS
            of_pupil[n] = [_parent(dice, maker, child, "mother", False)] if known else []
        elif YEAR - child.birth_date.year >= 19:
            of_pupil[n] = []
        else:
            count = number_of[n] if child.civic_number_kind == "personnummer" else min(1, number_of[n])
            relations = (
                ("mother", "father") if count == 2 else (("mother",) if dice.chance(0.8) else ("father",))
            )
            foreign = bool(people.foreign[n])
            of_pupil[n] = [
                _parent(dice, maker, child, relation, foreign, coordination=foreign and coordination > 0)
                for relation in relations[:count]
            ]
            coordination -= len(of_pupil[n]) if foreign else 0
        if twin < 0:
            guardians += [parent for parent, _ in of_pupil[n]]
        custody = not (len(of_pupil[n]) == 2 and dice.chance(0.02))
        ties += [
            Guardianship(
                child.person_id, parent.person_id, relation, has_custody=custody or relation == "mother"
            )
            for parent, relation in of_pupil[n]
        ]
    return tuple(guardians), tuple(ties)


def _parent(
    dice: Dice, maker: PeopleMaker, child: Person, relation: str, foreign: bool, *, coordination: bool = False
) -> tuple[Person, str]:
    """One guardian: usually of the same name and home as the child."""
    same_name = dice.chance(0.82 if relation == "mother" else 0.78)
    return maker.make(
        Wanted(
            birth_year=child.birth_date.year - int(dice.whole(22, 41)),
            woman=relation == "mother",
            foreign=foreign,
            home=child.home_municipality,
            mailbox=HOME_MAIL,
            family_name=child.family_name if same_name else "",
            number="samordningsnummer" if coordination else "personnummer",
            security_marking=child.security_marking,
        )
    ), relation


def _posts() -> list[tuple[str, str, str]]:
    """Role, organisation, school unit of everyone who works with the admission."""
    office = ["office_officer"] * 3 + ["office_approver"] * 2
    office += ["network_coordinator", "it_administrator", "auditor"]
    posts = [(role, OFFICE_ID, "") for role in office]
    for place in places.PLACES:
        provider = schools.provider_id(place.code, "")
        posts += [
            (role, provider, "") for role in ("municipal_planner", "economist", "provider_decision_maker")
        ]
    posts += [
        ("provider_decision_maker", provider, "") for provider, _, _ in schools.INDEPENDENT_PROVIDERS[:6]
    ]
    for gymnasium in schools.GYMNASIA:
        unit = schools.unit_code(gymnasium.municipality, gymnasium.serial)
        posts += [(role, "", unit) for role in ("school_head", "counsellor", "school_administrator")]
    for feeder in schools.FEEDERS:
        unit = schools.unit_code(feeder.municipality, feeder.serial)
        posts += [(role, "", unit) for role in ("school_head", "counsellor", "school_administrator")]
    return posts


def draw_staff(seed: int, maker: PeopleMaker) -> tuple[StaffMember, ...]:
    """One person per post."""
    dice = Dice(seed, "staff")
    posts = _posts()
    years = dice.whole(1964, 1996, len(posts)).tolist()
    women = (dice.uniform(len(posts)) < np.array([0.72])).tolist()
    by_unit = {schools.unit_code(f.municipality, f.serial): f.municipality for f in schools.GYMNASIA}
    by_unit |= {schools.unit_code(f.municipality, f.serial): f.municipality for f in schools.FEEDERS}
    members = []
    for (role, organisation, unit), year, woman in zip(posts, years, women, strict=True):
        home = by_unit.get(unit) or (organisation[-4:] if organisation[-4:] in places.AREA else "2281")
        foreign = bool(dice.chance(0.08))
        person = maker.make(Wanted(year, woman, foreign, home, WORK_MAIL))
        members.append(StaffMember(person, role, organisation, unit))
    return tuple(members)
