"""A web page as a tree, as visible text and as structured data; no I/O."""
