"""What disputes a claim in other words. Claims recorded before show it when the ledger is rebuilt."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0009."""
    op.add_column("claims", sa.Column("contrary", sa.JSON(none_as_null=True)))
