"""An index built elsewhere, brought along as its two tables: read, prepared, summed."""
