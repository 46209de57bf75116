"""Template filters for imports."""

from typing import Any

from django import template

from gemensam.interfaces.web.layout import import_texts as words
from gemensam.interfaces.web.layout.reason_words import SUBJECTS

register = template.Library()
_LONGEST = 160


@register.filter
def import_name(kind: str) -> str:
    """What a kind of file is called."""
    return str(words.KINDS[kind])


@register.filter
def import_state(state: str) -> str:
    """What an import's state is called."""
    return str(words.STATES[state][0])


@register.filter
def import_kind(state: str) -> str:
    """The tag colour of an import's state."""
    return words.STATES[state][1]


@register.filter
def table_name(table: str) -> str:
    """What a kind of row is called."""
    return str(words.TABLES[table])


@register.filter
def fault_text(fault: Any) -> str:
    """What is wrong and what to do."""
    return words.fault_sentence(fault.code, fault.facts)


@register.filter
def values_text(values: dict[str, Any] | None) -> str:
    """Changed values as one short text; nothing gives a dash."""
    if not values:
        return "–"
    if "choices" in values:
        return ", ".join(f"{one['rank']}. {one['offering']}" for one in values["choices"])[:_LONGEST]
    shown = {
        name: value
        for name, value in values.items()
        if name not in ("school_unit", "same_moment", "has_custody")
    }
    subject = shown.pop("subject", None)
    grade = shown.pop("grade", None)
    parts = (
        [f"{SUBJECTS.get(subject, subject)}: {grade}" if subject else str(grade)] if grade is not None else []
    )
    parts += [
        f"{_name(name)}: {value}"
        for name, value in shown.items()
        if value not in ("", None) and name != "role"
    ]
    return ", ".join(parts)[:_LONGEST] or "–"


def _name(code: str) -> str:
    return str(words.FIELDS.get(code, code)).lower()
