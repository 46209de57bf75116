"""Moves as few pupils as needed so that each municipality's share of eligible pupils is the published one."""

import numpy as np

from gemensam.interfaces.commands.demo_county.dice import Booleans, Integers
from gemensam.interfaces.commands.demo_county.grade_sheets import (
    EN,
    MA,
    OTHERS_NEEDED,
    SV,
    E,
    F,
    Marks,
    vocational_eligible,
)

_CORE = (SV, EN, MA)


def fit_share(marks: Marks, group: Integers, eligible_percent: int) -> None:
    """Change ``marks`` so that ``eligible_percent`` of ``group`` (positions) are eligible, rounded to one
    pupil.

    Too many: those who passed mathematics with the weakest report fail it, the usual reason for not being
    eligible. Too few: those who lack least, with the strongest report, pass what they lack with an E.
    """
    wanted = (len(group) * eligible_percent + 50) // 100
    eligible = vocational_eligible(marks[group])
    surplus = int(eligible.sum()) - wanted
    strength = marks[group].sum(axis=1, dtype=np.int64)
    if surplus > 0:
        weakest = group[eligible][np.argsort(strength[eligible], kind="stable")][:surplus]
        marks[weakest, MA] = F
    elif surplus < 0:
        candidates = group[~eligible]
        order = np.lexsort((-strength[~eligible], lacking(marks[candidates])))
        for pupil in candidates[order][:-surplus].tolist():
            _lift(marks, pupil)


def lacking(marks: Marks) -> Integers:
    """How many passes each row lacks for a vocational programme."""
    passed = marks >= E
    core = sum((~passed[:, subject]).astype(np.int64) for subject in _CORE)
    others = passed.sum(axis=1) - sum(passed[:, subject].astype(np.int64) for subject in _CORE)
    return np.asarray(core + np.maximum(0, OTHERS_NEEDED - others), dtype=np.int64)


def _lift(marks: Marks, pupil: int) -> None:
    for subject in _CORE:
        marks[pupil, subject] = max(marks[pupil, subject], E)
    others: Booleans = marks[pupil] < E
    for subject in np.flatnonzero(others).tolist():
        if lacking(marks[pupil : pupil + 1])[0] == 0:
            return
        marks[pupil, subject] = max(marks[pupil, subject], E)
