"""How sure a rank is, what would change it, and which choice decides: in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan import certainty
from plan.tipping_points import tipping
from risk.classify import UNRANKED
from risk.presets import LEAST_KNOWN
from risk.sensitivity import OF_WEIGHTS
from views import wording
from views.tables import Column, ranks_text

if TYPE_CHECKING:
    from plan.evaluate import Result
    from views.tables import Row

TOLD = 0.0005  # of a share: less would be told as 0,0 %
TOLD_AS_ONE = 0.005  # of a share: less would be told as 0 %
FEWEST = 100  # draws from which a rank may be called firm or not


def rank_range(result: Result, row: int, lang: str) -> str | None:
    """Ranks between which nine draws of ten leave an area; None if it has none."""
    found = result.certainty
    if found is None or found.p95[row] == UNRANKED:
        return None
    return ranks_text(int(found.p05[row]), int(found.p95[row]), lang)


def sentence(result: Result, code: str, lang: str) -> str:
    """How sure the rank of one kecamatan is, in words a leader can repeat."""
    row, found = result.score.areas.index(code), result.certainty
    if found is None:
        return wording.text("certainty.none", lang)
    ranks = rank_range(result, row, lang)
    if ranks is None:
        return wording.text("certainty.unranked", lang)
    key = "unstable" if found.unstable[row] else "stable"
    if result.scenario.draws < FEWEST:
        key = "few"
    return wording.text(
        f"certainty.{key}",
        lang,
        draws=wording.number(result.scenario.draws, lang),
        spread=wording.percent(result.scenario.spread, lang),
        ranks=ranks,
        top=result.scenario.top,
        share=wording.percent(float(found.share_top[row]), lang),
    )


def tipping_sentence(result: Result, code: str, lang: str) -> str:
    """The least change of the dimensions' weights that moves it over the top."""
    row = result.score.areas.index(code)
    names = result.area.kecamatan["kecamatan"]
    if result.score.rank[row] == UNRANKED:
        return wording.text("tipping.unranked", lang, kecamatan=names[code])
    tip = tipping(result, code)
    told = {"kecamatan": names[code], "top": result.scenario.top}
    if tip.shares is None:
        ending = "never" if tip.enters else "stays"
        if not tip.is_proven:
            return wording.text(f"tipping.{ending}_searched", lang, **told)
        return wording.text(f"tipping.{ending}", lang, **told)
    preset = result.preset
    both = zip(preset.dimensions, tip.before, tip.shares, strict=True)
    changes = [
        wording.text(
            "tipping.share",
            lang,
            dimension=side.name[lang],
            before=wording.percent(float(before), lang, 1),
            after=wording.percent(float(after), lang, 1),
        )
        for side, before, after in both
        if abs(after - before) >= TOLD
    ]
    moved = wording.percent(tip.moved, lang, 1)
    if tip.moved < TOLD:
        moved = wording.text("tipping.tiny", lang)
    return wording.text(
        "tipping.enters" if tip.enters else "tipping.leaves",
        lang,
        **told,
        moved=moved,
        changes=f": {'; '.join(changes)}" if changes else "",
        how=wording.text(f"tipping.{'exact' if tip.is_proven else 'searched'}", lang),
    )


def left_out_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """What leaving out each indicator moves, the one that matters most first."""
    names = {one.code: one.short[lang] for one in result.table.indicators}
    shifts = certainty.left_out(result)
    most = max(shifts.values(), default=0.0) or 1.0
    rows: list[Row] = [
        {"indicator": names[code], "shift": shift, "bar": 100 * shift / most}
        for code, shift in shifts.items()
    ]
    columns = [
        Column("indicator", wording.text("word.indicator", lang), width=230),
        Column("shift", wording.text("certainty.shift", lang), "number", 150),
        Column("bar", " ", "bar", 90),
    ]
    return rows, columns


def choices_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """First and total share of each choice in what moves the ranks."""
    found = certainty.sensitivity(result)
    rows: list[Row] = [
        {
            "choice": choice_name(name, result, lang),
            "first": max(float(found.first[place]), 0.0),
            "total": float(found.total[place]),
            "total_text": _share(float(found.total[place]), lang),
            "range": wording.text(
                "certainty.range",
                lang,
                low=wording.percent(float(found.total_low[place]), lang),
                high=wording.percent(float(found.total_high[place]), lang),
            ),
        }
        for place, name in enumerate(found.choices)
    ]
    rows.sort(key=lambda row: -row["total"])
    columns = [
        Column("choice", wording.text("certainty.choice", lang), width=196),
        Column("first", wording.text("certainty.first", lang), "share", 76),
        Column("total_text", wording.text("certainty.total", lang), width=90),
        Column("range", wording.text("certainty.total_range", lang), width=118),
    ]
    return rows, columns


def _share(share: float, lang: str) -> str:
    """A share in per cent; only what is exactly 0 is told as 0."""
    if 0 < share < TOLD_AS_ONE:
        return wording.text("certainty.below_one", lang)
    return wording.percent(share, lang)


def ways_sentence(result: Result, lang: str) -> str:
    """Which other normalisation and mean the draws try."""
    listed = [
        wording.text(
            "certainty.or",
            lang,
            first=wording.text(f"{name}.{asked}", lang),
            second=wording.text(f"{name}.{other}", lang),
        )
        for name, (asked, other) in certainty.alternatives(result.scenario).items()
    ]
    spread = wording.percent(result.scenario.spread, lang)
    return wording.text("certainty.ways", lang, spread=spread, ways="; ".join(listed))


def choice_name(name: str, result: Result, lang: str) -> str:
    """Name of a choice: whose weights, the normalisation, or the mean."""
    if not name.startswith(OF_WEIGHTS):
        return wording.text(f"control.{name}", lang)
    preset = result.preset
    names = {part.code: part.name[lang] for part in preset.walk()}
    code = name.removeprefix(OF_WEIGHTS)
    if code not in names:
        return wording.text("certainty.weights_dimensions", lang)
    return wording.text("certainty.weights_inside", lang, dimension=names[code])


def treated(result: Result, lang: str) -> list[str]:
    """Which indicators had their outliers drawn in, and how."""
    names = {one.code: one.short[lang] for one in result.table.indicators}
    return [
        wording.treated(one.method, names[one.indicator], one.points, lang)
        for one in result.score.treated
    ]


def partial_notice(result: Result, lang: str) -> str | None:
    """Say that a score rests on part of the index only, where it does for all."""
    known = result.score.weight_known[result.score.rank > UNRANKED]
    if not len(known) or known.max() >= LEAST_KNOWN:
        return None
    share = wording.percent(float(known.max()), lang)
    return wording.text("certainty.partial", lang, share=share)
