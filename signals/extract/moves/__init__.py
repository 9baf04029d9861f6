"""How a sentence tells that somebody comes, goes or rises: lexicon, chunks, actors, frames, the reading."""
