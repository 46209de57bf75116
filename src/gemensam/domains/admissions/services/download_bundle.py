"""Give an auditor everything that decides and proves a run, without identities."""

import io
import zipfile
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AllocationRun
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents.storage import read


@transaction.atomic
def download_bundle(*, actor: Actor, run_id: UUID, at: datetime) -> bytes:
    """Return a zip with the folders ``input`` and ``result`` in the open format. The download is logged.

    Raises AllocationRun.DoesNotExist or PermissionDenied.
    """
    run = AllocationRun.objects.select_related("round__office", "frozen").get(pk=run_id)
    policies.require(actor, Permission.ROUND_BUNDLE_DOWNLOAD, run)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for folder, archive_id in (("input", run.frozen.archive_id), ("result", run.archive_id)):
            with zipfile.ZipFile(io.BytesIO(read(archive_id))) as archive:
                for name in archive.namelist():
                    out.writestr(f"{folder}/{name}", archive.read(name))
    record(
        actor=actor,
        event=AuditEvent.BUNDLE_DOWNLOADED,
        target_type="allocation_run",
        target_id=str(run.pk),
        organisation_id=run.round.office.organisation_id,
        facts={"result_hash": run.result_hash},
        at=at,
    )
    return buffer.getvalue()
