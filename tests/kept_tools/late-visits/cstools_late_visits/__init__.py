"""Finds visits long after the one before."""
