"""A report on paper: tagged and whole, the same bytes every time, and every text is text."""

import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdf import PdfReader

from reports.payload.canonical import canonical
from reports.pdf.rendering import PDF_MAKER, pdf_of
from tests.payload_goals import comment, goal, guidepost, lineage, met_goal, target
from tests.payload_money import budget
from tests.pdf_check import CHECK, elements, kind, problems_of
from tests.reports import payload, signatures, since

pytestmark = pytest.mark.embedded
HOSTILE = '#panic("x") *fed* $x^2$ @kilde <mærke> [a] \\ // /* "«» 😀 \u202eשלום \u0000 ' + "ord" * 30


@pytest.fixture(scope="module")
def paper():
    return pdf_of(payload(signatures=signatures(), version=2, correction="Et tal er rettet.", corrects=since()))


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_paper_keeps_the_rules_of_a_tagged_pdf(paper):
    assert problems_of(paper) == [], f"checked by {CHECK}"


def test_paper_says_what_the_payload_says(paper):
    said = text_of(paper)
    for sentence in (
        "Opfølgning, 3. kvartal 2023, version 2",
        "1 af 3 mål er ikke opfyldt (mål 2), 1 er opfyldt, og 1 kan ikke vurderes endnu.",
        "Møde 4. december 2023, punkt 112, sag 22/38279",
        "Version 2 retter en tidligere version: Et tal er rettet.",
        "Tallene er, som de var kendt 3. november 2023 kl. 9.14.",
        "Udgivet 8. november 2023 kl. 12.00 af Gorm Godkender.",
        "Mål 2 · Fleksjobledighed",
        "Tallet er foreløbigt.",
        "Hvorfor? To større aftaler udløb samtidig.",
        "Sygedagpenge 494 502,6 70.061 53.460 76,3 % 71.280 +1.219",
        "Kilde: Jobindsats, tabel Y09A02. Tallet står på linje 14 i maalepunkter-2023Q3.csv",
        "Ved start, 31. august 2018: 269 af 1.128 er selvforsørgende. Fordelt på:",
    ):
        assert sentence in said
    assert "Eksempel" not in said
    assert "Ingen tal indlæst endnu." in said


def test_paper_names_the_source_the_figure_came_from_and_not_the_one_it_should_come_from():
    invented = target(source="Jobindsats, tabel Y09A02", lineage=[lineage(source="eksempeldata")])
    said = text_of(pdf_of(payload(guideposts=[guidepost(goal(targets=[invented]))])))
    assert "Kilde: eksempeldata. Tallet står på linje 14 i maalepunkter-2023Q3.csv" in said


def test_paper_of_an_example_says_so_on_every_page():
    pages = PdfReader(BytesIO(pdf_of(payload(is_example=True)))).pages
    assert len(pages) > 1
    assert all("Eksempel: rapporten er ikke godkendt af nogen" in page.extract_text() for page in pages)


def test_pages_are_numbered_of_how_many(paper):
    pages = PdfReader(BytesIO(paper)).pages
    for number, page in enumerate(pages, 1):
        assert f"Side {number} af {len(pages)}" in page.extract_text()


def test_header_of_a_long_table_is_repeated_on_its_next_page():
    goals = [goal(code=str(number), number=number, comment=None, targets=[]) for number in range(1, 4)]
    many = [guidepost(*[met_goal(code=str(each), number=each) for each in range(1, 60)], *goals)]
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf_of(payload(guideposts=many)))).pages]
    assert sum("Nr." in page and "Status" in page for page in pages) > 1


