"""One thin file per page: widgets and calls, no arithmetic."""

PAGES = (
    *("summary", "risk", "coverage", "siting", "readiness"),
    *("personnel", "logistics", "recommend", "data"),
)
"""Every page by the name of its file, in the order of the bar above them."""
