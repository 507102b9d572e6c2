"""The one door to HiGHS: a sparse model in, values and a proven bound out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csc_array

    from geo.units import Bools, Floats

FOREVER = 1e9  # seconds
_AT_ONCE = {"presolve": "off", "simplex_dual_edge_weight_strategy": 0}  # Dantzig's


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A linear model over k values and r rows: `lower` <= x <= `upper`.

    `rows_lower` <= `matrix` x <= `rows_upper`, inf where there is no limit; `whole`
    values are integers. The sum of `cost` x is made least, or most if `maximise`.
    """

    cost: Floats
    matrix: csc_array
    rows_lower: Floats
    rows_upper: Floats
    lower: Floats
    upper: Floats
    whole: Bools
    maximise: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What the solver found: `values` (k,), None where it found none.

    `objective` belongs to the values, `bound` is what no values can beat.
    `is_optimal` where proven; `is_infeasible` where no values can satisfy the rows.
    `duals` (r,) are the rows' prices where no value is whole, else None.
    """

    values: Floats | None
    objective: float
    bound: float
    is_optimal: bool
    is_infeasible: bool
    duals: Floats | None = None


def solve(
    model: Model,
    *,
    start: Floats | None = None,
    seconds: float = FOREVER,
    at_once: bool = False,
) -> Solved:
    """Solve to proven optimality, or as far as `seconds` allow.

    `start`: values to begin with, a good guess. `at_once`: pivot without looking for
    what could be left out and by the plain rule, quicker for a small linear network;
    the optimum is as proven. One thread and a fixed seed: the
    same model gives the same values.
    """
    if not len(model.cost):
        return _empty(model)
    solver = _prepared(model, seconds)
    if start is not None:
        guess = highspy.HighsSolution()
        guess.col_value = start.tolist()
        solver.setSolution(guess)
    if at_once:
        for name, value in _AT_ONCE.items():
            solver.setOptionValue(name, value)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    kinds = highspy.HighsModelStatus
    found = (
        info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    )
    is_optimal = status == kinds.kOptimal
    objective = float(info.objective_function_value)
    is_mixed = bool(model.whole.any())
    worst = np.inf if model.maximise else -np.inf
    bound = float(info.mip_dual_bound) if is_mixed else objective
    return Solved(
        values=np.array(solver.getSolution().col_value) if found else None,
        objective=objective if found else float("nan"),
        bound=bound if is_mixed or is_optimal else worst,
        is_optimal=is_optimal and found,
        is_infeasible=status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible),
        duals=None if is_mixed else np.array(solver.getSolution().row_dual),
    )


def _empty(model: Model) -> Solved:
    """Nothing to choose: right or impossible, which HiGHS does not tell."""
    right = bool(((model.rows_lower <= 0) & (model.rows_upper >= 0)).all())
    worst = -np.inf if model.maximise else np.inf
    return Solved(
        values=np.zeros(0) if right else None,
        objective=0.0 if right else float("nan"),
        bound=0.0 if right else worst,
        is_optimal=right,
        is_infeasible=not right,
        duals=np.zeros(len(model.rows_lower)),
    )


def _prepared(model: Model, seconds: float) -> Any:  # noqa: ANN401 - highspy has no types
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it says nothing
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "time_limit": seconds,
        "mip_rel_gap": 0.0,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    rows, values = model.matrix.shape
    told = highspy.HighsLp()
    told.num_col_, told.num_row_ = values, rows
    told.col_cost_ = model.cost
    told.col_lower_, told.col_upper_ = model.lower, model.upper
    told.row_lower_, told.row_upper_ = model.rows_lower, model.rows_upper
    told.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    told.a_matrix_.start_ = model.matrix.indptr
    told.a_matrix_.index_ = model.matrix.indices
    told.a_matrix_.value_ = model.matrix.data
    kinds = highspy.HighsVarType
    told.integrality_ = [
        kinds.kInteger if whole else kinds.kContinuous for whole in model.whole
    ]
    if model.maximise:
        told.sense_ = highspy.ObjSense.kMaximize
    solver.passModel(told)
    return solver
