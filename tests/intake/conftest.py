"""What the tests of the way in share."""

from loopback import site

__all__ = ["site"]
