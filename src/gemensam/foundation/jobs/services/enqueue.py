"""Ask for a piece of background work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.jobs.delivery import deliver
from gemensam.foundation.jobs.models import Job
from gemensam.foundation.jobs.registry import handler_for

# without permission: the domain's service that asks has required its own permission for the work
# without audit: the domain's service that asks records what was asked for


@transaction.atomic
def enqueue(
    *,
    actor: Actor,
    kind: str,
    key: str,
    arguments: Mapping[str, Any],
    organisation_id: UUID | None,
    at: datetime,
    run_after: datetime | None = None,
    attempt_limit: int = 4,
) -> Job:
    """Queue a job in the caller's transaction; the same key is the same job, whoever asks again.

    ``arguments`` are ids and codes, no personal data. ``run_after``: not before this time. Raises
    UnknownJobKindError.
    """
    handler_for(kind)
    known = Job.objects.filter(key=key).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                arguments=dict(arguments),
                account_id=actor.account_id,
                person_id=actor.person_id,
                actor_name=actor.name[:200],
                grants=[_plain(grant) for grant in actor.grants],
                organisation_id=organisation_id,
                attempt_limit=attempt_limit,
                created_at=at,
                run_after=run_after or at,
            )
    except IntegrityError:  # someone asked for the same at the same time
        return Job.objects.get(key=key)
    if job.run_after <= at:
        deliver(job.pk, now=at)
        job.refresh_from_db()
    return job


def _plain(grant: Any) -> dict[str, str | None]:
    return {
        "role": grant.role.value,
        "organisation_id": str(grant.organisation_id) if grant.organisation_id else None,
        "starts": grant.starts.isoformat(),
        "ends": grant.ends.isoformat() if grant.ends else None,
    }
