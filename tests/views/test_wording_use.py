"""Sentences and the code that asks for them fit: none unused, none with a hole."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.coverage import OPTIONAL, SERVICES
from views import wording
from views.wording import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CORE = ("geo", "risk", "plan", "views")
FRONT = ("views", "cli.py", "dashboard.py")
# Keys made of what the data say, or of a code that only the core knows.
OPEN = ("phrase.", "problem.", "reason.", "flag.", "error.", "layer.", "field.")
# Groups that code asks for by a name it is handed: f"{group}.{code}".
GROUPS = {
    *("season", "post_type", "post_word", "quality", "aggregate", "normalise"),
    *("mode", "location_basis", "covers_basis", "posts", "completeness", "class"),
    *("objective", "demand_weight"),
}
DERIVED = {"post_word", "post_short", "voters_mark", "minutes_sign"}


def modules(*places: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of these folders and files, read."""
    for place in places:
        path = ROOT / place
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield one, ast.parse(one.read_text("utf-8"))


@cache
def keys() -> frozenset[str]:
    """Every key that has a sentence."""
    read = (catalogue.FOLDER / "id.po").read_text("utf-8")
    return frozenset(re.findall(r'^msgid "(.+)"$', read, re.MULTILINE))


# ------------------------------------------------------------- no key is unused


@cache
def literals() -> frozenset[str]:
    """Every text that stands in the code, and every word of the data's tables."""
    found = {
        node.value
        for _, tree in modules(*CORE, *FRONT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    data = (ROOT / "data" / "kutai_timur").glob("*.*")
    words = {
        word
        for path in data
        if path.suffix in {".csv", ".toml"}
        for word in re.split(r"[^\w]+", path.read_text("utf-8"))
    }
    return frozenset(found | words | {"0", "1", "2", "3", "4", "-1"})


def templates() -> Iterator[re.Pattern[str]]:
    """Keys that code puts together, such as f"season.{season}.long"."""
    for _, tree in modules(*FRONT):
        for node in ast.walk(tree):
            if not isinstance(node, ast.JoinedStr):
                continue
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
                for part in node.values
            ]
            if re.match(r"[a-z_]+\\\.", parts[0]):
                yield re.compile("".join(parts))


def is_written(part: str) -> bool:
    """Whether the code has a part of a key, as one text or as texts with dots."""
    return part in literals() or all(one in literals() for one in part.split("."))


def is_used(key: str, made: list[re.Pattern[str]]) -> bool:
    """Whether some line of the code can ask for a key."""
    group, _, rest = key.partition(".")
    return (
        key in literals()
        or key.startswith(OPEN)
        or (group in GROUPS and rest in literals())
        or any(
            all(is_written(part) for part in match.groups())
            for match in (one.fullmatch(key) for one in made)
            if match
        )
    )


def test_every_key_is_used() -> None:
    """What nobody asks for is written, translated and read for nothing."""
    made = list(templates())
    assert sorted(key for key in keys() if not is_used(key, made)) == []


def test_a_reason_without_its_code_is_unused() -> None:
    """Reasons, flags and classes of errors are made by name in the code."""
    made = {
        node.value
        for _, tree in modules(*CORE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    classes = {
        node.name
        for _, tree in modules("geo")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    kinds = {f"{kind}_only" for kinds in OPTIONAL.values() for kind in kinds}
    words = ("no", "unknown", "unlisted")
    kinds |= {f"{word}_{kind}" for word in words for kind in SERVICES}
    known = made | classes | kinds | {"other"}
    unused = [
        key
        for key in keys()
        if key.startswith(OPEN[1:5]) and key.partition(".")[2] not in known
    ]
    assert sorted(unused) == []


def test_an_unused_key_would_be_found() -> None:
    """The test above bites."""
    made = list(templates())
    assert not is_used("word.nobody_asks_for_this", made)
    assert not is_used("nowhere.at_all", made)


# ------------------------------------------------- every fault can say its sentence


def tables_of(tree: ast.Module) -> dict[str, set[str]]:
    """Names that hold a dict -> the keys they are given anywhere in the module."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Dict):
            texts = [k.value for k in node.value.keys if isinstance(k, ast.Constant)]
            found[target.id] |= {str(text) for text in texts}
    return found


def faults() -> Iterator[tuple[str, str, set[str]]]:
    """Place, code and names of the values of every fault made with a written code."""
    for path, tree in modules(*CORE):
        tables = tables_of(tree)
        for node in ast.walk(tree):
            maker = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if maker != "Problem.of" and not maker.endswith(".fault"):
                continue
            code = node.args[0]
            if not isinstance(code, ast.Constant):
                continue
            names = {"file", "entry"} if maker.endswith(".fault") else set()
            spread = [ast.unparse(w.value) for w in node.keywords if w.arg is None]
            if any(name not in tables for name in spread):
                continue  # its values come from elsewhere
            names |= {word.arg for word in node.keywords if word.arg}
            names |= {name for table in spread for name in tables[table]}
            yield f"{path.relative_to(ROOT)}:{node.lineno}", str(code.value), names


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_fault_has_the_values_its_sentence_names(lang: str) -> None:
    """Else the reader would see the code instead of the sentence."""
    known = catalogue.translations(lang)
    holes = {
        f"{place} {code}": missing
        for place, code, names in faults()
        if (
            missing := catalogue.placeholders(known.gettext(f"problem.{code}"))
            - names
            - DERIVED
        )
    }
    assert holes == {}


def test_the_faults_are_found() -> None:
    """Enough of them that the test above cannot pass by finding nothing."""
    codes = {code for _, code, _ in faults()}
    assert len(codes) > 40
    assert {"table_shape", "preset_indicator_repeated", "toml_list_empty"} <= codes
