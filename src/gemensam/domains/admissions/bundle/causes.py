"""Why a place differs between two rounds: the new round run again with one kind of input as it was before.

Where the applicant's old place then comes back, that kind is the cause. The applicant's own grades, facts and choices
are also put back alone, with everyone else's as they are now: that tells one's own change from those of others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import decide_round
from gemensam.domains.admissions.bundle.mixing import KINDS, RoundTables, mixed, numbered, with_ids
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.rules import allocation
from gemensam.rules.allocation import compile_entries, solve


class Root(StrEnum):
    """What made the difference."""

    OWN_GRADES = "grades:own"
    OWN_FACTS = "facts:own"
    OWN_CHOICES = "choices:own"
    SEATS = "seats"
    RULE = "rule"
    LOTTERY = "lottery"
    AREAS = "areas"
    APPLICANTS = "applicants"
    HELD = "held"
    OTHERS_GRADES = "grades:others"
    OTHERS_FACTS = "facts:others"
    OTHERS_CHOICES = "choices:others"


_OWN = ("grades", "facts", "choices")
# Tables that the other kinds stand in, besides the settings.
_HOLDS = {
    "seats": ("offerings",),
    "rule": ("offerings",),
    "areas": ("areas",),
    "applicants": ("applicants",),
    "held": ("held",),
}


@dataclass(frozen=True, slots=True)
class RootCauses:
    """Each of `causes` alone would undo the change; or, `together`, only all of them do. Empty: unexplained."""

    causes: tuple[Root, ...]
    together: bool = False


def root_causes(
    before: RoundInput, after: RoundInput, changed: Mapping[str, tuple[str, str]]
) -> dict[str, RootCauses]:
    """The causes for each changed applicant who is in both rounds.

    changed: applicant → (offering before, offering after), "" for no place, as the two results say. A place that a run
    of its own round does not give is unexplained: nothing in the input makes it.
    """
    before, after = _cut_off(before), _cut_off(after)
    old, new = with_ids(before), with_ids(after)
    then, now = places(before), places(after)
    real = [one for one, (was, is_) in changed.items() if then.get(one) == was and now.get(one) == is_]
    differing = [kind for kind in KINDS if _differs(new, old, kind)]
    found: dict[str, list[Root]] = {one: [] for one in changed}
    for kind in differing:
        back = places(numbered(mixed(new, old, {kind})))
        restored = [one for one in real if back.get(one) == changed[one][0]]
        own = _restored_alone(after, old, kind, real, changed) if kind in _OWN else set()
        for one in real:
            if one in own:
                found[one].append(Root(f"{kind}:own"))
            elif one in set(restored):
                found[one].append(Root(f"{kind}:others" if kind in _OWN else kind))
    order = list(Root)
    answer = {one: RootCauses(tuple(sorted(causes, key=order.index))) for one, causes in found.items()}
    left = [one for one in real if not answer[one].causes]
    return answer | _together(new, old, differing, {one: changed[one][0] for one in left})


def places(round_: RoundInput) -> dict[str, str]:
    """Applicant → the offering that a run gives, "" for none. GF 7:3–5, SL 16:47."""
    decided = decide_round(round_)
    rows = np.flatnonzero(allocation.allocate(decided.choices, decided.seats))
    got = dict.fromkeys(round_.applicants["applicant_id"], "")
    ids = round_.applicants["applicant_id"].gather(decided.choices.applicant[rows])
    got.update(zip(ids, round_.offerings["offering_id"].gather(decided.choices.offering[rows]), strict=True))
    return got


def _cut_off(round_: RoundInput) -> RoundInput:
    """The round without the grades that came too late to count: a later cut-off means other grades."""
    cutoff = round_.settings.grade_cutoff
    if cutoff is None:
        return round_
    in_time = round_.grades.filter(pl.col("registered_at") <= cutoff)
    return replace(round_, grades=in_time, settings=replace(round_.settings, grade_cutoff=None))


def _differs(new: RoundTables, old: RoundTables, kind: str) -> bool:
    """Whether putting the kind back changes anything at all."""
    if kind in _OWN:
        return bool(_who_differs(new, old, kind))
    mix, same = mixed(new, old, {kind}), mixed(new, old, set())
    if mix.settings != same.settings:
        return True
    return any(
        not _sorted(getattr(mix, name)).equals(_sorted(getattr(same, name))) for name in _HOLDS.get(kind, ())
    )


def _sorted(table: pl.DataFrame) -> pl.DataFrame:
    return table.sort(table.columns)


def _who_differs(new: RoundTables, old: RoundTables, kind: str) -> set[str]:
    """Those who are in both rounds and have other rows of the kind."""
    name = "applicants" if kind == "facts" else kind
    now = getattr(new, name)
    then = getattr(old, name).select(now.columns)
    both = set(new.applicants["applicant_id"]) & set(old.applicants["applicant_id"])
    pairs = ((now, then), (then, now))
    changed = [one.join(other, on=now.columns, how="anti", nulls_equal=True) for one, other in pairs]
    return both & set(pl.concat(changed)["applicant_id"])


def _restored_alone(
    after: RoundInput,
    old: RoundTables,
    kind: str,
    people: Sequence[str],
    changed: Mapping[str, tuple[str, str]],
) -> set[str]:
    """Those who have their old place when nobody's input but their own is put back."""
    new = with_ids(after)
    changed_rows = _who_differs(new, old, kind)
    mine = [one for one in people if one in changed_rows]
    if not mine:
        return set()
    if after.held.height:  # a held place takes a seat beforehand, so only one of a person may be in the round
        runs = ((one, places(numbered(mixed(new, _only(new, old, [one]), {kind})))[one]) for one in mine)
        return {one for one, place in runs if place == changed[one][0]}
    return {one for one, place in _alone(after, new, old, kind, mine) if place == changed[one][0]}


