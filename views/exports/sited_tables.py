"""The proposed posts as tables: for people as a workbook, for machines as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.before_after import changes
from views import siting_tables, siting_words, story, wording
from views.exports.columns import as_written, column, coverage_quality
from views.exports.explained import about
from views.exports.ranking import titled
from views.exports.tables import Column, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.before_after import Change
    from plan.evaluate import Result
    from plan.proposals import Sited
    from views.exports.tables import Kind, Value

Row = dict[str, "Value"]
LISTED = ";"
_KINDS: dict[str, Kind] = {"integer": "whole", "share": "share", "minutes": "minutes"}
_PROPOSAL = (
    *("rank", "post_type", "desa_code", "desa", "lon", "lat", "added_voters"),
    *("added_tps", "added_weighted", "nearer_voters", "provisional", "chosen_share"),
)
_AREA = ("kecamatan_code", "kecamatan")
_CHANGE = (
    *("voters", "tps", "covered_before", "covered_after", "tps_before", "tps_after"),
    *("minutes_before", "minutes_after", "no_route_before", "no_route_after"),
    *("nearer", "saved"),
)
_SET = ("set_number", "set_sites")
_ANSWER = ("objective", "objective_value", "optimal", "gap", "equally_good")
_KEYS = ("record", *_AREA, *_PROPOSAL, *_CHANGE, *_SET, *_ANSWER, "coverage_quality")


def machine_rows(result: Result) -> tuple[Row, ...]:
    """Codes and raw numbers, one table: `record` says what each row is.

    proposal: a proposed place. kecamatan and total: before and after with the new
    posts. set: one of the equally good sets, the answer's first, its desa by code.
    The answer's value, proof and gap stand in the row "total". A cell that is not
    of the row's record is blank, as is what is unknown.
    """
    sited = result.placed
    blank: Row = dict.fromkeys(_KEYS)
    quality: Row = {"coverage_quality": coverage_quality(result)}
    return tuple(
        blank | quality | row
        for part in (
            _proposals(sited),
            _changes(result, sited),
            _sets(sited),
        )
        for row in part
    )


def _proposals(sited: Sited) -> Iterator[Row]:
    for rank, proposal in enumerate(sited.proposals, start=1):
        place = proposal.candidate
        yield {
            "record": "proposal",
            "kecamatan_code": place.kecamatan_code,
            "kecamatan": place.kecamatan,
            "rank": rank,
            "post_type": place.post_type,
            "desa_code": place.desa_code,
            "desa": place.desa,
            "lon": place.lon,
            "lat": place.lat,
            "added_voters": proposal.added_voters,
            "added_tps": proposal.added_tps,
            "added_weighted": proposal.added_weighted,
            "nearer_voters": proposal.nearer_voters,
            "minutes_before": proposal.minutes_before,
            "minutes_after": proposal.minutes_after,
            "provisional": int(place.provisional),
            "chosen_share": sited.stability.get(place.desa_code),
        }


def _changes(result: Result, sited: Sited) -> Iterator[Row]:
    names = result.area.kecamatan["kecamatan"]
    answer = sited.answer
    found = changes(result.knowledge, sited, result.scenario.threshold)
    for one in found:
        numbers: Row = {name: getattr(one, name) for name in _CHANGE}
        if one.code is not None:
            named: Row = {"kecamatan_code": one.code, "kecamatan": str(names[one.code])}
            yield {"record": "kecamatan", **named, **numbers}
            continue
        good = sited.best.equally_good
        yield {
            "record": "total",
            **numbers,
            "objective": answer.objective,
            "objective_value": answer.value,
            "optimal": int(answer.optimal),
            "gap": None if sited.by_hand else answer.gap,
            "equally_good": None if good is None or sited.by_hand else good.count,
        }


def _sets(sited: Sited) -> Iterator[Row]:
    good, sites = sited.best.equally_good, sited.case.siting.sites
    listed = good.sets if good and not sited.by_hand else ()
    for number, columns in enumerate(listed, start=1):
        codes = LISTED.join(sites[place] for place in columns)
        yield {"record": "set", "set_number": number, "set_sites": codes}


def table(result: Result, lang: str) -> Table:
    """The proposals with their reasons, who gains, and the equally good sets."""
    sited = result.placed
    return Table(
        name=wording.text("export.sheet.proposals", lang),
        columns=_proposal_columns(result, lang),
        rows=tuple(
            row | {"why": why}
            for row, (_, why) in zip(
                _proposals(sited),
                siting_words.reasons(result, sited, lang),
                strict=True,
            )
        ),
        about_name=wording.text("export.sheet.about", lang),
        about=about(result, "siting", lang),
        unknown=wording.text("value.unknown", lang),
        no_route=wording.text("value.no_route", lang),
        further=(
            _gains(result, sited, lang),
            _alternatives(result, sited, lang),
        ),
    )


def _proposal_columns(result: Result, lang: str) -> tuple[Column, ...]:
    minutes = wording.text("unit.minutes.name", lang)
    quality = coverage_quality(result)

    def reached(key: str, word: str) -> Column:
        header = titled(wording.text(word, lang), quality, lang)
        return Column(key, header, kind="whole")

    return (
        column("rank", lang, "whole", header="circle"),
        column("desa", lang),
        column("kecamatan", lang),
        reached("added_voters", "siting.sheet.added_voters"),
        reached("added_tps", "siting.sheet.added_tps"),
        reached("nearer_voters", "siting.sheet.nearer_voters"),
        Column("minutes_before", wording.text("siting.sheet.minutes_before", lang),
               minutes, "minutes"),
        Column("minutes_after", wording.text("siting.sheet.minutes_after", lang),
               minutes, "minutes"),
        Column("chosen_share", wording.text("siting.sure", lang), kind="share"),
        column("why", lang, header="reason"),
        column("desa_code", lang),
    )  # fmt: skip


def _gains(result: Result, sited: Sited, lang: str) -> Page:
    """Who gains, as on the page; then all together."""
    rows, columns = siting_tables.gain_table(result, sited, lang)
    return Page(
        wording.text("siting.gains", lang),
        as_written(columns, _KINDS, lang),
        (*rows, total_row(siting_words.total(result, sited), lang)),
    )


def total_row(whole: Change, lang: str) -> Row:
    """All kecamatan together, as a row of the table of who gains."""
    voters = whole.voters
    return {
        "kecamatan": wording.text("siting.sheet.total", lang),
        "gained": whole.gained,
        "tps_gained": whole.tps_after - whole.tps_before,
        "share_before": whole.covered_before / voters if voters else None,
        "share_after": whole.covered_after / voters if voters else None,
        "minutes_before": whole.minutes_before,
        "minutes_after": whole.minutes_after,
        "nearer": whole.nearer,
        "saved": whole.saved,
        "no_route": whole.no_route_after,
    }


def _alternatives(result: Result, sited: Sited, lang: str) -> Page:
    """How sure the choice is: its proof, and every set that is as good."""
    rows: list[Row] = [
        {"what": one.label, "told": f"{one.value} · {one.note}"}
        for one in siting_words.figures(result, sited, lang)
    ]
    names = siting_words.set_names(result, sited)
    rows += [
        {"what": wording.text("siting.sheet.set", lang, number=number), "told": listed}
        for number, listed in enumerate(names, start=1)
    ]
    rows.append({"what": wording.text("word.note", lang), "told": _note(result, lang)})
    return Page(
        wording.text("siting.sheet.sure", lang),
        (
            Column("what", wording.text("proposal.head.what", lang)),
            Column("told", wording.text("siting.sheet.told", lang)),
        ),
        tuple(rows),
    )


def _note(result: Result, lang: str) -> str:
    told = [wording.text("siting.sets.note", lang), story.state(result, lang)]
    return " ".join(told)
