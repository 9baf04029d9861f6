"""Behind `firstlight bench`: how fast, compared on the same work in the same run."""
