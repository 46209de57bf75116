"""``gemensam whatif ROUND CHANGES.toml``: what differs if seats, offerings, rules or areas were others."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from gemensam.interfaces.commands.admit import BAD_INPUT, print_faults
from gemensam.interfaces.commands.texts import LANGUAGES, texts_for, texts_of
from gemensam.interfaces.commands.workers import WorkersRefused, workers_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle import (
        Changes,
        ChangesRefused,
        Difference,
        RoundInput,
        RoundResult,
    )
    from gemensam.domains.admissions.bundle.what_if import GroupFigures, Pair

FILES: Final = ("difference.json", "placements.csv", "cutoffs.csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, the changes, and where the answer goes."""
    parser.add_argument("folder", type=Path, metavar="ROUND", help="mapp eller .zip med omgången")
    parser.add_argument(
        "changes",
        type=Path,
        nargs="+",
        metavar="CHANGES.toml",
        help="ändringarna, se docs/whatif.md; flera filer prövas var för sig och jämförs",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="mapp för svaret och det tänkta resultatet"
    )
    parser.add_argument("--sex", type=Path, metavar="CSV", help="applicant_id och sex, om kön är känt")
    parser.add_argument(
        "--workers", default="1", metavar="N", help="antal processer för flera filer, eller dask://värd:port"
    )
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i svar och meddelanden"
    )


def run(args: argparse.Namespace) -> int:
    """Print the difference. 0, or 2 with every fault of the round or of the changes."""
    from gemensam.domains.admissions import bundle

    words = texts_for("whatif", args.lang)
    try:
        return _run(args, words)
    except OSError as error:
        lines = [words.CHANGES_FILE_MISSING.format(path=error.filename)]
    except _Refused as error:
        lines = list(error.lines)
    except bundle.BundleFaults as error:
        print_faults(error, texts_of(args.lang))
        return BAD_INPUT
    except bundle.ChangesRefused as error:
        lines = _told(args.changes[0], error, words)
    print("\n".join(lines), file=sys.stderr)
    return BAD_INPUT


def _run(args: argparse.Namespace, words: ModuleType) -> int:
    from gemensam.domains.admissions import bundle

    sexes = _sexes(args.sex, words)
    asked = _read(args.changes, words)
    round_ = bundle.read_round(args.folder)
    if len(asked) > 1:
        return _compare(args, round_, asked, sexes, words)
    found, result = bundle.what_if(round_, asked[0], sexes)
    if args.out and not _write(args.out, found, result):
        raise _Refused([words.OUT_REFUSED.format(path=args.out)])
    print(_json(found) if args.json else "\n".join(difference_lines(found, words)))
    if args.out and not args.json:
        print(words.OUT_WRITTEN.format(path=args.out))
    return 0


class _Refused(Exception):
    """Nothing can be tried. ``lines`` say why."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(len(lines))
        self.lines = lines


def _told(path: Path, error: "ChangesRefused", words: ModuleType) -> list[str]:
    """The faults of a file of changes, each on a line with its key and the remedy."""
    return [
        words.CHANGES_TITLE.format(
            path=path.name, key=fault.key, text=words.FAULTS[fault.code].format(**fault.facts)
        )
        for fault in error.faults
    ]


def _read(paths: Sequence[Path], words: ModuleType) -> "list[Changes]":
    """Every file of changes. OSError for one that is not there, _Refused with the faults of all of them."""
    from gemensam.domains.admissions import bundle

    asked, lines = [], []
    for path in paths:
        try:
            asked.append(bundle.read_changes(path.read_bytes()))
        except bundle.ChangesRefused as error:
            lines += _told(path, error, words)
    if lines:
        raise _Refused(lines)
    return asked


def _compare(
    args: argparse.Namespace,
    round_: "RoundInput",
    asked: "Sequence[Changes]",
    sexes: Mapping[str, str] | None,
    words: ModuleType,
) -> int:
    """Print what each file leads to, a line a file."""
    from gemensam.domains.admissions import bundle

    if args.out:
        raise _Refused([words.OUT_ONE_FILE])
    try:
        workers, share = workers_of(args.workers)
    except WorkersRefused as error:
        raise _Refused([words.WORKERS[error.code]]) from None
    answers = bundle.what_ifs(round_, asked, sexes, workers=workers, share=share)
    faults = [
        line
        for path, answer in zip(args.changes, answers, strict=True)
        if isinstance(answer, bundle.ChangesRefused)
        for line in _told(path, answer, words)
    ]
    if faults:
        raise _Refused(faults)
    found = {
        str(path): answer
        for path, answer in zip(args.changes, answers, strict=True)
        if isinstance(answer, bundle.Difference)
    }
    if args.json:
        print(json.dumps({name: _data(one) for name, one in found.items()}, ensure_ascii=False, indent=2))
        return 0
    rows = [
        (name, *_group_cells(one.everyone, words), str(one.better), str(one.worse))
        for name, one in found.items()
    ]
    print("\n".join(_table(words.TITLES["files"], (*words.GROUP_COLUMNS, *words.TURN_COLUMNS), rows)))
    return 0


def _sexes(path: Path | None, words: ModuleType) -> dict[str, str] | None:
    """Applicant → sex. _Refused where the columns are others."""
    if path is None:
        return None
    try:
        reader = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig")))
        if {"applicant_id", "sex"} - set(reader.fieldnames or ()):
            raise _Refused([words.SEX_FAULT.format(path=path)])
        return {row["applicant_id"]: row["sex"] for row in reader}
    except UnicodeDecodeError:
        raise _Refused([words.SEX_FAULT.format(path=path)]) from None


def _write(out: Path, found: "Difference", result: "RoundResult") -> bool:
    """Write the three files; False where the folder holds anything else."""
    if out.exists() and (not out.is_dir() or any(one.name not in FILES for one in out.iterdir())):
        return False
    out.mkdir(parents=True, exist_ok=True)
    (out / "difference.json").write_text(_json(found) + "\n", encoding="utf-8")
    for name in ("placements", "cutoffs"):
        (out / f"{name}.csv").write_bytes(getattr(result, name).write_csv(line_terminator="\n").encode())
    return True


def _json(found: "Difference") -> str:
    return json.dumps(_data(found), ensure_ascii=False, indent=2)


def _data(found: "Difference") -> dict[str, Any]:
    """The figures, with shares as exact fractions' decimals and the unplaced beside them."""
    answer = asdict(found)
    for name in ("everyone", "municipalities", "sexes"):
        groups = {"": answer[name]} if name == "everyone" else answer[name] or {}
        for pair in groups.values():
            for group in pair.values():
                group["unplaced"] = group["applicants"] - group["admitted"]
                group["first_choice_share"] = _share(group["first_choice"], group["applicants"])
    return answer


