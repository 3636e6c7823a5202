"""Runs migrations on the connection that was handed over, inside its transaction.

Alembic executes this file; nothing imports it.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
