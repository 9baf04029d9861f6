"""Whether words ask or request something, with or without a question mark. Part of stage 7 of 12."""

from __future__ import annotations

import re

_REQUEST = re.compile(
    r"\W*(?:please\b|(?:can|could|would|will|won't|do|does|did|have|has|had|is|are|was|were|should|shall|may|might|"
    r"must) (?:you|your|we|i|it|they|their|he|she|this|that|there|anyone|somebody|someone)\b"
    r"|(?:what|how|why|who|which|where)(?:'s| (?:is|are|was|were|do|does|did|can|could|has|have|will|would|should|much|"
    r"many|else)\b))",
    re.IGNORECASE,
)


def is_asking(text: str) -> bool:
    """A question, or a sentence in the form of one."""
    return text.rstrip().endswith(("?", '?"', "?”")) or is_request(text)


def is_request(text: str) -> bool:
    """Whether it begins as a request does ("Could you…", "Please…", "What is…"), whatever it ends in."""
    return bool(_REQUEST.match(text))
