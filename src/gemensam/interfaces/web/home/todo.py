"""What waits for a counsellor, on the start page: the next talk, hand-overs, and who has not applied."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.guidance.queries import notes, pupils, talks
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.formats import datetime_sv


def counsellors_todo(actor: Actor, *, at: datetime) -> list[dict[str, object]] | None:
    """The lines, in the order of the day; None for one who guides nobody, who sees no such list."""
    if not actor.has(Permission.PUPIL_GUIDE):
        return None
    return [*_next_talk(actor, at), *_handovers(actor), *_not_applied(actor, at)]


def _next_talk(actor: Actor, at: datetime) -> list[dict[str, object]]:
    slot = talks.next_talk(actor, at=at) if actor.has(Permission.GUIDANCE_SLOT_PUBLISH) else None
    if slot is None:
        return []
    title = _("Nästa samtal: %(when)s") % {"when": datetime_sv(slot.starts_at)}
    return [{"title": title, "text": slot.pupil_name, "url": reverse("guidance_slot", args=[slot.id])}]


def _handovers(actor: Actor) -> list[dict[str, object]]:
    count = notes.handovers_waiting(actor)
    if not count:
        return []
    title = _("Elever som har lämnats över till dig")
    return [{"title": title, "count": count, "url": reverse("handovers"), "kind": "warning"}]


def _not_applied(actor: Actor, at: datetime) -> list[dict[str, object]]:
    count = pupils.not_applied(actor, at=at)
    if not count:
        return []
    url = f"{reverse('guided_pupils')}?lage=not_applied"
    return [{"title": _("Elever som inte har sökt"), "count": count, "url": url, "kind": "warning"}]
