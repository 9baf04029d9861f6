"""How a sentence tells of a round: phrases, parties, weighed evidence, the claim; what only looks like one."""
