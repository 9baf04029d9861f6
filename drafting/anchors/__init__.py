"""Anchors: the parts of a sentence that can be true or false without a model (drafting §2.2). Read by stage 7."""
