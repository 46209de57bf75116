"""Reads grades.csv: cut-off, later rows that replace earlier ones, and each applicant's standing."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from gemensam_verifier import files
from gemensam_verifier.grade_sums import packed, standing_of_sum
from gemensam_verifier.grades import (
    HALF_POINTS,
    MOST_GRADES,
    ROLES,
    SUBJECTS,
    Grade,
    Standing,
    make_grade,
    standing,
)
from gemensam_verifier.report import Unreadable

NAME = "grades.csv"
COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
REQUIRED = ("applicant_id", "subject", "grade", "role")
NEVER_LATER = float("-inf")  # a grade without a time counts from the beginning
TOO_LATE = -1


class GradeKinds:
    """Every different row seen, but for the applicant, numbered; there are few, so applicants stay small."""

    def __init__(self, header: Sequence[str], *, cutoff: float | None, weighted: bool) -> None:
        self.header = header
        self.cutoff = cutoff
        self.weighted = weighted
        self.grades: list[Grade] = []
        self.times: list[float] = []
        self.sums: list[int] = []
        self.subject: list[int] = []  # number of the (subject, language) that a later row replaces
        self._subjects: dict[tuple[str, str], int] = {}

    def add(self, text: str, row: int) -> int:
        """Number of a row without its applicant; TOO_LATE after the cut-off. Raises Unreadable."""
        cells = next(csv.reader([text]), [])
        if len(cells) != len(self.header):
            raise Unreadable("row_width", NAME, row)
        cell = dict.fromkeys(COLUMNS, "") | dict(zip(self.header, cells, strict=True))
        subject, language, grade, role = cell["subject"], cell["language"], cell["grade"], cell["role"]
        if subject not in SUBJECTS or grade not in HALF_POINTS or role not in ROLES:
            raise Unreadable("bad_value", NAME, row, column="subject/grade/role", value=text.strip())
        time = _time(cell["registered_at"], row)
        if self.cutoff is not None and time > self.cutoff:
            return TOO_LATE
        made = make_grade(subject, grade, role, weighted=self.weighted)
        self.grades.append(made)
        self.times.append(time)
        self.sums.append(packed(made, language=language))
        self.subject.append(self._subjects.setdefault((subject, language), len(self._subjects)))
        return len(self.grades) - 1

    def standing(self, rows: list[int], *, reduced_timetable: bool) -> Standing:
        """What the rows of one applicant amount to."""
        subject = self.subject
        if len({subject[kind] for kind in rows}) < len(rows):
            rows.sort(key=lambda kind: (self.times[kind], self.grades[kind].value))
            rows = list({subject[kind]: kind for kind in rows}.values())
        if not reduced_timetable:
            sums = self.sums
            found = standing_of_sum(sum([sums[kind] for kind in rows]))
            if found:
                return found
        return standing([self.grades[kind] for kind in rows], reduced_timetable=reduced_timetable)


def read_standings(
    folder: files.Source,
    index: dict[str, int],
    reduced: Sequence[bool],
    *,
    cutoff: float | None,
    weighted: bool,
) -> tuple[list[Standing], int]:
    """Standing of every applicant, in the order of `index`, and the number of rows read.

    cutoff: seconds since 1970, grades registered later do not count. Raises Unreadable.
    """
    buckets: list[list[int]] = [[] for _ in index]
    numbers: dict[str, int] = {}
    row = 1
    with folder.open(NAME) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        try:
            header = next(csv.reader([stream.readline()]), [])
            files.check_header(NAME, header, COLUMNS, REQUIRED)
            rest = [column for column in header if column != "applicant_id"]
            kinds = GradeKinds(rest, cutoff=cutoff, weighted=weighted)
            for identity, text in _split(stream, header.index("applicant_id")):
                row += 1
                number = numbers.get(text)
                if number is None:
                    number = numbers[text] = kinds.add(text, row)
                if number != TOO_LATE:
                    buckets[index[identity]].append(number)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable("not_csv", NAME, row) from error
        except KeyError as error:
            raise Unreadable("unknown_reference", NAME, row, value=str(error)) from error
    for name, bucket in zip(index, buckets, strict=True):
        if len(bucket) > MOST_GRADES and len({kinds.subject[kind] for kind in bucket}) > MOST_GRADES:
            raise Unreadable("too_many_grades", NAME, value=name)
    return [
        kinds.standing(bucket, reduced_timetable=scaled)
        for bucket, scaled in zip(buckets, reduced, strict=True)
    ], row - 1


def _split(stream: Iterator[str], place: int) -> Iterator[tuple[str, str]]:
    """Applicant and the rest of each line. Lines with quotes, or another first column, the slow way."""
    for line in stream:
        if place == 0 and '"' not in line:
            identity, _, text = line.partition(",")
            yield identity, text
            continue
        cells = next(csv.reader([line], strict=True), [])
        identity = cells.pop(place) if place < len(cells) else ""
        yield identity, ",".join(cells)


def _time(text: str, row: int) -> float:
    """Seconds since 1970 of a date-time with zone. Raises Unreadable."""
    if not text:
        return NEVER_LATER
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable("bad_value", NAME, row, column="registered_at", value=text) from error
    if moment.tzinfo is None:
        raise Unreadable("no_zone", NAME, row, value=text)
    return moment.timestamp()
