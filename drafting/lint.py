"""Lint: whether a draft reads like mail that gets answered (drafting §1.2, L01–L26). Part of stage 7 of 12.

Links (L15) are the guard's; self-similarity over a sender's drafts (L20) is `similarity`, for whoever holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Finding, Role, Severity, Written
from agent.domain.offers import Offer
from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.names import GENERIC
from drafting.anchors.reading import read
from drafting.anchors.words import words_of
from drafting.language import language_of
from drafting.lint_rules import LintRules
from drafting.readability import grade

SUBJECT = -1


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a rule may look at. `stands_on` are each sentence's evidence ids as grounding corrected them."""

    written: Written
    context: Context
    offer: Offer
    account: Account
    contact: Contact | None
    step: int
    earlier: Sequence[Written]
    rules: LintRules
    stands_on: Sequence[tuple[str, ...]]

    @property
    def texts(self) -> list[str]:
        return [s.text for s in self.written.sentences]

    @property
    def offered(self) -> str:
        return " ".join(s.text for s in self.context.seller).casefold()


Rule = Callable[[Desk], list[Finding]]


def lint_whole(desk: Desk) -> list[Finding]:
    """L18 and L26, before grounding: a draft with a hole in it is not worth reading further."""
    return [*_l18(desk), *_l26(desk)]


def lint(desk: Desk) -> list[Finding]:
    """Every other rule that holds at this step of the sequence (first touch, or follow-up: DESIGN §7)."""
    rules = _ALWAYS + (_FIRST_TOUCH if desk.step == 1 else _FOLLOW_UP)
    return [finding for rule in rules for finding in rule(desk)]


def similarity(one: str, other: str) -> float:
    """Jaccard of word trigrams (L20), 0 to 1; mask the facts first to compare the wording only."""
    first, second = _trigrams(one), _trigrams(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _trigrams(text: str) -> set[tuple[str, ...]]:
    words = [w.folded for w in words_of(text)]
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def _finding(
    code: str, severity: Severity, words: str, sentence: int | None = None, start: int = 0, end: int = 0
) -> Finding:
    return Finding(code, severity, words, sentence, start, end)


def _band(desk: Desk, code: str, measured: float, sentence: int | None = None, key: str = "") -> list[Finding]:
    band = desk.rules.bands.get(key or code)
    severity = band.judge(measured) if band else None
    if band is None or severity is None:
        return []
    number = f"{measured:.2g}" if measured < 1 else f"{measured:.0f}"
    return [_finding(code, severity, f"{number} {band.what}", sentence)]


def _phrases(desk: Desk, key: str, code: str, severity: Severity, words: str) -> list[Finding]:
    pattern = desk.rules.phrases.get(key)
    if pattern is None:
        return []
    return [
        _finding(code, severity, f"“{m[0]}” {words}", i, m.start(), m.end())
        for i, text in enumerate(desk.texts)
        for m in pattern.finditer(text)
    ]


def _l01(desk: Desk) -> list[Finding]:
    return _band(desk, "L01", sum(len(text.split()) for text in desk.texts))


def _l02(desk: Desk) -> list[Finding]:
    return _band(desk, "L02", len(desk.texts))


def _l03(desk: Desk) -> list[Finding]:
    if not desk.texts:
        return []
    longest = max(range(len(desk.texts)), key=lambda i: len(desk.texts[i].split()))
    return _band(desk, "L03", len(desk.texts[longest].split()), longest)


def _l04(desk: Desk) -> list[Finding]:
    subject = desk.written.subject.strip()
    if not subject:
        return [_finding("L04", Severity.BLOCK, "The subject is empty", SUBJECT)]
    return [
        *_band(desk, "L04", len(subject.split()), SUBJECT, "L04_words"),
        *_band(desk, "L04", len(subject), SUBJECT, "L04_chars"),
    ]


def _l05(desk: Desk) -> list[Finding]:
    subject = desk.written.subject
    known = " ".join(s.text for s in (*desk.context.prospect, *desk.context.free, *desk.context.seller))
    stood = {w.raw for w in words_of(known)}
    words = [w for w in words_of(subject) if w.raw[0].isalpha()]
    shouted = [w for w in words if w.raw.isupper() and len(w.raw) > 3 and w.raw not in stood]
    found = [_finding("L05", Severity.BLOCK, f"“{w.raw}” is in capitals", SUBJECT, w.start, w.end) for w in shouted]
    rounds = [w.raw for w in words if re.fullmatch(r"Series|[A-K]", w.raw)]
    plain = [w for w in words if w.raw not in stood and w.folded not in GENERIC and w.raw not in rounds]
    if len(plain) > 1 and all(w.raw[0].isupper() for w in plain) and not shouted:
        found.append(_finding("L05", Severity.WARN, "The subject is in Title Case; lower case reads better", SUBJECT))
    return found


_FAKE_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg|antw|sv|tr)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")


