"""Reads grades.csv: cut-off, later rows that replace earlier ones, and each applicant's standing."""

from collections.abc import Collection, Sequence
from datetime import datetime

from gemensam_verifier import files
from gemensam_verifier.grades import HALF_POINTS, ROLES, SUBJECTS, Grade, Standing, make_grade, standing
from gemensam_verifier.report import Unreadable

NAME = "grades.csv"
COLUMNS = ("applicant_id", "subject", "language", "grade", "role", "registered_at")
REQUIRED = ("applicant_id", "subject", "grade", "role")
NEVER_LATER = float("-inf")  # a grade without a time counts from the beginning


class GradeKinds:
    """Every different (subject, language, grade, role) seen, numbered; there are few, so rows stay small."""

    def __init__(self, *, weighted: bool) -> None:
        self.weighted = weighted
        self.numbers: dict[tuple[str, str, str, str], int] = {}
        self.grades: list[Grade] = []
        self.subject: list[int] = []  # number of the (subject, language) that a later row replaces
        self.subjects: dict[tuple[str, str], int] = {}

    def add(self, kind: tuple[str, str, str, str], row: int) -> int:
        """Number of a kind. Raises Unreadable for codes that the format does not have."""
        subject, language, grade, role = kind
        if subject not in SUBJECTS or grade not in HALF_POINTS or role not in ROLES:
            raise Unreadable("bad_value", NAME, row, column="subject/grade/role", value=",".join(kind))
        self.grades.append(make_grade(subject, grade, role, weighted=self.weighted))
        self.subject.append(self.subjects.setdefault((subject, language), len(self.subjects)))
        self.numbers[kind] = len(self.grades) - 1
        return self.numbers[kind]

    def counting(self, rows: list[int], *, by_time: bool) -> list[Grade]:
        """The grades of one applicant, without those that were replaced.

        rows: kind numbers, by time and value if `by_time`, else all of one time (the better grade stays).
        """
        grades, subject = self.grades, self.subject
        if len({subject[kind] for kind in rows}) == len(rows):
            return [grades[kind] for kind in rows]
        if not by_time:
            rows.sort(key=lambda kind: grades[kind].value)
        return list({subject[kind]: grades[kind] for kind in rows}.values())


def read_standings(
    folder: files.Source,
    index: dict[str, int],
    reduced: Sequence[bool],
    *,
    cutoff: float | None,
    weighted: bool,
    criteria: Sequence[str],
) -> tuple[list[Standing], int]:
    """Standing of every applicant, in the order of `index`, and the number of rows read.

    cutoff: seconds since 1970, grades registered later do not count. Raises Unreadable.
    """
    kinds = GradeKinds(weighted=weighted)
    buckets: list[list[int]] = [[] for _ in index]
    stamped: dict[int, list[tuple[float, int, int]]] = {}  # applicants with more than one time
    only_time: list[float | None] = [None] * len(buckets)
    times: dict[str, float] = {}
    numbers = kinds.numbers
    row = 1
    for identity, subject, language, grade, role, registered in files.rows(folder, NAME, COLUMNS, REQUIRED):
        row += 1
        number = numbers.get((subject, language, grade, role))
        if number is None:
            number = kinds.add((subject, language, grade, role), row)
        time = times.get(registered)
        if time is None:
            time = times[registered] = _time(registered, row)
        if cutoff is not None and time > cutoff:
            continue
        try:
            applicant = index[identity]
        except KeyError as error:
            raise Unreadable("unknown_reference", NAME, row, value=identity) from error
        bucket = buckets[applicant]
        if not bucket:
            only_time[applicant] = time
        elif only_time[applicant] != time or applicant in stamped:
            _remember(stamped, applicant, bucket, only_time[applicant], kinds)
            stamped[applicant].append((time, kinds.grades[number].value, number))
        bucket.append(number)
    for applicant, entries in stamped.items():
        buckets[applicant] = [number for _, _, number in sorted(entries)]
    return _standings(kinds, buckets, stamped, reduced, criteria), row - 1


def _standings(
    kinds: GradeKinds,
    buckets: list[list[int]],
    stamped: Collection[int],
    reduced: Sequence[bool],
    criteria: Sequence[str],
) -> list[Standing]:
    return [
        standing(
            kinds.counting(bucket, by_time=applicant in stamped),
            reduced_timetable=reduced[applicant],
            criteria=criteria,
        )
        for applicant, bucket in enumerate(buckets)
    ]


def _remember(
    stamped: dict[int, list[tuple[float, int, int]]],
    applicant: int,
    bucket: list[int],
    time: float | None,
    kinds: GradeKinds,
) -> None:
    """Start to keep the times of an applicant whose rows turn out to have different times."""
    if applicant not in stamped:
        assert time is not None
        stamped[applicant] = [(time, kinds.grades[kind].value, kind) for kind in bucket]


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
