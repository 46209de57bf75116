"""Our allocation beside other programs that can express the same market: equal seat for seat, and how long each takes.

    .venv/bin/python benchmarks/peers.py [--sizes X S] [--limit 180] [--repeat 3] [--folder FOLDER]

Prints the Markdown table of docs/benchmarks.md, medians of the repetitions; a peer that takes longer than LONG seconds
is run once.
Installs the peers into an environment of their own (a temporary folder, or FOLDER, where they are found again), never
beside the product: `matching`, `py-school-match`, `matching-algorithms` and `ortools` from the Python index,
`hospital-resident` from npm where node is there. Each run is a process of its own with a time limit. *Build* is what
it takes to hand over lists that have been read already. Ratios are of processor time, as a machine may do other
things as well. A peer that finishes with any seat different from ours fails
the benchmark. Plain seats only, as no peer knows quotas, pools and held places together.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import instances
import peer_programs

from gemensam.rules.allocation import plain_entries
from gemensam.rules.allocation.kernel import KERNELS

LONG = 20  # seconds after which a peer is not asked again


def main() -> None:
    """Install, run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", choices=list(instances.SIZES), default=["X", "S"])
    parser.add_argument("--limit", type=int, default=180, help="seconds that a peer may take")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the median is told")
    parser.add_argument(
        "--folder", type=Path, help="where the peers are kept; else they are removed afterwards"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        versions = install(folder)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
        print(f"load {os.getloadavg()[0]:.1f} before, medians of {options.repeat}\n")
        print(
            "| size | program | version | build, wall | solve, wall | processor of both | × ours | memory |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for size in options.sizes:
            compare(size, folder, versions, options)
    print(f"\nAll seats equal. Load {os.getloadavg()[0]:.1f} after.")


def install(folder: Path) -> dict[str, str]:
    """Peers that can be had, with their versions."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    found = {}
    for name, (language, _) in peer_programs.PROGRAMS.items():
        command = (
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
            if language == "python"
            else [
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                str(folder / "node"),
                name,
            ]
        )
        if (
            shutil.which(command[0]) is None
            or subprocess.run(command, check=False, capture_output=True).returncode
        ):
            print(f"{name}: cannot be installed here")
            continue
        found[name] = version(folder, name, language)
    return found


def version(folder: Path, name: str, language: str) -> str:
    if language == "node":
        return json.loads((folder / "node" / "node_modules" / name / "package.json").read_text())["version"]
    asked = f"import importlib.metadata as m; print(m.version({name!r}))"
    return subprocess.run(
        [folder / "venv" / "bin" / "python", "-c", asked], capture_output=True, text=True, check=True
    ).stdout.strip()


def compare(size: str, folder: Path, versions: dict[str, str], options: argparse.Namespace) -> None:
    """One size: ours in three kernels, then the peers. AssertionError where any seat differs."""
    made = instances.make(size)
    placed, fastest = ours(size, made)
    given = as_json(made)
    for name, released in versions.items():
        language, program = peer_programs.PROGRAMS[name]
        command = (
            [str(folder / "venv" / "bin" / "python"), "-c", program]
            if language == "python"
            else ["node", "--max-old-space-size=8192", "-e", program]
        )
        found = repeated(command, given, options, folder / "node" if language == "node" else folder)
        if isinstance(found, str):
            print(f"| | {name} | {released} | {found} |")
            continue
        assert found["placed"] == placed, f"{name} differs from ours at {size}"
        print(
            f"| | {name} | {released} | {found['build']:.3f} s | {found['solve']:.3f} s | {found['processor']:.2f} s "
            f"| {found['processor'] / fastest:,.0f} | {found['mib']:.0f} MiB |".replace(",", "\u202f"),
            flush=True,
        )


def repeated(command: list[str], given: str, options: argparse.Namespace, folder: Path) -> dict | str:
    """Medians of the runs of one peer; the seats of all of them must be the same."""
    first = run(command, given, options.limit, folder)
    if isinstance(first, str) or first["build"] + first["solve"] > LONG:
        return first
    every = [first, *(run(command, given, options.limit, folder) for _ in range(options.repeat - 1))]
    if broken := [one for one in every if isinstance(one, str)]:
        return broken[0]
    assert all(one["placed"] == first["placed"] for one in every), "a peer gives different seats each time"
    return first | {key: median(one[key] for one in every) for key in ("build", "solve", "processor", "mib")}


def ours(size: str, made: instances.Instance) -> tuple[list[int], float]:
    """Offering of each applicant, and median seconds of the quickest kernel, build included. Prints a line per kernel."""
    told, result = {}, None
    for name, solve in KERNELS.items():
        rows = []
        for _ in range(5):
            start = time.perf_counter()
            entries = plain_entries(made.first, made.offering.ravel(), made.key.ravel(), made.seats)
            built = time.perf_counter()
            try:
                found = solve(entries, None)
            except RuntimeError:  # no compiler here
                break
            rows.append((time.perf_counter() - start, built - start, time.perf_counter() - built))
            assert result is None or (result == found.entry).all(), f"kernels differ at {size}"
            result = found.entry
        if rows:
            told[name] = sorted(rows)[len(rows) // 2]
    fastest = min(total for total, _, _ in told.values())
    title = " × ".join(f"{number:,}".replace(",", " ") for number in (*made.offering.shape, made.seats.size))
    for name, (total, build, solve) in told.items():
        print(
            f"| {title} | gemensam, {name} | | {build:.5f} s | {solve:.5f} s | {total:.5f} s | {total / fastest:.0f} | |"
        )
        title = ""
    flat = made.offering.ravel()
    return np.where(result < 0, -1, flat[np.maximum(result, 0)]).tolist(), fastest


def as_json(made: instances.Instance) -> str:
    """Lists and orders as the peers' programs read them."""
    applicants, choices = made.offering.shape
    offering, key = made.offering.ravel(), made.key.ravel()
    order = np.lexsort((key, offering))
    ends = np.cumsum(np.bincount(offering, minlength=made.seats.size))
    people = np.repeat(np.arange(applicants), choices)[order]
    orders = [part.tolist() for part in np.split(people, ends[:-1])]
    return json.dumps({"lists": made.offering.tolist(), "orders": orders, "seats": made.seats.tolist()})


def run(command: list[str], given: str, limit: int, folder: Path) -> dict | str:
    """Figures of one run, or why there are none."""
    timer = ["/usr/bin/env", "time", "-f", "%M"] if shutil.which("time") else []
    environment = {"PATH": os.environ["PATH"], "NODE_PATH": str(folder / "node_modules"), "HOME": str(folder)}
    try:
        done = subprocess.run(
            [*timer, *command],
            input=given,
            capture_output=True,
            text=True,
            timeout=limit,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"not within {limit} s"
    if done.returncode:
        return f"failed: {(done.stderr.strip().splitlines() or ['no message'])[-1][:60]}"
    found = json.loads(done.stdout)
    found["mib"] = int(done.stderr.strip().splitlines()[-1]) / 1024 if timer else float("nan")
    return found


if __name__ == "__main__":
    main()
