"""The grades as someone taps them in: read from the address, written to the address, kept nowhere else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.rules.terms import BLOCKS, NO_GRADE, SubjectGrade

LETTERS: Final = ("A", "B", "C", "D", "E", "F", NO_GRADE)
OLDER: Final = ("MVG", "VG", "G")  # the scale before 2011
SECTIONS: Final = (
    (gettext_lazy("Svenska, engelska och matematik"), ("SV", "EN", "MA")),
    (gettext_lazy("Samhällsorienterande ämnen"), ("GE", "HI", "RE", "SH")),
    (gettext_lazy("Naturorienterande ämnen och teknik"), ("BI", "FY", "KE", "TK")),
    (gettext_lazy("Praktiska och estetiska ämnen"), ("BL", "HKK", "IDH", "MU", "SL")),
    (gettext_lazy("Språk utöver engelska"), ("M2", "M1", "ML")),
)
COMBINED: Final = ("NO", "SO")
COMPULSORY: Final = tuple(code for _title, codes in SECTIONS[:4] for code in codes)
LANGUAGES: Final = SECTIONS[4][1]
FIELDS: Final = (*COMPULSORY, *LANGUAGES, *COMBINED)
NAMES: Final[Mapping[str, object]] = {
    "SV": gettext_lazy("Svenska"),
    "SVA": gettext_lazy("Svenska som andraspråk"),
    "EN": gettext_lazy("Engelska"),
    "MA": gettext_lazy("Matematik"),
    "GE": gettext_lazy("Geografi"),
    "HI": gettext_lazy("Historia"),
    "RE": gettext_lazy("Religionskunskap"),
    "SH": gettext_lazy("Samhällskunskap"),
    "BI": gettext_lazy("Biologi"),
    "FY": gettext_lazy("Fysik"),
    "KE": gettext_lazy("Kemi"),
    "TK": gettext_lazy("Teknik"),
    "BL": gettext_lazy("Bild"),
    "HKK": gettext_lazy("Hem- och konsumentkunskap"),
    "IDH": gettext_lazy("Idrott och hälsa"),
    "MU": gettext_lazy("Musik"),
    "SL": gettext_lazy("Slöjd"),
    "M2": gettext_lazy("Moderna språk, språkval"),
    "M1": gettext_lazy("Moderna språk, elevens val"),
    "ML": gettext_lazy("Modersmål"),
    "NO": gettext_lazy("NO, ett enda betyg"),
    "SO": gettext_lazy("SO, ett enda betyg"),
}
HINTS: Final[Mapping[str, object]] = {
    "M2": gettext_lazy("till exempel spanska, tyska eller franska"),
    "M1": gettext_lazy("om du har läst ett språk till"),
    "NO": gettext_lazy("i stället för biologi, fysik och kemi"),
    "SO": gettext_lazy("i stället för geografi, historia, religion och samhällskunskap"),
}
FLAGS: Final = ("sva", "fyller20", "klar", "dans", "aldre")


@dataclass(frozen=True, slots=True)
class Option:
    """One button of a subject."""

    value: str
    label: str
    spoken: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """A subject with its buttons."""

    name: str
    label: str
    hint: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """letters: by field. flags: those that are set. kept: registered grades that the buttons cannot show, as they are.

    faults: (field, value) of what cannot be a grade.
    """

    letters: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    kept: tuple[SubjectGrade, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing is filled in."""
        return not self.letters and not self.kept

    @property
    def filled(self) -> int:
        """How many of the compulsory subjects have an answer, a combined one for each of its subjects."""
        answered = {code for code in COMPULSORY if code in self.letters}
        for combined in COMBINED:
            if self._has(combined):
                answered |= set(BLOCKS[combined])
        return len(answered | {one.subject for one in self.kept if one.subject in COMPULSORY})

    def _has(self, combined: str) -> bool:
        return self.letters.get(combined, NO_GRADE) != NO_GRADE

    def grades(self) -> tuple[SubjectGrade, ...]:
        """The grades as the rules want them. A combined grade stands for its subjects (SL 10:18)."""
        replaced = {code for one in COMBINED if self._has(one) for code in BLOCKS[one]}
        found = []
        for code, letter in self.letters.items():
            optional = code in LANGUAGES or code in COMBINED
            if code in replaced or (optional and letter == NO_GRADE):
                continue
            found.append(SubjectGrade("SVA" if code == "SV" and "sva" in self.flags else code, letter))
        return (*found, *self.kept)

    def pickers(self, codes: Iterable[str]) -> list[Picker]:
        """The subjects' buttons, the chosen one pressed."""
        return [
            Picker(
                name=code,
                label=str(NAMES[code]),
                hint=str(HINTS.get(code, "")),
                options=tuple(
                    Option(
                        letter,
                        "–" if letter == NO_GRADE else letter,
                        _("inget betyg") if letter == NO_GRADE else "",
                        self.letters.get(code) == letter,
                    )
                    for letter in _letters(self.flags)
                ),
            )
            for code in codes
        ]

    def query(self, **more: str) -> str:
        """The sheet as the end of an address, with more parameters after it."""
        query = QueryDict(mutable=True)
        for code, letter in self.letters.items():
            query[code] = letter
        for flag in sorted(self.flags):
            query[flag] = "1"
        for name, value in more.items():
            if value:
                query[name] = value
        return query.urlencode()


def _letters(flags: Collection[str]) -> tuple[str, ...]:
    """What can be tapped: with the older scale for who has grades in it, and perhaps later ones beside them."""
    return (*OLDER, *LETTERS) if "aldre" in flags else LETTERS


def sheet_of_query(query: QueryDict, kept: tuple[SubjectGrade, ...] = ()) -> Sheet:
    """What the address says; what cannot be a grade is told, and the rest counts."""
    given = {code: str(query[code]).strip().upper() for code in FIELDS if query.get(code, "").strip()}
    flags = frozenset(flag for flag in FLAGS if query.get(flag) == "1")
    known = _letters(flags)
    return Sheet(
        letters={code: letter for code, letter in given.items() if letter in known},
        flags=flags,
        kept=kept,
        faults=tuple((code, letter[:10]) for code, letter in given.items() if letter not in known),
    )


def sheet_of_grades(grades: Iterable[SubjectGrade], *, reduced_timetable: bool = False) -> Sheet:
    """The registered grades as a sheet. Older scales and further languages are kept as they are."""
    letters: dict[str, str] = {}
    kept = []
    flags = {"dans"} if reduced_timetable else set()
    for one in grades:
        code = "SV" if one.subject == "SVA" else one.subject
        usual = one.role in ("", "compulsory", "language_choice", "optional_language", "mother_tongue")
        if code in letters or one.grade not in LETTERS or not usual:
            kept.append(one)
            continue
        letters[code] = one.grade
        if one.subject == "SVA":
            flags.add("sva")
    ordered = {code: letters[code] for code in FIELDS if code in letters}
    return Sheet(ordered, frozenset(flags), tuple(kept))
