"""Who guards which TPS on polling day, from where, and what cannot be met."""
