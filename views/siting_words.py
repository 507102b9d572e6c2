"""Sentences on the proposed posts: what they change, how good, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.before_after import changes
from plan.proposals import FINDS_NUMBER
from plan.siting_depth import is_drawn
from plan.with_new_posts import with_new_posts
from views import story, wording
from views.headlines import Figure
from views.tables import why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.before_after import Change
    from plan.evaluate import Result
    from plan.proposals import Sited
    from plan.siting.answer import Answer
    from plan.siting_depth import Depth

NAMED = 6  # equally good sets told in words
_NOTHING = 1e-9  # of the whole weight: another post adds no more than that


def figures(result: Result, sited: Sited, lang: str) -> list[Figure]:
    """What the proposals change, whether they are the best, how sure, what is left."""
    return [
        _reached(result, sited, lang),
        _proven(result, sited, lang),
        _sure(result, sited, lang),
        _left(result, lang),
    ]


def total(result: Result, sited: Sited) -> Change:
    """All kecamatan together, before and after."""
    return changes(result.knowledge, sited, result.scenario.threshold)[-1]


def _reached(result: Result, sited: Sited, lang: str) -> Figure:
    whole = total(result, sited)
    sign = story.least(result)
    before, after = (
        covered / whole.voters if whole.voters else None
        for covered in (whole.covered_before, whole.covered_after)
    )
    now = wording.number(None if before is None else 100 * before, lang)
    then = wording.percent(after, lang)
    threshold = wording.minutes(result.scenario.threshold, lang)
    return Figure(
        label=wording.text("siting.reached", lang, threshold=threshold),
        value=f"{sign} {now} → {then}",
        note=wording.text(
            "siting.reached.note",
            lang,
            voters=wording.number(whole.gained, lang),
            sign=story.most(result),
            tps=wording.number(whole.tps_after - whole.tps_before, lang),
        ),
        source=wording.text("siting.reached.source", lang),
    )


def _proven(result: Result, sited: Sited, lang: str) -> Figure:
    """Whether the places are the best; of the reader's own, what the best would be."""
    best = sited.best
    label = wording.text("siting.proof", lang)
    if sited.by_hand:
        value = wording.text("siting.by_hand", lang)
        told = own_against_best(result, sited, lang)
        return Figure(label, value, told, wording.text("siting.proof.source", lang))
    key = "proven" if best.optimal else "not_proven"
    return Figure(
        label=label,
        value=wording.text(
            f"siting.{key}", lang, gap=wording.percent(best.gap, lang, 1)
        ),
        note=equally_good(best, lang),
        source=wording.text("siting.proof.source", lang),
    )


def equally_good(answer: Answer, lang: str) -> str:
    """How many other sets of places are exactly as good."""
    found = answer.equally_good
    if found is None:
        return wording.text("siting.counting", lang)
    others = found.count - 1
    if not others:
        return wording.text("siting.only_one", lang)
    key = "siting.others" if found.complete else "siting.others_at_least"
    return wording.text(key, lang, count=wording.number(others, lang))


def _sure(result: Result, sited: Sited, lang: str) -> Figure:
    """The place that other weights choose least often: a chain and its link."""
    shares = {
        proposal.candidate: sited.stability[proposal.candidate.desa_code]
        for proposal in sited.proposals
        if proposal.candidate.desa_code in sited.stability
    }
    label = wording.text("siting.sure", lang)
    source = wording.text(
        "siting.sure.source",
        lang,
        spread=wording.percent(result.scenario.spread, lang),
    )
    if not shares:
        unknown = wording.text("value.unknown", lang)
        return Figure(label, unknown, why_not_sure(result, sited, lang), source)
    weakest = min(shares, key=lambda one: (shares[one], one.desa_code))
    low, high = min(shares.values()), max(shares.values())
    told = wording.percent(low, lang)
    if wording.percent(high, lang) != told:
        told = f"{told} \N{EN DASH} {wording.percent(high, lang)}"
    note = wording.text("siting.sure.note", lang, place=wording.plain(weakest.desa))
    return Figure(label, told, note, source)


def why_not_sure(result: Result, sited: Sited, lang: str) -> str:
    """Why nobody can say how often other weights choose a place."""
    if sited.by_hand:
        return wording.text("siting.sure.by_hand", lang)
    drawn = is_drawn(result.scenario)
    return wording.text("siting.counting" if drawn else "siting.sure.not_drawn", lang)


def _left(result: Result, lang: str) -> Figure:
    """Kecamatan below the standard, now and then; with posts unlisted nobody knows."""
    label = wording.text("siting.left", lang)
    source = wording.text("siting.left.source", lang)
    if not story.is_complete(result):
        unknown = wording.text("value.unknown", lang)
        service = story.service_word(result, lang)
        note = wording.text("siting.left.unknown", lang, post_word=service)
        return Figure(label, unknown, note, source)

    def below(shown: Result) -> int:
        return sum("below_standard" in gap.statuses for gap in shown.gaps)

    then = with_new_posts(result)
    return Figure(
        label=label,
        value=f"{wording.number(below(result), lang)} → "
        f"{wording.number(below(then), lang)}",
        note=wording.text(
            "siting.left.note",
            lang,
            count=wording.number(len(result.coverage_table), lang),
            standard=wording.percent(result.scenario.standard, lang),
        ),
        source=source,
    )


