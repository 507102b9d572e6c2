"""Which kecamatan travel together: one convoy for each end of the tree of routes."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plan.logistics.delivery import Delivery
    from plan.logistics.routes import Leg


@dataclass(frozen=True, slots=True)
class Stop:
    """A kecamatan seat that a convoy serves; `legs` from the stop before it.

    `minutes`: of travelling from the warehouse; `arrive`: at the latest.
    """

    delivery: Delivery
    legs: tuple[Leg, ...]
    minutes: float
    arrive: float


@dataclass(frozen=True, slots=True)
class Convoy:
    """One route from the warehouse to its end, and the seats it serves in order.

    `number` from 1, in order of departure. `depart`: when to start loading at the
    latest, the earliest of its stops'; `arrive`: at its end, at the latest. `joins`:
    number of the convoy whose way it shares, up to the desa `parts_at`; None where its
    way is its own from the warehouse on. `escort`: police, an assumption.
    """

    number: int
    stops: tuple[Stop, ...]
    depart: float
    arrive: float
    joins: int | None
    parts_at: str | None
    escort: int

    @property
    def minutes(self) -> float:
        """Minutes of travelling to its end."""
        return self.stops[-1].minutes

    @property
    def legs(self) -> tuple[Leg, ...]:
        """All its legs from the warehouse on, those it shares among them."""
        return self.stops[-1].delivery.route.legs

    @property
    def km(self) -> float:
        """Kilometres to its end, nan where those of any leg are not known."""
        return self.stops[-1].delivery.route.km

    @property
    def tps(self) -> int:
        """TPS with a route at all its stops."""
        return sum(_carried(stop, "tps") for stop in self.stops)

    @property
    def ballots(self) -> int:
        """Ballots for them."""
        return sum(_carried(stop, "ballots") for stop in self.stops)

    @property
    def boxes(self) -> int:
        """Boxes for them."""
        return sum(_carried(stop, "boxes") for stop in self.stops)

    @property
    def has_sea(self) -> bool:
        """Whether a part of its way to the seats is by boat."""
        return any(leg.is_sea for leg in self.legs)

    @property
    def is_late(self) -> bool:
        """Whether any of its stops has TPS that cannot be reached in time."""
        return any(stop.delivery.late for stop in self.stops)


def _carried(stop: Stop, what: str) -> int:
    """Sum of the desa of a stop that can be reached."""
    drops = (drop for drop in stop.delivery.drops if isfinite(drop.need))
    return sum(int(getattr(drop, what)) for drop in drops)


def form_convoys(deliveries: Sequence[Delivery], escort: int) -> tuple[Convoy, ...]:
    """Put every kecamatan with a route into exactly one convoy, in order of departure.

    Routes from the warehouse share their first legs: a tree. Each end of it has a
    convoy, which serves the seats on its way; a seat before a parting goes with the
    convoy that has the longest way, of two as long with that of the smaller code.
    Kecamatan without a route, or without TPS, are in none.
    """
    served = [one for one in deliveries if isfinite(one.need)]
    ends = sorted(_ends(served), key=lambda d: (-d.route.minutes, d.kecamatan_code))
    taken: set[str] = set()
    chains: list[list[Delivery]] = []
    for end in ends:
        chain = [
            one
            for one in served
            if one.kecamatan_code not in taken and _is_on(one, end)
        ]
        chain.sort(key=lambda d: (len(d.route.legs), d.kecamatan_code))
        taken |= {one.kecamatan_code for one in chain}
        chains.append(chain)
    chains.sort(key=lambda chain: (_departs(chain), chain[-1].kecamatan_code))
    partings = list(_partings(chains))
    return tuple(
        _convoy(number, chain, partings[number - 1], escort)
        for number, chain in enumerate(chains, start=1)
    )


def _ends(served: Sequence[Delivery]) -> Iterator[Delivery]:
    """The kecamatan beyond whose seat no other one lies; of one seat the first."""
    for one in served:
        beyond = [
            other
            for other in served
            if other is not one
            and _is_on(one, other)
            and (
                len(other.route.legs) > len(one.route.legs)
                or other.kecamatan_code < one.kecamatan_code
            )
        ]
        # What starts at the warehouse itself shares no way with anyone.
        if not beyond or not one.route.legs:
            yield one


def _is_on(one: Delivery, end: Delivery) -> bool:
    """Whether a seat lies on the way to another; the warehouse's own on none."""
    legs = one.route.legs
    if not legs or not end.route.legs:
        return one is end
    return end.route.legs[: len(legs)] == legs


def _departs(chain: Sequence[Delivery]) -> float:
    return min(one.load for one in chain)


def _partings(
    chains: Sequence[Sequence[Delivery]],
) -> Iterator[tuple[int | None, str | None]]:
    """Whose way each convoy shares the longest, by number, and where they part.

    Among convoys with an earlier number, so that each stretch is told once.
    """
    for place, chain in enumerate(chains):
        legs = chain[-1].route.legs
        shared = [_shared(legs, other[-1].route.legs) for other in chains[:place]]
        longest = max(shared, default=0)
        if longest:
            yield shared.index(longest) + 1, legs[longest - 1].b
        else:
            yield None, None


def _shared(one: tuple[Leg, ...], other: tuple[Leg, ...]) -> int:
    """How many legs two ways have in common from their start."""
    same = [a == b for a, b in zip(one, other, strict=False)]
    return same.index(False) if False in same else len(same)


def _convoy(
    number: int,
    chain: Sequence[Delivery],
    parting: tuple[int | None, str | None],
    escort: int,
) -> Convoy:
    joins, parts_at = parting
    return Convoy(
        number=number,
        stops=tuple(_stops(chain)),
        depart=_departs(chain),
        arrive=chain[-1].reach_seat,
        joins=joins,
        parts_at=parts_at,
        escort=escort,
    )


def _stops(chain: Sequence[Delivery]) -> Iterator[Stop]:
    """Each seat with the legs from the one before, or from the warehouse."""
    behind = 0
    for one in chain:
        yield Stop(
            delivery=one,
            legs=one.route.legs[behind:],
            minutes=one.route.minutes,
            arrive=one.reach_seat,
        )
        behind = len(one.route.legs)


def leaving_first(convoys: Sequence[Convoy]) -> float:
    """When the first convoy starts to load, inf where there is none."""
    return min((one.depart for one in convoys), default=inf)


def by_kecamatan(convoys: Sequence[Convoy]) -> Mapping[str, int]:
    """Number of the convoy of each kecamatan that is in one."""
    return {
        stop.delivery.kecamatan_code: convoy.number
        for convoy in convoys
        for stop in convoy.stops
    }
