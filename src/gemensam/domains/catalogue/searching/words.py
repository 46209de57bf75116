"""Words that people use for a programme without its name: trades, subjects, short forms, old codes,
        English. Data.

By the letters of the programme code. Written as people write them; they are simplified when they are used.
"""

PROGRAMME_WORDS: dict[str, tuple[str, ...]] = {
    "BA": (
        "bygg", "byggare", "byggprogrammet", "snickare", "timmerman", "murare", "målare", "måleri",
        "plåtslagare",
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
        "it-tekniker", "hårdvara", "elektronik", "energi", "kraftverk", "solceller", "vindkraft", "robot",
        "larm",
        "electrician", "electricity", "energy", "eeaut", "eedat", "eeelt", "eeene",
    ),
    "EK": (
        "ekonom", "ekonomi", "företag", "företagsekonomi", "juridik", "jurist", "advokat", "entreprenör",
        "bank",
        "affärer", "redovisning", "marknadsföring", "business", "economics", "law",
    ),
    "ES": (
        "estet", "estetiska", "kreativ", "scen", "arts",
    ),
    "FR": (
        "frisör", "frisörprogrammet", "hår", "stylist", "salong", "skönhet", "hantverksprogrammet", "hv",
        "hairdresser", "hairdressing", "beauty",
    ),
    "FS": (
        "försäljning", "säljare", "butik", "handel", "handels", "handelsprogrammet", "service", "kundtjänst",
        "lager",
        "e-handel", "administration", "kontor", "retail", "sales", "shop", "ha",
    ),
    "FT": (
        "fordon", "fordonsprogrammet", "bil", "bilar", "mekaniker", "bilmekaniker", "lastbil",
        "lastbilschaufför",
        "chaufför", "transport", "körkort", "personbil", "lackering", "lackerare", "traktor", "maskin", "motor",
        "logistik", "mechanic", "vehicle", "truck", "driver",
    ),
    "HT": (
        "hotell", "turism", "resor", "reseledare", "reception", "receptionist", "konferens", "event",
        "evenemang",
        "guide", "hotel", "tourism", "travel",
    ),
    "HU": (
        "human", "humaniora", "humanist", "språk", "språkprogrammet", "kultur", "filosofi", "latin", "historia",
        "litteratur", "författare", "översättare", "tolk", "moderna språk", "engelska", "franska", "spanska",
        "tyska",
        "languages", "humanities", "culture", "english", "french", "spanish", "german",
    ),
    "IM": (
        "introduktion", "introduktionsprogram", "im", "obehörig", "inte behörig", "introductory",
    ),
    "IN": (
        "industri", "industriprogrammet", "verkstad", "fabrik", "tillverkning", "industry",
    ),
    "NA": (
        "natur", "naturvetenskap", "naturvetare", "naturprogrammet", "nv", "läkare", "matte", "matematik",
        "fysik", "kemi", "biologi", "forskare", "veterinär", "science", "doctor", "physics",
    ),
    "NB": (
        "naturbruk", "naturbruksprogrammet",
    ),
    "RL": (
        "restaurang", "kock", "mat", "matlagning", "servitör", "servering", "bagare", "bageri", "konditor",
        "konditori",
        "livsmedel", "kök", "charkuterist", "chef", "cook", "baker", "food", "restaurant",
    ),
    "SA": (
        "samhäll", "samhälle", "samhällsvetenskap", "samhällsprogrammet", "samhällsvetare", "sam", "beteende",
        "beteendevetenskap", "psykologi", "psykolog", "sociologi", "socionom", "journalist", "journalistik",
        "medier",
        "polis", "lärare", "politik", "social science", "psychology",
    ),
    "TE": (
        "teknik", "teknikprogrammet", "tekniker", "ingenjör", "programmering", "programmerare", "data",
        "datavetenskap",
        "it", "spel", "spelutveckling", "gaming", "hårdvara", "mjukvara", "webb", "webbutveckling", "ai",
        "arkitekt", "design", "produktutveckling", "uppfinnare", "technology",
        "engineering", "engineer", "programming",
    ),
    "VF": (
        "vvs", "rörmokare", "rör", "fastighet", "fastighetsskötare", "ventilation", "kyl", "kyltekniker",
        "värmepump",
        "vaktmästare", "plumber", "plumbing", "heating",
    ),
    "VO": (
        "vård", "vårdprogrammet", "omsorg", "undersköterska", "usk", "sjuksköterska", "skötare", "äldreomsorg",
        "ambulans", "sjukvård", "tandsköterska", "personlig assistent", "psykiatri", "nurse", "nursing", "care",
        "health",
    ),
}  # fmt: skip

