"""The recommendation sheet in words, in both languages, and as files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from math import inf, nan
from typing import TYPE_CHECKING

import pytest

from geo.education import checked_events
from plan.evaluate import evaluate
from plan.recommend import LogisticsRow, PersonnelRow, Plans
from plan.sheet import Sheet, make_sheet, read_basis
from risk.scenario import Scenario
from tests.documents import docx_texts, pdf_letters
from views import participation_words, recommend_words, recruitment_words, wording
from views.exports import (
    proposal_docx,
    proposal_pdf,
    provenance,
    sheet_document,
    sheets,
)
from views.exports.proposal_parts import Grid, Heading, Items, Picture, Text
from views.tables import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.knowledge import Knowledge
    from views.exports.proposal_parts import Document

LANGUAGES = wording.LANGUAGES
BUSANG, SANDARAN = "64.08.06", "64.08.11"
HOSTILE = (
    '#panic("x") = 1+1 *bold* `raw` $x^2$ @ref <label>',
    "{{7*7}} ${alert(1)} <script>alert(2)</script>",
    "![x](http://192.0.2.1/x.png) --- ... // no comment /* none */",
)
needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no poppler-utils"
)


@pytest.fixture(scope="module")
def sheet(knowledge: Knowledge) -> Sheet:
    """Return the sheet with the choices of the area's files."""
    basis = read_basis(knowledge.area)
    return make_sheet(evaluate(knowledge, Scenario()), basis, basis.choices)


def planned(sheet: Sheet) -> Sheet:
    """The same with rows of the two plans that others work out, for four kecamatan."""
    return make_sheet(
        sheet.result,
        sheet.basis,
        sheet.choices,
        personnel=(PersonnelRow(BUSANG, 10, 20, 18, 20, 1),),
        logistics=(
            LogisticsRow(BUSANG, -2490.5, is_late=False, sea_legs=()),
            LogisticsRow(SANDARAN, -900.0, is_late=True, sea_legs=("Kenyamukan",)),
            LogisticsRow("64.08.04", nan, is_late=False, sea_legs=()),
            LogisticsRow("64.08.18", -inf, is_late=True, sea_legs=()),
        ),
    )


def told(sheet: Sheet, code: str, lang: str = "id") -> dict[str, str]:
    """Each part of a block -> its words."""
    parts = recommend_words.lines(sheet, sheet.block(code), lang)
    names = [text for _, text in parts]
    return dict(zip(recommend_words.PARTS, names, strict=True))


def words(document: Document) -> Iterator[str]:
    """Yield every text of a file in order."""
    yield from (document.title, document.subtitle)
    for part in document.parts:
        if isinstance(part, Grid):
            yield from part.heads
            yield from (cell for row in part.rows for cell in row)
        elif isinstance(part, Items):
            yield from part.texts
        elif isinstance(part, Picture):
            yield part.caption
        else:
            yield part.text


def test_busang_in_indonesian(sheet: Sheet) -> None:
    """Every part as a leader reads it."""
    said = told(sheet, BUSANG)
    assert said["actions"] == (
        "Dirikan polsek di Long Lees; rekrut 5 petugas lokal; ajak ≈ 403 pemilih."
    )
    assert said["risk"].startswith("Tinggi: skor 62,5, peringkat 2 dari 18, 100 %")
    assert "Peringkat ini kokoh" in said["risk"]
    assert said["drivers"].startswith("Disebut rawan 2020 (ya): 11,1 poin; ")
    assert said["gaps"].startswith("Tidak ada polsek; polsek terdekat Muara Ancalong")
    assert said["posts"].startswith("3 · Long Lees: Tidak ada polsek; ")
    assert said["recruitment"] == (
        "Layanan sehari-hari, bukan hari pemungutan suara: "
        "1 petugas per 1.000 pemilih dalam 60 menit: perlu 5; 0 dapat datang tepat "
        "waktu dari pos, 0 petugas lokal; kurang 5. Pos polisi terdekat Polsek Muara "
        "Ancalong: ≈ 3 jam (kering), ≈ 6 jam (hujan)."
    )
    assert said["participation"].startswith(
        "Target 75,0 %: ≈ 3.240 pemilih; diperkirakan datang ≈ 2.837 (≈ 66 %); ajak"
    )
    assert said["personnel"] == said["logistics"] == "Belum dihitung."
    assert "personel belum dihitung" in said["questions"]


