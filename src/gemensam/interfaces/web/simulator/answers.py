"""What a simulation comes to, as the page shows it: codes become words here, figures stay as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gemensam.domains.admissions.queries.simulation import ProgrammeStanding, Simulation
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.reason_words import SUBJECTS, reason_sentence
from gemensam.interfaces.web.simulator.sheet import NAMES
from gemensam.rules.terms import HIGHER_EDUCATION, VOCATIONAL, SubjectGrade

_HIGHEST, _HIGHEST_WITH_LANGUAGE = 320, 340
_ENGLISH = "eligibility:EN"
_OTHERWISE = ("eligibility:age", "eligibility:completed", "eligibility:mean")


@dataclass(frozen=True, slots=True)
class GradeChip:
    """A grade with its points; times: as how many of the sixteen it counts."""

    name: str
    grade: str
    points: Fraction
    times: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """A grade, the next one, and what that would give."""

    name: str
    grade: str
    raised: str
    gain: Fraction
    merit: Fraction


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme, whether one is eligible, and what is missing in words."""

    name: str
    letters: str
    eligible: bool
    missing: tuple[str, ...]


def grade_name(grade: SubjectGrade) -> str:
    """The subject's name, with the language where one is told."""
    return f"{NAMES[grade.subject]} ({grade.language})" if grade.language else str(NAMES[grade.subject])


def answer(found: Simulation) -> dict[str, object]:
    """Everything below the grades."""
    merit = found.merit
    counted = sorted(
        (GradeChip(grade_name(one.grade), one.grade.grade, one.points, one.times) for one in merit.counted),
        key=lambda chip: -chip.points / chip.times,
    )
    sixteen = sum((chip.points for chip in counted), Fraction(0))
    value = merit.value or Fraction(0)
    steps = [
        StepLine(grade_name(one.grade), one.grade.grade, one.raised, one.gain, value + one.gain)
        for one in sorted(found.steps, key=lambda one: -one.gain)
    ]
    vocational = _lines(one for one in found.national if one.kind == VOCATIONAL)
    higher = _lines(one for one in found.national if one.kind == HIGHER_EDUCATION)
    return {
        "value": value,
        "sixteen": sixteen,
        "places": sum(chip.times for chip in counted),
        "counted": counted,
        "bonus": GradeChip(grade_name(merit.bonus), merit.bonus.grade, merit.bonus_points, 1)
        if merit.bonus
        else None,
        "highest": _HIGHEST_WITH_LANGUAGE if merit.bonus else _HIGHEST,
        "left_out": [(grade_name(one), one.grade) for one in merit.not_counted if one.grade != "-"],
        "scaled_from": merit.scaled_from,
        "steps": [line for line in steps if line.gain],
        "no_gain": [line for line in steps if not line.gain],
        "vocational": vocational,
        "higher": higher,
        "introduction": _introduction(found),
        "english_lacking": any(_ENGLISH in one.obstacles for one in found.national),
        "hindered": hindered(found),
    }


def hindered(found: Simulation) -> list[str]:
    """What stands in the way whatever the grades: age, and having finished already."""
    codes = found.national[0].obstacles
    return [reason_sentence(code) for code in codes if code in _OTHERWISE]


def _lines(programmes: Iterable[ProgrammeStanding]) -> list[ProgrammeLine]:
    lines = [
        ProgrammeLine(
            str(PROGRAMME_NAMES[one.programme[:2]]), one.programme[:2], one.eligible, tuple(missing(one))
        )
        for one in programmes
    ]
    return sorted(lines, key=lambda line: (not line.eligible, line.name))


def _introduction(found: Simulation) -> list[ProgrammeLine]:
    """The introduction programmes, for who is not eligible to every vocational programme by grades."""
    vocational = [one for one in found.national if one.kind == VOCATIONAL]
    if all(not set(one.obstacles) - set(_OTHERWISE) for one in vocational):
        return []
    towards, higher, work = found.introduction
    names = (
        (towards, _("Programinriktat val mot ett yrkesprogram")),
        (higher, _("Programinriktat val mot ett högskoleförberedande program")),
        (work, _("Yrkesintroduktion")),
    )
    return [ProgrammeLine(name, "IM", one.eligible, tuple(missing(one))) for one, name in names]


def missing(standing: ProgrammeStanding) -> list[str]:
    """What is missing, in words: "Engelska saknas", "2 godkända betyg till behövs"."""
    words = []
    subjects = []
    for code in standing.obstacles:
        detail = code.removeprefix("eligibility:")
        if code in _OTHERWISE or code == "eligibility:already":
            words.append(reason_sentence(code))
        elif code == "eligibility:EN_MA":
            subjects.append(_("engelska eller matematik"))
        elif detail in SUBJECTS:
            subjects.append(str(SUBJECTS[detail]))
    if subjects:
        words.insert(0, _("%(subjects)s saknas") % {"subjects": _capital(_listed(subjects))})
    if "eligibility:subjects" in standing.obstacles:
        words.append(
            ngettext(
                "%(number)s godkänt betyg till behövs",
                "%(number)s godkända betyg till behövs",
                standing.lacking,
            )
            % {"number": standing.lacking}
        )
    return words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s och %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
