"""From wishes to ranked lists: how many choices, introduction programmes last, and re-choice."""

from dataclasses import dataclass

import numpy as np

from gemensam.interfaces.commands.demo_county import places
from gemensam.interfaces.commands.demo_county.dice import Dice, Floats, Integers
from gemensam.interfaces.commands.demo_county.model import Offering
from gemensam.interfaces.commands.demo_county.pupils import FROM_ABROAD, YEAR_9, Skeleton
from gemensam.interfaces.commands.demo_county.wishes import NEVER
from gemensam.rules.deadlines import late_choices

_LENGTHS = (0.0, 0.0, 0.0, 0.16, 0.22, 0.24, 0.19, 0.11, 0.08)  # share with 0, 1, … 8 choices
MOST_CHOICES = 8
_NEAR_MINUTES = 60
_LACKS_MUCH = 3  # passes
_CHANGES_IN_TIME, _CHANGES_LATE = 0.33, 0.025
_NEW_IN_RE_CHOICE, _NEW_LATE = 42, 16


@dataclass(frozen=True, slots=True)
class Lists:
    """Ranked offering ids per applicant: by 1 February, by 15 May, and as they stand at the final run."""

    original: tuple[tuple[str, ...], ...]
    final: tuple[tuple[str, ...], ...]
    late: tuple[frozenset[str], ...]


class ListMaker:
    """Makes the lists of all applicants from the same table of wishes."""

    def __init__(self, seed: int, people: Skeleton, wish: Floats, offerings: tuple[Offering, ...]) -> None:
        self._people = people
        self._wish = wish
        self._dice = Dice(seed, "lists")
        self._national = [one for one in offerings if not one.base_programme]
        self._introduction = [one for one in offerings if one.base_programme]
        self._programme = {one.offering_id: one.programme for one in self._national}
        self._near = {
            (home, one.offering_id): places.minutes_between(home, one.municipality)
            for home in set(people.home)
            for one in self._introduction
        }

    def _introductions(self, pupil: int, chosen: list[str], lacks: int) -> list[str]:
        """At most two introduction programmes near home towards the vocational programmes on the list.

        Who lacks much is advised towards IMY first, who lacks little towards IMV.
        """
        wanted = {self._programme[one] for one in chosen}
        home = self._people.home[pupil]
        near = [
            (
                one.programme != ("IMY" if lacks >= _LACKS_MUCH else "IMV"),
                self._near[home, one.offering_id],
                one,
            )
            for one in self._introduction
            if one.base_programme in wanted and self._near[home, one.offering_id] <= _NEAR_MINUTES
        ]
        return [one.offering_id for _, _, one in sorted(near, key=lambda entry: entry[:2])][:2]

    def ranked(self, wish: Floats, lacks: Integers) -> list[tuple[str, ...]]:
        """A list per applicant. Those who lack passes add introduction programmes, some of them first."""
        count = len(self._people)
        lengths = self._dice.pick(_LENGTHS, count).tolist()
        takes = self._dice.chance(0.75, count).tolist()
        leads = self._dice.chance(np.where(lacks >= _LACKS_MUCH, 0.5, 0.08), count).tolist()
        order = np.argsort(-wish, axis=1, kind="stable")[:, : len(_LENGTHS)]
        values = np.take_along_axis(wish, order, axis=1)
        lists = []
        for pupil in range(count):
            possible = int((values[pupil] > NEVER / 2).sum())
            chosen = order[pupil, : min(lengths[pupil], possible)].tolist()
            national = [self._national[n].offering_id for n in chosen]
            extra: list[str] = []
            if lacks[pupil] and takes[pupil]:
                extra = self._introductions(pupil, national, int(lacks[pupil]))
                national = national[: MOST_CHOICES - len(extra)]
            lists.append((*extra, *national) if leads[pupil] else (*national, *extra))
        return lists

    def changed(
        self, lists: list[tuple[str, ...]], fresh: list[tuple[str, ...]], who: Integers
    ) -> list[tuple[str, ...]]:
        """What some do when they may choose again: swap two, drop the last, add one, or think anew."""
        found = list(lists)
        ways = self._dice.pick([0.34, 0.12, 0.30, 0.24], len(lists)).tolist()
        for pupil in who.tolist():
            old, new = list(lists[pupil]), fresh[pupil]
            if ways[pupil] == 0 and len(old) > 1:
                swap = int(self._dice.whole(0, len(old) - 2))
                old[swap], old[swap + 1] = old[swap + 1], old[swap]
            elif ways[pupil] == 1 and len(old) > 2:
                old.pop()
            elif ways[pupil] == 2:
                added = [one for one in new if one not in old][:1]
                at = int(self._dice.whole(0, len(old)))
                old = [*old[:at], *added, *old[at:]][:MOST_CHOICES]
            else:
                old = list(new)
            found[pupil] = tuple(old)
        return found


def draw_lists(
    seed: int,
    people: Skeleton,
    wish: Floats,
    offerings: tuple[Offering, ...],
    at_risk: tuple[Integers, Integers],
) -> Lists:
    """The lists. ``at_risk``: passes lacking by autumn and by spring grades, 0 = eligible."""
    maker = ListMaker(seed, people, wish, offerings)
    dice = Dice(seed, "re-choice")
    original = maker.ranked(wish, at_risk[0])
    anew = maker.ranked(wish + dice.gumbel(*wish.shape) * 0.8, at_risk[1])
    changes = np.flatnonzero(dice.chance(_CHANGES_IN_TIME, len(people)))
    in_time = maker.changed(original, anew, changes)
    changes = np.flatnonzero(dice.chance(_CHANGES_LATE, len(people)))
    final = maker.changed(in_time, anew, changes)
    newcomers = [
        n for n in dice.shuffled(len(people)).tolist() if people.origin[n] != YEAR_9 or dice.chance(0.1)
    ]
    newcomers = [n for n in newcomers if people.twin_of[n] < 0 and people.origin[n] != FROM_ABROAD]
    for pupil in newcomers[: _NEW_IN_RE_CHOICE + _NEW_LATE]:
        original[pupil] = ()
    for pupil in newcomers[:_NEW_LATE]:
        in_time[pupil] = ()
    late = [late_choices(before, after) for before, after in zip(in_time, final, strict=True)]
    return Lists(tuple(original), tuple(final), tuple(late))
