"""The index of words: without content in SQLite, lexemes in PostgreSQL. It is filled when the ledger is up to date."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = 'evidence VARCHAR(16), start INTEGER, "end" INTEGER'
MAKE = {
    "sqlite": (
        f"CREATE TABLE passages (id INTEGER PRIMARY KEY, {COLUMNS})",
        # Cut at spaces alone, and not at points: what is put in was cut and folded before.
        """CREATE VIRTUAL TABLE passage_words
        USING fts5(words, speaker, content='', columnsize=0, tokenize="ascii tokenchars '.'")""",
    ),
    "postgresql": (
        f"CREATE TABLE passages (id BIGINT PRIMARY KEY, {COLUMNS}, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_passages_words ON passages USING gin (words)",
    ),
}


def upgrade() -> None:
    """Up to 0007."""
    db = op.get_bind()
    for command in MAKE[db.dialect.name]:
        db.exec_driver_sql(command)