def test_what_lacks_nothing_says_so(sheet: Sheet) -> None:
    """No gap, no post, no action: each in words."""
    pandan, pulung = told(sheet, "64.08.13", "en"), told(sheet, "64.08.14", "en")
    assert pandan["gaps"] == "No gap by the service standard."
    assert pandan["posts"] == "No new post is proposed in this kecamatan."
    assert "bring ≈ 0" in pulung["participation"]
    bare = make_sheet(
        sheet.result,
        read_basis(replace(sheet.result.area, method={})),
        read_basis(replace(sheet.result.area, method={})).choices,
    )
    said = told(bare, "64.08.13", "en")
    assert said["actions"] == "No special action from the plans worked out so far."
    assert said["recruitment"] == said["participation"] == "Not worked out yet."


def test_other_plans_in_words(sheet: Sheet) -> None:
    """People, the latest departure, late, by sea, no way, nothing to bring."""
    full = planned(sheet)
    busang, sandaran = told(full, BUSANG), told(full, SANDARAN)
    assert busang["personnel"] == (
        "10 TPS: perlu 20 polisi menurut kelas dan pola yang diasumsikan, ditugaskan "
        "18; perlu 20 Linmas (asumsi); 1 regu belum terpenuhi."
    )
    assert "tambah 2 polisi" in busang["actions"]
    assert busang["logistics"] == (
        "Berangkat dari gudang paling lambat \N{ALMOST EQUAL TO} H-2 pukul 06.29 "
        "(kering)."
    )
    assert "logistik berangkat paling lambat H-2 pukul 06.29" in busang["actions"]
    assert sandaran["logistics"] == (
        "Terlambat: seharusnya berangkat dari gudang \N{ALMOST EQUAL TO} H-1 pukul "
        "09.00 (kering), sebelum logistik siap. Lewat laut: Kenyamukan."
    )
    assert told(full, "64.08.04")["logistics"] == "Tidak ada yang perlu diantar."
    assert told(full, "64.08.18")["logistics"] == "Belum ada rute dari gudang."


@pytest.mark.parametrize(
    ("minutes", "moment"),
    [
        (0, "H at 00:00"),
        (389.9, "H at 06:29"),
        (-0.5, "H-1 at 23:59"),
        (-1440, "H-1 at 00:00"),
        (-1441, "H-2 at 23:59"),
        (1440, "H+1 at 00:00"),
    ],
)
def test_moments_are_never_told_too_late(minutes: float, moment: str) -> None:
    """Counted from the midnight in which polling day begins; rounded down."""
    assert recommend_words.leave_text(minutes, "en") == moment


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_is_read_back_as_it_was_written(sheet: Sheet, lang: str) -> None:
    """Unchanged, every part of every block returns under its name."""
    for block in sheet.blocks:
        parts = recommend_words.lines(sheet, block, lang)
        assert recommend_words.from_text(recommend_words.as_text(parts), lang) == parts


def test_a_changed_text_keeps_every_line() -> None:
    """A line without a known name has none; blank lines go; colons stay."""
    text = "Logistik: jam 10: berangkat\n\nCatatan: sendiri\n  lain  \n"
    assert recommend_words.from_text(text, "id") == [
        ("Logistik", "jam 10: berangkat"),
        ("", "Catatan: sendiri"),
        ("", "lain"),
    ]


def test_the_groups_hold_everybody_once(sheet: Sheet) -> None:
    """By quadrant, in the order in which to act."""
    groups = list(recommend_words.groups(sheet, "id"))
    assert groups[0][0] == "Rawan dan belum terjangkau: dahulukan"
    names = [name for _, listed in groups for name, _ in listed]
    assert names == [recommend_words.title(one, "id") for one in sheet.blocks]
    unknown = replace(sheet.blocks[0], quadrant=None, risk_class=None)
    alone = replace(sheet, blocks=(unknown,))
    (heading, _), *rest = recommend_words.groups(alone, "en")
    assert (heading, rest) == ("Not known yet", [])


def test_without_a_whole_list_nobody_is_called_not_reached(
    knowledge: Knowledge,
) -> None:
    """Koramil: one list by vulnerability, and the number is not known."""
    made = evaluate(knowledge, Scenario(post_type="koramil"))
    sheet = make_sheet(made, read_basis(made.area), read_basis(made.area).choices)
    ((heading, listed),) = recommend_words.groups(sheet, "en")
    assert heading.startswith("Order by vulnerability alone: the list of koramil")
    assert len(listed) == 18
    urgent = recommend_words.figures(sheet, "en")[1]
    assert urgent.value == wording.text("value.unknown", "en")


