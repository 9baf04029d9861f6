"""What one night does between storage and the twelve stages: gather, plan, prepare, choose."""
