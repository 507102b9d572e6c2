"""The two languages say the same things, completely, and place values as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from views import wording
from views.wording import catalogue

ROOT = Path(__file__).parents[2]
ENGLISH = {
    *("the", "with", "without", "and", "must", "cannot", "choose", "correct", "check"),
    *("unknown", "borders", "score", "rank", "season", "threshold", "weight"),
    *("sources", "voters", "coverage", "summary", "vulnerability", "nearest"),
    *("hours", "minutes", "missing", "rows", "column", "file"),
}
CODE = re.compile(r"""\b(Problem\.of|Reason\.of|Reason|Flag)\(\s*["']([a-z_]+)["']""")
ASKED = re.compile(r"""\b(?:text|plural)\(\s*"([a-z_0-9]+\.[a-z_0-9.]+)\"""")
PREFIX = {"Problem.of": "problem", "Reason.of": "reason", "Reason": "reason"}


def entries(lang: str) -> dict[str, tuple[str, ...]]:
    """Key -> its forms, from the file itself."""
    with (catalogue.FOLDER / f"{lang}.po").open("rb") as source:
        read = read_po(source, locale=lang, abort_invalid=True)
    found: dict[str, tuple[str, ...]] = {}
    for message in read:
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string or ""
        found[key] = (said,) if isinstance(said, str) else tuple(map(str, said))
    found.pop("")
    return found


ID, EN = entries("id"), entries("en")


def test_both_languages_have_the_same_keys() -> None:
    """What one language says, the other says too."""
    assert ID.keys() == EN.keys()


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_no_key_is_written_twice(lang: str) -> None:
    """A second entry would silently win over the first."""
    written = (catalogue.FOLDER / f"{lang}.po").read_text("utf-8")
    keys = re.findall(r'^msgid "(.+)"$', written, re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
    assert len(keys) == len(ID)


def test_both_languages_want_the_same_values() -> None:
    """A value named in one language only would be lost or missing."""
    differ = [
        key
        for key in ID.keys() & EN.keys()
        if len({catalogue.placeholders(form) for form in ID[key] + EN[key]}) > 1
    ]
    assert differ == []


@pytest.mark.parametrize("read", [ID, EN], ids=wording.LANGUAGES)
def test_no_sentence_is_blank_or_padded(read: dict[str, tuple[str, ...]]) -> None:
    """Every key has its words, without stray blanks around them."""
    forms = [(key, form) for key in read for form in read[key]]
    assert [key for key, form in forms if not form or form != form.strip()] == []


@pytest.mark.parametrize("read", [ID, EN], ids=wording.LANGUAGES)
def test_no_brace_stands_alone(read: dict[str, tuple[str, ...]]) -> None:
    """`{Voters}` or `{x:.1f}` would reach the reader as it is."""
    named = re.compile(r"\{[a-z_][a-z0-9_]*\}")
    forms = [(key, named.sub("", form)) for key in read for form in read[key]]
    assert [key for key, rest in forms if {"{", "}"} & set(rest)] == []


def test_the_indonesian_is_indonesian() -> None:
    """None of the commonest English words; code and file names are not words."""
    foreign = {}
    for key in ID.keys() - {"language.en"}:
        words = re.sub(r"\{\w+\}|`[^`]*`|\S+\.\w+", " ", " ".join(ID[key])).casefold()
        if found := set(re.findall(r"[a-z]+", words)) & ENGLISH:
            foreign[key] = found
    assert foreign == {}


def test_every_code_of_the_core_has_its_sentence() -> None:
    """Codes stand as literals where they are made; none may reach a reader bare."""
    missing = []
    for folder in ("geo", "risk", "plan", "views"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for maker, code in CODE.findall(path.read_text("utf-8")):
                key = f"{PREFIX.get(maker, 'flag')}.{code}"
                if key not in ID:
                    missing.append(f"{path.relative_to(ROOT)}: {key}")
    assert missing == []


def test_every_key_that_is_asked_for_is_there() -> None:
    """Keys written out in pages, exports and front doors all have words."""
    paths = [*(ROOT / "views").rglob("*.py"), ROOT / "cli.py", ROOT / "dashboard.py"]
    asked = {
        (path.name, key)
        for path in paths
        if path.is_file()
        for key in ASKED.findall(path.read_text("utf-8"))
    }
    assert sorted((name, key) for name, key in asked if key not in ID) == []


def test_a_missing_key_is_an_error_not_a_blank() -> None:
    """A key without words is found by the first test that opens the page."""
    with pytest.raises(KeyError, match=r"page\.nowhere"):
        wording.text("page.nowhere")
    assert not wording.has("page.nowhere")


def test_an_unknown_language_is_an_error() -> None:
    """No language is guessed."""
    with pytest.raises(KeyError, match="fr"):
        wording.text("class.0", "fr")


def test_a_missing_value_is_an_error() -> None:
    """A sentence with a hole in it never reaches a reader."""
    with pytest.raises(KeyError, match="whole"):
        wording.text("word.of", part="8")


def test_indonesian_comes_first() -> None:
    """Whoever names no language gets Indonesian."""
    assert wording.text("class.4") == "Sangat tinggi"
    assert wording.text("class.4", "en") == "Very high"


@pytest.mark.parametrize(
    "name", ["{whole}", "{x}", "%s", "%(x)s", "{0.__class__}", "$x$", "{{7*7}}", "\\1"]
)
def test_a_value_is_never_read_as_a_sentence(name: str) -> None:
    """Braces, percent signs and attributes in a name stay letters."""
    shown = wording.text("word.of", "id", part=name, whole="18")
    assert shown == f"{name} dari 18"


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_the_values_they_stand_as_written(part: str, whole: str) -> None:
    """Law: the sentence is exactly its own words around the values."""
    assert wording.text("word.of", "en", part=part, whole=whole) == f"{part} of {whole}"


def test_one_is_counted_as_one() -> None:
    """English has two forms, Indonesian one."""
    assert wording.plural("unit.minutes", 1, "en", value="1") == "1 minute"
    assert wording.plural("unit.minutes", 2, "en", value="2") == "2 minutes"
    assert wording.plural("unit.minutes", 2, "id", value="2") == "2 menit"
    with pytest.raises(KeyError, match="nothing"):
        wording.plural("nothing", 2)
