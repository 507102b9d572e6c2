r"""Text from data, made safe for every place on a page that reads Markdown.

Streamlit reads labels, metrics, errors and captions as Markdown: CommonMark and GFM,
then its own directives, formulas, emoji, icons and arrows. Two doors are to be shut:

- what the *parser* reads (links, images, html, `:red[x]`, `$x$`, lists, tables) is
  shut by a backslash, or by a character reference where a backslash cannot help;
- what is looked for in the *finished text* (bare addresses, `:smile:`, `:material_x:`,
  `->`) ignores backslashes. There an invisible word joiner (U+2060) parts the
  characters that would act together; the reader sees the text as it was written.

Written after the plugins of Streamlit 1.67's `StreamlitMarkdown`: remark-gfm (with
mdast-util-gfm-autolink-literal), remark-math, remark-directive, remark-emoji, and
Streamlit's own replacements for icons, its logo and typographic symbols.
"""

import re

JOINER = "\u2060"
"""The invisible character that parts what would otherwise act."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>$~&|#!]")
_COLON = re.compile(r":(?![ \t\r\n])")
_AT_START = re.compile(
    rf"^(?:(?P<digits>\d+)(?P<dot>[.)])|(?P<mark>[-+=]))(?=[-+=\s{JOINER}]|\Z)"
)
_EDGE_SPACE = re.compile(r"^ | \Z|(?<=[ \t\r\n]) |[\t\r\n]")
_ACTS_IN_TEXT = re.compile(
    r":(?=[\w+-]+:)"  # :smile:, :material_home:, :streamlit:
    r"|(?<=:)(?=material/)"  # replaced in the source, before anything is parsed
    r"|(?<=http):(?=//)|(?<=https):(?=//)"  # bare addresses
    r"|(?<=www)(?=\.)"
    r"|(?<=[-.\w+])@(?=[-\w])"  # mail addresses
    r"|<(?=-)|-(?=[->])|[<>~](?==)",  # <- -> -- <= >= ~=
    re.IGNORECASE,
)


def escape_markdown(text: str) -> str:
    """Return Markdown that shows the text as written, whatever it holds.

    It fits anywhere a sentence fits, the start of a line included, but not inside
    backticks. Line breaks and runs of spaces are kept as text and break nothing.
    A blank text stays blank.
    """
    parted = _ACTS_IN_TEXT.sub(lambda found: found[0] + JOINER, text)
    escaped = _SPECIAL.sub(r"\\\g<0>", parted)
    escaped = _COLON.sub(r"\:", escaped)
    escaped = _AT_START.sub(_escape_start, escaped)
    return _EDGE_SPACE.sub(lambda found: f"&#{ord(found[0])};", escaped)


def without_joiners(shown: str) -> str:
    """Return what a page shows without the word joiners that were put between."""
    return shown.replace(JOINER, "")


def _escape_start(found: re.Match[str]) -> str:
    """Shut what only acts at the start of a line: lists, rules, underlined headings."""
    if found["mark"]:
        return f"\\{found['mark']}"
    return f"{found['digits']}\\{found['dot']}"
