"""Swedish words for what the log holds. A test compares with the events."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as text

from gemensam.foundation.audit.events import AuditEvent as Event

EVENTS: dict[Event, str] = {
    Event.SIGNED_IN: text("Loggade in"),
    Event.SIGNED_OUT: text("Loggade ut"),
    Event.PASSWORD_CHANGED: text("Bytte lösenord"),
    Event.SECOND_FACTOR_ADDED: text("Ordnade säker inloggning"),
    Event.SECOND_FACTOR_REMOVED: text("Tog bort säker inloggning"),
    Event.ACCOUNT_OPENED: text("Öppnade ett konto"),
    Event.ACCOUNT_CHANGED: text("Ändrade ett konto"),
    Event.ACCOUNT_CLOSED: text("Stängde ett konto"),
    Event.ACCOUNT_REOPENED: text("Öppnade ett stängt konto igen"),
    Event.ACCOUNT_SIGNED_OUT_EVERYWHERE: text("Loggade ut ett konto på alla enheter"),
    Event.ROLE_GRANTED: text("Gav en roll"),
    Event.ROLE_ENDED: text("Avslutade en roll"),
    Event.ORGANISATIONS_SAVED: text("Sparade organisationer"),
    Event.PERSONS_SAVED: text("Sparade personer"),
    Event.RESPONSIBLES_SAVED: text("Sparade vårdnadshavare"),
    Event.ENROLMENTS_SAVED: text("Sparade elevers skolgång"),
    Event.DUTIES_SAVED: text("Sparade tjänster"),
    Event.SECURITY_MARKING_SET: text("Ändrade skydd av personuppgifter"),
    Event.JOB_ENQUEUED: text("Startade ett jobb"),
    Event.JOB_RETRIED: text("Startade om ett jobb"),
    Event.MESSAGE_RETRIED: text("Skickade om ett meddelande"),
    Event.CLEARED: text("Gallrade uppgifter"),
    Event.PROTECTED_PERSON_READ: text("Läste om en person med skyddade uppgifter"),
    Event.PERSONAL_DATA_EXPORTED: text("Laddade ner personuppgifter"),
    Event.AUDIT_EXPORTED: text("Laddade ner åtgärdsloggen"),
    Event.ROUND_CREATED: text("Skapade en antagningsomgång"),
    Event.ROUND_CHECKED: text("Kontrollerade underlaget"),
    Event.ROUND_FROZEN: text("Frös underlaget"),
    Event.ALLOCATION_RUN: text("Körde antagningen"),
    Event.RUN_VERIFIED: text("Kontrollerade körningen"),
    Event.RUN_VERIFIED_AGAIN: text("Kontrollerade körningen en gång till"),
    Event.RUN_COMPARED: text("Jämförde med förra omgången"),
    Event.RUN_APPROVED: text("Godkände körningen"),
    Event.APPROVALS_VOIDED: text("Godkännanden upphörde att gälla"),
    Event.ROUND_REOPENED: text("Öppnade omgången igen"),
    Event.PUBLICATION_SCHEDULED: text("Bestämde tid för publicering"),
    Event.ROUND_PUBLISHED: text("Publicerade omgången"),
    Event.PUBLICATION_HALTED: text("Stoppade publiceringen"),
    Event.RESULT_SHOWN: text("Fick se sitt besked"),
    Event.PREPARATION_STARTED: text("Startade förberedelsen av omgången"),
    Event.VERIFICATION_STARTED: text("Startade en kontroll"),
    Event.BUNDLE_DOWNLOADED: text("Laddade ner omgångens underlag"),
    Event.IMPORT_UPLOADED: text("Lämnade en fil"),
    Event.IMPORT_MATCHED: text("Valde vad filens kolumner betyder"),
    Event.IMPORT_CHECKED: text("Kontrollerade filen"),
    Event.IMPORT_CONFIRMED: text("Bekräftade filens summor"),
    Event.IMPORT_COMMITTED: text("Läste in filen"),
    Event.IMPORT_UNDONE: text("Ångrade inläsningen"),
    Event.IMPORT_JOB_STARTED: text("Startade inläsningen"),
    Event.IMPORT_DISCARDED: text("Slängde filen"),
    Event.REGISTER_LOADED: text("Läste in registret"),
    Event.OFFERINGS_SAVED: text("Sparade utbildningar"),
    Event.OFFERINGS_REMOVED: text("Tog bort utbildningar"),
    Event.RECEPTION_AREAS_SAVED: text("Sparade samverkansområden"),
    Event.OFFICE_OPENED: text("Lade upp antagningskansliet"),
    Event.PERSONAL_ACCOUNTS_OPENED: text("Öppnade konton åt elever och vårdnadshavare"),
    Event.PERSONAL_ACCOUNTS_REMOVED: text("Tog bort oanvända konton"),
}
TARGETS = {
    "account": text("Konto"),
    "directory.person": text("Person"),
    "admission_round": text("Antagningsomgång"),
    "allocation_run": text("Körning"),
    "import_batch": text("Inläsning"),
    "result_page": text("Besked"),
    "applicants": text("Sökande"),
    "catalogue": text("Utbud"),
    "jobs.job": text("Jobb"),
    "messaging.outboxmessage": text("Meddelande"),
    "admissions_office": text("Antagningskansli"),
    "audit": text("Åtgärdslogg"),
}


def event_text(code: str) -> str:
    """The event in words; an unknown code as it is."""
    try:
        return _(EVENTS[Event(code)])
    except (KeyError, ValueError):
        return code


def target_text(code: str) -> str:
    """The kind of thing in words; an unknown code as it is."""
    return _(TARGETS[code]) if code in TARGETS else code


def event_choices() -> list[tuple[str, str]]:
    """All events, for a select field, in the order of the log-in, the accounts and the round."""
    return [(event.value, event_text(event.value)) for event in Event]
