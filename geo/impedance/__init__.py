"""Minutes from a place to another: straight line or network, dry or wet."""
