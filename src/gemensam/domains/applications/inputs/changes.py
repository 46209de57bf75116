"""What a new sending-in changes in the list that was in force, as codes with names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gemensam.domains.applications.inputs.content import Content


@dataclass(frozen=True, slots=True)
class Change:
    """code: added, removed, moved, elsewhere_added or elsewhere_removed. Places count from 1, None = not there."""

    code: str
    title: str
    school: str
    before: int | None = None
    after: int | None = None


Listed = Sequence[tuple[str, str, str]]  # offering, title, school, the most wanted first
Wished = Sequence[Sequence[str]]  # programme, school, municipality


def changes_between(
    before: Listed, after: Listed, *, wished: Wished = (), wishes: Wished = ()
) -> list[Change]:
    """Find what was added, moved among what is kept, and removed. A choice that only closes a gap has not moved."""
    return [*_of_list(before, after), *_of_wishes(wished, wishes)]


def _of_list(before: Listed, after: Listed) -> Iterator[Change]:
    old = {one[0]: place for place, one in enumerate(before, 1)}
    new = {one[0]: place for place, one in enumerate(after, 1)}
    kept_before = [one[0] for one in before if one[0] in new]
    kept_after = [one[0] for one in after if one[0] in old]
    still = {pk for pk, other in zip(kept_before, kept_after, strict=True) if pk == other}
    for pk, title, school in after:
        if pk not in old:
            yield Change("added", title, school, None, new[pk])
        elif pk not in still:
            yield Change("moved", title, school, old[pk], new[pk])
    for pk, title, school in before:
        if pk not in new:
            yield Change("removed", title, school, old[pk], None)


def _of_wishes(before: Wished, after: Wished) -> Iterator[Change]:
    old, new = [tuple(one) for one in before], [tuple(one) for one in after]
    for code, rows, others in (("elsewhere_added", new, old), ("elsewhere_removed", old, new)):
        for programme, school, municipality in rows:
            if (programme, school, municipality) not in others:
                yield Change(code, programme, f"{school}, {municipality}")


def answers_changed(before: Content, after: Content) -> Iterator[tuple[str, str]]:
    """Find what is changed besides the list, (code, kind): asked, no_longer_asked, reworded, contact."""
    for kind in sorted({*before.answers, *after.answers}):
        old, new = before.answer(kind), after.answer(kind)
        if bool(old.asked) != bool(new.asked):
            yield "asked" if new.asked else "no_longer_asked", kind
        elif new.asked and old != new:
            yield "reworded", kind
    if before.contact != after.contact:
        yield "contact", ""


def stored(changes: Sequence[Change]) -> list[list[Any]]:
    """The stored form."""
    return [[one.code, one.title, one.school, one.before, one.after] for one in changes]


def read_changes(rows: Sequence[Sequence[Any]]) -> tuple[Change, ...]:
    """The changes of a stored form."""
    return tuple(Change(*row) for row in rows)
