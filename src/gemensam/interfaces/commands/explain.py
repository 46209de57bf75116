"""``gemensam explain FOLDER RESULT APPLICANT``: why, choice by choice, in plain words."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from gemensam.interfaces.commands.admit import BAD_INPUT, print_faults
from gemensam.interfaces.commands.texts import LANGUAGES, Texts, texts_of

if TYPE_CHECKING:  # loaded when needed: the help shall be quick
    from collections.abc import Sequence

    from gemensam.domains.admissions.bundle import (
        ApplicantExplanation,
        ChoiceExplanation,
        GradeLine,
        GradeNeeded,
        Proposal,
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The round, its result, the applicant, and the language."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="mapp eller .zip med omgången")
    parser.add_argument("result", type=Path, metavar="RESULT", help="mapp med resultatet")
    parser.add_argument("applicant", metavar="APPLICANT", help="den sökandes id")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="språk i förklaringen")
    parser.add_argument("--trace", action="store_true", help="för handläggare: visa alla steg och dölj inget")
    parser.add_argument("--json", action="store_true", help="skriv förklaringen som JSON")


def run(args: argparse.Namespace) -> int:
    """Print the explanation. 0, or 2 where the files or the applicant cannot be read."""
    from gemensam.domains.admissions import bundle

    texts = texts_of(args.lang)
    try:
        round_ = bundle.read_round(args.folder)
        explanation = bundle.explain(
            bundle.load_result(round_, args.result), args.applicant, for_officers=args.trace
        )
    except bundle.BundleFaults as error:
        print_faults(error, texts)
        return BAD_INPUT
    except bundle.ResultUnreadable as error:
        print(texts.REFUSED[error.code].format(path=args.result, file=error.file), file=sys.stderr)
        return BAD_INPUT
    except bundle.ApplicantUnknown:
        print(texts.REFUSED["applicant_unknown"].format(applicant=args.applicant), file=sys.stderr)
        return BAD_INPUT
    if args.json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, indent=2))
    else:
        print("\n".join(explanation_lines(explanation, texts)))
    return 0


def explanation_lines(explanation: "ApplicantExplanation", texts: Texts) -> list[str]:
    """The whole explanation as lines of text: merit and grades first, then the choices."""
    words = texts.EXPLAIN
    lines = [words["applicant"].format(applicant=explanation.applicant_id)]
    if explanation.merit:
        lines.append(words["merit"].format(merit=texts.decimal(explanation.merit)))
    else:
        lines.append(words["merit_unknown"])
    if explanation.scaled_from:
        lines.append(words["scaled"].format(number=explanation.scaled_from))
    lines += _grade_lines(explanation, texts)
    if not explanation.choices:
        lines.append(words["no_choices"])
    for choice in explanation.choices:
        lines += ["", *_choice_lines(choice, texts)]
    if explanation.proposals:
        lines += ["", words["trace"]]
        lines += [
            f"  {number}. {_step(one, explanation.proposals, texts)}"
            for number, one in _numbered(explanation)
        ]
    return lines


def _numbered(explanation: "ApplicantExplanation") -> "list[tuple[int, Proposal]]":
    return list(enumerate(explanation.proposals, start=1))


def _step(step: "Proposal", steps: "Sequence[Proposal]", texts: Texts) -> str:
    """One step of the trace: who applied, who was turned away at once, who had to give way later."""
    facts = {"applicant": step.applicant, "rank": step.rank, "offering": step.offering, "by": step.by}
    if step.act == "applied":
        return texts.EXPLAIN["applied"].format(**facts)
    at = next(place for place, one in enumerate(steps) if one is step)
    asked = next(one for one in reversed(steps[:at]) if one.act == "applied")
    if (asked.applicant, asked.rank) != (step.applicant, step.rank):
        return texts.EXPLAIN["gave_way"].format(**facts)
    return texts.EXPLAIN["turned_away" if step.by else "turned_away_nobody"].format(**facts)


def _grade_lines(explanation: "ApplicantExplanation", texts: Texts) -> list[str]:
    """What counted and what did not; without a merit value the grades as they are."""
    words = texts.EXPLAIN
    if not explanation.merit:
        grades = ", ".join(f"{_name(line, texts)} {line.grade}" for line in explanation.grades)
        return [words["grades"].format(grades=grades)] if grades else []
    groups = {
        "counted": [line for line in explanation.grades if line.times],
        "bonus": [line for line in explanation.grades if line.bonus],
        "not_counted": [line for line in explanation.grades if not line.times and not line.bonus],
    }
    return [
        words[heading].format(grades=", ".join(_grade(line, texts) for line in lines))
        for heading, lines in groups.items()
        if lines
    ]


def _name(line: "GradeLine", texts: Texts) -> str:
    return texts.SUBJECTS[line.subject] + (f" ({line.language})" if line.language else "")


def _grade(line: "GradeLine", texts: Texts) -> str:
    name = _name(line, texts)
    if not line.points:
        return f"{name} {line.grade}"
    template = texts.EXPLAIN["grade_times" if line.times > 1 else "grade"]
    return template.format(name=name, grade=line.grade, points=texts.decimal(line.points), times=line.times)


def _choice_lines(choice: "ChoiceExplanation", texts: Texts) -> list[str]:
    words = texts.EXPLAIN
    heading = words["choice"].format(
        rank=choice.rank,
        offering=choice.offering_id,
        programme=choice.programme,
        status=_status(choice, texts),
    )
    lines = [heading]
    if choice.status == "admitted":
        if choice.won_step.startswith("tie:"):
            lines.append(words["won_tie"].format(criterion=texts.CRITERIA[choice.won_step.partition(":")[2]]))
    elif choice.status == "ineligible" and choice.obstacles:
        lines += [_reason(code, texts) for code in choice.obstacles]
    else:
        lines.append(_reason(choice.reason, texts))
    if choice.status in {"admitted", "reserve"}:
        lines += _figures(choice, texts)
    lines += _enough(choice, texts)
    lines += _waiting(choice, texts)
    return [heading, *(f"  {line}" for line in lines[1:])]


def _status(choice: "ChoiceExplanation", texts: Texts) -> str:
    words = texts.EXPLAIN
    if choice.status == "admitted":
        return words[f"admitted_{choice.seat_kind}"]
    if choice.status == "reserve":
        return words["reserve"].format(position=choice.reserve_position, reserves=choice.reserves)
    return words[choice.status]


def _reason(code: str, texts: Texts) -> str:
    if code in texts.REASONS:
        return texts.REASONS[code]
    step, _, detail = code.partition(":")
    if step == "tie":
        return texts.EXPLAIN["lost_tie"].format(criterion=texts.CRITERIA[detail])
    return texts.EXPLAIN["subject_missing"].format(subject=texts.SUBJECTS[detail])


def _figures(choice: "ChoiceExplanation", texts: Texts) -> list[str]:
    """Own points, the seats, and the lowest points that gave a place, unless few were admitted."""
    words = texts.EXPLAIN
    lines = []
    if choice.test_points:
        lines.append(
            words["points_with_test"].format(
                points=texts.decimal(choice.points), test=texts.decimal(choice.test_points)
            )
        )
    elif choice.points:
        lines.append(words["points"].format(points=texts.decimal(choice.points)))
    lines.append(words["seats"].format(admitted=choice.admitted, seats=choice.seats))
    if choice.lowest_points:
        lines.append(words["lowest"].format(points=texts.decimal(choice.lowest_points)))
        if choice.short and choice.status == "reserve":
            lines.append(words["short"].format(points=texts.decimal(choice.short)))
    elif choice.lowest_hidden:
        lines.append(words["lowest_hidden"])
    if choice.reception == "second_hand":
        lines.append(words["second_hand"])
    if choice.late:
        lines.append(words["late"])
    return lines


def _enough(choice: "ChoiceExplanation", texts: Texts) -> list[str]:
    """What would have sufficed: the lowest merit, and the smallest single grade."""
    words, enough = texts.EXPLAIN, choice.enough
    if choice.enough_hidden:
        return [words["enough_hidden"]]
    if enough is None:
        return []
    lines = []
    if enough.merit:
        key = "enough_merit" if enough.merit.rank == choice.rank else "enough_merit_higher"
        merit, rise = texts.decimal(enough.merit.merit), texts.decimal(enough.merit.rise)
        lines.append(words[key].format(merit=merit, rise=rise, rank=enough.merit.rank))
    elif choice.status == "reserve" and choice.points:
        lines.append(words["enough_no_merit"])
    lines.append(_grade_needed(enough.grade, choice, texts) if enough.grade else words["enough_no_grade"])
    return [*lines, words["enough_others"]] if enough.merit or enough.grade else lines


def _grade_needed(grade: "GradeNeeded", choice: "ChoiceExplanation", texts: Texts) -> str:
    key = "enough_grade" if grade.before else "enough_new_grade"
    subject = texts.SUBJECTS[grade.subject] + (f" ({grade.language})" if grade.language else "")
    return texts.EXPLAIN[key + ("" if grade.rank == choice.rank else "_higher")].format(
        subject=subject, before=grade.before, after=grade.after, rank=grade.rank
    )


def _waiting(choice: "ChoiceExplanation", texts: Texts) -> list[str]:
    """Which classes stand before in the queue."""
    words, waiting = texts.EXPLAIN, choice.waiting
    if waiting is None:
        return []
    classes = ", ".join(words[f"waiting_{name}"].format(number=number) for name, number in waiting.ahead)
    lines = [words["waiting"].format(classes=classes)] if classes else []
    return lines + (
        [words["waiting_quota"].format(number=waiting.quota_ahead)] if waiting.quota_ahead else []
    )