def _l06(desk: Desk) -> list[Finding]:
    subject = desk.written.subject
    found = []
    if _FAKE_REPLY.match(subject):
        found.append(_finding("L06", Severity.BLOCK, "The subject pretends to be a reply", SUBJECT, 0, len(subject)))
    urgency = desk.rules.phrases["L06_urgency"].search(subject)
    if urgency:
        words = f"“{urgency[0]}” is false urgency"
        found.append(_finding("L06", Severity.BLOCK, words, SUBJECT, urgency.start(), urgency.end()))
    first_name = re.escape(desk.contact.first_name) if desk.contact and desk.contact.first_name else "(?!)"
    lowering = rf"\bAI\b|\d|!|{_EMOJI.pattern}|(?i:\b{first_name}\b)"
    return found + [
        _finding("L06", Severity.WARN, f"“{m[0]}” in a subject costs replies", SUBJECT, m.start(), m.end())
        for m in re.finditer(lowering, subject)
    ]


def _l07(desk: Desk) -> list[Finding]:
    return _band(desk, "L07", round(grade(desk.texts), 1))


def _l08(desk: Desk) -> list[Finding]:
    return _band(desk, "L08", sum(text.count("?") for text in desk.texts))


def _l09(desk: Desk) -> list[Finding]:
    asks = [i for i, s in enumerate(desk.written.sentences) if s.role is Role.CTA]
    if len(asks) != 1:
        where = asks[1] if len(asks) > 1 else None
        return [_finding("L09", Severity.BLOCK, f"{len(asks)} calls to action instead of one", where)]
    if asks[0] != len(desk.texts) - 1:
        return [_finding("L09", Severity.WARN, "The call to action is not the last sentence", asks[0])]
    return []


def _l10(desk: Desk) -> list[Finding]:
    found = []
    for i, sentence in enumerate(desk.written.sentences):
        if sentence.role is not Role.CTA:
            continue
        meeting = desk.rules.phrases["L10_meeting"].search(_without_assets(sentence.text, desk.offer))
        problem = desk.rules.phrases["L10_problem"].search(sentence.text)
        if meeting and not desk.rules.allow_meeting_ask:
            words = f"“{meeting[0]}” asks for a meeting in the first mail"
            found.append(_finding("L10", Severity.BLOCK, words, i, meeting.start(), meeting.end()))
        elif problem:
            words = f"“{problem[0]}” asks about a problem; offer something instead"
            found.append(_finding("L10", Severity.WARN, words, i, problem.start(), problem.end()))
    return found


def _without_assets(text: str, offer: Offer) -> str:
    """The text with the names of what we offer struck out, length kept: a "close calendar" asks for no meeting."""
    for asset in (cta.asset for cta in offer.ctas if cta.asset):
        text = re.sub(re.escape(asset), lambda m: "_" * len(m[0]), text, flags=re.IGNORECASE)
    return text


_WEAK_OPENING = re.compile(
    r"^(?:my name is|i hope|hope|i am|i'm|i work|we are|we're|we|our|congrats|congratulations|i)\b", re.IGNORECASE
)
_SEEN = re.compile(r"^i (?:saw|noticed|read|see|came across|spotted)\b", re.IGNORECASE)


def _l11(desk: Desk) -> list[Finding]:
    if not desk.texts:
        return [_finding("L11", Severity.BLOCK, "There is no sentence")]
    prospect = {s.id for s in desk.context.prospect}
    found = []
    if not prospect.intersection(desk.stands_on[0]):
        found.append(_finding("L11", Severity.BLOCK, "The first sentence stands on no evidence of the account", 0))
    weak = _WEAK_OPENING.match(desk.texts[0])
    if weak:
        severity = Severity.WARN if _SEEN.match(desk.texts[0]) else Severity.BLOCK
        if weak[0].casefold().startswith("congrat") and prospect.intersection(desk.stands_on[0]):
            severity = Severity.WARN
        found.append(_finding("L11", severity, f"It begins with “{weak[0]}” instead of them", 0, 0, weak.end()))
    return found


