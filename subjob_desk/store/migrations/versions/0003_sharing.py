"""Desks that work apart: segments of the log, what was found in a hub, papers of the company."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables; nothing was exchanged yet."""
    op.create_table(
        "segment",
        sa.Column("sha256", sa.Text(), primary_key=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("tip", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
    op.create_index("segment_chain", "segment", ["actor", "last"])
    op.create_table(
        "hub_file",
        sa.Column("hub", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
    op.create_table(
        "paper",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
