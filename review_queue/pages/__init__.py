"""One file a screen: its typed view and its routes."""
