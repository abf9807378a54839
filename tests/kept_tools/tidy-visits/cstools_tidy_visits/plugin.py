"""The hooks of tidy-visits, one file a stage."""

from cstools_tidy_visits.wrangle import cstools_wrangle

__all__ = ["cstools_wrangle"]
