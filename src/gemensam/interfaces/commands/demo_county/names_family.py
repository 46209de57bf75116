"""Family names of invented people, and the canary name that tests search for."""

# Ordinary Swedish family names; those at the head are drawn more often (see people.py).
SWEDISH: tuple[str, ...] = (
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson", "Svensson",
    "Gustafsson", "Pettersson", "Jonsson", "Jansson", "Hansson", "Bengtsson", "Jönsson", "Nordin",
    "Sundström", "Lindberg", "Berglund", "Nordström", "Lundgren", "Sjödin", "Edlund", "Wiklund", "Norberg",
    "Åström", "Öberg", "Sundqvist", "Häggström", "Byström", "Hedström", "Nyberg", "Nyström", "Forsberg",
    "Hellström", "Sjölander", "Sandström", "Strömberg", "Söderberg", "Söderlund", "Englund", "Westman",
    "Vestin", "Näsman", "Åslund", "Åberg", "Åkerlund", "Åhlén", "Ångström", "Ödling", "Öhman", "Öhrn",
    "Östman", "Östlund", "Österberg", "Backlund", "Bergman", "Bergström", "Blomqvist", "Bodin", "Boström",
    "Brännström", "Burman", "Bylund", "Dahlin", "Domeij", "Edin", "Edström", "Ekholm", "Elfving",
    "Engström", "Fahlén", "Fjällström", "Flodin", "Forslund", "Frisk", "Frölander", "Fällström", "Gidlund",
    "Grafström", "Granlund", "Gradin", "Gulliksson", "Gådin", "Hamrin", "Hammarström", "Hedlund", "Hedman",
    "Holmgren", "Holmlund", "Hultin", "Höglund", "Högberg", "Hörnfeldt", "Jakobsson", "Jonasson", "Kallin",
    "Kjellin", "Kroon", "Källström", "Lidén", "Lif", "Lindgren", "Lindholm", "Lindström", "Linder", "Lodin",
    "Lundin", "Lundström", "Löfgren", "Löfroth", "Lögdberg", "Malmqvist", "Melin", "Modin", "Molander",
    "Moström", "Myhrman", "Målberg", "Mårtensson", "Nordlander", "Nordlund", "Norlén", "Näslund",
    "Olofsson", "Palm", "Rask", "Ringdahl", "Rosén", "Rådström", "Rönnbäck", "Rönnqvist", "Salin",
    "Sandberg", "Sellin", "Selin", "Sjöberg", "Sjögren", "Sjöström", "Skoglund", "Sköld", "Stark",
    "Stenberg", "Strandberg", "Strindlund", "Ståhl", "Sundberg", "Sundin", "Svedberg", "Svedin", "Säfström",
    "Södergren", "Sörlin", "Thelin", "Thunberg", "Tjärnström", "Tängmark", "Ulander", "Vallin", "Vedin",
    "Wallgren", "Wahlberg", "Westberg", "Westin", "Wikström", "Vikner", "Zetterlund", "Zingmark",
    "Zackrisson",
)  # fmt: skip
# Long and double names, particles, and names with a hyphen: they break columns, sorting and file formats.
SWEDISH_LONG: tuple[str, ...] = (
    "af Ekenstam-Åkerblom", "Bergström-Fahlander", "Edin Höglund", "Grundström-Öhrnberg", "Hallén Sjödin",
    "Lindqvist von Strandh", "Nordenström-Hägglöf", "Oscarsson Åhlund", "Sundelöf-Westergren",
    "von Rosenqvist-Ödmark", "Wennergren-Bäckstrand", "Åkerström-Lagerkvist af Forsnäs",
)  # fmt: skip
ABROAD: tuple[str, ...] = (
    "Abdi", "Abdullahi", "Abebe", "Aden", "Ahmadi", "Ahmed", "Akbari", "Al-Hassan", "Al-Khatib", "Ali",
    "Alijevska", "Aslan", "Bui", "Çelik", "Da Silva", "Demir", "Dąbrowska", "El-Masri", "Farah",
    "García Ruiz", "Gebremedhin", "Haddad", "Haile", "Hassan", "Hosseini", "Hussein", "Ibrahim", "Ismail",
    "Jama", "Kaya", "Khalil", "Kovalenko", "Kowalczyk", "Le", "Lund-Nguyễn", "Mahamud", "Mehari", "Melnyk",
    "Mohamed", "Mohammadi", "Mohamud", "Mustafa", "Nguyễn", "Noori", "Nowak", "Nur", "Omar", "Osman",
    "Petrović", "Rahimi", "Rezaei", "Saleh", "Shevchenko", "Sharif", "Tekle", "Tesfaye", "Warsame",
    "Wiśniewski", "Yılmaz", "Yusuf", "Zerai", "Öztürk",
)  # fmt: skip
# Every protected person bears this word in the family name and the e-mail address, so that a test can search
# for it.
CANARY_WORD = "Kanariefågel"
CANARY: tuple[str, ...] = (
    "Kanariefågel", "Kanariefågelström", "Kanariefågel-Åberg", "von Kanariefågel", "Nilsson Kanariefågel",
    "Kanariefågelsson", "Kanariefågel-Öhman", "Kanariefågellind", "af Kanariefågel", "Kanariefågel Hassan",
)  # fmt: skip
