"""SQLModel tables, one file per aggregate, named with the same nouns as the domain."""
