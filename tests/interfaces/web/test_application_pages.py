"""The applicant's pages without a browser and without scripts: every way is a form, and nothing is lost."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.models import Choice, Grade
from gemensam.domains.applications.inputs.content import Answer, read
from gemensam.domains.applications.models import (
    ApplicationSettings,
    Draft,
    Filing,
    GuardianConfirmation,
    Paper,
)
from gemensam.domains.catalogue.models import PastCutOff
from gemensam.domains.catalogue.study_paths import path_key
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from tests.factories.applying import DATES, JANUARY, JUNE, Applying, make_applying
from tests.factories.small_county import account
from tests.factories.small_round import COMPULSORY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass
class Visit:
    """Someone logged in, at a moment."""

    world: Applying
    account: Account
    at: datetime = JANUARY

    def get(self, path: str):
        """Read a page."""
        with time_machine.travel(self.at, tick=False):
            return self.client.get(path)

    def post(self, path: str, **values: object):
        """Send a form."""
        with time_machine.travel(self.at, tick=False):
            return self.client.post(path, values)

    @property
    def client(self) -> Client:
        """A browser that has just logged in: months may have passed."""
        client = Client()
        client.force_login(self.account)
        return client

    @property
    def draft(self) -> Draft:
        """The one draft."""
        return Draft.objects.get()

    def path(self, step: str) -> str:
        """A page of the draft."""
        return f"/ansokan/{self.draft.pk}/{step}/"

    def order(self) -> str:
        """The saved list."""
        return self.world.codes(read(self.draft.content).choices)


@pytest.fixture
def pupil() -> Visit:
    world = make_applying()
    return Visit(world, account(Role.PUPIL, None, person_id=world.pupil.pk))


@pytest.fixture
def guardian(pupil: Visit) -> Visit:
    return Visit(pupil.world, account(Role.GUARDIAN, None, person_id=pupil.world.guardian.pk))


def begun(pupil: Visit, codes: str) -> None:
    """Contact given and choices added, as a browser does it."""
    pupil.post("/min-ansokan/borja/")
    pupil.post(pupil.path("uppgifter"), email="elev@example.invalid", version=pupil.draft.version)
    for code in codes.split():
        pupil.post(f"/min-ansokan/lagg-till/{pupil.world.offerings[code].pk}/")


def sent(pupil: Visit) -> str:
    """Send what the review page holds; where it led."""
    page = pupil.get(pupil.path("granska")).content.decode()
    values = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("version", "key")}
    return pupil.post(pupil.path("skicka"), **values).url


def test_pupil_from_first_press_to_receipt_by_forms_alone(pupil):
    begun(pupil, "TE VO")
    receipt = sent(pupil)
    page = pupil.get(receipt).content.decode()
    assert Filing.objects.get().receipt in page
    paper = pupil.get(receipt[:-1] + ".pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize(
    ("press", "left"),
    [("up:VO", "VO TE SA"), ("down:TE", "VO TE SA"), ("up:TE", "TE VO SA"), ("remove:VO", "TE SA")],
)
def test_button_beside_a_choice_moves_it_one_step(pupil, press, left):
    begun(pupil, "TE VO SA")
    move, _colon, code = press.partition(":")
    pupil.post(
        pupil.path("utbildningar"), version=pupil.draft.version, do=f"{move}:{pupil.world.offerings[code].pk}",
        order=[str(pk) for pk in pupil.world.ids("TE VO SA")],
    )  # fmt: skip
    assert pupil.order() == left


def test_order_sent_by_dragging_is_kept_and_foreign_offerings_are_not(pupil):
    begun(pupil, "TE VO")
    pupil.post(
        pupil.path("utbildningar"), version=pupil.draft.version,
        order=[str(pk) for pk in (*pupil.world.ids("VO BA TE"), uuid4())],
    )  # fmt: skip
    assert pupil.order() == "VO TE"


def test_same_list_changed_in_two_tabs_shows_both_and_keeps_the_one_chosen(pupil):
    begun(pupil, "TE VO SA")
    version = pupil.draft.version
    first = [str(pk) for pk in pupil.world.ids("VO TE SA")]
    second = [str(pk) for pk in pupil.world.ids("SA TE")]
    pupil.post(pupil.path("utbildningar"), version=version, order=first)
    answer = pupil.post(pupil.path("utbildningar"), version=version, order=second)
    assert answer.status_code == 409
    shown = [(one.title, len(one.lines)) for one in answer.context["versions"]]
    assert [count for _title, count in shown] == [2, 3]  # both ihop is the same as what was saved
    assert pupil.order() == "VO TE SA"
    mine = answer.context["versions"][0]
    values = {"order": [value for name, value in mine.fields if name == "order"], "do": "keep"}
    pupil.post(pupil.path("utbildningar"), version=answer.context["version"], **values)
    assert pupil.order() == "SA TE"


def test_late_choices_are_told_before_anything_is_sent(pupil):
    pupil.world.send("TE VO SA")
    pupil.at = JUNE
    pupil.post(
        pupil.path("utbildningar"), version=pupil.draft.version,
        order=[str(pk) for pk in pupil.world.ids("VO SA TE")],
    )  # fmt: skip
    lines = pupil.get(pupil.path("granska")).context["overview"].lines
    assert [line.late for line in lines] == [True, True, False]
    assert Choice.objects.filter(late=True).count() == 0
    sent(pupil)
    assert Choice.objects.filter(late=True).count() == 2


def test_application_closed_can_be_written_and_not_sent(pupil):
    pupil.at = DATES["application_closes"].replace(day=3)
    begun(pupil, "TE")
    page = pupil.get(pupil.path("granska"))
    assert "Skicka in ansökan" not in page.content.decode()
    assert pupil.order() == "TE"


def test_contact_with_faults_says_all_of_them_and_keeps_what_was_written(pupil):
    pupil.post("/min-ansokan/borja/")
    answer = pupil.post(pupil.path("uppgifter"), email="elev", phone="ring mig", version=pupil.draft.version)
    page = answer.content.decode()
    assert sorted(answer.context["form"].errors) == ["email", "phone"]
    assert 'value="elev"' in page
    assert 'value="ring mig"' in page


def test_question_says_of_what_a_yes_needs_when_it_is_filled_in_and_not_that_it_is_optional(pupil):
    begun(pupil, "SA")
    page = pupil.get(pupil.path("fragor/free_quota")).content.decode()
    assert (page.count("(fylls i om du svarar ja)"), page.count("(valfritt)")) == (2, 1)  # 1: the papers


def test_answer_changed_from_the_review_leads_straight_back_to_it(pupil):
    begun(pupil, "SA VO")
    review = pupil.path("granska")
    for step, values in (
        ("uppgifter", {"email": "ny@example.invalid"}), ("fragor/free_quota", {"asked": "no"}),
    ):  # fmt: skip
        address = f"{pupil.path(step)}?granska"
        assert f'href="{address}"' in pupil.get(review).content.decode()
        there = pupil.post(address, version=pupil.draft.version, **values).url
        onward = pupil.post(
            pupil.path(step), version=pupil.draft.version, **values
        ).url  # the control: on, as before
        assert (there, onward == review) == (review, False)


def test_two_versions_met_from_the_review_lead_back_to_it(pupil):
    begun(pupil, "SA VO")
    stale = pupil.draft.version
    pupil.post(pupil.path("uppgifter"), version=stale, email="annan@example.invalid")
    shown = [
        pupil.post(f"{pupil.path('uppgifter')}{question}", version=stale, email="ny@example.invalid")
        for question in ("?granska", "")
    ]
    address = pupil.path("uppgifter")
    assert [page.status_code for page in shown] == [409, 409]
    assert [f'action="{address}?granska"' in page.content.decode() for page in shown] == [True, False]
    assert f'action="{address}"' in shown[1].content.decode()


def test_paper_is_added_without_losing_what_is_being_written(pupil):
    begun(pupil, "SA")
    from django.core.files.uploadedfile import SimpleUploadedFile

    pupil.post(
        pupil.path("fragor/free_quota"), version=pupil.draft.version, do="paper", asked="yes", text="Jag var sjuk",
        offerings=[str(pupil.world.offerings["SA"].pk)], paper=SimpleUploadedFile("intyg.pdf", b"%PDF-1.7"),
    )  # fmt: skip
    assert Paper.objects.get().name == "intyg.pdf"
    assert read(pupil.draft.content).answer("free_quota").text == "Jag var sjuk"
    address = f"/ansokan/{pupil.draft.pk}/bilaga/{Paper.objects.get().pk}/"
    assert f'href="{address}"' in pupil.get(pupil.path("fragor/free_quota")).content.decode()
    file = pupil.get(address)
    assert (file["Content-Type"], file["Content-Disposition"].split(";")[0]) == (
        "application/pdf",
        "attachment",
    )
    assert b"".join(file) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("text", "offerings", "status", "kept"),
    [("", [], 302, Answer(asked=True)), ("x" * 4_001, ["SA"], 200, Answer())],
    ids=["nothing written yet", "too long to keep"],
)
def test_paper_before_the_answer_is_whole_is_kept_and_nothing_is_lost(pupil, text, offerings, status, kept):
    begun(pupil, "SA")
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = pupil.post(
        pupil.path("fragor/free_quota"), version=pupil.draft.version, do="paper", asked="yes", text=text,
        offerings=[str(pupil.world.offerings[code].pk) for code in offerings],
        paper=SimpleUploadedFile("intyg.pdf", b"%PDF-1.7"),
    )  # fmt: skip
    assert (page.status_code, Paper.objects.get().name) == (status, "intyg.pdf")
    assert read(pupil.draft.content).answer("free_quota") == kept
    assert text in page.content.decode()
    whole = "svaret är inte färdigt" not in pupil.get(pupil.path("granska")).content.decode()
    assert whole is (kept.asked is None)


@pytest.mark.parametrize("content", [b"MZ\x90\x00 program", b"", b"PK\x03\x04 docx"])
def test_file_that_is_no_paper_is_refused_with_the_answer_kept(pupil, content):
    begun(pupil, "SA")
    from django.core.files.uploadedfile import SimpleUploadedFile

    pupil.post(
        pupil.path("fragor/special_reasons"), version=pupil.draft.version, do="paper", asked="yes", text="Skäl",
        offerings=[str(pupil.world.offerings["SA"].pk)], paper=SimpleUploadedFile("intyg.pdf", content),
    )  # fmt: skip
    assert (Paper.objects.count(), read(pupil.draft.content).answer("special_reasons").text) == (0, "Skäl")


@pytest.mark.parametrize("words", ["te", "progam TE", "Örgymnasiet"])
def test_search_of_the_list_finds_as_the_catalogue_does(pupil, words):
    begun(pupil, "VO")
    page = pupil.get(pupil.path("utbildningar") + "?" + urlencode({"sok": words})).content.decode()
    assert f"/lagg-till/{pupil.world.offerings['TE'].pk}/" in page


def test_guardian_reads_what_was_sent_and_confirms_where_the_office_asks(pupil, guardian):
    pupil.world.send("TE")
    path = f"/ansokan/{pupil.draft.pk}/lasa/"
    assert "Jag har läst ansökan" not in guardian.get(path).content.decode()
    ApplicationSettings.objects.create(office=pupil.world.small.office, guardians_confirm=True)
    assert "Jag har läst ansökan" in guardian.get(path).content.decode()
    for _press in range(2):
        guardian.post(f"/ansokan/{pupil.draft.pk}/bekrafta/1/")
    assert GuardianConfirmation.objects.count() == 1


def test_guardian_begins_writes_and_hands_over_and_the_pupil_takes_over_and_sends(pupil, guardian):
    child = pupil.world.pupil.pk
    assert guardian.post(f"/ansokan/borja-for/{child}/").status_code == 403
    ApplicationSettings.objects.create(office=pupil.world.small.office, guardians_edit=True)
    assert "Börja skriva ansökan" in guardian.get("/min-ansokan/").content.decode()
    assert guardian.post(f"/ansokan/borja-for/{child}/").url == pupil.path("uppgifter")
    guardian.post(pupil.path("uppgifter"), email="elev@example.invalid", version=1)
    for code in ("TE", "VO"):
        add = f"/ansokan/{pupil.draft.pk}/lagg-till/{pupil.world.offerings[code].pk}/"
        assert add in guardian.get(pupil.path("utbildningar") + f"?sok={code}").content.decode()
        guardian.post(add)
    assert pupil.order() == "TE VO"
    review = guardian.get(pupil.path("granska")).content.decode()
    assert ("Du skriver åt Elin Prov" in review, "Skicka in ansökan" in review) == (True, False)
    assert guardian.post(pupil.path("lamna-over")).url == pupil.path("lasa")
    mine = pupil.get("/min-ansokan/").content.decode()
    assert ("En vårdnadshavare har skrivit" in mine, "Vera Prov" in mine) == (True, True)
    pupil.post(pupil.path("ta-over"))
    assert guardian.get(pupil.path("granska")).status_code == 404
    assert "/kvitto/1/" in sent(pupil)


def test_question_that_the_pupil_has_answered_is_not_shown_to_a_guardian(pupil, guardian):
    ApplicationSettings.objects.create(office=pupil.world.small.office, guardians_edit=True)
    begun(pupil, "TE")
    assert guardian.get(pupil.path("uppgifter")).url == pupil.path("utbildningar")
    assert "elev@example.invalid" not in guardian.get(pupil.path("granska")).content.decode()
    assert "elev@example.invalid" in pupil.get(pupil.path("granska")).content.decode()


def test_application_of_the_register_is_taken_up_as_sent(pupil):
    pupil.world.send("TE VO")
    Filing.objects.all().delete()
    Draft.objects.all().delete()
    assert "Program TE" in pupil.get("/min-ansokan/").content.decode()
    pupil.post("/min-ansokan/borja/")
    assert (pupil.draft.state, pupil.order()) == ("sent", "TE VO")


def test_page_of_the_list_asks_as_many_questions_for_four_choices_as_for_two(pupil):
    begun(pupil, "TE VO")
    counts = []
    for more in ("", "SA BA"):
        for code in more.split():
            pupil.post(f"/min-ansokan/lagg-till/{pupil.world.offerings[code].pk}/")
        pupil.get(pupil.path("utbildningar"))
        with CaptureQueriesContext(connection) as asked:
            pupil.get(pupil.path("utbildningar"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_list_that_no_year_has_reached_is_warned_about_and_can_be_sent(pupil):
    """Scenario 25: cut-offs 285, 270 and 265 against a merit of 230."""
    world = pupil.world
    Grade.objects.bulk_create(
        Grade(
            person=world.pupil,
            subject=subject,
            grade="C" if place < 12 else "D",
            registered_at=DATES["application_opens"],
        )
        for place, subject in enumerate(COMPULSORY)
    )
    codes = ("TE", "VO", "SA")
    for code, lowest in zip(codes, (285, 270, 265), strict=True):
        one = world.offerings[code]
        for year in (2024, 2025, 2026):
            PastCutOff.objects.create(
                school_unit=one.school_unit, study_path=path_key(one.study_path, one.programme),
                programme=one.programme, offering_code=one.code, year=year, lowest=lowest, source="imported",
            )  # fmt: skip
    begun(pupil, " ".join(codes))
    page = pupil.get(pupil.path("granska"))
    assert page.context["overview"].risk.none_reached
    assert "Listan kan sluta utan plats" in page.content.decode()
    assert "/vagledning/boka/" in page.content.decode()
    assert "/kvitto/1/" in sent(pupil)
