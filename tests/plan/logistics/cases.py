"""Plans of the logistics on small areas with known answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from plan.logistics.norms import Norms, read_norms
from plan.logistics.ship import Shipment, ship
from plan.logistics.shipping import Shipping
from risk.scenario import Scenario
from tests.builders import hand_knowledge

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.network import Network
    from geo.units import Floats
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

NORMS = Norms((), ())


class Asked:
    """As much of a result as the plan of the logistics asks for."""

    def __init__(self, knowledge: Knowledge, scenario: Scenario) -> None:
        """Keep both."""
        self.knowledge = knowledge
        self.scenario = scenario


def choices(**changed: float) -> Shipping:
    """Simple choices: H-3 06:00 to H-1 18:00 by daylight, no handling, one election."""
    plain: dict[str, float] = {
        "deadline_day": 1,
        "deadline_hour": 18,
        "first_day": 3,
        "first_hour": 6,
        "day_starts": 6,
        "hours_a_day": 12,
        "loading_hours": 0,
        "seat_hours": 0,
        "desa_hours": 0,
        "tps_minutes": 0,
        "elections": 1,
        "reserve": 0.025,
        "boxes": 1,
        "escort": 4,
        "count_closes_hour": 20,
        "return_hours_a_day": 24,
        "recap_hours": 0,
    }
    return Shipping.of(plain | changed)


def planned(
    known: Knowledge, shipping: Shipping, season: str = "dry", mode: str = "network"
) -> Shipment:
    """Return the plan of what is known, whatever its numbers."""
    known = replace(known, logistics=NORMS)
    return ship(asked(known, Scenario(season=season, mode=mode)), shipping)


def asked(known: Knowledge, scenario: Scenario | None = None) -> Result:
    """As much of a result as the plan of the logistics asks for."""
    return cast("Result", Asked(known, scenario or Scenario()))


def by_minutes(area: StudyArea, minutes: Floats) -> Knowledge:
    """What is known of an area whose minutes were set by hand: no ways, asked straight.

    Ask for the mode straight: the network has no edges.
    """
    return hand_knowledge(area, minutes)


def by_network(area: StudyArea, network: Network) -> Knowledge:
    """What is known of an area whose edges were set by hand."""
    known = hand_knowledge(area, network.minutes("dry"))
    between = {
        (mode, season): network.minutes(season).round(6)
        for mode in ("network", "straight")
        for season in ("dry", "wet")
    }
    access = replace(known.access, network=network, between=between)
    return replace(known, access=access)


def embedded(knowledge: Knowledge, shipping: Shipping | None = None) -> Shipping:
    """The choices of the embedded study area, unless others are given."""
    assert knowledge.logistics is not None
    return shipping or knowledge.logistics.shipping


def norms(content: str, *desa: str) -> Norms:
    """Read a text as ``logistics.toml``."""
    return read_norms(content.encode(), "logistics.toml", frozenset(desa))
