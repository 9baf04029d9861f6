"""The only reader of the web: one guarded client, robots, pace per host, retries, circuit breakers."""
