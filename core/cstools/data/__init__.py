"""What travels between the core and tools: datasets, findings, figures, panels, results."""
