"""What another office sends: faults all at once, reading in once, newer versions, and two systems talking."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from gemensam.domains.admissions.models import Application, Choice, Grade
from gemensam.domains.transfers import tasks
from gemensam.domains.transfers.inputs.reading import FileRefused, read_transfer
from gemensam.domains.transfers.inputs.transfer_file import checksum
from gemensam.domains.transfers.models import Arrival, OtherOffice, Transfer
from gemensam.domains.transfers.queries.arrivals import preview
from gemensam.domains.transfers.services.import_arrival import ArrivalRefused, import_arrival
from gemensam.domains.transfers.services.receive_transfer import receive_transfer
from gemensam.domains.transfers.services.save_other_office import OfficeDetails, save_other_office
from gemensam.domains.transfers.states import TransferRefused
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.directory.models import Person
from gemensam.foundation.documents import storage
from gemensam.foundation.fields.keys import blind_index
from tests.factories.small_round import YEAR, civic_number
from tests.factories.transferring import CLOSED, WISH, Transferring, make_transferring

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world() -> Transferring:
    made = make_transferring()
    made.wish(WISH)
    tasks.prepare(CLOSED)
    return made


def document() -> dict:
    """The file that Västernorrland made, about someone whom Jämtland does not know."""
    found = json.loads(storage.read(Transfer.objects.order_by("-version").first().file_id))
    found["applicants"][0] |= {
        "civicNo": civic_number(77).value,
        "givenName": "Nova",
        "email": "nova@example.invalid",
    }
    return found


def content(found: dict) -> bytes:
    """The document with its checksum."""
    return json.dumps({**found, "sha256": checksum(found)}).encode()


def receive(world: Transferring, found: dict) -> Arrival:
    """It comes to Jämtland."""
    return receive_transfer(
        actor=world.there_officer, other_id=world.from_here, year=YEAR, content=content(found), at=CLOSED
    )


def read_in(world: Transferring, arrival: Arrival, offering: UUID | None) -> Arrival:
    """The officer in Jämtland says what the wish means."""
    return import_arrival(
        actor=world.there_officer, arrival_id=arrival.pk, meanings={WISH: offering}, at=CLOSED
    )


def register() -> tuple[int, int, int, int]:
    """How many persons, applications, choices and grades there are."""
    return tuple(model.objects.count() for model in (Person, Application, Choice, Grade))


def test_arrival_read_in_gives_applicant_grades_and_choice_with_the_guessed_education(world):
    arrival = receive(world, document())
    (group,) = preview(world.there_officer, arrival.pk).groups
    assert (group.words, group.count, group.guess) == (WISH, 1, world.offering.pk)
    read_in(world, arrival, group.guess)
    nova = Person.objects.get(civic_no_index=blind_index(civic_number(77).value))
    application = Application.objects.get(person=nova)
    assert (application.office_id, application.home_municipality) == (world.there.id, "2281")
    assert list(application.choices.values_list("offering", "rank", "late")) == [
        (world.offering.pk, 1, False)
    ]
    assert list(nova.grades.order_by("subject").values_list("subject", "grade")) == [("EN", "B"), ("MA", "C")]


def test_same_file_twice_changes_nothing(world):
    arrival = receive(world, document())
    read_in(world, arrival, world.offering.pk)
    before = register()
    assert receive(world, document()).pk == arrival.pk
    read_in(world, arrival, world.offering.pk)
    assert register() == before
    assert Arrival.objects.count() == 1


def test_arrival_with_a_wish_nobody_explained_is_not_read_in(world):
    arrival = receive(world, document())
    before = register()
    with pytest.raises(ArrivalRefused):
        import_arrival(actor=world.there_officer, arrival_id=arrival.pk, meanings={}, at=CLOSED)
    assert register() == before


def test_newer_version_takes_away_choices_of_who_is_gone_and_an_older_one_is_refused(world):
    first = document()
    read_in(world, receive(world, first), world.offering.pk)
    newer = {**first, "id": str(uuid4()), "version": 2, "applicants": []}
    newer["counts"] = dict.fromkeys(first["counts"], 0)
    second = receive(world, newer)
    assert preview(world.there_officer, second.pk).gone == 1
    import_arrival(actor=world.there_officer, arrival_id=second.pk, meanings={}, at=CLOSED)
    assert Choice.objects.filter(offering=world.offering).count() == 0
    with pytest.raises(FileRefused) as refused:
        receive(world, {**first, "id": str(uuid4())})
    assert [one.code for one in refused.value.faults] == ["older"]
    with pytest.raises(TransferRefused):
        read_in(world, Arrival.objects.get(version=1), world.offering.pk)


def test_file_with_faults_tells_them_all_with_where_and_keeps_nothing(world):
    found = document()
    found["applicants"][0]["grades"][0]["grade"] = "Ö"
    found["applicants"].append(
        {**found["applicants"][0], "civicNo": "201101019999", "givenName": " ", "grades": []}
    )
    with pytest.raises(FileRefused) as refused:
        receive(world, found)
    assert [(one.applicant, one.field, one.code) for one in refused.value.faults] == [
        (1, "grade", "grade"),
        (2, "civicNo", "civic_no"),
        (2, "givenName", "text"),
    ]
    assert Arrival.objects.count() == 0


def test_file_with_values_of_the_wrong_kind_tells_all_of_them_and_never_breaks(world):
    found = document()
    one = found["applicants"][0]
    one["givenName"] = "A\x00b"
    one["grades"] = [
        {"subject": [], "grade": {}, "registeredAt": "igår"},
        {"subject": "MA", "grade": "A", "role": [], "registeredAt": "0001-01-01T00:00:00+14:00"},
    ]
    with pytest.raises(FileRefused) as refused:
        receive(world, found)
    assert [(one.field, one.code) for one in refused.value.faults] == [
        ("givenName", "text"), ("subject", "subject"), ("grade", "grade"), ("registeredAt", "moment"),
        ("registeredAt", "moment"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b"\xff\xfe", "not_json"),
        (b'{"format": "gemensam-office-transfer", "formatVersion": 1, "from": "\\ud800"}', "not_json"),
        (b"[]", "not_a_transfer"),
        (b'{"format": "gemensam-office-transfer", "formatVersion": 2}', "unknown_version"),
        (b'{"format": "gemensam-office-transfer", "formatVersion": 1, "sha256": "0"}', "checksum"),
    ],
)
def test_unreadable_file_is_told_in_one_word(broken, code):
    with pytest.raises(FileRefused) as refused:
        read_transfer(broken, today=CLOSED.date())
    assert [one.code for one in refused.value.faults] == [code]


def test_file_changed_on_the_way_is_refused(world):
    whole = content(document())
    assert read_transfer(whole, today=CLOSED.date()).counts.applicants == 1
    with pytest.raises(FileRefused) as refused:
        read_transfer(whole.replace(b"Nova", b"Neva"), today=CLOSED.date())
    assert [one.code for one in refused.value.faults] == ["checksum"]


def test_arrival_is_for_its_own_office_only(world):
    arrival = receive(world, document())
    with pytest.raises(PermissionDenied):
        import_arrival(actor=world.officer, arrival_id=arrival.pk, meanings={WISH: None}, at=CLOSED)
    with pytest.raises(PermissionDenied):
        receive_transfer(
            actor=world.officer, other_id=world.from_here, year=YEAR, content=content(document()), at=CLOSED
        )


class SameHouse:
    """A transport that calls the exchange's own addresses, as another installation would."""

    def deliver(self, *, address: str, key: str, content: bytes) -> None:
        answer = Client().post(
            "/utbyte/v1/overforingar",
            content,
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {key}",
        )
        assert answer.status_code == 202, answer.content

    def receipt(self, *, address: str, key: str, transfer_id: str) -> dict | None:
        answer = Client().get(f"/utbyte/v1/overforingar/{transfer_id}", HTTP_AUTHORIZATION=f"Bearer {key}")
        found = answer.json()
        return found if found.get("importedAt") else None


