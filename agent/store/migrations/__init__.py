"""Alembic migrations: one file a version of the tables."""
