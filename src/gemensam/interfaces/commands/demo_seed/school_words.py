"""What the demo's schools tell of themselves: made-up sentences, in Swedish and English."""

from collections.abc import Iterator
from uuid import UUID

from gemensam.domains.catalogue.services.save_offering_facts import FactsRow
from gemensam.interfaces.commands.demo_county import programmes, schools
from gemensam.interfaces.commands.demo_county.model import Offering

# School → (how it is there, the way there), each in Swedish and English.
_SCHOOLS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "HED": (
        ("Skolan ligger mitt i Sundsvall och har många elever på de högskoleförberedande programmen.",
         "The school is in the middle of Sundsvall, and many pupils take the programmes that prepare for university."),
        ("Tio minuters promenad från resecentrum.", "A ten-minute walk from the travel centre."),
    ),
    "VML": (
        ("Här finns de flesta yrkesprogrammen under samma tak, med egna verkstäder, kök och salong.",
         "Most vocational programmes are under one roof here, with workshops, kitchens and a salon of our own."),
        ("Stadsbuss från resecentrum tar åtta minuter.",
         "The city bus from the travel centre takes eight minutes."),
    ),
    "TGA": (
        ("En liten skola där nästan alla läser teknik eller el. Projekten görs ihop med företag vid sundet.",
         "A small school where nearly everyone studies technology or electricity."),
        ("Bussen från Sundsvall går var tjugonde minut på morgonen.",
         "The bus from Sundsvall leaves every twenty minutes in the morning."),
    ),
    "MNG": (
        ("Tre program, små klasser och en gemensam studietid varje eftermiddag.",
         "Three programmes, small classes and shared study time every afternoon."),
        ("Fem minuters promenad från resecentrum.", "A five-minute walk from the travel centre."),
    ),
    "YGS": (
        ("Yrkesskolan vid Sidsjön. Du är ute på arbetsplatser från första året.",
         "The vocational school by lake Sidsjön. You work at real workplaces from the first year."),
        ("Stadsbuss från resecentrum tar femton minuter.",
         "The city bus from the travel centre takes fifteen minutes."),
    ),
    "SGE": (
        ("Scenskolan i centrum, med egen teater, danssal och inspelningsstudio.",
         "The school for the stage, in the city centre, with a theatre, a dance hall and a studio."),
        ("Tio minuters promenad från resecentrum.", "A ten-minute walk from the travel centre."),
    ),
    "HGY": (
        ("Stadens stora gymnasium, med både yrkesprogram och högskoleförberedande program.",
         "The town’s large school, with both vocational programmes and programmes that prepare for university."),
        ("Tåg från Sundsvall och Kramfors stannar tio minuters promenad bort.",
         "Trains from Sundsvall and Kramfors stop ten minutes’ walk away."),
    ),
    "SKB": (
        ("Två program vid hamnen. Alla känner alla.",
         "Two programmes by the harbour. Everyone knows everyone."),
        ("Femton minuters promenad från stationen.", "A fifteen-minute walk from the station."),
    ),
    "OGY": (
        ("Örnsköldsviks gymnasium har nästan alla program och ett nära samarbete med industrin.",
         "Örnsköldsvik’s school has nearly every programme and works closely with industry."),
        ("Fem minuter från resecentrum med stadsbuss.", "Five minutes from the travel centre by city bus."),
    ),
    "BHG": (
        ("En friskola med fyra program och gemensamma lokaler i gamla varvet.",
         "An independent school with four programmes, in the old shipyard."),
        ("Tio minuters promenad från resecentrum.", "A ten-minute walk from the travel centre."),
    ),
    "SOG": (
        ("Gymnasiet i Sollefteå är litet nog för att lärarna ska kunna ditt namn första veckan.",
         "The school in Sollefteå is small enough for the teachers to know your name in the first week."),
        ("Bussar från Kramfors och Långsele stannar utanför skolan.",
         "Buses from Kramfors and Långsele stop outside the school."),
    ),
    "SKD": (
        ("Naturbruksskolan på Skedom har stall, djurhus och elevhem.",
         "The school of land-based studies at Skedom has stables, an animal house and a boarding house."),
        ("Skolbuss från Sollefteå morgon och kväll. Elevhem finns.",
         "School bus from Sollefteå morning and evening. Boarding is possible."),
    ),
    "TIG": (
        ("Timrå gymnasium, en kvart från Sundsvall, med ishockey och nära till ishallen.",
         "Timrå’s school, a quarter of an hour from Sundsvall, with ice hockey next to the rink."),
        ("Tåg och buss från Sundsvall tar en kvart.",
         "Train and bus from Sundsvall take a quarter of an hour."),
    ),
    "ADA": (
        ("Ådalsskolan i Kramfors har fem program och egen automationshall.",
         "Ådalsskolan in Kramfors has five programmes and an automation hall of its own."),
        ("Tåget stannar åtta minuters promenad från skolan.",
         "The train stops eight minutes’ walk from the school."),
    ),
    "NVK": (
        ("Nordvik ligger vid Ångermanälven, med lantbruk, skog, djur och elevhem.",
         "Nordvik is by the river Ångermanälven, with farming, forestry, animals and a boarding house."),
        ("Skolbuss från Kramfors och Härnösand. Elevhem finns.",
         "School bus from Kramfors and Härnösand. Boarding is possible."),
    ),
    "BOB": (
        ("Bobergsgymnasiet i Ånge är litet, och riksintaget i järnvägsteknik drar elever från hela landet.",
         "Bobergsgymnasiet in Ånge is small, and its railway programme draws pupils from all of Sweden."),
        ("Fem minuters promenad från stationen.", "A five-minute walk from the station."),
    ),
}  # fmt: skip
_TESTS = {
    "adds": (
        "Du gör ett prov på skolan i mars. Provet ger poäng som läggs till ditt meritvärde.",
        "You take a test at the school in March. It gives points that are added to your merit value.",
    ),
    "required": (
        "Du måste bli godkänd på ett prov i februari. Anmäl dig till skolan senast den sista ansökningsdagen.",
        "You must pass a test in February. Register with the school by the last day of application.",
    ),
    "none": ("", ""),
}


def words_on(one: Offering, offering_id: UUID) -> Iterator[FactsRow]:
    """The words on an offering, first in Swedish, then in English."""
    school = one.offering_id.split("-", maxsplit=1)[0]
    told, way = _SCHOOLS[school]
    fact = next(fact for fact in schools.GYMNASIA if fact.short == school)
    host = "skolan-" + fact.short.lower()
    is_apprenticeship = one.study_path[6:7] == "L"
    for place, language in enumerate(("sv", "en")):
        yield FactsRow(
            offering_id=offering_id,
            language=language,
            description=told[place] + _apprentice(is_apprenticeship, place),
            travel=way[place],
            skill_test_text=_TESTS[one.skill_test][place],
            web_address=f"https://{host}.example/{_page(one)}",
            apprenticeship=is_apprenticeship,
        )


def _apprentice(is_apprenticeship: bool, place: int) -> str:
    if not is_apprenticeship:
        return ""
    return (
        " Du är lärling: minst halva tiden lär du dig yrket på en arbetsplats.",
        " You are an apprentice: at least half of the time you learn the trade at a workplace.",
    )[place]


def _page(one: Offering) -> str:
    letters = (one.base_programme or one.programme)[:2]
    name = programmes.BY_LETTERS[letters].name.lower() if letters in programmes.BY_LETTERS else letters
    return name.replace("å", "a").replace("ä", "a").replace("ö", "o").replace(" ", "-")
