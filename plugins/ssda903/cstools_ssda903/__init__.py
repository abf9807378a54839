"""The SSDA903 return: its schema, its reference look-ups and its forms as files."""