def test_the_figures_of_the_sheet(sheet: Sheet) -> None:
    """Where first, how many, whom to recruit, whom to bring; only what is known."""
    values = [one.value for one in recommend_words.figures(sheet, "id")]
    assert values == ["Sandaran", "7 dari 18", "99", "≈ 20.764"]
    bare = replace(sheet, plans=Plans())
    assert len(recommend_words.figures(bare, "id")) == 2


def test_recruitment_in_rows_and_words(sheet: Sheet) -> None:
    """Dashes where nothing is to be said; before and after where it differs."""
    rows, columns = recruitment_words.recruitment_table(sheet, "id")
    assert {column.key for column in columns} <= set(rows[0])
    by_name = {row["kecamatan"]: row for row in rows}
    assert by_name["Sandaran"]["remote"] == "di luar batas waktu, hanya lewat laut"
    wahau = by_name["Muara Wahau"]
    assert wahau["remote"] == wahau["wet_ratio"] == NOTHING
    assert by_name["Busang"]["wet_ratio"] == "2,0 \N{MULTIPLICATION SIGN}"
    recruiting = sheet.choices.recruiting
    assert recruiting is not None
    helped = replace(sheet.choices, recruiting=recruiting.with_local(BUSANG, 5))
    then = make_sheet(sheet.result, sheet.basis, helped)
    need = then.block(BUSANG).recruitment
    assert need is not None
    said = recruitment_words.before_after(then, need, "en")
    assert said.startswith("Busang: voters reached 0 % → ")
    assert "officers lacking 5 → 0" in said
    rows, _ = recruitment_words.recruitment_table(then, "id")
    reached = next(row["reached"] for row in rows if row["kecamatan"] == "Busang")
    assert reached.startswith("0 % → ")
    bare = replace(sheet, plans=Plans())
    assert recruitment_words.recruitment_table(bare, "id")[0] == []


def test_a_way_that_there_is_not(sheet: Sheet) -> None:
    """No route is said in words, with no sign of an estimate before it."""
    need = sheet.block(BUSANG).recruitment
    assert need is not None
    lost = replace(need, nearest_post=None, is_sea_only=True)
    said = recruitment_words.remoteness(sheet, lost, "en")
    assert said == "No route from any police post. Reported as dependable by sea only."
    assert recruitment_words.about(inf, "en") == "no route"
    empty = replace(sheet.choices, recruiting=None)
    none = replace(sheet, choices=empty)
    assert recruitment_words.standard_text(none, "en") == "unknown"


def test_participation_in_rows_and_words(sheet: Sheet, knowledge: Knowledge) -> None:
    """Totals are called totals; what nobody knows is unknown, not 0."""
    found = sheet.plans.participation
    assert found is not None
    rows, _ = participation_words.history_table(found, "id")
    assert [row["year"] for row in rows] == ["2015", "2018", "2019", "2020", "2024"]
    assert [row["quality"] for row in rows] == [
        *("dilaporkan", "dilaporkan", "sebagian", "dilaporkan", "dihitung"),
    ]
    assert "hanya ada untuk kabupaten" in participation_words.notes(found, "id")[0]
    one = found.areas[0]
    unknown = replace(one, to_mobilise=None, expected_voters=None, gap=nan)
    said = participation_words.participation_sentence(sheet, unknown, "id")
    assert said.startswith("Partisipasi kecamatan ini belum diketahui")
    part = replace(found, areas=(unknown,))
    row = participation_words.mobilise_table(part, "id")[0][0]
    assert row["to_mobilise"] is None
    assert row["gap"] is None
    events = checked_events(
        {
            "date": ["2024-10-28"],
            "kecamatan_code": [BUSANG],
            "desa_code": [""],
            "topic": ["hoaks"],
            "people": ["30"],
            "note": [""],
        },
        knowledge.area,
    )
    basis = replace(sheet.basis, events=events)
    logged = make_sheet(sheet.result, basis, sheet.choices)
    said = told(logged, BUSANG)["participation"]
    assert said.endswith(
        "1 kegiatan pendidikan pemilih, 30 orang, terakhir 28 Oktober 2024."
    )
    frame = participation_words.editable(logged.basis.events)
    again = participation_words.texts_of_log(frame)
    assert checked_events(again, knowledge.area).equals(events)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_holds_every_kecamatan_and_its_basis(sheet: Sheet, lang: str) -> None:
    """The order first, then each block, then standards, marks, sources."""
    document = sheet_document.document(sheet, lang, None, {})
    said = list(words(document))
    for block in sheet.blocks:
        assert recommend_words.title(block, lang) in said
        for _, text in recommend_words.lines(sheet, block, lang):
            assert text in said
    whole = "\n".join(said)
    assert recruitment_words.standard_text(sheet, lang) in whole
    assert "d-7847514" in whole
    assert (
        wording.text("recommend.lead", lang, names="Sandaran, Busang, Kombeng") in said
    )
    assert any(isinstance(part, Picture) for part in document.parts)
    assert document.version.endswith(sheet_document.digest(sheet))
    assert whole.count(sheet_document.digest(sheet)) == 1  # with the data, once more
    assert provenance.scenario_digest(sheet.result) not in whole


