"""Maps: what goes on them, where their shapes lie, how they reach the browser."""
