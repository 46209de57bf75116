"""What each programme demands, laid out as integer columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gemensam.rules.eligibility.passes import SPECIFIC_SUBJECTS
from gemensam.rules.eligibility.rulesets import EligibilityRules
from gemensam.rules.terms import HIGHER_EDUCATION, INTRODUCTION, PROGRAMMES, Bool, Int8, Int64

NATIONAL: Final = 0  # a national programme; then the four introduction programmes, SL 17:2
IMV: Final = 1
IMY: Final = 2
IMA: Final = 3
IMS: Final = 4
_FORMS: Final = {"IMV": IMV, "IMY": IMY, "IMA": IMA, "IMS": IMS}


@dataclass(frozen=True, slots=True)
class Requirements:
    """Demands of m programmes. form: int8[m], NATIONAL or an introduction programme.

    others: int64[m], other passed subjects that the programme demands, or for an introduction programme the
    national programme that it prepares for. specific: bool[m, 7] in the order of SPECIFIC_SUBJECTS.
    """

    form: Int8
    others: Int64
    specific: Bool


def programme_requirements(
    programmes: Sequence[str], base_programmes: Sequence[str], rules: EligibilityRules
) -> Requirements:
    """Look up m programmes; base_programmes[i] is what IMV at i prepares for, empty elsewhere.

    SL 16:30–31, 17:10–12, GF 7:1. ValueError naming every code that is unknown, and every IMV without a
    national programme as its base: check with is_known_programme before.
    """
    pairs = list(zip(programmes, base_programmes, strict=True))
    unknown = sorted(
        {f"{code} {base}".rstrip() for code, base in pairs if not is_known_programme(code, base)}
    )
    if unknown:
        raise ValueError(f"unknown programmes: {', '.join(unknown)}")
    needed = [PROGRAMMES[base] if code == "IMV" else PROGRAMMES[code] for code, base in pairs]
    return Requirements(
        form=np.array([_FORMS.get(code, NATIONAL) for code in programmes], dtype=np.int8),
        others=np.array(
            [
                rules.higher_education_others if one.kind == HIGHER_EDUCATION else rules.vocational_others
                for one in needed
            ],
            dtype=np.int64,
        ),
        specific=np.array(
            [[subject in one.subjects for subject in SPECIFIC_SUBJECTS] for one in needed], dtype=np.bool_
        ).reshape(len(needed), len(SPECIFIC_SUBJECTS)),
    )


def is_known_programme(code: str, base_programme: str) -> bool:
    """Is the code in the table and, for IMV, its base a national programme (SL 17:10)?"""
    if code != "IMV":
        return code in PROGRAMMES
    base = PROGRAMMES.get(base_programme)
    return base is not None and base.kind != INTRODUCTION
