"""Visits of social workers to children."""
