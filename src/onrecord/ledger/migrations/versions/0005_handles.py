"""By what evidence that may say the same is looked up. What says the same in other words is found after a rebuild."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0005."""
    op.create_table(
        "handles",
        sa.Column("handle", sa.String(16), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("handle", "key", name="pk_handles"),
    )
    op.create_index("ix_handles_key", "handles", ["key"])
    op.create_index("ix_evidence_key", "evidence", ["key"])
    # The same words go on being one claim.
    op.execute("INSERT INTO handles SELECT DISTINCT key, key FROM evidence")
