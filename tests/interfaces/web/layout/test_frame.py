"""The frame of every page: menus by role, look by organisation and choice, language, faults without data."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from gemensam.foundation.access.actors import ANONYMOUS, Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation
from gemensam.interfaces.web.home.doors import doors_for
from gemensam.interfaces.web.layout import errors
from gemensam.interfaces.web.layout.context import page_frame
from gemensam.interfaces.web.layout.navigation import FOOTER, MAIN, USER, address_of, main_links
from gemensam.interfaces.web.layout.themes import scheme_of, theme_of

LOCAL = {"host": "localhost"}


def actor(*roles: Role, organisation_id: object = None) -> Actor:
    """Someone with roles."""
    grants = tuple(Grant(role, organisation_id, date(2020, 1, 1)) for role in roles)
    return Actor(account_id=uuid4(), person_id=None, name="Åsa Maria Öberg", grants=grants)


def request_by(someone: Actor, path: str = "/", **cookies: str):
    """A request with an actor and cookies."""
    request = RequestFactory().get(path)
    request.actor = someone
    request.COOKIES.update(cookies)
    return request


@pytest.mark.parametrize("entry", [*MAIN, *USER, *FOOTER], ids=lambda entry: entry.url_name)
def test_every_menu_entry_leads_to_a_page(entry):
    assert reverse(entry.url_name).startswith("/")


def test_address_of_an_unknown_page_is_nothing():
    with pytest.raises(NoReverseMatch):
        reverse("no_such_page")
    assert address_of("no_such_page") == ""


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.PUPIL, ["Min ansökan", "Mina besked", "Utbildningar", "Räkna meritvärde", "Vägledning"]),
        (Role.GUARDIAN, ["Min ansökan", "Mina besked", "Utbildningar", "Räkna meritvärde", "Vägledning"]),
        (
            Role.OFFICE_OFFICER,
            [
                "Översikt",
                "Utbildningar",
                "Utbud",
                "Sökande",
                "Ärenden",
                "Inläsning",
                "Antagning",
                "Svar",
                "Jobb",
            ],
        ),
        (
            Role.COUNSELLOR,
            ["Utbildningar", "Mina elever", "Samtalstider", "Metodbank", "Vägledningen i siffror", "Sökande"],
        ),
        (Role.IT_ADMINISTRATOR, ["Utbildningar", "Konton", "Jobb"]),
        (
            Role.AUDITOR,
            [
                "Utbildningar",
                "Utbud",
                "Inläsning",
                "Prisarbete",
                "Antagning",
                "Granskning",
                "Åtgärdslogg",
                "Konton",
                "Jobb",
            ],
        ),
    ],
)
def test_main_menu_shows_what_the_role_may_open(role: Role, labels: list[str]):
    assert [link.label for link in main_links(request_by(actor(role)), actor(role))] == labels


def test_main_menu_logged_out_shows_what_is_public():
    assert [link.label for link in main_links(request_by(ANONYMOUS), ANONYMOUS)] == [
        "Utbildningar",
        "Räkna meritvärde",
    ]


def test_main_menu_marks_the_page_being_read_and_those_below_it():
    someone = actor(Role.OFFICE_OFFICER)
    marked = [
        [link.label for link in main_links(request_by(someone, path), someone) if link.current]
        for path in ("/antagning/", f"/antagning/{uuid4()}/kor/", "/")
    ]
    assert marked == [["Antagning"], ["Antagning"], []]


def test_frame_shows_name_initials_and_roles():
    frame = page_frame(request_by(actor(Role.ECONOMIST, Role.COUNSELLOR)))["frame"]
    assert (frame.user_name, frame.initials) == ("Åsa Maria Öberg", "ÅÖ")
    assert frame.roles == ("Studie- och yrkesvägledare", "Ekonom")


def test_frame_logged_out_has_no_name():
    frame = page_frame(request_by(ANONYMOUS))["frame"]
    assert (frame.user_name, frame.initials, frame.role_name, frame.roles) == ("", "", "", ())


def test_doors_of_the_start_page_follow_the_role():
    titles = [door.title for door in doors_for(actor(Role.COUNSELLOR))]
    assert titles == ["Mina elever", "Samtalstider", "Metodbank", "Sökande", "Utbildningar"]
    assert doors_for(ANONYMOUS) == []


@pytest.mark.parametrize(
    ("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("neon", "auto"), ("", "auto")]
)
def test_scheme_is_the_visitors_choice_or_auto(cookie: str, scheme: str):
    assert scheme_of(request_by(ANONYMOUS, utseende=cookie)) == scheme


def _organisation(code: str, kind: str = "school_unit") -> Organisation:
    unit = {"school_unit_code": "12345678"} if kind == "school_unit" else {}
    return Organisation.objects.create(
        display_name="Norra", organisation_type=kind, municipality_code=code, **unit
    )


@pytest.mark.django_db
def test_theme_is_the_municipalitys_of_the_readers_organisation():
    school = _organisation("2282")
    someone = actor(Role.COUNSELLOR, organisation_id=school.pk)
    assert theme_of(request_by(someone), someone) == "2282"


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "kind"), [("0180", "provider"), ("2281", "admissions_office")])
def test_theme_outside_the_county_or_of_the_office_is_the_countys(code: str, kind: str):
    someone = actor(Role.OFFICE_OFFICER, organisation_id=_organisation(code, kind).pk)
    assert theme_of(request_by(someone), someone) == "lan"


@pytest.mark.django_db
def test_theme_of_someone_who_works_for_two_municipalities_is_the_countys():
    ids = [_organisation(code, "provider").pk for code in ("2281", "2282")]
    grants = tuple(Grant(Role.ECONOMIST, pk, date(2020, 1, 1)) for pk in ids)
    someone = Actor(account_id=uuid4(), person_id=None, name="Test", grants=grants)
    assert theme_of(request_by(someone), someone) == "lan"


def test_theme_cookie_outside_the_demo_changes_nothing(settings):
    settings.DEMO = settings.DEBUG = False
    assert theme_of(request_by(ANONYMOUS, tema="2282"), ANONYMOUS) == "lan"


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("javascript", "auto")])
def test_appearance_is_remembered_when_known(chosen: str, kept: str):
    client = Client(headers=LOCAL)
    response = client.post("/val/utseende", {"scheme": chosen, "next": "/om/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/om/")
    assert f'data-color-scheme="{kept}"' in client.get("/om/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://example.invalid/", "//example.invalid", "", "javascript:alert(1)"]
)
def test_choice_never_leads_to_another_site(wanted: str):
    response = Client(headers=LOCAL).post("/val/sprak", {"language": "sv", "next": wanted})
    assert response.headers["Location"] == "/"


def test_choice_without_the_forms_token_is_refused():
    response = Client(headers=LOCAL, enforce_csrf_checks=True).post("/val/sprak", {"language": "en"})
    assert response.status_code == 403
    assert "Sidan har blivit för gammal" in response.content.decode()


def test_language_is_swedish_whatever_the_browser_asks_for():
    response = Client(headers={**LOCAL, "accept-language": "en-GB"}).get("/om/")
    assert '<html lang="sv"' in response.content.decode()
    assert response.headers["Content-Language"] == "sv"


@pytest.mark.parametrize(("chosen", "language"), [("en", "en"), ("de", "sv"), ("", "sv")])
def test_language_follows_the_visitors_choice_among_ours(chosen: str, language: str):
    client = Client(headers=LOCAL)
    client.post("/val/sprak", {"language": chosen})
    assert f'<html lang="{language}"' in client.get("/om/").content.decode()
    assert translation.get_language() == "sv"


def test_page_that_does_not_exist_says_so_in_the_frame():
    response = Client(headers=LOCAL).get("/finns-inte/201001012382")
    text = response.content.decode()
    assert response.status_code == 404
    assert "Sidan finns inte" in text
    assert "<main" in text


def test_broken_page_is_drawn_without_request_database_or_facts():
    response = errors.broken(SimpleNamespace())
    text = response.content.decode()
    assert response.status_code == 500
    assert "Något gick fel" in text
    assert "Traceback" not in text


def test_refused_page_says_nothing_about_what_was_asked_for():
    request = request_by(ANONYMOUS, "/sokande/hemlig")
    request.session = {}
    response = errors.refused(request, PermissionError("hemlig"))
    assert response.status_code == 403
    assert "hemlig" not in response.content.decode().replace('value="/sokande/hemlig"', "")


@pytest.mark.parametrize("path", ["/", "/om/", "/om/licenser", "/tillganglighetsredogorelse"])
def test_public_page_has_a_policy_without_exceptions(path: str, db: None):
    response = Client(headers=LOCAL).get(path)
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_licences_page_names_every_vendored_package():
    text = Client(headers=LOCAL).get("/om/licenser").content.decode()
    named = [name for name in ("echarts", "@digdir/designsystemet-css", "Django", "numpy") if name in text]
    assert named == ["echarts", "@digdir/designsystemet-css", "Django", "numpy"]
