"""Files to take away: the snapshot as PNG, the ranked table as CSV and XLSX."""
