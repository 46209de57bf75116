"""Pages of guidance: in English, without names where there are to be none, and a fixed number of questions."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gemensam.domains.guidance.models import Booking
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Enrolment, Person, Responsible
from gemensam.foundation.documents.tables import read_workbook
from tests.factories.guidance import School, make_school, slot_at
from tests.factories.small_round import AT, account_for, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def log_in_as_pupil(client: Client, pupil: Person) -> None:
    """The pupil's own account."""
    account = Account.objects.create_user(f"{uuid4().hex}@example.invalid", person_id=pupil.pk)
    RoleGrant.objects.create(account=account, role=Role.PUPIL.value, starts=AT.date() - timedelta(days=300))
    client.force_login(account)


def log_in_as_counsellor(client: Client, school: School) -> None:
    """The feeder school's counsellor."""
    client.force_login(Account.objects.get(pk=account_for(school.counsellor)))


@time_machine.travel(AT, tick=False)
def test_pages_of_a_pupil_in_english_hold_no_swedish(client: Client):
    school = make_school(applicants=1)
    slot = slot_at(school, AT + timedelta(hours=50))
    log_in_as_pupil(client, school.pupils[0])
    client.cookies["sprak"] = "en"
    pupil = school.pupils[0].pk
    found = {
        path: client.get(path).content.decode()
        for path in (
            "/vagledning/", "/vagledning/boka/", f"/vagledning/boka/{slot.pk}/{pupil}/",
            "/vagledning/mina-samtal/", f"/vagledning/ko/{pupil}/",
        )
    }  # fmt: skip
    for path, page in found.items():
        for word in ("Välj", "Hitta", "samtal ", " tider", "Boka", "kön", "Senaste"):
            assert word not in page, (path, word)
    assert "Find a time" in found["/vagledning/boka/"]
    assert "Put me in the queue" in found[f"/vagledning/ko/{pupil}/"]


@time_machine.travel(AT, tick=False)
def test_public_overview_tells_times_and_no_names_or_places(client: Client):
    school = make_school(applicants=1)
    slot_at(school, AT + timedelta(hours=50))
    page = client.get("/vagledning/").content.decode()
    assert "Sundsvall" in page
    for word in ("Vera", "Åskolan", "Rum 12"):
        assert word not in page


@pytest.mark.parametrize("applicants", [1, 3])
@time_machine.travel(AT, tick=False)
def test_list_of_pupils_with_any_number_of_rows_asks_the_same_number_of_questions(
    client: Client, applicants: int
):
    school = make_school(applicants=applicants)
    log_in_as_counsellor(client, school)
    client.get("/vagledning/elever/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/vagledning/elever/").status_code == 200
    assert len(asked) == 24


@pytest.mark.parametrize("talks", [1, 3])
@time_machine.travel(AT, tick=False)
def test_week_with_any_number_of_talks_asks_the_same_number_of_questions(client: Client, talks: int):
    school = make_school(applicants=3)
    for number, pupil in enumerate(school.pupils[:talks]):
        slot = slot_at(school, AT + timedelta(days=1, hours=number))
        Booking.objects.create(
            slot=slot, pupil=pupil, booked_by=pupil.pk, state="booked", wished_at=AT, booked_at=AT
        )
    log_in_as_counsellor(client, school)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/vagledning/tider/?vecka=2027-06-21").content.decode()
    assert page.count("<strong>Elev") == talks
    assert len(asked) == 10


@time_machine.travel(AT, tick=False)
def test_excel_of_pupils_leaves_protected_ones_out_and_is_logged(client: Client):
    school = make_school(applicants=2)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    log_in_as_counsellor(client, school)
    answer = client.get("/vagledning/elever/?format=xlsx")
    rows = read_workbook(answer.content, "elever.xlsx").sheets[0].rows
    assert [row[0].text for row in rows] == ["Efternamn, förnamn", "Prov, Elev1"]
    assert AuditEntry.objects.filter(event="personal_data.exported").count() == 1


