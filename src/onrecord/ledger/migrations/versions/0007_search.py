"""The index of words, filled with what is on record."""

from alembic import op

from onrecord.ledger import _index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up to 0007."""
    _index.make(op.get_bind())
