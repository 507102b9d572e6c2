"""The recommendation sheet as plain records: what `cli.py recommend --json` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from plan.personnel.query import to_query
from views import recommend_words, wording
from views.records import LANGUAGES, gap_row, known, proposal_row
from views.travel_words import travel_record

if TYPE_CHECKING:
    from plan.local_need import LocalNeed, Recruitment
    from plan.participation import Mobilise, Participation
    from plan.reasons import Reason
    from plan.recommend import Block, LogisticsRow
    from plan.sheet import Choices, Sheet

Record = dict[str, Any]


def sheet_record(sheet: Sheet, only: str | None = None) -> Record:
    """The sheet, its choices and the plans' totals; `only` one kecamatan if asked."""
    result, plans = sheet.result, sheet.plans
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
        **choices_record(sheet.choices),
        "recruitment": _recruitment(plans.recruitment),
        "participation": _participation(plans.participation),
        "planned": {
            name: getattr(plans, name) is not None
            for name in ("personnel", "logistics", "recruitment", "participation")
        },
        "areas": [
            area_record(sheet, block)
            for block in sheet.blocks
            if only in (None, block.kecamatan_code)
        ],
    }


def choices_record(choices: Choices) -> Record:
    """The reader's choices on people; None where the area has nothing to start from."""
    asked, wanted = choices.recruiting, choices.turnout
    return {
        "recruiting": (
            None
            if asked is None
            else {
                "voters_per_officer": asked.voters_per_officer,
                "within": asked.within,
                "strength": dict(asked.strength),
                "local": dict(asked.local),
            }
        ),
        "turnout": None if wanted is None else asdict(wanted),
        "staffing": None if choices.staffing is None else to_query(choices.staffing),
        "shipping": None if choices.shipping is None else choices.shipping.to_dict(),
    }


def area_record(sheet: Sheet, block: Block) -> Record:
    """One kecamatan: codes and values, and the same in sentences of both languages."""
    sure = block.certainty
    return {
        "priority": block.priority,
        "kecamatan_code": block.kecamatan_code,
        "kecamatan": block.kecamatan,
        "quadrant": block.quadrant,
        "risk_class": block.risk_class,
        "rank": block.rank,
        "score": known(block.score),
        "weight_known": known(block.weight_known),
        "certainty": None if sure is None else asdict(sure),
        "drivers": [
            asdict(one) | {"value": known(one.value), "points": known(one.points)}
            for one in block.drivers
        ],
        "gap": None if block.gap is None else gap_row(block.gap),
        "posts": [proposal_row(one, rank) for rank, one in block.posts],
        "personnel": None if block.personnel is None else asdict(block.personnel),
        "logistics": _logistics(block.logistics),
        "recruitment": _need(block.recruitment),
        "participation": _mobilise(block.participation),
        "actions": [_coded(one) for one in block.actions],
        "questions": [_coded(one) for one in block.questions],
        "text": {
            lang: [
                {"part": name, "text": text}
                for name, (_, text) in zip(
                    recommend_words.PARTS,
                    recommend_words.lines(sheet, block, lang),
                    strict=True,
                )
            ]
            for lang in LANGUAGES
        },
    }


def _coded(reason: Reason) -> Record:
    return {
        "code": reason.code,
        **{
            name: list(value) if isinstance(value, tuple) else value
            for name, value in reason.values
        },
    }


def _logistics(row: LogisticsRow | None) -> Record | None:
    if row is None:
        return None
    return asdict(row) | {"leave": known(row.leave), "sea_legs": list(row.sea_legs)}


def _need(need: LocalNeed | None) -> Record | None:
    if need is None:
        return None
    plain = asdict(need) | {"remote": list(need.remote), "is_met": need.is_met}
    minutes = ("minutes_dry", "minutes_wet", "wet_ratio")
    return plain | {name: known(plain[name]) for name in minutes}


def _mobilise(one: Mobilise | None) -> Record | None:
    if one is None:
        return None
    shares = ("registered", "pattern", "expected", "gap")
    plain = asdict(one)
    told = {name: known(plain[name]) for name in shares}
    return plain | told | {"last_day": one.last_day or None}


def _recruitment(found: Recruitment | None) -> Record | None:
    if found is None:
        return None
    return {
        "season": found.season,
        "needed": sum(one.needed for one in found.areas),
        "outside": sum(one.outside for one in found.areas),
        "local_officers": sum(one.local_officers for one in found.areas),
        "recruits": found.recruits,
        "recruits_before": found.recruits_before,
        "sent": [
            {
                "post": post.post_id,
                "kecamatan_code": area.kecamatan_code,
                "officers": int(found.sent[row, column]),
            }
            for row, post in enumerate(found.posts)
            for column, area in enumerate(found.areas)
            if found.sent[row, column]
        ],
    }


def _participation(found: Participation | None) -> Record | None:
    if found is None:
        return None
    return {
        "voters": found.voters,
        "wanted": found.wanted,
        "expected_voters": found.expected_voters,
        "to_mobilise": found.to_mobilise,
        "pattern_share": known(found.pattern_share),
        "order": [one.kecamatan_code for one in found.areas],
        "history": [
            {
                "code": past.code,
                "name": {lang: wording.plain(past.name[lang]) for lang in LANGUAGES},
                "year": past.year,
                "share": known(past.share),
                "quality": past.quality,
                "level": "kabupaten",
            }
            for past in found.start.history
        ],
    }
