"""Imports: a team's accounts, contacts and suppressions from CSV, as CRMs and plain sheets export them."""
