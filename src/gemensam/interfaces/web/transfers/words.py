"""What states, statements and faults of transfers are called in Swedish."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.transfers.inputs.reading import FileFault

register = template.Library()

STATES = {
    "prepared": (gettext_lazy("Redo att skicka"), "info"),
    "sent": (gettext_lazy("Skickad"), "info"),
    "alarmed": (gettext_lazy("Inte kvitterad i tid"), "danger"),
    "acknowledged": (gettext_lazy("Kvitterad"), "success"),
    "superseded": (gettext_lazy("Ersatt av en nyare"), "neutral"),
}
ARRIVAL_STATES = {
    "received": (gettext_lazy("Väntar på inläsning"), "warning"),
    "imported": (gettext_lazy("Inläst och kvitterad"), "success"),
    "superseded": (gettext_lazy("Ersatt av en nyare"), "neutral"),
    "discarded": (gettext_lazy("Kastad"), "neutral"),
}
ANSWERS = {
    "own": gettext_lazy("Finns i hemkommunen"),
    "partner": gettext_lazy("Finns genom samverkan"),
    "not_offered": gettext_lazy("Finns inte"),
    "not_needed": gettext_lazy("Behövs inte, fristående skola"),
}
TRANSPORT_FAULTS = {
    "away": gettext_lazy("Det andra kansliets system svarar inte. Vi försöker igen om en stund."),
    "refused_key": gettext_lazy("Det andra kansliet godtar inte nyckeln. Be om en ny och skriv in den under Kanslier."),
    "refused_file": gettext_lazy("Det andra kansliets system tar inte emot filen. Ring dem, eller skicka filen själv."),
    "not_secure": gettext_lazy("Adressen måste börja med https. Rätta den under Kanslier."),
    "not_understood": gettext_lazy("Svaret från det andra kansliets system går inte att läsa. Ring dem."),
}  # fmt: skip
RECEIPT_REFUSALS = {
    "counts": gettext_lazy("Antalet stämmer inte med filen. Räkna efter i filen du fick, eller be om den igen."),
    "no_name": gettext_lazy("Skriv vem som kvitterar."),
    "in_the_future": gettext_lazy("Dagen har inte varit än."),
    "before_sent": gettext_lazy("Dagen är före den dag då överföringen gjordes."),
}  # fmt: skip
_FIELDS = {
    "civicNo": gettext_lazy("personnummer"), "givenName": gettext_lazy("förnamn"),
    "familyName": gettext_lazy("efternamn"), "homeMunicipality": gettext_lazy("hemkommun"),
    "reference": gettext_lazy("ansökans nummer"), "programme": gettext_lazy("program"),
    "school": gettext_lazy("skola"), "municipality": gettext_lazy("kommun"), "rank": gettext_lazy("valets nummer"),
    "statement": gettext_lazy("yttrande"), "subject": gettext_lazy("ämne"), "grade": gettext_lazy("betyg"),
    "registeredAt": gettext_lazy("registreringsdag"), "applicants": gettext_lazy("sökande"),
    "wishes": gettext_lazy("val"), "grades": gettext_lazy("betyg"), "statements": gettext_lazy("yttranden"),
}  # fmt: skip
_FAULTS = {
    "not_json": gettext_lazy("Filen går inte att läsa. Den ska vara JSON-filen från det andra kansliet, oförändrad."),
    "not_a_transfer": gettext_lazy("Filen är ingen överföring mellan kanslier."),
    "unknown_version": gettext_lazy("Filen har en version av formatet som vi inte kan läsa: %(value)s."),
    "checksum": gettext_lazy("Kontrollsumman stämmer inte: filen har ändrats på vägen. Be om den igen."),
    "other_year": gettext_lazy("Filen gäller antagningen %(value)s, inte årets."),
    "other_file": gettext_lazy("Vi har redan en fil med samma nummer men annat innehåll. Ring det andra kansliet."),
    "older": gettext_lazy("Vi har redan version %(value)s av det andra kansliets överföring. Filen är inte nyare."),
    "missing": gettext_lazy("Uppgiften %(field)s saknas eller går inte att läsa."),
    "text": gettext_lazy("Uppgiften %(field)s saknas, är för lång eller har tecken som inte går att läsa."),
    "civic_no": gettext_lazy("Personnumret stämmer inte."),
    "repeated": gettext_lazy("Samma personnummer finns redan hos sökande %(value)s."),
    "home": gettext_lazy("Hemkommunens kod ska ha fyra siffror: %(value)s."),
    "rank": gettext_lazy("Valen ska vara numrerade från 1 utan luckor. Val %(value)s stämmer inte."),
    "statement": gettext_lazy("Yttrandet går inte att förstå: %(value)s."),
    "subject": gettext_lazy("Ämnet är okänt: %(value)s."),
    "grade": gettext_lazy("Betyget är okänt: %(value)s."),
    "moment": gettext_lazy("Betyget i %(value)s saknar registreringsdag."),
    "count": gettext_lazy("Antalet %(field)s är ett annat än det som filen uppger: %(value)s."),
}  # fmt: skip


def fault_text(fault: FileFault) -> tuple[str, str]:
    """Where, and what is wrong."""
    where = _("Sökande %(number)s") % {"number": fault.applicant} if fault.applicant else _("Hela filen")
    said = str(_FAULTS[fault.code]) % {"field": _FIELDS.get(fault.field, fault.field), "value": fault.value}
    return where, said


@register.filter
def transfer_state(code: str) -> str:
    """A transfer's state in words."""
    return str(STATES[code][0])


@register.filter
def transfer_state_kind(code: str) -> str:
    """The tag's kind."""
    return STATES[code][1]


@register.filter
def arrival_state(code: str) -> str:
    """An arrival's state in words."""
    return str(ARRIVAL_STATES[code][0])


@register.filter
def arrival_state_kind(code: str) -> str:
    """The tag's kind."""
    return ARRIVAL_STATES[code][1]


@register.filter
def statement_answer(code: str) -> str:
    """A statement in words."""
    return str(ANSWERS[code]) if code else ""


@register.filter
def transport_fault(code: str) -> str:
    """Why the other office's system did not take it."""
    return str(TRANSPORT_FAULTS.get(code, TRANSPORT_FAULTS["away"]))
