"""Minutes over open ground: the quickest way across a grid of friction."""
