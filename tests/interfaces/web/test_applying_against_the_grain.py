"""What people do to the application's pages that nobody asked them to: old pages, too much, half answers, odd signs."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gemensam.domains.admissions.models import CalendarDate
from gemensam.domains.applications.inputs.content import Elsewhere, read
from gemensam.domains.applications.models import ApplicationSettings, Filing, Paper, Request
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.roles import Role
from gemensam.foundation.documents.attached import shown_name
from tests.factories.applying import JUNE, make_applying
from tests.factories.small_county import account
from tests.interfaces.web.test_application_pages import Visit, begun, sent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DUE = datetime(2027, 2, 8, 15, 0, tzinfo=UTC)
HEIC = b"\x00\x00\x00\x18ftypheix\x00\x00\x00\x00"


@pytest.fixture
def applicant() -> Visit:
    world = make_applying()
    return Visit(world, account(Role.PUPIL, None, person_id=world.pupil.pk))


def wish(applicant: Visit, number: int, do: str = "add"):
    """Write an education outside the county."""
    return applicant.post(
        applicant.path("utanfor-lanet"), do=do, programme="NA", school=f"Skola {number}", municipality="Umeå"
    )


def wishes(applicant: Visit) -> list[str]:
    """The schools that are wished for."""
    return [one.school for one in read(applicant.draft.content).elsewhere]


def test_wish_removed_on_a_page_that_has_grown_old_is_the_one_whose_button_was_pressed(applicant):
    begun(applicant, "TE")
    for number in (1, 2):
        wish(applicant, number)
    wish(applicant, 1, "remove")
    wish(applicant, 1, "remove")  # the other tab still shows it first
    assert wishes(applicant) == ["Skola 2"]


def test_wish_that_is_one_too_many_is_told_and_what_was_written_stays_on_the_page(applicant):
    begun(applicant, "TE")
    for number in range(10):
        wish(applicant, number)
    page = wish(applicant, 11)
    assert len(wishes(applicant)) == 10
    assert "Du har redan skrivit 10 utbildningar" in page.content.decode()
    assert 'value="Skola 11"' in page.content.decode()


def test_wish_that_is_written_and_not_added_is_kept_by_the_button_that_ends(applicant):
    begun(applicant, "TE")
    assert wish(applicant, 1, "done").url == applicant.path("utbildningar")
    empty = applicant.post(
        applicant.path("utanfor-lanet"), do="done", programme=" ", school="", municipality=""
    )
    assert (empty.url, wishes(applicant)) == (applicant.path("utbildningar"), ["Skola 1"])


def test_guardian_reads_an_application_with_wishes_only_as_sent_and_not_as_withdrawn(applicant):
    begun(applicant, "")
    wish(applicant, 1)
    sent(applicant)
    guardian = Visit(
        applicant.world, account(Role.GUARDIAN, None, person_id=applicant.world.guardian.pk), applicant.at
    )
    page = guardian.get(applicant.path("lasa")).content.decode()
    assert ("tillbakatagen" in page, "Skola 1" in page) == (False, True)


def test_choices_beyond_the_offices_number_are_told_where_they_are_made_and_not_sent(applicant):
    ApplicationSettings.objects.create(office=applicant.world.small.office, most_choices=2)
    begun(applicant, "TE VO")
    assert "Det går att söka 2" not in applicant.get(applicant.path("utbildningar")).content.decode()
    begun(applicant, "SA")
    for step in ("utbildningar", "granska"):
        page = applicant.get(applicant.path(step)).content.decode()
        assert ("Du har 3 val. Det går att söka 2" in page, "Skicka in ansökan" in page) == (True, False)


@pytest.mark.parametrize("values", [{"cancelled": True}, {"year": 2026}])
def test_education_that_nobody_can_apply_to_is_not_added_and_it_is_told(applicant, values):
    begun(applicant, "TE")
    Offering.objects.filter(pk=applicant.world.offerings["VO"].pk).update(**values)
    begun(applicant, "VO")
    page = applicant.get(applicant.path("utbildningar")).content.decode()
    assert applicant.order() == "TE"
    assert "går inte att söka i år" not in page  # told once, on the page that the press led to


def test_education_that_is_in_the_list_already_keeps_its_place(applicant):
    begun(applicant, "TE VO TE")
    assert applicant.order() == "TE VO"


def test_yes_about_a_choice_that_was_removed_since_is_told_before_sending(applicant):
    begun(applicant, "SA VO")
    about = [str(applicant.world.offerings["SA"].pk)]
    applicant.post(
        applicant.path("fragor/special_reasons"), version=applicant.draft.version, asked="yes", text="Skäl",
        offerings=about,
    )  # fmt: skip
    assert "svaret är inte färdigt" not in applicant.get(applicant.path("granska")).content.decode()
    applicant.post(
        applicant.path("utbildningar"), version=applicant.draft.version, do=f"remove:{about[0]}",
        order=[str(pk) for pk in applicant.world.ids("SA VO")],
    )  # fmt: skip
    assert "svaret är inte färdigt" in applicant.get(applicant.path("granska")).content.decode()
    sent(applicant)
    assert Request.objects.count() == 0


def test_choice_in_time_says_so_when_others_may_be_late(applicant):
    applicant.world.send("TE VO")
    assert "I tid" not in applicant.get(applicant.path("granska")).content.decode()
    applicant.at = JUNE
    begun(applicant, "SA")
    tags = applicant.get(applicant.path("utbildningar")).content.decode()
    assert (tags.count("I tid"), tags.count("Sent val")) == (2, 1)


@pytest.mark.parametrize(
    "number", ["070–123 45 67", "070\u00a0123\u00a045\u00a067", "070.123.45.67", "+46 70 123 45 67 "]
)
def test_number_as_a_telephone_writes_it_is_taken(applicant, number):
    applicant.post("/min-ansokan/borja/")
    page = applicant.post(
        applicant.path("uppgifter"), email="elev@example.invalid", phone=number,
        version=applicant.draft.version,
    )  # fmt: skip
    assert page.status_code == 302


def paper(applicant: Visit, content: bytes, name: str = "intyg.pdf"):
    """Put a paper to a question, and read the page that comes."""
    client = applicant.client
    return client.post(
        applicant.path("fragor/special_reasons"),
        {"do": "paper", "version": applicant.draft.version, "paper": SimpleUploadedFile(name, content)},
        follow=True,
    ).content.decode()


def test_pdf_that_may_ask_for_a_password_is_kept_and_told(applicant):
    begun(applicant, "SA")
    plain = paper(applicant, b"%PDF-1.7 trailer << /Root 1 0 R >>")
    locked = paper(applicant, b"%PDF-1.7 trailer << /Encrypt 5 0 R >>")
    assert ("lösenord" in plain, "låst med lösenord" in locked) == (False, True)
    assert Paper.objects.count() == 2


def test_picture_from_a_telephone_is_taken(applicant):
    begun(applicant, "SA")
    paper(applicant, HEIC, "IMG_0001.HEIC")
    assert Paper.objects.get().media_type == "image/heic"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/intyg.pdf", "intyg.pdf"),
        ("C:\\Mina filer\\intyg.pdf", "intyg.pdf"),
        ("läkare 🩺.pdf", "läkare 🩺.pdf"),
        ("intyg\u202efdp.exe", "intygfdp.exe"),
        ("a\nb\x00.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
        ("", "fil"),
    ],
)
def test_name_of_a_file_is_shown_without_what_hides_or_turns_it(name, shown):
    assert shown_name(name) == shown


def test_receipt_after_a_change_tells_what_changed_on_the_page_and_nothing_the_first_time(applicant):
    begun(applicant, "TE VO")
    first = applicant.get(sent(applicant)).content.decode()
    begun(applicant, "SA")
    second = applicant.get(sent(applicant)).content.decode()
    assert ("ändrat sedan förra gången" in first, "ändrat sedan förra gången" in second) == (False, True)
    assert "Nytt val: Program SA, Örgymnasiet. Det är val 3." in second
    paper_version = applicant.get(f"/ansokan/{applicant.draft.pk}/kvitto/2.pdf").content
    assert paper_version[:5] == b"%PDF-"


def test_receipt_that_a_newer_one_follows_says_so_and_links_to_the_newest(applicant):
    begun(applicant, "TE")
    first = sent(applicant)
    before, paper = applicant.get(first).content.decode(), applicant.get(f"{first[:-1]}.pdf").content
    again = applicant.get(f"{first[:-1]}.pdf").content
    for code in ("VO", "SA"):
        begun(applicant, code)
        newest = sent(applicant)
    after, last = (applicant.get(path).content.decode() for path in (first, newest))
    told = [
        ("Det finns ett nyare kvitto" in page, "Vad händer nu?" in page) for page in (before, after, last)
    ]
    assert told == [(False, True), (True, False), (False, True)]
    assert f'<a href="/ansokan/{applicant.draft.pk}/kvitto/3/">Läs det kvitto som gäller nu</a>' in after
    later = applicant.get(f"{first[:-1]}.pdf").content
    assert (again == paper, later == paper) == (True, False)  # the paper says it too


def test_text_with_signs_that_no_paper_can_show_is_sent_and_printed(applicant):
    begun(applicant, "TE")
    applicant.post(
        applicant.path("utanfor-lanet"), do="add", programme="NA \u202e\x07 “smart”", school="Skola\ufeff",
        municipality="Ume\u0301å",
    )  # fmt: skip
    sent(applicant)
    assert applicant.get(f"/ansokan/{applicant.draft.pk}/kvitto/1.pdf").content[:5] == b"%PDF-"


def test_form_that_lacks_everything_changes_nothing(applicant):
    begun(applicant, "TE")
    before = read(applicant.draft.content)
    for step in ("utbildningar", "utanfor-lanet", "uppgifter", "fragor/special_reasons", "skicka", "kasta"):
        assert applicant.post(applicant.path(step)).status_code in (200, 302, 409)
    after = read(applicant.draft.content)
    assert (after, Filing.objects.count()) == (before, 0)
    assert after.elsewhere == ()
    assert Elsewhere("", "", "") not in after.elsewhere
    assert applicant.draft.saved_at < datetime(2027, 2, 1, tzinfo=UTC)


def test_review_names_the_papers_that_go_with_a_yes_and_no_others(applicant):
    begun(applicant, "SA")
    paper(applicant, b"%PDF-1.7 1", "intyg.pdf")
    assert "intyg.pdf" not in applicant.get(applicant.path("granska")).content.decode()
    applicant.post(
        applicant.path("fragor/special_reasons"), version=applicant.draft.version, asked="yes", text="Mina skäl",
        offerings=[str(applicant.world.offerings["SA"].pk)],
    )  # fmt: skip
    page = applicant.get(applicant.path("granska")).content.decode()
    assert ("intyg.pdf" in page, "Mina skäl" in page) == (True, True)


def test_last_day_of_the_free_quota_is_told_before_and_after_it(applicant):
    CalendarDate.objects.create(
        office=applicant.world.small.office, year=2027, event="free_quota_due", at=DUE
    )
    begun(applicant, "SA")
    before = applicant.get(applicant.path("fragor/free_quota")).content.decode()
    applicant.at = JUNE
    after = applicant.get(applicant.path("fragor/free_quota")).content.decode()
    assert ("Skicka senast" in before, "Sista dagen var" in before) == (True, False)
    assert ("Skicka senast" in after, "Sista dagen var" in after) == (False, True)


def test_what_is_asked_for_is_sent_by_the_button_while_the_list_is_closed(applicant):
    CalendarDate.objects.create(
        office=applicant.world.small.office, year=2027, event="free_quota_due", at=DUE
    )
    begun(applicant, "SA")
    sent(applicant)
    applicant.at = datetime(2027, 2, 5, 10, 0, tzinfo=UTC)
    applicant.post(
        applicant.path("fragor/free_quota"), version=applicant.draft.version, asked="yes", text="Skäl",
        offerings=[str(applicant.world.offerings["SA"].pk)],
    )  # fmt: skip
    assert (
        "det du ber om, med bilagor, kan du skicka"
        in applicant.get(applicant.path("granska")).content.decode()
    )
    assert sent(applicant).endswith("/kvitto/2/")
    assert Request.objects.get().state == "asked"


def test_page_of_taking_back_is_for_who_may_send(applicant):
    ApplicationSettings.objects.create(office=applicant.world.small.office, guardians_edit=True)
    begun(applicant, "SA")
    sent(applicant)
    guardian = Visit(applicant.world, account(Role.GUARDIAN, None, person_id=applicant.world.guardian.pk))
    answers = [one.get(applicant.path("ta-tillbaka")).status_code for one in (applicant, guardian)]
    assert answers == [200, 403]
