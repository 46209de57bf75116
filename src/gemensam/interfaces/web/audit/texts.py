"""Swedish words for what the log holds. A test compares with the events."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gemensam.foundation.audit.events import AuditEvent as Event

EVENTS: dict[Event, str] = {
    Event.SIGNED_IN: gettext_noop("Loggade in"),
    Event.SIGNED_OUT: gettext_noop("Loggade ut"),
    Event.PASSWORD_CHANGED: gettext_noop("Bytte lösenord"),
    Event.SECOND_FACTOR_ADDED: gettext_noop("Ordnade säker inloggning"),
    Event.SECOND_FACTOR_REMOVED: gettext_noop("Tog bort säker inloggning"),
    Event.ACCOUNT_OPENED: gettext_noop("Öppnade ett konto"),
    Event.ACCOUNT_CHANGED: gettext_noop("Ändrade ett konto"),
    Event.ACCOUNT_CLOSED: gettext_noop("Stängde ett konto"),
    Event.ACCOUNT_REOPENED: gettext_noop("Öppnade ett stängt konto igen"),
    Event.ACCOUNT_SIGNED_OUT_EVERYWHERE: gettext_noop("Loggade ut ett konto på alla enheter"),
    Event.ROLE_GRANTED: gettext_noop("Gav en roll"),
    Event.ROLE_ENDED: gettext_noop("Avslutade en roll"),
    Event.ORGANISATIONS_SAVED: gettext_noop("Sparade organisationer"),
    Event.PERSONS_SAVED: gettext_noop("Sparade personer"),
    Event.RESPONSIBLES_SAVED: gettext_noop("Sparade vårdnadshavare"),
    Event.ENROLMENTS_SAVED: gettext_noop("Sparade elevers skolgång"),
    Event.DUTIES_SAVED: gettext_noop("Sparade tjänster"),
    Event.SECURITY_MARKING_SET: gettext_noop("Ändrade skydd av personuppgifter"),
    Event.JOB_ENQUEUED: gettext_noop("Startade ett jobb"),
    Event.JOB_RETRIED: gettext_noop("Startade om ett jobb"),
    Event.MESSAGE_RETRIED: gettext_noop("Skickade om ett meddelande"),
    Event.CLEARED: gettext_noop("Gallrade uppgifter"),
    Event.PROTECTED_PERSON_READ: gettext_noop("Läste om en person med skyddade uppgifter"),
    Event.PERSONAL_DATA_EXPORTED: gettext_noop("Laddade ner personuppgifter"),
    Event.AUDIT_EXPORTED: gettext_noop("Laddade ner åtgärdsloggen"),
    Event.ROUND_CREATED: gettext_noop("Skapade en antagningsomgång"),
    Event.ROUND_CHECKED: gettext_noop("Kontrollerade underlaget"),
    Event.ROUND_FROZEN: gettext_noop("Frös underlaget"),
    Event.ALLOCATION_RUN: gettext_noop("Körde antagningen"),
    Event.RUN_VERIFIED: gettext_noop("Kontrollerade körningen"),
    Event.RUN_VERIFIED_AGAIN: gettext_noop("Kontrollerade körningen en gång till"),
    Event.RUN_COMPARED: gettext_noop("Jämförde med förra omgången"),
    Event.RUN_APPROVED: gettext_noop("Godkände körningen"),
    Event.APPROVALS_VOIDED: gettext_noop("Godkännanden upphörde att gälla"),
    Event.ROUND_REOPENED: gettext_noop("Öppnade omgången igen"),
    Event.PUBLICATION_SCHEDULED: gettext_noop("Bestämde tid för publicering"),
    Event.ROUND_PUBLISHED: gettext_noop("Publicerade omgången"),
    Event.PUBLICATION_HALTED: gettext_noop("Stoppade publiceringen"),
    Event.RESULT_SHOWN: gettext_noop("Fick se sitt besked"),
    Event.PREPARATION_STARTED: gettext_noop("Startade förberedelsen av omgången"),
    Event.VERIFICATION_STARTED: gettext_noop("Startade en kontroll"),
    Event.BUNDLE_DOWNLOADED: gettext_noop("Laddade ner omgångens underlag"),
    Event.IMPORT_UPLOADED: gettext_noop("Lämnade en fil"),
    Event.IMPORT_MATCHED: gettext_noop("Valde vad filens kolumner betyder"),
    Event.IMPORT_CHECKED: gettext_noop("Kontrollerade filen"),
    Event.IMPORT_CONFIRMED: gettext_noop("Bekräftade filens summor"),
    Event.IMPORT_COMMITTED: gettext_noop("Läste in filen"),
    Event.IMPORT_UNDONE: gettext_noop("Ångrade inläsningen"),
    Event.IMPORT_JOB_STARTED: gettext_noop("Startade inläsningen"),
    Event.IMPORT_DISCARDED: gettext_noop("Slängde filen"),
    Event.REGISTER_LOADED: gettext_noop("Läste in registret"),
    Event.PRICE_REGION_SAVED: gettext_noop("Sparade vilka kommuner som har prislista ihop"),
    Event.PRICE_ROUND_CREATED: gettext_noop("Skapade en prisomgång"),
    Event.PRICE_ROUND_OPENED: gettext_noop("Öppnade prisomgången"),
    Event.PRICE_ROUND_CLOSED: gettext_noop("Stängde prisomgången"),
    Event.PRICE_ROUND_REOPENED: gettext_noop("Öppnade prisomgången igen"),
    Event.PRICE_ROUND_RECOMMENDED: gettext_noop("Rekommenderade prislistan"),
    Event.PRICE_ROUND_RECONSIDERED: gettext_noop("Tog tillbaka rekommendationen av prislistan"),
    Event.PRICE_ROWS_SAVED: gettext_noop("Sparade rader i prisunderlaget"),
    Event.PRICE_ROW_REMOVED: gettext_noop("Tog bort en rad i prisunderlaget"),
    Event.PRICE_ROW_COMMENTED: gettext_noop("Kommenterade en rad i prisunderlaget"),
    Event.PRICE_REPORT_SENT: gettext_noop("Lämnade prisunderlaget"),
    Event.PRICE_REPORT_REVIEWED: gettext_noop("Granskade prisunderlaget"),
    Event.PRICE_REPORT_APPROVED: gettext_noop("Godkände prisunderlaget"),
    Event.PRICE_REPORT_RETURNED: gettext_noop("Skickade tillbaka prisunderlaget"),
    Event.PRICE_REMINDERS_SENT: gettext_noop("Skickade påminnelser om prisunderlag"),
    Event.PRICE_MODEL_CHOSEN: gettext_noop("Valde prismodell"),
    Event.PRICE_OVERRIDDEN: gettext_noop("Satte ett pris för hand"),
    Event.PRICE_FLOWS_SAVED: gettext_noop("Sparade elevströmmar mellan kommuner"),
    Event.PRICE_FIGURES_SAVED: gettext_noop("Sparade budget och årskullar"),
    Event.PRICE_DECIDED: gettext_noop("Skrev in kommunens beslut om prislistan"),
    Event.PRICE_LIST_PUBLISHED: gettext_noop("Publicerade en prislista"),
    Event.NATIONAL_PRICES_READ: gettext_noop("Läste in riksprislistan"),
    Event.OFFERINGS_SAVED: gettext_noop("Sparade utbildningar"),
    Event.PAST_CUT_OFFS_SAVED: gettext_noop("Sparade tidigare års antagningsgränser"),
    Event.OFFERING_FACTS_SAVED: gettext_noop("Sparade fakta om utbildningar"),
    Event.OFFERING_CANCELLED: gettext_noop("Ställde in en utbildning"),
    Event.OFFERINGS_REMOVED: gettext_noop("Tog bort utbildningar"),
    Event.RECEPTION_AREAS_SAVED: gettext_noop("Sparade samverkansområden"),
    Event.OFFICE_OPENED: gettext_noop("Lade upp antagningskansliet"),
    Event.PERSONAL_ACCOUNTS_OPENED: gettext_noop("Öppnade konton åt elever och vårdnadshavare"),
    Event.PERSONAL_ACCOUNTS_REMOVED: gettext_noop("Tog bort oanvända konton"),
}
TARGETS = {
    "account": gettext_noop("Konto"),
    "directory.person": gettext_noop("Person"),
    "admission_round": gettext_noop("Antagningsomgång"),
    "allocation_run": gettext_noop("Körning"),
    "import_batch": gettext_noop("Inläsning"),
    "result_page": gettext_noop("Besked"),
    "applicants": gettext_noop("Sökande"),
    "catalogue": gettext_noop("Utbud"),
    "jobs.job": gettext_noop("Jobb"),
    "messaging.outboxmessage": gettext_noop("Meddelande"),
    "admissions_office": gettext_noop("Antagningskansli"),
    "audit": gettext_noop("Åtgärdslogg"),
    "price_region": gettext_noop("Prislistans kommuner"),
    "price_round": gettext_noop("Prisomgång"),
    "price_report": gettext_noop("Prisunderlag"),
    "price_list": gettext_noop("Prislista"),
    "national_prices": gettext_noop("Riksprislista"),
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
