"""How long things take: `make bench`. docs/bench.md says what each line means."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from plan.siting.center import pcenter
from plan.siting.median import pmedian, pmedian_quick
from risk.scenario import Scenario
from tools import browser
from tools.bench import (
    cpu,
    moves,
    siting_coverage,
    siting_distance,
    startup,
    sureness,
    surface,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

PARTS = (
    *("cpu", "ranks", "surface", "siting-coverage", "siting-distance"),
    *("start", "moves"),
)
IN_BROWSER = {"start", "moves"}


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing: its values in `unit`, and what they should keep to."""

    name: str
    unit: str
    values: Sequence[float]
    limit: float | None = None
    at_least: bool = False

    @property
    def median(self) -> float:
        """The middle value, which one slow moment of the machine does not move."""
        return statistics.median(self.values)

    def told(self) -> str:
        """The line as it is printed: median, spread, and whether it is kept."""
        digits = 0 if self.unit == "ms" and self.median > 50 else 2  # noqa: PLR2004 - a choice of this table alone
        low, high = min(self.values), max(self.values)
        spread = (
            f"{low:.{digits}f} to {high:.{digits}f}" if len(self.values) > 1 else ""
        )
        shown = f"{self.name:<44}{self.median:>8.{digits}f} {self.unit:<6}{spread:<20}"
        return f"{shown}{self._verdict()}".rstrip()

    def _verdict(self) -> str:
        if self.limit is None:
            return ""
        kept = self.median >= self.limit if self.at_least else self.median <= self.limit
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g}: {'kept' if kept else 'MISSED'}"


def cpu_lines() -> Iterator[Line]:
    """What the processor works on, whatever else the machine does."""
    yield Line("score, rank and gaps (CPU)", "ms", cpu.score_rank_and_gaps(0), 20)
    drawn = cpu.score_rank_and_gaps(Scenario().draws)
    yield Line("the same, and how sure (CPU)", "ms", drawn)
    name = "people re-allocated, all posts x 701 TPS"
    yield Line(name, "ms", cpu.people(own=True, mixed=False), 50)
    yield Line("the same, mixed groups", "ms", cpu.people(own=True, mixed=True), 50)
    yield Line("mixed, few own", "ms", cpu.people(own=False, mixed=True))
    yield Line("read and check all layers (CPU)", "s", [cpu.load()])
    yield Line("import what the pages need (CPU)", "s", [cpu.imports()])


def rank_lines() -> Iterator[Line]:
    """What scoring and ranking cost for every kecamatan of Indonesia, and for ours."""
    yield Line("7,285 areas re-scored (CPU)", "ms", sureness.scored_again(), 2)
    if sureness.has_peer():
        ours, theirs = sureness.from_raw()
        yield Line("7,285 areas from raw (CPU)", "ms", ours)
        yield Line("the same by scikit-criteria (CPU)", "ms", theirs)
        ratio = statistics.median(theirs) / statistics.median(ours)
        yield Line("scikit-criteria / ours", "times", [ratio], 2, at_least=True)
    bare, ranked, summed = map(statistics.median, zip(*sureness.draws(), strict=True))
    yield Line("10,000 x 7,285 scores: bare argsort (CPU)", "s", [bare])
    yield Line("ranks / bare argsort", "times", [ranked / bare], 1.3)
    ratio = (ranked + summed) / bare
    yield Line("ranks, quantiles, top / bare argsort", "times", [ratio], 3)
    yield Line("18 areas, 1,000 draws (CPU)", "ms", sureness.simulated(), 10)


def surface_lines() -> Iterator[Line]:
    """What the quickest ways over a large grid cost, beside two peers."""
    cost, cells = surface.grid()
    first = cells[: surface.SOURCES]
    surface.warm(cost)
    absent = surface.missing()
    for name in absent:
        print(f"not measured against {name}: not installed")
    for name, peer, least in (
        ("scikit-image", surface.scikit, 3),
        ("GRASS", surface.grass, 3.5),
    ):
        if any(each.startswith(name) for each in absent):
            continue
        taken, theirs = zip(*peer(cost, first), strict=True)
        yield Line("4.84 M cells, 22 sources: surface (CPU)", "s", taken)
        yield Line(f"the same by {surface.version(name)} (CPU)", "s", theirs)
        ratio = [min(theirs) / min(taken)]
        yield Line(f"{name} / ours, best of each", "times", ratio, least, at_least=True)
    whole, added = zip(*surface.more(cost, cells), strict=True)
    yield Line("4.84 M cells, 23 sources: surface (CPU)", "s", whole)
    quicker = [slow / quick for slow, quick in zip(whole, added, strict=True)]
    yield Line("whole run / one source more", "times", quicker, 30, at_least=True)
    whole, removed = zip(*surface.less(cost, cells), strict=True)
    quicker = [slow / quick for slow, quick in zip(whole, removed, strict=True)]
    yield Line("whole run / one source less", "times", quicker, 20, at_least=True)
    mean = [statistics.mean(whole) / statistics.mean(removed)]
    yield Line("the same, each of the 22 as often", "times", mean)


