"""The skeleton of every applicant, as columns: home, school, sex, background and ability."""

from dataclasses import dataclass

import numpy as np

from gemensam.interfaces.commands.demo_county import places, schools
from gemensam.interfaces.commands.demo_county.dice import Booleans, Dice, Floats, Integers

YEAR = 2027  # start of the education that is applied to
BORN_YEAR_9 = YEAR - 16
CLASS_SIZE = 26
OLDER = 46  # left school earlier: from introduction programmes, after a break, changing programme
ABROAD = 14  # newly come with grades that cannot be compared
ORIGINS = ("year_9", "older", "outside", "abroad")
YEAR_9, OLDER_ORIGIN, OUTSIDE, FROM_ABROAD = range(4)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One entry per applicant in every column."""

    origin: Integers  # position in ORIGINS
    home: list[str]  # municipality code
    feeder: Integers  # position in schools.FEEDERS, -1 = none
    class_name: list[str]
    birth_year: Integers
    woman: Booleans
    foreign: Booleans  # foreign background: names, mother tongue, Swedish as a second language
    ability: Floats  # about mean 0, spread 1
    twin_of: Integers  # position of the twin, -1 = none

    def __len__(self) -> int:
        return len(self.home)


def _year_9(dice: Dice) -> tuple[list[str], list[int], list[str]]:
    """Homes, schools and classes of the pupils in year 9, in order of municipality, school and class."""
    homes: list[str] = []
    feeders: list[int] = []
    classes: list[str] = []
    for place in places.PLACES:
        options = [n for n, fact in enumerate(schools.FEEDERS) if fact.municipality == place.code]
        weights = [schools.FEEDERS[n].weight for n in options]
        drawn = sorted(options[n] for n in dice.pick(weights, place.pupils).tolist())
        for feeder in options:
            count = drawn.count(feeder)
            groups = max(1, -(-count // CLASS_SIZE))
            homes += [place.code] * count
            feeders += [feeder] * count
            classes += sorted(f"9{'ABCDEFGHIJ'[n % groups]}" for n in range(count))
    return homes, feeders, classes


def _twins(dice: Dice, count: int, feeders: list[int], classes: list[str]) -> Integers:
    """Every so often the next in the class list is a twin."""
    twin_of = np.full(count, -1, dtype=np.int64)
    start = dice.chance(0.008, count)
    for first in range(count - 1):
        same_class = feeders[first] == feeders[first + 1] and classes[first] == classes[first + 1]
        if start[first] and same_class and twin_of[first] < 0:
            twin_of[first + 1] = first
    return twin_of


def draw_skeleton(seed: int) -> Skeleton:
    """Pupils in year 9 first, then older applicants, applicants from outside the county, and from abroad."""
    dice = Dice(seed, "pupils")
    homes, feeders, classes = _year_9(dice)
    year_9 = len(homes)
    twin_of_year_9 = _twins(dice, year_9, feeders, classes)
    weights = [place.pupils for place in places.PLACES]
    homes += [places.PLACES[n].code for n in dice.pick(weights, OLDER).tolist()]
    homes += [neighbour.code for neighbour in places.NEIGHBOURS for _ in range(neighbour.pupils)]
    outside = len(homes) - year_9 - OLDER
    homes += [places.PLACES[n].code for n in dice.pick(weights, ABROAD).tolist()]
    count = len(homes)
    origin = np.repeat(np.arange(4), [year_9, OLDER, outside, ABROAD])
    birth_year = np.full(count, BORN_YEAR_9, dtype=np.int64)
    birth_year[origin == OLDER_ORIGIN] -= 1 + dice.pick([0.55, 0.3, 0.15], OLDER)
    birth_year[origin == FROM_ABROAD] -= dice.pick([0.6, 0.4], ABROAD)
    repeats = (origin == YEAR_9) & dice.chance(0.012, count)  # repeats year 9, or started late
    birth_year[repeats] -= 1
    by_code = {place.code: place for place in places.PLACES}
    share = np.array([by_code[code].foreign_background if code in by_code else 0.08 for code in homes])
    level = np.array([by_code[code].ability if code in by_code else 0.0 for code in homes])
    foreign = dice.chance(share, count) | (origin == FROM_ABROAD)
    woman = dice.chance(0.49, count)
    school_level = dice.bell(len(schools.FEEDERS) + 1) * 0.15
    feeder = np.array([*feeders, *[-1] * (count - year_9)], dtype=np.int64)
    ability = dice.bell(count) + level + school_level[feeder] + np.where(woman, 0.22, -0.20)
    ability -= np.where(foreign, 0.30, 0.0) + np.where(origin == OLDER_ORIGIN, 0.9, 0.0)
    twin_of = np.concatenate([twin_of_year_9, np.full(count - year_9, -1, dtype=np.int64)])
    foreign = np.where(twin_of >= 0, foreign[twin_of], foreign)
    birth_year = np.where(twin_of >= 0, birth_year[twin_of], birth_year)
    return Skeleton(
        origin=origin,
        home=homes,
        feeder=feeder,
        class_name=[*classes, *[""] * (count - year_9)],
        birth_year=birth_year,
        woman=woman,
        foreign=foreign,
        ability=ability,
        twin_of=twin_of,
    )
