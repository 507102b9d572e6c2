"""Local recruitment in words and rows: who is needed, who can come, who is lacking."""

from __future__ import annotations

from math import isinf, isnan
from typing import TYPE_CHECKING

from views import wording
from views.headlines import Figure
from views.tables import NOTHING, Column

if TYPE_CHECKING:
    from plan.local_need import LocalNeed, Recruitment
    from plan.sheet import Sheet
    from views.tables import Row


def recruitment_sentence(sheet: Sheet, need: LocalNeed | None, lang: str) -> str:
    """What one kecamatan needs by the standard, and who meets it."""
    asked = sheet.choices.recruiting
    if need is None or asked is None:
        return wording.text("recommend.not_planned", lang)
    told = wording.text(
        "recruitment.need",
        lang,
        standard=standard_text(sheet, lang),
        needed=wording.number(need.needed, lang),
        outside=wording.number(need.outside, lang),
        local=wording.number(need.local_officers, lang),
        recruits=wording.number(need.recruits, lang),
    )
    return f"{told} {remoteness(sheet, need, lang)}"


def standard_text(sheet: Sheet, lang: str) -> str:
    """The standard asked for: "1 petugas per 1.000 pemilih dalam 60 menit"."""
    asked = sheet.choices.recruiting
    if asked is None:
        return wording.text("value.unknown", lang)
    return wording.text(
        "recruitment.standard",
        lang,
        per=wording.number(asked.voters_per_officer, lang),
        within=wording.minutes(asked.within, lang),
    )


def remoteness(sheet: Sheet, need: LocalNeed, lang: str) -> str:
    """How far the nearest police post is, dry and wet, and whether only by sea."""
    if need.nearest_post is None:
        told = wording.text("recruitment.no_route", lang)
    elif need.minutes_dry == 0:
        told = wording.text("recruitment.at_seat", lang, post=_post(sheet, need))
    else:
        told = wording.text(
            "recruitment.nearest",
            lang,
            post=_post(sheet, need),
            dry=about(need.minutes_dry, lang),
            wet=about(need.minutes_wet, lang),
        )
    if not need.is_sea_only:
        return told
    return f"{told} {wording.text('recruitment.sea_only', lang)}"


def about(minutes: float, lang: str) -> str:
    """Estimated minutes with their sign; no route is said in words."""
    written = wording.minutes(minutes, lang)
    return written if isinf(minutes) else f"≈ {written}"


def _post(sheet: Sheet, need: LocalNeed) -> str:
    names = sheet.result.area.posts["name"]
    return wording.plain(str(names[str(need.nearest_post)]))


def figures(found: Recruitment, lang: str) -> list[Figure]:
    """How many are needed, who can come in time, how many are lacking."""
    needed = sum(one.needed for one in found.areas)
    outside = sum(one.outside for one in found.areas)
    local = sum(one.local_officers for one in found.areas)
    mark = wording.mark("assumed", lang)
    values: tuple[tuple[str, int, dict[str, str]], ...] = (
        ("needed", needed, {"mark": mark}),
        (
            "outside",
            outside,
            {"strength": wording.number(int(found.strength.sum()), lang)},
        ),
        ("local", local, {}),
        (
            "recruits",
            found.recruits,
            {"before": wording.number(found.recruits_before, lang)},
        ),
    )
    return [
        Figure(
            label=wording.text(f"recruitment.figure.{name}", lang),
            value=wording.number(value, lang),
            note=wording.text(f"recruitment.figure.{name}.note", lang, **told),
            source=wording.text(f"recruitment.figure.{name}.source", lang),
        )
        for name, value, told in values
    ]


def recruitment_table(sheet: Sheet, lang: str) -> tuple[list[Row], list[Column]]:
    """Every kecamatan, the most recruits first: remoteness, need, who meets it."""
    found = sheet.plans.recruitment
    names = sheet.result.area.posts["name"]
    rows: list[Row] = [
        {
            "kecamatan_code": one.kecamatan_code,
            "kecamatan": one.kecamatan,
            "recruits": one.recruits,
            "needed": one.needed,
            "outside": one.outside,
            "local_officers": one.local_officers,
            "reached": _reached(one, lang),
            "remote": remote_words(one, lang),
            "nearest": str(names[one.nearest_post]) if one.nearest_post else NOTHING,
            "minutes_dry": one.minutes_dry,
            "minutes_wet": one.minutes_wet,
            "wet_ratio": times(one.wet_ratio, lang),
        }
        for one in (() if found is None else found.in_order)
    ]
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        *(
            Column(name, _head(name, lang), kind, width)
            for name, kind, width in (
                ("recruits", "integer", 72),
                ("needed", "integer", 62),
                ("outside", "integer", 86),
                ("local_officers", "integer", 60),
                ("reached", "text", 120),
                ("remote", "text", 184),
                ("minutes_dry", "minutes", 86),
                ("minutes_wet", "minutes", 86),
                ("wet_ratio", "text", 66),
                ("nearest", "text", 170),
            )
        ),
    ]
    return rows, columns


def remote_words(need: LocalNeed, lang: str) -> str:
    """Why a kecamatan is remote, a dash where it is not."""
    told = [wording.text(f"recruitment.remote.{code}", lang) for code in need.remote]
    return ", ".join(told) or NOTHING


def times(ratio: float, lang: str) -> str:
    """A factor with its sign, a dash where there is none."""
    if isnan(ratio):
        return NOTHING
    return f"{wording.number(ratio, lang, 1)} \N{MULTIPLICATION SIGN}"


def _reached(need: LocalNeed, lang: str) -> str:
    """Share of voters with police in time; before and after where that differs."""
    shares = (need.voters_within, need.voters_within_after)
    before, after = (wording.percent(_share(n, need.voters), lang) for n in shares)
    return before if before == after else f"{before} → {after}"


def before_after(sheet: Sheet, need: LocalNeed, lang: str) -> str:
    """What the local officers of one kecamatan change there."""
    key = "before_after" if need.local_officers else "before"
    return wording.text(
        f"recruitment.{key}",
        lang,
        kecamatan=wording.plain(need.kecamatan),
        before=wording.percent(_share(need.voters_within, need.voters), lang),
        after=wording.percent(_share(need.voters_within_after, need.voters), lang),
        lacking=wording.number(need.recruits_before, lang),
        recruits=wording.number(need.recruits, lang),
        standard=standard_text(sheet, lang),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _head(name: str, lang: str) -> str:
    return wording.text(f"recruitment.column.{name}", lang)
