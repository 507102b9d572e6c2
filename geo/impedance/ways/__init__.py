"""Roads, rivers and sea lanes that somebody brings, as a network of minutes."""
