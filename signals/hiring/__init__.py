"""How many people an account looks for, week by week, and when that is more than chance (signals §5)."""
