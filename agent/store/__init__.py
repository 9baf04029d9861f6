"""Every query, one file per aggregate. Nothing outside this package writes SQL."""
