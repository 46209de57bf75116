"""What the page frame needs on every page: the look, the name, the menus."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.foundation.access.actors import ANONYMOUS, Actor
from gemensam.foundation.access.roles import ROLES
from gemensam.interfaces.web.layout.navigation import Link, footer_links, main_links, user_links
from gemensam.interfaces.web.layout.themes import scheme_of, theme_of

_COLOR_SCHEME = {"light": "light", "dark": "dark", "auto": "light dark"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that header, footer and the document's head show."""

    service_name: str
    owner_name: str
    language: str
    scheme: str
    theme: str
    navigation: tuple[Link, ...]
    user_links: tuple[Link, ...]
    footer: tuple[Link, ...]
    user_name: str
    roles: tuple[str, ...]

    @property
    def theme_file(self) -> str:
        """The theme's style sheet, as a path for ``{% static %}``."""
        return f"gemensam/vendor/themes/{self.theme}.css"

    @property
    def color_scheme(self) -> str:
        """The value of the document's color-scheme: what the browser paints before the style sheets come."""
        return _COLOR_SCHEME[self.scheme]

    @property
    def role_name(self) -> str:
        """The first role's name, shown under the user's name."""
        return self.roles[0] if self.roles else ""

    @property
    def initials(self) -> str:
        """At most two letters of the user's name."""
        words = self.user_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _role_names(actor: Actor) -> tuple[str, ...]:
    return tuple(str(definition.name) for role, definition in ROLES.items() if role in actor.roles())


def page_frame(request: HttpRequest) -> dict[str, object]:
    """The frame of the page, and the actor for what the page itself asks."""
    actor = getattr(request, "actor", ANONYMOUS)
    frame = Frame(
        service_name=_("Gymnasieantagningen"),
        owner_name=_("Länets kommuner tillsammans"),
        language=get_language() or "sv",
        scheme=scheme_of(request),
        theme=theme_of(request, actor),
        navigation=main_links(request, actor),
        user_links=user_links(actor),
        footer=footer_links(),
        user_name=(actor.name or _("Inloggad")) if actor.account_id else "",
        roles=_role_names(actor),
    )
    return {"actor": actor, "frame": frame, "demo": settings.DEMO}
