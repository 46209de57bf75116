"""Scenario 22: wishes at another office are transferred at the period's close, acknowledged, and alarmed if not."""

import json
from datetime import timedelta

import pytest

from gemensam.domains.admissions.models import CalendarDate
from gemensam.domains.applications.models import Filing
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.transfers import tasks
from gemensam.domains.transfers.inputs.reading import read_transfer
from gemensam.domains.transfers.inputs.transfer_file import Statement, TransferFile
from gemensam.domains.transfers.models import Transfer
from gemensam.domains.transfers.queries.outgoing import own_transfers
from gemensam.domains.transfers.queries.statements import statement_lines
from gemensam.domains.transfers.services import prepare_transfer as preparing
from gemensam.domains.transfers.services.acknowledge_transfer import ReceiptRefused, acknowledge_transfer
from gemensam.domains.transfers.services.raise_alarms import raise_alarms
from gemensam.domains.transfers.services.record_statements import Stated, record_statements
from gemensam.domains.transfers.services.send_transfer import send_transfer
from gemensam.domains.transfers.states import TransferState
from gemensam.foundation.access.actors import ANONYMOUS, PermissionDenied
from gemensam.foundation.directory.models import Person
from gemensam.foundation.documents import storage
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.applying import DATES, person_actor
from tests.factories.transferring import CLOSED, WISH, Transferring, contact_of, make_transferring

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def world() -> Transferring:
    return make_transferring()


def file_of(transfer: Transfer) -> TransferFile:
    """What is in the stored file."""
    return read_transfer(storage.read(transfer.file_id), today=CLOSED.date())


def states() -> list[tuple[int, str]]:
    """Version and state of every transfer."""
    return list(Transfer.objects.order_by("version").values_list("version", "state"))


def told(kind: str) -> list[str]:
    """The addresses that mails of the kind go to."""
    return sorted(
        str(row.person.email) for row in OutboxMessage.objects.filter(kind=kind).select_related("person")
    )


def test_scenario_22_at_the_close_choices_grades_and_statement_are_in_the_file(world):
    world.wish(WISH)
    pupil = world.applying.pupil
    stated = [Stated(pupil.pk, *WISH, "not_offered")]
    record_statements(actor=world.officer, office=world.here, stated=stated, at=CLOSED - DAY)
    tasks.prepare(CLOSED)
    file = file_of(Transfer.objects.get())
    (applicant,) = file.applicants
    assert (file.sender, file.receiver, file.year, file.version) == ("Kansliet", "Jämtlands kansli", 2027, 1)
    assert applicant.civic_no == pupil.civic_no
    assert [(one.rank, one.programme, one.school, one.municipality) for one in applicant.wishes] == [
        (1, *WISH)
    ]
    assert applicant.wishes[0].statement == Statement("not_offered", (CLOSED - DAY).isoformat())
    assert [(one.subject, one.grade) for one in applicant.grades] == [("EN", "B"), ("MA", "C")]
    assert (file.counts.applicants, file.counts.wishes, file.counts.grades, file.counts.statements) == (
        1,
        1,
        2,
        1,
    )


def test_scenario_22_before_the_close_nothing_is_made_and_one_second_after_it_is(world):
    world.wish(WISH)
    tasks.prepare(DATES["application_closes"])
    assert states() == []
    tasks.prepare(DATES["application_closes"] + SECOND)
    assert states() == [(1, "prepared")]


def test_scenario_22_a_year_that_the_schools_have_taken_over_makes_nothing(world):
    world.wish(WISH)
    tasks.prepare(DATES["handed_over"])
    CalendarDate.objects.filter(
        event="handed_over"
    ).delete()  # and without that date, eight months after the close
    tasks.prepare(DATES["application_closes"] + 240 * DAY)
    assert states() == []
    tasks.prepare(DATES["application_closes"] + 240 * DAY - SECOND)
    assert states() == [(1, "prepared")]


