"""Supplies from the warehouse to every TPS in time, and the boxes back."""
