"""The sector's own validator of the SSDA903 return, as a tool."""
