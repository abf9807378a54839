"""All stages."""
