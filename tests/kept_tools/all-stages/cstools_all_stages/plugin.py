"""The hooks of all-stages, one file a stage."""

from cstools_all_stages.export import cstools_export
from cstools_all_stages.validate import cstools_validate
from cstools_all_stages.visualise import cstools_visualise
from cstools_all_stages.wrangle import cstools_wrangle

__all__ = ["cstools_export", "cstools_validate", "cstools_visualise", "cstools_wrangle"]
