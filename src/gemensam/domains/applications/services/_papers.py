"""Removing papers that were never sent, with their content."""

from django.db.models import QuerySet

from gemensam.domains.applications.models import Paper
from gemensam.foundation.documents.storage import remove


def remove_papers(papers: QuerySet[Paper]) -> None:
    """Remove the papers; the same content may be someone else's and then stays."""
    for paper in papers:
        paper.delete()
        if not Paper.objects.filter(file=paper.file_id).exists():
            remove(paper.file_id)
