"""Reports on TPS: read as written, refused with every fault, kept in the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.area import load_area
from geo.build import build_area
from geo.errors import LayerError
from geo.reading import read_folder
from geo.tps_reports import COLUMNS, parse_reports, reports_csv, template_csv
from tests.builders import desa_code, study_area
from tests.geo.support import codes, made, rows_of, source_files, values
from tests.tps_cases import indicators, reported_area, reports

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea

ONE, TWO = desa_code(1), desa_code(2)
HEAD = ",".join(COLUMNS)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1+1", "''", "a=b", '"x", y')


@pytest.fixture
def plain() -> StudyArea:
    """Return two squares with two TPS each, on which nobody reported."""
    return reported_area([], {ONE: 2, TWO: 2})


def written(path: Path, *lines: str) -> Path:
    """Write a tps_reports.csv."""
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    return path


def faults(area: StudyArea, path: Path) -> list[tuple[str, object, object]]:
    """Return code, column and rows of every fault for which a file is refused."""
    with pytest.raises(LayerError) as caught:
        area.with_reports_file(path)
    assert caught.value.layer == "tps_reports"
    told = [(one.code, values(one)) for one in caught.value.problems]
    return [(code, of.get("column"), of.get("rows")) for code, of in told]


def test_the_indicators_are_those_of_bawaslu(area: StudyArea) -> None:
    """26 in eight variables, named in both languages, counted where published."""
    table = area.tps_indicators
    assert table["number"].tolist() == list(range(1, 27))
    assert table["variable"].nunique() == 8
    assert table.index.is_unique
    counted = table["kaltim_tps"].dropna()
    assert table.loc[counted.index, "number"].tolist() == [1, 2, 3, 4, 5, 7, 18, 25, 26]
    assert counted.tolist() == [827, 884, 393, 427, 1273, 128, 93, 516, 212]
    entry = area.catalogue.file("tps_indicators.csv")
    assert (entry.rows, entry.role) == (26, "method")
    assert "Bawaslu" in entry.source
    quality = {one.column: one.quality for one in entry.columns}
    assert quality["variable_en name_en"] == "translation"


def test_nobody_has_reported_on_the_shipped_area(area: StudyArea) -> None:
    """And no file pretends otherwise."""
    assert area.tps_reports.empty
    assert "tps_reports.csv" not in area.catalogue.hashes


def test_reports_are_read_as_written(plain: StudyArea, tmp_path: Path) -> None:
    """A blank TPS is the whole desa; blank lines and spaces do not count."""
    path = written(
        tmp_path / "r.csv",
        f"{TWO},{TWO}-002,b,0,Panwascam,2024-11-20",
        "",
        f" {ONE} ,,a,1,Panwascam,",
    )
    table = plain.with_reports_file(path).tps_reports
    assert table.reset_index(drop=True).to_numpy().tolist() == [
        [ONE, "", "a", True, "Panwascam", ""],
        [TWO, f"{TWO}-002", "b", False, "Panwascam", "2024-11-20"],
    ]


def test_every_fault_is_named_at_once(plain: StudyArea, tmp_path: Path) -> None:
    """No fault hides another, not even in the same row."""
    path = written(
        tmp_path / "r.csv",
        "64.99.01.9999,,a,1,x,",
        f"{ONE},{ONE}-009,a,1,x,",
        f"{ONE},,nope,2,x,",
        f"{ONE},{TWO}-001,a,1,x,",
        f"{ONE},,b,1,,",
        f"{ONE},,c,1,x,",
        f"{ONE},,c,0,y,",
        "64.99,,a,,x,",
    )
    assert faults(plain, path) == [
        ("code_invalid", "desa_code", ("64.99 a",)),
        ("flag_invalid", "present", (f"{ONE} nope",)),
        ("value_missing", "present", ("64.99 a",)),
        ("value_missing", "source", (f"{ONE} b",)),
        ("tps_report_repeated", "report", (f"{ONE} c",)),
        ("code_unknown", "desa_code", ("64.99.01.9999 a",)),
        ("code_unknown", "tps_id", (f"{ONE}-009 a",)),
        ("code_unknown", "indicator", (f"{ONE} nope",)),
        ("tps_report_elsewhere", None, (f"{TWO}-001 a",)),
    ]


def test_missing_columns_are_named(plain: StudyArea, tmp_path: Path) -> None:
    """Each of them, and not only the first."""
    path = tmp_path / "r.csv"
    path.write_text("desa,indicator\nx,a\n", encoding="utf-8")
    assert faults(plain, path) == [
        ("column_missing", name, None)
        for name in ("desa_code", "tps_id", "present", "source", "source_date")
    ]


def test_a_label_is_no_fault_of_its_own(plain: StudyArea, tmp_path: Path) -> None:
    """What cannot be printed, and a row without any code, are named once each."""
    path = written(tmp_path / "r.csv", f"{ONE},,a\x07,1,x,", ",,,1,x,")
    assert faults(plain, path) == [
        ("value_missing", "desa_code", ("#3",)),
        ("text_control", "indicator", (f"{ONE} a",)),
        ("value_missing", "indicator", ("#3",)),
    ]


def test_a_desa_without_tps_cannot_be_reported_on(tmp_path: Path) -> None:
    """Such a report would count nowhere, in silence."""
    area = replace(study_area(2, tps={ONE: 2, TWO: 0}), tps_indicators=indicators("a"))
    path = written(tmp_path / "r.csv", f"{TWO},,a,1,x,", f"{ONE},,a,1,x,")
    assert faults(area, path) == [("tps_report_desa_empty", None, (f"{TWO} a",))]


def test_an_area_without_indicators_takes_no_reports(area_path: Path) -> None:
    """It loads without the file; every report on it is then of something unknown."""
    files = source_files(area_path)
    del files["tps_indicators.csv"]
    area = made(files, area_path)
    assert area.tps_indicators.empty
    desa = str(area.desa.index[0])
    with pytest.raises(LayerError) as caught:
        area.with_tps_reports(reports([(desa, "sulit_dijangkau", True)]))
    assert codes(caught.value) == ["code_unknown"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_can_act_as_a_formula(plain: StudyArea, text: str) -> None:
    """Guarded in the file, as written once it is read again."""
    area = plain.with_tps_reports(reports([(ONE, "a", True)], source=text))
    content = reports_csv(area.tps_reports)
    cell = rows_of(content.encode())[0]["source"]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert parse_reports(content.encode())["source"] == [text]


def test_a_downloaded_file_is_taken_back(plain: StudyArea, tmp_path: Path) -> None:
    """With the same version of the data; so is one without a row."""
    area = plain.with_tps_reports(
        reports([(ONE, "a", True), (f"{TWO}-001", "b", False)])
    )
    path = tmp_path / "tps_reports.csv"
    path.write_text(reports_csv(area.tps_reports), encoding="utf-8")
    again = plain.with_reports_file(path)
    assert again.tps_reports.equals(area.tps_reports)
    assert again.data_version == area.data_version != plain.data_version
    path.write_text(reports_csv(plain.tps_reports), encoding="utf-8")
    assert area.with_reports_file(path).data_version == plain.data_version


def test_the_template_is_every_indicator_of_every_desa(
    area: StudyArea, tmp_path: Path
) -> None:
    """As it is, it reports nothing; each row filled in is one report."""
    text = template_csv(area.kecamatan, area.desa, area.tps_indicators)
    rows = rows_of(text.encode())
    assert len(rows) == len(area.desa) * 26
    assert rows[0]["desa"] == area.desa["desa"].iloc[0]
    path = tmp_path / "template.csv"
    path.write_text(text, encoding="utf-8")
    assert area.with_reports_file(path).data_version == area.data_version
    filled = text.replace("dptb,,,", "dptb,1,Panwascam,2024-11-20", 1)
    path.write_text(filled, encoding="utf-8")
    table = area.with_reports_file(path).tps_reports
    assert table["indicator"].tolist() == ["dptb"]
    assert list(table.columns) == list(COLUMNS)


def test_a_row_half_filled_in_is_refused(plain: StudyArea, tmp_path: Path) -> None:
    """A source without an answer is no blank row of the template."""
    path = written(tmp_path / "r.csv", f"{ONE},,a,,Panwascam,")
    assert faults(plain, path) == [("value_missing", "present", (f"{ONE} a",))]


def test_the_catalogue_tells_of_reports(area: StudyArea) -> None:
    """Rows, dates and how far to trust them; nothing else of it changes."""
    desa = str(area.desa.index[0])
    new = area.with_tps_reports(reports([(desa, "dptb", True)]))
    entry = new.catalogue.file("tps_reports.csv")
    assert (entry.rows, entry.role, entry.quality) == (1, "table", "reported")
    assert (entry.vintage, entry.completeness) == ("2024-11", "incomplete")
    names = [one.name for one in new.catalogue.files]
    assert names == sorted(names)
    rest = [one for one in new.catalogue.files if one is not entry]
    assert rest == list(area.catalogue.files)
    more = new.with_tps_reports(reports([(desa, "dptb", True), (desa, "dpk", True)]))
    assert more.catalogue.file("tps_reports.csv").rows == 2
    assert new.with_tps_reports(reports([])).data_version == area.data_version


def test_reports_can_be_built_into_an_area(area_path: Path, tmp_path: Path) -> None:
    """And are then those of the folder, with their entry from sources.csv."""
    path = written(tmp_path / "r.csv", "64.08.01.2001,,dptb,1,'=x,2024-11-20")
    target = tmp_path / "area"
    built = build_area(area_path, target, tps_reports=path)
    loaded = load_area(target)
    assert loaded.data_version == built.data_version
    assert loaded.tps_reports["source"].tolist() == ["=x"]
    entry = loaded.catalogue.file("tps_reports.csv")
    assert (entry.rows, entry.source) == (1, "named per row")
    again = build_area(target, target, tps_reports=written(tmp_path / "none.csv"))
    assert again.tps_reports.empty
    assert read_folder(target)["tps_reports.csv"].decode() == HEAD + "\n"


def test_faulty_reports_of_a_folder_are_refused(
    area_path: Path, tmp_path: Path
) -> None:
    """The same check at the other door."""
    path = written(tmp_path / "r.csv", "64.08.01.2001,,nope,1,x,")
    with pytest.raises(LayerError) as caught:
        build_area(area_path, tmp_path / "area", tps_reports=path)
    assert codes(caught.value) == ["code_unknown"]
    files = source_files(area_path) | {"tps_reports.csv": path.read_bytes()}
    with pytest.raises(LayerError):
        made(files, area_path)
