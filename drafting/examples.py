"""Few-shot examples: approved finals with their facts as slots, picked for nearness and variety (drafting §7 a).

What was masked may never come back: an output that repeats a name or a figure of an example is blocked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from agent.domain.briefs import Brief
from agent.domain.contacts import Contact
from agent.domain.drafts import Finding, Findings, Severity, Written
from agent.domain.edits import EditBand
from agent.domain.offers import Offer
from agent.domain.voices import Example
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.reading import read
from drafting.lint import similarity
from drafting.pitch import texts_of

MOST = 3
_NEARNESS = 0.7
_CODE = "copied_example"
_SLOTS = {
    AnchorType.MONEY: "{money}",
    AnchorType.PERCENT: "{number}",
    AnchorType.MULTIPLE: "{number}",
    AnchorType.COUNT: "{number}",
    AnchorType.DURATION: "{number}",
    AnchorType.NUMBER: "{number}",
    AnchorType.ROUND: "{round}",
    AnchorType.DATE: "{date}",
    AnchorType.TITLE: "{title}",
    AnchorType.NAME: "{name}",
}
# Any day serves: what is masked does not hang on the day that dates are counted from.
_SOME_DAY = date(2020, 1, 1)
_BARE_NUMBER = re.compile(r"(?<![\w{])[$€£¥]?\d[\d.,]*(?:\w{0,2}%?)(?![\w}])|[\w.+-]+@[\w.-]+\w|https?://\S+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with slots for its facts, and the facts that were taken out."""

    text: str
    facts: tuple[str, ...]


def masked(text: str, names: Sequence[str] = (), ours: str = "") -> Masked:
    """`text` with a slot for every figure, date, title and name. `names` are the account's and the person's own, whole
    and short, which go wherever they stand; what stands in `ours`, the offer's words, stays."""
    facts: list[str] = []
    for name in sorted({name for name in names if len(name) > 2}, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        facts += pattern.findall(text)
        text = pattern.sub("{name}", text)
    said = ours.casefold()
    found = [a for a in read(text, _SOME_DAY).of(*_SLOTS) if a.raw.casefold() not in said and "{" not in a.raw]
    for anchor in reversed(_apart(found)):
        raw = anchor.raw.rstrip(" .,;:!?")
        facts.append(raw)
        text = text[: anchor.start] + _SLOTS[anchor.type] + text[anchor.start + len(raw) :]
    facts += [raw for raw in _BARE_NUMBER.findall(text) if raw.casefold() not in said]
    text = _BARE_NUMBER.sub(lambda m: m[0] if m[0].casefold() in said else "{number}", text)
    return Masked(text, tuple(dict.fromkeys(facts)))


def example_of(draft_id: str, written: Written, *, names: Sequence[str], ours: str) -> Example:
    """An approved text as a model may see it: nobody's name, nobody's figures."""
    subject = masked(written.subject, names, ours)
    said = [masked(sentence.text, names, ours) for sentence in written.sentences]
    facts = (*subject.facts, *(fact for one in said for fact in one.facts), *names)
    barred = tuple(dict.fromkeys(fact for fact in facts if len(fact) > 1))
    return Example(draft_id, subject.text, tuple(one.text for one in said), barred)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An example, and what it was approved for."""

    example: Example
    band: EditBand
    step: int
    signal_kind: str
    persona_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is about to be written."""

    step: int
    signal_kind: str
    persona_id: str
    owner_id: str


def choose(candidates: Iterable[Candidate], wanted: Wanted, *, most: int = MOST) -> tuple[Example, ...]:
    """At most three of the same step, near and unlike each other: maximal marginal relevance (Carbonell and Goldstein
    1998), 0.7 for nearness. Nearest: same signal, then persona and sender, then a light edit over none or a heavy."""
    left = [one for one in candidates if one.step == wanted.step]
    left = sorted(left, key=lambda one: -_near(one, wanted))[: 4 * most]
    picked: list[Candidate] = []
    while left and len(picked) < most:
        best = max(left, key=lambda one: _marginal(one, picked, wanted))
        picked.append(best)
        left.remove(best)
    return tuple(one.example for one in picked)


def _near(one: Candidate, wanted: Wanted) -> float:
    light = {EditBand.LIGHT: 0.15, EditBand.AS_IS: 0.05, EditBand.HEAVY: 0.0}[one.band]
    return (
        0.4 * (one.signal_kind == wanted.signal_kind)
        + 0.2 * (one.persona_id == wanted.persona_id)
        + 0.25 * (one.owner_id == wanted.owner_id)
        + light
    )


def _marginal(one: Candidate, picked: Sequence[Candidate], wanted: Wanted) -> float:
    alike = max((similarity(_text(one), _text(other)) for other in picked), default=0.0)
    return _NEARNESS * _near(one, wanted) - (1 - _NEARNESS) * alike


def _text(one: Candidate) -> str:
    return " ".join(one.example.sentences)


def leaks(written: Written, examples: Sequence[Example], known: str) -> list[Finding]:
    """A block for each name or figure of an example in `written` that `known`, all this draft may stand on, lacks."""
    stood = known.casefold()
    barred = {fact for one in examples for fact in one.barred if fact.casefold() not in stood}
    if not barred:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(barred, key=len, reverse=True)))})(?!\w)", re.I)
    texts = [(-1, written.subject), *enumerate(sentence.text for sentence in written.sentences)]
    return [
        Finding(_CODE, Severity.BLOCK, f"“{m[0]}” is another company's", i, m.start(), m.end(), source="guard")
        for i, text in texts
        for m in pattern.finditer(text)
    ]


def words_of_offer(offer: Offer) -> str:
    """All that we say of ourselves."""
    return " ".join([offer.seller, *texts_of(offer)])


def without_leaks(
    checked: Callable[[Written], Findings], examples: Sequence[Example], brief: Brief, contact: Contact, offer: Offer
) -> Callable[[Written], Findings]:
    """`checked`, and a block for what only an example can have told."""
    if not examples:
        return checked
    account = brief.account
    own = [account.name, *account.aliases, account.domain, contact.name, contact.title]
    known = " ".join([*own, words_of_offer(offer), *(piece.quote for piece in brief.evidence)])

    def check(written: Written) -> Findings:
        findings = checked(written)
        return replace(findings, findings=(*leaks(written, examples, known), *findings.findings))

    return check


def _apart(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Without those that reach into the one before."""
    inner = [b for a, b in pairwise(anchors) if b.start < a.end]
    return [anchor for anchor in anchors if anchor not in inner]