# Words for an orientation that one applies to from the first year. They are not words for its programme's other
# orientations: the key is what a title that tells of the orientation has after the programme's name.
ORIENTATION_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "ES": {
        "bild": ("bild", "konst", "konstnär", "formgivning", "art", "esbil"),
        "dans": ("dans", "dansare", "dance", "esdan"),
        "media": ("media", "film", "foto", "fotograf", "esest"),
        "mode": ("mode", "modedesign", "design", "esmod"),
        "musik": ("musik", "musiker", "sång", "kör", "gitarr", "music", "esmus"),
        "teater": ("teater", "skådespelare", "theatre", "estea"),
    },
    "FR": {
        "barber": ("barberare", "barber"),
        "frisör": ("frfri", "hvfri"),
        "makeup": ("makeup", "smink", "sminkör", "makeup artist"),
    },
    "IN": {
        "drift": ("underhåll", "driftsäkerhet", "indri"),
        "process": ("process", "processoperatör", "inprc"),
        "produkt": ("cnc", "cnc-operatör", "inpro"),
        "svets": ("svets", "svetsare", "svetsning", "welder", "welding", "insve"),
    },
    "NB": {
        "djur": ("djur", "djurvård", "djurskötare", "hund", "animals", "nbdju"),
        "häst": ("häst", "hästar", "ridning", "hippolog", "horse", "horses", "nbhas"),
        "lantbruk": ("lantbruk", "bonde", "farming", "nblan"),
        "naturturism": ("friluftsliv", "fiske", "naturguide", "nbnat"),
        "skog": ("skog", "skogsbruk", "skogsmaskin", "forestry", "nbsko"),
        "trädgård": ("trädgård", "florist", "gardening", "nbtra"),
    },
}  # fmt: skip

# Words for what a title tells, whichever the programme.
TITLE_WORDS: dict[str, tuple[str, ...]] = {
    "idrottsutbildning": ("niu", "elitidrott", "idrottsgymnasium"),
    "riksidrott": ("rig", "elitidrott", "idrottsgymnasium"),
    "riksrekryterande": ("riksintag", "hela landet"),
}

# Words for one of the introduction programmes, also by the names that older lists have.
INTRODUCTION_WORDS: dict[str, tuple[str, ...]] = {
    "IMV": ("imv", "programinriktat", "programinriktat val", "imr", "pro"),
    "IMY": ("imy", "yrkesintroduktion", "yrk"),
    "IMA": ("ima", "individuellt", "individuellt alternativ", "ind"),
    "IMS": ("ims", "språkintroduktion", "sprint", "nyanländ", "spr"),
}

# What nobody applies for with a choice here, and the words that people look for it with.
ELSEWHERE_WORDS: dict[str, tuple[str, ...]] = {
    "adapted": ("anpassad", "anpassade", "särskola", "gymnasiesärskola", "gymnasiesärskolan", "särgymnasium"),
    "individual": (*INTRODUCTION_WORDS["IMA"], *INTRODUCTION_WORDS["IMS"]),
}

# Words that say nothing about which education is meant.
EMPTY_WORDS = frozenset(
    (
        "och", "i", "på", "vid", "till", "för", "av", "med", "som", "en", "ett", "jag", "vill", "bli", "läsa",
        "gå", "kan", "skola", "skolan", "skolor", "gymnasium", "gymnasiet", "gymnasie", "gymnasieskola",
        "gy", "gymn", "gym", "gy11", "gy25", "program", "programmet", "programmen", "linje", "linjen",
        "utbildning", "utbildningar", "utbildningen",
        "inriktning", "inriktningen", "kommun", "kommuns", "län", "the", "a", "and", "in", "at", "of", "school",
        "programme", "upper", "secondary",
    )
)  # fmt: skip

# Words for how an education is given, by what is asked of the offering.
APPRENTICE_WORDS = ("lärling", "lärlingsutbildning", "gymnasial lärling", "apprentice", "apprenticeship")