def _l12(desk: Desk) -> list[Finding]:
    words = [w.folded for text in desk.texts for w in words_of(text)]
    theirs = sum(w in {"you", "your", "you're", "yours"} for w in words)
    ours = sum(w in {"i", "we", "our", "my", "us", "we're", "i'm"} for w in words)
    return _band(desk, "L12", theirs / (theirs + ours)) if theirs + ours else []


def _l13(desk: Desk) -> list[Finding]:
    return [
        *_phrases(desk, "L13_hard", "L13", Severity.BLOCK, "is a worn-out phrase"),
        *_phrases(desk, "L13_soft", "L13", Severity.WARN, "is a worn phrase"),
    ]


def _l14(desk: Desk) -> list[Finding]:
    found = _phrases(desk, "L14", "L14", Severity.WARN, "is a buzzword")
    said = desk.offered + " " + " ".join(s.text for s in desk.context.prospect).casefold()
    kept = [f for f in found if _spanned(desk, f).casefold() not in said and not _in_own_name(desk, f)]
    return _counted(desk, "L14", kept)


def _in_own_name(desk: Desk, finding: Finding) -> bool:
    """Whether the word is a part of what the account calls itself ("Cinder AI")."""
    text = desk.texts[finding.sentence or 0]
    spans = [m.span() for name in desk.context.account_names for m in re.finditer(re.escape(name), text, re.IGNORECASE)]
    return any(start <= finding.start and finding.end <= end for start, end in spans)


def _l16(desk: Desk) -> list[Finding]:
    return _counted(desk, "L16", _phrases(desk, "L16", "L16", Severity.WARN, "flatters"))


def _counted(desk: Desk, key: str, found: list[Finding]) -> list[Finding]:
    severity = desk.rules.bands[key].judge(len(found))
    if severity is None:
        return []
    return [Finding(f.code, severity, f.message, f.sentence, f.start, f.end) for f in found]


def _spanned(desk: Desk, finding: Finding) -> str:
    return desk.texts[finding.sentence or 0][finding.start : finding.end]


def _l17(desk: Desk) -> list[Finding]:
    return _phrases(desk, "L17", "L17", Severity.BLOCK, "is private")


_SLOT = re.compile(
    r"\{\{.*?\}?\}|\{%.*?%?\}|\{\w*\}|\[[A-Z][\w ]{0,30}\]|\[(?:your|first|last|company|name)[\w ]*\]|"
    r"<[A-Z][\w ]*>|\$\{\w+\}|%\w+%"
    r"|\bNone\b(?=[ .,]|$)(?! of\b)|\bnan\b|\bNaN\b|\bN/A\b|\bnull\b|\bundefined\b|\bTBD\b|\bXXX+\b|\b[Ll]orem\b|"
    r"  +| [,.;:?!](?!\w)|,\s*[,.?!]|\(\s*\)"
    r"|\.\.(?!\.)\.?$"
)


def _l18(desk: Desk) -> list[Finding]:
    texts = [(SUBJECT, desk.written.subject), *enumerate(desk.texts)]
    return [
        _finding("L18", Severity.BLOCK, f"“{m[0]}” looks like an unfilled slot", i, m.start(), m.end())
        for i, text in texts
        for m in _SLOT.finditer(text)
    ]


_TYPOGRAPHY = re.compile(rf"—|;|^\s*[-*•]\s|•|\*\w|{_EMOJI.pattern}", re.MULTILINE)


def _l19(desk: Desk) -> list[Finding]:
    return [
        _finding("L19", Severity.WARN, f"“{m[0].strip()}” does not belong in a short mail", i, m.start(), m.end())
        for i, text in enumerate(desk.texts)
        for m in _TYPOGRAPHY.finditer(text)
    ]


_POINTS_BACK = re.compile(r"\b(?:that|those|this|these|such)\b", re.IGNORECASE)


def _l21(desk: Desk) -> list[Finding]:
    """The swap test: without its opener the mail must still speak of this account or of what set it off."""
    if len(desk.texts) < 2 or not desk.context.prospect:
        return []
    trigger = {a.unit for s in desk.context.prospect for a in s.reading.of(AnchorType.EVENT)}
    for text in desk.texts[1:]:
        reading = read(text, desk.context.as_of, desk.context.lower_case)
        named = any(desk.context.is_account(a.raw) for a in reading.of(AnchorType.NAME))
        told = any(a.unit in trigger for a in reading.of(AnchorType.EVENT))
        if named or told or _POINTS_BACK.search(text):
            return []
    return [_finding("L21", Severity.WARN, "Without its first sentence this mail could go to anyone")]