def test_one_kecamatan_alone(sheet: Sheet) -> None:
    """No order and no map: its block and the basis."""
    document = sheet_document.document(sheet, "id", BUSANG, {})
    heads = [part.text for part in document.parts if isinstance(part, Heading)]
    assert heads == ["2 · Busang — Tinggi", "Dasar"]
    assert not any(isinstance(part, Picture) for part in document.parts)


def test_choices_of_the_reader_are_called_so(sheet: Sheet) -> None:
    """The file's reason holds for the file's value; local officers are named."""
    recruiting = sheet.choices.recruiting
    assert recruiting is not None
    own = replace(
        recruiting, voters_per_officer=500, strength=(("polsek", 12), ("polres", 250))
    )
    changed = replace(sheet.choices, recruiting=own.with_local(BUSANG, 4))
    made = make_sheet(sheet.result, sheet.basis, changed)
    said = list(words(sheet_document.document(made, "en", BUSANG, {})))
    standard = "1 officer per 500 voters within 60 minutes (assumption)."
    assert f"{standard} The reader's own choice." in said
    assert "Polsek: each post can send 12 officers. The reader's own choice." in said
    assert any(
        one.startswith("Polres: each post can send 250 officers. 250") for one in said
    )
    assert "Local officers in Busang: 4." in said
    assert sheet_document.digest(made) != sheet_document.digest(sheet)


def test_an_area_without_the_files_is_told_without_them(sheet: Sheet) -> None:
    """No standard, no target: nothing is made up."""
    basis = read_basis(replace(sheet.result.area, method={}))
    bare = make_sheet(sheet.result, basis, basis.choices)
    said = "\n".join(words(sheet_document.document(bare, "en", BUSANG, {})))
    assert "each post can send" not in said
    assert "Turnout target" not in said


def test_changed_text_is_marked_and_kept_as_written(sheet: Sheet) -> None:
    """Hostile lines stand as they are; a block left blank says so."""
    texts = {BUSANG: "\n".join(HOSTILE), SANDARAN: "  \n"}
    document = sheet_document.document(sheet, "id", None, texts)
    said = list(words(document))
    assert set(HOSTILE) <= set(said)
    assert said.count("Teks ini diubah dengan tangan.") == 2
    assert "Teks yang diubah dengan tangan: Sandaran, Busang." in said
    assert "Dikosongkan oleh penyunting." in said
    notes = [part for part in document.parts if isinstance(part, Text)]
    assert notes
    long = sheet_document.document(sheet, "id", BUSANG, {BUSANG: "x" * 8000})
    grids = [part for part in long.parts if isinstance(part, Grid)]
    assert [grid.whole for grid in grids] == [False, False]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_docx_says_all_of_it(sheet: Sheet, lang: str) -> None:
    """Every text as one paragraph or cell, the hostile ones too."""
    document = sheet_document.document(sheet, lang, BUSANG, {BUSANG: HOSTILE[0]})
    said = docx_texts(proposal_docx.write_docx(document))
    assert {wording.plain(text) for text in words(document)} <= said
    assert HOSTILE[0] in said


@needs_reader
def test_the_pdf_says_all_of_it(sheet: Sheet) -> None:
    """Real text; a hostile line is shown as it was written."""
    document = sheet_document.document(
        sheet, "id", BUSANG, {BUSANG: "\n".join(HOSTILE)}
    )
    said = pdf_letters(proposal_pdf.write_pdf(document))
    for text in (*HOSTILE, document.title, "Dasar"):
        assert "".join(text.split()) in said


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet, kind: str) -> None:
    """No clock and no chance in it."""
    first, second = (sheets.write_sheet(sheet, kind, "id", BUSANG) for _ in range(2))
    assert first == second
    assert first[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[kind]
