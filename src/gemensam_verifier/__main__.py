"""Command line: python -m gemensam_verifier FOLDER RESULT [--hold] [--json] [--lang sv|en]."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from gemensam_verifier import texts_en, texts_sv
from gemensam_verifier.report import NOT_APPLICABLE, PROPERTIES, Report, Unreadable, Violation
from gemensam_verifier.verify import verify

RIGHT, WRONG, CANNOT_READ = 0, 1, 2
TEXTS = {"sv": texts_sv, "en": texts_en}


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify and print. 0: right, 1: every violation printed, 2: files that cannot be read."""
    options = _parser().parse_args(arguments)
    texts = TEXTS[options.lang]
    try:
        report = verify(options.folder, options.result, processes=options.processes)
    except Unreadable as error:
        print(unreadable_text(error, texts), file=sys.stderr)
        return CANNOT_READ
    if options.json:
        print(json.dumps(as_json(report, texts), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report_lines(report, texts, hold=options.hold)))
    return RIGHT if report.ok else WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gemensam_verifier", description=texts_sv.USAGE)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=texts_sv.HELP_FOLDER)
    parser.add_argument("result", type=Path, metavar="RESULT", help=texts_sv.HELP_RESULT)
    parser.add_argument("--hold", action="store_true", help=texts_sv.HELP_HOLD)
    parser.add_argument("--json", action="store_true", help=texts_sv.HELP_JSON)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help=texts_sv.HELP_PROCESSES)
    parser.add_argument("--lang", choices=sorted(TEXTS), default="sv", help=texts_sv.HELP_LANG)
    return parser


def unreadable_text(error: Unreadable, texts: ModuleType) -> str:
    """Why the files cannot be verified."""
    detail = texts.UNREADABLE[error.code].format(file=error.file, row=error.row, **error.facts)
    return f"{texts.CANNOT_READ} {detail}"


def violation_text(violation: Violation, texts: ModuleType) -> str:
    """One line: property, whom it concerns and what is wrong."""
    facts = dict(violation.facts)
    if "part" in facts:
        facts["part"] = texts.PARTS[facts["part"]]
    parts = [
        template.format(names=", ".join(names))
        for template, names in (
            (texts.APPLICANTS, violation.applicants),
            (texts.OFFERINGS, violation.offerings),
        )
        if names
    ]
    who = ", ".join(parts) + ": " if parts else ""
    return str(
        texts.LINE.format(prop=violation.prop, who=who, text=texts.VIOLATIONS[violation.code].format(**facts))
    )


def report_lines(report: Report, texts: ModuleType, *, hold: bool) -> list[str]:
    """The report for a reader."""
    lines = [violation_text(violation, texts) for violation in report.violations]
    lines.append(texts.OK if report.ok else texts.FAILED.format(number=len(report.violations)))
    lines.append(texts.COUNTS.format(**report.counts))
    for prop in PROPERTIES:
        number = (
            texts.NOT_APPLICABLE
            if prop in NOT_APPLICABLE
            else texts.CHECKED.format(number=report.checked[prop])
        )
        lines.append(f"{prop:<4}{texts.PROPERTIES[prop]}: {number}")
    lines.append(texts.HASH.format(hash=report.result_hash))
    if hold and report.hold:
        lines.append(texts.HOLD.format(number=len(report.hold), all=report.counts["offerings"]))
        lines += report.hold
    elif hold:
        lines.append(texts.HOLD_NONE)
    return lines


def as_json(report: Report, texts: ModuleType) -> dict[str, object]:
    """The report for a program."""
    return {
        "ok": report.ok,
        "result_hash": report.result_hash,
        "counts": dict(report.counts),
        "checked": {prop: None if prop in NOT_APPLICABLE else report.checked[prop] for prop in PROPERTIES},
        "violations": [
            {
                "property": violation.prop,
                "code": violation.code,
                "applicants": list(violation.applicants),
                "offerings": list(violation.offerings),
                "facts": {key: str(value) for key, value in violation.facts.items()},
                "text": violation_text(violation, texts),
            }
            for violation in report.violations
        ],
        "hold": list(report.hold),
    }


if __name__ == "__main__":
    gc.disable()  # one run, nothing circular; looking for rubbish among millions of rows takes seconds
    sys.exit(main())
