"""Fixtures that every test may use; the heavier ones live beside the tests that need them."""
