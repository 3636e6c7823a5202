"""A password for each person at this desk: verifier, who set it, and wrong tries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table; nobody has a password yet."""
    op.create_table(
        "password",
        sa.Column("person", sa.Text(), primary_key=True),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
