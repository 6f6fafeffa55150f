"""Run by Alembic: migrations on the connection, and in the transaction, that the ledger hands over."""

from alembic import context

from onrecord.ledger._schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
