"""``gemensam whatif ROUND CHANGES.toml``: what differs if seats, offerings, rules or areas were others."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gemensam.interfaces.commands import whatif_texts as words
from gemensam.interfaces.commands.admit import BAD_INPUT, print_faults
from gemensam.interfaces.commands.texts import texts_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle import Difference, RoundResult
    from gemensam.domains.admissions.bundle.what_if import GroupFigures, Pair

FILES: Final = ("difference.json", "placements.csv", "cutoffs.csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, the changes, and where the answer goes."""
    parser.add_argument("folder", type=Path, metavar="ROUND", help="mapp eller .zip med omgången")
    parser.add_argument("changes", type=Path, metavar="CHANGES.toml", help="ändringarna, se docs/whatif.md")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="mapp för svaret och det tänkta resultatet"
    )
    parser.add_argument("--sex", type=Path, metavar="CSV", help="applicant_id och sex, om kön är känt")
    parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")


def run(args: argparse.Namespace) -> int:
    """Print the difference. 0, or 2 with every fault of the round or of the changes."""
    from gemensam.domains.admissions import bundle

    try:
        sexes = _sexes(args.sex)
        asked = bundle.read_changes(args.changes.read_bytes())
        found, result = bundle.what_if(bundle.read_round(args.folder), asked, sexes)
    except OSError as error:
        print(words.CHANGES_FILE_MISSING.format(path=error.filename, error=error.strerror), file=sys.stderr)
        return BAD_INPUT
    except ValueError:
        print(words.SEX_FAULT.format(path=args.sex), file=sys.stderr)
        return BAD_INPUT
    except bundle.BundleFaults as error:
        print_faults(error, texts_of("sv"))
        return BAD_INPUT
    except bundle.ChangesRefused as error:
        for fault in error.faults:
            text = words.FAULTS[fault.code].format(**fault.facts)
            print(
                words.CHANGES_TITLE.format(path=args.changes.name, key=fault.key, text=text), file=sys.stderr
            )
        return BAD_INPUT
    if args.out and not _write(args.out, found, result):
        print(words.OUT_REFUSED.format(path=args.out), file=sys.stderr)
        return BAD_INPUT
    print(_json(found) if args.json else "\n".join(difference_lines(found)))
    if args.out and not args.json:
        print(words.OUT_WRITTEN.format(path=args.out))
    return 0


def _sexes(path: Path | None) -> dict[str, str] | None:
    """Applicant → sex. ValueError where the columns are others."""
    if path is None:
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if any({"applicant_id", "sex"} - row.keys() for row in rows):
        raise ValueError
    return {row["applicant_id"]: row["sex"] for row in rows}


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
    """The figures, with shares as exact fractions' decimals and the unplaced beside them."""
    answer = asdict(found)
    for name in ("everyone", "municipalities", "sexes"):
        groups = {"": answer[name]} if name == "everyone" else answer[name] or {}
        for pair in groups.values():
            for group in pair.values():
                group["unplaced"] = group["applicants"] - group["admitted"]
                group["first_choice_share"] = _share(group["first_choice"], group["applicants"])
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _share(part: int, whole: int) -> str | None:
    """Per cent with one decimal, rounded half up; None of nobody."""
    if not whole:
        return None
    tenths = int(Fraction(part * 1000, whole) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def difference_lines(found: "Difference") -> list[str]:
    """The tables: everyone, programmes, home municipalities, sexes, cut-offs. Each figure as after (change)."""
    groups: list[tuple[str, Mapping[str, Pair[GroupFigures]]]] = [
        ("everyone", {words.EVERYONE: found.everyone})
    ]
    groups.append(("municipalities", found.municipalities))
    if found.sexes is not None:
        groups.append(("sexes", found.sexes))
    lines = [words.MOVED.format(better=found.better, worse=found.worse)]
    for title, rows in groups:
        body = [(name or "–", *_group_cells(pair)) for name, pair in rows.items()]
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
    return [*lines, "", *_cutoff_lines(found)]


def _group_cells(pair: "Pair[GroupFigures]") -> list[str]:
    before, after = pair.before, pair.after
    shares = [_share(one.first_choice, one.applicants) for one in (before, after)]
    return [
        str(after.applicants),
        _cell(before.admitted, after.admitted),
        _cell(before.first_choice, after.first_choice),
        "–" if shares[1] is None else f"{shares[1].replace('.', ',')} %",
        _cell(before.unplaced, after.unplaced),
    ]


def _cutoff_lines(found: "Difference") -> list[str]:
    if not found.cutoffs:
        return [words.NO_CUTOFFS]

    def shown(value: str) -> str:
        return words.HIDDEN if value == "hidden" else value.replace(".", ",") or "–"

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
