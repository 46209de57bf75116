"""The applicants of a large market as columns: homes, grades, ranked choices. No one is made a person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gemensam.interfaces.commands.demo_county import programmes
from gemensam.interfaces.commands.demo_county.dice import Booleans, Dice, Floats, Integers
from gemensam.interfaces.commands.demo_county.grade_sheets import COMPULSORY, EN, MA, NONE, SV, E, Marks
from gemensam.interfaces.commands.demo_county.grades import marks_from
from gemensam.interfaces.commands.demo_county.market_regions import Region
from gemensam.interfaces.commands.demo_county.market_supply import RegionSupply
from gemensam.interfaces.commands.demo_county.pupils import BORN_YEAR_9

DRAWS = 16  # choices drawn before repeats are dropped
_LENGTHS = (0, 0, 0, 0.06, 0.08, 0.1, 0.12, 0.13, 0.14, 0.12, 0.1, 0.08, 0.07)
_HOME_PULL, _ELSEWHERE = 9.0, 0.03
_GROUPS = 6  # woman or man, and a third of the grades


@dataclass(frozen=True, slots=True)
class RegionPeople:
    """One entry per applicant of the region."""

    woman: Booleans
    home: Integers  # position in the region's municipalities
    elsewhere: Booleans  # lives in another region: second hand
    birth_year: Integers
    marks: Marks  # [n, 16]
    m2: Marks
    mother_tongue: Marks
    sva: Booleans
    comparable: Booleans
    dancer: Booleans
    passes_later: Booleans  # fails mathematics in June and passes in the holiday school
    choices: NDArray[np.int32]  # [n, DRAWS] offering numbers, -1 = no more
    newcomer: Booleans  # all choices are late


def _grades(dice: Dice, woman: Booleans, ability: Floats) -> tuple[Marks, Marks, Marks, Booleans]:
    count = len(woman)
    spread = 0.8 * ability[:, None] + 0.6 * dice.bell(count, len(COMPULSORY))
    marks = marks_from(spread)
    m2 = np.where(dice.chance(np.where(ability < -0.6, 0.4, 0.88), count), np.maximum(marks[:, EN], 1), NONE)
    mother_tongue = np.where(dice.chance(0.065, count), np.maximum(marks[:, SV], E), NONE)
    return marks, m2.astype(np.int8), mother_tongue.astype(np.int8), dice.chance(0.09, count)


def _weights(supply: RegionSupply, group: int, home: int) -> Floats:
    """What the offerings weigh for women or men of one third of the grades who live in one municipality."""
    women = np.array([one.women for one in programmes.PROGRAMMES])
    pull = np.array([one.grade_pull for one in programmes.PROGRAMMES])
    woman, third = divmod(group, 3)
    share = (women if woman else 1 - women) * np.exp(pull * (third - 1))
    near = np.where(supply.municipality == home, _HOME_PULL, 1.0)
    return np.asarray(supply.popularity * share[supply.programme] * near)


def _ranked(dice: Dice, supply: RegionSupply, group: Integers, homes: Integers) -> NDArray[np.int32]:
    """[n, DRAWS]: distinct offerings in order, -1 after the last."""
    count = len(group)
    drawn = np.full((count, DRAWS), -1, dtype=np.int32)
    cell = homes * _GROUPS + group
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(cell[order]) > 0]) if count else np.empty(0, dtype=np.int64)
    for members in np.split(order, starts[1:]):
        home, kind = divmod(int(cell[members[0]]), _GROUPS)
        drawn[members] = dice.pick(_weights(supply, kind, home), len(members), DRAWS)
    fresh = np.ones((count, DRAWS), dtype=np.bool_)
    for later in range(1, DRAWS):
        fresh[:, later] = ~(drawn[:, :later] == drawn[:, later : later + 1]).any(axis=1)
    rank = np.where(fresh, np.cumsum(fresh, axis=1), DRAWS + 1)
    rank = np.where(rank <= dice.pick(_LENGTHS, count)[:, None], rank, DRAWS + 1)
    kept = np.where(rank <= DRAWS, drawn, -1)
    return np.take_along_axis(kept, np.argsort(rank, axis=1, kind="stable"), axis=1)


def draw_people(dice: Dice, region: Region, supply: RegionSupply) -> RegionPeople:
    """Everyone who applies in the region."""
    count = region.applicants
    woman = dice.chance(0.49, count)
    ability = dice.bell(count) + np.where(woman, 0.2, -0.2)
    marks, m2, mother_tongue, sva = _grades(dice, woman, ability)
    home = dice.pick(region.sizes, count)
    third = np.searchsorted(np.array([-0.45, 0.45]), ability)
    return RegionPeople(
        woman=woman,
        home=home,
        elsewhere=dice.chance(_ELSEWHERE, count),
        birth_year=BORN_YEAR_9 - dice.pick([0.94, 0.04, 0.015, 0.005], count),
        marks=marks,
        m2=m2,
        mother_tongue=mother_tongue,
        sva=sva,
        comparable=~dice.chance(0.005, count),
        dancer=dice.chance(0.0004, count),
        passes_later=(marks[:, MA] < E) & dice.chance(0.25, count),
        choices=_ranked(dice, supply, np.where(woman, 3, 0) + third, home),
        newcomer=dice.chance(0.02, count),
    )
