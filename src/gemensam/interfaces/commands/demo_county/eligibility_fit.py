"""Moves as few pupils as needed so that each municipality's share of eligible pupils is the published one."""

import numpy as np

from gemensam.interfaces.commands.demo_county.dice import Integers
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    COMPULSORY,
    EN,
    MA,
    SV,
    E,
    F,
    Sheets,
    lacking,
)

_CORE_FIRST = (SV, EN, MA, *(n for n in range(len(COMPULSORY)) if n not in (SV, EN, MA)))


def fit_share(sheets: Sheets, group: Integers, eligible_percent: int) -> None:
    """Change the marks so that ``eligible_percent`` of ``group`` (positions) are eligible, to one pupil.

    Too many: those who passed mathematics with the weakest report fail it, the usual reason for not being
    eligible. Too few: those who lack least, with the strongest report, pass what they lack with an E.
    """
    wanted = (len(group) * eligible_percent + 50) // 100
    lacks = lacking(sheets)[group]
    strength = sheets.compulsory[group].sum(axis=1, dtype=np.int64)
    surplus = int((lacks == 0).sum()) - wanted
    if surplus > 0:
        eligible = group[lacks == 0]
        weakest = eligible[np.argsort(strength[lacks == 0], kind="stable")][:surplus]
        sheets.compulsory[weakest, MA] = F
    elif surplus < 0:
        candidates = group[lacks > 0]
        order = np.lexsort((-strength[lacks > 0], lacks[lacks > 0]))
        for pupil in candidates[order][:-surplus].tolist():
            _lift(sheets, pupil)


def _lift(sheets: Sheets, pupil: int) -> None:
    for subject in _CORE_FIRST:
        if lacking(sheets)[pupil] == 0:
            return
        sheets.compulsory[pupil, subject] = max(sheets.compulsory[pupil, subject], E)
