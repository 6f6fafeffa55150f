"""Where the reporting of pages comes from: what each tells, what text they share, and by what claims count it.

Pages recorded before are traced when the ledger is rebuilt; until then each is of the origin that it names itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0006."""
    article = sa.String(16)
    op.create_table(
        "tracks",
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("article", article, nullable=False),
        sa.Column("named", sa.JSON(none_as_null=True)),
        sa.Column("unnamed", sa.JSON, nullable=False),
        sa.Column("first_hand", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("reading", name="pk_tracks"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_tracks_reading_readings"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_tracks_article_articles"),
    )
    op.create_index("ix_tracks_article", "tracks", ["article"])
    op.create_table(
        "postings",
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("article", article, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("spoken", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", "article", name="pk_postings"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_postings_article_articles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ties",
        sa.Column("a", article, nullable=False),
        sa.Column("b", article, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("shared", sa.JSON, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("a", "b", name="pk_ties"),
        sa.ForeignKeyConstraint(["a"], ["articles.id"], name="fk_ties_a_articles"),
        sa.ForeignKeyConstraint(["b"], ["articles.id"], name="fk_ties_b_articles"),
    )
    op.create_index("ix_ties_b", "ties", ["b"])
    op.add_column("claim_evidence", sa.Column("origin", sa.Text))
