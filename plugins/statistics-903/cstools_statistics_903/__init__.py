"""The SSDA903 return as the published statistics count it: figures, tables and charts."""
