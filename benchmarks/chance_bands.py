"""How often each word of a chance came true: past made-up years replayed against what came after them.

    .venv/bin/python benchmarks/chance_bands.py [--years 5] [--seed 31]

Every year is made by demo-data with a seed of its own. For each year after the first three, every choice in time, first
hand and eligible is judged from the public cut-offs of the three years before (small cells hidden as they are to the
public), without and with the year's own preliminary round, by the final grades and by those of April. It came true when
the final round would have taken the applicant on that choice. Exit code 1 when a word promises more than it kept.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle.chances import came_true
from gemensam.rules.forecasting import Band, CutOff, chance
from gemensam.rules.indicators import LOWEST_THRESHOLD, public_outcome
from gemensam.rules.terms import NO_MERIT, POINT_SCALE

BEFORE = 3
PROMISES = {  # the least and the most that may have come true, in hundredths
    Band.VERY_LIKELY: (90, 100),
    Band.LIKELY: (60, 100),
    Band.UNCERTAIN: (0, 100),
    Band.UNLIKELY: (0, 20),
}


@dataclass(frozen=True, slots=True)
class Year:
    """A year: the public cut-offs of both rounds, April's merit, and the choices of the final round with the outcome."""

    final: Mapping[str, CutOff]
    preliminary: Mapping[str, CutOff]
    choices: tuple[
        tuple[str, Fraction, Fraction | None, bool], ...
    ]  # offering, merit, April's merit, came true


def main() -> int:
    """Make the years, judge, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--years", type=int, default=5, help="years that are judged")
    parser.add_argument("--seed", type=int, default=31, help="seed of the first year")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        years = [read_year(Path(name), args.seed + number) for number in range(BEFORE + args.years)]
    kept = True
    for title, april, with_preliminary in (
        ("final grades, three years", False, False),
        ("final grades, three years and the preliminary round", False, True),
        ("grades of April, three years", True, False),
        ("grades of April, three years and the preliminary round", True, True),
    ):
        told, true = Counter[Band](), Counter[Band]()
        for band, outcome in judged(years, april=april, with_preliminary=with_preliminary):
            told[band] += 1
            true[band] += outcome
        kept &= show(title, told, true)
    return 0 if kept else 1


def show(title: str, told: Counter[Band], true: Counter[Band]) -> bool:
    """Print one table; whether every word kept its promise."""
    kept = True
    print(f"{title:<56}{'told':>8}{'came true':>11}{'promise':>12}")
    for band in (*PROMISES, Band.NO_BASIS):
        if not told[band]:
            continue
        share = Fraction(100 * true[band], told[band])
        low, high = PROMISES.get(band, (0, 100))
        holds = low <= share <= high
        kept &= holds
        promise = f"{low}–{high}" + ("" if holds else " BROKEN")
        print(f"  {band.value:<54}{told[band]:>8}{f'{float(share):.1f} of 100':>15}{promise:>12}")
    print()
    return kept


def judged(years: list[Year], *, april: bool, with_preliminary: bool) -> Iterator[tuple[Band, bool]]:
    """Each choice's word and whether it came true."""
    for number in range(BEFORE, len(years)):
        year = years[number]
        for offering, final_merit, april_merit, outcome in year.choices:
            merit = april_merit if april else final_merit
            if merit is None:
                continue
            past = [years[number - back].final[offering] for back in range(1, BEFORE + 1)]
            known = [CutOff(number - back, one.lowest, one.everyone) for back, one in enumerate(past, 1)]
            preliminary = year.preliminary[offering] if with_preliminary else None
            yield chance(merit, known, preliminary=preliminary).band, outcome


def read_year(folder: Path, seed: int) -> Year:
    """Make a year's two rounds and run them."""
    rounds = {kind: bundle.read_round(made(folder, seed, kind)) for kind in ("preliminary", "final")}
    results = {kind: bundle.admit(one) for kind, one in rounds.items()}
    final, result = rounds["final"], results["final"]
    true = came_true(final)
    ids = final.applicants["applicant_id"].to_list()
    offerings = final.offerings["offering_id"].to_list()
    april = dict(
        zip(
            rounds["preliminary"].applicants["applicant_id"].to_list(),
            results["preliminary"].decided.merit.points.tolist(),
            strict=True,
        )
    )
    merit = result.decided.merit.points.tolist()
    rows = zip(
        final.choices["applicant"].to_list(),
        final.choices["offering"].to_list(),
        final.choices["late"].to_list(),
        result.decided.eligible.tolist(),
        result.decided.second_hand.tolist(),
        strict=True,
    )
    return Year(
        final=cut_offs(result),
        preliminary=cut_offs(results["preliminary"]),
        choices=tuple(
            (
                offerings[o],
                Fraction(merit[a], POINT_SCALE),
                _points(april.get(ids[a])),
                true[ids[a], offerings[o]],
            )
            for a, o, late, eligible, second_hand in rows
            if eligible and not late and not second_hand and merit[a] != NO_MERIT
        ),
    )


def _points(units: int | None) -> Fraction | None:
    return None if units is None or units == NO_MERIT else Fraction(units, POINT_SCALE)


def cut_offs(result: bundle.RoundResult) -> dict[str, CutOff]:
    """What may be shown to everyone of each offering."""
    found = {}
    for row in result.cutoffs.iter_rows(named=True):
        shown = public_outcome(
            seats=row["seats"],
            eligible=row["eligible"],
            admitted=row["admitted"],
            reserves=row["reserves"],
            lowest_merit=Fraction(row["lowest_merit"]) if row["lowest_merit"] else None,
            median_merit=None,
            threshold=LOWEST_THRESHOLD,
        )
        found[row["offering_id"]] = CutOff(0, shown.lowest_merit, everyone=shown.reason == "all_admitted")
    return found


def made(folder: Path, seed: int, kind: str) -> Path:
    """The round of a year."""
    path = folder / f"{seed}-{kind}"
    command = [sys.executable, "-m", "gemensam.interfaces.commands.cli", "demo-data", "--seed", str(seed)]
    subprocess.run([*command, "--kind", kind, "--out", str(path)], check=True, stdout=subprocess.DEVNULL)
    return path


if __name__ == "__main__":
    sys.exit(main())
