"""Rule sets with the day from which they hold."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A rule set that holds from a day, or is a proposal that never does."""

    @property
    def valid_from(self) -> date:
        """First day of education to which the rule set applies."""

    @property
    def proposal(self) -> bool:
        """Whether it is no law."""


T = TypeVar("T", bound=Dated)


def latest_in_force(rule_sets: Iterable[T], start: date) -> T:
    """The rule set for education that starts on a day: practice. ValueError before the first."""
    known = [rules for rules in rule_sets if not rules.proposal and rules.valid_from <= start]
    if not known:
        raise ValueError(f"no rule set for education starting {start.isoformat()}")
    return max(known, key=lambda rules: rules.valid_from)
