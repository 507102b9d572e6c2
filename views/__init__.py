"""What the reader sees: maps, charts, tables, words and pages."""