def headline(result: Result, sited: Sited, lang: str) -> str:
    """The answer in one sentence: where, and what it changes."""
    service = story.service_word(result, lang)
    if not sited.proposals:
        return wording.text("siting.none", lang, post_word=service)
    whole = total(result, sited)
    chosen = [proposal.candidate for proposal in sited.proposals]
    places = ", ".join(
        f"{wording.plain(one.desa)} ({wording.plain(one.kecamatan)})" for one in chosen
    )
    return wording.text(
        "siting.headline.own" if sited.by_hand else "siting.headline",
        lang,
        count=wording.number(len(sited.proposals), lang),
        post_word=service,
        places=places,
        voters=wording.number(whole.gained, lang),
        sign=story.most(result),
        threshold=wording.minutes(result.scenario.threshold, lang),
    )


def own_against_best(result: Result, sited: Sited, lang: str) -> str:
    """How far the reader's own places are from the best of as many.

    Where all are to be reached, or nobody is to be left without a route, what the own
    places leave comes first: a set that leaves people is no better for being smaller.
    """
    left = _left_out(result, sited)
    if left:
        return wording.text(
            "siting.own_leaves",
            lang,
            voters=wording.number(left, lang),
            best=objective_text(result, sited.best.value, lang),
        )
    named = {
        "own": objective_text(result, sited.answer.value, lang),
        "best": objective_text(result, sited.best.value, lang),
    }
    return wording.text("siting.own", lang, **named)


def _left_out(result: Result, sited: Sited) -> int:
    """Voters whom the aim would serve and the reader's own places do not."""
    aim, case = result.scenario.objective, sited.case
    if aim == "mclp":
        return 0
    cost = case.siting.cost
    within = cost <= result.scenario.threshold
    can = within if aim in FINDS_NUMBER else np.isfinite(cost)
    after = sited.after.cost
    does = after <= result.scenario.threshold if aim in FINDS_NUMBER else after < np.inf
    return int(case.voters[can.any(axis=1) & ~does].sum())


def objective_text(result: Result, value: float, lang: str) -> str:
    """A value of the objective with its unit, as the answer's sum tells it."""
    aim = result.scenario.objective
    if aim in ("pcenter", "equity"):
        return wording.minutes(value, lang)
    unit = "sites" if aim in ("lscp", "backup") else result.scenario.demand_weight
    if aim == "pmedian":
        unit = "weighted_minutes"
    return wording.text(f"siting.unit.{unit}", lang, value=wording.number(value, lang))


def unserved(sited: Sited, result: Result, lang: str) -> str | None:
    """Desa that no post can serve, named: no route to any site, or none in reach."""
    names = {desa.code: desa.name for desa in result.knowledge.places.desa}
    codes = [sited.case.siting.demand[row] for row in sited.best.unmet]
    if not codes:
        return None
    listed = ", ".join(wording.plain(names[code]) for code in codes)
    return wording.text(
        "siting.unserved", lang, count=wording.number(len(codes), lang), names=listed
    )


def reasons(result: Result, sited: Sited, lang: str) -> Iterator[tuple[str, str]]:
    """Each proposed place, and why: its name, then the reasons in one sentence."""
    for rank, proposal in enumerate(sited.proposals, start=1):
        place = proposal.candidate
        name = f"{rank} · {place.desa}, {place.kecamatan}"
        told = why(place, proposal.reasons, result, lang)
        share = sited.stability.get(place.desa_code)
        if share is not None:
            sure = wording.percent(share, lang)
            told += " " + wording.text("siting.chosen_in", lang, share=sure)
        yield name, told


def to_paste(result: Result, sited: Sited, lang: str) -> str:
    """Headline, reasons and what they rest on, as plain text for a report."""
    parts = [headline(result, sited, lang)]
    parts += [f"{name}. {told}" for name, told in reasons(result, sited, lang)]
    sure = (
        own_against_best(result, sited, lang)
        if sited.by_hand
        else equally_good(sited.best, lang)
    )
    parts += [sure, story.state(result, lang)]
    return "\n".join(parts)


def set_names(result: Result, sited: Sited) -> list[str]:
    """The equally good sets, each as the names of its places; the answer's first."""
    found = sited.best.equally_good
    if found is None or sited.by_hand:
        return []
    places = result.knowledge.places.desa
    rows = sited.case.site_desa
    return [
        ", ".join(wording.plain(places[rows[column]].name) for column in columns)
        for columns in found.sets[:NAMED]
    ]


def curve_reading(result: Result, depth: Depth, lang: str) -> str:
    """What the next post beyond the chosen number would add, and where it flattens."""
    chosen, added = result.scenario.new_posts, np.diff(depth.best)
    if chosen >= len(added) or added[chosen] <= _NOTHING:
        useful = wording.number(int((added > _NOTHING).sum()), lang)
        return wording.text("siting.curve.flat", lang, count=useful)
    return wording.text(
        "siting.curve.next",
        lang,
        count=wording.number(chosen, lang),
        share=wording.percent(float(added[chosen]), lang, 1),
    )
