"""Which jobs an actor may see and start again."""

from django.db.models import Q, QuerySet

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.policies import reach
from gemensam.foundation.jobs.models import Job


def is_own(actor: Actor, job: Job) -> bool:
    """Whether the actor asked for the job."""
    return actor.account_id is not None and actor.account_id == job.account_id


def visible(actor: Actor, jobs: QuerySet[Job]) -> QuerySet[Job]:
    """The actor's own jobs, and those of the organisations that JOB_READ reaches."""
    own = Q(account_id=actor.account_id) if actor.account_id else Q(pk__in=[])
    if not actor.has(Permission.JOB_READ):
        return jobs.filter(own)
    organisations = reach(actor, Permission.JOB_READ)
    if organisations is None:
        return jobs
    return jobs.filter(own | Q(organisation_id__in=organisations))


def require_own(actor: Actor, job: Job) -> None:
    """Raise PermissionDenied unless the actor asked for the job and still may see jobs."""
    if not is_own(actor, job):
        raise PermissionDenied(Permission.JOB_READ)
