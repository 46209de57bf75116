"""The menus as data: what, where to, and which permission lets it be seen."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu. Without permissions it is for everyone who sees the menu.

    ``visitors``: also for those who are logged out, though the staff do without.
    """

    label: str
    url_name: str
    permissions: frozenset[Permission] = frozenset()
    icon: str = ""
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a menu as one reader sees it."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int = 0
    count_label: str = ""


def _only(*permissions: Permission) -> frozenset[Permission]:
    return frozenset(permissions)


MAIN = (
    Entry(
        gettext_noop("Översikt"), "office_start", _only(Permission.ROUND_PREPARE, Permission.ROUND_APPROVE)
    ),
    Entry(
        gettext_noop("Min ansökan"),
        "my_application",
        _only(Permission.OWN_APPLICATION_WRITE, Permission.WARD_APPLICATION_READ),
    ),
    Entry(
        gettext_noop("Mina besked"),
        "my_results",
        _only(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ),
    ),
    Entry(gettext_noop("Utbildningar"), "offerings"),
    Entry(
        gettext_noop("Räkna meritvärde"),
        "simulator",
        _only(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ),
        visitors=True,
    ),
    Entry(gettext_noop("Utbud"), "supply", _only(Permission.OFFERING_CHANGE, Permission.ROUND_READ)),
    Entry(gettext_noop("Vägledning"), "my_talks", _only(Permission.GUIDANCE_BOOK)),
    Entry(gettext_noop("Mina elever"), "guided_pupils", _only(Permission.PUPIL_GUIDE)),
    Entry(gettext_noop("Samtalstider"), "guidance_week", _only(Permission.GUIDANCE_SLOT_PUBLISH)),
    Entry(gettext_noop("Metodbank"), "methods", _only(Permission.METHOD_READ)),
    Entry(
        gettext_noop("Vägledningen i siffror"),
        "guidance_statistics",
        _only(Permission.GUIDANCE_STATISTICS_READ),
    ),
    Entry(gettext_noop("Sökande"), "applicants", _only(Permission.APPLICANT_READ)),
    Entry(gettext_noop("Ärenden"), "requests", _only(Permission.REQUEST_READ)),
    Entry(gettext_noop("Inläsning"), "imports", _only(Permission.IMPORT_READ)),
    Entry(gettext_noop("Prisarbete"), "price_rounds", _only(Permission.PRICE_READ)),
    Entry(gettext_noop("Antagning"), "rounds", _only(Permission.ROUND_READ)),
    Entry(gettext_noop("Svar"), "replies", _only(Permission.REPLY_READ)),
    Entry(gettext_noop("Ersättning"), "settlement", _only(Permission.SETTLEMENT_READ)),
    Entry(gettext_noop("Granskning"), "audit_runs", _only(Permission.AUDIT_READ)),
    Entry(gettext_noop("Åtgärdslogg"), "audit_log", _only(Permission.AUDIT_READ)),
    Entry(gettext_noop("Konton"), "accounts", _only(Permission.ACCESS_READ)),
    Entry(gettext_noop("Jobb"), "jobs", _only(Permission.JOB_READ)),
)
USER = (
    Entry(gettext_noop("Mitt konto"), "my_account", icon="user"),
    Entry(gettext_noop("Mina uppgifter"), "my_data", icon="document"),
    Entry(
        gettext_noop("Begäran om rättelse"), "corrections", _only(Permission.CORRECTION_ANSWER), icon="pencil"
    ),
    Entry(gettext_noop("Byt roll"), "demo_roles", icon="users"),
    Entry(gettext_noop("Demons klocka"), "demo_clock", icon="clock"),
    Entry(gettext_noop("Säker inloggning"), "mfa_index", icon="lock"),
)
FOOTER = (
    Entry(gettext_noop("Om tjänsten"), "about"),
    Entry(gettext_noop("Öppna data"), "open_data"),
    Entry(gettext_noop("Prislistor"), "price_lists"),
    Entry(gettext_noop("Rätt pris"), "right_price"),
    Entry(gettext_noop("Kontrollera intyg"), "certificate_check"),
    Entry(gettext_noop("Tillgänglighet"), "accessibility"),
    Entry(gettext_noop("Kakor"), "cookies"),
    Entry(gettext_noop("Gallring"), "kept"),
    Entry(gettext_noop("Licenser"), "licences"),
)


def address_of(url_name: str) -> str:
    """The page's address, or nothing where this installation has no such page (the demo's role picker)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _link(entry: Entry, path: str = "") -> Link | None:
    url = address_of(entry.url_name)
    if not url:
        return None
    return Link(_(entry.label), url, entry.icon, current=bool(path) and path.startswith(url))


def _links(entries: tuple[Entry, ...], actor: Actor | None, path: str = "") -> tuple[Link, ...]:
    seen = (_link(entry, path) for entry in entries if _is_for(entry, actor))
    return tuple(link for link in seen if link is not None)


def _is_for(entry: Entry, actor: Actor | None) -> bool:
    if not entry.permissions or actor is None:
        return not entry.permissions
    visits = entry.visitors and actor.account_id is None
    return visits or any(actor.has(code) for code in entry.permissions)


def main_links(request: HttpRequest, actor: Actor) -> tuple[Link, ...]:
    """The main menu of this actor; the entry of the page being read is marked as current."""
    return _links(MAIN, actor, request.path)


def user_links(actor: Actor) -> tuple[Link, ...]:
    """The lines of the user's own menu, above log out."""
    return _links(USER, actor)


def footer_links() -> tuple[Link, ...]:
    """The lines of the footer, the same for everyone."""
    return _links(FOOTER, None)
