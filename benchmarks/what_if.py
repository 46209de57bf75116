"""How long a thousand re-runs of the county take, with resampled applicants, and how good the forecasts are.

    .venv/bin/python benchmarks/what_if.py [--draws 1000] [--years 2]

Years are made by demo-data with seeds of their own. Prints two tables: seconds of the re-runs and of one what-if, and
the calibration of April's forecasts against June's outcomes, learnt from another year.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

GOAL_SECONDS = 20
LEARNT_FROM = 11  # seed of the year that is known


def main() -> int:
    """Make the years, measure, and print."""
    from gemensam.domains.admissions import bundle
    from gemensam.domains.admissions.bundle.chances import chances
    from gemensam.domains.admissions.bundle.drift import learn_drift
    from gemensam.rules.allocation import kernel_name

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--years", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = [bundle.read_round(year(folder, LEARNT_FROM, kind)) for kind in ("preliminary", "final")]
        drift = learn_drift(*known)
        april = bundle.read_round(year(folder, 21, "preliminary"))
        print(
            f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores, kernel {kernel_name()}, "
            f"load {os.getloadavg()[0]:.1f}\n"
        )
        print(f"{'county, ' + str(args.draws) + ' re-runs':<52}{'seconds':>9}{'goal':>6}{'ratio':>7}")
        for what, extra in (("own applicants resampled", None), ("with drift from April to June", drift)):
            for workers in (1, 2):
                work = partial(chances, april, (), extra, draws=args.draws, seed="00", workers=workers)
                seconds, _ = timed(work)
                print(
                    f"{what + ', workers: ' + str(workers):<52}{seconds:>9.2f}{GOAL_SECONDS:>6}{seconds / GOAL_SECONDS:>7.2f}"
                )
        asked = bundle.read_changes(b'[[change]]\nall = true\nseats = "+1"\n')
        seconds, _ = timed(lambda: bundle.what_if(april, asked))
        print(f"{'one what-if, with all tables':<52}{seconds:>9.2f}\n")
        for number in range(args.years):
            calibrate(folder, 21 + number, args.draws)
    return 0


def calibrate(folder: Path, seed: int, draws: int) -> None:
    """April's forecast of one year against June."""
    from gemensam.interfaces.commands import cli

    april, june = year(folder, seed, "preliminary"), year(folder, seed, "final")
    known = [str(year(folder, LEARNT_FROM, kind)) for kind in ("preliminary", "final")]
    for title, more in (("without drift", []), ("with drift", ["--drift", *known])):
        print(f"year {seed}, {title}")
        cli.main(
            ["chances", str(april), "--calibrate", str(june), "--draws", str(draws), "--workers", "2", *more]
        )
        print()


def year(folder: Path, seed: int, kind: str) -> Path:
    """The round of a year, made when it is first asked for."""
    path = folder / f"{seed}-{kind}"
    if not path.exists():
        command = [sys.executable, "-m", "gemensam.interfaces.commands.cli", "demo-data", "--seed", str(seed)]
        subprocess.run([*command, "--kind", kind, "--out", str(path)], check=True, stdout=subprocess.DEVNULL)
    return path


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


if __name__ == "__main__":
    sys.exit(main())
