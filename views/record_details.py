"""Records behind the index and the data: profile, remarks, figures, catalogue."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo.impedance.fit import fit_table
from plan.summary import summarise
from views import records, wording
from views.records import LANGUAGES, known

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

Record = dict[str, Any]


def score_record(result: Result) -> Record:
    """Every kecamatan with score, class, rank and profile; remarks and figures."""
    record = records.score_record(result)
    row = {code: i for i, code in enumerate(result.score.areas)}
    for place in record["areas"]:
        place["indicators"] = profile_record(result, row[place["kecamatan_code"]])
    treated = [asdict(one) for one in result.score.treated]
    return record | {
        "treated": treated,
        "flags": flags_record(result),
        "summary": summary_record(result),
    }


def profile_record(result: Result, row: int) -> Record:
    """What drives one kecamatan's score: each indicator's value, level and points.

    `row` is the kecamatan's in the score. `observed` is the share of TPS counted
    where a source counted only some; unknown is None.
    """
    table, scored = result.table, result.score
    return {
        indicator.code: {
            "value": known(float(table.values[row, i])),
            "normalised": known(float(scored.normalised[row, i])),
            "points": known(float(scored.contributions[row, i])),
            "quality": indicator.quality,
            "observed": known(float(table.observed[row, i])),
        }
        for i, indicator in enumerate(table.indicators)
    }


def flags_record(result: Result) -> dict[str, list[str]]:
    """Remarks on the indicators, in both languages."""
    return {
        lang: [
            wording.flag(
                flag,
                lang,
                names={i.code: i.short[lang] for i in result.table.indicators},
            )
            for flag in result.flags
        ]
        for lang in LANGUAGES
    }


def summary_record(result: Result) -> Record:
    """Headline figures of the first page, as numbers."""
    summary = summarise(result)
    figures = asdict(summary)
    figures["shortlist"] = [
        proposal.candidate.desa_code for proposal in summary.shortlist
    ]
    return figures


def data_record(known_data: Knowledge) -> Record:
    """Where every number is from: files, lists of posts, conflicts, assumptions.

    Also the indicators with their formulas, and reported beside modelled minutes.
    """
    area = known_data.area
    catalogue = area.catalogue
    fit = fit_table(area, known_data.access.network)
    return {
        "data_version": area.data_version,
        "election": {
            "name": area.election.name,
            "polling_date": area.election.polling_date.isoformat(),
        },
        "span": list(catalogue.span),
        "files": [asdict(entry) for entry in catalogue.files],
        "layers": [
            asdict(layer) | {"expected": known(layer.expected)}
            for layer in catalogue.layers
        ],
        "conflicts": [asdict(conflict) for conflict in catalogue.conflicts],
        "assumptions": [asdict(assumption) for assumption in catalogue.assumptions],
        "indicators": [asdict(indicator) for indicator in known_data.indicators],
        "fit": [
            {
                name: known(value) if isinstance(value, float) else value
                for name, value in row.items()
            }
            for row in fit.to_dict("records")
        ],
    }
