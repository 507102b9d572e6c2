"""What the product says, in Indonesian first and in English: the one place for words.

Pages, exports and `cli.py` speak through this package alone. Sentences live in
`locale/id.po` and `locale/en.po` under symbolic keys.
"""

from views.wording.catalogue import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    has,
    plural,
    text,
)
from views.wording.formats import date, general, minutes, number, percent
from views.wording.markdown import escape_markdown, without_joiners
from views.wording.sentences import (
    error,
    flag,
    headline,
    mark,
    plain,
    problem,
    reason,
    reasons,
    treated,
)

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "date",
    "error",
    "escape_markdown",
    "flag",
    "general",
    "has",
    "headline",
    "mark",
    "minutes",
    "number",
    "percent",
    "plain",
    "plural",
    "problem",
    "reason",
    "reasons",
    "text",
    "treated",
    "without_joiners",
]
