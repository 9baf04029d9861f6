"""Lint: whether a draft reads like mail that gets answered (drafting §1.2, L01–L26). Part of stage 7 of 12.

Links (L15) are the guard's; what is alike at one account (L20) is `lint_alike`.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from agent.domain.drafts import Finding, Role, Severity
from agent.domain.offers import Offer
from drafting.anchors.anchor import AnchorType
from drafting.anchors.reading import read
from drafting.anchors.words import words_of
from drafting.language import language_of
from drafting.lint_alike import l20, similarity
from drafting.lint_desk import SUBJECT, Desk, Rule, band
from drafting.lint_subject import l04, l05, l06
from drafting.lint_words import l13, l14, l16, l17, l19, l25
from drafting.readability import grade

__all__ = ["lint", "lint_whole", "similarity"]


def lint_whole(desk: Desk) -> list[Finding]:
    """L18 and L26, before grounding: a draft with a hole in it is not worth reading further."""
    return [*_l18(desk), *_l26(desk)]


def lint(desk: Desk) -> list[Finding]:
    """Every other rule that holds at this step of the sequence (first touch, or follow-up: DESIGN §7)."""
    rules = _ALWAYS + (_FIRST_TOUCH if desk.step == 1 else _FOLLOW_UP)
    return [found for rule in rules for found in rule(desk)]


def _l01(desk: Desk) -> list[Finding]:
    return band(desk, "L01", sum(len(text.split()) for text in desk.texts))


def _l02(desk: Desk) -> list[Finding]:
    return band(desk, "L02", len(desk.texts))


def _l03(desk: Desk) -> list[Finding]:
    if not desk.texts:
        return []
    longest = max(range(len(desk.texts)), key=lambda i: len(desk.texts[i].split()))
    return band(desk, "L03", len(desk.texts[longest].split()), longest)


def _l07(desk: Desk) -> list[Finding]:
    return band(desk, "L07", round(grade(desk.texts), 1))


def _l08(desk: Desk) -> list[Finding]:
    return band(desk, "L08", sum(text.count("?") for text in desk.texts))


def _l09(desk: Desk) -> list[Finding]:
    asks = [i for i, s in enumerate(desk.written.sentences) if s.role is Role.CTA]
    if len(asks) != 1:
        where = asks[1] if len(asks) > 1 else None
        return [Finding("L09", Severity.BLOCK, f"{len(asks)} calls to action instead of one", where)]
    if asks[0] != len(desk.texts) - 1:
        return [Finding("L09", Severity.WARN, "The call to action is not the last sentence", asks[0])]
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
            found.append(Finding("L10", Severity.BLOCK, words, i, meeting.start(), meeting.end()))
        elif problem:
            words = f"“{problem[0]}” asks about a problem; offer something instead"
            found.append(Finding("L10", Severity.WARN, words, i, problem.start(), problem.end()))
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
        return [Finding("L11", Severity.BLOCK, "There is no sentence")]
    prospect = {s.id for s in desk.context.prospect}
    found = []
    if not prospect.intersection(desk.stands_on[0]):
        found.append(Finding("L11", Severity.BLOCK, "The first sentence stands on no evidence of the account", 0))
    weak = _WEAK_OPENING.match(desk.texts[0])
    if weak:
        severity = Severity.WARN if _SEEN.match(desk.texts[0]) else Severity.BLOCK
        if weak[0].casefold().startswith("congrat") and prospect.intersection(desk.stands_on[0]):
            severity = Severity.WARN
        found.append(Finding("L11", severity, f"It begins with “{weak[0]}” instead of them", 0, 0, weak.end()))
    return found


def _l12(desk: Desk) -> list[Finding]:
    words = [w.folded for text in desk.texts for w in words_of(text)]
    theirs = sum(w in {"you", "your", "you're", "yours"} for w in words)
    ours = sum(w in {"i", "we", "our", "my", "us", "we're", "i'm"} for w in words)
    return band(desk, "L12", theirs / (theirs + ours)) if theirs + ours else []


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
    return [Finding("L21", Severity.WARN, "Without its first sentence this mail could go to anyone")]


def _l23(desk: Desk) -> list[Finding]:
    found = band(desk, "L23", len(desk.texts))
    if any(s.role is Role.BUMP for s in desk.written.sentences) and len(desk.texts) > 1:
        found.append(Finding("L23", Severity.WARN, f"A bump is one sentence, this is {len(desk.texts)}"))
    past = [s.text.casefold() for written in desk.earlier for s in written.sentences]
    for i, text in enumerate(desk.texts):
        if any(fuzz.ratio(text.casefold(), other) >= desk.rules.repeat_ratio for other in past):
            found.append(Finding("L23", Severity.BLOCK, "An earlier mail said this already", i, 0, len(text)))
    return found


def _l23_asks(desk: Desk) -> list[Finding]:
    asks = [i for i, s in enumerate(desk.written.sentences) if s.role is Role.CTA]
    if len(asks) <= 1:
        return []
    return [Finding("L09", Severity.BLOCK, f"{len(asks)} calls to action instead of one", asks[1])]


def _l24(desk: Desk) -> list[Finding]:
    wanted = (desk.contact.language if desk.contact and desk.contact.language else desk.account.language) or "en"
    wanted = wanted.split("-")[0].lower()
    whole = language_of(" ".join(desk.texts))
    if whole not in {None, wanted}:
        return [Finding("L24", Severity.BLOCK, f"Written in “{whole}”, but they read “{wanted}”")]
    odd = [(i, code) for i, text in enumerate(desk.texts) if (code := language_of(text)) not in {None, wanted}]
    return [Finding("L24", Severity.BLOCK, f"Written in “{code}”, but they read “{wanted}”", i) for i, code in odd]


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
        Finding("L18", Severity.BLOCK, f"“{m[0]}” looks like an unfilled slot", i, m.start(), m.end())
        for i, text in texts
        for m in _SLOT.finditer(text)
    ]


_TWO = re.compile(r"(\w+)[.?!][\"”’)]?\s+(?=[A-Z\"“])")
_ABBREVIATIONS = frozenset(["inc", "ltd", "corp", "co", "mr", "mrs", "ms", "dr", "st", "no", "vs", "jr", "sr"])
_ENDS = re.compile(r"[.?!][\"”’')]?$")


def _l26(desk: Desk) -> list[Finding]:
    found = []
    for i, text in enumerate(desk.texts):
        stripped = text.rstrip()
        if not _ENDS.search(stripped):
            cut = " and looks cut off" if len(stripped) >= desk.rules.longest_sentence_chars else ""
            found.append(Finding("L26", Severity.BLOCK, f"The sentence does not end{cut}", i, 0, len(text)))
        elif two := _second_sentence(stripped):
            found.append(Finding("L26", Severity.BLOCK, "Two sentences stand in one", i, two.start(), len(stripped)))
        elif stripped.endswith(("...", "…")):
            found.append(Finding("L26", Severity.BLOCK, "The sentence trails off", i, len(stripped) - 1, len(stripped)))
    return found


def _second_sentence(text: str) -> re.Match[str] | None:
    """Where a second sentence begins; after an abbreviation or an initial none does."""
    ends = (m for m in _TWO.finditer(text) if len(m[1]) > 1 and m[1].casefold() not in _ABBREVIATIONS)
    return next(ends, None)


_ALWAYS: tuple[Rule, ...] = (_l03, _l12, l13, l14, l16, l17, l19, l20, _l24, l25)
_FIRST_TOUCH: tuple[Rule, ...] = (_l01, _l02, l04, l05, l06, _l07, _l08, _l09, _l10, _l11, _l21)
_FOLLOW_UP: tuple[Rule, ...] = (_l23, _l23_asks)
