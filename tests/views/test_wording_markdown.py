"""No text from data acts as Markdown: it is shown as written, wherever it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from views.wording import escape_markdown, without_joiners

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# What Streamlit 1.67 looks for in finished text, after parsing: backslashes cannot
# stop it. From its StreamlitMarkdown, remark-emoji and mdast-util-gfm-autolink-literal.
FINISHED = [
    re.compile(r":\+1:|:-1:|:[\w-]+:", re.ASCII),
    re.compile(r":material_(\w+):", re.ASCII),
    re.compile(
        r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", re.IGNORECASE | re.ASCII
    ),
    re.compile(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", re.ASCII),
    re.compile(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)"),
]
DIRECTIVE = re.compile(r"(?<!\\):(?=\w|:)")
FORMULA = re.compile(r"(?<!\\)\$")

HOSTILE = [
    "{{7*7}}", "{% raw %}", "${alert(1)}", "<img src=x onerror=alert(1)>", "Pos {{",
    "![x](http://192.0.2.1/x.png)", "[k](javascript:alert(1))", ":red[x]", "$x$",
    "$$x$$", ":smile:", ":material/home:", ":material_home:", ":streamlit:", ":+1:",
    "http://192.0.2.1/a", "HTTPS://A.B", "www.example.org", "a@b.co", "a -> b",
    "a -- b", "--", "<->", "# judul", "- a", "* a", "+ a", "1. a", "12) a", "> a",
    "| a | b |\n|---|---|\n| c | d |", "a\n\nb\n===\nc", "    kode", "\tkode",
    "`kode`", "```\nkode",
    "~~a~~", "**a** _b_", "&lt; &#65;", "\\*a\\*", ":::a\nb\n:::",
    "::a[b]{c=d}", ":color[x]{foreground=red}", "[x]: http://a.b", "[^1]", "<!-- x -->",
    "***", "---", "===", "a  \nb", "a\\\nb", " a  b ", "\r\n", "nama:", "[ ] a", "",
]  # fmt: skip
PIECES = [*HOSTILE, " ", "\n", "\n\n", "x", "é", ":", "[", "]", "(", ")", "|", "`", "$"]


def shown(source: str) -> str:
    """The text a page shows; fails where that is more than a plain paragraph."""
    blocks = PARSER.parse(source)
    kinds = [block.type for block in blocks]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
    pieces = (blocks[1].children or []) if blocks else []
    assert {piece.type for piece in pieces} <= {"text"}
    return "".join(piece.content for piece in pieces)


def as_shown(text: str) -> str:
    """The text as every Markdown shows it: no nulls, no blanks at its ends."""
    return text.replace("\0", "\ufffd").strip()


def check(text: str) -> None:
    """Alone, inside a sentence and on a line of its own the text stays as it is."""
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    assert without_joiners(shown(escaped)).strip() == as_shown(text)
    inside = without_joiners(shown(f"Di {escaped}, x"))
    assert inside == f"Di {text}, x".replace("\0", "\ufffd")
    below = shown(f"Judul,{escaped}").replace("\n", " ")
    assert not [found[0] for acts in FINISHED for found in acts.finditer(below)]
    assert not DIRECTIVE.search(re.sub(r"\\\\", "", escaped))
    assert not FORMULA.search(re.sub(r"\\\\", "", escaped))
    assert ":material/" not in escaped


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_shown_as_written(text: str) -> None:
    """Each door that was ever found open, tried alone."""
    check(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_combination_of_them_acts(text: str) -> None:
    """Two harmless halves must not join into one that acts."""
    check(text)


@settings(deadline=None)
@given(st.text().map(without_joiners))
@example("\x1c# a")
def test_any_text_is_shown_as_written(text: str) -> None:
    """Law: showing the escaped text gives the text back."""
    check(text)


@pytest.mark.parametrize("text", ["# a", "- a", "1. a", "===", "> a", "| a |"])
def test_a_line_below_another_stays_a_line(text: str) -> None:
    """Under a line of the page's own, it makes no list, table or heading of it."""
    assert shown_lines(f"Judul\n{escape_markdown(text)}") == ["Judul", text]


def shown_lines(source: str) -> list[str]:
    """The lines of one paragraph, as shown."""
    children = PARSER.parse(source)[1].children or []
    assert {piece.type for piece in children} <= {"text", "softbreak"}
    return "".join(piece.content or "\n" for piece in children).split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Busang: tidak ada polsek; 4.320 pemilih; 10 TPS",
        "polsek terdekat Muara Ancalong, 3 jam (kering)",
        "9.566 pemilih (≈ perkiraan), 66,5 %",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text: str) -> None:
    """What cannot act is not touched, so that sources stay readable."""
    assert escape_markdown(text) == text
