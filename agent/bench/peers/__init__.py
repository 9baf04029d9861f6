"""Other programs at the same work, each a script of its own for an interpreter of its own: none imports the product."""
