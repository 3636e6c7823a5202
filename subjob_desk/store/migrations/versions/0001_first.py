"""The first company file: its log, its batch files, its unsaved typing."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ONLY_GROWING = (
    (
        "CREATE TRIGGER operation_keeps BEFORE UPDATE ON operation"
        " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
    ),
    (
        "CREATE TRIGGER operation_stays BEFORE DELETE ON operation"
        " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
    ),
    (
        "CREATE TRIGGER operation_grows BEFORE INSERT ON operation"
        " WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id OR n = NEW.n)"
        " BEGIN SELECT RAISE(ABORT, 'operation only grows'); END"
    ),
    (
        "CREATE TRIGGER batch_file_keeps BEFORE UPDATE ON batch_file"
        " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
    ),
    (
        "CREATE TRIGGER batch_file_stays BEFORE DELETE ON batch_file"
        " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
    ),
    (
        "CREATE TRIGGER batch_file_grows BEFORE INSERT ON batch_file"
        " WHEN EXISTS (SELECT 1 FROM batch_file WHERE sha256 = NEW.sha256)"
        " BEGIN SELECT RAISE(ABORT, 'batch_file only grows'); END"
    ),
)


def upgrade() -> None:
    """Create the durable tables and the triggers that let two of them only grow."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
    op.create_table(
        "operation",
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("stored", sa.LargeBinary(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "batch_file",
        sa.Column("sha256", sa.Text(), primary_key=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
    op.create_table(
        "typing",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
    )
    for trigger in _ONLY_GROWING:
        op.execute(trigger)
