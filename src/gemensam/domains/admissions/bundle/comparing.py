"""Two results side by side: who gained or lost, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from gemensam.domains.admissions.bundle.causes import RootCauses, root_causes
from gemensam.domains.admissions.bundle.layout import MANIFEST
from gemensam.domains.admissions.bundle.loading import ResultFiles, ResultUnreadable, read_result
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.rules import allocation
from gemensam.rules.allocation import Change, ChoiceOutcome, Outcome, Result, Turn

_MICRO = 1_000_000  # merit in placements.csv has at most six decimals


@dataclass(frozen=True, slots=True)
class Comparison:
    """changes: by applicant, also those in one result only. counts: of each turn. rules, result_hashes: of both.

    roots: by applicant, what re-runs of the rounds found; empty where the rounds were not at hand. unexplained: those
    whose change nothing accounts for; a round should stop there.
    """

    changes: tuple[Change, ...]
    counts: Mapping[Turn, int]
    rules: tuple[str, str]
    result_hashes: tuple[str, str]
    unexplained: tuple[str, ...] = field(default=())
    roots: Mapping[str, RootCauses] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nobody's place differs."""
        return not self.changes


def pools_of(round_: RoundInput) -> dict[str, str]:
    """Offering → pool, for the offerings that share seats. Result folders alone do not tell."""
    pairs = round_.offerings.select("offering_id", "pool").iter_rows()
    return {offering: pool for offering, pool in pairs if pool}


def diff(before: Path, after: Path, pools: Mapping[str, str] | None = None) -> Comparison:
    """Compare two result folders. Raises ResultUnreadable.

    pools: offering → pool, so that a change in one member explains one in another.
    """
    old, new = read_result(before), read_result(after)
    changes = allocation.diff(_result(old, pools or {}), _result(new, pools or {}))
    return Comparison(
        changes=changes,
        counts=Counter(change.turn for change in changes),
        rules=(old.manifest.rules, new.manifest.rules),
        result_hashes=(old.manifest.result_hash, new.manifest.result_hash),
        unexplained=tuple(
            change.applicant for change in changes if allocation.Cause.UNEXPLAINED in change.causes
        ),
    )


def with_roots(
    comparison: Comparison, rounds: tuple[RoundInput, RoundInput], results: tuple[Path, Path]
) -> Comparison:
    """The comparison with the cause of each change, found by running the rounds again (causes.root_causes).

    What re-runs explain is explained, and nothing else. Raises ResultUnreadable where a result is not of its round.
    """
    for round_, folder in zip(rounds, results, strict=True):
        if read_result(folder).manifest.inputs != {name: one.sha256 for name, one in round_.digests.items()}:
            raise ResultUnreadable("other_round", MANIFEST)
    both = {
        change.applicant: (change.before, change.after)
        for change in comparison.changes
        if change.turn not in {Turn.NEW, Turn.WITHDRAWN}
    }
    roots = root_causes(*rounds, both)
    return replace(
        comparison,
        roots=roots,
        unexplained=tuple(sorted(one for one, found in roots.items() if not found.causes)),
    )


def _result(files: ResultFiles, pools: Mapping[str, str]) -> Result:
    columns = ("applicant_id", "rank", "offering_id", "status", "reason", "merit", "sort_key")
    choices: dict[str, list[ChoiceOutcome]] = {}
    merits: dict[str, int | None] = {}
    numbers: dict[str, int | None] = {"": None}
    for person, _, offering, status, reason, merit, sort_key in (
        files.placements.select(columns).sort("applicant_id", "rank").iter_rows()
    ):
        choices.setdefault(person, []).append(ChoiceOutcome(offering, status, reason, sort_key))
        if merit not in numbers:
            numbers[merit] = int(Fraction(merit) * _MICRO)
        merits[person] = numbers[merit]
    return Result(
        outcomes={person: Outcome(merits[person], tuple(rows)) for person, rows in choices.items()},
        seats=dict(files.cutoffs.select("offering_id", "seats").iter_rows()),
        pools=pools,
    )
