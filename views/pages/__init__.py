"""One thin file per page: widgets and calls, no arithmetic."""
