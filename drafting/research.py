"""Stage 5 of 12, research: what is known about an account now, cited, and the one reason to reach out (drafting §6)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, islice

from agent.domain.accounts import Account
from agent.domain.briefs import Brief, BriefLine, Reason
from agent.domain.contacts import Persona
from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party
from agent.domain.items import Item, ItemKind
from agent.domain.offers import Offer
from agent.domain.profiles import Profile
from agent.domain.signals import Signal
from drafting.anchors.titles import titles_of
from drafting.facts import KIND_OF_ITEM, card_of_item, cards_of, fit_for_a_role, sentences_of
from drafting.reasons import TTL_DAYS, is_fresh, rank_reasons
from drafting.risks import risks_in
from drafting.untrusted import WITHHELD
from drafting.wording import short_name
from signals.cluster import with_evidence

LINES_MAX = 12
CARDS_PER_SIGNAL = 4
_TTL_OF_KIND = {
    EvidenceKind.JOB: 21,
    EvidenceKind.NEWS: 60,
    EvidenceKind.FILING: 90,
    EvidenceKind.PAGE: 180,
    EvidenceKind.TECH: 60,
}
_TRUST = {EvidenceKind.FILING: 1.0, EvidenceKind.JOB: 1.0, EvidenceKind.PAGE: 1.0, EvidenceKind.NEWS: 0.8}


def research(
    account: Account,
    signals: Sequence[Signal],
    *,
    pages: Sequence[Item] = (),
    offer: Offer,
    personas: Sequence[Persona],
    profile: Profile | None = None,
    as_of: datetime,
) -> Brief:
    """At most twelve cited lines about `account`, our own claims beside them, and the reasons, best first.

    Evidence with flags of WITHHELD is shown in the brief and gives neither a reason nor a word of a draft. Signals
    learned after `as_of`, dismissed, or of another account are left out. Equal inputs give equal briefs, hash included.
    """
    known = [s for s in signals if s.account_id == account.id and s.known_at <= as_of and not s.dismissed]
    known.sort(key=lambda s: (not is_fresh(s, as_of), -s.dated_at.timestamp(), s.id))
    cards = _distinct(chain(_signal_cards(known), _page_cards(account, pages, as_of)))
    kept = _numbered(islice(cards, LINES_MAX))
    usable = {card.signal_id for card in kept if not card.flags & WITHHELD}
    evidence = (*kept, *seller_evidence(offer))
    told = [one for s in known if s.id in usable and (one := as_told(s)) is not None]
    reasons = rank_reasons(
        told,
        account=account,
        offer=offer,
        personas=personas,
        profile=profile,
        as_of=as_of,
    )
    by_id = {s.id: s for s in (*known, *told)}
    brief = Brief(
        account=account,
        as_of=as_of,
        lines=tuple(_line(card, by_id.get(card.signal_id), as_of) for card in kept),
        evidence=evidence,
        signals=tuple(by_id[s.id] for s in known),
        reasons=reasons,
        risks=risks_in(kept, known, account=account, as_of=as_of),
    )
    return replace(brief, sha256=_hash(brief))


def with_reasons(brief: Brief, reasons: tuple[Reason, ...]) -> Brief:
    """The brief with other reasons: another brief, so it is kept beside the first."""
    other = replace(brief, reasons=reasons)
    return replace(other, sha256=_hash(other))


def as_told(signal: Signal) -> Signal | None:
    """The signal as reports tell it that may leave the house; None where there are none."""
    open_ones = tuple(report for report in signal.evidence if not report.internal_only)
    if len(open_ones) == len(signal.evidence):
        return signal
    return with_evidence(signal, open_ones) if open_ones else None


def seller_evidence(offer: Offer) -> tuple[Evidence, ...]:
    """What we say of ourselves, word for word from `offer.yaml`: values v…, pains h…, proofs p…, CTAs c…."""
    texts = [
        *((value.id, value.text) for value in offer.values),
        *((pain.id, pain.text) for pain in offer.pains),
        *((proof.id, proof.text) for proof in offer.proofs),
        *((cta.id, cta.text) for cta in offer.ctas),
    ]
    return tuple(
        Evidence(id=each, kind=EvidenceKind.OFFER, party=Party.SELLER, quote=text, publisher=offer.seller)
        for each, text in texts
    )


def _signal_cards(signals: Iterable[Signal]) -> Iterable[Evidence]:
    for signal in signals:
        yield from list(cards_of(signal))[:CARDS_PER_SIGNAL]


def _page_cards(account: Account, pages: Sequence[Item], as_of: datetime) -> Iterator[Evidence]:
    """One card a page that tells something else: its most telling sentence; newest and best trusted first (relevance ×
    recency × trust)."""
    ranked: list[tuple[float, str, Item, str]] = []
    name = short_name(account.name).casefold()
    for page in pages:
        if page.published_at and page.published_at > as_of:
            continue
        sentences = [page.title] if page.kind is ItemKind.POSTING else list(sentences_of(page.text))
        best = max(sentences, key=lambda sentence: _specificity(sentence, name), default="")
        if not best or best not in page.text:
            continue
        trust = _TRUST.get(KIND_OF_ITEM[page.kind], 0.5)
        ranked.append((-_specificity(best, name) * trust * _recency(page, as_of), page.key, page, best))
    told: set[str] = set()
    for _, _, page, best in sorted(ranked, key=lambda row: row[:2]):
        if _folded(best) in told:
            continue
        told.add(_folded(best))
        is_role = page.kind is ItemKind.POSTING and fit_for_a_role(best) and bool(titles_of(best))
        yield card_of_item(page, best, (Fact("role", best, best),) if is_role else ())


def _specificity(sentence: str, name: str) -> float:
    score = 1.0 + (name in sentence.casefold()) + any(letter.isdigit() for letter in sentence)
    return score + 0.5 * (40 <= len(sentence) <= 200)


def _recency(page: Item, as_of: datetime) -> float:
    """Halves every 30 days; a page without a date counts as 60 days old."""
    age = (as_of - page.published_at).days if page.published_at else 60
    return float(0.5 ** (max(age, 0) / 30))


def _distinct(cards: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each fact once, but one that tells of several signals: what stands in a quote of the same page is no other."""
    seen: set[str] = set()
    of_page: dict[str, list[str]] = {}
    for card in cards:
        key, told = _folded(card.quote), of_page.setdefault(card.url, [])
        if key and (card.signal_id or (key not in seen and not any(card.url and key in one for one in told))):
            yield card
        seen.add(key)
        told.append(key)


def _folded(quote: str) -> str:
    return " ".join(quote.casefold().split())


def _numbered(cards: Iterable[Evidence]) -> list[Evidence]:
    return [replace(card, id=f"e{number}") for number, card in enumerate(cards, start=1)]


def _line(card: Evidence, signal: Signal | None, as_of: datetime) -> BriefLine:
    ttl = TTL_DAYS.get(signal.kind, 90) if signal else _TTL_OF_KIND.get(card.kind, 90)
    moment = card.published_at or card.fetched_at
    stale = moment is not None and as_of - moment > timedelta(days=ttl)
    return BriefLine(claim=" ".join(card.quote.split()), evidence_id=card.id, facts=card.facts, stale=stale)


def _hash(brief: Brief) -> str:
    parts = {
        "account": brief.account.id,
        "evidence": [
            [
                e.id,
                e.quote,
                e.url,
                e.publisher,
                str(e.published_at),
                sorted(e.flags),
                [[f.type, f.norm] for f in e.facts],
            ]
            for e in brief.evidence
        ],
        "reasons": [[r.signal_id, r.pain_id, r.value_id, r.proof_id, r.persona_id] for r in brief.reasons],
        "risks": [[r.kind, r.evidence_id] for r in brief.risks],
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
