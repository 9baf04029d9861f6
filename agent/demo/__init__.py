"""One night to try: documents in the sources' true formats about companies that do not exist."""
