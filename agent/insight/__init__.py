"""The funnel of a run and of a month: each definition in one file, tested."""
