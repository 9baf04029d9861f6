"""Stages 1 to 4 of 12: from the public web to scored signals, each with its verbatim evidence."""
