"""``gemensam diff RESULT_A RESULT_B``: who gained or lost between two results, and why."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gemensam.interfaces.commands.admit import BAD_INPUT, print_faults
from gemensam.interfaces.commands.texts import LANGUAGES, Texts, texts_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle import Comparison
    from gemensam.rules.allocation import Change

UNEXPLAINED: Final = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two results and the language."""
    parser.add_argument("before", type=Path, metavar="RESULT_A", help="det tidigare resultatet")
    parser.add_argument("after", type=Path, metavar="RESULT_B", help="det senare resultatet")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i jämförelsen")
    parser.add_argument(
        "--rounds",
        type=Path,
        nargs=2,
        metavar=("FOLDER_A", "FOLDER_B"),
        help="resultatens omgångar: orsakerna tas då fram genom att omgångarna körs om",
    )
    parser.add_argument("--json", action="store_true", help="skriv jämförelsen som JSON")


def run(args: argparse.Namespace) -> int:
    """Print one line per applicant whose place differs. 0, 1 with an unexplained change, 2 for unreadable files."""
    from gemensam.domains.admissions import bundle

    texts = texts_of(args.lang)
    results = (args.before, args.after)
    for path in results:
        try:
            bundle.read_result(path)
        except bundle.ResultUnreadable as error:
            print(texts.REFUSED[error.code].format(path=path, file=error.file), file=sys.stderr)
            return BAD_INPUT
    try:
        rounds = [bundle.read_round(folder) for folder in args.rounds or ()]
        pools = {pair for round_ in rounds for pair in bundle.pools_of(round_).items()}
        comparison = bundle.diff(*results, dict(sorted(pools)))
        if rounds:
            comparison = bundle.with_roots(comparison, (rounds[0], rounds[1]), results)
    except bundle.BundleFaults as error:
        print_faults(error, texts)
        return BAD_INPUT
    except bundle.ResultUnreadable as error:
        print(texts.REFUSED[error.code].format(path=args.before.parent, file=error.file), file=sys.stderr)
        return BAD_INPUT
    if args.json:
        print(json.dumps(asdict(comparison), ensure_ascii=False, indent=2))
    else:
        print("\n".join(comparison_lines(comparison, texts)))
    return UNEXPLAINED if comparison.unexplained else 0


def comparison_lines(comparison: "Comparison", texts: Texts) -> list[str]:
    """The counts first, then the changes by applicant."""
    words = texts.DIFF
    if comparison.is_empty:
        return [
            words["same" if comparison.result_hashes[0] == comparison.result_hashes[1] else "same_places"]
        ]
    counts = ", ".join(
        words["count"].format(number=number, turn=words[turn])
        for turn, number in sorted(comparison.counts.items(), key=lambda item: list(words).index(item[0]))
    )
    lines = [counts]
    for change in comparison.changes:
        causes = _causes(comparison, change, texts)
        line = words["change"].format(
            applicant=change.applicant,
            turn=words[change.turn],
            before=change.before or words["no_place"],
            after=change.after or words["no_place"],
        )
        lines.append(line + (words["because"].format(causes=causes) if causes else ""))
    if comparison.unexplained:
        lines.append(words["stop"].format(number=len(comparison.unexplained)))
    return lines


def _causes(comparison: "Comparison", change: "Change", texts: Texts) -> str:
    """What re-runs found; without them, what the results themselves tell."""
    words, roots = texts.DIFF, comparison.roots.get(change.applicant)
    if roots is None:
        return ", ".join(words[cause] for cause in change.causes)
    causes = ", ".join(words[cause] for cause in roots.causes) or words["unexplained"]
    return words["together"].format(causes=causes) if roots.together else causes
