"""What kinds of files, fields, states and faults are called in Swedish."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.interfaces.web.layout.reason_words import subject_name

KINDS = {
    "supply": gettext_lazy("Utbud"),
    "pupils": gettext_lazy("Elever"),
    "grades": gettext_lazy("Betyg"),
    "choices": gettext_lazy("Val"),
    "cut_offs": gettext_lazy("Tidigare antagningsgränser"),
    "facts": gettext_lazy("Om utbildningarna"),
    "open_house": gettext_lazy("Öppet hus"),
}
KIND_HINTS = {
    "supply": gettext_lazy(
        "Utbildningar och platser, en rad per utbildning. Även JSON från Skolverket (planerade utbildningar)."
    ),
    "pupils": gettext_lazy("Elever med skola, klass, hemkommun och vårdnadshavare, en rad per elev."),
    "grades": gettext_lazy("Betyg, en rad per elev med en kolumn per ämne, eller en rad per betyg."),
    "choices": gettext_lazy("Rangordnade val, en rad per val."),
    "cut_offs": gettext_lazy(
        "Tidigare års slutantagning, en rad per år, skola och studieväg. Även JSON från Skolverket."
    ),
    "facts": gettext_lazy("Skolans egna ord om utbildningen, en rad per utbildning och språk."),
    "open_house": gettext_lazy(
        "När skolan har öppet hus, en rad per tillfälle. Utan utbildningskod gäller det hela skolan."
    ),
}
STATES = {
    "uploaded": (gettext_lazy("Kolumner ska matchas"), "info"),
    "matched": (gettext_lazy("Kontrolleras"), "info"),
    "faulty": (gettext_lazy("Har fel"), "danger"),
    "previewed": (gettext_lazy("Väntar på bekräftelse"), "warning"),
    "confirmed": (gettext_lazy("Sparas"), "info"),
    "committed": (gettext_lazy("Inläst"), "success"),
    "undone": (gettext_lazy("Ångrad"), "neutral"),
    "discarded": (gettext_lazy("Kastad"), "neutral"),
}
FIELDS = {
    "civic_no": gettext_lazy("Personnummer"), "given_name": gettext_lazy("Förnamn"),
    "family_name": gettext_lazy("Efternamn"), "home_municipality": gettext_lazy("Hemkommun"),
    "school_unit_code": gettext_lazy("Skolenhetskod"), "class_name": gettext_lazy("Klass"),
    "security_marking": gettext_lazy("Skyddade personuppgifter"), "email": gettext_lazy("E-post"),
    "phone": gettext_lazy("Telefon"), "lives_in_area_of": gettext_lazy("Räknas som boende i"),
    "completed_upper_secondary": gettext_lazy("Avslutad gymnasieutbildning"),
    "comparable_grades": gettext_lazy("Jämförbara betyg"), "reduced_timetable": gettext_lazy("Reducerad timplan"),
    "guardian1_civic_no": gettext_lazy("Vårdnadshavare 1 personnummer"),
    "guardian1_given_name": gettext_lazy("Vårdnadshavare 1 förnamn"),
    "guardian1_family_name": gettext_lazy("Vårdnadshavare 1 efternamn"),
    "guardian1_email": gettext_lazy("Vårdnadshavare 1 e-post"),
    "guardian2_civic_no": gettext_lazy("Vårdnadshavare 2 personnummer"),
    "guardian2_given_name": gettext_lazy("Vårdnadshavare 2 förnamn"),
    "guardian2_family_name": gettext_lazy("Vårdnadshavare 2 efternamn"),
    "guardian2_email": gettext_lazy("Vårdnadshavare 2 e-post"),
    "registered_at": gettext_lazy("Registreringsdatum"), "subject": gettext_lazy("Ämne"),
    "grade": gettext_lazy("Betyg"), "language": gettext_lazy("Språk"), "role": gettext_lazy("Roll"),
    "rank": gettext_lazy("Val"), "offering_code": gettext_lazy("Utbildningskod"), "late": gettext_lazy("Sent val"),
    "free_quota": gettext_lazy("Fri kvot"), "test_points": gettext_lazy("Provpoäng"),
    "test_passed": gettext_lazy("Godkänt prov"), "reception": gettext_lazy("Mottagande"),
    "english_exemption": gettext_lazy("Dispens i engelska"), "code": gettext_lazy("Utbildningskod"),
    "title": gettext_lazy("Utbildning"), "programme": gettext_lazy("Program"),
    "orientation": gettext_lazy("Inriktning"), "study_path": gettext_lazy("Studievägskod"),
    "base_programme": gettext_lazy("Leder till program"), "planned_seats": gettext_lazy("Planerade platser"),
    "seats": gettext_lazy("Antagningstal"), "free_quota_seats": gettext_lazy("Platser i fri kvot"),
    "test_seats": gettext_lazy("Platser på prov"), "skill_test": gettext_lazy("Färdighetsprov"),
    "pool": gettext_lazy("Platspool"), "pool_seats": gettext_lazy("Platser i poolen"),
    "pool_order": gettext_lazy("Ordning i poolen"), "national_intake": gettext_lazy("Riksrekryterande"),
    "ranking": gettext_lazy("Urvalsregel"), "school_form": gettext_lazy("Skolform"), "cancelled": gettext_lazy("Inställd"),
    "year": gettext_lazy("Antagningsår"), "admitted": gettext_lazy("Antagna"),
    "all_admitted": gettext_lazy("Alla behöriga antogs"),
    "first_choice_applicants": gettext_lazy("Förstahandssökande"), "lowest": gettext_lazy("Lägsta"),
    "median": gettext_lazy("Median"), "description": gettext_lazy("Beskrivning"),
    "leads_to_work": gettext_lazy("Leder till arbete"), "leads_to_studies": gettext_lazy("Leder till studier"),
    "skill_test_text": gettext_lazy("Om färdighetsprovet"), "travel": gettext_lazy("Resa"),
    "day": gettext_lazy("Datum"), "opens": gettext_lazy("Från klockan"), "closes": gettext_lazy("Till klockan"),
    "place": gettext_lazy("Plats"), "ends": gettext_lazy("Slutar"), "seats_stated": gettext_lazy("Platser angivna"),
    "web_address": gettext_lazy("Webbadress"), "reason": gettext_lazy("Visas inte därför att"),
}  # fmt: skip
TABLES = {
    "offering": gettext_lazy("Utbildningar"), "person": gettext_lazy("Personer"),
    "responsible": gettext_lazy("Vårdnadshavare"), "application": gettext_lazy("Ansökningar"),
    "grade": gettext_lazy("Betyg"), "choices": gettext_lazy("Sökandes val"),
    "cut_off": gettext_lazy("Tidigare antagningsgränser"), "facts": gettext_lazy("Skolornas ord"),
    "open_house": gettext_lazy("Öppet hus"),
}  # fmt: skip
_FAULTS = {
    "formula": gettext_lazy("Cellen innehåller en formel. Klistra in värdet i stället för formeln."),
    "error_value": gettext_lazy("Cellen visar felet %(value)s. Rätta den i kalkylbladet."),
    "empty": gettext_lazy("Värdet saknas. Fyll i det."),
    "too_long": gettext_lazy("Texten är för lång. Den får ha högst %(limit)s tecken."),
    "not_yes_or_no": gettext_lazy("”%(value)s” går inte att läsa som ja eller nej. Skriv ja eller nej."),
    "not_whole": gettext_lazy("”%(value)s” är inte ett heltal."),
    "out_of_range": gettext_lazy("%(value)s är inte möjligt. Skriv ett tal från %(least)s till %(most)s."),
    "not_decimal": gettext_lazy("”%(value)s” är inte ett tal. Skriv till exempel 104,5."),
    "not_one_of": gettext_lazy("”%(value)s” känns inte igen. Skriv något av: %(allowed)s."),
    "clock": gettext_lazy("”%(value)s” är inget klockslag. Skriv till exempel 17:30."),
    "closes_before_it_opens": gettext_lazy("Öppet hus slutar innan det börjar. Rätta klockslagen."),
    "offering_elsewhere": gettext_lazy("Utbildningen %(code)s finns inte på den skolan. Kontrollera koderna."),
    "not_a_date": gettext_lazy("”%(value)s” är inte ett datum. Skriv år-månad-dag, till exempel 2027-06-12."),
    "grade": gettext_lazy("”%(value)s” är inte ett betyg. Skriv A, B, C, D, E, F eller ett streck."),
    "security_marking": gettext_lazy("”%(value)s” känns inte igen. Skriv nej, sekretessmarkering eller skyddad folkbokföring."),
    "school_unit_code": gettext_lazy("”%(value)s” är inte en skolenhetskod. Den har åtta siffror."),
    "school_unit_unknown": gettext_lazy("Skolenheten %(code)s finns inte i registret. Kontrollera koden."),
    "municipality_unknown": gettext_lazy("Kommunen ”%(code)s” känns inte igen. Skriv namnet eller den fyrsiffriga koden."),
    "programme": gettext_lazy("Programkoden ”%(value)s” finns inte. Skriv till exempel NA25."),
    "subject": gettext_lazy("Ämneskoden ”%(value)s” finns inte. Skriv till exempel MA."),
    "quotas_over_seats": gettext_lazy("Fri kvot och provplatser är tillsammans %(quotas)s, fler än de %(seats)s platserna."),
    "pool_incomplete": gettext_lazy("En platspool behöver både namn och antal platser."),
    "has_space": gettext_lazy("Koden ”%(value)s” får inte innehålla mellanslag."),
    "class_without_nine": gettext_lazy("I klassen ”%(value)s” står inte årskursen. Skriv till exempel 9A. Går eleven inte i årskurs 9, lämna rutan tom."),
    "email": gettext_lazy("E-postadressen ser inte rätt ut."),
    "guardian_name": gettext_lazy("Vårdnadshavaren saknar förnamn eller efternamn."),
    "guardian_twice": gettext_lazy("Vårdnadshavaren har samma personnummer som eleven eller som den andra vårdnadshavaren."),
    "guardian_differs": gettext_lazy("Vårdnadshavaren har ett annat namn eller en annan e-postadress på rad %(first)s. Skriv lika på båda raderna."),
    "language_missing": gettext_lazy("Eleven har betyg i flera språk (%(known)s). Skriv vilket språk betyget i %(subject)s gäller."),
    "no_registration_time": gettext_lazy("Det framgår inte när betyget registrerades. Lägg till en kolumn eller ange datum när du matchar kolumner."),
    "in_the_future": gettext_lazy("Registreringsdatum %(date)s har inte varit än. Rätta datumet."),
    "no_rows": gettext_lazy("Filen har inga rader under rubrikerna."),
    "repeated": gettext_lazy("Samma uppgift finns redan på rad %(first)s. Ta bort den ena."),
    "offering_twice": gettext_lazy("Samma utbildning är vald redan på rad %(first)s. Ta bort den ena."),
    "rank_gap": gettext_lazy("Val %(expected)s saknas före val %(rank)s. Numrera valen 1, 2, 3 utan luckor."),
    "offering_unknown": gettext_lazy("Utbildningen %(code)s finns inte i utbudet. Kontrollera koden eller läs in utbudet först."),
    "person_unknown": gettext_lazy("Ingen sökande har det personnumret. Läs in eleven först, eller kontrollera numret."),
    "other_school": gettext_lazy("Eleven hör till en annan skola. En skola lämnar bara uppgifter om sina egna elever."),
    "admission_year": gettext_lazy("”%(value)s” är inte ett antagningsår som har varit. Skriv till exempel 2026."),
    "web_address": gettext_lazy("”%(value)s” är inte en webbadress. Den ska börja med https://."),
    "language_of_words": gettext_lazy("Språket ”%(value)s” används inte här. Skriv sv eller en."),
    "merit_too_high": gettext_lazy("%(value)s är mer än någon kan ha. Kontrollera siffran."),
    "lowest_over_median": gettext_lazy("Lägsta (%(lowest)s) är högre än medianen (%(median)s). Kontrollera att kolumnerna inte är omkastade."),
    "half_dump": gettext_lazy("Filen har %(found)s av de %(stored)s utbildningar som finns i utbudet. Det ser ut som en halv hämtning: hämta alla sidor och läs in dem i en fil."),
    "declared_rows": gettext_lazy("Du angav %(declared)s rader, men filen har %(found)s."),
    "declared_persons": gettext_lazy("Du angav %(declared)s elever, men filen har %(found)s."),
    "declared_merit": gettext_lazy("Du angav meritsumman %(declared)s, men betygen i filen ger %(found)s."),
    "civic_no_empty": gettext_lazy("Personnumret saknas."),
    "civic_no_form": gettext_lazy("Det här är inte ett personnummer. Skriv ÅÅÅÅMMDD-NNNN. Kontrollera att kalkylbladet inte har tagit bort nollor."),
    "civic_no_date": gettext_lazy("Datumet i personnumret finns inte."),
    "civic_no_future": gettext_lazy("Födelsedatumet har inte varit än."),
    "civic_no_too_old": gettext_lazy("Födelsedatumet ligger för långt tillbaka."),
    "civic_no_century": gettext_lazy("Århundradet i personnumret stämmer inte. Skriv året med fyra siffror."),
    "civic_no_check_digit": gettext_lazy("Personnumret stämmer inte. Kontrollera de fyra sista siffrorna."),
}  # fmt: skip
REFUSALS = {
    "empty": gettext_lazy("Filen är tom. Välj en fil med rubriker och rader."),
    "too_large": gettext_lazy("Filen är för stor. Den får vara högst 25 MB. Dela upp den."),
    "too_heavy": gettext_lazy("Filen är för tung att läsa. Spara bara bladet med listan i en ny fil."),
    "zip_bomb": gettext_lazy("Filen packas upp till något orimligt stort och lästes inte."),
    "too_many_members": gettext_lazy("Filen har för många delar och lästes inte. Spara om den i Excel."),
    "too_many_sheets": gettext_lazy("Filen har för många blad. Spara bladet med listan i en ny fil."),
    "too_many_rows": gettext_lazy("Filen har för många rader. Dela upp den."),
    "too_many_columns": gettext_lazy("Filen har för många kolumner. Ta bort dem som inte behövs."),
    "too_many_cells": gettext_lazy("Filen har för många celler. Ta bort tomma rader och kolumner."),
    "text_too_long": gettext_lazy("En cell har för lång text. Korta den."),
    "type_unknown": gettext_lazy("Filtypen går inte att läsa. Spara som .xlsx, .xls, .ods eller .csv."),
    "type_mismatch": gettext_lazy("Filens innehåll stämmer inte med filändelsen. Spara om den i rätt format."),
    "encrypted": gettext_lazy("Filen har lösenord. Ta bort lösenordet och ladda upp igen. Överföringen hit är krypterad."),
    "macros": gettext_lazy("Filen har makron. Spara som .xlsx utan makron."),
    "external_link": gettext_lazy("Filen länkar till andra filer. Klistra in värdena i stället för länkarna."),
    "embedded": gettext_lazy("Filen har inbäddade objekt. Ta bort dem och spara igen."),
    "dtd": gettext_lazy("Filen innehåller kod som inte hör hemma i en lista och lästes inte."),
    "binary": gettext_lazy("Filen är inte en lista som går att läsa. Spara som .xlsx eller .csv."),
    "encoding": gettext_lazy("Tecknen i filen går inte att läsa. Spara som CSV UTF-8 eller .xlsx."),
    "pages_missing": gettext_lazy("Filen är inte hel: den har %(found)s av de %(stated)s rader som tjänsten säger att det finns. Hämta alla sidor och lägg dem i samma fil."),
    "not_json": gettext_lazy("Filen går inte att läsa som JSON från rad %(row)s. Den kan vara avbruten: hämta den igen från tjänsten."),
    "no_objects": gettext_lazy("Filen har ingen lista att läsa in. Tjänsten kan ha svarat med ett fel i stället: öppna filen och läs vad som står, och hämta den igen."),
    "web_page": gettext_lazy("Filen är en webbsida, inte data. Tjänsten kan ha svarat med ett fel: öppna filen och läs vad som står, och hämta den igen."),
    "damaged": gettext_lazy("Filen är skadad. Öppna den i Excel, spara igen och ladda upp på nytt."),
}  # fmt: skip


def refusal_sentence(code: str, facts: Mapping[str, object]) -> str:
    """Why a file was not read, and what to do."""
    return str(REFUSALS[code]) % facts


def fault_sentence(code: str, facts: dict[str, str]) -> str:
    """What is wrong and what to do, in one or two sentences. An unknown code raises KeyError."""
    return str(_FAULTS[code]) % facts


def field_name(code: str) -> str:
    """A field's name; subject columns get the subject's own name."""

    prefix, _colon, subject = code.partition(":")
    if prefix == "grade" and subject:
        return subject_name(subject).capitalize()
    if prefix == "language" and subject:
        return _("Språk i %(subject)s") % {"subject": subject}
    return str(FIELDS[code])
