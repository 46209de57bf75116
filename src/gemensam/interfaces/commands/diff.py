"""``gemensam diff RESULT_A RESULT_B``: who gained or lost between two results, and why."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gemensam.interfaces.commands.admit import BAD_INPUT
from gemensam.interfaces.commands.texts import LANGUAGES, Texts, texts_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle import Comparison


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two results and the language."""
    parser.add_argument("before", type=Path, metavar="RESULT_A", help="det tidigare resultatet")
    parser.add_argument("after", type=Path, metavar="RESULT_B", help="det senare resultatet")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i jämförelsen")


def run(args: argparse.Namespace) -> int:
    """Print one line per applicant whose place differs. 0, or 2 where a result cannot be read."""
    from gemensam.domains.admissions import bundle

    texts = texts_of(args.lang)
    for path in (args.before, args.after):
        try:
            bundle.read_result(path)
        except bundle.ResultUnreadable as error:
            print(texts.REFUSED[error.code].format(path=path, file=error.file), file=sys.stderr)
            return BAD_INPUT
    print("\n".join(comparison_lines(bundle.diff(args.before, args.after), texts)))
    return 0


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
        causes = ", ".join(words[cause] for cause in change.causes)
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
