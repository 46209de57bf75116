"""What rounds, their states, steps and reasons are called in Swedish."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ROUND_KINDS = {
    "preliminary": gettext_lazy("Preliminär antagning"),
    "final": gettext_lazy("Slutlig antagning"),
    "reserve": gettext_lazy("Reservantagning"),
}
ROUND_STATES = {
    "draft": gettext_lazy("Förbereds"),
    "checked": gettext_lazy("Underlaget är kontrollerat"),
    "frozen": gettext_lazy("Underlaget är fryst"),
    "allocated": gettext_lazy("Körd, inte kontrollerad"),
    "verified": gettext_lazy("Kontrollerad utan anmärkning"),
    "rejected": gettext_lazy("Underkänd av kontrollprogrammet"),
    "compared": gettext_lazy("Väntar på godkännande"),
    "approved_once": gettext_lazy("Godkänd av en person"),
    "approved": gettext_lazy("Godkänd av två personer"),
    "scheduled": gettext_lazy("Publicering är bestämd"),
    "published": gettext_lazy("Publicerad"),
    "halted": gettext_lazy("Stoppad"),
}
STATE_KINDS = {
    "rejected": "danger", "halted": "danger", "published": "success", "approved": "success",
    "scheduled": "info", "compared": "warning", "approved_once": "warning",
}  # fmt: skip
STEPS = {
    "create": gettext_lazy("Omgången skapades"),
    "bind_lottery": gettext_lazy("Lotten bands med offentliga slumpkällor"),
    "reveal_lottery": gettext_lazy("Lotten öppnades"),
    "check": gettext_lazy("Underlaget kontrollerades"),
    "freeze": gettext_lazy("Underlaget frystes"),
    "allocate": gettext_lazy("Antagningen kördes"),
    "verify": gettext_lazy("Kontrollprogrammet godkände"),
    "reject": gettext_lazy("Kontrollprogrammet underkände"),
    "compare": gettext_lazy("Jämfördes med förra omgången"),
    "approve": gettext_lazy("Första godkännandet"),
    "approve_last": gettext_lazy("Andra godkännandet"),
    "void": gettext_lazy("Underlaget ändrades, godkännanden gäller inte"),
    "schedule": gettext_lazy("Publicering bestämdes"),
    "publish": gettext_lazy("Publicerades"),
    "halt": gettext_lazy("Stoppades"),
    "resume": gettext_lazy("Visas igen"),
    "reopen": gettext_lazy("Öppnades på nytt"),
}
# What a late choice of one who is received first hand comes after.
LATE_FIRST_HAND = {
    "own_class": gettext_lazy("efter dem i första hand som sökte i tid, men före alla i andra hand"),
    "everybody": gettext_lazy("efter alla som sökte i tid, även dem i andra hand"),
}
CRITERIA = {
    "choice_rank": gettext_lazy("den som har valet högst på sin lista"),
    "grade_value": gettext_lazy("den med högst betygsvärde utan provpoäng"),
    "grade_count": gettext_lazy("den med flest betyg"),
    "maths_science": gettext_lazy("den med högst betyg i matematik och naturvetenskap"),
    "english_swedish_social": gettext_lazy("den med högst betyg i engelska, svenska och samhällsämnen"),
    "swedish": gettext_lazy("den med högst betyg i svenska"),
    "comparison_value": gettext_lazy("den med högst jämförelsetal"),
    "lottery": gettext_lazy("lottning"),
}


def round_name(kind: str, year: int, sequence: int = 1) -> str:
    """The round's name: "Slutlig antagning 2027", with a number from the second reserve round on."""
    name = f"{ROUND_KINDS[kind]} {year}"
    if kind == "reserve" or sequence > 1:
        return _("%(name)s, omgång %(number)s") % {"name": name, "number": sequence}
    return name


JOB_TEXTS = {
    "": gettext_lazy("Väntar på tur"),
    "checking": gettext_lazy("Kontrollerar underlaget"),
    "computing_basis": gettext_lazy("Räknar fram raderna"),
    "freezing": gettext_lazy("Fryser underlaget"),
    "allocating": gettext_lazy("Kör antagningen"),
    "verifying": gettext_lazy("Kontrollprogrammet granskar"),
    "comparing": gettext_lazy("Jämför med förra omgången"),
    "reading": gettext_lazy("Läser filen"),
    "writing": gettext_lazy("Sparar ändringarna"),
    "publishing": gettext_lazy("Publicerar"),
    "done": gettext_lazy("Klart"),
}
JOB_NAMES = {
    "settlement.compute_run": gettext_lazy("Räkna fram ersättning"),
    "admissions.prepare_round": gettext_lazy("Förbereda omgång"),
    "admissions.verify_again": gettext_lazy("Kontrollera körning igen"),
    "admissions.publish": gettext_lazy("Publicera besked"),
    "admissions.check_import": gettext_lazy("Kontrollera fil"),
    "admissions.commit_import": gettext_lazy("Läsa in fil"),
    "admissions.undo_import": gettext_lazy("Ångra inläsning"),
}
JOB_STATES = {
    "queued": (gettext_lazy("Väntar"), "info"),
    "running": (gettext_lazy("Pågår"), "info"),
    "done": (gettext_lazy("Klart"), "success"),
    "failed": (gettext_lazy("Gick inte"), "danger"),
}
JOB_ERRORS = {
    "": gettext_lazy("Något gick fel. Ingenting är sparat till hälften. Försök igen, och kontakta er IT-administratör om det händer på nytt."),
    "round_has_faults": gettext_lazy("Underlaget har fel som måste rättas innan omgången kan köras."),
    "transition_refused": gettext_lazy("Läget har ändrats sedan jobbet begärdes. Ingenting gjordes."),
    "input_changed": gettext_lazy("Underlaget ändrades medan jobbet pågick. Kör omgången igen."),
    "verifier_failed": gettext_lazy("Kontrollprogrammet kunde inte läsa filerna. Kör omgången igen."),
    "undo_refused": gettext_lazy("Inläsningen går inte att ångra: någon har ändrat eller använt uppgifterna sedan dess."),
    "table_refused": gettext_lazy("Filen går inte längre att läsa. Ladda upp den igen."),
    "not_yet": gettext_lazy("Tiden för publicering har inte kommit."),
}  # fmt: skip
