"""Names and addresses out of what a model reads, and names back into what it wrote (drafting §5 PII)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.domain.contacts import Contact
from agent.domain.evidence import Evidence, Party
from signals.extract.people import people_in

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.,])\+?\d[\d ()./-]{7,}\d(?![\w.,]?\d)")


@dataclass(frozen=True, slots=True)
class Mask:
    """`tokens` maps a token to the name it stands for; parts of a name go out under the same token."""

    tokens: Mapping[str, str]
    parts: Mapping[str, str]

    def hide(self, text: str) -> str:
        """`text` without the names and without e-mail addresses and telephone numbers."""
        for part in sorted(self.parts, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", self.parts[part], text, flags=re.IGNORECASE)
        return _ADDRESS.sub("[address]", text)

    def show(self, text: str) -> str:
        for token, name in self.tokens.items():
            text = re.sub(rf"\b{token}\b", name, text)
        return text


def mask_for(contact: Contact, evidence: Iterable[Evidence]) -> Mask:
    """The recipient, every person that a fact names, and every full name that the quotes hold."""
    pieces = list(evidence)
    named = [fact.norm for piece in pieces for fact in piece.facts if fact.type == "person"]
    named += [span.raw for piece in pieces for span in people_in(piece.quote) if piece.party is Party.PROSPECT]
    others = [name for name in dict.fromkeys(named) if name.casefold() != contact.name.casefold()]
    tokens = {"RECIPIENT": contact.name, **{f"PERSON_{n}": name for n, name in enumerate(others, start=1)}}
    parts: dict[str, str] = {}
    for token, name in tokens.items():
        words = [word for word in name.split() if len(word) > 2]
        for part in (name, *words[-1:], *words[:1]):
            parts.setdefault(part, token)
    return Mask({token: name for token, name in tokens.items() if name}, {p: t for p, t in parts.items() if p})
