"""Tidy visits."""