def _share(part: int, whole: int) -> str | None:
    """Per cent with one decimal, rounded half up; None of nobody."""
    if not whole:
        return None
    tenths = int(Fraction(part * 1000, whole) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def difference_lines(found: "Difference", words: ModuleType) -> list[str]:
    """The tables: everyone, programmes, home municipalities, sexes, cut-offs. Each figure as after (change)."""
    groups: list[tuple[str, Mapping[str, Pair[GroupFigures]]]] = [
        ("everyone", {words.EVERYONE: found.everyone})
    ]
    groups.append(("municipalities", found.municipalities))
    if found.sexes is not None:
        groups.append(("sexes", found.sexes))
    lines = [words.MOVED.format(better=found.better, worse=found.worse)]
    for title, rows in groups:
        body = [(name or "–", *_group_cells(pair, words)) for name, pair in rows.items()]
        lines += ["", *_table(words.TITLES[title], words.GROUP_COLUMNS, body)]
        if title == "everyone":
            supply = [
                (
                    name,
                    *(
                        _cell(getattr(pair.before, figure), getattr(pair.after, figure))
                        for figure in ("seats", "admitted", "first_choice", "vacant")
                    ),
                )
                for name, pair in found.programmes.items()
            ]
            lines += ["", *_table(words.TITLES["programmes"], words.PROGRAMME_COLUMNS, supply)]
    if found.sexes is None:
        lines += ["", words.NO_SEX]
    return [*lines, "", *_cutoff_lines(found, words)]


def _group_cells(pair: "Pair[GroupFigures]", words: ModuleType) -> list[str]:
    before, after = pair.before, pair.after
    shares = [_share(one.first_choice, one.applicants) for one in (before, after)]
    return [
        str(after.applicants),
        _cell(before.admitted, after.admitted),
        _cell(before.first_choice, after.first_choice),
        "–" if shares[1] is None else words.PER_CENT.format(share=shares[1].replace(".", words.POINT)),
        _cell(before.unplaced, after.unplaced),
    ]


def _cutoff_lines(found: "Difference", words: ModuleType) -> list[str]:
    if not found.cutoffs:
        return [words.NO_CUTOFFS]

    def shown(value: str) -> str:
        return words.HIDDEN if value == "hidden" else value.replace(".", words.POINT) or "–"

    rows = [(one.offering, shown(one.before), shown(one.after)) for one in found.cutoffs]
    lines = _table(words.TITLES["cutoffs"], words.CUTOFF_COLUMNS, rows)
    hidden = any(words.HIDDEN in row for row in rows)
    return [*lines, words.NOT_SHOWN] if hidden else lines


def _cell(before: int, after: int) -> str:
    """The figure after, and the change where there is one."""
    change = after - before
    sign = "+" if change > 0 else "−"
    return f"{after} ({sign}{abs(change)})" if change else str(after)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns of even width, the first to the left."""
    table = [(title, *columns), *rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(columns) + 1)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
