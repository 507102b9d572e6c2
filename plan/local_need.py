"""What local recruitment answers: the need of each kecamatan, and the pools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.impedance.reach import Post
    from geo.units import Ints
    from plan.recruiting import Recruiting

REMOTE = ("no_route", "far", "far_in_rain", "sea_only")
"""Why a kecamatan is remote: no police post has a route to it in the season; the
nearest is beyond the minutes of the standard; it is so in the wet season only; no
usable road leads there, as reported."""


@dataclass(frozen=True, slots=True)
class LocalPool:
    """Officers recruited in a kecamatan, at home in the desa of its seat."""

    kecamatan_code: str
    desa_code: str
    officers: int


@dataclass(frozen=True, slots=True)
class LocalNeed:
    """What one kecamatan needs by the standard, and who meets it.

    `needed` officers = `outside` + `local` in use + `recruits` still to be found, all
    whole; `recruits_before`: to be found without any local officer anywhere.
    `local_officers`: those that the reader plans, of whom more than needed may stand
    idle; they are to be recruited as well.
    `minutes_dry`, `minutes_wet`: from the nearest police post (`nearest_post`, an id,
    in the scenario's season, None where none has a route) to the seat, inf without a
    route; `wet_ratio` = wet / dry, nan where dry is 0 or either has no route.
    `voters_within`: with a police officer's post in time, `voters_within_after` with
    the local officers at the seat too. `remote`: codes, see `REMOTE`.
    """

    kecamatan_code: str
    kecamatan: str
    seat_desa: str
    voters: int
    voters_quality: str
    nearest_post: str | None
    minutes_dry: float
    minutes_wet: float
    wet_ratio: float
    is_sea_only: bool
    remote: tuple[str, ...]
    needed: int
    outside: int
    local_officers: int
    recruits: int
    recruits_before: int
    voters_within: int
    voters_within_after: int

    @property
    def is_met(self) -> bool:
        """Whether the standard is met, local officers included."""
        return self.recruits == 0


@dataclass(frozen=True, slots=True, eq=False)
class Recruitment:
    """The need of every kecamatan, in order of code, under the choices `asked`.

    `strength` (p,): officers each of the `posts` can send, `sent` (p, k) how many go
    where.
    """

    asked: Recruiting
    season: str
    posts: tuple[Post, ...]
    strength: Ints
    sent: Ints
    areas: tuple[LocalNeed, ...]

    @property
    def recruits(self) -> int:
        """Local officers still to be found, in all kecamatan together."""
        return sum(area.recruits for area in self.areas)

    @property
    def recruits_before(self) -> int:
        """The same without any local officer."""
        return sum(area.recruits_before for area in self.areas)

    @property
    def in_order(self) -> tuple[LocalNeed, ...]:
        """Most recruits first; equal ones by the longer way, then by code."""
        return tuple(
            sorted(
                self.areas,
                key=lambda area: (
                    -area.recruits,
                    -max(area.minutes_dry, area.minutes_wet),
                    area.kecamatan_code,
                ),
            )
        )
