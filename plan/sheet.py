"""One recommendation sheet: result, choices and plans, with a block per kecamatan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.education import no_events
from plan import recruiting as local
from plan import turnout as votes
from plan.participation import turnout
from plan.recommend import Block, Plans, recommend
from plan.recruitment import recruit

if TYPE_CHECKING:
    import pandas as pd

    from geo.area import StudyArea
    from plan.evaluate import Result
    from plan.logistics.shipping import Shipping
    from plan.personnel.staffing import Staffing
    from plan.recommend import LogisticsRow, PersonnelRow
    from plan.recruiting import Recruiting, Start
    from plan.turnout import Turnout, TurnoutStart


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's choices on people; None where the area has nothing to start from.

    `staffing` and `shipping` are those that the plans of people and supplies were made
    with, None where the sheet is without them.
    """

    recruiting: Recruiting | None
    turnout: Turnout | None
    staffing: Staffing | None = None
    shipping: Shipping | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What an area's plans of people start from, None where it has no such file.

    `events`: the log of voter education, as `geo.education` checks it.
    """

    recruiting: Start | None
    turnout: TurnoutStart | None
    events: pd.DataFrame = field(default_factory=no_events)

    @property
    def choices(self) -> Choices:
        """The choices that the files make, for the reader to change."""
        return Choices(
            recruiting=None if self.recruiting is None else self.recruiting.recruiting,
            turnout=None if self.turnout is None else self.turnout.turnout,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The sheet of one result; `blocks` in the order in which to act."""

    result: Result
    basis: Basis
    choices: Choices
    plans: Plans
    blocks: tuple[Block, ...]

    def block(self, kecamatan_code: str | None) -> Block:
        """The block of a kecamatan, the first one for a code that has none."""
        return next(
            (one for one in self.blocks if one.kecamatan_code == kecamatan_code),
            self.blocks[0],
        )


def read_basis(area: StudyArea, events: pd.DataFrame | None = None) -> Basis:
    """Read what an area's plans of people start from.

    Raises `CatalogueError` naming every fault of its files.
    """
    return Basis(
        recruiting=local.start_of(area.method),
        turnout=votes.start_of(area),
        events=no_events() if events is None else events,
    )


def make_sheet(
    result: Result,
    basis: Basis,
    choices: Choices,
    *,
    personnel: tuple[PersonnelRow, ...] | None = None,
    logistics: tuple[LogisticsRow, ...] | None = None,
) -> Sheet:
    """Work out recruitment and participation, and put all plans into one sheet.

    Raises `ScenarioError` for a kecamatan or an election that does not exist, and
    `MethodError` as `plan.recommend.recommend` does.
    """
    asked, wanted, start = choices.recruiting, choices.turnout, basis.turnout
    plans = Plans(
        recruitment=None if asked is None else recruit(result, asked),
        participation=(
            None
            if wanted is None or start is None
            else turnout(result, wanted, start, basis.events)
        ),
        personnel=personnel,
        logistics=logistics,
    )
    return Sheet(result, basis, choices, plans, recommend(result, plans))
