"""Fixtures of the intake tests."""

from loopback import names, site

__all__ = ["names", "site"]
