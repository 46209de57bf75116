"""``gemensam admit FOLDER --out RESULT``: run a round."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gemensam.interfaces.commands.texts import LANGUAGES, Texts, texts_of

if TYPE_CHECKING:
    from gemensam.domains.admissions.bundle import BundleFaults
    from gemensam.rules.merit import MeritRules

BAD_INPUT = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, where the result goes, and the language of messages."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="mapp eller .zip med omgången")
    parser.add_argument("--out", type=Path, metavar="RESULT", required=True, help="mapp för resultatet")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i meddelanden")


def run(args: argparse.Namespace) -> int:
    """Run the round and write the result. 0, or 2 with every fault of the input on a line of its own."""
    from gemensam.domains.admissions import bundle
    from gemensam.rules.merit import RULES

    texts = texts_of(args.lang)
    watch = bundle.Stopwatch()
    try:
        with watch.step("reading"):
            round_ = bundle.read_round(args.folder)
    except bundle.BundleFaults as error:
        print_faults(error, texts)
        return BAD_INPUT
    try:
        result = bundle.admit(round_, watch)
        manifest = bundle.write_result(result, args.out)
    except bundle.ResultFolderRefused as error:
        print(texts.REFUSED[error.code].format(path=args.out), file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(texts.REFUSED["cannot_write"].format(path=args.out, error=error.strerror), file=sys.stderr)
        return BAD_INPUT
    rules = RULES[round_.settings.rules]
    if rules.proposal:
        print(texts.PROPOSAL.format(rules=rules.name))
    if rules.conversion:
        print(texts.CONVERSION.format(table=conversion_text(rules, texts)))
    everyone = result.summary.everyone
    seconds = sum(step.seconds for step in watch.steps)
    print(
        texts.ADMITTED.format(
            applicants=everyone.applicants,
            admitted=everyone.admitted,
            first_choice=everyone.first_choice,
            seconds=texts.decimal(f"{seconds:.2f}"),
            out=args.out,
            result_hash=manifest.result_hash,
        )
    )
    return 0


def print_faults(error: "BundleFaults", texts: Texts) -> None:
    """One line per fault: file, row, column, what is wrong."""
    for fault in error.faults:
        text = texts.FAULTS[fault.code].format(**fault.facts)
        print(f"{fault.file}:{fault.row}: {fault.column}: {text}", file=sys.stderr)


def conversion_text(rules: "MeritRules", texts: Texts) -> str:
    """What each grade of an older scale is worth under the rule set, where that is not law."""
    worth = {grade: rules.points[grade] for grade in rules.conversion}
    return ", ".join(f"{grade}={texts.decimal(f'{float(points):g}')}" for grade, points in worth.items())
