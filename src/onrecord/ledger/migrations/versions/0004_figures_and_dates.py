"""What a figure is a part of, whose and where it is; when what is said happened; what times are reckoned from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = {
    "attributions": ("when", "stated"),
    "quantities": ("head", "wording", "change", "per", "whose", "where"),
    "times": ("mod", "relative"),
}


def upgrade() -> None:
    """Up to 0004."""
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    op.add_column("attributions", sa.Column("latest", sa.Date(), nullable=True))
    op.add_column("quantities", sa.Column("latest", sa.Date(), nullable=True))
    op.add_column("quantities", sa.Column("kind", sa.Text(), nullable=False, server_default="count"))
    op.add_column("quantities", sa.Column("part_of", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("times", sa.Column("anchor", sa.JSON(none_as_null=True), nullable=True))
