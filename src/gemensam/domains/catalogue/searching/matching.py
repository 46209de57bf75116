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

from gemensam.domains.catalogue.searching.words import (
    APPRENTICE_WORDS,
    ELSEWHERE_WORDS,
    EMPTY_WORDS,
    INTRODUCTION_WORDS,
    ORIENTATION_WORDS,
    PROGRAMME_WORDS,
    TITLE_WORDS,
)

CODE, WHOLE, BEGINS, USED, BEGUN, WITHIN, MISSPELT = 100, 95, 85, 80, 58, 55, 50
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
Prepared = tuple[tuple[str, str], ...]  # known words: simplified, as written
NOTHING: Hit = (0, None)


# Letters of the neighbours' keyboards that are no letter with an accent.
_FOREIGN = str.maketrans(
    {"ø": "o", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th"}
)

# What the keys of å, ä and ö write where the keyboard is set to American.
_KEYBOARD = {"[": "å", "'": "ä", ";": "ö"}


@lru_cache(maxsize=20_000)
def simplified(text: str) -> str:
    """Lower case without accents (å → a too: "frisor"; ø → o), letters and digits only."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOREIGN))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split())


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query that say something, as written, at most eight; () when none does."""
    query = re.sub(r"(?<=\w)[\[;'](?=\w)", lambda sign: _KEYBOARD[sign[0]], query)
    written = [word for word in re.split(r"[\s,;/&+|]+", query) if simplified(word)]
    return tuple(word for word in written if simplified(word) not in _EMPTY)[:8]


def elsewhere(query: str) -> str:
    """What the query asks for that nobody applies for with a choice here: a key of ELSEWHERE_WORDS, or ""."""
    asked = {simplified(word) for word in words_of(query)}
    return next((what for what, words in _ELSEWHERE.items() if asked & words), "")


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
    for one in (
        by_text(plain, written, searched.title, 0),
        by_use(plain, written, used_of(searched)),
        by_place(plain, written, searched.municipality),
        by_school(plain, written, searched.school),
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


@dataclass(frozen=True, slots=True)
class Used:
    """What decides which words people use for an offering. ``told``: what its title says beside the programme."""

    letters: str
    introduction: str  # IMV, IMY …; "" where it is none
    apprenticeship: bool
    told: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _told(letters: str, title: str) -> tuple[str, ...]:
    _, _, rest = title.partition("programmet")
    own = simplified(rest if "programmet" in title else title)
    return (
        *(stem for stem in ORIENTATION_WORDS.get(letters, ()) if simplified(stem) in own),
        *(stem for stem in TITLE_WORDS if simplified(stem) in simplified(title)),
    )


def used_of(searched: Searched) -> Used:
    """What decides which words people use for the offering."""
    letters = (searched.base_programme or searched.programme)[:2]
    introduction = searched.programme[:3] if searched.programme.startswith("IM") else ""
    return Used(letters, introduction, searched.apprenticeship, _told(letters, searched.title))


@lru_cache(maxsize=50_000)
def by_use(plain: str, written: str, used: Used) -> Hit:
    """A word that people use for the programme, for its orientation, or for being an apprentice."""
    groups = [(words, USED) for words in _words_used(used)]
    if used.introduction:
        groups = [(words, BEGINS - 20) for words, _ in groups]
        groups.append((_PROGRAMME_WORDS["IM"] + _INTRODUCTION_WORDS.get(used.introduction, ()), USED))
    if used.apprenticeship:
        groups.append((_APPRENTICE_WORDS, WHOLE))
    found = [
        (min(points, top), Reason("means" if points >= USED else "spelling", written, known))
        for known_words, top in groups
        for simple, known in known_words
        if (points := _compared(plain, simple))
    ]
    return max(found, key=lambda one: one[0], default=NOTHING)


def _words_used(used: Used) -> tuple[Prepared, ...]:
    """The programme's words, and those of its orientation: of every one where the title tells of none."""
    orientations = _ORIENTATION_WORDS.get(used.letters, {})
    told = [stem for stem in used.told if stem in orientations] or orientations
    return (
        _PROGRAMME_WORDS.get(used.letters, ()),
        *(orientations[stem] for stem in told),
        *(_TITLE_WORDS[stem] for stem in used.told if stem in _TITLE_WORDS),
    )


def by_place(plain: str, written: str, place: str) -> Hit:
    """A municipality: by its name, or by its first letter and its end as people shorten it ("Ö-vik")."""
    short, known = plain.replace(" ", ""), simplified(place)
    is_short = len(short) >= 4 and short[1] not in "aeiouy" and known[:1] == short[0]
    if is_short and known.endswith(short[1:]) and len(short) < len(known) - 1:
        return WHOLE + LESS_FOR_PLACE, Reason("spelling", written, place)
    return by_text(plain, written, place, LESS_FOR_PLACE)


def by_school(plain: str, written: str, school: str) -> Hit:
    """A school: by a word of its name, or by the letters that its words begin with ("SGY")."""
    if 2 <= len(plain) <= 4 and plain in _initials(school):
        return WHOLE + LESS_FOR_SCHOOL, Reason("spelling", written, school)
    return by_text(plain, written, school, LESS_FOR_SCHOOL)


@lru_cache(maxsize=5_000)
def _initials(school: str) -> frozenset[str]:
    words = simplified(school).split()[:3]
    found = set()
    for gymnasium in ("g", "gy"):
        letters = ""
        for number, word in enumerate(words, start=1):
            place = word.find("gymnasi")
            letters += word[0] if place < 0 else (word[:1] if place else "") + gymnasium
            if number > 1 or place > 0:
                found.add(letters)
    return frozenset(found)


@lru_cache(maxsize=100_000)
def by_text(plain: str, written: str, text: str, less: int) -> Hit:
    """A word of a text that is shown, so that only another spelling needs a reason."""
    best, word_of_text = 0, ""
    for shown in _words_shown(text):
        points = _compared(plain, simplified(shown)) or _begun(plain, simplified(shown))
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


def _begun(asked: str, known: str) -> int:
    """Points for one or two letters that a word of the text begins with, unless they are a word of their own."""
    return BEGUN if len(asked) <= 2 and asked not in _SHORT and known.startswith(asked) else 0


def _misspelt(asked: str, known: str) -> int:
    """Points for a known word in another spelling: one slip, from seven letters two; a long one may be cut off."""
    allowed = 1 if len(asked) < 7 else 2
    if OSA.distance(asked, known, score_cutoff=allowed) <= allowed:
        return MISSPELT
    if len(asked) >= 6 and OSA.distance(asked, known[: len(asked)], score_cutoff=allowed) <= allowed:
        return MISSPELT - 5
    return 0


def _prepared(words: Iterable[str]) -> Prepared:
    return tuple(dict.fromkeys((simplified(word), word) for word in words))


LETTERS = frozenset(letters.casefold() for letters in PROGRAMME_WORDS)
_EMPTY = frozenset(simplified(word) for word in EMPTY_WORDS)
_PROGRAMME_WORDS = {letters: _prepared(words) for letters, words in PROGRAMME_WORDS.items()}
_ORIENTATION_WORDS = {
    letters: {stem: _prepared(words) for stem, words in stems.items()}
    for letters, stems in ORIENTATION_WORDS.items()
}
_TITLE_WORDS = {stem: _prepared(words) for stem, words in TITLE_WORDS.items()}
_INTRODUCTION_WORDS = {code: _prepared(words) for code, words in INTRODUCTION_WORDS.items()}
_APPRENTICE_WORDS = _prepared(APPRENTICE_WORDS)
_ELSEWHERE = {what: frozenset(simplified(word) for word in words) for what, words in ELSEWHERE_WORDS.items()}
_FORMER = {"ha", "hv"}  # letters of programmes that were: also the beginning of something
_SHORT = LETTERS | {
    simple
    for words in _PROGRAMME_WORDS.values()
    for simple, _ in words
    if len(simple) <= 2 and simple not in _FORMER
}
