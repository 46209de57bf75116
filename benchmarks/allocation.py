"""How fast the allocation is: three kernels side by side on made-up markets from a county to ten million applicants.

    .venv/bin/python benchmarks/allocation.py [--sizes S T A B] [--huge] [--repeat 7] [--draws 200] [--round FOLDER]

Each measurement is a process of its own: median and lowest wall time of the repetitions, processor time, and how much
memory the process grew by. On a machine that does other things as well, only the processor time is the program's own:
goals are held against it, and on a quiet machine it is the wall time. The floor is one pass in order of merit, which only fills seats. The exponent e says that
time grows as choices^e. ``--huge`` adds 10 million applicants, ``--round`` a round of the open format (from
``gemensam demo-data --size sweden``), with the time that compiling it to entries takes. ``--draws`` counts re-runs of
one market with other lots.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import instances

KERNELS = ("c", "numpy", "python")
LONGEST = {"python": "B"}  # plain Python lists of a hundred million numbers do not fit
GOALS = {("A", "c"): 0.02, ("A", "numpy"): 0.15, ("C", "c"): 6, ("C", "numpy"): 30}
FLOOR = """
#include <stdint.h>
void floor_pass(int64_t n, const int64_t *order, int64_t choices, const int32_t *unit, int64_t *left, int64_t *at) {
    for (int64_t i = 0; i < n; i++) {
        int64_t one = order[i], e = one * choices, end = e + choices;
        while (e < end && !left[unit[e]]) e++;
        at[one] = e < end ? (left[unit[e]]--, e) : -1;
    }
}
"""


def main() -> None:
    """Measure everything asked for and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", choices=list(instances.SIZES), default=["S", "T", "A", "B"])
    parser.add_argument("--huge", action="store_true", help="10 million applicants: needs 6 GiB")
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument(
        "--draws", type=int, default=200, help="re-runs of S and A with other lots; 0 for none"
    )
    parser.add_argument("--round", type=Path, help="a round of the open format")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(child(*options.child, options.repeat)))
        return
    sizes = options.sizes + ["C"] * (options.huge and "C" not in options.sizes)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        by_size = [(size, measure_size(size, Path(folder), options.repeat)) for size in sizes]
        print_sizes(by_size)
        if options.round:
            print_round(options.round, options.repeat)
        if options.draws:
            print_draws(Path(folder), options.draws)


def measure_size(size: str, folder: Path, repeat: int) -> dict[str, dict]:
    """Every kernel on one instance, which is kept in a file; results must be equal."""
    made = instances.make(size)
    for name in ("offering", "key", "seats", "rank"):
        np.save(folder / f"{size}-{name}.npy", getattr(made, name))
    del made
    found = {}
    for kernel in ("floor", *KERNELS):
        if LONGEST.get(kernel, "Z") >= size or size in "XSTU":
            found[kernel] = ask("kernel", size, f"{folder}:{kernel}", 3 if size == "C" else repeat)
    results = {row["result"] for kernel, row in found.items() if kernel != "floor" and row}
    assert len(results) == 1, f"kernels differ at {size}"
    if size not in "SA":  # those are drawn from again
        for path in folder.glob(f"{size}-*.npy"):
            path.unlink()
    return found


def ask(what: str, size: str, more: str, repeat: int) -> dict:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", what, size, more, "--repeat", str(repeat)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


# --- In the child ---------------------------------------------------------------------------------------------


def child(what: str, size: str, more: str, repeat: int) -> dict:
    """Measure one thing; the figures."""
    if what == "round":
        return round_figures(Path(size), more, repeat)
    folder, _, kernel = more.rpartition(":")
    return (
        draw_figures(size, folder, kernel, repeat)
        if what == "draws"
        else kernel_figures(size, folder, kernel, repeat)
    )


def kernel_figures(size: str, folder: str, kernel: str, repeat: int) -> dict:
    """Time and memory of one kernel on one instance."""
    made = load(size, folder)
    if kernel == "floor":
        work = floor_pass(made)
        if work is None:
            return {}
    else:
        from gemensam.rules.allocation.kernel import KERNELS as SOLVE

        entries = entries_of(made)
        if kernel == "c":
            import gemensam_kernel

            if gemensam_kernel.library() is None:
                return {}

        def work():
            return SOLVE[kernel](entries, None).entry

    before = peak_mib()
    figures, entry = timed(work, repeat)
    return figures | {"grown": peak_mib() - before, "peak": peak_mib(), "result": digest(entry)}


def load(size: str, folder: str) -> instances.Instance:
    return instances.Instance(
        *(np.load(f"{folder}/{size}-{name}.npy") for name in ("offering", "key", "seats", "rank"))
    )


def entries_of(made: instances.Instance):
    from gemensam.rules.allocation import plain_entries

    return plain_entries(made.first, made.offering.ravel(), made.key.ravel(), made.seats)


def timed(work, repeat: int) -> tuple[dict, np.ndarray]:
    """Seconds of wall and of processor over some repetitions, after one that warms up where there are several."""
    if repeat > 3:
        work()
    wall, processor = [], []
    for _ in range(repeat):
        start, used = time.perf_counter(), time.process_time()
        found = work()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
        if wall[-1] > 20:
            break
    return {"median": median(wall), "best": min(wall), "cpu": median(processor)}, found


