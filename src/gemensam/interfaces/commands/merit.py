"""``gemensam merit FILE``: grades.csv → merit, what counted, and eligibility per programme."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gemensam.interfaces.commands.merit_texts import TEXTS
from gemensam.interfaces.commands.texts import LANGUAGES, texts_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from gemensam.domains.admissions.bundle.merit_report import MeritReport
    from gemensam.domains.admissions.bundle.settings import RoundSettings

BAD_INPUT = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The grades, the rules to apply, and the form of the answer."""
    parser.add_argument("file", type=Path, metavar="FILE", help="betyg som grades.csv i omgångens format")
    parser.add_argument("--rules", default="se-2026", metavar="NAMN", help="regelverk (se-2026)")
    parser.add_argument(
        "--block-grades", choices=("weighted", "single"), default="weighted", help="samlade betyg i NO och SO"
    )
    parser.add_argument("--cutoff", metavar="TIDPUNKT", help="senare registrerade betyg räknas inte")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="allt, som JSON")
    form.add_argument("--csv", action="store_true", help="en rad per sökande, som CSV")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i tabell och meddelanden"
    )


def run(args: argparse.Namespace) -> int:
    """Print the report. 0, or 2 with every fault of the file on a line of its own."""
    from gemensam.domains.admissions.bundle import BundleFaults
    from gemensam.domains.admissions.bundle.merit_report import read_merit_report
    from gemensam.interfaces.commands.admit import print_faults

    settings = _settings(args)
    if isinstance(settings, str):
        print(settings, file=sys.stderr)
        return BAD_INPUT
    try:
        report = read_merit_report(args.file, settings)
    except BundleFaults as error:
        print_faults(error, texts_of(args.lang))
        return BAD_INPUT
    if args.json:
        _print_json(report, settings)
    elif args.csv:
        _print_csv(report)
    else:
        _print_table(report, settings, args.lang)
    return 0


def _settings(args: argparse.Namespace) -> "RoundSettings | str":
    """The settings of a round with these grades alone, or what is wrong with the options."""
    from gemensam.domains.admissions.bundle.faults import FaultCode
    from gemensam.domains.admissions.bundle.settings import RoundSettings
    from gemensam.domains.admissions.bundle.values import moment_microseconds
    from gemensam.rules.merit import RULES

    if args.rules not in RULES:
        return TEXTS[args.lang]["rules_unknown"].format(rules=args.rules, known=", ".join(RULES))
    cutoff = moment_microseconds(args.cutoff) if args.cutoff else None
    if isinstance(cutoff, FaultCode):
        return f"--cutoff: {texts_of(args.lang).FAULTS[cutoff].format(value=args.cutoff)}"
    return RoundSettings(
        year=RULES[args.rules].valid_from.year,
        kind="final",
        rules=args.rules,
        grade_cutoff=cutoff,
        lottery_seed="",
        rankings={},
        declared_rankings=frozenset(),
        block_grades=args.block_grades,
    )


def _people(report: "MeritReport") -> Iterator[dict[str, Any]]:
    """One dictionary per applicant: what JSON shows. Points are exact decimals as text."""
    from gemensam.domains.admissions.bundle.merit_report import TARGETS
    from gemensam.domains.admissions.bundle.numbers import points_text
    from gemensam.rules.eligibility import obstacle_codes

    rows: list[list[dict[str, Any]]] = [[] for _ in report.applicants]
    for row, times, bonus in zip(
        _grade_rows(report), report.merit.counted_times.tolist(), report.merit.bonus.tolist(), strict=True
    ):
        rows[row.pop("applicant")].append({**row, "times": times, "bonus": bonus})
    for number, (applicant, grades) in enumerate(zip(report.applicants, rows, strict=True)):
        plain = [{key: grade[key] for key in ("subject", "language", "grade")} for grade in grades]
        told = list(zip(plain, grades, strict=True))
        yield {
            "applicant_id": applicant,
            "merit": points_text(int(report.merit.points[number])),
            "grade_count": int(report.merit.grade_count[number]),
            "counted": [{**one, "times": grade["times"]} for one, grade in told if grade["times"]],
            "bonus": next((one for one, grade in told if grade["bonus"]), None),
            "not_counted": [one for one, grade in told if not grade["times"] and not grade["bonus"]],
            "obstacles": {
                target: list(obstacle_codes(bits))
                for target, bits in zip(TARGETS, report.obstacles[number].tolist(), strict=True)
            },
        }


def _grade_rows(report: "MeritReport") -> Iterator[dict[str, Any]]:
    from gemensam.rules.terms import GRADES, SUBJECTS

    columns = report.grades.select("applicant", "subject", "language", "grade")
    for applicant, subject, language, grade in columns.iter_rows():
        yield {
            "applicant": applicant,
            "subject": SUBJECTS[subject],
            "language": language,
            "grade": GRADES[grade],
        }


def _print_json(report: "MeritReport", settings: "RoundSettings") -> None:
    head = {"rules": settings.rules, "block_grades": settings.block_grades}
    json.dump({**head, "applicants": list(_people(report))}, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _print_csv(report: "MeritReport") -> None:
    """One column per programme: `yes`, or the obstacles without their prefix, joined by `+`."""
    from gemensam.domains.admissions.bundle.merit_report import TARGETS

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["applicant_id", "merit", "grade_count", "bonus", "counted", "not_counted", *TARGETS])
    for one in _people(report):
        eligibility = [
            "+".join(code.partition(":")[2] for code in codes) or "yes" for codes in one["obstacles"].values()
        ]
        listed = [" ".join(map(_short, one[name])) for name in ("counted", "not_counted")]
        bonus = _short(one["bonus"]) if one["bonus"] else ""
        writer.writerow([one["applicant_id"], one["merit"], one["grade_count"], bonus, *listed, *eligibility])


def _print_table(report: "MeritReport", settings: "RoundSettings", language: str) -> None:
    texts = TEXTS[language]
    rows = [[texts[key] for key in ("applicant", "merit", "grades", "bonus", "eligible")]]
    for one in _people(report):
        bonus = _short(one["bonus"]) if one["bonus"] else texts["none"]
        merit = texts_of(language).decimal(one["merit"])
        count = str(one["grade_count"])
        rows.append([one["applicant_id"], merit, count, bonus, _eligible(one["obstacles"], texts)])
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        name, merit, count, bonus, eligible = row
        print(
            f"{name:<{widths[0]}}  {merit:>{widths[1]}}  {count:>{widths[2]}}  {bonus:<{widths[3]}}  {eligible}"
        )
    print(texts["note"].format(rules=settings.rules))


def _short(grade: dict[str, Any]) -> str:
    """A grade in one word: M2/SPA:A, and NO:C×3 where it counts as three."""
    language = f"/{grade['language']}" if grade["language"] else ""
    times = f"×{grade['times']}" if grade.get("times", 1) > 1 else ""
    return f"{grade['subject']}{language}:{grade['grade']}{times}"


def _eligible(obstacles: dict[str, list[str]], texts: dict[str, str]) -> str:
    """What stands open, the vocational programmes in one word: they ask for the same."""
    from gemensam.rules.terms import VOCATIONAL, programme_kind

    found: dict[str, None] = {}
    for target, codes in obstacles.items():
        if not codes:
            word = "vocational" if programme_kind(target) == VOCATIONAL else target
            found[texts.get(word, word)] = None
    return ", ".join(found) or texts["none"]
