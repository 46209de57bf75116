"""Moves from state to state, as every domain's tables tell them: ``(state, event) -> state``."""

from collections.abc import Mapping
from typing import TypeVar

State = TypeVar("State", bound=str)
Event = TypeVar("Event", bound=str)


class TransitionRefused(Exception):
    """The event is not possible in the state. Carries both codes."""

    code = "moved_on"  # a job that meets it has nothing to try again

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"{event} in {state}")
        self.state = state
        self.event = event


def moved(
    table: Mapping[tuple[State, Event], State],
    state: State,
    event: Event,
    refused: type[TransitionRefused] = TransitionRefused,
) -> State:
    """The state after the event, by the table. Raises ``refused`` when the table has no such row."""
    try:
        return table[state, event]
    except KeyError:
        raise refused(state, event) from None
