"""The registry: the reviewed list of tools, and how to search it."""

from cstools.registry.finding import search
from cstools.registry.index import Entry, Origin, Registry, Release, bundled, read_registry

__all__ = ["Entry", "Origin", "Registry", "Release", "bundled", "read_registry", "search"]
