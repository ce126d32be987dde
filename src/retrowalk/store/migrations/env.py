"""What Alembic runs: inside the transaction that the store has open, so that a migration is whole or not at all."""

from alembic import context

from retrowalk.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
