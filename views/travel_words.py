"""How the minutes of a result are known: mode, quality, and the file they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from views import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.impedance.access import Travel
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

_DIGEST = 12  # hexadecimal digits: enough to tell two files apart


def travel_of(result: Result) -> Travel:
    """How the minutes of the result's mode are known."""
    return result.knowledge.access.travel(result.scenario.mode)


def travel_quality(result: Result) -> str:
    """Quality of the minutes in the result's season."""
    return travel_of(result).quality(result.scenario.season)


def travel_record(result: Result) -> dict[str, Any]:
    """Mode and quality of the minutes; file, its digest and what was left out of it.

    `file` and `digest` are None where the minutes are the product's own.
    """
    travel = travel_of(result)
    return {
        "mode": result.scenario.mode,
        "quality": str(travel_quality(result)),
        "file": travel.file or None,
        "digest": travel.digest[:_DIGEST] or None,
        "left_out": dict(travel.left_out),
    }


def mode_word(result: Result, lang: str) -> str:
    """The mode in words, with the file that its minutes are from."""
    travel = travel_of(result)
    mode = wording.text(f"mode.{result.scenario.mode}", lang)
    if not travel.file:
        return mode
    file = wording.plain(travel.file)
    return wording.text("travel.brought", lang, mode=mode, file=file)


def travel_sentence(result: Result, lang: str) -> str:
    """Mode and quality of the minutes, and who has no route at all."""
    quality = wording.text(f"quality.{travel_quality(result)}", lang)
    return wording.text(
        "travel.sentence", lang, mode=mode_word(result, lang), quality=quality
    )


def left_out_sentences(known: Knowledge, lang: str) -> list[str]:
    """What of each brought file could not be used, counted and named."""
    told = []
    for travel in known.access.brought.values():
        if travel.left_out:
            named = ", ".join(
                f"{wording.plain(name)} ({wording.number(count, lang)})"
                for name, count in travel.left_out.items()
            )
            told.append(
                wording.text(
                    "travel.left_out",
                    lang,
                    file=wording.plain(travel.file),
                    classes=named,
                    count=wording.number(sum(travel.left_out.values()), lang),
                )
            )
    return told


def no_route(result: Result) -> Sequence[dict[str, str]]:
    """Desa with TPS that no post of the service has a route to, in order of code."""
    coverage, places = result.coverage, result.knowledge.places
    lost = {
        int(row)
        for row, post in zip(places.tps_desa, coverage.nearest, strict=True)
        if coverage.post_of(int(post)) is None
    }
    return [
        {"desa_code": places.desa[row].code, "desa": places.desa[row].name}
        for row in sorted(lost)
    ]


def no_route_sentence(result: Result, lang: str) -> str | None:
    """The same in words; None where every desa has a route."""
    names = ", ".join(wording.plain(each["desa"]) for each in no_route(result))
    return wording.text("travel.no_route", lang, desa=names) if names else None