def _l23(desk: Desk) -> list[Finding]:
    found = _band(desk, "L23", len(desk.texts))
    if any(s.role is Role.BUMP for s in desk.written.sentences) and len(desk.texts) > 1:
        found.append(_finding("L23", Severity.WARN, f"A bump is one sentence, this is {len(desk.texts)}"))
    past = [s.text.casefold() for written in desk.earlier for s in written.sentences]
    for i, text in enumerate(desk.texts):
        if any(fuzz.ratio(text.casefold(), other) >= desk.rules.repeat_ratio for other in past):
            found.append(_finding("L23", Severity.BLOCK, "An earlier mail said this already", i, 0, len(text)))
    return found


def _l23_asks(desk: Desk) -> list[Finding]:
    asks = [i for i, s in enumerate(desk.written.sentences) if s.role is Role.CTA]
    if len(asks) <= 1:
        return []
    return [_finding("L09", Severity.BLOCK, f"{len(asks)} calls to action instead of one", asks[1])]


def _l24(desk: Desk) -> list[Finding]:
    wanted = (desk.contact.language if desk.contact and desk.contact.language else desk.account.language) or "en"
    wanted = wanted.split("-")[0].lower()
    whole = language_of(" ".join(desk.texts))
    if whole not in {None, wanted}:
        return [_finding("L24", Severity.BLOCK, f"Written in “{whole}”, but they read “{wanted}”")]
    odd = [(i, code) for i, text in enumerate(desk.texts) if (code := language_of(text)) not in {None, wanted}]
    return [_finding("L24", Severity.BLOCK, f"Written in “{code}”, but they read “{wanted}”", i) for i, code in odd]


def _l25(desk: Desk) -> list[Finding]:
    found = _phrases(desk, "L25", "L25", Severity.BLOCK, "is not in the offer")
    cited = {i: set(ids) for i, ids in enumerate(desk.stands_on)}
    kept = []
    for finding in found:
        raw = _spanned(desk, finding).casefold()
        own = [s for s in desk.context.prospect if s.id in cited.get(finding.sentence or 0, set())]
        if raw not in desk.offered and not any(raw in s.text.casefold() for s in own):
            kept.append(finding)
    return [*kept, *_never(desk)]


def _never(desk: Desk) -> list[Finding]:
    found = []
    for phrase in desk.offer.never:
        for i, text in enumerate(desk.texts):
            at = text.casefold().find(phrase.casefold())
            if phrase and at >= 0:
                words = f"“{phrase}” is on your never list"
                found.append(_finding("L25", Severity.BLOCK, words, i, at, at + len(phrase)))
    return found


_TWO = re.compile(r"(\w+)[.?!][\"”’)]?\s+(?=[A-Z\"“])")
_ABBREVIATIONS = frozenset(["inc", "ltd", "corp", "co", "mr", "mrs", "ms", "dr", "st", "no", "vs", "jr", "sr"])
_ENDS = re.compile(r"[.?!][\"”’')]?$")


def _l26(desk: Desk) -> list[Finding]:
    found = []
    for i, text in enumerate(desk.texts):
        stripped = text.rstrip()
        if not _ENDS.search(stripped):
            cut = " and looks cut off" if len(stripped) >= desk.rules.longest_sentence_chars else ""
            found.append(_finding("L26", Severity.BLOCK, f"The sentence does not end{cut}", i, 0, len(text)))
        elif two := _second_sentence(stripped):
            found.append(_finding("L26", Severity.BLOCK, "Two sentences stand in one", i, two.start(), len(stripped)))
        elif stripped.endswith(("...", "…")):
            found.append(
                _finding("L26", Severity.BLOCK, "The sentence trails off", i, len(stripped) - 1, len(stripped))
            )
    return found


def _second_sentence(text: str) -> re.Match[str] | None:
    """Where a second sentence begins; after an abbreviation or an initial none does."""
    ends = (m for m in _TWO.finditer(text) if len(m[1]) > 1 and m[1].casefold() not in _ABBREVIATIONS)
    return next(ends, None)


_ALWAYS: tuple[Rule, ...] = (_l03, _l12, _l13, _l14, _l16, _l17, _l19, _l24, _l25)
_FIRST_TOUCH: tuple[Rule, ...] = (_l01, _l02, _l04, _l05, _l06, _l07, _l08, _l09, _l10, _l11, _l21)
_FOLLOW_UP: tuple[Rule, ...] = (_l23, _l23_asks)
