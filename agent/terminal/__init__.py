"""What a terminal is shown: the only way to print, so that what other people wrote stays text."""
