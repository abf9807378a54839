"""Put tools into a registry that others install from, and take them out of use again."""

from cstools.publish.publish import ChecksFailedError, Published, publish
from cstools.publish.retire import retire
from cstools.publish.shelf import sign

__all__ = ["ChecksFailedError", "Published", "publish", "retire", "sign"]
