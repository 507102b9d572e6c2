"""The proposal file: what it says, in both forms and languages, and what it is not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plan.criteria import Criterion
from plan.evaluate import evaluate
from plan.siting_depth import proven
from risk.scenario import Scenario
from tests.documents import docx_texts, pdf_letters
from views import siting_words, story, wording
from views.exports import proposal, proposal_docx, proposal_pdf
from views.exports.proposal_parts import Document, Grid, Heading, Items, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from plan.knowledge import Knowledge

LANGUAGES = wording.LANGUAGES
CHAPTERS = ("answer", "sites", "gains", "sure", "criteria", "missing", "basis")
HOSTILE = (
    '#panic("x")',
    "= 1+1 *bold* _it_ `raw` $x^2$ @ref <label>",
    '#import "@preview/x:1.0.0"; \\u{41} // no comment /* none */',
    "{{7*7}} ${alert(1)} <script>alert(2)</script>",
    "![x](http://192.0.2.1/x.png)",
    "--- ... \"quoted\" 'it' -- ~",
)
needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no poppler-utils"
)


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """Return the proven answer to the default scenario."""
    return proven(evaluate(knowledge, Scenario()))


@pytest.fixture(scope="module")
def documents(result: Result) -> dict[str, Document]:
    """Return the file in each language."""
    return {lang: proposal.document(result, lang) for lang in LANGUAGES}


def words(document: Document) -> Iterator[str]:
    """Yield every text of a file in order."""
    yield from (document.title, document.subtitle, document.state, document.version)
    for part in document.parts:
        if isinstance(part, Grid):
            yield from part.heads
            yield from (cell for row in part.rows for cell in row)
        elif isinstance(part, Items):
            yield from part.texts
        else:
            yield part.caption if isinstance(part, Picture) else part.text


def site_rows(document: Document) -> list[dict[str, tuple[str, str]]]:
    """Return the table of each place: what is told -> value, source."""
    heads = {wording.text("proposal.head.source", lang) for lang in LANGUAGES}
    grids = [
        part
        for part in document.parts
        if isinstance(part, Grid) and part.heads[-1] in heads and len(part.rows) > 12
    ]
    return [{what: (value, source) for what, value, source in g.rows} for g in grids]


def own(*texts: str) -> Document:
    """Return a small file that holds these texts in every kind of part."""
    return Document(
        lang="id",
        title=texts[0],
        subtitle="-",
        state="-",
        version="-",
        page="Halaman {page} dari {pages}",
        parts=(
            *(Heading(one) for one in texts),
            *(Text(one) for one in texts),
            Items(texts),
            Grid(("satu",), tuple((one,) for one in texts), (1.0,)),
        ),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chapters_stand_in_the_order_of_a_staff_study(
    documents: dict[str, Document], lang: str
) -> None:
    """Answer first; law, cost and gaps are never left out."""
    heads = [
        part.text
        for part in documents[lang].parts
        if isinstance(part, Heading) and part.level == 1
    ]
    told = [wording.text(f"proposal.chapter.{name}", lang) for name in CHAPTERS]
    assert heads == [f"{n}. {title}" for n, title in enumerate(told, start=1)]


def test_the_default_proposal_is_told(documents: dict[str, Document]) -> None:
    """Three places by name, the shares before and after, and that it is proven."""
    said = "\n".join(words(documents["id"]))
    for place in ("Bumi Etam, Kaubun", "Sumber Sari, Long Mesangat", "Long Lees"):
        assert place in said
    assert "≈ 69 → 77 %" in said
    assert "≈ 23.021 pemilih baru terjangkau dalam 60 menit" in said
    assert "Ini terbukti" in said
    assert "Long Nyelong, Bumi Etam, Sumber Sari" in said


def test_a_place_is_told_in_full(documents: dict[str, Document]) -> None:
    """Busang: its official voters, its workload by hand, nobody's population.

    Polsek Muara Ancalong looks after 22 + 10 TPS; with one more post 16 each.
    """
    row = site_rows(documents["id"])[2]
    assert row["Pemilih terdaftar di kecamatan"][0] == "4.320"
    assert "antaraya.co.id" in row["Pemilih terdaftar di kecamatan"][1]
    assert "September 2024" in row["Pemilih terdaftar di kecamatan"][1]
    assert row["Penduduk kecamatan"][0] == "belum diketahui"
    assert row["Beban: TPS per pos, kini → dengan usulan"][0] == "32,0 → 16,0"
    assert "32 TPS, ≈ 13.886 pemilih" in row["Pos yang kini melayani kecamatan"][0]
    nearest = row["Pos terdekat kini"][0]
    assert nearest.startswith("Polsek Muara Ancalong: ≈ 37,5 km garis lurus; ≈ 3 jam")
    assert "≈ 6 jam (hujan)" in nearest


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_has_a_source(documents: dict[str, Document], lang: str) -> None:
    """No row of a place without one; nothing is blank."""
    for rows in site_rows(documents[lang]):
        assert all(value and source for value, source in rows.values())


def test_who_looks_after_a_kecamatan_may_be_unknown(
    documents: dict[str, Document],
) -> None:
    """Long Mesangat: no report says which polsek; its workload is not 0."""
    row = site_rows(documents["en"])[1]
    assert row["Posts now charged with the kecamatan"][0] == "unknown"
    assert row["Workload: TPS per post, now → with the proposal"][0] == "unknown"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_filled_in_stays_so(
    documents: dict[str, Document], lang: str
) -> None:
    """One row of nine is filled in; the others say so twice, value and source."""
    blank = wording.text("proposal.blank", lang)
    assert list(words(documents[lang])).count(blank) == 16
    said = "\n".join(words(documents[lang]))
    assert "Nomor 4 Tahun 2018" in said


def test_what_is_filled_in_is_told_with_source_and_date(result: Result) -> None:
    """As its source states it, in both languages."""
    names = {"id": "Pembangunan", "en": "Building"}
    row = Criterion("a", "polsek", "cost", names, "Rp 5 miliar", "DPA X", "2024-11")
    known = replace(result.knowledge, criteria=(row,))
    document = proposal.document(replace(result, knowledge=known), "id")
    told = list(words(document))
    assert "Biaya: Pembangunan" in told
    assert "Rp 5 miliar" in told
    assert "DPA X · November 2024" in told
    none = replace(result, knowledge=replace(result.knowledge, criteria=()))
    assert "belum diisi" in list(words(proposal.document(none, "id")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_docx_says_all_of_it(
    documents: dict[str, Document], result: Result, lang: str
) -> None:
    """Every text as one paragraph or cell; the state of the view in the header."""
    said = docx_texts(proposal_docx.write_docx(documents[lang]))
    assert {wording.plain(text) for text in words(documents[lang])} - said == {
        documents[lang].state,
        documents[lang].version,
    }
    assert any(story.state(result, lang) in text for text in said)
    assert any(documents[lang].version in text for text in said)


@needs_reader
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_holds_real_text(documents: dict[str, Document], lang: str) -> None:
    """Not letters drawn as curves: every text can be searched and copied."""
    said = pdf_letters(proposal_pdf.write_pdf(documents[lang]))
    for text in words(documents[lang]):
        if len(text) < 60:  # a longer one may run over the end of a page
            assert "".join(text.split()) in said


@needs_reader
def test_the_state_stands_on_every_page_of_the_pdf(
    documents: dict[str, Document],
) -> None:
    """With the number of the page, and of how many."""
    said = pdf_letters(proposal_pdf.write_pdf(documents["id"]))
    pages = next(n for n in range(1, 40) if f"Halaman{n}dari{n}" in said)
    assert pages > 3
    assert said.count("".join(documents["id"].state.split())) == pages
    assert all(f"Halaman{n}dari{pages}" in said for n in range(1, pages + 1))


@needs_reader
def test_markup_of_the_typesetter_is_text() -> None:
    """Nothing in a name is code to Typst, in any kind of part."""
    said = pdf_letters(proposal_pdf.write_pdf(own(*HOSTILE)))
    for text in HOSTILE:
        assert said.count("".join(text.split())) >= 4


def test_the_template_is_given_texts_alone() -> None:
    """Whatever the machine can read back: the data hold each text as written."""
    told = json.dumps(proposal_pdf.as_data(own(*HOSTILE)), ensure_ascii=False)
    read = json.loads(told)["parts"]
    texts = [part["text"] for part in read if "text" in part]
    plain = [text.replace("\u200b", "") for text in texts]
    assert plain == [*HOSTILE, *HOSTILE]
    template = proposal_pdf.TEMPLATE.read_text("utf-8")
    assert "eval(" not in template
    assert proposal_pdf.write_pdf(own(*HOSTILE)).startswith(b"%PDF-")


def test_the_docx_holds_hostile_text_as_text() -> None:
    """Control characters, which the format cannot hold, are spaces."""
    said = docx_texts(proposal_docx.write_docx(own(*HOSTILE, "a\x00b\x1b[31m")))
    assert set(HOSTILE) <= said
    assert "a b [31m" in said


def test_the_same_document_gives_the_same_bytes(
    documents: dict[str, Document],
) -> None:
    """Neither clock nor machine goes in."""
    for write in (proposal_pdf.write_pdf, proposal_docx.write_docx):
        assert write(documents["id"]) == write(documents["id"])


def test_the_pdf_brings_its_letters() -> None:
    """DejaVu Sans travels in the file: no machine needs it installed."""
    written = proposal_pdf.write_pdf(own("Kutai Timur"))
    assert b"DejaVuSans" in written
    assert b"FontFile2" in written


def test_places_by_hand_are_told_as_such(knowledge: Knowledge) -> None:
    """Beside the best of as many; nobody drew weights for them."""
    chosen = Scenario(sites=("64.08.11.2001",))
    document = proposal.document(proven(evaluate(knowledge, chosen)), "id")
    said = "\n".join(words(document))
    assert "Pilihan sendiri, 1 polsek baru" in said
    assert wording.text("siting.sure.by_hand", "id") in said


def test_nothing_to_propose_is_said(knowledge: Knowledge) -> None:
    """No post asked for: the file says so and stays whole."""
    document = proposal.document(
        proven(evaluate(knowledge, Scenario(new_posts=0))), "en"
    )
    said = list(words(document))
    assert wording.text("siting.none", "en", post_word="polsek") in said
    assert wording.text("shortlist.none", "en") in said
    assert proposal_pdf.write_pdf(document).startswith(b"%PDF-")


def test_a_list_that_is_not_complete_gives_lower_bounds(knowledge: Knowledge) -> None:
    """Of koramil nobody knows how many there are: reached is at least."""
    found = proven(evaluate(knowledge, Scenario(post_type="koramil")))
    said = "\n".join(words(proposal.document(found, "id")))
    assert "≥ 0 → ≥" in said
    assert "sementara: daftar koramil belum lengkap" in said


@pytest.mark.parametrize("aim", ["pmedian", "pcenter", "equity"])
def test_other_aims_have_a_file_too(knowledge: Knowledge, aim: str) -> None:
    """With their own unit, and without draws that nobody made."""
    found = proven(evaluate(knowledge, Scenario(objective=aim, new_posts=2)))
    assert found.sited is not None
    document = proposal.document(found, "id")
    value = siting_words.objective_text(found, found.sited.best.value, "id")
    said = "\n".join(words(document))
    assert value in said
    assert wording.text("siting.counting", "id") not in said


def test_an_unknown_score_is_not_a_nought(knowledge: Knowledge) -> None:
    """A kecamatan whose index is not known is told as unknown."""
    chosen = Scenario(min_known=1, demand_weight="voters")
    found = proven(evaluate(knowledge, chosen))
    rows = site_rows(proposal.document(found, "en"))
    scores = [row["Vulnerability of the kecamatan"][0] for row in rows]
    assert "unknown" in scores
