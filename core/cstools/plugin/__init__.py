"""A tool as it is installed: its manifest, its hooks, its receipt, the packages it stands on."""
