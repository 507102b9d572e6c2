"""Participation in words and rows: earlier turnout, the target, whom to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.education import COLUMNS
from geo.schema import texts_of
from views import wording
from views.headlines import Figure
from views.records import known
from views.tables import NOTHING, Column

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import Texts
    from plan.participation import Mobilise, Participation
    from plan.sheet import Sheet
    from views.tables import Row


def participation_sentence(sheet: Sheet, one: Mobilise | None, lang: str) -> str:
    """Whom one kecamatan is expected to bring, and how many are lacking."""
    found = sheet.plans.participation
    if one is None or found is None:
        return wording.text("recommend.not_planned", lang)
    if one.to_mobilise is None:
        told = wording.text("participation.unknown", lang)
    else:
        told = wording.text(
            "participation.need",
            lang,
            target=wording.percent(found.asked.target, lang, 1),
            wanted=wording.number(one.wanted, lang),
            expected=wording.number(one.expected_voters, lang),
            share=wording.percent(one.expected, lang),
            voters=wording.number(one.to_mobilise, lang),
        )
    return f"{told} {_log(one, lang)}"


def _log(one: Mobilise, lang: str) -> str:
    if not one.events:
        return wording.text("participation.no_events", lang)
    return wording.text(
        "participation.events",
        lang,
        count=wording.number(one.events, lang),
        people=wording.number(one.people, lang),
        date=wording.date(one.last_day, lang),
    )


def figures(found: Participation, lang: str) -> list[Figure]:
    """The turnout to start from, the target, and the voters between them."""
    reached = sum(one.people for one in found.areas)
    events = sum(one.events for one in found.areas)
    target = wording.percent(found.asked.target, lang, 1)
    values: tuple[tuple[str, str, dict[str, str]], ...] = (
        (
            "base",
            wording.percent(found.base.share, lang, 1),
            {"election": found.base.name[lang]},
        ),
        (
            "wanted",
            f"≈ {wording.number(found.wanted, lang)}",
            {"target": target, "voters": wording.number(found.voters, lang)},
        ),
        ("mobilise", f"≈ {wording.number(found.to_mobilise, lang)}", {}),
        (
            "reached",
            wording.number(reached, lang),
            {"count": wording.number(events, lang)},
        ),
    )
    return [
        Figure(
            label=wording.text(f"participation.figure.{name}", lang),
            value=value,
            note=wording.text(f"participation.figure.{name}.note", lang, **told),
            source=wording.text(f"participation.figure.{name}.source", lang),
        )
        for name, value, told in values
    ]


def history_table(found: Participation, lang: str) -> tuple[list[Row], list[Column]]:
    """Turnout of earlier elections: totals of the kabupaten, oldest first."""
    start = found.start
    rows: list[Row] = [
        {
            "year": past.year,
            "election": past.name[lang],
            "share": past.share,
            "bar": 100 * past.share,
            "quality": wording.text(f"participation.quality.{past.quality}", lang),
        }
        for past in start.history
    ]
    rows.append(
        {
            "year": start.pattern_year,
            "election": start.pattern_name[lang],
            "share": known(found.pattern_share),
            "bar": known(100 * found.pattern_share),
            "quality": wording.text("quality.partial", lang),
        }
    )
    rows.sort(key=lambda row: (row["year"], row["election"]))
    columns = [
        Column("election", _head("election", lang), width=240),
        Column("share", _head("share", lang), "share_tenth", 90),
        Column("bar", " ", "bar", 90),
        Column("quality", wording.text("word.quality", lang), width=220),
    ]
    return rows, columns


def mobilise_table(found: Participation, lang: str) -> tuple[list[Row], list[Column]]:
    """Every kecamatan in the order asked for: whom to bring, who has been reached."""
    rows: list[Row] = [
        {
            "kecamatan_code": one.kecamatan_code,
            "priority": place,
            "kecamatan": one.kecamatan,
            "to_mobilise": one.to_mobilise,
            "voters": one.voters,
            "pattern": known(one.pattern),
            "expected": known(one.expected),
            "gap": known(max(one.gap, 0.0)),
            "events": one.events,
            "people": one.people,
            "last": wording.date(one.last_day, lang) if one.last_day else NOTHING,
        }
        for place, one in enumerate(found.areas, start=1)
    ]
    columns = [
        Column("priority", wording.text("recommend.column.priority", lang), "integer"),
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("to_mobilise", _head("to_mobilise", lang), "integer"),
        Column("voters", _head("voters", lang), "integer"),
        Column("pattern", _head("pattern", lang), "share_tenth"),
        Column("expected", _head("expected", lang), "share_tenth"),
        Column("gap", _head("gap", lang), "share_tenth"),
        Column("events", _head("events", lang), "integer"),
        Column("people", _head("people", lang), "integer"),
        Column("last", _head("last", lang)),
    ]
    return rows, columns


def notes(found: Participation, lang: str) -> list[str]:
    """What the list rests on, and that the sum of the kecamatan may be larger."""
    start = found.start
    total = sum(one.to_mobilise or 0 for one in found.areas)
    return [
        wording.text("participation.totals_only", lang, name=start.pattern_name[lang]),
        wording.text(
            "participation.sum",
            lang,
            sum=wording.number(total, lang),
            whole=wording.number(found.to_mobilise, lang),
        ),
        f"{wording.text(f'quality.{start.quality}', lang)}: {start.reason[lang]}",
    ]


def _head(name: str, lang: str) -> str:
    return wording.text(f"participation.column.{name}", lang)


def editable(events: pd.DataFrame) -> pd.DataFrame:
    """The log of voter education as a table to fill in; people are whole numbers."""
    return events[list(COLUMNS)].astype({"people": "Int64"}).reset_index(drop=True)


def texts_of_log(edited: pd.DataFrame) -> Texts:
    """The table as it was filled in, as text; rows with nothing in them are none."""
    texts = texts_of(edited.dropna(how="all").replace({None: ""}))
    return {name: [cell.strip() for cell in cells] for name, cells in texts.items()}
