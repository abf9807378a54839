"""Kits: the core, tools and all they are built on in one zip, for machines with no network."""
