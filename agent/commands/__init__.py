"""What each command of `firstlight` does; `agent.cli` names them and loads only the one that is asked for."""
