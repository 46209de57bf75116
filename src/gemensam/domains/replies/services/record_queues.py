"""Keep where everyone stands in the queues today, so that tomorrow's moves have something to be told from."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from gemensam.domains.admissions.queries.offers import PublishedRound
from gemensam.domains.replies.models import QueuePlace
from gemensam.domains.replies.queries.queues import standing_queues

# without permission: the schedule does it for everyone; it is shown to each by the query's policy
# without audit: a daily copy of what replies and placements say already

KEPT = timedelta(days=60)  # longer than from a result to the last reserve round


@transaction.atomic
def record_queues(*, round_: PublishedRound, day: date, at: datetime) -> int:
    """Keep the round's queues as they stand; the first copy of a day counts. How many places were written."""
    if QueuePlace.objects.filter(day=day, run_id=round_.run_id).exists():
        return 0
    QueuePlace.objects.filter(day__lt=day - KEPT).delete()
    rows = list(_rows(round_, day))
    QueuePlace.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def _rows(round_: PublishedRound, day: date) -> Iterator[QueuePlace]:
    for offering, applications in standing_queues(round_).items():
        for position, application in enumerate(applications, start=1):
            yield QueuePlace(
                application_id=application,
                offering_id=offering,
                day=day,
                run_id=round_.run_id,
                position=position,
                waiting=len(applications),
            )
