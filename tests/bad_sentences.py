"""What is said of bad files, word for word. « …» at the end: what follows lists what is known, and grows."""

EMPTY = "Filen er tom. Hent udtrækket igen, og indlæs det på ny."
NO_TEXT = "Filen er ikke en tekstfil. Gem udtrækket som CSV, og indlæs det."
ONE_COLUMN = "Filen har kun én kolonne. Gem den som CSV med semikolon mellem kolonnerne."
WEB_PAGE = "Filen er en webside, ikke et udtræk. Åbn den i en browser for at se, hvad der står."
UNCLOSED = "Et anførselstegn er ikke lukket rigtigt på linjen. Ret det, og indlæs filen igen."
NO_FIGURES = "Filen har en overskrift, men ingen tal under den."
UNKNOWN_FILE = "Kolonnerne svarer ikke til et kendt udtræk. Kendte profiler: …"
ZIP_FILE = "Filen er en zip-fil, ikke en Excel-projektmappe. Pak den ud, og indlæs filerne hver for sig."
DAMAGED = "Filen er beskadiget eller ikke hentet helt. Hent den igen, eller gem den på ny i Excel."
NO_NUMBER = "Feltet er ikke et tal. Skriv fx 1.234,5 – eller .. hvis tallet mangler."
NO_PERIOD = (
    "Perioden kan ikke læses. Skriv fx 2023M05, 2023Q1, 2023H1, 2023, maj 2023, 1. kvartal 2023 eller 2022QMAT04."
)
NO_INDICATOR = "Målepunktet findes ikke. Se listen under Målepunkter."
MEANT_FLEX = "Målepunktet findes ikke. Mente du «fleksjobledighed»?"
NO_AREA = "Området findes ikke. Se listen under Målepunkter."
EMPTY_AREA = "Området findes ikke. Feltet er tomt."
MEANT_AABENRAA = "Området findes ikke. Mente du «Aabenraa»?"
AS_LINE_2 = "Samme målepunkt, område og periode står også på linje 2. Behold den ene."
AS_LINE_3 = "Samme målepunkt, område og periode står også på linje 3. Behold den ene."
HOLDS_CPR = (
    "Filen ser ud til at indeholde et CPR-nummer. Den er ikke gemt. Fjern personoplysningerne, og indlæs filen igen."
)
UNKNOWN_COLUMN = (
    "Kolonnen er ukendt. Tilladte kolonner: indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde."
)
DAMAGED_SHEET = (
    "Projektmappens del «xl/worksheets/sheet1.xml» er beskadiget. Åbn filen i Excel, gem den på ny, og indlæs den."
)
GARBLED = (
    "De danske bogstaver er ødelagt («Ã¥»): filen er ikke hentet helt, eller tegnsættet er "
    "forkert. Hent den igen, eller gem den som «CSV UTF-8»."
)
PICTURE = "Filen er et billede, ikke en CSV-fil. Gem den som CSV, og indlæs den."
PACKED_FILE = "Filen er en pakket fil (.gz), ikke en CSV-fil. Gem den som CSV, og indlæs den."
NO_AREAS = "Kolonnen «område» mangler."
TWICE = "Kolonnen findes mere end én gang. Behold den ene."
NO_VALUES = "Der skal være en kolonne «værdi» eller både «tæller» og «nævner»."
UNREADABLE = "Filens tegnsæt kan ikke læses. Gem den som «CSV UTF-8»."
NOTHING = "Der er hverken værdi eller tæller og nævner. Skriv .. hvis tallet mangler."
POINT = "Tallet bruger punktum som komma. Skriv decimaler med komma, fx 11,6."
NEGATIVE = "Tallet kan ikke være negativt."
TOO_LONG = "Tallet er for langt: højst 12 cifre før kommaet og 6 efter."
NO_DENOMINATOR = "Der mangler en nævner: tæller og nævner skal følges ad."
NO_NUMERATOR = "Der mangler en tæller: tæller og nævner skal følges ad."
ABOVE = "Tælleren er større end nævneren."
NO_RANK = "En plads er et helt tal fra 1 og op."
NO_PERCENT = "Tallet er ikke en procent. Skriv det uden %."
OVER_100 = "En andel kan ikke være over 100 %."
YES_OR_NO = "Skriv ja eller nej."
ANSWER_ERROR = (
    "Filen er et svar fra datakilden, ikke et udtræk: «error». Ret nøglen eller forespørgslen, og hent udtrækket igen."
)
PDF = "Filen er en PDF-fil, ikke en CSV-fil. Gem den som CSV, og indlæs den."
RTF = "Filen er et tekstdokument (.rtf), ikke en CSV-fil. Gem den som CSV, og indlæs den."
NOT_UTF_8 = "Filen er ikke i tegnsættet UTF-8. Vælg Windows-1252, eller lad programmet finde ud af det."
ANSWER_KEY = (
    "Filen er et svar fra datakilden, ikke et udtræk: «Nøglen er udløbet». Ret nøglen eller "
    "forespørgslen, og hent udtrækket igen."
)
ANSWER_FIGURES = (
    "Filen er et svar fra datakilden, ikke et udtræk: «fleksjobledighed». Ret nøglen eller "
    "forespørgslen, og hent udtrækket igen."
)
ANSWER = "Filen er et svar fra datakilden, ikke et udtræk. Ret nøglen eller forespørgslen, og hent udtrækket igen."
NO_HEADER = "Filen mangler en linje med kolonnenavne øverst."
TOO_WIDE = "Filen har 10.000 kolonner; højst 1.000 kan læses."
SWALLOWED = "Et felt på linjen går over flere linjer og deres kolonner. Er et anførselstegn ikke lukket?"
COMMAS = "Linjen har 1 felt, men overskriften har 9. Linjen er delt med komma; resten af filen bruger semikolon."
TABS = "Linjen har 1 felt, men overskriften har 9. Linjen er delt med tabulator; resten af filen bruger semikolon."
MIXED_COMMAS = (
    "Linjen har 5 felter, men overskriften har 4. Er decimalkommaer blandet med skillekommaer? Gem filen med semikolon."
)
NO_HEADER_THERE = "Der står ingen overskrift på den linje, du har valgt. Vælg en anden."
SAME_COLUMN = "Kolonnen er den samme som «område». Behold den ene."
SAME_PERIOD = "Kolonnen er samme periode som «2023Q1». Behold den ene."
MEANT_SATISFIED = "Målepunktet findes ikke. Mente du «borgertilfredshed»?"
CELL_TOO_LONG = "Et felt på linjen er over 1.000.000 tegn langt. Er et anførselstegn ikke lukket?"
HAS_1 = "Linjen har 1 felt, men overskriften har 9."
HAS_2 = "Linjen har 2 felter, men overskriften har 9."
HAS_3 = "Linjen har 3 felter, men overskriften har 9."
HAS_8 = "Linjen har 8 felter, men overskriften har 9."
HAS_10 = "Linjen har 10 felter, men overskriften har 9."
HAS_11 = "Linjen har 11 felter, men overskriften har 9."
NO_SHARE = "Målepunktet er ikke en andel og har ingen tæller og nævner. Brug kolonnen værdi."
ZERO = "Nævneren er 0, så der kan ikke regnes en andel."
UNKNOWN_JOBINDSATS = "Filen ligner et udtræk fra Jobindsats, men tabellen er ikke kendt. …"
MEANT_A_DAGPENGE = "Gruppen er ikke kendt i tabellen. Mente du «A-dagpenge mv.»?"
UNKNOWN_STATBANK = (
    "Filen er fra Statistikbanken med variablerne OMRÅDE og TID. Ingen målepunkter er knyttet til den tabel endnu. …"
)
NOTHING_WANTED = (
    "Filen ligner tabel RAS200 fra Statistikbanken, men ingen linje har HERKOMST «I alt», ALDER "
    "«16-64 år», KØN «I alt» og BEREGNING «Erhvervsfrekvens». Vælg dem i Statistikbanken, og "
    "hent filen igen."
)
THOUSANDS = "Tallet har tre decimaler. Er kommaet en tusindadskiller? Skriv tusinder med punktum."
CONTRADICTED = "Værdien passer ikke med tæller og nævner. Andelen regnes af tæller og nævner."
BY_THE_YEAR = "Målepunktet opgøres normalt pr. år, men perioden er januar 2023."
STRANGE_PART = (
    "Projektmappen indeholder et billede eller et indlejret objekt (delen «xl/styles.xmk»), som "
    "ikke kan gennemsøges for CPR-numre. Slet det i Excel, gem filen, og indlæs den igen."
)
WORD_DOCUMENT = "Filen er et Word-dokument. Indlæs tallene som Excel-projektmappe (.xlsx) eller CSV."
OPEN_DOCUMENT = "Filen er et regneark i formatet OpenDocument. Gem det som Excel-projektmappe (.xlsx), og indlæs det."
PASSWORD = "Projektmappen er låst med en adgangskode. Fjern adgangskoden i Excel, gem den, og indlæs den igen."
OLD = "Filen er et ældre regneark (.xls). Åbn den i Excel, gem den som .xlsx, og indlæs den."
MACROS = (
    "Projektmappen indeholder makroer, og dem indlæser vi ikke. Gem den som almindelig "
    "Excel-projektmappe (.xlsx), og indlæs den."
)
EMBEDDED_PICTURE = (
    "Projektmappen indeholder et billede eller et indlejret objekt (delen "
    "«xl/media/image1.png»), som ikke kan gennemsøges for CPR-numre. Slet det i Excel, gem "
    "filen, og indlæs den igen."
)
EMBEDDED_WORKBOOK = (
    "Projektmappen indeholder et billede eller et indlejret objekt (delen "
    "«xl/embeddings/a.xlsx»), som ikke kan gennemsøges for CPR-numre. Slet det i Excel, gem "
    "filen, og indlæs den igen."
)
DOCTYPE = (
    "Projektmappen henviser til noget uden for sig selv (DOCTYPE), og det åbner vi ikke. Gem den "
    "på ny i Excel, og indlæs den."
)
UNPACKS_TO_MUCH = (
    "Projektmappen fylder mere end 200 MB, når den er pakket ud. Del udtrækket i flere filer, og "
    "indlæs dem hver for sig."
)
NONE_VISIBLE = "Projektmappen har intet synligt ark. Vis arket med tallene i Excel, gem filen, og indlæs den igen."
SHEET_TOO_WIDE = "Projektmappen har mere end 1.000 kolonner. Del udtrækket i flere filer, og indlæs dem hver for sig."
HIDDEN_CPR = (
    "Filen ser ud til at indeholde et CPR-nummer. Den er ikke gemt. Fjern personoplysningerne, "
    "og indlæs filen igen. Det står på det skjulte ark «b»."
)
UNCALCULATED = (
    "Cellen er en formel uden et gemt resultat. Åbn projektmappen i Excel, gem den, og indlæs "
    "den igen – eller indsæt tallet i stedet for formlen."
)
