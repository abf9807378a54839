"""Forecast of children looked after, with the sector's demand model."""
