"""From columns of marks to rows of grades.csv."""

from collections.abc import Iterator
from datetime import datetime

from gemensam.interfaces.commands.demo_county import moments, pupils
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    COMPULSORY,
    HOME_LANGUAGES,
    M2_LANGUAGES,
    MARKS,
    E,
    GradeBook,
    Sheets,
)
from gemensam.interfaces.commands.demo_county.model import Grade
from gemensam.interfaces.commands.demo_county.pupils import Skeleton
from gemensam.interfaces.commands.demo_county.supplements import Supplement

_BLOCKS = {"NO": ("BI", "FY", "KE"), "SO": ("GE", "HI", "RE", "SH")}


class GradeWriter:
    """Writes one applicant's rows in the order of the grade catalogue."""

    def __init__(self, people: Skeleton, book: GradeBook, supplements: tuple[Supplement, ...]) -> None:
        self._people = people
        self._book = book
        self._supplements: dict[int, list[Supplement]] = {}
        for supplement in supplements:
            self._supplements.setdefault(supplement.pupil, []).append(supplement)

    def _subject(self, pupil: int, subject: str) -> str:
        """The name the pupil's grade goes under; "" for a member of a block that another row stands for."""
        if subject == "SV":
            return "SVA" if self._book.sva[pupil] else "SV"
        for block, has in (("NO", self._book.block_no[pupil]), ("SO", self._book.block_so[pupil])):
            if has and subject in _BLOCKS[block]:
                return block if subject == _BLOCKS[block][0] else ""
        return subject

    def _rows(self, pupil: int, sheets: Sheets, at: datetime) -> Iterator[Grade]:
        role = "other" if self._people.origin[pupil] == pupils.FROM_ABROAD else "compulsory"
        for subject, mark in zip(COMPULSORY, sheets.compulsory[pupil].tolist(), strict=True):
            name = self._subject(pupil, subject)
            if mark >= 0 and name:
                yield Grade(name, "", MARKS[mark], role, at)
        book = self._book
        languages = (
            ("M1", sheets.m1, M2_LANGUAGES, book.m1_language, "optional_language"),
            ("M2", sheets.m2, M2_LANGUAGES, book.m2_language, "language_choice"),
            ("ML", sheets.mother_tongue, HOME_LANGUAGES, book.mother_tongue, "mother_tongue"),
        )
        for subject, marks, names, language, role in languages:
            if marks[pupil] >= 0:
                yield Grade(subject, names[language[pupil]], MARKS[marks[pupil]], role, at)

    def _registered(self, pupil: int, by_school: tuple[datetime, ...]) -> datetime:
        match self._people.origin[pupil]:
            case pupils.OLDER_ORIGIN:
                return moments.LEFT_EARLIER_REGISTERED
            case pupils.FROM_ABROAD:
                return moments.ASSESSED_REGISTERED
        return by_school[int(self._people.feeder[pupil]) % len(by_school)]

    def autumn(self, pupil: int) -> tuple[Grade, ...]:
        """Term grades before Christmas; of others the leaving grades, or what was assessed as passed."""
        at = self._registered(pupil, moments.AUTUMN_REGISTERED)
        return tuple(self._rows(pupil, self._book.autumn, at))

    def spring(self, pupil: int) -> tuple[Grade, ...]:
        """Leaving grades of June, or as in autumn."""
        at = self._registered(pupil, moments.SPRING_REGISTERED)
        return tuple(self._rows(pupil, self._book.spring, at))

    def supplements(self, pupil: int) -> tuple[Grade, ...]:
        """What was passed later, each with an E."""
        return tuple(
            Grade(self._subject(pupil, COMPULSORY[one.subject]), "", MARKS[E], "compulsory", one.at)
            for one in self._supplements.get(pupil, ())
        )
