"""The method bank: share, change, attach, use, report, withdraw, hide."""

import io
import zipfile
from uuid import uuid4

import pytest

from gemensam.domains.guidance.inputs.method_text import MethodText
from gemensam.domains.guidance.models import Method, MethodReport, MethodUse
from gemensam.domains.guidance.queries.methods import (
    MethodFilter,
    attachment,
    method,
    methods,
    reported,
    tags,
)
from gemensam.domains.guidance.services.attach_to_method import AttachmentRefused, attach_to_method
from gemensam.domains.guidance.services.change_method import change_method
from gemensam.domains.guidance.services.moderate_method import moderate_method
from gemensam.domains.guidance.services.report_method import report_method
from gemensam.domains.guidance.services.share_method import share_method
from gemensam.domains.guidance.services.tell_method_use import tell_method_use
from gemensam.domains.guidance.services.withdraw_method import withdraw_method
from gemensam.domains.guidance.states import TransitionRefused
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.roles import Role
from tests.factories.guidance import School, make_school
from tests.factories.small_round import AT, staff

pytestmark = pytest.mark.django_db
CARDS = MethodText(
    "Yrkeskort", "Kort att sortera i grupp.", "Lägg korten.\n\n- Ett\n- Två", ("grupp", "årskurs 8")
)
PDF = b"%PDF-1.7 text"


def office_file(*names: str) -> bytes:
    """A packed file that holds the names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.fixture
def school(db: None) -> School:
    return make_school(applicants=1)


@pytest.fixture
def shared(school: School) -> Method:
    return share_method(actor=school.counsellor, method_id=uuid4(), content=CARDS, at=AT)


@pytest.fixture
def coordinator(school: School) -> Actor:
    return staff(Role.NETWORK_COORDINATOR, school.small.school.parent, "Samordnare")


def test_share_method_twice_shares_once_and_all_counsellors_read_it(school: School):
    number = uuid4()
    for _press in range(2):
        share_method(actor=school.counsellor, method_id=number, content=CARDS, at=AT)
    found = methods(school.other_counsellor, narrow=MethodFilter())
    assert [(one.title, one.municipality_code) for one in found] == [("Yrkeskort", "2281")]
    with pytest.raises(PermissionDenied):
        share_method(
            actor=staff(Role.SCHOOL_HEAD, school.small.feeder), method_id=uuid4(), content=CARDS, at=AT
        )
    assert list(methods(staff(Role.SCHOOL_HEAD, school.small.feeder), narrow=MethodFilter())) == []


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        (MethodFilter(text="sortera"), 1), (MethodFilter(text="ÅRSKURS"), 1), (MethodFilter(text="telefon"), 0),
        (MethodFilter(tag="grupp"), 1), (MethodFilter(tag="gru"), 0), (MethodFilter(mine=True), 0),
    ],
)  # fmt: skip
def test_methods_narrowed_by_words_and_tags(school: School, shared: Method, narrow: MethodFilter, found: int):
    assert methods(school.other_counsellor, narrow=narrow).count() == found
    assert tags(school.other_counsellor) == ["grupp", "årskurs 8"]


def test_change_method_keeps_the_earlier_version_and_refuses_what_has_moved_on(
    school: School, shared: Method
):
    newer = MethodText("Yrkeskort", "Nytt.", "Ny text", ())
    change_method(actor=school.counsellor, method_id=shared.pk, number=1, content=newer, at=AT)
    change_method(
        actor=school.counsellor, method_id=shared.pk, number=1, content=newer, at=AT
    )  # a double press
    view = method(school.counsellor, shared.pk)
    assert [number for number, _by, _at in view.versions] == [2, 1]
    with pytest.raises(TransitionRefused):
        change_method(actor=school.counsellor, method_id=shared.pk, number=1, content=CARDS, at=AT)
    with pytest.raises(PermissionDenied):
        change_method(actor=school.other_counsellor, method_id=shared.pk, number=2, content=CARDS, at=AT)


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [
        ("Kort.exe", PDF, "Kort.pdf"),
        ("../../bild", b"\x89PNG\r\n\x1a\n", "bild.png"),
        ("plan.docx", office_file("[Content_Types].xml", "word/document.xml"), "plan.docx"),
    ],
)
def test_attach_to_method_is_named_by_what_it_is(
    school: School, shared: Method, name: str, content: bytes, stored: str
):
    for _press in range(2):
        attach_to_method(actor=school.counsellor, method_id=shared.pk, name=name, content=content, at=AT)
    (file,) = method(school.other_counsellor, shared.pk).attachments
    assert file.name == stored
    assert attachment(school.other_counsellor, file.pk)[1] == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ program", "unknown_type"),
        (b"<svg onload=1>", "unknown_type"),
        (office_file("word/document.xml", "word/vbaProject.bin"), "macros"),
        (office_file("x.txt"), "unknown_type"),
        (PDF + b" " * (10 * 1024 * 1024), "too_large"),
    ],
)
def test_attach_to_method_of_an_unfit_file_is_refused(
    school: School, shared: Method, content: bytes, code: str
):
    with pytest.raises(AttachmentRefused, match=code):
        attach_to_method(actor=school.counsellor, method_id=shared.pk, name="a.pdf", content=content, at=AT)


def test_tell_method_use_is_one_line_per_school_and_only_for_ones_own(school: School, shared: Method):
    for comment in ("Bra", "Bättre"):
        tell_method_use(
            actor=school.other_counsellor, method_id=shared.pk, organisation_id=school.other.pk, uses=True,
            comment=comment, at=AT,
        )  # fmt: skip
    assert [one.comment for one in MethodUse.objects.all()] == ["Bättre"]
    with pytest.raises(PermissionDenied):
        tell_method_use(
            actor=school.other_counsellor, method_id=shared.pk, organisation_id=school.small.feeder.pk,
            uses=True, comment="", at=AT,
        )  # fmt: skip


def test_report_is_settled_by_the_coordinator_who_hides_the_method(
    school: School, shared: Method, coordinator: Actor
):
    for _press in range(2):
        report_method(actor=school.other_counsellor, method_id=shared.pk, reason="Elevnamn i texten", at=AT)
    assert (MethodReport.objects.count(), reported(school.counsellor)) == (1, [])
    assert [one.pk for one in reported(coordinator)] == [shared.pk]
    assert method(school.counsellor, shared.pk).reports == ()
    with pytest.raises(PermissionDenied):
        moderate_method(actor=school.counsellor, method_id=shared.pk, hide=True, at=AT)
    moderate_method(actor=coordinator, method_id=shared.pk, hide=True, at=AT)
    with pytest.raises(Method.DoesNotExist):
        method(school.other_counsellor, shared.pk)
    with pytest.raises(TransitionRefused):
        withdraw_method(actor=school.counsellor, method_id=shared.pk, again=True, at=AT)
    moderate_method(actor=coordinator, method_id=shared.pk, hide=False, at=AT)
    assert method(school.other_counsellor, shared.pk).method.title == "Yrkeskort"


def test_withdraw_method_by_its_author_hides_it_until_shared_again(school: School, shared: Method):
    withdraw_method(actor=school.counsellor, method_id=shared.pk, again=False, at=AT)
    assert list(methods(school.other_counsellor, narrow=MethodFilter())) == []
    assert methods(school.counsellor, narrow=MethodFilter()).count() == 1
    withdraw_method(actor=school.counsellor, method_id=shared.pk, again=True, at=AT)
    assert methods(school.other_counsellor, narrow=MethodFilter()).count() == 1
