"""How well an offering is what was meant by some words, and why. No database; ranked, exact numbers.

Each word must mean something of the offering: its programme (by letters, name or a word people use for it), its
title, its school or its place. A word of four letters or more may be misspelt. Points say how sure the match is.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from gemensam.domains.catalogue.searching.words import APPRENTICE_WORDS, EMPTY_WORDS, PROGRAMME_WORDS

CODE, WHOLE, BEGINS, USED, WITHIN, MISSPELT = 100, 95, 85, 80, 55, 50
LESS_FOR_PLACE, LESS_FOR_SCHOOL = -3, -6


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched of an offering."""

    programme: str  # NA25
    base_programme: str  # of an introduction programme
    study_path: str
    code: str
    title: str  # with orientation
    school: str
    municipality: str
    apprenticeship: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offering is a hit for a word, where that is not plain to see.

    kind: "code" (programme letters), "means" (a word people use for the programme), "spelling" (another spelling).
    """

    kind: str
    word: str
    meant: str


@dataclass(frozen=True, slots=True)
class Match:
    """Points of one offering and the reasons that are not plain. ``words``: how many words were met."""

    points: int
    words: int
    reasons: tuple[Reason, ...] = field(default=())


Hit = tuple[int, Reason | None]
NOTHING: Hit = (0, None)


@lru_cache(maxsize=20_000)
def simplified(text: str) -> str:
    """Lower case without accents (å → a too: "frisor"), letters and digits only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^0-9a-z]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split())


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query that say something, as written, at most eight. Everything when none does."""
    written = [word for word in re.split(r"[\s,;/]+", query.strip()) if simplified(word)][:8]
    telling = tuple(word for word in written if simplified(word) not in _EMPTY)
    return telling or tuple(written)


def match(words: Sequence[str], searched: Searched) -> Match:
    """Points for every word that means something of the offering; a word that means nothing gives none."""
    points, met, reasons = 0, 0, []
    for word in words:
        got, reason = _word(simplified(word), word, searched)
        points += got
        met += got > 0
        if reason:
            reasons.append(reason)
    return Match(points, met, tuple(reasons))


def _word(plain: str, written: str, searched: Searched) -> Hit:
    best = by_code(plain, written, searched.programme, searched.study_path, searched.code)
    if plain in LETTERS:  # "na" is the programme's letters, not the beginning of something
        return best
    letters = (searched.base_programme or searched.programme)[:2]
    is_introduction = searched.programme.startswith("IM")
    for one in (
        by_text(plain, written, searched.title, 0),
        by_use(plain, written, letters, is_introduction, searched.apprenticeship),
        by_text(plain, written, searched.municipality, LESS_FOR_PLACE),
        by_text(plain, written, searched.school, LESS_FOR_SCHOOL),
    ):
        if one[0] > best[0]:
            best = one
    return best


def by_code(plain: str, written: str, programme: str, study_path: str, code: str) -> Hit:
    """The letters of the programme, its code, the study path or the offering's own code."""
    lowered = programme.casefold()
    if plain in (lowered, lowered.removesuffix("25")):
        return CODE, Reason("code", written, programme.removesuffix("25"))
    if len(plain) < 3 or plain[0] not in (study_path[:1] + code[:1]).casefold():
        return NOTHING
    own = simplified(code).replace(" ", "")
    if plain.rstrip("0") == path_letters(study_path) or plain.replace(" ", "") == own:
        return CODE, Reason("code", written, study_path or code)
    return NOTHING


def path_letters(study_path: str) -> str:
    """A study path's code without the noughts at its end, as it is compared."""
    return study_path.casefold().rstrip("0")


@lru_cache(maxsize=50_000)
def by_use(plain: str, written: str, letters: str, is_introduction: bool, apprenticeship: bool) -> Hit:
    """A word that people use for the programme, or for being an apprentice."""
    groups = [(_PROGRAMME_WORDS.get(letters, ()), USED)]
    if is_introduction:
        groups = [(_PROGRAMME_WORDS["IM"], USED), (groups[0][0], BEGINS - 20)]
    if apprenticeship:
        groups.append((_APPRENTICE_WORDS, WHOLE))
    found = [
        (min(points, top), Reason("means" if points >= USED else "spelling", written, known))
        for known_words, top in groups
        for simple, known in known_words
        if (points := _compared(plain, simple))
    ]
    return max(found, key=lambda one: one[0], default=NOTHING)


@lru_cache(maxsize=100_000)
def by_text(plain: str, written: str, text: str, less: int) -> Hit:
    """A word of a text that is shown, so that only another spelling needs a reason."""
    best, word_of_text = 0, ""
    for shown in _words_shown(text):
        points = _compared(plain, simplified(shown))
        if points > best:
            best, word_of_text = points, shown
    if not best:
        return NOTHING
    return best + less, Reason("spelling", written, word_of_text) if best <= MISSPELT else None


@lru_cache(maxsize=20_000)
def _words_shown(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,;/()–-]+", text) if simplified(word) not in _EMPTY)


@lru_cache(maxsize=200_000)
def _compared(asked: str, known: str) -> int:
    """Points for the asked word against a known one; both simplified."""
    if asked == known:
        return WHOLE
    if len(asked) >= 3 and known.startswith(asked):
        return BEGINS
    if len(asked) >= 4 and asked in known:
        return WITHIN
    return _misspelt(asked, known) if len(asked) >= 4 and asked[0] == known[:1] else 0


def _misspelt(asked: str, known: str) -> int:
    """Points for a known word in another spelling: one slip, from seven letters two; a long one may be cut off."""
    allowed = 1 if len(asked) < 7 else 2
    if OSA.distance(asked, known, score_cutoff=allowed) <= allowed:
        return MISSPELT
    if len(asked) >= 6 and OSA.distance(asked, known[: len(asked)], score_cutoff=allowed) <= allowed:
        return MISSPELT - 5
    return 0


def _prepared(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((simplified(word), word) for word in words))


LETTERS = frozenset(letters.casefold() for letters in PROGRAMME_WORDS)
_EMPTY = frozenset(simplified(word) for word in EMPTY_WORDS)
_PROGRAMME_WORDS = {letters: _prepared(words) for letters, words in PROGRAMME_WORDS.items()}
_APPRENTICE_WORDS = _prepared(APPRENTICE_WORDS)
