"""Units and array types that the rooms of the core share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MINUTES_PER_HOUR = 60.0
METRES_PER_KM = 1000.0
