"""The few figures that a leader reads first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.candidates import joint_gain

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.proposals import Proposal

_SOFT = frozenset({"estimate", "assumed"})


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of one result; persons and TPS are counts, shares 0 to 1.

    `lacking`: kecamatan without a post of the service, `undecided`: those without
    a listed one while the list of posts is not complete. `beyond`:
    not reached within the threshold. `gained`: newly reached if a post stood at
    every place of the shortlist. `highest`: code of the kecamatan ranked first,
    None if none has a score. `soft_weight`: share of the index weight that rests
    on indicators that are estimated or assumed.
    """

    kecamatan: int
    lacking: int
    undecided: int
    voters: int
    voters_beyond: int
    tps: int
    tps_beyond: int
    shortlist: tuple[Proposal, ...]
    gained_voters: int
    gained_tps: int
    highest: str | None
    soft_weight: float

    @property
    def share_beyond(self) -> float:
        """Share of voters not reached within the threshold."""
        return self.voters_beyond / self.voters

    @property
    def share_beyond_after(self) -> float:
        """The same share if a post stood at every place of the shortlist."""
        return (self.voters_beyond - self.gained_voters) / self.voters


def summarise(result: Result) -> Summary:
    """Read the headline figures off a result."""
    table = result.coverage_table
    proposed = [proposal.candidate for proposal in result.shortlist]
    gained_voters, gained_tps = joint_gain(
        result.knowledge, result.scenario, result.coverage, proposed
    )
    voters, tps = int(table["voters"].sum()), int(table["tps"].sum())
    return Summary(
        kecamatan=len(table),
        lacking=sum("none" in gap.statuses for gap in result.gaps),
        undecided=sum(gap.is_undecided for gap in result.gaps),
        voters=voters,
        voters_beyond=voters - int(table["voters_covered"].sum()),
        tps=tps,
        tps_beyond=tps - int(table["tps_covered"].sum()),
        shortlist=result.shortlist,
        gained_voters=gained_voters,
        gained_tps=gained_tps,
        highest=_highest(result),
        soft_weight=_soft_weight(result),
    )


def _highest(result: Result) -> str | None:
    """Code of the first in rank, the smallest code among equals."""
    ranks = result.score.rank
    first = [a for a, r in zip(result.score.areas, ranks, strict=True) if r == 1]
    return min(first, default=None)


def _soft_weight(result: Result) -> float:
    soft = [i.quality in _SOFT for i in result.table.indicators]
    return float(result.score.weights @ soft)
