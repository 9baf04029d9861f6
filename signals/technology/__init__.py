"""Which tools an account uses: our own rule file, what pages and DNS show by it, and what follows from that (signals §5.5)."""
