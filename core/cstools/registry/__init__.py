"""The registry: the reviewed list of tools, how to search it and install from it."""

from cstools.registry.entry import Entry, Origin, Registry, Release
from cstools.registry.read import bundled, read_registry
from cstools.registry.search import SearchHit, find, search

__all__ = [
    "Entry",
    "Origin",
    "Registry",
    "Release",
    "SearchHit",
    "bundled",
    "find",
    "read_registry",
    "search",
]
