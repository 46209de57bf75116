"""What an applicant and their guardians are shown: the published page, and nothing before its time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ResultPage
from gemensam.domains.admissions.queries.offices import ranking_orders
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
    office_id: UUID
    kind: str
    year: int
    sequence: int
    published_at: datetime
    merit: str
    grades: tuple[dict[str, object], ...]
    choices: tuple[dict[str, object], ...]

    @property
    def seat_kind(self) -> str | None:
        """In which way the applicant has a place, None for one who has none."""
        admitted = (choice for choice in self.choices if choice["status"] == "admitted")
        return next((str(choice["seat_kind"]) for choice in admitted), None)


def my_results(actor: Actor, *, now: datetime) -> list[ResultView]:
    """Return the published results that the actor may read, the latest round first, own before children's."""
    rows = policies.visible_result_pages(actor, ResultPage.objects.all(), on=timezone.localdate(now))
    rows = rows.filter(publication__publish_at__lte=now).select_related(
        "application__person", "publication__round"
    )
    views = [
        _view(actor, row) for row in rows.order_by("-publication__published_at", "application__reference")
    ]
    return sorted(views, key=lambda view: not view.own)


def has_news_to_come(actor: Actor, *, now: datetime) -> bool:
    """Whether there is anyone whose results the actor may read: a child who has turned 18 reads them alone."""
    return bool(policies.persons_to_read_results_of(actor, on=timezone.localdate(now)))


def picked(found: list[ResultView], page_id: int) -> ResultView:
    """The result with the page. Raises ResultPage.DoesNotExist alike for unknown, hidden and unpublished."""
    for view in found:
        if view.page_id == page_id:
            return view
    raise ResultPage.DoesNotExist


def orders_of(result: ResultView) -> dict[str, list[str]]:
    """The criteria by which the result's equals were told apart, by the name of the rule; a query if there are any."""
    if not any(str(choice["reason"] or "").startswith("tie:") for choice in result.choices):
        return {}
    return ranking_orders(office_id=result.office_id)


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
        office_id=round_.office_id,
        kind=round_.kind,
        year=round_.year,
        sequence=round_.sequence,
        published_at=row.publication.published_at or row.publication.publish_at,
        merit=content["merit"],
        grades=tuple(content["grades"]),
        choices=tuple(content["choices"]),
    )
