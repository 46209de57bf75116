"""Many offerings prepared for search: each word is compared once with each different text, not with each offering.

Gives exactly what ``matching.match`` gives of each offering, which the tests compare. No database; exact numbers.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from gemensam.domains.catalogue.searching.matching import (
    LETTERS,
    NOTHING,
    Hit,
    Reason,
    Searched,
    Used,
    by_code,
    by_place,
    by_school,
    by_text,
    by_use,
    path_letters,
    simplified,
    used_of,
)

Numbers = NDArray[np.int32]
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Positions of the offerings that are hits, best first, each with its reasons. ``whole``: every word was met."""

    positions: tuple[int, ...]
    reasons: dict[int, tuple[Reason, ...]]
    whole: bool


@dataclass(slots=True)
class _Column(Generic[T]):
    """Different values in the order they came, and which of them each offering has."""

    values: list[T] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    _known: dict[T, int] = field(default_factory=dict)

    def add(self, value: T) -> None:
        """Take the next offering's value."""
        number = self._known.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        self.of.append(number)


class SearchIndex:
    """Offerings in the order in which equally good hits are to come."""

    def __init__(self, offerings: Iterable[Searched]) -> None:
        self.offerings = tuple(offerings)
        title, school, place = _Column[str](), _Column[str](), _Column[str]()
        used = _Column[Used]()
        codes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for position, one in enumerate(self.offerings):
            title.add(one.title)
            school.add(one.school)
            place.add(one.municipality)
            used.add(used_of(one))
            for key in _keys(one):
                codes[key].append(position)
        self._title, self._school, self._place, self._used = title, school, place, used
        self._numbers = [np.array(column.of, np.intp) for column in (title, used, place, school)]
        self._codes = dict(codes)

    def ranked(self, words: Sequence[str], among: Sequence[int] | None = None) -> Ranked:
        """What meets every word, or, when nothing does, what meets some of them; most and surest first.

        ``among``: the positions that come in question, None = all.
        """
        points = np.zeros(len(self.offerings), np.int32)
        met = np.zeros(len(self.offerings), np.int32)
        found = []
        for word in words:
            got, reasons = self._word(word)
            points += got
            met += got > 0
            found.append(reasons)
        if among is not None:
            asked = np.zeros(len(self.offerings), bool)
            asked[list(among)] = True
            met[~asked] = 0
        whole = bool((met == len(words)).any())
        chosen = np.flatnonzero(met == len(words) if whole else met > 0)
        order = chosen[np.lexsort((-points[chosen], -met[chosen]))]
        positions = tuple(order.tolist())
        return Ranked(positions, _reasons(positions, found), whole)

    def _word(self, word: str) -> tuple[Numbers, "_Told"]:
        """Points of every offering for one word, and where to read the reason for them."""
        plain = simplified(word)
        coded = self._coded(plain, word)
        if plain in LETTERS:
            points = np.zeros(len(self.offerings), np.int32)
            points[list(coded)] = [hit[0] for hit in coded.values()]
            return points, _Told(coded, [], np.zeros(0, np.intp), [])
        hits: list[list[Hit]] = [
            [by_text(plain, word, text, 0) for text in self._title.values],
            [by_use(plain, word, value) for value in self._used.values],
            [by_place(plain, word, text) for text in self._place.values],
            [by_school(plain, word, text) for text in self._school.values],
        ]
        each = np.stack(
            [
                np.array([hit[0] for hit in column] or [0], np.int32)[numbers]
                for column, numbers in zip(hits, self._numbers, strict=True)
            ]
        )
        which = each.argmax(axis=0)  # the first of equals, as when they are tried in turn
        points = each.max(axis=0)
        for position, hit in coded.items():
            points[position] = max(hit[0], int(points[position]))
        return points, _Told(coded, hits, which, self._numbers)

    def _coded(self, plain: str, word: str) -> dict[int, Hit]:
        """The few offerings whose programme, study path or own code the word may be."""
        keys = {("programme", plain), ("path", plain.rstrip("0")), ("own", plain.replace(" ", ""))}
        positions = {position for key in keys for position in self._codes.get(key, ())}
        found = {}
        for position in positions:
            one = self.offerings[position]
            hit = by_code(plain, word, one.programme, one.study_path, one.code)
            if hit is not NOTHING:
                found[position] = hit
        return found


@dataclass(frozen=True, slots=True)
class _Told:
    """Where the reasons for a word's hits are: by code, else by the column that gave most points."""

    coded: dict[int, Hit]
    hits: list[list[Hit]]
    which: NDArray[np.intp]
    numbers: list[NDArray[np.intp]]

    def reason(self, position: int) -> Reason | None:
        """Why the offering is a hit, where that is not plain to see."""
        if position in self.coded:
            return self.coded[position][1]
        if not self.hits:
            return None
        column = int(self.which[position])
        return self.hits[column][int(self.numbers[column][position])][1]


def _reasons(positions: Sequence[int], found: Sequence[_Told]) -> dict[int, tuple[Reason, ...]]:
    told = {}
    for position in positions:
        reasons = tuple(reason for one in found if (reason := one.reason(position)))
        if reasons:
            told[position] = reasons
    return told


def _keys(one: Searched) -> tuple[tuple[str, str], ...]:
    """What a word must be to come in question for ``by_code``, which then decides."""
    programme = one.programme.casefold()
    return (
        ("programme", programme),
        ("programme", programme.removesuffix("25")),
        ("path", path_letters(one.study_path)),
        ("own", simplified(one.code).replace(" ", "")),
    )
