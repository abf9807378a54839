"""The registry: the reviewed list of tools, how to search it and install from it."""

from cstools.registry.entry import Entry, Origin, Registry, Release
from cstools.registry.read import bundled, read_registry
from cstools.registry.search import Found, find, search

__all__ = [
    "Entry",
    "Found",
    "Origin",
    "Registry",
    "Release",
    "bundled",
    "find",
    "read_registry",
    "search",
]
