"""The proposal file as PDF: set by Typst, its words handed over as data.

No text of a study area is ever part of the template, so none can act in it. The
letters are Matplotlib's own DejaVu Sans: the same on every machine, without network.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from matplotlib import get_data_path

from views.exports.paper import drawable
from views.exports.proposal_parts import Grid, Heading, Items, Picture, Text

if TYPE_CHECKING:
    from views.exports.proposal_parts import Document, Part

TEMPLATE = Path(__file__).with_name("proposal.typ")
_LONGEST, _PIECE = 22, 11
_BREAK = "\u200b"  # a place where a line may break, seen by nobody


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF; the same document gives the same bytes."""
    return typst.compile(
        TEMPLATE,
        sys_inputs={"document": json.dumps(as_data(document), ensure_ascii=False)},
        root=TEMPLATE.parent,
        font_paths=[Path(get_data_path()) / "fonts" / "ttf"],
        ignore_system_fonts=True,
        format="pdf",
        timestamp=0,
    )


def as_data(document: Document) -> dict[str, Any]:
    """Return what the template is given: plain texts, numbers and lists."""
    return {
        "lang": document.lang,
        "title": _shown(document.title),
        "subtitle": _shown(document.subtitle),
        "state": _shown(document.state),
        "version": _shown(document.version),
        "page": _shown(document.page),
        "parts": [_plain(part) for part in document.parts],
    }


def _plain(part: Part) -> dict[str, Any]:
    """A part as JSON: its kind, and all its words as they are to be seen.

    A picture goes as the numbers of its bytes: only text can be handed over.
    """
    if isinstance(part, Picture):
        told = {"kind": "picture", "caption": _shown(part.caption)}
        return told | {"png": list(part.png)}
    kind = part.kind if isinstance(part, Text) else _KINDS[type(part)]
    return {**_every(asdict(part)), "kind": kind}


_KINDS = {Heading: "heading", Items: "items", Grid: "grid"}


def _every(value: Any) -> Any:  # noqa: ANN401 - whatever a part holds
    """The same with every text made fit to be seen."""
    if isinstance(value, str):
        return _shown(value)
    if isinstance(value, dict):
        return {key: _every(inner) for key, inner in value.items()}
    return [_every(one) for one in value] if isinstance(value, list | tuple) else value


def _shown(text: str) -> str:
    """Text on one line; letters the typeface lacks are one sign, long words may break.

    A word without a space, such as an address, would else run out of its cell.
    """
    words = drawable(text).split(" ")
    return " ".join(
        _breakable(word) if len(word) > _LONGEST else word for word in words
    )


def _breakable(word: str) -> str:
    pieces = [word[at : at + _PIECE] for at in range(0, len(word), _PIECE)]
    return _BREAK.join(pieces)
