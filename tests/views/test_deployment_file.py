"""The deployment order as a file: dates as dates, text never a formula."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from geo.errors import PetaRawanError
from plan.evaluate import evaluate
from plan.personnel.deploy import deploy
from plan.personnel.orders import orders
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from views.exports.deployment import write_deployment

if TYPE_CHECKING:
    from openpyxl import Workbook

    from plan.knowledge import Knowledge
    from plan.personnel.deploy import Deployment

SHORT = Staffing(rules=(("kurang_rawan", "2-1-2"),))


@pytest.fixture
def plan(knowledge: Knowledge) -> Deployment:
    """A plan in which some TPS stay without anybody."""
    return deploy(evaluate(knowledge, Scenario()), SHORT)


def book(plan: Deployment, lang: str = "id") -> Workbook:
    """The workbook as a reader opens it."""
    return load_workbook(io.BytesIO(write_deployment(plan, "xlsx", lang)))


def test_one_line_for_each_order(plan: Deployment) -> None:
    """In their order, with people and all their TPS."""
    sheet = book(plan)["Penugasan"]
    heads = [cell.value for cell in sheet[1]]
    wanted = list(orders(plan))
    assert sheet.max_row == 1 + len(wanted)
    people = heads.index("Orang") + 1
    tps = heads.index("TPS") + 1
    for line, order in enumerate(wanted, start=2):
        assert sheet.cell(line, people).value == order.people
        assert sheet.cell(line, tps).value == "; ".join(order.tps)


@pytest.mark.parametrize(("lang", "locale"), [("id", "[$-421]"), ("en", "[$-809]")])
def test_when_to_leave_is_a_date(plan: Deployment, lang: str, locale: str) -> None:
    """A real moment, whose month the spreadsheet writes in the reader's language."""
    sheet = book(plan, lang).worksheets[0]
    last = [sheet.cell(2, sheet.max_column - 1), sheet.cell(2, sheet.max_column)]
    first = next(orders(plan))
    assert [cell.value for cell in last] == [first.leave, first.arrive]
    assert all(isinstance(cell.value, dt.datetime) for cell in last)
    assert {cell.number_format for cell in last} == {f"{locale}d mmmm yyyy hh:mm"}


def test_frozen_header_and_filters_on_every_table(plan: Deployment) -> None:
    """As a staff officer expects of a list of hundreds."""
    for sheet in book(plan).worksheets[:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_what_is_unmet_has_a_sheet_of_its_own(
    plan: Deployment, knowledge: Knowledge
) -> None:
    """And none where everything is met."""
    assert "Belum terjaga" in book(plan).sheetnames
    enough = deploy(evaluate(knowledge, Scenario()), Staffing())
    assert "Belum terjaga" not in book(enough).sheetnames


def test_no_name_becomes_a_formula(knowledge: Knowledge) -> None:
    """A post called =1+1 stays a text, here and in the CSV."""
    reach = knowledge.reach
    hostile = tuple(replace(post, name="=1+1") for post in reach.posts)
    known = replace(knowledge, reach=replace(reach, posts=hostile))
    plan = deploy(evaluate(known, Scenario()), Staffing())
    for sheet in book(plan).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_the_same_plan_gives_the_same_bytes(plan: Deployment) -> None:
    """No time of making goes in."""
    first, second = (write_deployment(plan, "xlsx", "id") for _ in range(2))
    assert first == second


def test_another_kind_is_refused(plan: Deployment) -> None:
    """By the name of what there is."""
    with pytest.raises(PetaRawanError) as caught:
        write_deployment(plan, ".pdf", "id")
    (problem,) = caught.value.problems
    assert problem.code == "export_kind_unknown"


AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


@pytest.mark.skipif(
    shutil.which("soffice") is None or not CALC.exists(), reason="no LibreOffice Calc"
)
def test_libreoffice_opens_it(plan: Deployment, tmp_path: Path) -> None:
    """And reads the moment of leaving as an Indonesian date."""
    source = tmp_path / "perintah.xlsx"
    source.write_bytes(write_deployment(plan, "xlsx", "id"))
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--convert-to",
            AS_SHOWN,
            "--outdir",
            tmp_path,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    first = next(orders(plan)).leave
    shown = f"{first:%d} November 2024 {first:%H:%M}"
    assert shown in (tmp_path / "perintah.csv").read_text("utf-8")
