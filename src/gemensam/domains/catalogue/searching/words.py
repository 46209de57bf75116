"""Words that people use for a programme without its name: trades, subjects, short forms, English. Data.

By the letters of the programme code. Written as people write them; they are simplified when they are used.
"""

PROGRAMME_WORDS: dict[str, tuple[str, ...]] = {
    "BA": (
        "bygg", "byggare", "byggprogrammet", "snickare", "timmerman", "murare", "målare", "måleri", "plåtslagare",
        "betong", "golvläggare", "anläggning", "maskinförare", "grävmaskin", "hus", "husbygge", "hantverk",
        "construction", "builder", "carpenter", "painter",
    ),
    "BF": (
        "barn", "barnskötare", "förskola", "fritids", "fritidsledare", "elevassistent", "idrott", "tränare",
        "personlig tränare", "pedagogik", "socialt arbete", "behandlingsassistent", "badmästare", "childcare",
        "children", "recreation", "leisure",
    ),
    "EE": (
        "el", "elektriker", "elektrik", "elprogrammet", "elteknik", "automation", "dator", "datorer", "nätverk",
        "it-tekniker", "energi", "kraftverk", "solceller", "vindkraft", "robot", "larm", "järnväg", "electrician",
        "electricity", "energy",
    ),
    "EK": (
        "ekonom", "ekonomi", "företag", "företagsekonomi", "juridik", "jurist", "advokat", "entreprenör", "bank",
        "affärer", "redovisning", "marknadsföring", "business", "economics", "law",
    ),
    "ES": (
        "estet", "estetiska", "musik", "sång", "dans", "teater", "skådespelare", "bild", "konst", "konstnär", "media",
        "film", "foto", "design", "mode", "modedesign", "kör", "gitarr", "music", "dance", "theatre", "art", "arts",
    ),
    "FR": (
        "frisör", "frisörprogrammet", "hår", "stylist", "makeup", "smink", "barberare", "barber", "salong", "skönhet",
        "hairdresser", "hairdressing", "beauty",
    ),
    "FS": (
        "försäljning", "säljare", "butik", "handel", "handels", "handelsprogrammet", "service", "kundtjänst", "lager",
        "e-handel", "administration", "kontor", "retail", "sales", "shop",
    ),
    "FT": (
        "fordon", "fordonsprogrammet", "bil", "bilar", "mekaniker", "bilmekaniker", "lastbil", "lastbilschaufför",
        "chaufför", "transport", "körkort", "personbil", "lackering", "lackerare", "traktor", "maskin", "motor",
        "logistik", "mechanic", "vehicle", "truck", "driver",
    ),
    "HT": (
        "hotell", "turism", "resor", "reseledare", "reception", "receptionist", "konferens", "event", "evenemang",
        "guide", "hotel", "tourism", "travel",
    ),
    "HU": (
        "human", "humaniora", "humanist", "språk", "språkprogrammet", "kultur", "filosofi", "latin", "historia",
        "litteratur", "författare", "översättare", "languages", "humanities", "culture",
    ),
    "IM": (
        "introduktion", "introduktionsprogram", "im", "imv", "imy", "ima", "ims", "språkintroduktion", "obehörig",
        "inte behörig", "introductory",
    ),
    "IN": (
        "industri", "industriprogrammet", "svets", "svetsare", "svetsning", "cnc", "process", "processoperatör",
        "verkstad", "fabrik", "underhåll", "driftsäkerhet", "tillverkning", "industry", "welder", "welding",
    ),
    "NA": (
        "natur", "naturvetenskap", "naturvetare", "naturprogrammet", "nv", "läkare", "matte", "matematik",
        "fysik", "kemi", "biologi", "forskare", "veterinär", "spets", "science", "doctor", "physics",
    ),
    "NB": (
        "naturbruk", "djur", "djurvård", "djurskötare", "häst", "hästar", "ridning", "hippolog", "lantbruk", "bonde",
        "skog", "skogsbruk", "skogsmaskin", "trädgård", "florist", "fiske", "friluftsliv", "hund", "animals", "horse",
        "horses", "farming", "forestry",
    ),
    "RL": (
        "restaurang", "kock", "mat", "matlagning", "servitör", "servering", "bagare", "bageri", "konditor", "konditori",
        "livsmedel", "kök", "charkuterist", "chef", "cook", "baker", "food", "restaurant",
    ),
    "SA": (
        "samhäll", "samhälle", "samhällsvetenskap", "samhällsprogrammet", "samhällsvetare", "sam", "beteende",
        "beteendevetenskap", "psykologi", "psykolog", "sociologi", "socionom", "journalist", "journalistik", "medier",
        "polis", "lärare", "politik", "social science", "psychology",
    ),
    "TE": (
        "teknik", "teknikprogrammet", "tekniker", "ingenjör", "programmering", "programmerare", "data", "datavetenskap",
        "it", "spel", "spelutveckling", "arkitekt", "design", "produktutveckling", "uppfinnare", "technology",
        "engineering", "engineer", "programming",
    ),
    "VF": (
        "vvs", "rörmokare", "rör", "fastighet", "fastighetsskötare", "ventilation", "kyl", "kyltekniker", "värmepump",
        "vaktmästare", "plumber", "plumbing", "heating",
    ),
    "VO": (
        "vård", "vårdprogrammet", "omsorg", "undersköterska", "usk", "sjuksköterska", "skötare", "äldreomsorg",
        "ambulans", "sjukvård", "tandsköterska", "personlig assistent", "psykiatri", "nurse", "nursing", "care",
        "health",
    ),
}  # fmt: skip

# Words that say nothing about which education is meant.
EMPTY_WORDS = frozenset(
    (
        "och", "i", "på", "vid", "till", "för", "av", "med", "som", "en", "ett", "jag", "vill", "bli", "läsa",
        "gå", "kan", "skola", "skolan", "skolor", "gymnasium", "gymnasiet", "gymnasie", "gymnasieskola",
        "program", "programmet", "programmen", "linje", "linjen", "utbildning", "utbildningar", "utbildningen",
        "inriktning", "inriktningen", "kommun", "kommuns", "län", "the", "a", "and", "in", "at", "of", "school",
        "programme", "upper", "secondary",
    )
)  # fmt: skip

# Words for how an education is given, by what is asked of the offering.
APPRENTICE_WORDS = ("lärling", "lärlingsutbildning", "gymnasial lärling", "apprentice", "apprenticeship")
