"""How long ``gemensam admit`` takes and how much memory it needs, step by step, for three sizes of round.

    .venv/bin/python benchmarks/admit.py [--sizes county gr sweden] [--repeat 3] [--folder FOLDER]

Rounds come from ``gemensam demo-data``. Each run is a process of its own; the quickest of the repetitions is told, as
whatever else the machine does only makes it slower.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

SIZES = ("county", "gr", "sweden")
GEMENSAM = [sys.executable, "-m", "gemensam.interfaces.commands.cli"]
FILES = ("applicants.csv", "offerings.csv", "choices.csv", "grades.csv")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the rounds are kept; made if not there")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [measure(size, folder, options.repeat) for size in options.sizes]
    print_table(rows)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")


def measure(size: str, folder: Path, repeat: int) -> dict[str, object]:
    """Rows of the round, and the quickest of some runs: seconds per step, of the whole process, peak memory."""
    round_, result = folder / size, folder / f"{size}-result"
    if not round_.is_dir():
        run(["demo-data", "--size", size, "--out", str(round_)])
    best: dict[str, object] = {}
    for _ in range(repeat):
        start = time.perf_counter()
        run(["admit", str(round_), "--out", str(result)])
        seconds = time.perf_counter() - start
        if not best or seconds < best["whole process"]:
            timing = json.loads((result / "timing.json").read_text())
            best = {step["step"]: step["seconds"] for step in timing["steps"]}
            best["whole process"] = seconds
            best["peak MiB"] = max(step["peak_mib"] for step in timing["steps"])
    return {"size": size, **{name: count_rows(round_ / name) for name in FILES}, **best}


def run(arguments: list[str]) -> None:
    subprocess.run([*GEMENSAM, *arguments], check=True, stdout=subprocess.DEVNULL)


def count_rows(path: Path) -> int:
    return path.read_bytes().count(b"\n") - 1


def print_table(rows: list[dict[str, object]]) -> None:
    """One column per size."""
    for name in rows[0]:
        print(f"{name.removesuffix('.csv'):>16}", *(f"{shown(row[name]):>12}" for row in rows))


def shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
