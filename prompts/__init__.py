"""What drafters are told: prompt files for a model, frames for the composer. Text only; see README.md."""
