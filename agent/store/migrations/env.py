"""Alembic's entry: migrates the engine that it is handed, in one transaction."""

from __future__ import annotations

from alembic import context

from agent.store.engine import METADATA

engine = context.config.attributes["engine"]
with engine.execution_options(immediate=True).connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
