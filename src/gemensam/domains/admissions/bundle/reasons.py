"""Why each choice ended as it did: the stable code of the step that decided."""

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import DecidedRound
from gemensam.domains.admissions.bundle.sort_keys import FIXED_COLUMNS
from gemensam.rules import terms
from gemensam.rules.allocation import Deciders, NoBar, Status, first_difference
from gemensam.rules.eligibility import obstacle_codes
from gemensam.rules.selection import steps_of
from gemensam.rules.terms import Int8, Int16, Int64

HELD_NOT_CONSIDERED = "held:not_considered"  # the applicant holds a place and does not stay in reserve


class _Codes:
    """Numbers reason codes as they come, so that a column of them is an array of small integers."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def number(self, code: str) -> int:
        return self.numbers.setdefault(code, len(self.numbers))

    def texts(self, numbers: Int16) -> pl.Series:
        return pl.Series(list(self.numbers), dtype=pl.String).gather(numbers.astype(np.uint32))


def reasons(decided: DecidedRound, status: Int8, deciders: Deciders) -> pl.Series:
    """Reason code of each choice; empty for the admitted ones. docs/round-format.md, "Statuses"."""
    codes = _Codes()
    found = np.zeros(status.size, dtype=np.int16)
    refused = np.flatnonzero(decided.obstacles != 0)
    found[refused] = _eligibility(decided.obstacles[refused], codes)
    found[(decided.obstacles == 0) & decided.lacks_test] = codes.number(terms.TEST_MISSING)
    found[decided.cancelled] = codes.number(terms.OFFERING_CANCELLED)
    found[decided.shut_out] = codes.number(HELD_NOT_CONSIDERED)
    found[deciders.choice] = _reserve(decided, deciders, codes)
    found[status == Status.STRUCK] = codes.number(terms.CHOICE_HIGHER_ADMITTED)
    found[status == Status.ADMITTED] = 0
    return codes.texts(found)


def _eligibility(obstacles: terms.Int32, codes: _Codes) -> Int16:
    """The first obstacle of each choice."""
    values, index = np.unique(obstacles, return_inverse=True)
    first = [codes.number(obstacle_codes(value)[0]) for value in values.tolist()]
    return np.array(first, dtype=np.int16)[index]


def deciding_steps(decided: DecidedRound, one: Int64, other: Int64) -> list[str]:
    """Reason code of the first step in which each pair of choices at the same offering differs."""
    codes = _Codes()
    return codes.texts(_compared(decided, one, other, codes)).to_list()


def _reserve(decided: DecidedRound, deciders: Deciders, codes: _Codes) -> Int16:
    without = {
        NoBar.HAS_BAR: 0,
        NoBar.QUOTA_NOT_APPROVED: codes.number(terms.QUOTA_NOT_APPROVED),
        NoBar.TEST_MISSING: codes.number(terms.TEST_MISSING),
        NoBar.BELOW: codes.number(terms.MERIT_BELOW),
    }
    found = np.array([without[kind] for kind in NoBar], dtype=np.int16)[deciders.no_bar]
    rows = np.flatnonzero(deciders.no_bar == NoBar.HAS_BAR)
    found[rows] = _compared(decided, deciders.choice[rows], deciders.bar[rows], codes)
    return found


def _compared(decided: DecidedRound, one: Int64, other: Int64, codes: _Codes) -> Int16:
    columns = decided.order.columns[:-1]  # without the order of ids
    column = first_difference(columns, one, other)
    rule = decided.rule[decided.choices.offering[one]]
    return np.asarray(_step_codes(decided, codes)[rule, column])


def _step_codes(decided: DecidedRound, codes: _Codes) -> Int16:
    """Number of the reason code of each rule (row) and column of the order table."""
    width = len(decided.order.columns)
    table = np.zeros((len(decided.order.rules), width), dtype=np.int16)
    for number, rule in enumerate(decided.order.rules):
        *steps, lottery = steps_of(rule)
        table[number, :] = codes.number(lottery)
        table[number, : len(steps)] = [codes.number(step) for step in steps]
    assert width >= FIXED_COLUMNS
    return table
