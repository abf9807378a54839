"""One module per subject of the statistics."""
