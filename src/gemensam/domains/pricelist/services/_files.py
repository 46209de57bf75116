"""Contents of attached files, removed with the last attachment that refers to them."""

from collections.abc import Iterable
from uuid import UUID

from gemensam.domains.pricelist.models import ReportAttachment
from gemensam.foundation.documents.storage import remove


def forget_files(file_ids: Iterable[UUID]) -> None:
    """Remove the contents that no attachment refers to any more."""
    for file_id in set(file_ids):
        if not ReportAttachment.objects.filter(file=file_id).exists():
            remove(file_id)
