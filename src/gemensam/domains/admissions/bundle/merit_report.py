"""A grades table on its own → merit, what counted, and eligibility per programme, for every applicant in it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle import crossing, reading
from gemensam.domains.admissions.bundle.deciding import effective_grades, grade_columns, merit_rules
from gemensam.domains.admissions.bundle.faults import (
    NO_COLUMN,
    WHOLE_FILE,
    BundleFaults,
    FaultCode,
    FaultList,
)
from gemensam.domains.admissions.bundle.layout import APPLICANTS, GRADES_FILE, TABLES, Kind
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.domains.admissions.bundle.text_table import ROW, TextTable, read_text_table
from gemensam.domains.admissions.bundle.values import note_value_faults, with_defaults
from gemensam.rules import eligibility, merit
from gemensam.rules.merit import MeritTable
from gemensam.rules.terms import PROGRAMMES, Int32

# The national programmes of Gy25 (SL bilaga 1), and the introduction programmes that are applied to by rank:
# IMV towards a vocational and towards a higher-education programme (SL 17:10), IMY (SL 17:11).
_NATIONAL: Final = sorted(code for code in PROGRAMMES if code.endswith("25") and code[:-2] in PROGRAMMES)
TARGETS: Final[dict[str, tuple[str, str]]] = {
    **{code: (code, "") for code in _NATIONAL},
    "IMV/vocational": ("IMV", "BA25"),
    "IMV/higher_education": ("IMV", "NA25"),
    "IMY": ("IMY", ""),
}
_AGE: Final = 16  # of everyone in a file that does not tell: nobody is too old


@dataclass(frozen=True, slots=True)
class MeritReport:
    """applicants: ids in order. grades: the rows that count, `applicant` = row of applicants, with the codes as text.

    merit: its row arrays belong to grades. obstacles: int32[applicants, targets], bits of
    eligibility.Obstacle in the order of TARGETS.
    """

    applicants: tuple[str, ...]
    grades: pl.DataFrame
    merit: MeritTable
    obstacles: Int32


def read_merit_report(source: Path, settings: RoundSettings) -> MeritReport:
    """Read grades and apply merit and eligibility to them. GF 7:1, 7:4, SL 16:30–31, 17:10–11.

    Age and completed school, exemptions and reduced timetables are not in the file and not tested. Raises
    BundleFaults with every fault of the file.
    """
    round_ = _round_of_grades(source, settings)
    grades = effective_grades(round_)
    columns, applicants = grade_columns(grades), round_.applicants.height
    rules = eligibility.RULES[settings.rules]
    obstacles = eligibility.eligibility_codes(
        eligibility.pass_table(columns, applicants, rules),
        eligibility.ApplicantFacts(
            birth_year=round_.applicants["birth_year"].to_numpy(),
            completed=np.zeros(applicants, dtype=np.bool_),
        ),
        eligibility.programme_requirements(
            [programme for programme, _ in TARGETS.values()], [base for _, base in TARGETS.values()], rules
        ),
        applicant=np.repeat(np.arange(applicants, dtype=np.int32), len(TARGETS)),
        requirement=np.tile(np.arange(len(TARGETS), dtype=np.int32), applicants),
        english_exemption=np.zeros(applicants * len(TARGETS), dtype=np.bool_),
        year=settings.year,
        rules=rules,
    )
    return MeritReport(
        applicants=tuple(round_.applicants["applicant_id"]),
        grades=grades,
        merit=merit.merit_values(
            columns, applicants, np.zeros(applicants, dtype=np.bool_), merit_rules(settings)
        ),
        obstacles=obstacles.reshape(applicants, len(TARGETS)),
    )


def _round_of_grades(source: Path, settings: RoundSettings) -> reading.RoundInput:
    """The file as a round with nothing but grades and the applicants that have them."""
    faults = FaultList()
    data = _content(source, faults)
    columns = tuple(
        replace(column, kind=Kind.APPLICANT_ID) if column.name == "applicant_id" else column
        for column in reading.columns_of(GRADES_FILE, settings)
    )
    text = read_text_table(GRADES_FILE, data, columns, faults) if data is not None else None
    tables = {name: reading.empty_table(name, complete=True) for name in TABLES}
    if text is not None:
        table = tables[GRADES_FILE] = with_defaults(GRADES_FILE, text, columns)
        note_value_faults(GRADES_FILE, table, columns, faults)
        tables[APPLICANTS] = TextTable(_applicants(table.frame, settings.year), complete=True)
    typed = reading.typed_tables(tables, faults)
    crossing.note_faults(tables, typed, settings, faults)
    _raise_in(source.name, faults)
    return reading.in_order(settings, typed, digests={})


def _content(source: Path, faults: FaultList) -> bytes | None:
    try:
        return source.read_bytes()
    except FileNotFoundError:
        faults.add(GRADES_FILE, WHOLE_FILE, NO_COLUMN, FaultCode.FOLDER_MISSING)
    except OSError:
        faults.add(GRADES_FILE, WHOLE_FILE, NO_COLUMN, FaultCode.FILE_UNREADABLE)
    return None


def _applicants(grades: pl.DataFrame, year: int) -> pl.DataFrame:
    """Everyone in the grades as rows of applicants.csv that no rule stops at."""
    ids = grades["applicant_id"].drop_nulls().unique().sort()
    constant = {
        "birth_year": str(year - _AGE),
        "home_municipality": "0000",
        "completed_upper_secondary": "no",
        "comparable_grades": "yes",
        "lives_in_area_of": "",
        "reduced_timetable": "no",
    }
    return pl.DataFrame(
        {ROW: pl.int_range(ids.len(), dtype=pl.UInt32, eager=True), "applicant_id": ids}
    ).with_columns(pl.lit(value).alias(name) for name, value in constant.items())


def _raise_in(name: str, faults: FaultList) -> None:
    """Raise what was found, told of the file by the name that it has."""
    try:
        faults.raise_if_any()
    except BundleFaults as found:
        raise BundleFaults(tuple(replace(fault, file=name) for fault in found.faults)) from None
