"""The name by which use cases hand a transaction on; only this package looks inside it."""

from sqlalchemy import Connection

__all__ = ["Connection"]
