"""Whole things shared out fairly: the largest remainder, exact to the last one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` whole things by weight: n weights -> n shares, sum exact.

    Each share is its quota total * w / sum(w), rounded down or up; those with
    the largest remainders are rounded up, of equal ones the first. Exact in
    whole numbers, so it does not depend on the machine.

    Raises `MethodError` if the total or a weight is negative, or if there is
    something to share and no weight. Source: Hamilton's method (1792).
    """
    whole = sum(weights)
    if total < 0 or any(weight < 0 for weight in weights) or (total and not whole):
        raise MethodError([Problem.of("share_impossible", total=total)])
    if not whole:
        return [0] * len(weights)
    quotas = [Fraction(total * weight, whole) for weight in weights]
    shares = [int(quota) for quota in quotas]
    order = sorted(range(len(quotas)), key=lambda i: (shares[i] - quotas[i], i))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares
