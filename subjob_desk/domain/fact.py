"""The base of all facts, apart so that each module of facts can stand on it.

The facts themselves are in ``facts`` and ``shared_facts``.
"""

import msgspec


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an operation says; each subclass is one kind of fact."""
