"""One kecamatan's profile: which indicators drive its score, and how well known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import wording
from views.records import known, score_rows
from views.tables import Column, yes_no

if TYPE_CHECKING:
    from plan.evaluate import Result
    from risk.indicators import Indicator
    from views.tables import Row


def drivers(result: Result, code: str, lang: str) -> tuple[list[Row], list[Column]]:
    """What drives one kecamatan's score: its indicators, the most points first.

    Where the method adds no points, those with the greatest weighted level first.
    """
    place = result.score.areas.index(code)
    members = result.preset.members
    rows = [
        _driver_row(result, place, column, indicator, lang)
        for column, indicator in enumerate(result.table.indicators)
        if indicator.code in members
    ]
    rows.sort(key=lambda row: -(row["weighted"] or 0.0))
    columns = [
        Column("indicator", _word("indicator", lang), width=184),
        Column("value", _word("value", lang), width=86),
        Column("points", _word("points", lang), "number", 54),
        Column("bar", _word("level", lang), "bar", 60),
        Column("mark", _word("quality", lang), width=122),
    ]
    if all(row["points"] is None for row in rows):
        columns = [column for column in columns if column.key != "points"]
    return rows, columns


def _driver_row(
    result: Result, place: int, column: int, indicator: Indicator, lang: str
) -> Row:
    level = known(float(result.score.normalised[place, column]))
    points = known(float(result.score.contributions[place, column]))
    weighted = (level or 0.0) * float(result.score.weights[column])
    return {
        "kecamatan_code": result.score.areas[place],
        "indicator": indicator.short[lang],
        "value": estimated(
            value_text(float(result.table.values[place, column]), indicator, lang),
            indicator if level is not None else None,
            lang,
        ),
        "level": level,
        "bar": level,
        "points": points,
        "weighted": weighted if points is None else points,
        "mark": wording.text(f"quality.{indicator.quality}", lang),
    }


def estimated(written: str, indicator: Indicator | None, lang: str) -> str:
    """Return a known value with the small mark of an estimate where it is one."""
    if indicator is None or indicator.quality != "estimate":
        return written
    return wording.text("export.estimate", lang, value=written)


def counted_notes(result: Result, code: str, lang: str) -> list[str]:
    """Which of a kecamatan's values rest on only some of its TPS, and on how many."""
    place = result.score.areas.index(code)
    return [
        wording.text(
            "page.risk.counted",
            lang,
            indicator=indicator.short[lang],
            share=wording.percent(float(observed), lang),
        )
        for indicator, observed in zip(
            result.table.indicators, result.table.observed[place], strict=True
        )
        if observed < 1
    ]


def value_text(value: float, indicator: Indicator, lang: str) -> str:
    """Write a raw value with its unit, as its indicator's kind says."""
    if known(value) is None:
        return wording.text("value.unknown", lang)
    if indicator.kind == "minutes":
        return wording.minutes(value, lang)
    if indicator.kind == "share":
        return wording.percent(value, lang)
    if indicator.kind == "yes_no":
        return wording.text(f"value.{yes_no(value)}", lang)
    if indicator.kind == "count":  # the indicator's name says what is counted
        return wording.general(value, lang)
    unit = indicator.unit[lang].partition(" per ")[0]  # the name says per what
    return f"{wording.number(value, lang, 1)} {unit}"


def profiled(result: Result, selected: str | None) -> str:
    """Code of the kecamatan whose profile is shown: the chosen, else the first."""
    if selected in result.score.areas:
        return str(selected)
    return str(score_rows(result)[0]["kecamatan_code"])


def drivers_sentence(result: Result, code: str, lang: str) -> str:
    """The two indicators that drive a score most, and any that equal the second."""
    rows, _ = drivers(result, code, lang)
    second = round(rows[:2][-1]["weighted"], 1)
    tied = [row for row in rows[2:] if round(row["weighted"], 1) == second]
    told = [f"{row['indicator']} ({row['value']})" for row in (*rows[:2], *tied)]
    adds = any(row["points"] is not None for row in rows)
    return wording.text(
        "page.risk.drivers" if adds else "page.risk.drivers_level",
        lang,
        first=", ".join(told[:-1]),
        second=told[-1],
    )


def _word(name: str, lang: str) -> str:
    return wording.text(f"word.{name}", lang)
