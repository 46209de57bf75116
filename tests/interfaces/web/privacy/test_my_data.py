"""The pages of my data and of requests for correction."""

import json

import pytest
import time_machine
from django.test import Client

from gemensam.domains.admissions.models import CorrectionRequest
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.personal_data import ties
from gemensam.interfaces.web.privacy.showing import text_of
from gemensam.interfaces.web.privacy.words import FIELDS, KINDS
from tests.factories.small_county import TODAY, SmallCounty, make_small_county

pytestmark = pytest.mark.slow


@pytest.fixture
def county(db: None) -> SmallCounty:
    return make_small_county()


def logged_in(county: SmallCounty, role: Role) -> Client:
    client = Client()
    with time_machine.travel(TODAY, tick=False):
        client.force_login(county.accounts[role])
    return client


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_every_kind_and_field_that_is_shown_has_a_word():
    shown = [tie for tie in ties() if not tie.exempt]
    assert sorted({tie.label for tie in shown} - set(KINDS)) == []
    assert sorted({name for tie in shown for name in tie.fields} - set(FIELDS)) == []


def test_my_data_shows_a_pupil_what_is_stored(county):
    text = logged_in(county, Role.PUPIL).get("/mina-uppgifter/").content.decode()
    assert (county.pupil.family_name in text, "Betyg (16)" in text, "en annan person" in text) == (
        True,
        True,
        True,
    )
    assert county.guardian.given_name not in text
    assert "Det som kansliet räknar fram innan ett besked är publicerat visas inte." in text


def test_my_data_of_every_role_answers_with_few_questions(county, django_assert_max_num_queries):
    for role in Role:
        client = logged_in(county, role)
        with django_assert_max_num_queries(30):
            assert client.get("/mina-uppgifter/").status_code == 200, role


def test_my_data_of_a_guardian_shows_the_child_and_nobody_else(county):
    client = logged_in(county, Role.GUARDIAN)
    own = client.get("/mina-uppgifter/", {"om": str(county.small.applications[0].person_id)}).content.decode()
    child = client.get("/mina-uppgifter/", {"om": str(county.pupil.pk)}).content.decode()
    assert ("Mina uppgifter</h1>" in own, f"Uppgifter om {county.pupil.given_name}</h1>" in child) == (
        True,
        True,
    )


def test_my_data_as_json_holds_everything_and_leaves_a_line_in_the_log(county):
    response = logged_in(county, Role.PUPIL).post("/mina-uppgifter/kopia", {"form": "json"})
    data = json.loads(response.content)["data"]
    assert (len(data["admissions.grade"]), data["directory.person"][0]["given_name"]) == (
        16,
        county.pupil.given_name,
    )
    assert AuditEntry.objects.filter(event="personal_data.taken_out").count() == 1


def test_my_data_as_excel_is_a_workbook(county):
    response = logged_in(county, Role.PUPIL).post("/mina-uppgifter/kopia", {"form": "xlsx"})
    assert response.content[:2] == b"PK"


def test_correction_is_asked_for_answered_and_read(county):
    pupil, office = logged_in(county, Role.PUPIL), logged_in(county, Role.OFFICE_OFFICER)
    pupil.post("/mina-uppgifter/rattelse", {"concerns": "grades", "text": "Betyget i bild är fel."})
    request = CorrectionRequest.objects.get()
    assert "Betyget i bild är fel." in office.get(f"/rattelser/{request.pk}/").content.decode()
    office.post(f"/rattelser/{request.pk}/", {"outcome": "handled", "answer": "Nu står det C."})
    told = pupil.get("/mina-uppgifter/").content.decode()
    assert "Nu står det C." in told
    assert "överklaga till förvaltningsrätten" not in told
    CorrectionRequest.objects.update(state="refused")
    assert "överklaga till förvaltningsrätten" in pupil.get("/mina-uppgifter/").content.decode()


def test_correction_without_words_says_what_is_missing_and_keeps_the_rest(county):
    response = logged_in(county, Role.PUPIL).post(
        "/mina-uppgifter/rattelse", {"concerns": "", "text": "Fel namn"}
    )
    text = response.content.decode()
    assert (CorrectionRequest.objects.count(), "Fel namn" in text) == (0, True)


def test_correction_list_as_excel_is_a_workbook_and_leaves_a_line_in_the_log(county):
    logged_in(county, Role.PUPIL).post("/mina-uppgifter/rattelse", {"concerns": "grades", "text": "Fel."})
    office = logged_in(county, Role.OFFICE_OFFICER)
    lines = AuditEntry.objects.filter(target_type="corrections")
    office.get("/rattelser/")
    assert lines.count() == 0
    assert office.get("/rattelser/", {"format": "xlsx"}).content[:2] == b"PK"
    assert [(one.event, one.facts) for one in lines] == [("personal_data.exported", {"rows": 1})]


def test_text_of_codes_is_in_the_words_of_their_field():
    places = {"2281": "Sundsvall"}
    assert [
        text_of("woman", "sex", places), text_of("none", "security_marking", places),
        text_of("2281", "home_municipality", places), text_of("0180", "home_municipality", places),
        text_of("201112179880", "civic_no", places), text_of("none", "reason", places),
    ] == ["kvinna", "inget skydd", "Sundsvall", "0180", "20111217-9880", "none"]  # fmt: skip


def test_text_of_messages_and_events_is_what_they_say():
    told = [
        text_of("reply_received", "kind", {}),
        text_of("reply.sent", "event", {}),
        text_of("sent", "state", {}),
    ]
    assert told == ["Ett svar har kommit in", "Svarade på ett besked", "skickad"]


def test_text_of_what_stands_inside_a_value_is_in_words_and_never_in_signs_of_programs():
    place = "5d3eab12-f762-4b45-a8e2-a962c2500cdf"
    names = {place: "Teknikprogrammet, Åskolan"}
    assert text_of([place], "queues", names) == "Teknikprogrammet, Åskolan"
    assert text_of({place: "accept_and_stay"}, "answers", names) == (
        "Teknikprogrammet, Åskolan: tacka ja och stå kvar i kö"
    )
    content = {
        "merit": "237.5",
        "grades": [{"subject": "SV", "grade": "B", "counted": True}, {"subject": "EN"}],
    }
    assert text_of(content, "content", names) == (
        "Meritvärde: 237.5; Betyg: Ämne: SV; Betyg: B; Räknades: ja · Ämne: EN"
    )
