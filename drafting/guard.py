"""The output guard: what may never stand in a draft's own words (drafting §3, I7). Part of stage 7 of 12.

Links, greeting, signature and opt-out are assembled by code, so any address in a sentence is an error by definition
(I10, L15). Unknown names are grounding's (I8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from agent.domain.drafts import Finding, Severity, Written
from drafting.anchors.words import words_of
from drafting.untrusted import scan

_TLD = (
    r"(?:com|net|org|io|ai|co|dev|app|info|biz|me|ly|gg|xyz|site|online|shop|cloud|tech|link|click|top|ru|cn|de|"
    r"fr|uk|eu|us|nl|es"
    r"|it|ch|at|ca|au|in|jp|br|tv|to|cc|example|test|invalid|onion)"
)
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "guard_email",
        "is an e-mail address",
        re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\)|＠)\s?[\w-]+(?:\.|\s?\[?\(?dot\)?\]?\s?)[\w.-]+", re.IGNORECASE),
    ),
    (
        "guard_url",
        "is a link; links are added by Firstlight only",
        re.compile(
            rf"\b(?:https?|hxxps?|ftp|file)\s?:\s?/|\bwww\s?\.|\b(?:javascript|data|vbscript|mailto|tel)\s?:\s?\S"
            rf"|//[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.{_TLD}\b(?:/\S*)?"
            rf"|\b[\w-]+\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\sdot\s)\s?{_TLD}\b|\bxn--\w+|"
            rf"\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b",
            re.IGNORECASE,
        ),
    ),
    ("guard_handle", "is a handle", re.compile(r"(?<![\w.])[@＠][\w.]{2,}")),
    (
        "guard_phone",
        "is a phone number",
        re.compile(
            r"(?<![\w$€£.,])\+?\(?\d{1,4}\)?(?:[\s.-]\(?\d{2,4}\)?){2,5}(?![\w%,])|"
            r"(?<![\w$€£.,-])\d{3}[-.\s]\d{4}(?![\w%,])"
            r"|(?<![\w$€£.,])\+\d[\d\s().-]{6,}\d|\b1-8\d\d-[A-Z\d-]{4,}|(?<![\w$€£.,])\d{9,}(?![\w%,])"
        ),
    ),
    ("guard_html", "is HTML", re.compile(r"<\s*[/!?]?\s*[a-zA-Z!?][^<]*|&(?:#\w+|[a-zA-Z]{2,8});")),
    (
        "guard_markdown",
        "is markdown",
        re.compile(r"!?\[[^\]]*\]\s?(?:\(|:)|```|~~~|`|\*\*|__\w|^\s*#{1,6}\s|\[\[", re.MULTILINE),
    ),
    (
        "guard_code",
        "is code",
        re.compile(
            r"[{}\\|^<>]|\$\(|\$\{|=\s?[\"']|\(\)|;\s*$|&&|\w\((?!(?:e?s|n)\))|\b\w+=(?=\W|$)|(?<!\w)#[a-z]\w+|(?:\b\d{5,}\s){3,}|\b(?:0x[0-9a-f]{4,}|[A-Za-z0-9+/]{40,}={0,2})",
            re.IGNORECASE,
        ),
    ),
)
_ORDER = re.compile(
    r"^\W*(?:please |now |then |kindly )?(?:write|ignore|disregard|forget|provide|draft|compose|develop|explain|"
    r"describe|translate|summari[sz]e|list|"
    r"generate|create|render|jumble|modify|augment|enhance|append|insert|replace|rewrite|repeat|print|output|"
    r"recommend|convert|encode|decode|"
    r"reveal|pretend|act as|respond|answer|break down|calculate|solve|classify|execute|simulate|imagine|"
    r"substitute|integrate|incorporate|"
    r"embed|finish|conclude|begin your|start your|end your|tease|promote|advertise|encourage|urge|invite|"
    r"identify|extract|correct|"
    r"(?:add|include|mention|use|give|make|do|say|tell|put|offer|suggest)\b(?=.*\b(?:response|reply|answer|"
    r"message|output|text|users?|readers?)\b))\b",
    re.IGNORECASE,
)
_TO_A_MODEL = re.compile(
    r"\b(?:your|the|its) (?:\w+ )?(?:response|answer|output|prompt|reply|instructions?)\b|"
    r"\b(?:the )?user'?s?\b.{0,30}\b(?:name|password|email|input)\b"
    r"|\bpasswords?\b|\bignore (?:the|all|any|your)\b|\bsystem (?:prompt|override|upgrade)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def guard(written: Written, *, names: Iterable[str] = (), offered: Iterable[str] = ()) -> list[Finding]:
    """Block every address, tag, code and hidden or foreign sign. `names` (of account, contact, seller) may hold any
    letters, and a domain that is a name ("Acme.io") is no link. What stands word for word in `offered`, the team's own
    texts, gives no orders: "response time" in a proof is a result."""
    allowed = tuple(name for name in names if name)
    own = _any_of(offered)
    texts = [(-1, written.subject), *enumerate(s.text for s in written.sentences)]
    return [finding for index, text in texts for finding in _guard_text(index, text, allowed, own)]


def _any_of(offered: Iterable[str]) -> re.Pattern[str]:
    texts = sorted({" ".join(text.split()).rstrip(".?! ") for text in offered}, key=len, reverse=True)
    return re.compile("|".join(re.escape(text) for text in texts if len(text.split()) > 1) or "(?!)", re.IGNORECASE)


def _guard_text(index: int, text: str, names: tuple[str, ...], own: re.Pattern[str]) -> list[Finding]:
    found: list[Finding] = []
    for code, words, pattern in _PATTERNS:
        for m in pattern.finditer(text):
            raw = m[0].strip()
            overlaps = any(f.start < m.end() and m.start() < f.end for f in found)
            if raw and not overlaps and not _is_named(raw, names) and not _is_harmless(code, raw, text, m):
                found.append(_finding(code, f"“{raw[:60]}” {words}", index, m.start(), m.end()))
    return [*found, *_signs(index, text, names, own)]


def _signs(index: int, text: str, names: tuple[str, ...], own: re.Pattern[str]) -> list[Finding]:
    found = []
    scanned = scan(text)
    if scanned.removed or _CONTROL.search(text):
        found.append(_finding("guard_hidden", "The text holds signs that cannot be seen", index, 0, len(text)))
    ours = own.sub("this", text)
    ordered = "instruction" in scanned.flags and (ours == text or "instruction" in scan(ours).flags)
    if ordered or (index >= 0 and (_ORDER.match(ours) or _TO_A_MODEL.search(ours))):
        found.append(_finding("guard_instruction", "This reads like an order to a model", index, 0, len(text)))
    if "mixed_script" in scanned.flags:
        found.append(_finding("guard_mixed_script", "A word mixes letters of two alphabets", index, 0, len(text)))
    for word in words_of(text) if not text.isascii() else ():
        if any(not _is_latin(c) for c in word.raw if c.isalpha()) and not _is_named(word.raw, names):
            found.append(_finding("guard_script", f"“{word.raw}” is in another alphabet", index, word.start, word.end))
            break
    return found


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))


def _is_named(raw: str, names: tuple[str, ...]) -> bool:
    wanted = raw.casefold().rstrip(".,/")
    return any(wanted == name.casefold() or wanted in name.casefold().split() for name in names)


def _is_harmless(code: str, raw: str, text: str, m: re.Match[str]) -> bool:
    """A sentence that lacks its space ("it.So") is no domain; years and dates are no phone numbers."""
    if code == "guard_url" and re.fullmatch(r"[a-z]+\.[A-Z][a-z]+", raw):
        return True
    if code == "guard_phone":
        return bool(re.fullmatch(r"(?:19|20)\d\d(?:[\s.-]\d{1,2}){2}|\d{1,2}[\s./-]\d{1,2}[\s./-](?:19|20)\d\d", raw))
    return False


def _finding(code: str, words: str, index: int, start: int, end: int) -> Finding:
    return Finding(code, Severity.BLOCK, words, index, start, end, source="guard")
