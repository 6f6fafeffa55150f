"""What a page says of whose reporting it is, how sure its dates are, and how much of it was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0003."""
    for column in (
        sa.Column("published_certainty", sa.Text(), nullable=True),
        sa.Column("modified", sa.Date(), nullable=True),
        sa.Column("modified_from", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("access", sa.Text(), nullable=False, server_default="full"),
        sa.Column("doubts", sa.JSON(none_as_null=True), nullable=False, server_default="[]"),
        sa.Column("hints", sa.JSON(none_as_null=True), nullable=False, server_default="[]"),
        sa.Column("posts", sa.JSON(none_as_null=True), nullable=False, server_default="[]"),
    ):
        op.add_column("articles", column)
