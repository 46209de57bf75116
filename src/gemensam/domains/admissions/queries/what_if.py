"""What a round's result would be with other seats: nothing is stored, and the round is not touched."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from gemensam.domains.admissions.bundle import Changes, Difference, read_round, what_if
from gemensam.domains.admissions.bundle.archive import unpack
from gemensam.domains.admissions.models import Application
from gemensam.domains.admissions.queries.rounds import run_for
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.storage import read


def run_what_if(actor: Actor, *, run_id: UUID, changes: Changes) -> Difference:
    """Run the frozen input of a run as it is and with the changes, and return what differs, by sex too.

    Raises ChangesRefused, BundleFaults, AllocationRun.DoesNotExist or PermissionDenied.
    """
    run = run_for(actor, run_id, Permission.ROUND_READ)
    rows = Application.objects.filter(office=run.round.office_id, year=run.round.year)
    with TemporaryDirectory() as name:
        unpack(read(run.frozen.archive_id), Path(name))
        round_ = read_round(Path(name))
    sexes = dict(rows.values_list("reference", "person__sex"))
    return what_if(round_, changes, sexes)[0]
