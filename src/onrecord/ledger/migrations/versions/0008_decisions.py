"""By what decisions are found: the pages that each is about. No version before made any."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0008."""
    op.create_table(
        "decided_pages",
        sa.Column("article", sa.String(16), nullable=False),
        sa.Column("decision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article", "decision", name="pk_decided_pages"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_decided_pages_article_articles"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_decided_pages_decision_decisions"),
    )
    op.create_index("ix_decided_pages_decision", "decided_pages", ["decision"])
