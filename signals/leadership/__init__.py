"""Who stands on an account's leadership page, and what two readings at least 48 hours apart say has changed."""
