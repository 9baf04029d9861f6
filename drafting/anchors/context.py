"""What a draft is checked against: the prospect's evidence, the seller's, and the names everyone may use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.offers import Offer
from drafting.anchors.anchor import Anchor
from drafting.anchors.names import is_short_form, key_of, stands_in
from drafting.anchors.quotations import quotations_of
from drafting.anchors.sources import Source, source_of, sources_of_offer
from drafting.anchors.words import Word, words_of
from drafting.untrusted import WITHHELD, scan

_DOTTED = re.compile(r"^[.@/]|[.@/]\w$")
_FIRST_PERSON = frozenset(
    ["we", "us", "our", "ours", "i", "my", "me", "we're", "we've", "we'd", "we'll", "i'm", "i've", "i'd", "i'll"]
)
_SECOND_PERSON = frozenset(["you", "your", "yours", "you're", "you've", "you'd", "you'll"])


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The sources by party, and `free`: the account, the contact and the seller, whose names need no evidence. Equal to
    none but itself, so that what was judged of a sentence in it is found again at once.

    `barred` evidence is quarantined: it supports nothing, and nothing may be copied from it.
    """

    as_of: date
    prospect: tuple[Source, ...]
    seller: tuple[Source, ...]
    free: tuple[Source, ...]
    account_names: tuple[str, ...]
    seller_name: str
    lower_case: frozenset[str]
    barred: tuple[Source, ...] = ()

    def of(self, party: Party) -> tuple[Source, ...]:
        return self.prospect if party is Party.PROSPECT else self.seller

    def by_id(self, ids: Sequence[str]) -> tuple[Source, ...]:
        wanted = set(ids)
        return tuple(s for s in (*self.prospect, *self.seller) if s.id in wanted)

    def is_account(self, name: str) -> bool:
        return any(is_short_form(name, whole) for whole in self.account_names) or any(
            set(key_of(whole)) <= set(key_of(name)) and any(stands_in(name, s.text) for s in self.prospect)
            for whole in self.account_names[:1]
        )

    def is_free(self, anchor: Anchor) -> bool:
        """Whether a name is the account's, the contact's or the seller's own."""
        return self.is_account(anchor.raw) or any(stands_in(anchor.raw, s.text) for s in self.free)


def context_of(
    evidence: Sequence[Evidence],
    offer: Offer,
    account: Account,
    contact: Contact | None,
    as_of: datetime,
    human_evidence: Sequence[Evidence] = (),
) -> Context:
    """Read everything that a draft may stand on."""
    return _context(tuple(evidence), offer, account, contact, as_of.date(), tuple(human_evidence))


@lru_cache(maxsize=64)
def _context(
    evidence: tuple[Evidence, ...],
    offer: Offer,
    account: Account,
    contact: Contact | None,
    as_of: date,
    human_evidence: tuple[Evidence, ...],
) -> Context:
    usable: list[Evidence] = []
    quarantined: list[Evidence] = []
    for piece in evidence:
        is_usable = piece.kind is EvidenceKind.OFFER or not (piece.flags & WITHHELD or _is_quarantined(piece.quote))
        (usable if is_usable else quarantined).append(piece)
    sources = [source_of(piece) for piece in (*usable, *human_evidence)]
    barred = tuple(map(source_of, quarantined))
    prospect = tuple(s for s in sources if s.party is Party.PROSPECT)
    cited = {s.id for s in sources}
    seller = tuple(s for s in sources if s.party is Party.SELLER)
    seller += tuple(s for s in sources_of_offer(offer) if s.id not in cited)
    free = [_free("account", [account.name, *account.aliases, account.domain, *account.technologies])]
    free.append(_free("seller", [offer.seller, offer.domain]))
    if contact:
        free.append(_free("contact", [contact.name, contact.first_name, contact.last_name, contact.title]))
    return Context(
        as_of,
        prospect,
        seller,
        tuple(free),
        tuple(n for n in (account.name, *account.aliases, account.domain.split(".")[0]) if n),
        offer.seller,
        _lower_case([*prospect, *seller]),
        barred,
    )


@lru_cache(maxsize=2048)
def _is_quarantined(quote: str) -> bool:
    """Evidence that gives orders or hides text supports nothing (drafting §3, I4)."""
    return scan(quote).quarantined


def _free(key: str, texts: Sequence[str]) -> Source:
    quote = ". ".join(text for text in texts if text)
    return source_of(Evidence(id=key, kind=EvidenceKind.OFFER, party=Party.SELLER, quote=quote))


def _lower_case(sources: Sequence[Source]) -> frozenset[str]:
    """The words that some source writes in lower case; the parts of a domain are no words."""
    return frozenset().union(*(_lower_case_in(s.text) for s in sources))


@lru_cache(maxsize=2048)
def _lower_case_in(text: str) -> frozenset[str]:
    return frozenset(
        w.folded
        for w in words_of(text)
        if w.raw.islower() and not _DOTTED.search(text[max(0, w.start - 1) : w.end + 2])
    )


def speaks_of(text: str, context: Context) -> Party | None:
    """Whom a sentence is about: whoever comes first of you and the account, or us and our customers."""
    quoted = [(q.start, q.end) for q in quotations_of(text)]
    for word in words_of(text):
        if any(start <= word.start < end for start, end in quoted):
            continue
        if word.folded in _SECOND_PERSON or word.raw.casefold() in _SECOND_PERSON:
            return Party.PROSPECT
        if word.raw != "US" and (word.folded in _FIRST_PERSON or word.raw.casefold() in _FIRST_PERSON):
            if re.match(r"(?:i|we) (?:saw|noticed|read|see|came|spotted)", text[word.start :], re.IGNORECASE):
                continue
            return Party.SELLER
        if word.raw != word.raw.lower() or any(name.split()[0] == word.raw for name in context.account_names[:1]):
            if any(word.folded == key_of(name)[0] for name in context.account_names if key_of(name)):
                return Party.PROSPECT
            if stands_in(word.raw, context.seller_name) and not _is_theirs(text, word, context):
                return Party.SELLER
            theirs = any(stands_in(word.raw, s.text) for s in context.prospect)
            if len(word.folded) > 3 and not theirs and any(_names(word.raw, s) for s in context.seller):
                return Party.SELLER
    return None


def _is_theirs(text: str, word: Word, context: Context) -> bool:
    """Whether a word of the seller's name is here a part of a longer name of the evidence."""
    before = re.search(r"(\b[A-Z]\w+) $", text[: word.start])
    return bool(before) and any(stands_in(f"{before[1]} {word.raw}", s.text) for s in context.prospect if before)


def _names(raw: str, source: Source) -> bool:
    return any(w.raw == raw and not _only_first(w.start, source.text) for w in words_of(source.text))


def _only_first(start: int, text: str) -> bool:
    """A capital at the start of a text that reads on in lower case may be the sentence's."""
    return start == 0 and text.split()[0].casefold() in {"your", "you", "we", "our", "the", "a", "want", "when", "how"}
