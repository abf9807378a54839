"""Pre-validator for the SSDA903 return."""
