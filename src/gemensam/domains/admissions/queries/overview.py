"""The office's overview: figures of the year and what waits to be done, as codes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, Application, Grade, ImportBatch
from gemensam.domains.admissions.states import ImportState, RoundState
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import Actor


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The year in five numbers. ``seats`` counts offerings that are not cancelled."""

    applicants: int
    without_choices: int
    without_grades: int
    offerings: int
    seats: int


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits. ``code`` has its text in a template; ``target`` is what it is about."""

    code: str
    count: int
    target: UUID | None = None
    kind: str = ""
    year: int = 0


def year_figures(actor: Actor, *, office_id: UUID, year: int) -> YearFigures:
    """Return the year's figures of the applicants that the actor may see."""
    rows = policies.visible_applications(actor, Application.objects.filter(office=office_id, year=year))
    graded = Exists(Grade.objects.filter(person=OuterRef("person")))
    counts = rows.aggregate(
        applicants=Count("pk", distinct=True),
        without_choices=Count("pk", distinct=True, filter=Q(choices__isnull=True)),
    )
    supply = offerings(actor, year=year).filter(cancelled=False).aggregate(n=Count("pk"), seats=Sum("seats"))
    return YearFigures(
        applicants=counts["applicants"],
        without_choices=counts["without_choices"],
        without_grades=rows.filter(~graded).count(),
        offerings=supply["n"],
        seats=supply["seats"] or 0,
    )


_IMPORTS = {
    ImportState.FAULTY: "import_faulty",
    ImportState.UPLOADED: "import_to_match",
    ImportState.MATCHED: "import_to_check",
    ImportState.PREVIEWED: "import_to_confirm",
}
_ROUNDS = {
    RoundState.DRAFT: "round_to_prepare",
    RoundState.REJECTED: "round_rejected",
    RoundState.COMPARED: "round_to_approve",
    RoundState.APPROVED_ONCE: "round_to_approve_again",
    RoundState.APPROVED: "round_to_publish",
    RoundState.HALTED: "round_halted",
}


def todo(actor: Actor, *, office_id: UUID, year: int, figures: YearFigures) -> list[Todo]:
    """Return what waits in the office, most urgent first."""
    waiting = []
    rounds = policies.visible_rounds(actor, AdmissionRound.objects.filter(office=office_id, year=year))
    for round_ in rounds.filter(state__in=_ROUNDS).order_by("created_at"):
        code = _ROUNDS[RoundState(round_.state)]
        waiting.append(Todo(code, 0, round_.pk, round_.kind, round_.year))
    imports = policies.visible_imports(actor, ImportBatch.objects.filter(office=office_id, year=year))
    counts = dict(imports.order_by().values_list("state").annotate(n=Count("pk")))
    waiting += [Todo(code, counts[state]) for state, code in _IMPORTS.items() if counts.get(state)]
    if figures.without_grades:
        waiting.append(Todo("without_grades", figures.without_grades))
    return waiting