SAME_HOUSE = SameHouse()


def test_two_systems_deliver_and_acknowledge_by_themselves(world, settings):
    settings.TRANSFER_TRANSPORT = f"{__name__}.SAME_HOUSE"
    known = OtherOffice.objects.get(pk=world.from_here)
    details = OfficeDetails(known.name, known.municipalities, "Kim", "Kontakt", "kim@example.invalid")
    _id, key = save_other_office(
        actor=world.there_officer,
        office=world.there,
        details=details,
        at=CLOSED,
        other_id=known.pk,
        new_key=True,
    )
    OtherOffice.objects.filter(pk=world.other).update(address="https://jamtland.example.invalid", key=key)
    tasks.exchange(CLOSED)
    arrival, sent = Arrival.objects.get(), Transfer.objects.get()
    assert (sent.state, arrival.digest, arrival.other_id) == ("sent", sent.digest, world.from_here)
    tasks.exchange(CLOSED + DAY)  # nobody there has read it in: a server's answer is no receipt
    assert (Transfer.objects.get().state, Arrival.objects.count()) == ("sent", 1)
    read_in(world, arrival, world.offering.pk)
    tasks.exchange(CLOSED + DAY)
    sent.refresh_from_db()
    assert (sent.state, sent.acknowledged_by) == ("acknowledged", world.there.name)


def test_exchange_without_a_known_key_takes_nothing(world, client):
    for key in ("", "Bearer ", "Bearer fel", "Basic fel"):
        answer = client.post(
            "/utbyte/v1/overforingar",
            content(document()),
            content_type="application/json",
            HTTP_AUTHORIZATION=key,
        )
        assert answer.status_code == 401
    assert Arrival.objects.count() == 0
