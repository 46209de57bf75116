"""What crash tests do in processes of their own: make a small round, work on it, and look at what there is."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tests.factories.small_round import AT, civic_number, make_small_round, staff

TITLES = (
    "Personnummer", "Förnamn", "Efternamn", "Hemkommun", "Skolenhetskod", "Skyddade personuppgifter", "E-post",
)  # fmt: skip
COUNTED = (
    "ImportChange", "ImportBatch", "Application", "Grade", "Choice", "FrozenInput", "AllocationRun", "Placement",
    "OfferingOutcome", "VerificationReport", "RoundStep", "Approval", "Publication", "ResultPage", "ImportProfile",
)  # fmt: skip


def officer():
    """The office's officer, in any process."""
    from gemensam.domains.admissions.models import AdmissionsOffice
    from gemensam.foundation.access.roles import Role

    return staff(
        Role.OFFICE_OFFICER, AdmissionsOffice.objects.select_related("organisation").get().organisation
    )


def round_id() -> UUID:
    """The only round."""
    from gemensam.domains.admissions.models import AdmissionRound

    return AdmissionRound.objects.values_list("pk", flat=True).get()


def make_import() -> None:
    """Six applicants; a confirmed file with two new pupils who have an address, and one changed name."""
    from tests.factories.import_files import confirmed, csv

    with transaction.atomic():
        small = make_small_round()
        rows = [TITLES]
        for number in (0, 50, 51):
            address = f"elev{number}@exempel.se"
            rows.append((civic_number(number).value, "Ny", "Ek", "2281", "99228120", "nej", address))
        confirmed(small, "pupils", csv(rows), name="e.csv")


def commit() -> str:
    """Put the file into the register, as the job does."""
    from gemensam.domains.admissions.models import ImportBatch
    from gemensam.domains.admissions.services.commit_import import commit_import

    batch = ImportBatch.objects.values_list("pk", flat=True).get()
    return str(commit_import(actor=officer(), batch_id=batch, at=AT).state)


def make_round() -> None:
    """Six applicants and a draft round."""
    with transaction.atomic():
        make_small_round()


def rename_one_person() -> None:
    """One value of one row, as the control of what is compared."""
    from gemensam.foundation.directory.models import Person

    someone = Person.objects.order_by("pk")[:1].values("pk")
    Person.objects.filter(pk__in=someone).update(given_name="Namnbytt")


def step() -> bool:
    """Take the round one service further towards compared; False when it is there."""
    from gemensam.domains.admissions.models import AdmissionRound
    from gemensam.domains.admissions.services.check_round import check_round
    from gemensam.domains.admissions.services.compare_run import compare_run
    from gemensam.domains.admissions.services.freeze_round import freeze_round
    from gemensam.domains.admissions.services.run_allocation import run_allocation
    from gemensam.domains.admissions.services.verify_run import verify_run

    steps = {"draft": check_round, "checked": freeze_round, "frozen": run_allocation, "verified": compare_run}
    round_ = AdmissionRound.objects.get()
    if round_.state == "allocated":
        verify_run(actor=officer(), run_id=round_.current_run_id, at=AT)
    elif round_.state in steps:
        steps[round_.state](actor=officer(), round_id=round_.pk, at=AT)
    else:
        return False
    return True


def prepare() -> None:
    """Take the round from where it stands to compared, one service at a time, as the job does."""
    while step():
        pass


def make_scheduled() -> None:
    """A round that two people have approved and that is due for publication."""
    from gemensam.domains.admissions.models import AdmissionRound, AdmissionsOffice
    from gemensam.domains.admissions.services.approve_run import approve_run
    from gemensam.domains.admissions.services.schedule_publication import schedule_publication
    from gemensam.foundation.access.roles import Role

    make_round()
    prepare()
    who, pk = officer(), round_id()
    round_ = AdmissionRound.objects.select_related("current_run").get(pk=pk)
    body = AdmissionsOffice.objects.select_related("organisation").get().organisation
    for actor in (who, staff(Role.OFFICE_APPROVER, body)):
        approve_run(actor=actor, round_id=pk, result_hash=round_.current_run.result_hash, at=AT)
    schedule_publication(actor=who, round_id=pk, publish_at=AT, at=AT)


def publish() -> bool:
    """Publish what is due, as the job does."""
    from gemensam.domains.admissions.models import Publication
    from gemensam.domains.admissions.services.publish_round import publish_round

    publication = Publication.objects.values_list("pk", flat=True).get()
    return publish_round(actor=officer(), publication_id=publication, at=AT + timedelta(minutes=1))


def look() -> dict[str, object]:
    """Everything that must be either as before or as after, and whether the audit log hangs together."""
    from gemensam.domains.admissions import models
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.audit.chain import verify_chain
    from gemensam.foundation.audit.models import AuditEntry
    from gemensam.foundation.directory.models import Person
    from gemensam.foundation.documents.models import StoredFile
    from gemensam.foundation.messaging.models import OutboxMessage

    counted = {name: getattr(models, name).objects.count() for name in COUNTED if hasattr(models, name)}
    runs = models.AllocationRun.objects.values_list("result_hash", flat=True)
    report = verify_chain()
    return json.loads(json.dumps({
        **counted,
        "accounts": [Account.objects.count(), RoleGrant.objects.count()],
        "persons": sorted(Person.objects.values_list("given_name", "family_name")),
        "rounds": list(models.AdmissionRound.objects.values_list("state", flat=True)),
        "imports": list(models.ImportBatch.objects.values_list("state", flat=True)),
        "publications": list(models.Publication.objects.values_list("state", flat=True)),
        "results": sorted(runs),
        "outbox": OutboxMessage.objects.count(),
        "files": StoredFile.objects.count(),
        "audit": [AuditEntry.objects.count(), report.ok],
    }))  # fmt: skip


def commit_without_transaction() -> str:
    """The negative control: the same work when each statement stands alone."""
    from django.db.transaction import Atomic, get_connection

    depth = []

    def enter(self: Atomic) -> None:
        depth.append(self)
        get_connection(self.using).in_atomic_block = True  # said, but never begun

    def leave(self: Atomic, *error: object) -> None:
        depth.pop()
        get_connection(self.using).in_atomic_block = bool(depth)

    Atomic.__enter__, Atomic.__exit__ = enter, leave
    return commit()
