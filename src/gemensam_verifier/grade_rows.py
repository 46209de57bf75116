"""Reads grades.csv: cut-off, later rows that replace earlier ones, and each applicant's standing."""

import csv
import io
from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate, compress, pairwise
from operator import ne
from pathlib import Path

from gemensam_verifier import files
from gemensam_verifier.grade_sums import once, packed, repeated, standing_of_sum
from gemensam_verifier.grades import (
    MOST_GRADES,
    ROLES,
    SUBJECTS,
    Grade,
    Standing,
    make_grade,
    standing,
)
from gemensam_verifier.market import Market, Round
from gemensam_verifier.report import Unreadable
from gemensam_verifier.rulesets import LAWS

NAME = "grades.csv"
COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
REQUIRED = ("applicant_id", "subject", "grade", "role")
NEVER_LATER = float("-inf")  # a grade without a time counts from the beginning
TOO_LATE = -1


class GradeKinds:
    """Every different row seen, but for the applicant, numbered; there are few, so applicants stay small."""

    def __init__(self, header: Sequence[str], round_: Round) -> None:
        self.header = header
        self.cutoff = round_.cutoff
        self.weighted = round_.weighted_blocks
        self.half_points = LAWS[round_.rules].half_points
        self.grades: list[Grade] = []
        self.times: list[float] = []
        self.sums: list[int] = [0]  # of each kind, and at the end, where TOO_LATE points, of none
        self.subject: list[int] = []  # number of the (subject, language) that a later row replaces
        self.subjects: dict[tuple[str, str], int] = {}

    def add(self, text: str, row: int) -> int:
        """Number of a row without its applicant; TOO_LATE after the cut-off. Raises Unreadable."""
        cells = next(csv.reader([text]), [])
        if len(cells) != len(self.header):
            raise Unreadable("row_width", NAME, row)
        cell = dict.fromkeys(COLUMNS, "") | dict(zip(self.header, cells, strict=True))
        subject, language, grade, role = cell["subject"], cell["language"], cell["grade"], cell["role"]
        if subject not in SUBJECTS or grade not in self.half_points or role not in ROLES:
            raise Unreadable("bad_value", NAME, row, column="subject/grade/role", value=text.strip())
        time = _time(cell["registered_at"], row)
        if self.cutoff is not None and time > self.cutoff:
            return TOO_LATE
        made = make_grade(subject, grade, role, weighted=self.weighted, half_points=self.half_points)
        number = self.subjects.setdefault((subject, language), len(self.subjects))
        self.grades.append(made)
        self.times.append(time)
        self.sums.insert(-1, packed(made, language=language) + once(number))
        self.subject.append(number)
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


class GradeRows:
    """All rows of the file as numbers of kinds, and where those of each applicant stand.

    totals: per applicant the sum over his rows of what grade_sums packs. spans: first and last row of each group of
    his rows that follow each other.
    """

    def __init__(self, kinds: GradeKinds, applicants: int) -> None:
        self.kinds = kinds
        self.numbers = array("l")
        self.totals = [0] * applicants
        self.sizes = [0] * applicants
        self.spans: list[tuple[tuple[int, int], ...]] = [()] * applicants

    def extend(self, who: Sequence[str], numbers: list[int], index: dict[str, int]) -> None:
        """Add rows as they follow each other in the file. KeyError for an unknown applicant."""
        first = len(self.numbers)
        self.numbers.extend(numbers)
        sums = list(accumulate(map(self.kinds.sums.__getitem__, numbers), initial=0))
        changes = compress(range(1, len(who)), map(ne, who, who[1:]))
        for start, end in pairwise([0, *changes, len(who)]):
            person = index[who[start]]
            self.totals[person] += sums[end] - sums[start]
            self.sizes[person] += end - start
            self.spans[person] += ((first + start, first + end),)

    def rows_of(self, person: int) -> list[int]:
        """The kinds of one applicant's rows, without those after the cut-off."""
        spans = self.spans[person]
        return [kind for start, end in spans for kind in self.numbers[start:end] if kind != TOO_LATE]

    def standing(self, person: int, *, reduced_timetable: bool) -> Standing | None:
        """What the applicant's rows amount to; None if there are more than there can be."""
        total, kinds = self.totals[person], self.kinds
        simple = self.sizes[person] <= MOST_GRADES and not reduced_timetable
        if simple and not repeated(total, len(kinds.subjects)):
            found = standing_of_sum(total)
            if found:
                return found
        rows = self.rows_of(person)
        if len(rows) > MOST_GRADES and len({kinds.subject[kind] for kind in rows}) > MOST_GRADES:
            return None
        return kinds.standing(rows, reduced_timetable=reduced_timetable)


def read_standings(folder: Path, market: Market) -> tuple[list[Standing], int]:
    """Standing of every applicant, in the order of the market, and the number of rows read.

    market: with its applicants; grades registered after its cut-off do not count. Raises Unreadable.
    """
    source = files.source(folder)
    index = {name: number for number, name in enumerate(market.applicant_ids)}
    rows = _quick_rows(source, index, market.round) or _rows_one_by_one(source, index, market.round)
    found = []
    for person, (name, scaled) in enumerate(zip(index, market.reduced, strict=True)):
        one = rows.standing(person, reduced_timetable=scaled)
        if one is None:
            raise Unreadable("too_many_grades", NAME, value=name)
        found.append(one)
    return found, len(rows.numbers)


def _quick_rows(folder: files.Source, index: dict[str, int], round_: Round) -> GradeRows | None:
    """None for a file that is not quite plain or has a fault, which reading row by row will name."""
    plain = files.plain_lines(folder, NAME)
    if plain is None or plain[0][0] != "applicant_id":
        return None
    header, blocks = plain
    numbers: dict[str, int] = {}
    try:
        files.check_header(NAME, header, COLUMNS, REQUIRED)
        kinds = GradeKinds(header[1:], round_)
        rows = GradeRows(kinds, len(index))
        for lines in blocks:
            who, _, about = zip(*[line.partition(",") for line in lines], strict=True)
            try:
                found = list(map(numbers.__getitem__, about))
            except KeyError:
                for text in about:
                    if text not in numbers:
                        numbers[text] = kinds.add(text, row=0)
                found = list(map(numbers.__getitem__, about))
            rows.extend(who, found, index)
    except (Unreadable, KeyError, csv.Error):
        return None
    return rows


def _rows_one_by_one(folder: files.Source, index: dict[str, int], round_: Round) -> GradeRows:
    """Every file of the format. Raises Unreadable."""
    numbers: dict[str, int] = {}
    row = 1
    with folder.open(NAME) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        try:
            header = next(csv.reader([stream.readline()]), [])
            files.check_header(NAME, header, COLUMNS, REQUIRED)
            rest = [column for column in header if column != "applicant_id"]
            kinds = GradeKinds(rest, round_)
            rows = GradeRows(kinds, len(index))
            for identity, text in _split(stream, header.index("applicant_id")):
                row += 1
                number = numbers.get(text)
                if number is None:
                    number = numbers[text] = kinds.add(text, row)
                rows.extend([identity], [number], index)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable("not_csv", NAME, row) from error
        except KeyError as error:
            raise Unreadable("unknown_reference", NAME, row, value=str(error)) from error
    return rows


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