def test_same_payload_gives_the_same_bytes_in_another_process(paper, tmp_path):
    found = payload(signatures=signatures(), version=2, correction="Et tal er rettet.", corrects=since())
    (tmp_path / "payload.json").write_text(canonical(found), encoding="utf-8")
    script = (
        "import sys, json, pathlib, django; django.setup();"
        "from reports.pdf.rendering import pdf_of;"
        "sys.stdout.buffer.write(pdf_of(json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "payload.json")]
    assert subprocess.run(command, capture_output=True, check=True, timeout=60).stdout == paper


def test_maker_names_the_program_and_the_form():
    assert re.fullmatch(r"typst 0\.15\.2, form [0-9a-f]{8}", PDF_MAKER)


def hostile(found):
    """Every text that is read by people, replaced."""
    if isinstance(found, dict):
        return {key: hostile(value) if key not in KEPT else value for key, value in found.items()}
    if isinstance(found, list):
        return [hostile(each) for each in found]
    return HOSTILE if isinstance(found, str) and found else found


KEPT = {
    "figures_at",
    "at",
    "meets_on",
    "published_at",
    "recorded_at",
    "start",
    "end",
    "value",
    "kind",
    "code",
    "period",
    "sha256",
}
KEPT |= {"schema", "quarter", "breaks"}


def test_hostile_texts_are_set_as_the_texts_they_are():
    data = pdf_of(hostile(payload(signatures=signatures(), since=since())))
    assert problems_of(data) == []
    assert '#panic("x") *fed* $x^2$ @kilde <mærke> [a]' in text_of(data)


def test_report_without_anything_says_so_in_sentences():
    nothing = {"guideposts": [], "budget": None, "initiatives": [], "since": None, "meeting": None, "tiles": []}
    data = pdf_of(payload(**nothing, sources=[], files=[], gaps=[], marks=[], introduction=""))
    assert problems_of(data) == []
    said = text_of(data)
    assert "Der er ikke et budget i systemet for kvartalets år." in said
    assert "Ingen indsats er knyttet til planens mål." in said
    assert "Der er ikke oplyst et møde, som rapporten skal på." in said
    assert "Der er ikke skrevet en indstilling." in said
    assert "Lederen har ikke skrevet en sammenfatning." in said
    assert "Der er ingen tidligere rapport om planen at sammenligne med." in said
    assert "Rapporten er ikke udgivet, så ingen har skrevet under." in said


def test_correction_lists_everything_that_differs(paper):
    assert "Hvor Hvad Før Nu Mål 2 · Fleksjobledighed status Tæt på Ikke opfyldt" in text_of(paper)


def test_figures_of_every_drawing_stand_in_a_table(paper):
    said = text_of(paper)
    found = said[said.index("Tallene bag tegningerne") :]
    assert "Periode Tal Mærke 1. kvt. 2023 11,2 % 2. kvt. 2023 11 % 3. kvt. 2023 10,4 % foreløbigt" in found


def test_nothing_is_cut_off_where_much_is_written_of_a_goal():
    words = " ".join(f"ord{number}" for number in range(1500))
    told = goal(targets=[target(title=f"Delmål {at}") for at in range(9)], comment=comment(happened=words))
    data = pdf_of(payload(guideposts=[guidepost(told)]))
    assert problems_of(data) == []
    said = text_of(data).replace("- ", "")
    assert all(f"Delmål {at} " in said for at in range(9))
    assert [each for each in range(1500) if f"ord{each}" not in said] == []


def test_word_that_nobody_could_break_is_broken_before_the_edge_of_the_paper():
    """600 letters on lines of at most 500 points, at least 6 each: the text goes on over more than 7 lines."""
    pages = PdfReader(BytesIO(pdf_of(payload(introduction="W" * 600)))).pages
    lines = [line for page in pages for line in page.extract_text().splitlines() if "WWWWWWWW" in line]
    assert len(lines) > 7
    assert sum(line.count("W") for line in lines) == 600


def test_budget_without_a_closed_month_has_no_empty_columns():
    said = text_of(pdf_of(payload(budget=budget(through="", used="", split=""))))
    assert "Ydelse Pers. i budget Korrigeret budget Sygedagpenge 494 70.061" in said


def test_drawings_are_vectors_with_an_alternative(paper):
    with pikepdf.open(BytesIO(paper)) as pdf:
        alternatives = [str(each.Alt) for each in elements(pdf) if kind(each) == "Figure"]
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image
        ]
    assert alternatives == [
        "Fleksjobledigheden er faldet til 10,4 % i 3. kvartal 2023. Loftet er 10 %. Tallene står i tabellen.",
        "Forventet afvigelse for hver ydelse; tallene står i tabellen.",
    ]
    assert pictures == []


def first(pdf, wanted):
    return next(each for each in elements(pdf) if kind(each) == wanted)


def without_scope(pdf):
    del first(pdf, "TH")["/A"]


def wider(pdf):
    cell = first(pdf, "TD")
    cell.A = Dictionary(O=Name.Table, ColSpan=3)


def unreferenced(pdf):
    first(pdf, "H1").K = pikepdf.Array([])


def untagged(pdf):
    page = pdf.pages[0]
    page.contents_add(b"BT /f0 10 Tf (x) Tj ET")


def without_font_files(pdf):
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor:
            for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                if name in each:
                    del each[name]


def without_letters(pdf):
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            del each["/ToUnicode"]


def without_title(pdf):
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def without_claim(pdf):
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def put(target, name, value):
    target[name] = value


BROKEN = {
    "the catalog does not say that the file is tagged": lambda pdf: put(pdf.Root, "/MarkInfo", Dictionary()),
    "there is no structure": lambda pdf: put(pdf.Root.StructTreeRoot, "/K", pikepdf.Array([])),
    "the language is not Danish": lambda pdf: put(pdf.Root, "/Lang", "en"),
    "the title is not what a reader's window shows": lambda pdf: put(pdf.Root, "/ViewerPreferences", Dictionary()),
    "there is no title": without_title,
    "the file does not say that it keeps PDF/UA-1": without_claim,
    "a figure has no alternative text": lambda pdf: put(first(pdf, "Figure"), "/Alt", " "),
    "the first heading is not of level 1": lambda pdf: put(first(pdf, "H1"), "/S", Name.P),
    "a heading of level 4 follows one of level 2": lambda pdf: put(first(pdf, "H3"), "/S", Name.H4),
    "a table has no header": lambda pdf: [put(each, "/S", Name.TD) for each in elements(pdf) if kind(each) == "TH"],
    "a row holds something that is no cell": lambda pdf: put(first(pdf, "TD"), "/S", Name.P),
    "the rows of a table are not of one width": wider,
    "a header cell does not say what it heads": without_scope,
    "is not embedded": without_font_files,
    "cannot be read out": without_letters,
    "page 1 is not gone through in the order of its structure": lambda pdf: put(pdf.pages[0].obj, "/Tabs", Name.R),
    "page 1 paints something that is neither tagged nor an artifact": untagged,
    "stands nowhere in the structure": unreferenced,
}


@pytest.mark.parametrize("problem", BROKEN)
def test_check_finds_what_is_broken(problem, paper):
    with pikepdf.open(BytesIO(paper)) as pdf:
        BROKEN[problem](pdf)
        file = BytesIO()
        pdf.save(file)
    assert any(problem in found for found in problems_of(file.getvalue())), problem
