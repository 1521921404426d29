"""What the tests of the way in share."""

from loopback import names, site

__all__ = ["names", "site"]
