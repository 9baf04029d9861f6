"""Stage 5's missing contact: a provider of the team's is asked who it is, within a budget, off by default."""
