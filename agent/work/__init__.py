"""The queue of units of work and the runner inside this process."""
