"""Names and addresses out of what a model reads, and names back into what it wrote (drafting §5 PII)."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agent.domain.contacts import Contact
from agent.domain.evidence import Evidence, Party
from signals.extract.people_told_of import people_told_of

PERSON = re.compile(r"\bPERSON_\d+\b")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,])\+?\d[\d ()./-]{7,}\d(?![\w.,]?\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PHONE_DIGITS = 9
_WORD = re.compile(r"[^\W\d_]{2,}")
_MONTHS = frozenset(calendar.month_name) - {""}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is hidden at `text[start:end]`, and what is shown there."""

    start: int
    end: int
    token: str


@dataclass(frozen=True)
class Mask:
    """`tokens` maps a token to the name it stands for; words of a name go out under the same token, as they are
    written, in capitals and without accents. `kept` are names that such a word is a part of: the account's own."""

    tokens: Mapping[str, str]
    kept: tuple[str, ...] = field(default=())

    def hide(self, text: str) -> str:
        """`text` without the names and without e-mail addresses and telephone numbers."""
        shown, at = [], 0
        for piece in self.pieces(text):
            shown += [text[at : piece.start], piece.token]
            at = piece.end
        return "".join([*shown, text[at:]])

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """What `hide` takes out of `text`, in its order."""
        away = [Piece(*found.span(), "[address]") for found in _ADDRESS.finditer(text)]
        away += [Piece(*found.span(), "[address]") for found in _PHONE.finditer(text) if _is_telephone(found[0])]
        if self._parts:
            named = (found for found in self._names.finditer(text) if found[0] in self._parts)
            away += [Piece(*found.span(), self._parts[found[0]]) for found in named]
        kept: list[Piece] = []
        for piece in sorted(away, key=lambda one: (one.start, -one.end)):
            if not kept or piece.start >= kept[-1].end:
                kept.append(piece)
        return tuple(kept)

    def show(self, text: str) -> str:
        for token, name in self.tokens.items():
            text = re.sub(rf"\b{token}\b", name, text)
        return text

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        """What is hidden, and behind which token: full names before single words, earlier people before later ones."""
        parts: dict[str, str] = {}
        for pieces_of in (lambda name: [name], _WORD.findall):
            for token, name in self.tokens.items():
                for piece in pieces_of(name):
                    for form in _forms(piece):
                        parts.setdefault(form, token)
        return {form: token for form, token in parts.items() if form not in self.kept}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """What is kept first, so that it is left as it stands; then the longest. May is a month beside a number."""
        words = [*sorted(self.kept, key=len, reverse=True), *sorted(self._parts, key=len, reverse=True)]
        return re.compile("|".join(rf"(?<!\w){_beside(word)}{re.escape(word)}(?!\w)" for word in words))


def mask_for(contact: Contact, evidence: Iterable[Evidence], *, kept: Iterable[str] = ()) -> Mask:
    """The recipient, every person that a fact names, and every full name that the quotes hold."""
    pieces = list(evidence)
    named = [fact.norm for piece in pieces for fact in piece.facts if fact.type == "person"]
    named += [name for piece in pieces if piece.party is Party.PROSPECT for name in people_told_of(piece.quote)]
    others = [name for name in dict.fromkeys(named) if name.casefold() != contact.name.casefold()]
    tokens = {"RECIPIENT": contact.name, **numbered(others)}
    return Mask({token: name for token, name in tokens.items() if name}, tuple(name for name in kept if name))


def numbered(names: Iterable[str]) -> dict[str, str]:
    """A token (`PERSON`) for each of these names, which are each once."""
    return {f"PERSON_{number}": name for number, name in enumerate(names, start=1)}


def _is_telephone(run: str) -> bool:
    """Whether a run of digits is a telephone number; days are none."""
    return sum(letter.isdigit() for letter in _DAY.sub("", run)) >= _PHONE_DIGITS


def _forms(name: str) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for form in (name, plain):
        yield from (form, form.upper())


def _beside(word: str) -> str:
    return rf"(?!{word}\s+\d)(?<!\d\s)" if word in _MONTHS else ""
