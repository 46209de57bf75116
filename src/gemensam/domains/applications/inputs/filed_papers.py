"""Which papers are with those who decide: what was there at the last sending, of what has been asked for.

Until it is sent, a paper is the applicant's own; then it has come in to an authority and is not taken away here
(tryckfrihetsförordningen 2 kap. 9 §, arkivlagen 3 §).
"""

from collections.abc import Collection

from django.db.models import QuerySet

from gemensam.domains.applications.models import Draft, Filing, Paper, Request


def filed_papers(draft: Draft) -> QuerySet[Paper]:
    """Return the papers that have been sent."""
    latest = Filing.objects.filter(draft=draft).order_by("-number").values_list("sent_at", flat=True).first()
    if latest is None:
        return Paper.objects.none()
    kinds: Collection[str] = set(Request.objects.filter(draft=draft).values_list("kind", flat=True))
    return Paper.objects.filter(draft=draft, kind__in=kinds, added_at__lte=latest)
