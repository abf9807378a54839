"""The registry: the reviewed list of tools, how to search it and install from it."""

from cstools.registry.finding import Found, find, search
from cstools.registry.index import Entry, Origin, Registry, Release
from cstools.registry.reading import bundled, read_registry

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
