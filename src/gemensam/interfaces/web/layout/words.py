"""Template filters that put Swedish words on codes: rounds, states, steps, criteria, reasons, results."""

from typing import Any

from django import template

from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout import round_words
from gemensam.interfaces.web.layout.reason_words import reason_sentence, subject_name

register = template.Library()


@register.filter
def round_name(round_: Any) -> str:
    """ "Slutlig antagning 2027" for anything with kind, year and perhaps sequence."""
    return round_words.round_name(round_.kind, round_.year, getattr(round_, "sequence", 1))


@register.filter
def state_text(state: str) -> str:
    """What a round's state is called."""
    return str(round_words.ROUND_STATES[state])


@register.filter
def state_kind(state: str) -> str:
    """The tag colour of a round's state."""
    return round_words.STATE_KINDS.get(state, "neutral")


@register.filter
def step_text(event: str) -> str:
    """What a step of a round is called."""
    return str(round_words.STEPS[event])


@register.filter
def late_first_hand_text(policy: str) -> str:
    """What a late choice of one who is received first hand comes after."""
    return str(round_words.LATE_FIRST_HAND[policy])


@register.filter
def criterion_text(criterion: str) -> str:
    """What a criterion of a ranking rule means."""
    return str(round_words.CRITERIA[criterion])


@register.filter
def reason_text(reason: str) -> str:
    """A reason code as a sentence."""
    return reason_sentence(reason)


@register.filter
def subject_text(subject: str) -> str:
    """A subject code as the subject's name."""
    return subject_name(subject)


@register.filter
def get_item(mapping: dict[Any, Any], key: Any) -> Any:
    """A mapping's value for a key that is a variable; nothing when it is missing."""
    return mapping.get(key)


@register.filter
def may(actor: Any, code: str) -> bool:
    """Whether the actor holds the permission somewhere: only to show or leave out a link."""
    return bool(actor.has(Permission(code)))


@register.filter
def job_text(code: str) -> str:
    """What a job is doing, in Swedish."""
    return str(round_words.JOB_TEXTS.get(code, code))


@register.filter
def job_state(state: str) -> str:
    """A job's state as the progress component knows it: running, done or failed."""
    return {"done": "done", "failed": "failed"}.get(state, "running")


@register.filter
def job_name(kind: str) -> str:
    """What a kind of job is called."""
    return str(round_words.JOB_NAMES.get(kind, kind))


@register.filter
def job_state_text(state: str) -> str:
    """What a job's state is called."""
    return str(round_words.JOB_STATES[state][0])


@register.filter
def job_kind(state: str) -> str:
    """The tag colour of a job's state."""
    return round_words.JOB_STATES[state][1]


@register.filter
def job_error(code: str) -> str:
    """Why a job failed, and what to do."""
    return str(round_words.JOB_ERRORS.get(code.partition(":")[0], round_words.JOB_ERRORS[""]))


@register.filter
def facts_text(facts: dict[str, Any]) -> str:
    """A log line's facts on one line."""
    return ", ".join(f"{name}: {value}" for name, value in facts.items())
