"""Whole runs: how long ``gemensam admit`` and ``gemensam verify`` take and how much memory they need, step by step.

    .venv/bin/python benchmarks/admit.py [--sizes county gr sweden] [--repeat 3] [--folder FOLDER] [--markdown]

Rounds come from ``gemensam demo-data``. Each run is a process of its own, from files to files. Told is the quickest
of the repetitions, as whatever else the machine does only makes it slower; beside it stands the processor time.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SIZES = ("county", "gr", "sweden")
GEMENSAM = [sys.executable, "-m", "gemensam.interfaces.commands.cli"]
FILES = ("applicants.csv", "offerings.csv", "choices.csv", "grades.csv")
MIB = 1024
# Size and row -> seconds and MiB that are to be kept within on two cores that do nothing else.
Goal = tuple[float | None, int | None]
NO_GOAL: Goal = (None, None)
GOALS: dict[tuple[str, str], Goal] = {
    ("sweden", "admit"): (8.0, 1536),
    ("sweden", "verify"): (10.0, None),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. processor: seconds of all processes, None for a step inside one."""

    step: str
    seconds: float
    processor: float | None
    peak_mib: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the rounds are kept; made if not there")
    parser.add_argument("--markdown", action="store_true", help="as a table for docs/benchmarks.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for size in options.sizes:
            print_table(size, folder / size, measure(size, folder, options.repeat), markdown=options.markdown)
    print(
        f"{os.cpu_count()} cores, load {load:.1f} before and {os.getloadavg()[0]:.1f} after, "
        f"Python {sys.version.split()[0]}"
    )


def measure(size: str, folder: Path, repeat: int) -> list[Line]:
    """The steps of admit and the whole of it, and verify: the quickest of some runs of each."""
    round_, result = folder / size, folder / f"{size}-result"
    if not round_.is_dir():
        run("demo-data", ["--size", size, "--out", str(round_)])
    best: list[Line] = []
    for _ in range(repeat):
        whole = run("admit", [str(round_), "--out", str(result)])
        if not best or whole.seconds < best[-1].seconds:
            steps = json.loads((result / "timing.json").read_text())["steps"]
            best = [Line(one["step"], one["seconds"], None, one["peak_mib"]) for one in steps]
            best.append(whole)
    checks = [run("verify", [str(round_), str(result)]) for _ in range(repeat)]
    return [*best, min(checks, key=lambda line: line.seconds)]


def run(command: str, arguments: list[str]) -> Line:
    """One run as a process of its own, with its children. SystemExit where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([*GEMENSAM, command, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed with status {status}")
    seconds = time.perf_counter() - start
    return Line(command, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MIB)


def print_table(size: str, folder: Path, lines: list[Line], *, markdown: bool) -> None:
    """Step, seconds, processor seconds, peak memory, goal, and how many times within the goal."""
    rows = ", ".join(
        f"{count_rows(folder / name):,} {name.removesuffix('.csv')}".replace(",", " ") for name in FILES
    )
    print(f"\n{size}: {rows}\n")
    table = [("step", "seconds", "CPU seconds", "peak MiB", "goal", "goal / measured")]
    for line in lines:
        seconds, memory = GOALS.get((size, line.step), NO_GOAL)
        goal = " and ".join(
            f"{number:g} {unit}" for number, unit in ((seconds, "s"), (memory, "MiB")) if number is not None
        )
        table.append(
            (
                line.step,
                f"{line.seconds:.2f}",
                "" if line.processor is None else f"{line.processor:.2f}",
                f"{line.peak_mib:.0f}",
                goal,
                "" if not seconds else f"{seconds / line.seconds:.1f}",
            )
        )
    for number, cells in enumerate(table):
        if markdown:
            print("| " + " | ".join(cells) + " |")
            if number == 0:
                print("|---|--:|--:|--:|---|--:|")
        else:
            print(
                f"{cells[0]:<14}{cells[1]:>9}{cells[2]:>13}{cells[3]:>10}  {cells[4]:<18}{cells[5]:>16}".rstrip()
            )


def count_rows(path: Path) -> int:
    """Lines without the header."""
    return path.read_bytes().count(b"\n") - 1


if __name__ == "__main__":
    main()
