"""What was written is not lost with the log-in: it is shown to be copied, and the way leads back to the form."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
FORM = "/min-ansokan/borja/"
TEXT = "Jag var sjuk <b>hela</b> vårterminen"


def test_text_sent_after_the_log_in_ended_is_shown_and_the_way_leads_back():
    answer = Client().post(
        FORM, {"text": TEXT, "asked": "yes", "password": "ett hemligt lösenord med ord"},
        HTTP_REFERER="http://testserver/ansokan/1/fragor/free_quota/?x=1",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 401
    assert answer.context["words"] == [TEXT]
    assert "Jag var sjuk &lt;b&gt;hela" in page
    assert "?next=/ansokan/1/fragor/free_quota/%3Fx%3D1" in page


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/min-ansokan/", "/min-ansokan/"),
        ("http://evil.example/min-ansokan/", "/"),
        ("", "/"),
    ],
)
def test_form_without_texts_leads_to_the_log_in_and_back_to_where_it_stood(referer, back):
    answer = Client().post(FORM, {"asked": "yes"}, HTTP_REFERER=referer)
    assert (answer.status_code, answer["Location"]) == (302, f"/konto/login/?next={back}")


def test_text_on_a_page_too_old_to_be_taken_is_shown():
    answer = Client(enforce_csrf_checks=True).post(FORM, {"text": TEXT})
    assert (answer.status_code, answer.context["words"]) == (403, [TEXT])
