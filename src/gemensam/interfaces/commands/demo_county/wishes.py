"""How much each applicant would like each offering: interest, grades, distance, friends, siblings."""

import numpy as np

from gemensam.interfaces.commands.demo_county import places, programmes, schools, supply
from gemensam.interfaces.commands.demo_county.dice import Booleans, Dice, Floats
from gemensam.interfaces.commands.demo_county.model import Offering
from gemensam.interfaces.commands.demo_county.pupils import Skeleton

NEVER = -1000.0
_MINUTES_PER_STEP = 20.0  # a step of the wish is lost for so many minutes of travel
_PATIENT_MINUTES = 90.0  # for a sport or a rare education one moves to a room of one's own
_APPRENTICE = -0.6
_FRIENDS, _SIBLING, _OWN_TASTE, _TASTE_OF_ORIENTATION = 0.40, 0.9, 0.28, 0.8
# Programmes with many orientations are met more often on the list, those in few places less often: what
# it takes for the first choices of the county to come out near each programme's share.
_TO_REACH_SHARE = {
    "ES": -0.85, "NA": -0.22, "TE": 0.22, "BA": 0.35, "BF": 0.18, "EK": 0.05, "FS": 0.35, "FR": 0.45,
    "VF": 0.65, "HT": 0.75, "HU": 0.9, "IN": -0.10, "NB": 0.12,
}  # fmt: skip
ATHLETE_SHARE = 0.027


class Sport:
    """Which athletes go in for what; both sports have a share of all who do sport seriously."""

    def __init__(self, dice: Dice, people: Skeleton) -> None:
        athlete = dice.chance(np.where(people.woman, 0.6, 1.4) * ATHLETE_SHARE, len(people))
        skier = dice.chance(np.where(people.woman, 0.55, 0.22), len(people))
        self.hockey: Booleans = athlete & ~skier
        self.ski: Booleans = athlete & skier


def _interest(dice: Dice, people: Skeleton, strength: Floats) -> Floats:
    """[applicant, programme]: popularity among women or men, pull of good grades, own taste."""
    share = np.array([p.share for p in programmes.PROGRAMMES])
    women = np.array([p.women for p in programmes.PROGRAMMES])
    pull = np.array([p.grade_pull for p in programmes.PROGRAMMES])
    near = np.array([_TO_REACH_SHARE.get(p.letters, 0.0) for p in programmes.PROGRAMMES])
    popularity = near + np.log(np.where(people.woman[:, None], share * women, share * (1 - women)))
    fields = dice.gumbel(len(people), len(programmes.FIELDS)) * 0.75
    field_of = [
        n for p in programmes.PROGRAMMES for n, field in enumerate(programmes.FIELDS) if p.letters in field
    ]
    taste = fields[:, field_of] + dice.gumbel(len(people), len(programmes.PROGRAMMES)) * 0.7
    return np.asarray(popularity + pull * strength[:, None] + taste)


def _travel(people: Skeleton, offerings: tuple[Offering, ...]) -> Floats:
    """[applicant, offering]: minutes one way."""
    homes = sorted(set(people.home))
    table = np.array(
        [[places.minutes_between(home, one.municipality) for one in offerings] for home in homes], float
    )
    return table[[homes.index(home) for home in people.home]]


def _social(dice: Dice, people: Skeleton, school: list[int]) -> Floats:
    """[applicant, offering]: what the class talks about, and the school of an elder brother or sister."""
    count = len(people)
    groups = [
        f"{feeder} {name}" for feeder, name in zip(people.feeder.tolist(), people.class_name, strict=True)
    ]
    names = sorted(set(groups))
    friends = dice.bell(len(names), len(schools.GYMNASIA)) * _FRIENDS
    shared = friends[[names.index(group) for group in groups]]
    size = [1.0 if gymnasium.provider else 4.0 for gymnasium in schools.GYMNASIA]
    elder = dice.pick(size, count)
    nearby = np.array([gymnasium.municipality for gymnasium in schools.GYMNASIA])[elder] == np.array(
        people.home
    )
    has_elder = dice.chance(0.5, count) & nearby
    bonus = np.zeros((count, len(schools.GYMNASIA)))
    bonus[np.flatnonzero(has_elder), elder[has_elder]] = _SIBLING
    return np.asarray((shared + bonus)[:, school])


def wishes(seed: int, people: Skeleton, merit: Floats, offerings: tuple[Offering, ...]) -> Floats:
    """[applicant, offering] for national programmes: the higher the more wanted; NEVER where unthinkable."""
    dice = Dice(seed, "wishes")
    letters = [programme.letters for programme in programmes.PROGRAMMES]
    programme = [letters.index(one.programme[:2]) for one in offerings]
    profiles = [supply.profile_of(one.offering_id) for one in offerings]
    shorts = [gymnasium.short for gymnasium in schools.GYMNASIA]
    school = [shorts.index(supply.school_of(one.offering_id).short) for one in offerings]
    strength = (merit - merit.mean()) / merit.std()
    wish = _interest(dice, people, strength)[:, programme]
    orientations = sorted({one.study_path[:5] for one in offerings})
    taste = dice.gumbel(len(people), len(orientations)) * _TASTE_OF_ORIENTATION
    wish += taste[:, [orientations.index(one.study_path[:5]) for one in offerings]]
    wish += dice.gumbel(len(people), len(offerings)) * _OWN_TASTE
    pull = np.array([schools.GYMNASIA[n].pull + p.pull for n, p in zip(school, profiles, strict=True)])
    apprentice = np.array([one.study_path[6:7] == "L" for one in offerings])
    wish += pull + np.where(apprentice, _APPRENTICE, 0.0)
    wish += _social(dice, people, school)
    minutes = _travel(people, offerings)
    patient = np.array(
        [one.national_intake or p.for_athletes for one, p in zip(offerings, profiles, strict=True)]
    )
    wish -= minutes / np.where(patient, _PATIENT_MINUTES, _MINUTES_PER_STEP)
    _only_for_some(dice, people, strength, offerings, wish)
    wish[(minutes >= places.FAR) & ~np.array([one.national_intake for one in offerings])] = NEVER
    return wish


def _only_for_some(
    dice: Dice, people: Skeleton, strength: Floats, offerings: tuple[Offering, ...], wish: Floats
) -> None:
    """Sport is for those who do it; the mathematics profile for those with good grades."""
    sport = Sport(dice, people)
    keen = dice.chance(0.5, len(people)) & (strength > 0.6)
    for column, one in enumerate(offerings):
        profile = supply.profile_of(one.offering_id)
        if profile.for_athletes:
            who = sport.hockey if "ishockey" in profile.title else sport.ski
            wish[:, column] = np.where(who, wish[:, column] + 4.0, NEVER)
        elif one.skill_test == "required":
            wish[:, column] = np.where(keen, wish[:, column] + 1.0, NEVER)
