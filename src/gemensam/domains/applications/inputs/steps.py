"""The way through an application, declared: one question a page, and when a question is asked at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gemensam.domains.applications.inputs.content import Content


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides which questions concern someone."""

    lacks_english: bool
    any_free_quota: bool
    any_vocational: bool


Concerned = Callable[[Circumstances], bool]
Answered = Callable[[Content], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the way. group: which mark of the stepper it belongs to. kind: what it asks for, if anything."""

    code: str
    group: str
    concerns: Concerned
    answered: Answered
    kind: str = ""


def _everyone(_circumstances: Circumstances) -> bool:
    return True


def _is_answered(kind: str) -> Answered:
    return lambda content: content.answer(kind).asked is not None


GROUPS: Final = ("contact", "choices", "special", "review")
STEPS: Final = (
    Step("contact", "contact", _everyone, lambda content: content.contact is not None),
    Step("choices", "choices", _everyone, lambda content: bool(content.choices or content.elsewhere)),
    Step("english", "special", lambda one: one.lacks_english, _is_answered("english"), "english"),
    Step("free_quota", "special", lambda one: one.any_free_quota, _is_answered("free_quota"), "free_quota"),
    Step("apprenticeship", "special", lambda one: one.any_vocational, _is_answered("apprenticeship"), "apprenticeship"),
    Step("special_reasons", "special", _everyone, _is_answered("special_reasons"), "special_reasons"),
    Step("review", "review", _everyone, lambda _content: False),
)  # fmt: skip
BY_CODE: Final = {step.code: step for step in STEPS}


def steps_for(circumstances: Circumstances) -> tuple[Step, ...]:
    """The pages that concern someone, in order."""
    return tuple(step for step in STEPS if step.concerns(circumstances))


def neighbours(steps: tuple[Step, ...], code: str) -> tuple[str, str]:
    """Codes of the page before and the page after; empty at the ends. A page that is not asked leads to the review."""
    codes = [step.code for step in steps]
    if code not in codes:
        return "choices", "review"
    place = codes.index(code)
    before = codes[place - 1] if place else ""
    after = codes[place + 1] if place + 1 < len(codes) else ""
    return before, after


def unfinished(steps: tuple[Step, ...], content: Content) -> tuple[Step, ...]:
    """The questions with a yes that nobody can grant: without a reason, or about none of the choices.

    The exemption in English is about all choices.
    """
    return tuple(step for step in steps if step.kind and _is_unfinished(step.kind, content))


def _is_unfinished(kind: str, content: Content) -> bool:
    answer = content.answer(kind)
    about_any = kind == "english" or bool(set(answer.offerings) & set(content.choices))
    return bool(answer.asked) and not (answer.text and about_any)


def lacking(steps: tuple[Step, ...], content: Content) -> tuple[str, ...]:
    """Codes of the pages that must be answered before sending. What is asked besides grades is voluntary."""
    must = ("contact", "choices")
    return tuple(step.code for step in steps if step.code in must and not step.answered(content))