def siting_coverage_lines() -> Iterator[Line]:
    """What it costs to site by coverage, and what a peer with the same solver takes."""
    at_once, proven = zip(*siting_coverage.kutim(), strict=True)
    yield Line("Kutim re-sited at once (CPU)", "ms", at_once, 10)
    yield Line("Kutim, proven (CPU)", "s", proven, 2)
    name, taken, gap = siting_coverage.country()
    yield Line(f"435,000 x 7,285, {name} (CPU)", "s", [taken], 2)
    yield Line("its certified gap", "%", [gap], 3)
    if siting_coverage.has_peer():
        for model in siting_coverage.MODELS:
            pairs = siting_coverage.beside_peer(model)
            ours, theirs = zip(*pairs, strict=True)
            yield Line(f"{model} 1,000 x 500 (CPU)", "s", ours)
            versions = f"spopt {version('spopt')}, highspy {version('highspy')}"
            yield Line(f"by {versions} (CPU)", "s", theirs)
            ratios = [peer / own for own, peer in zip(ours, theirs, strict=True)]
            yield Line("spopt / ours", "times", ratios, 20, at_least=True)


def siting_distance_lines() -> Iterator[Line]:
    """Siting by distance: exact where it can be, and how good where at once."""
    gaps, taken = zip(*siting_distance.at_once(), strict=True)
    yield Line("OR-Library at once, mean gap", "%", [statistics.mean(gaps)], 0.1)
    yield Line("the same, the largest", "%", [max(gaps)])
    yield Line("each of the 40 at once (CPU)", "s", taken)
    least = siting_distance.SMALL
    good = siting_distance.proven()
    yield Line("of pmed1 to 10 proven", "", [good], least, at_least=True)
    equal, taken = zip(*siting_distance.radii(), strict=True)
    yield Line(
        "p-center radii as published", "", [sum(equal)], len(equal), at_least=True
    )
    yield Line("each of the 40 radii (CPU)", "s", taken)
    at_once = [1000 * one for one in siting_distance.kutim(pmedian_quick)]
    yield Line("Kutim's size: p-median at once (CPU)", "ms", at_once, 10)
    for name, work in (("p-median", pmedian), ("p-center", pcenter)):
        yield Line(f"Kutim's size: {name} (CPU)", "s", siting_distance.kutim(work), 2)


def start_lines(chromium: Browser) -> Iterator[Line]:
    """From the command to the map, everything installed."""
    starts = startup.measure(chromium)
    yield Line("make dashboard: server answers", "s", [first for first, _ in starts])
    yield Line(
        "make dashboard: first map painted", "s", [map_ for _, map_ in starts], 8
    )


def move_lines(chromium: Browser) -> Iterator[Line]:
    """From a key on a slider to the answer painted, three ways side by side."""
    taken = moves.measure(chromium)
    names = {
        "product": "slider to painted map",
        "siting": "number of new posts to painted map",
        "text": "the same page with a line of text",
        "rebuilt": "the same page with the map built anew",
    }
    for way, name in names.items():
        yield Line(name, "ms", taken[way])
    middle = {way: statistics.median(times) for way, times in taken.items()}
    yield Line("map / text", "times", [middle["product"] / middle["text"]], 1.5)
    yield Line("new posts / text", "times", [middle["siting"] / middle["text"]], 1.5)
    ratio = [middle["rebuilt"] / middle["product"]]
    yield Line("map built anew / map", "times", ratio, 4, at_least=True)


def main(parts: Sequence[str]) -> None:
    """Measure the parts named, or all, and print a line for each thing."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    _load()
    if "cpu" in parts:
        _tell(cpu_lines())
    if "ranks" in parts:
        _tell(rank_lines())
    if "surface" in parts:
        _tell(surface_lines())
    if "siting-coverage" in parts:
        _tell(siting_coverage_lines())
    if "siting-distance" in parts:
        _tell(siting_distance_lines())
    if IN_BROWSER & set(parts):
        _in_browser(parts)
    _load()


def _in_browser(parts: Sequence[str]) -> None:
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        chromium.new_page().goto("about:blank")
        if "start" in parts:
            _tell(start_lines(chromium))
        if "moves" in parts:
            _tell(move_lines(chromium))
        chromium.close()


def _tell(lines: Iterator[Line]) -> None:
    for line in lines:
        print(line.told(), flush=True)


def _load() -> None:
    print(f"work waiting for the cores: {os.getloadavg()[0]:.1f} (1 minute)")


if __name__ == "__main__":
    main(sys.argv[1:] or PARTS)
