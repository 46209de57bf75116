"""Every text of the pages and messages that pupils, guardians and the public meet, with where it stands.

A file of these areas that is not named as the staff's is taken to be theirs, so that a new page is found by itself.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[4] / "src" / "gemensam"
WEB = SOURCE / "interfaces" / "web"
MESSAGES = SOURCE / "foundation" / "messaging" / "templates" / "messaging"

STAFF = {
    "about": {"findings.py"},
    "access": {"account.html", "account_changes.html", "accounts.html", "demo.py", "demo_clock.html", "demo_clock.py",
               "demo_roles.html", "forms.py", "new_account.html", "views.py"},
    "applications": {"deciding.py", "listing.py", "register.html", "registration.html", "registration_forms.py",
                     "registrations.html", "registrations.py", "request.html", "requests.html", "settings.html",
                     "wishes.html"},
    "catalogue": set(),
    "guidance": {"feed.html", "handovers.html", "login_letters.typ", "method.html", "method_block.html", "method_form.html",
                 "method_forms.py", "method_line.html", "method_listing.py", "method_side.html", "method_steps.py",
                 "methods.html", "methods.py", "one_pupil.py", "overview.html", "publish.html", "pupil.html",
                 "pupil_choices.html", "pupil_figures.py", "pupil_forms.py", "pupil_grades.html", "pupil_listing.py",
                 "pupil_notes.html", "pupil_steps.py", "pupils.html", "pupils.py", "slot.html", "slot_forms.py", "slots.py",
                 "statistics.html", "statistics.py", "week.html", "weeks.py"},
    "home": {"doors.py"},  # staff's doors too: those of pupils are written out in ``OWN_DOORS``
    "privacy": {"correction.html", "corrections.html", "listing.py", "terms.html"},
    "replies": {"changed.html", "coming.html", "letter.py", "listing.py", "no_replies.html", "office.py", "office_words.py",
                "overview.html", "people.html", "people.py", "pictures.py", "terms.html", "forms.py"},
    "results": set(),
    "simulator": set(),
}  # fmt: skip
TO_STAFF = {
    "approval_requested", "guardian_not_confirmed", "import_finished", "job_failed", "price_list_waits",
    "price_report_due", "price_report_late", "price_report_returned", "price_report_waits", "price_round_opened",
    "pupil_handed_over", "several_places_office", "transfer_awaited", "transfer_overdue",
}  # fmt: skip
# Of what all areas share, only what a pupil's page shows; the rest is words of lists and imports.
SHARED = ("broken.html", "chance_words.py", "footer.html", "header.html", "not_found.html", "reason_words.py",
          "refused.html", "stale_form.html", "user_menu.html")  # fmt: skip

_TRANSLATE = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_ARGUMENT = re.compile(
    r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)"""
)  # of a filter: |default:_("Alla")
_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def in_template(text: str) -> Iterator[str]:
    """The msgids of a template, as the template engine asks for them."""
    for pattern in (_TRANSLATE, _ARGUMENT):
        for found in pattern.finditer(text):
            yield found[1] or found[2] or ""
    for found in _BLOCK.finditer(text):
        for part in _PLURAL.split(found[2]):
            told = _VARIABLE.sub(r"%(\1)s", part.replace("%", "%%"))
            yield (
                " ".join(line.strip() for line in told.strip().splitlines())
                if "trimmed" in found[1]
                else told
            )


def in_code(text: str) -> Iterator[str]:
    """The msgids of a module. One that does not name gettext has none, and is not parsed."""
    if "gettext" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
            for one in node.args:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def files() -> Iterator[Path]:
    """The files whose texts pupils, guardians and the public meet."""
    for area, staff in STAFF.items():
        yield from (path for path in area_files(area) if path.name not in staff)
    yield from (path for path in sorted(MESSAGES.glob("*.txt")) if path.stem not in TO_STAFF)
    yield from (WEB / "layout" / name for name in SHARED)


def every_file() -> Iterator[Path]:
    """Every file that may hold a text that someone reads, whichever band it is in."""
    return (
        path
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in {".html", ".py", ".txt"} and "locale" not in path.parts
    )


def area_files(area: str) -> Iterator[Path]:
    """Every file of an area, the staff's too."""
    return (
        path
        for path in sorted((WEB / area).rglob("*"))
        if path.suffix in {".html", ".py", ".txt", ".typ"} and "locale" not in path.parts
    )


def texts(paths: Iterable[Path]) -> dict[str, str]:
    """Msgid → the file where it stands first."""
    found: dict[str, str] = {}
    for path in paths:
        read = in_code if path.suffix == ".py" else in_template
        for text in read(path.read_text(encoding="utf-8")):
            if text:
                found.setdefault(text, str(path.relative_to(SOURCE)))
    return found


def pupil_texts() -> dict[str, str]:
    """What pupils, guardians and the public meet."""
    return texts(files())
