"""Put tools into a registry that others install from, and take them out of use again."""

from cstools.publishing.publish import ChecksFailedError, Published, publish
from cstools.publishing.retire import retire
from cstools.publishing.shelf import sign

__all__ = ["ChecksFailedError", "Published", "publish", "retire", "sign"]