def test_scenario_22_run_again_makes_nothing_more(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    tasks.prepare(CLOSED + SECOND)
    tasks.prepare(CLOSED + 5 * DAY)
    assert states() == [(1, "prepared")]


def test_scenario_22_killed_while_it_is_made_leaves_nothing_and_is_made_the_next_time(world, monkeypatch):
    world.wish(WISH)

    def die(**_values: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(preparing, "record", die)
        with pytest.raises(KeyboardInterrupt):
            tasks.prepare(CLOSED)
    assert states() == []
    tasks.prepare(CLOSED)
    assert states() == [(1, "prepared")]


def test_scenario_22_acknowledged_in_time_alarms_nobody_and_the_applicant_sees_it(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    row = Transfer.objects.get()
    send_transfer(actor=world.officer, transfer_id=row.pk, at=CLOSED)
    acknowledge_transfer(
        actor=ANONYMOUS, transfer_id=row.pk, by="Jämtlands kansli", applicants=1,
        acknowledge_key=row.acknowledge_key, at=CLOSED + DAY,
    )  # fmt: skip
    assert raise_alarms(at=CLOSED + 3 * DAY) == 0
    assert states() == [(1, "acknowledged")]
    assert (told("transfer_overdue"), told("transfer_awaited")) == ([], [])
    pupil = world.applying.pupil
    (own,) = own_transfers(world.applying.actor, [pupil.pk], office_id=world.here.id, year=2027)
    assert (own.office, own.sent_at, own.acknowledged_at) == ("Jämtlands kansli", CLOSED, CLOSED + DAY)
    other = person_actor(next(iter(world.applying.actor.roles())), world.applying.guardian)
    assert own_transfers(other, [pupil.pk], office_id=world.here.id, year=2027) == []


def test_scenario_22_without_acknowledgement_both_offices_are_alarmed_after_two_days_once(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    row = Transfer.objects.get()
    send_transfer(actor=world.officer, transfer_id=row.pk, at=CLOSED)
    assert raise_alarms(at=CLOSED + 2 * DAY - SECOND) == 0
    assert raise_alarms(at=CLOSED + 2 * DAY) == 1
    assert raise_alarms(at=CLOSED + 3 * DAY) == 0
    assert states() == [(1, "alarmed")]
    assert told("transfer_overdue") == ["vasternorrland@example.invalid"]
    assert [row.person_id for row in OutboxMessage.objects.filter(kind="transfer_awaited")] == [
        contact_of(world.other)
    ]
    contexts = json.dumps(list(OutboxMessage.objects.values_list("context", flat=True)))
    assert not {"Elin", str(world.applying.pupil.civic_no), WISH[0]} & set(contexts.split('"'))


def test_scenario_22_protected_person_is_never_in_the_file_and_counted_for_handling_by_hand(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    assert (
        file_of(Transfer.objects.get()).counts.applicants == 1
    )  # the control: unprotected, the same person is
    Person.objects.filter(pk=world.applying.pupil.pk).update(security_marking="confidential")
    tasks.prepare(CLOSED + SECOND)
    latest = Transfer.objects.get(version=2)
    assert (latest.applicants, latest.withheld) == (0, 1)
    assert str(world.applying.pupil.civic_no).encode() not in storage.read(latest.file_id)


def test_scenario_22_changed_wishes_supersede_what_was_acknowledged(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    row = Transfer.objects.get()
    acknowledge_transfer(actor=world.officer, transfer_id=row.pk, by="Kim", at=CLOSED + SECOND)
    draft = Filing.objects.get().draft
    Filing.objects.filter(draft=draft).update(
        elsewhere=[["Teknikprogrammet", "Fjällskolan", "Krokoms kommun"]]
    )
    tasks.prepare(CLOSED + DAY)
    assert states() == [(1, "superseded"), (2, "prepared")]
    Filing.objects.filter(draft=draft).update(elsewhere=[])
    tasks.prepare(CLOSED + 2 * DAY)  # nobody is left: the other office must learn of it
    assert states() == [(1, "superseded"), (2, "superseded"), (3, "prepared")]
    assert Transfer.objects.get(version=3).applicants == 0


def test_acknowledgement_with_another_count_or_without_the_key_is_refused(world):
    world.wish(WISH)
    tasks.prepare(CLOSED)
    row = Transfer.objects.get()
    with pytest.raises(ReceiptRefused) as refused:
        acknowledge_transfer(
            actor=ANONYMOUS, transfer_id=row.pk, by="Någon", applicants=2,
            acknowledge_key=row.acknowledge_key, at=CLOSED,
        )  # fmt: skip
    assert refused.value.code == "counts"
    for actor in (ANONYMOUS, world.there_officer, world.applying.actor):
        with pytest.raises(PermissionDenied):
            acknowledge_transfer(
                actor=actor, transfer_id=row.pk, by="Någon", applicants=1, acknowledge_key=row.pk, at=CLOSED
            )
    assert Transfer.objects.get().state == TransferState.PREPARED


def test_statement_is_proposed_from_the_supply_until_someone_states_it(world):
    world.wish(WISH, ("Teknikprogrammet", "Fjällskolan", "Krokom"), ("Nån linje", "Fjällskolan", "Krokom"))
    Offering.objects.filter(code="TE-9").update(title="Teknikprogrammet")
    lines = {one.words[0]: one for one in statement_lines(world.officer, world.here)}
    assert {name: one.proposal for name, one in lines.items()} == {
        "Naturvetenskapsprogrammet": "partner",  # Östersund's, in the same installation
        "Teknikprogrammet": "own",
        "Nån linje": "",
    }
    stated = [Stated(world.applying.pupil.pk, *WISH, "own")]
    assert record_statements(actor=world.officer, office=world.here, stated=stated, at=CLOSED) == 1
    assert record_statements(actor=world.officer, office=world.here, stated=stated, at=CLOSED + DAY) == 0
    assert [
        one.words for one in statement_lines(world.officer, world.here, lacking=True) if one.words == WISH
    ] == []