@pytest.mark.parametrize(
    ("week", "shown"), [("0001-01-01", 24), ("9999-12-31", 24), ("hej", 24), ("2027-06-21", 25)]
)
@time_machine.travel(AT, tick=False)
def test_week_of_any_address_is_a_page(client: Client, week: str, shown: int):
    log_in_as_counsellor(client, make_school(applicants=1))
    page = client.get(f"/vagledning/tider/?vecka={week}").content.decode()
    assert (
        f"Samtalstider v.\xa0{shown}" in page.replace("&nbsp;", "\xa0") or f"Samtalstider v. {shown}" in page
    )


@time_machine.travel(AT, tick=False)
def test_statistics_are_of_a_whole_term_whatever_the_address_says(client: Client):
    school = make_school(applicants=1)
    slot_at(school, AT + timedelta(hours=50))
    log_in_as_counsellor(client, school)
    for query in ("", "?termin=2027-vt", "?termin=9999-ht", "?fran=2027-06-01&till=2027-06-02"):
        page = client.get(f"/vagledning/siffror/{query}").content.decode()
        assert "Vårterminen 2027. Inga personer" in page, query
        assert 'data-label="Video"' in page  # each column says its own name on a phone


@time_machine.travel(AT, tick=False)
def test_pupils_page_with_a_fault_in_one_form_keeps_the_others(client: Client):
    school = make_school(applicants=1)
    log_in_as_counsellor(client, school)
    path = f"/vagledning/elever/{school.pupils[0].pk}/"
    for address, data in (("anteckning/", {"note_id": uuid4(), "text": ""}), ("lamna-over/", {"skola": ""})):
        page = client.post(path + address, data).content.decode()
        assert "Rätta till följande" in page
        for title in ("Ändra utanför tiden", "Eleven byter skola", "Spara anteckningen"):
            assert title in page, (address, title)


@time_machine.travel(AT, tick=False)
def test_pupils_page_links_to_ones_own_talks_and_names_the_colleague_of_others(client: Client):
    school = make_school(applicants=1)
    pupil, own, others = school.pupils[0], *(slot_at(school, AT + timedelta(hours=n)) for n in (50, 51))
    others.counsellor_id, others.counsellor_name = uuid4(), "Kollega Kim"
    others.save()
    for slot in (own, others):
        Booking.objects.create(
            slot=slot, pupil=pupil, booked_by=pupil.pk, state="booked", wished_at=AT, booked_at=AT
        )
    log_in_as_counsellor(client, school)
    page = client.get(f"/vagledning/elever/{pupil.pk}/").content.decode()
    assert f"/vagledning/tider/{own.pk}/" in page
    assert f"/vagledning/tider/{others.pk}/" not in page
    assert "Kollega Kim" in page


@time_machine.travel(AT, tick=False)
def test_counsellors_press_on_a_booking_that_has_given_way_to_another_changes_nothing(client: Client):
    school = make_school(applicants=2)
    slot = slot_at(school, AT + timedelta(hours=50))
    gone, now = (
        Booking.objects.create(
            slot=slot, pupil=pupil, booked_by=pupil.pk, state=state, wished_at=AT, booked_at=AT
        )
        for pupil, state in zip(school.pupils, ("cancelled", "booked"), strict=True)
    )
    log_in_as_counsellor(client, school)
    path = f"/vagledning/tider/{slot.pk}/andra/"
    page = client.post(path, {"gor": "avboka", "samtal": str(gone.pk)}, follow=True).content.decode()
    now.refresh_from_db()
    assert ("Samtalet har ändrats sedan du öppnade sidan" in page, now.state) == (True, "booked")
    client.post(path, {"gor": "avboka", "samtal": str(now.pk)})  # the control
    now.refresh_from_db()
    assert now.state == "cancelled"


@time_machine.travel(AT, tick=False)
def test_counsellor_changes_the_room_and_is_told_what_is_missing(client: Client):
    school = make_school(applicants=1)
    slot = slot_at(school, AT + timedelta(hours=50))
    log_in_as_counsellor(client, school)
    path = f"/vagledning/tider/{slot.pk}/plats/"
    page = client.post(path, {"form": "video", "lank": "http://a.example.invalid"}).content.decode()
    assert "Länken måste börja med https://." in page
    client.post(path, {"form": "room", "plats": "Rum 7"})
    slot.refresh_from_db()
    assert slot.place == "Rum 7"


