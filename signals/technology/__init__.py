"""Which tools an account uses: our own rules, what pages and DNS show by them, and what follows (signals §5.5)."""
