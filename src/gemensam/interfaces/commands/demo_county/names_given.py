"""Given names of invented people.

Ordinary names, combined by chance; none of them points at a real person.
"""

GIRLS_2011: tuple[str, ...] = (
    "Agnes", "Alice", "Alicia", "Alma", "Alva", "Amanda", "Amelia", "Anna", "Annie", "Astrid", "Bianca",
    "Cajsa", "Celine", "Clara", "Cornelia", "Ebba", "Edith", "Elin", "Elina", "Elise", "Ella", "Ellen",
    "Ellie", "Elsa", "Elvira", "Emelie", "Emilia", "Emma", "Emmy", "Engla", "Ester", "Evelina", "Felicia",
    "Filippa", "Freja", "Frida", "Greta", "Hanna", "Hedda", "Hilda", "Hilma", "Ida", "Idun", "Ines",
    "Ingrid", "Iris", "Isabella", "Jasmine", "Joline", "Josefin", "Julia", "Juni", "Klara", "Leia", "Leona",
    "Lilly", "Linn", "Linnea", "Lisa", "Liv", "Livia", "Lova", "Lovisa", "Luna", "Lycke", "Maja", "Majken",
    "Maria", "Matilda", "Meja", "Melissa", "Minna", "Mira", "Moa", "Molly", "My", "Märta", "Nathalie",
    "Nellie", "Nova", "Olivia", "Ottilia", "Petra", "Ronja", "Rut", "Saga", "Sanna", "Sara", "Selma",
    "Signe", "Sigrid", "Siri", "Sofia", "Stella", "Stina", "Svea", "Thea", "Tilda", "Tilde", "Tindra",
    "Tuva", "Tyra", "Vega", "Vera", "Vilja", "Wilma", "Ylva", "Åsa", "Alice-Marie", "Anna-Karin",
    "Britta-Stina", "Ella-Maj", "Eva-Lotta", "Märta-Stina", "Ann-Sofie", "Lill-Åsa",
)  # fmt: skip
BOYS_2011: tuple[str, ...] = (
    "Adam", "Adrian", "Albin", "Alex", "Alexander", "Alfred", "Alvar", "Alvin", "Anton", "Aron", "Arvid",
    "August", "Axel", "Benjamin", "Birk", "Casper", "Charlie", "Colin", "Daniel", "David", "Ebbe", "Eddie",
    "Edvin", "Elias", "Elis", "Elliot", "Elton", "Elvin", "Emil", "Erik", "Erling", "Felix", "Filip",
    "Frank", "Gabriel", "Gustav", "Hampus", "Hannes", "Harry", "Henry", "Hjalmar", "Hugo", "Isak", "Ivar",
    "Jack", "Jakob", "Jesper", "Joel", "Jonathan", "Josef", "Julian", "Kevin", "Kian", "Knut", "Leo",
    "Leon", "Liam", "Linus", "Loke", "Love", "Lucas", "Ludvig", "Malte", "Marcus", "Matteo", "Max",
    "Maximilian", "Melker", "Melvin", "Milo", "Milton", "Måns", "Mårten", "Neo", "Nils", "Noa", "Noel",
    "Oliver", "Olle", "Oscar", "Otto", "Pelle", "Rasmus", "Robin", "Sam", "Samuel", "Sebastian", "Sigge",
    "Simon", "Sixten", "Sten", "Svante", "Tage", "Ted", "Theo", "Theodor", "Tim", "Tor", "Truls",
    "Valdemar", "Vidar", "Viggo", "Viktor", "Vilgot", "Vincent", "William", "Wilmer", "Åke", "Östen",
    "Carl-Johan", "Jan-Olov", "Karl-Erik", "Lars-Åke", "Per-Anders", "Sven-Erik",
)  # fmt: skip
GIRLS_ABROAD: tuple[str, ...] = (
    "Aisha", "Amal", "Amina", "Anastasia", "Ania", "Ariana", "Asma", "Aya", "Çiçek", "Dalia", "Dilan",
    "Elif", "Fatima", "Hafsa", "Halima", "Hawa", "Hiba", "Iman", "Ikram", "Jana", "Khadija", "Lana",
    "Layla", "Leila", "Lucía", "Malak", "Maryam", "Mei", "Miriam", "Nadia", "Naima", "Nasra", "Noor",
    "Oksana", "Rahaf", "Rania", "Rojin", "Samira", "Sara", "Selam", "Shirin", "Sumaya", "Sushmita",
    "Thị Hoa", "Tsega", "Warda", "Yasmin", "Yusra", "Zahra", "Zainab", "Zofia", "Zuzanna",
)  # fmt: skip
BOYS_ABROAD: tuple[str, ...] = (
    "Abdirahman", "Abdullah", "Abel", "Ahmad", "Ahmed", "Ali", "Amir", "Anas", "Arash", "Artem", "Bilal",
    "Bogdan", "Dawit", "Diyar", "Emin", "Faisal", "Farhan", "Filmon", "Hamza", "Hassan", "Hussein",
    "Ibrahim", "Idris", "Ismail", "José", "Kacper", "Karim", "Khalid", "Łukasz", "Mahad", "Mahdi", "Malik",
    "Mehmet", "Mohammed", "Mustafa", "Nabil", "Nahom", "Omar", "Osman", "Quốc", "Rami", "Rayan", "Reza",
    "Robel", "Saleh", "Samer", "Szymon", "Tarek", "Yonas", "Youssef", "Yusuf", "Zakaria",
)  # fmt: skip
WOMEN_ADULT: tuple[str, ...] = (
    "Agneta", "Anette", "Angelica", "Anna", "Anneli", "Annika", "Birgitta", "Camilla", "Carina", "Carolina",
    "Caroline", "Cecilia", "Charlotte", "Elisabeth", "Emma", "Erika", "Eva", "Frida", "Gunilla", "Hanna",
    "Helen", "Helena", "Ida", "Jenny", "Jessica", "Johanna", "Josefine", "Karin", "Katarina", "Kerstin",
    "Kristina", "Lena", "Linda", "Lisa", "Lotta", "Madeleine", "Malin", "Maria", "Marie", "Martina", "Mia",
    "Monica", "Pernilla", "Petra", "Pia", "Rebecka", "Sandra", "Sara", "Sofia", "Susanne", "Therese",
    "Ulrika", "Veronica", "Victoria", "Ylva", "Åsa", "Ann-Charlotte", "Ann-Kristin", "Anna-Lena",
    "Britt-Marie", "Eva-Lena", "Marie-Louise",
)  # fmt: skip
MEN_ADULT: tuple[str, ...] = (
    "Anders", "Andreas", "Björn", "Christer", "Christian", "Claes", "Conny", "Daniel", "David", "Erik",
    "Fredrik", "Fredrik", "Göran", "Hans", "Henrik", "Håkan", "Jakob", "Jan", "Jens", "Jesper", "Jimmy",
    "Joakim", "Johan", "Johannes", "Jonas", "Jörgen", "Kent", "Kenneth", "Kristoffer", "Lars", "Leif",
    "Magnus", "Marcus", "Martin", "Mats", "Mattias", "Michael", "Mikael", "Niklas", "Nils", "Ola", "Olof",
    "Patrik", "Per", "Peter", "Pontus", "Rickard", "Robert", "Roger", "Stefan", "Sten", "Sven", "Thomas",
    "Tobias", "Tomas", "Torbjörn", "Ulf", "Urban", "Åke", "Örjan", "Jan-Erik", "Karl-Johan", "Lars-Erik",
    "Per-Olof", "Sven-Olov",
)  # fmt: skip
WOMEN_ABROAD: tuple[str, ...] = (
    "Abeba", "Adriana", "Amina", "Asha", "Emine", "Faduma", "Fatma", "Habiba", "Halyna", "Hodan", "Iwona",
    "Katarzyna", "Khadra", "Layla", "Maryam", "Mulu", "Nadia", "Nasrin", "Natalia", "Noura", "Olena",
    "Parisa", "Rana", "Sahra", "Samira", "Shukri", "Suad", "Thu Hà", "Zahra", "Zeynep",
)  # fmt: skip
MEN_ABROAD: tuple[str, ...] = (
    "Abdi", "Abdul", "Adnan", "Ahmed", "Ali", "Amanuel", "Andrij", "Bashar", "Dariusz", "Farid", "Ghirmay",
    "Hassan", "Ibrahim", "Jamal", "Javad", "Khaled", "Mahmoud", "Marek", "Mohamed", "Mohsen", "Mustafa",
    "Omar", "Osman", "Piotr", "Rashid", "Said", "Samir", "Tesfay", "Văn Minh", "Yusuf",
)  # fmt: skip