@time_machine.travel(AT, tick=False)
def test_change_in_the_queue_begins_with_what_one_waits_for(client: Client):
    school = make_school(applicants=1)
    pupil = school.pupils[0]
    log_in_as_pupil(client, pupil)
    path = f"/vagledning/ko/{pupil.pk}/"
    client.post(path, {"elev": pupil.pk, "form": "video", "senast": "2027-08-01", "fraga": "El eller bygg?"})
    page = client.get(path).content.decode()
    assert '<option value="video" selected>' in page
    assert "2027-08-01" in page
    assert "El eller bygg?" in page


@time_machine.travel(AT, tick=False)
def test_guardian_with_one_child_sees_for_whom_a_time_is(client: Client):
    school = make_school(applicants=1)
    child, parent = school.pupils[0], person(80, given="Mor", family="Prov")
    Responsible.objects.create(
        child=child, guardian=parent, has_custody=True, starts=AT.date() - timedelta(days=9)
    )
    slot = slot_at(school, AT + timedelta(hours=50))
    account = Account.objects.create_user(f"{uuid4().hex}@example.invalid", person_id=parent.pk)
    RoleGrant.objects.create(account=account, role=Role.GUARDIAN.value, starts=AT.date())
    client.force_login(account)
    assert "Välj en tid för Elev0." in client.get("/vagledning/boka/").content.decode()
    page = client.get(f"/vagledning/boka/{slot.pk}/{child.pk}/").content.decode()
    assert "Elev0" in page
    assert "ditt namn" not in page


@time_machine.travel(AT, tick=False)
def test_question_written_for_a_time_that_was_just_taken_goes_along_to_the_next(client: Client):
    school = make_school(applicants=2)
    taken, free = (slot_at(school, AT + timedelta(hours=n)) for n in (50, 52))
    pupil, quicker = school.pupils
    log_in_as_pupil(client, pupil)
    path, next_path = (f"/vagledning/boka/{slot.pk}/{pupil.pk}/" for slot in (taken, free))
    words = {"boka": "1", "fraga": "El?"}
    Booking.objects.create(
        slot=taken, pupil=quicker, booked_by=quicker.pk, state="booked", wished_at=AT, booked_at=AT
    )
    answer = client.post(path, words)
    page = answer.content.decode()
    assert (answer.status_code, "El?</textarea>" in page, f'formaction="{next_path}"' in page) == (
        409,
        True,
        True,
    )
    # the next press shows the other time with the words and books nothing, and the one after that books
    page = client.post(next_path, {"fraga": "El?"}).content.decode()
    assert ("El?</textarea>" in page, Booking.objects.filter(pupil=pupil).count()) == (True, 0)
    client.post(next_path, words)
    assert list(Booking.objects.filter(pupil=pupil).values_list("slot", "question")) == [(free.pk, "El?")]


@time_machine.travel(AT, tick=False)
def test_time_that_is_taken_when_its_page_is_opened_is_told_on_the_page_of_times(client: Client):
    school = make_school(applicants=2)
    slot = slot_at(school, AT + timedelta(hours=50))
    pupil, quicker = school.pupils
    log_in_as_pupil(client, pupil)
    path = f"/vagledning/boka/{slot.pk}/{pupil.pk}/"
    assert client.get(path).status_code == 200  # the control
    Booking.objects.create(
        slot=slot, pupil=quicker, booked_by=quicker.pk, state="booked", wished_at=AT, booked_at=AT
    )
    page = client.get(path, follow=True)
    assert page.redirect_chain == [(f"/vagledning/boka/?elev={pupil.pk}", 302)]
    assert "Någon annan hann före" in page.content.decode()


@time_machine.travel(AT, tick=False)
def test_list_of_a_counsellor_at_two_schools_tells_which_school_each_pupil_goes_to(client: Client):
    school = make_school(applicants=2)
    Enrolment.objects.filter(person=school.pupils[1]).update(school_unit=school.other)
    account = Account.objects.get(pk=account_for(school.counsellor))
    client.force_login(account)
    lines = client.get("/vagledning/elever/").context["lines"]
    assert {one.school for one in lines} == {""}  # one school: not told
    RoleGrant.objects.create(
        account=account, role=Role.COUNSELLOR.value, organisation_id=school.other.pk, starts=AT.date()
    )
    lines = client.get("/vagledning/elever/").context["lines"]
    assert [one.school for one in lines] == [school.small.feeder.display_name, "Bäckskolan"]
