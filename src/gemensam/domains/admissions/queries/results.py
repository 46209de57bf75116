"""What an applicant and their guardians are shown: the published page, and nothing before its time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ResultPage
from gemensam.foundation.access.actors import Actor


@dataclass(frozen=True, slots=True)
class ResultView:
    """One applicant's result in one round. ``content`` as prepared at publication: codes and figures."""

    page_id: int
    application_id: UUID
    reference: str
    person_id: UUID
    name: str
    own: bool
    round_id: UUID
    kind: str
    year: int
    sequence: int
    published_at: datetime
    merit: str
    grades: tuple[dict[str, object], ...]
    choices: tuple[dict[str, object], ...]
    ranking_orders: dict[str, list[str]]


def my_results(actor: Actor, *, now: datetime) -> list[ResultView]:
    """Return the published results that the actor may read, the latest round first, own before children's."""
    rows = policies.visible_result_pages(actor, ResultPage.objects.all(), on=timezone.localdate(now))
    rows = rows.filter(publication__publish_at__lte=now).select_related(
        "application__person", "publication__round__office"
    )
    views = [
        _view(actor, row) for row in rows.order_by("-publication__published_at", "application__reference")
    ]
    return sorted(views, key=lambda view: not view.own)


def result(actor: Actor, page_id: int, *, now: datetime) -> ResultView:
    """Return one published result. Raises ResultPage.DoesNotExist alike for unknown, hidden and unpublished."""
    rows = policies.visible_result_pages(actor, ResultPage.objects.all(), on=timezone.localdate(now))
    row = (
        rows.filter(publication__publish_at__lte=now)
        .select_related("application__person", "publication__round__office")
        .get(pk=page_id)
    )
    return _view(actor, row)


def _view(actor: Actor, row: ResultPage) -> ResultView:
    application, round_ = row.application, row.publication.round
    person = application.person
    content = row.content
    return ResultView(
        page_id=row.pk,
        application_id=application.pk,
        reference=application.reference,
        person_id=person.pk,
        name=person.given_name,
        own=person.pk == actor.person_id,
        round_id=round_.pk,
        kind=round_.kind,
        year=round_.year,
        sequence=round_.sequence,
        published_at=row.publication.published_at or row.publication.publish_at,
        merit=content["merit"],
        grades=tuple(content["grades"]),
        choices=tuple(content["choices"]),
        ranking_orders={rule.name: rule.order for rule in round_.office.ranking_rules.all()},
    )
