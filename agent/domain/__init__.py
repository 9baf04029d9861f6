"""Values that cross stages: frozen, standard library only, and the one table of states."""
