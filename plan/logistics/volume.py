"""How much goes to each TPS: ballots with their reserve, and boxes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.logistics.shipping import Shipping


def ballots(voters: Ints, shipping: Shipping) -> Ints:
    """Ballots of each TPS for all elections: (tps,) -> (tps,).

    The voters and the reserve, which is rounded up for each TPS and election: 400
    voters at 2.5 % are 410, 401 are 412. Counted in whole numbers, so that an exact
    reserve is never rounded up by a rounding of the machine.
    Source: Perppu 1/2014 (UU 1/2015), article 80; the rounding per TPS is our own.
    """
    share = Fraction(str(shipping.reserve)).limit_denominator(10**6)
    extra = -(-voters * share.numerator // share.denominator)
    return (voters + extra) * shipping.elections


def boxes(shipping: Shipping) -> int:
    """Ballot boxes of one TPS."""
    return shipping.elections * shipping.boxes
