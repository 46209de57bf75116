"""Swedish words for the right price: questions, answers, reasons, what is lacking, paragraphs."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.rules.pricing.cases import Step
from gemensam.rules.pricing.codes import NAMES

QUESTIONS = {
    "nordic": gettext_lazy("Betalar staten för eleven enligt den nordiska överenskommelsen?"),
    "track": gettext_lazy("Vilken sorts utbildning är det?"),
    "provider": gettext_lazy("Vem anordnar utbildningen?"),
    "hand": gettext_lazy("Är eleven mottagen i första eller andra hand?"),
    "agreed": gettext_lazy("Finns ett avtal om priset?"),
    "inside_area": gettext_lazy("Hör hemkommunen och anordnaren till samma samverkansområde?"),
    "started": gettext_lazy("När började utbildningen?"),
    "home_has_own_cost": gettext_lazy("Har hemkommunen en egen kostnad för motsvarande utbildning?"),
    "lower": gettext_lazy("Vilken kostnad är lägst?"),
    "supply": gettext_lazy("Vem erbjuder utbildningen till elever i hemkommunen?"),
    "area_joint": gettext_lazy("Har samverkansområdets prislista ett pris för utbildningen?"),
    "area_grants": gettext_lazy("Har de kommuner i området som anordnar utbildningen beslutat egna bidragsbelopp?"),
    "support_year_left": gettext_lazy("Är det kvar av året med stöd för att nå behörighet?"),
    "agreed_individual": gettext_lazy("Finns en överenskommelse om priset med anordnaren?"),
    "placed": gettext_lazy("Bor eleven i ett HVB-hem eller liknande utanför hemmet?"),
}  # fmt: skip
ANSWERS = {
    "yes": gettext_lazy("Ja"),
    "no": gettext_lazy("Nej"),
    "public": gettext_lazy("En kommun eller region"),
    "independent": gettext_lazy("En fristående skola"),
    "first": gettext_lazy("Första hand"),
    "second": gettext_lazy("Andra hand"),
    "none": gettext_lazy("Nej, inget avtal"),
    "joint": gettext_lazy("Ja, samverkansprislistan"),
    "self_cost": gettext_lazy("Ja, anordnarens egen prislista"),
    "home": gettext_lazy("Hemkommunen själv"),
    "area": gettext_lazy("En annan kommun i samverkansområdet"),
    "nowhere": gettext_lazy("Ingen i samverkansområdet"),
    "before": gettext_lazy("Före den 1 juli 2025"),
    "after": gettext_lazy("Den 1 juli 2025 eller senare"),
    "national_programme": gettext_lazy("Nationellt program"),
    "ib": gettext_lazy("International Baccalaureate"),
    "national_variant": gettext_lazy("Särskild variant eller riksrekryterande utbildning"),
    "imv": gettext_lazy("Programinriktat val (IMV)"),
    "individual": gettext_lazy("Individuellt utformat introduktionsprogram"),
    "adapted": gettext_lazy("Anpassad gymnasieskola"),
}
LOWER = {"home": gettext_lazy("Hemkommunens"), "provider": gettext_lazy("Anordnarens")}
REASONS = {
    "nordic_pupil": gettext_lazy("Staten betalar hälften av riksprislistans belopp varje termin."),
    "ib_as_natural_science": gettext_lazy("IB ersätts med riksprislistans belopp för naturvetenskapsprogrammet."),
    "decided_by_agency": gettext_lazy("Skolverket har beslutat beloppet för den här utbildningen."),
    "agreed_individual": gettext_lazy("Priset är överenskommet med anordnaren."),
    "placed_self_cost": gettext_lazy("Anordnarens självkostnad, eftersom eleven är placerad utanför hemmet."),
    "agreed_joint": gettext_lazy("Samverkansprislistan gäller enligt avtal."),
    "agreed_self_cost": gettext_lazy("Anordnarens prislista gäller enligt avtal."),
    "self_cost": gettext_lazy("Anordnarens självkostnad, eftersom inget avtal finns."),
    "second_hand_home": gettext_lazy("Eleven är mottagen i andra hand: hemkommunens kostnad är lägst och är det högsta som betalas."),
    "second_hand_provider": gettext_lazy("Eleven är mottagen i andra hand: anordnarens kostnad är lägst."),
    "second_hand_no_home_cost": gettext_lazy("Hemkommunen har ingen egen kostnad att jämföra med."),
    "home_grant": gettext_lazy("Hemkommunens eget grundbelopp, på samma grunder som till de egna skolorna."),
    "area_joint": gettext_lazy("Samverkansområdets pris med 6 procent för mervärdesskatt."),
    "area_mean": gettext_lazy("Medelvärdet av bidragsbeloppen i de kommuner i området som anordnar utbildningen."),
    "area_host": gettext_lazy("Lägeskommunens bidragsbelopp."),
    "national_list": gettext_lazy("Riksprislistans belopp. Mervärdesskatten ingår redan."),
    "imv_support": gettext_lazy("Stöd för att nå behörighet betalas i högst ett år."),
    "imv_support_ended": gettext_lazy("Stödet har upphört: det betalas i högst ett år, två terminer räknat från starten."),
}  # fmt: skip
MISSING = {
    "no_national_row": gettext_lazy("Riksprislistan saknar utbildningen det här året. Läs in årets riksprislista."),
    "no_variant_row": gettext_lazy("Skolverkets belopp för utbildningen saknas. Lägg in det under Övriga priser."),
    "agreement_required": gettext_lazy("Det krävs en överenskommelse om priset innan eleven tas emot. Lägg in den under Övriga priser."),
    "no_joint_row": gettext_lazy("Samverkansprislistan saknar utbildningen den dagen."),
    "no_self_cost_row": gettext_lazy("Anordnarens pris för utbildningen saknas. Lägg in det under Övriga priser."),
    "old_rule_inside_area": gettext_lazy("Inom samverkansområdet finns ingen rätt till ersättning utan avtal för utbildning som började före den 1 juli 2025."),
    "adapted_inside_area": gettext_lazy("Inom samverkansområdet finns ingen rätt till ersättning utan avtal för anpassad gymnasieskola."),
    "no_premises": gettext_lazy("Lokalkostnaden saknas. Den ska alltid framgå av beslutet. Fyll i den under Övriga priser."),
    "no_home_grant_row": gettext_lazy("Hemkommunens grundbelopp för utbildningen saknas."),
    "no_area_row": gettext_lazy("Varken samverkansprislistan eller kommunerna i området har ett pris för utbildningen."),
    "no_support_row": gettext_lazy("Beloppet för stöd i programinriktat val saknas. Lägg in det under Övriga priser."),
    "unknown_provider": gettext_lazy("Anordnaren finns inte i registret."),
    "no_agreement": gettext_lazy("Avtal om avläsningsdagar saknas. Lägg in ett avtal med kommunen eller ett som gäller alla."),
    "state_pays": gettext_lazy("Staten betalar för eleven. Begär ersättningen av Skolverket, ingen kommun faktureras."),
}  # fmt: skip
LISTS = {
    "joint": gettext_lazy("Samverkansprislistan"),
    "self_cost": gettext_lazy("Anordnarens prislista"),
    "own_grant": gettext_lazy("Kommunens bidragsbelopp"),
    "national": gettext_lazy("Riksprislistan"),
    "national_variant": gettext_lazy("Skolverkets beslut för en utbildning"),
    "individual": gettext_lazy("Överenskommelse om ett introduktionsprogram"),
    "imv_support": gettext_lazy("Stöd i programinriktat val"),
}
OPERATIONS = {
    "as_listed": gettext_lazy("beloppet som det står"),
    "lowest": gettext_lazy("det lägsta av beloppen"),
    "with_vat": gettext_lazy("beloppet och 6 procent för mervärdesskatt"),
    "mean": gettext_lazy("medelvärdet av beloppen"),
    "half": gettext_lazy("hälften av beloppet"),
    "half_without_vat": gettext_lazy("hälften av beloppet, utan mervärdesskatt (delat med 1,06)"),
}
PARTS = {
    "education": gettext_lazy("Utbildning"),
    "support": gettext_lazy("Stöd för att nå behörighet"),
}
PROFILES = {
    "orebro": gettext_lazy("Den 15 varje månad; maj och juni i maj, juli–september i september"),
    "habo": gettext_lazy("Den 10 varje månad, närvarande; september den 15, juli och augusti den 31 augusti"),
    "daily": gettext_lazy("Varje dag"),
}
AGREED = {
    "none": gettext_lazy("Inget avtal om pris: lagens regler"),
    "joint": gettext_lazy("Samverkansprislistan"),
    "self_cost": gettext_lazy("Anordnarens prislista"),
}
_LAW = re.compile(r"(SL|GF) (\d+):(.+)")


def law_text(law: str) -> str:
    """A paragraph as people write it: SL 16:51 is 16 kap. 51 § skollagen."""
    found = _LAW.fullmatch(law)
    if found:
        name = _("skollagen") if found[1] == "SL" else _("gymnasieförordningen")
        sign = "§§" if "–" in found[3] else "§"
        return _("%(chapter)s kap. %(section)s %(sign)s %(name)s") % {
            "chapter": found[2], "section": found[3], "sign": sign, "name": name,
        }  # fmt: skip
    if law.startswith("SFS"):
        return _("Övergångsbestämmelserna till %(law)s") % {"law": law}
    return _("Skolverkets föreskrifter om riksprislista") if law == "SKOLFS" else law


def answer_text(step: Step) -> str:
    """What was answered."""
    words = LOWER if step.question == "lower" else ANSWERS
    return str(words.get(step.answer, step.answer))


def part_text(part: str) -> str:
    """Which part of the price, or which supplement."""
    if part.startswith("supplement:"):
        return _("Tillägg %(code)s") % {"code": part.partition(":")[2]}
    return str(PARTS.get(part, part))


def education_choices() -> list[tuple[str, str]]:
    """Every education that lists price, by its codes."""
    return [
        (f"{code}:{orientation}", f"{name} ({f'{code} {orientation}'.strip()})")
        for (code, orientation), name in NAMES.items()
    ]
