"""Swedish words for payments: states, kinds of lines, reasons of objections, refusals."""

from django.utils.translation import gettext_lazy

RUN_STATES = {
    "queued": gettext_lazy("Räknas"),
    "ready": gettext_lazy("Väntar på attest"),
    "attested": gettext_lazy("Attesterad"),
}
RUN_KINDS = {"queued": "info", "ready": "warning", "attested": "success"}
KINDS = {
    "basis": gettext_lazy("Underlag"),
    "credit": gettext_lazy("Kredit"),
    "retro": gettext_lazy("Retroaktiv"),
}
KIND_COLORS = {"basis": "neutral", "credit": "warning", "retro": "info"}
OBJECTION_REASONS = {
    "not_resident": gettext_lazy("Eleven är inte folkbokförd hos oss på avläsningsdagen"),
    "not_enrolled": gettext_lazy("Eleven gick inte på skolan på avläsningsdagen"),
    "wrong_education": gettext_lazy("Fel utbildning"),
    "wrong_price": gettext_lazy("Fel pris"),
    "paid_before": gettext_lazy("Redan betalt"),
    "other": gettext_lazy("Annat skäl"),
}
OBJECTION_STATES = {
    "raised": gettext_lazy("Bestridd"),
    "upheld": gettext_lazy("Medgiven"),
    "rejected": gettext_lazy("Avvisad"),
    "withdrawn": gettext_lazy("Återtagen"),
}
OBJECTION_COLORS = {"raised": "danger", "upheld": "success", "rejected": "neutral", "withdrawn": "neutral"}
INVOICE_KINDS = {"invoice": gettext_lazy("Faktura"), "credit_note": gettext_lazy("Kreditfaktura")}
REFUSALS = {
    "same_person": gettext_lazy("Du körde underlaget. En annan person måste attestera det."),
    "lines_changed": gettext_lazy(
        "Raderna har ändrats sedan du öppnade sidan. Granska dem igen innan du attesterar."
    ),
    "moved_on": gettext_lazy(
        "Läget har ändrats sedan du öppnade sidan. Ingenting gjordes. Så här står det nu."
    ),
    "attested": gettext_lazy(
        "Månaden är redan attesterad. Det som har ändrats sedan dess kommer med nästa månads körning."
    ),
    "disputed_already": gettext_lazy("Raden är redan bestridd."),
    "agreement_exists": gettext_lazy(
        "Det finns redan ett avtal med samma kommun från samma dag. Ändra det i stället."
    ),
    "incomplete": gettext_lazy("Ett belopp saknas. Lägg in priset och förbered beslutet på nytt."),
    "no_offerings": gettext_lazy("Huvudmannen har inga utbildningar i årets utbud."),
    "not_independent": gettext_lazy("Välj en fristående huvudman."),
    "other_year": gettext_lazy("Dagen hör till ett annat år."),
    "not_own_price": gettext_lazy(
        "Du kan bara lägga in din egen kommuns priser och det som är överenskommet med en fristående skola."
    ),
}
FAULTS = {
    "no_party": gettext_lazy("Fakturauppgifter saknas för den som skickar eller den som tar emot."),
}
FILE_FAULTS = {
    "empty": gettext_lazy("Filen har inga rader. Fyll i mallen och läs in den igen."),
    "no_column": gettext_lazy("Rubriken saknas på första raden. Hämta mallen och använd dess rubriker."),
    "required": gettext_lazy("Rutan är tom. Fyll i den."),
    "civic_number": gettext_lazy("Det ser ut som ett personnummer. Använd er egen referens för eleven."),
    "date": gettext_lazy("“%(value)s” är inget datum. Skriv år-månad-dag, till exempel 2027-08-18."),
    "yes_or_no": gettext_lazy("“%(value)s” går inte att tolka. Skriv ja eller nej."),
    "municipality": gettext_lazy(
        "“%(value)s” är ingen känd kommun. Skriv kommunens namn eller fyra siffror."
    ),
    "school_unit": gettext_lazy(
        "“%(value)s” är ingen av era skolenheter. Skriv skolenhetskoden med åtta siffror."
    ),
    "programme": gettext_lazy(
        "“%(value)s” är inget program i prislistorna. Skriv programkoden, till exempel EK."
    ),
    "track": gettext_lazy(
        "“%(value)s” är ingen sort. Skriv nationellt program, ib, imv, särskild variant, individuellt eller anpassad."
    ),
    "differs": gettext_lazy(
        "Eleven “%(value)s” har olika uppgifter på olika rader. Bara hemkommunen får skilja."
    ),
    "twice": gettext_lazy("Eleven har två hemkommuner från samma dag (%(value)s). Ta bort den ena raden."),
    "before_start": gettext_lazy("Slutdagen %(value)s kommer före den dag då eleven började."),
}
GRANT_STATES = {
    "prepared": gettext_lazy("Utkast"),
    "decided": gettext_lazy("Beslutat"),
    "replaced": gettext_lazy("Ersatt"),
}
GRANT_COLORS = {"prepared": "warning", "decided": "success", "replaced": "neutral"}
GRANT_PARTS = {
    "teaching": gettext_lazy("Undervisning"),
    "materials": gettext_lazy("Lärverktyg"),
    "health": gettext_lazy("Elevhälsa"),
    "meals": gettext_lazy("Måltider"),
    "premises": gettext_lazy("Lokaler"),
    "other": gettext_lazy("Övrigt"),
    "travel": gettext_lazy("Resor"),
    "together": gettext_lazy("Kostnader tillsammans"),
    "administration": gettext_lazy("Administration"),
    "vat": gettext_lazy("Mervärdesskatt"),
}
PART_SOURCES = {
    "reported": gettext_lazy("Kommunens eget underlag till prislistan"),
    "estimated": gettext_lazy("Kommunens underlag förra året, uppräknat"),
    "joint": gettext_lazy("Vägt medel av kommunernas underlag i området"),
    "rate": gettext_lazy("13 kap. 3 § gymnasieförordningen"),
    "average": gettext_lazy("Kommunens genomsnitt per elev, 13 kap. 5 § gymnasieförordningen"),
    "sum": gettext_lazy("Beslutat som en summa"),
    "in_sum": gettext_lazy("Ingår i raden Kostnader tillsammans, eftersom beloppet är beslutat som en summa"),
    "national": gettext_lazy("Ingår i riksprislistans belopp, som Skolverket beslutar som en summa"),
    "area": gettext_lazy("Ingår i beloppet, som är hämtat från andra kommuners belopp i området"),
    "lacking": gettext_lazy("Saknas, men ska alltid framgå. Fyll i den under Övriga priser"),
    "": "",
}
