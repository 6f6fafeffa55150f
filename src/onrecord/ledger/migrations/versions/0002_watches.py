"""What is watched, and what was seen in it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0002."""
    op.create_table(
        "watches",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=32), nullable=False),
        sa.Column("every", sa.Float(), nullable=False),
        sa.Column("validators", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("looked", sa.String(length=32), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watches")),
    )
    op.create_index(op.f("ix_watches_due"), "watches", ["due"], unique=False)
    op.create_table(
        "seen_entries",
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["watch"], ["watches.url"], name=op.f("fk_seen_entries_watch_watches")),
        sa.PrimaryKeyConstraint("watch", "key", name=op.f("pk_seen_entries")),
    )
