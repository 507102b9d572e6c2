"""Raw values of the indicators, from the study area and its travel times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.access import SEASONS
from geo.impedance.lazy import Lazy
from geo.lateness import share_of_time
from geo.serving import serving_posts
from risk.indicators import Indicator, IndicatorTable
from risk.tps_classes import SHARE, vulnerable_shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.area import StudyArea
    from geo.coverage import Coverage
    from geo.demand import Places
    from geo.impedance.access import Access
    from geo.impedance.reach import Reach
    from geo.units import Floats, Ints

POLICE = "polsek"  # the service whose absence makes a place vulnerable


def standing_measures(
    area: StudyArea, places: Places, access: Access, available: float = np.nan
) -> Mapping[str, Mapping[str, Floats]]:
    """Measures that no choice but the travel mode changes: mode -> code -> (n,).

    `available`: minutes there are for the way from the warehouse to a TPS, nan where
    nobody has said. nan where a value is not known. Those of a mode are worked out
    when it is first asked for.
    """
    known = {
        "sea_only": _fact(area, "sea_only_reported"),
        "area_per_tps": _area_per_tps(area, places),
        **_social(area),
    }

    def of(mode: str) -> dict[str, Floats]:
        late = _late_share(places, access, mode, available)
        return known | _warehouse(places, access, mode) | {"late_share_wet": late}

    return Lazy(access.modes, of)


def measure(  # noqa: PLR0913 - each is a table of its own, named at the call
    places: Places,
    reach: Reach,
    police: Coverage,
    *,
    standing: Mapping[str, Floats],
    indicators: Sequence[Indicator],
    observed: Mapping[str, Floats],
) -> IndicatorTable:
    """Fill the indicator table: one row per kecamatan, one column per indicator.

    `police` is the police coverage of the scenario and `standing` the
    `standing_measures` of its mode. nan where a value is not known. `observed` is
    the share of TPS behind a value where the source counted only some of them. An
    indicator that nothing here measures gets no column, so that a preset which
    counts on it is refused by name.
    """
    values = {**standing, **_technical(places, reach, police)}
    unknown = np.full(len(places.kecamatan), np.nan)
    measured = tuple(each for each in indicators if each.code in values)
    codes = [indicator.code for indicator in measured]
    return IndicatorTable(
        areas=tuple(place.code for place in places.kecamatan),
        indicators=measured,
        values=np.column_stack([values[code] for code in codes]),
        observed=np.column_stack([observed.get(code, unknown) for code in codes]),
    )


def vulnerable_tps(
    places: Places, reported: Ints, *, wanted: bool
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Share of vulnerable TPS by code, and the share of TPS behind it: (n,) each.

    `reported`: (m,) class of each TPS by reports alone. Where nothing is reported
    both are nan; where nobody reported anything and no preset has `wanted` it there
    is no such measure, so that no table carries a column of nothing.
    """
    if not wanted and not (reported >= 0).any():
        return {}, {}
    share, known = vulnerable_shares(places, reported)
    return {SHARE: share}, {SHARE: known}


def observed_shares(area: StudyArea) -> dict[str, Floats]:
    """Share of TPS behind indicators that a source counted only in part."""
    counted = _column(area, area.election.columns.closeness_tps_counted)
    return {"closeness_2024": _ratio(counted, _column(area, "tps"))}


def _technical(places: Places, reach: Reach, police: Coverage) -> dict[str, Floats]:
    tps = np.array([place.tps for place in places.kecamatan], dtype=float)
    beyond = places.total((~police.reached).astype(np.int64)).astype(float)
    serving = serving_posts(places, reach, POLICE)
    groups = [serving.group(place.code) for place in places.kecamatan]
    posts = np.array(
        [len(serving.by_kecamatan[k.code]) or np.nan for k in places.kecamatan]
    )
    tps_of = {place.code: place.tps for place in places.kecamatan}
    load = np.array([sum(tps_of[code] for code in group) for group in groups])
    return {
        "exposed_voters": np.array(
            [place.voters for place in places.kecamatan], dtype=float
        ),
        "minutes_police": _finite(places.median(police.minutes_nearest)),
        "share_beyond": _ratio(beyond, tps),
        "tps_per_polsek": load / posts,
        "kecamatan_per_polsek": np.array([len(group) for group in groups]) / posts,
    }


def _warehouse(places: Places, access: Access, mode: str) -> dict[str, Floats]:
    """Median minutes over TPS from the KPU warehouse, in each season."""
    return {
        f"minutes_warehouse_{season}": _finite(
            places.median(
                access.leaving(mode, season, places.warehouse)[places.tps_desa]
            )
        )
        for season in SEASONS
    }


def _late_share(places: Places, access: Access, mode: str, available: float) -> Floats:
    """Share of the time available that the way to the slowest TPS takes, wet season.

    1 is exactly in time, above 1 late; nan without a route, and without TPS.
    """
    minutes = access.leaving(mode, "wet", places.warehouse)[places.tps_desa]
    slowest = np.full(len(places.kecamatan), -np.inf)
    np.maximum.at(slowest, places.tps_kecamatan, minutes)
    return share_of_time(_finite(slowest), available)


def _area_per_tps(area: StudyArea, places: Places) -> Floats:
    """Square kilometres per TPS."""
    tps = np.array([place.tps for place in places.kecamatan], dtype=float)
    return _ratio(_column(area, "area_km2"), tps)


def _social(area: StudyArea) -> dict[str, Floats]:
    columns = area.election.columns
    registered = _column(area, columns.turnout_registered)
    voted = _column(area, columns.turnout_voted)
    first, second = (_column(area, name) for name in columns.closeness or ("", ""))
    return {
        "turnout_shortfall_2019": 1 - _ratio(voted, registered),
        "closeness_2024": 1 - _ratio(np.abs(first - second), first + second),
        "named_vulnerable_2020": _fact(area, "named_vulnerable_2020"),
    }


def _column(area: StudyArea, name: str) -> Floats:
    """Figures of every kecamatan, nan where blank; all nan for a column unnamed."""
    if not name:
        return np.full(len(area.kecamatan), np.nan)
    found: Floats = area.kecamatan[name].sort_index().to_numpy(float)
    return found


def _fact(area: StudyArea, name: str) -> Floats:
    """Value of a fact for every kecamatan, nan where nobody stated it.

    The highest where several sources state it.
    """
    facts = area.kecamatan_facts
    stated = facts[facts["fact"] == name].groupby("kecamatan_code")["value"].max()
    found: Floats = stated.reindex(sorted(area.kecamatan.index)).to_numpy(float)
    return found


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part over whole, nan where the whole is not above 0."""
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def _finite(minutes: Floats) -> Floats:
    """Minutes, nan where most TPS have no route: a time that nobody can state."""
    return np.where(np.isfinite(minutes), minutes, np.nan)
