"""Alembic's entry: always on the connection that db/migrate.py opened."""

from alembic import context

from db.migrate import is_record_table
from db.tables.all import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
    include_name=is_record_table,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
