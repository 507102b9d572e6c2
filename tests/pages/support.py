"""What the page tests share: open a page, move what is on it, read what it shows."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import cli
from views.wording import without_joiners

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard.py"
SECONDS = 120  # a guard against a hang, not a measure


def opened(page: str = "summary", **query: str) -> AppTest:
    """Open a page by its link, in a session of its own."""
    app = AppTest.from_file(str(DASHBOARD), default_timeout=SECONDS)
    app.query_params.update(query)
    app.switch_page(f"views/pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def go(app: AppTest, page: str) -> AppTest:
    """Switch to another page of the same session."""
    app.switch_page(f"views/pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def link(app: AppTest) -> dict[str, str]:
    """Return the choices that stand in the address."""
    return {
        key: value if isinstance(value, str) else value[-1]
        for key, value in app.query_params.items()
    }


def reopened(app: AppTest, page: str, **changed: str) -> AppTest:
    """Open the link of one session in another."""
    return opened(page, **(link(app) | changed))


def shown(markdown: str) -> str:
    """Return what a reader sees of text that was escaped for Markdown."""
    plain = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), markdown)
    return without_joiners(re.sub(r"\\([^A-Za-z0-9\s])", r"\1", plain))


def texts(app: AppTest) -> str:
    """Return every text of the page proper, as a reader sees it, line by line."""
    page = app.main
    elements = [*page.header, *page.subheader, *page.caption, *page.error]
    elements += [*page.info, *page.markdown, *page.text]
    return shown("\n".join(str(element.value) for element in elements))


def table(app: AppTest, column: str) -> pd.DataFrame:
    """Return the values of the one table that has a column."""
    return cast("pd.DataFrame", _table(app, column).value)


def _table(app: AppTest, column: str) -> Any:  # noqa: ANN401 - AppTest's own type
    found = [one for one in app.dataframe if column in one.value]
    assert len(found) == 1, f"{len(found)} tables have a column {column}"
    return found[0]


def map_state(app: AppTest) -> dict[str, Any]:
    """Return what the map was told to show."""
    arguments = json.loads(_map(app).json_args)
    (told,) = re.findall(r'PetaRawan\.apply\("([^"]+)"\)', arguments["feature_group"])
    state: dict[str, Any] = json.loads(base64.b64decode(told))["state"]
    return state


def map_script(app: AppTest) -> str:
    """Return the script the map was built by: if it changes, pan and zoom are lost."""
    script: str = json.loads(_map(app).json_args)["script"]
    return script


def map_classes(app: AppTest) -> dict[str, int]:
    """Return the class each kecamatan has on the map; -1 is unknown."""
    return {area["code"]: area["risk_class"] for area in map_state(app)["areas"]}


def _map(app: AppTest) -> Any:  # noqa: ANN401 - a protobuf message
    (component,) = app.get("component_instance")
    return component.proto


def choose_row(app: AppTest, column: str, row: int | None) -> AppTest:
    """Choose a row of a table, None to take the choice back."""
    rows = [] if row is None else [row]
    chosen = json.dumps({"selection": {"rows": rows, "columns": [], "cells": []}})
    return _moved(
        app, WidgetState(id=_table(app, column).proto.id, string_value=chosen)
    )


def edit_rows(app: AppTest, edits: dict[str, Any], column: str = "post_id") -> AppTest:
    """Change cells of the table that has a column, as its editor would report it.

    Without a column's name, the table of posts.
    """
    told = {"edited_rows": {}, "added_rows": [], "deleted_rows": []} | edits
    editor = _table(app, column).proto.id
    return _moved(app, WidgetState(id=editor, string_value=json.dumps(told)))


def click_map(
    app: AppTest, lat: float, lng: float, at: int = 1, moved: str | None = None
) -> AppTest:
    """Click on the map; `at` is the moment, by which one click differs from another.

    `moved`: the proposed post that was dropped there.
    """
    told = {"lat": lat, "lng": lng, "at": at} | ({"moved": moved} if moved else {})
    click = {"last_clicked": told}
    return _moved(app, WidgetState(id=_map(app).id, json_value=json.dumps(click)))


def _moved(app: AppTest, moved: WidgetState) -> AppTest:
    """Rerun with one more widget moved: AppTest has no way to move these by itself."""
    states = app._tree.get_widget_states()  # noqa: SLF001 - see above
    states.widgets.append(moved)
    app._run(states)  # noqa: SLF001 - see above
    assert not app.exception, app.exception
    return app


def told(command: str, *options: str) -> dict[str, Any]:
    """Return what the terminal prints as JSON."""
    done = CliRunner().invoke(cli.app, [command, "--json", *options])
    assert done.exit_code == 0, done.output
    record: dict[str, Any] = json.loads(done.stdout)
    return record
