"""Reads the worked examples of tests/cases; numbers in them come from law and published practice."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gemensam.rules.terms import SubjectGrade

CASES = Path(__file__).parent.parent / "cases"
COMPULSORY = (
    "BL",
    "EN",
    "HKK",
    "IDH",
    "MA",
    "MU",
    "BI",
    "FY",
    "KE",
    "GE",
    "HI",
    "RE",
    "SH",
    "SL",
    "SV",
    "TK",
)


def load(name: str) -> dict[str, Any]:
    """The case file as it stands."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def cases(name: str, table: str = "case") -> list[Any]:
    """The cases of a file as parameters that carry their id."""
    return [pytest.param(case, id=case["id"]) for case in load(name)[table]]


def grade(text: str) -> SubjectGrade:
    """A grade from SUBJECT[/LANGUAGE]:GRADE[:ROLE]."""
    head, value, *role = text.split(":")
    subject, _, language = head.partition("/")
    return SubjectGrade(subject, value, role[0] if role else "", language)


def compulsory(letters: str) -> list[SubjectGrade]:
    """The sixteen compulsory subjects in the order of COMPULSORY; a dot = not read."""
    return [
        SubjectGrade(subject, letter)
        for subject, letter in zip(COMPULSORY, letters.split(), strict=True)
        if letter != "."
    ]


def number(text: str) -> Fraction | None:
    """A figure as an exact fraction; "unknown" is None."""
    return None if text == "unknown" else Fraction(text)