def floor_pass(made: instances.Instance):
    """One pass in order of merit, in C; None where there is no compiler."""
    import ctypes

    from gemensam_kernel import loading

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "floor.c"
        source.write_text(FLOOR)
        target = Path(folder) / "floor.so"
        if not loading.build(source, target):
            return None
        library = ctypes.CDLL(str(target))
    order = np.argsort(made.rank)
    applicants, choices = made.offering.shape
    entry = np.empty(applicants, dtype=np.int64)

    def work():
        left = made.seats.copy()
        pointers = [ctypes.c_void_p(one.ctypes.data) for one in (order, made.offering, left, entry)]
        library.floor_pass(ctypes.c_int64(applicants), pointers[0], ctypes.c_int64(choices), *pointers[1:])
        return entry

    return work


def digest(entry: np.ndarray) -> str:
    import hashlib

    return hashlib.sha256(entry.tobytes()).hexdigest()


def peak_mib() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def draw_figures(size: str, folder: str, kernel: str, draws: int) -> dict:
    """Re-runs of one market, each with other lots among those of equal merit, two at a time."""
    os.environ["GEMENSAM_KERNEL"] = kernel
    from gemensam.rules.allocation import solve_many

    made = load(size, folder)
    entries = entries_of(made)
    dice = np.random.default_rng(2)
    applicants = made.rank.size
    start, used = time.perf_counter(), time.process_time()
    chosen = (dice.choice(applicants, applicants).astype(np.int32) for _ in range(draws))
    placed = sum(int((one.entry >= 0).sum()) for one in solve_many(entries, chosen, workers=2))
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "cpu": time.process_time() - used, "placed": placed, "draws": draws}


def round_figures(folder: Path, kernel: str, repeat: int) -> dict:
    """The allocation step of a real round: choices and seats in, kinds of seat out."""
    os.environ["GEMENSAM_KERNEL"] = kernel if kernel != "reference" else ""
    from gemensam.domains.admissions.bundle import read_round
    from gemensam.domains.admissions.bundle.deciding import decide_round
    from gemensam.rules import allocation
    from gemensam.rules.allocation import reference

    decided = decide_round(read_round(folder))
    work = {"reference": reference.allocate}.get(kernel, allocation.allocate)
    figures, kinds = timed(
        lambda: work(decided.choices, decided.seats), repeat if kernel != "reference" else 2
    )
    compiling, _ = timed(lambda: allocation.compile_entries(decided.choices, decided.seats).choice, repeat)
    return figures | {
        "compile": compiling["cpu"],
        "choices": int(kinds.size),
        "entries": int(allocation.compile_entries(decided.choices, decided.seats).choice.size),
        "result": digest(kinds),
    }


# --- Tables ---------------------------------------------------------------------------------------------------


def print_sizes(by_size: list[tuple[str, dict[str, dict]]]) -> None:
    print(
        "| size | applicants × choices × offerings | way | wall, median | best | processor | × floor | grew by | peak | goal |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for size, found in by_size:
        shape = " × ".join(f"{number:,}".replace(",", " ") for number in instances.SIZES[size])
        floor = found.get("floor", {}).get("cpu")
        for name, row in found.items():
            if not row:
                print(f"| {size} | {shape} | {name} | not here |")
                continue
            ratio = f"{row['cpu'] / floor:.1f}" if floor else ""
            goal = GOALS.get((size, name))
            against = f"{told(goal)}, ratio {row['cpu'] / goal:.2f}" if goal else ""
            print(
                f"| {size} | {shape} | {name} | {told(row['median'])} | {told(row['best'])} | {told(row['cpu'])} | {ratio} "
                f"| {row['grown']:.0f} MiB | {row['peak']:.0f} MiB | {against} |"
            )
    print()
    for name in KERNELS:
        points = [
            (np.prod(instances.SIZES[size][:2]), found[name]["cpu"])
            for size, found in by_size
            if found.get(name)
        ]
        if len(points) > 1:
            logs = np.log(np.array(points, dtype=float))
            print(f"{name}: time grows as choices^{np.polyfit(*logs.T, 1)[0]:.2f} over {len(points)} sizes")
    print(f"load {os.getloadavg()[0]:.1f}\n")


def print_round(folder: Path, repeat: int) -> None:
    found = {kernel: ask("round", str(folder), kernel, repeat) for kernel in (*KERNELS, "reference")}
    assert len({row["result"] for row in found.values()}) == 1, "kernels differ on the round"
    row = found["c"]
    print(f"The round: {row['choices']:,} choices, {row['entries']:,} entries.\n".replace(",", " "))
    print("| way | allocate, wall, median | best | processor | of it compiling | × c |")
    print("|---|---|---|---|---|---|")
    for name, one in found.items():
        compiling = told(one["compile"]) if name != "reference" else ""
        times = " | ".join(told(one[which]) for which in ("median", "best", "cpu"))
        print(f"| {name} | {times} | {compiling} | {one['cpu'] / row['cpu']:.1f} |")
    print(f"\nload {os.getloadavg()[0]:.1f}\n")


def print_draws(folder: Path, draws: int) -> None:
    print(
        "| re-runs with resampled lists, 2 at a time | way | draws | wall | 1 000 draws, wall | processor of one draw |"
    )
    print("|---|---|---|---|---|---|")
    for size in ("S", "A"):
        for kernel in ("c", "numpy"):
            if not list(folder.glob(f"{size}-key.npy")):
                continue
            row = ask(
                "draws",
                size,
                f"{folder}:{kernel}",
                draws if kernel == "c" or size == "S" else max(draws // 10, 1),
            )
            wall, processor = (row[which] / row["draws"] for which in ("seconds", "cpu"))
            print(
                f"| {size} | {kernel} | {row['draws']} | {row['seconds']:.1f} s | {wall * 1000:.0f} s | {told(processor)} |"
            )
    print(f"\nload {os.getloadavg()[0]:.1f}")


def told(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.0995 else f"{seconds:.2f} s"


if __name__ == "__main__":
    main()
