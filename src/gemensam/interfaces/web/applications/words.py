"""Swedish words for the codes of the application."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.calendar_words import EVENTS
from gemensam.interfaces.web.layout.formats import datetime_sv
from gemensam.rules.deadlines import Phase

register = template.Library()

GROUPS = {
    "contact": _("Dina uppgifter"),
    "choices": _("Välj utbildningar"),
    "special": _("Särskilda frågor"),
    "review": _("Granska och skicka"),
}
STATES = {
    "draft": _("Inte skickad"),
    "sent": _("Inskickad"),
    "changed": _("Ändrad men inte skickad"),
    "withdrawn": _("Tillbakatagen"),
}
STATE_KINDS = {"draft": "warning", "sent": "success", "changed": "warning", "withdrawn": "neutral"}
KINDS = {
    "free_quota": _("Fri kvot"),
    "english": _("Dispens i engelska"),
    "special_reasons": _("Särskilda skäl"),
    "apprenticeship": _("Lärlingsutbildning"),
}
STEPS = {
    **KINDS,
    "contact": _("Kontaktuppgifter"),
    "choices": _("Utbildningar"),
    "elsewhere": _("Utanför länet"),
}
REQUEST_STATES = {
    "asked": _("Väntar på svar"),
    "granted": _("Beviljad"),
    "refused": _("Inte beviljad"),
}
REGISTRATION_STATES = {
    "unverified": _("Ska kontrolleras"),
    "verified": _("Kontrollerad"),
    "refused": _("Stängd"),
}
REGISTRATION_STATE_KINDS = {"unverified": "warning", "verified": "success", "refused": "neutral"}
REQUEST_STATE_KINDS = {"asked": "info", "granted": "success", "refused": "neutral"}
REASONS = {
    "special_circumstances": _("Särskilda omständigheter gör att sökanden bör gå före"),
    "not_comparable": _("Betygen går inte att jämföra direkt med andras"),
    "no_special_circumstances": _("Omständigheterna räcker inte för fri kvot"),
    "no_certificate": _("Intyg saknas"),
    "no_seats": _("Platserna i fri kvot räcker inte"),
    "not_eligible": _("Sökanden är inte behörig till utbildningen"),
    "no_teaching_and_able": _("Saknade undervisning i engelska en stor del av skoltiden och bedöms klara studierna"),
    "has_had_teaching": _("Har haft undervisning i engelska under skoltiden"),
    "not_able": _("Bedöms inte klara studierna på det programmet"),
    "personal_circumstances": _("Personliga förhållanden ger särskilda skäl"),
    "no_personal_circumstances": _("De personliga förhållandena räcker inte som särskilda skäl"),
    "not_offered_at_home": _("Hemkommunen erbjuder ingen utbildning på programmet"),
    "offered_at_home": _("Hemkommunen erbjuder utbildning på programmet"),
}  # fmt: skip
REFUSALS = {
    "closed": _("Det går inte att skicka just nu. Ansökan är stängd. Det du har skrivit är sparat."),
    "answers_only": _("Dina val går inte att ändra nu. Ställ tillbaka dem, så kan du skicka det du ber om."),
    "nothing_chosen": _("Du har inte valt någon utbildning. Lägg till minst en innan du skickar."),
    "too_many": _("Du har valt fler utbildningar än det går att söka. Ta bort någon innan du skickar."),
    "no_contact": _("Vi saknar din e-postadress. Fyll i den innan du skickar."),
    "too_old": _("Du fyller 20 år eller mer det år utbildningen börjar. Sök till komvux i din hemkommun."),
}  # fmt: skip
PHASES = {
    Phase.NOT_OPEN: _("Ansökan har inte öppnat än"),
    Phase.APPLICATION: _("Ansökan är öppen"),
    Phase.BETWEEN: _("Ansökan är stängd medan den preliminära antagningen görs"),
    Phase.RE_CHOICE: _("Omvalet är öppet"),
    Phase.LATE: _("Sista dagen har varit. Du kan söka och ändra, men nya val räknas som sena"),
    Phase.FINAL_ROUND: _("Ansökan är stängd medan den slutliga antagningen görs"),
    Phase.RESERVE: _("Antagningen är klar. Det du skickar nu räknas som sent och prövas i reservantagningen"),
    Phase.OVER: _("Skolorna har tagit över antagningen. Kontakta skolan direkt"),
}  # fmt: skip
PAPER_REFUSALS = {
    "empty": _("Filen är tom. Välj en annan fil."),
    "too_large": _("Filen är större än 10 MB. Fotografera i lägre kvalitet, eller dela upp filen."),
    "unknown_type": _("Vi tar bara emot PDF och bilder (JPEG, PNG, WebP, HEIC). Spara som PDF och försök igen."),
    "filed": _("Bilagan har kommit in till dem som beslutar och går inte att ta bort. Kontakta antagningskansliet."),
    "too_many": _("Du har redan tio bilagor som inte är skickade. Ta bort någon, eller skicka dem först."),
}  # fmt: skip


@register.filter
def application_state(code: str) -> str:
    """Where an application stands."""
    return str(STATES[code])


@register.filter
def application_state_kind(code: str) -> str:
    """The tag colour of an application's state."""
    return STATE_KINDS[code]


@register.filter
def request_kind(code: str) -> str:
    """What is asked for."""
    return str(KINDS[code])


@register.filter
def request_state(code: str) -> str:
    """Where something asked for stands."""
    return str(REQUEST_STATES[code])


@register.filter
def request_state_kind(code: str) -> str:
    """The tag colour of that."""
    return REQUEST_STATE_KINDS[code]


@register.filter
def registration_state(code: str) -> str:
    """Where an own registration stands."""
    return str(REGISTRATION_STATES[code])


@register.filter
def registration_state_kind(code: str) -> str:
    """The colour of it."""
    return REGISTRATION_STATE_KINDS[code]


@register.filter
def request_reason(code: str) -> str:
    """Why it was decided so."""
    return str(REASONS[code]) if code else ""


@register.filter
def draft_step_text(code: str) -> str:
    """What a page of the way is about."""
    return str(STEPS[code])


@register.filter
def phase_text(code: str) -> str:
    """What a phase of the year means for who applies."""
    return str(PHASES[Phase(code)])


@register.filter
def calendar_text(event: str) -> str:
    """What a date of the year is called."""
    return str(EVENTS[event])


@register.filter
def deadline(moment: datetime) -> str:
    """A last moment as people say it: 23.59.59 is the end of that day, 24.00."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute, local.second) == (23, 59, 59):
        return datetime_sv(local - timedelta(seconds=59)).replace("23.59", "24.00").replace("23:59", "24:00")
    return datetime_sv(moment)


@register.filter
def to_the_second(moment: datetime) -> str:
    """A moment as the deadline is judged: with its seconds."""
    return f"{datetime_sv(moment)}.{timezone.localtime(moment):%S}"


@register.filter
def may_apply(actor: Actor) -> bool:
    """Whether the reader writes an application of their own."""
    return actor.has(Permission.OWN_APPLICATION_WRITE)