def _only(new: RoundTables, old: RoundTables, people: Iterable[str]) -> RoundTables:
    """The new round in which these people's rows are the old ones."""
    wanted = list(people)

    def merged(name: str) -> pl.DataFrame:
        now, then = getattr(new, name), getattr(old, name).select(getattr(new, name).columns)
        is_one = pl.col("applicant_id").is_in(wanted)
        return pl.concat([now.filter(~is_one), then.filter(is_one)])

    return replace(new, applicants=merged("applicants"), grades=merged("grades"), choices=merged("choices"))


def _alone(
    after: RoundInput, new: RoundTables, old: RoundTables, kind: str, mine: Sequence[str]
) -> list[tuple[str, str]]:
    """Run by run, one person's old rows instead of the new ones. All old rows are compiled in once, as lists."""
    size = after.applicants.height
    back = numbered(mixed(_of(new, mine), _of(old, mine), {kind}))
    at = {one: number for number, one in enumerate(back.applicants["applicant_id"])}
    offerings = after.offerings["offering_id"]
    to_new = pl.DataFrame({"id": offerings, "to": pl.int_range(offerings.len(), dtype=pl.Int32, eager=True)})
    choices = back.choices.with_columns(
        back.offerings["offering_id"].gather(back.choices["offering"]).alias("id")
    ).join(to_new, on="id", how="inner", maintain_order="left")
    choices = choices.with_columns(pl.col("to").alias("offering"), pl.col("applicant") + size)
    grades = back.grades.with_columns(pl.col("applicant") + size)
    both = pl.concat([after.grades, grades.select(after.grades.columns)])
    joined = replace(
        after,
        applicants=pl.concat([after.applicants, back.applicants.select(after.applicants.columns)]),
        grades=both.with_columns(_grade_key(both)).sort("key", "registered_at"),
        choices=pl.concat([after.choices, choices.select(after.choices.columns)]),
    )
    decided = decide_round(joined)
    compiled = compile_entries(decided.choices, decided.seats)
    numbers = {one: number for number, one in enumerate(after.applicants["applicant_id"])}
    found = []
    for one in mine:
        who = np.arange(size, dtype=np.int32)
        who[numbers[one]] = size + at[one]
        entry = (
            int(solve(compiled.entries, who).entry[numbers[one]])
            if who[numbers[one]] < compiled.entries.applicants
            else -1
        )
        offering = int(decided.choices.offering[compiled.choice[entry]]) if entry >= 0 else -1
        found.append((one, offerings[offering] if offering >= 0 else ""))
    return found


def _grade_key(grades: pl.DataFrame) -> pl.Series:
    """One number per applicant, subject and language."""
    return grades.select(
        pl.struct("applicant", "subject", "language").rank("dense").cast(pl.Int64).alias("key")
    )["key"]


def _of(tables: RoundTables, people: Sequence[str]) -> RoundTables:
    """Nothing but these people."""
    is_one = pl.col("applicant_id").is_in(list(people))
    return replace(
        tables,
        applicants=tables.applicants.filter(is_one),
        grades=tables.grades.filter(is_one),
        choices=tables.choices.filter(is_one),
        held=tables.held.filter(is_one),
    )


def _together(
    new: RoundTables, old: RoundTables, differing: Sequence[str], left: Mapping[str, str]
) -> dict[str, RootCauses]:
    """For those whom no single kind brings back: kinds put back one after the other until the old place is there.

    left: applicant → the old place. With all kinds put back the round is the old one, so everyone comes back.
    """
    found: dict[str, RootCauses] = {}
    wanted = dict(left)
    own_rows = {kind: _who_differs(new, old, kind) for kind in differing if kind in _OWN} if left else {}
    for number in range(2, len(differing) + 1):
        if not wanted:
            break
        kinds = differing[:number]
        back = places(numbered(mixed(new, old, set(kinds))))
        for one in [one for one, place in wanted.items() if back.get(one) == place]:
            roots = [Root(f"{kind}:others" if kind in _OWN else kind) for kind in kinds]
            own = [Root(f"{kind}:own") for kind in kinds if one in own_rows.get(kind, ())]
            order = list(Root)
            found[one] = RootCauses(tuple(sorted({*roots, *own}, key=order.index)), together=True)
            del wanted[one]
    return found
