"""The output guard: what may never stand in a draft's own words (drafting §3, I7). Part of stage 7 of 12.

Links, greeting, signature and opt-out are assembled by code, so any address in a sentence is an error by definition
(I10, L15). Unknown names are grounding's (I8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from agent.domain.drafts import Finding, Severity, Written
from drafting.anchors.words import words_of
from drafting.asking import is_request
from drafting.untrusted import scan

_TLD = (
    r"(?:com|net|org|io|ai|co|dev|app|info|biz|me|ly|gg|xyz|site|online|shop|cloud|tech|link|click|top|ru|cn|de|"
    r"fr|uk|eu|us|nl|es"
    r"|it|ch|at|ca|au|in|jp|br|tv|to|cc|example|test|invalid|onion)"
)
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
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
            rf"|\b(?:{_DIGIT}[\s,.-]+){{4,}}{_DIGIT}\b"
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
            r"[{}\\|^<>]|\$\(|\$\{|=\s?[\"']|\(\)|;\s*$|&&|\w\((?!(?:e?s|n)\))|\b\w+=(?=\W|$)|(?<!\w)#[a-z]\w+|"
            r"(?:\b\d{5,}\s){3,}|(?<=\s)--?[a-z][\w-]*|\b(?:0x[0-9a-f]{4,}|[A-Za-z0-9+/]{40,}={0,2})|"
            r"[A-Za-z0-9+/]{6,}==?(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "guard_cipher",
        "is spelled to be read by a machine",
        re.compile(
            r"(?:(?<![\w&/])\w[ .·-]){4,}\w(?!\w)|(?:(?<!\S)[.\-–—_·]{1,6}(?:[ /]|$)){3,}"
            r"|(?:\b(?=[0-9a-f]*[a-f])[0-9a-f]{2} |\b\d[0-9a-f] ){4,}[0-9a-f]{2}\b",
            re.IGNORECASE,
        ),
    ),
)
# "5h1n1ng" and "g10b3x": figures in the place of letters. "B2B", "Q3", "3rd", "10k" and "24x7" are words.
_MIXED = re.compile(r"(?<![\w-])(?=\w*[A-Za-z])(?=\w*\d)\w{3,}(?![\w-])")
_PLAIN_MIX = re.compile(
    r"[A-Za-z]+\d+[a-z]?|\d[\d,.]*(?:st|nd|rd|th|s|x|k|m|mm|mn|bn|b|am|pm|h|hr|hrs|min|mins|d|w|y|yr|kg|km|cm|gb|tb|mb|"
    r"ms|px|pt|g|w|kw|mw|gw|kwh|mwh|p|fps|hz|ghz|v|a|d\w*)|\d+x\d+|[A-Za-z]2[A-Za-z]|\d{1,2}[A-Z][a-z]+|"
    r"\d?[HQ]\d{1,4}|Q[1-4]\w{0,4}"
    r"|FY\d+",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:(?:charged|convicted|indicted|accused|guilty|arrested|sued|fined|jailed|sentenced|prosecuted)\b(?: \w+)? "
    r"(?:with|of|for|by|over)|cook(?:s|ed|ing)? (?:the|your|their|its) books|(?:is|are|was|were|went|go|goes|going) "
    r"(?:insolvent|bankrupt|broke|corrupt|crooked|criminals?|frauds?|liars?|thieves|racist|sexist)|scam(?:s|med|"
    r"mers?)?|"
    r"swindl\w+|embezzl\w+|brib(?:e|es|ed|ery|ing)|defraud\w*|launder(?:s|ed|ing) money|money laundering|ponzi|"
    r"sham|criminal (?:charges?|investigation)|under investigation|class action)\b",
    re.IGNORECASE,
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
    r"|\b(?:I|we|the (?:author|writer|sender|model|assistant)) (?:was|were|am|are|have been|had been) "
    r"(?:told|instructed|ordered) (?:not )?to\b"
    r"|\bpasswords?\b|\bignore (?:the|all|any|your)\b|\bsystem (?:prompt|override|upgrade)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[^\x00-\xff]")
_SIGN_CATEGORIES = frozenset({"So", "Sk", "Sm", "Co", "Cn"})
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def guard(
    written: Written, *, names: Iterable[str] = (), offered: Iterable[str] = (), terms: Iterable[str] = ()
) -> list[Finding]:
    """Block every address, tag, code and hidden or foreign sign. `names` (of account, contact, seller) may hold any
    letters, and a domain that is a name ("Acme.io") is no link. What stands word for word in `offered`, the team's own
    texts, gives no orders: "response time" in a proof is a result. `terms` are the values of facts, which may mix
    letters and figures ("k8s")."""
    allowed = tuple(name for name in names if name)
    own = _any_of(tuple(offered))
    known = frozenset(word for text in (*allowed, *offered, *terms) for word in _MIXED.findall(text.casefold()))
    texts = [(-1, written.subject), *enumerate(s.text for s in written.sentences)]
    return [finding for index, text in texts for finding in _guard_text(index, text, allowed, own, known)]


@lru_cache(maxsize=64)
def _any_of(offered: tuple[str, ...]) -> re.Pattern[str]:
    texts = sorted({" ".join(text.split()).rstrip(".?! ") for text in offered}, key=len, reverse=True)
    return re.compile("|".join(re.escape(text) for text in texts if len(text.split()) > 1) or "(?!)", re.IGNORECASE)


def _guard_text(
    index: int, text: str, names: tuple[str, ...], own: re.Pattern[str], known: frozenset[str]
) -> list[Finding]:
    found: list[Finding] = []
    for code, words, pattern in _PATTERNS:
        for m in pattern.finditer(text):
            raw = m[0].strip()
            overlaps = any(f.start < m.end() and m.start() < f.end for f in found)
            if raw and not overlaps and not _is_named(raw, names) and not _is_harmless(code, raw, text, m):
                found.append(_finding(code, f"“{raw[:60]}” {words}", index, m.start(), m.end()))
    return [*found, *_signs(index, text, names, own), *_odd_words(index, text, own, known)]


_PASSWORD = re.compile(r"\bpasswords?\b", re.IGNORECASE)


# The "answer set" or "response plan" that the team offers.
_COMPOUND = re.compile(r"\b((?:response|answer|output|prompt|reply|instructions?) \w+)", re.IGNORECASE)


def _signs(index: int, text: str, names: tuple[str, ...], own: re.Pattern[str]) -> list[Finding]:
    found = []
    scanned = scan(text)
    if scanned.removed or _CONTROL.search(text):
        found.append(_finding("guard_hidden", "The text holds signs that cannot be seen", index, 0, len(text)))
    ours = own.sub("this", text)
    if "password" in own.pattern.casefold():  # the team's own trade
        ours = _PASSWORD.sub("this", ours)
    ours = _COMPOUND.sub(lambda m: "this" if re.escape(m[1]).casefold() in own.pattern.casefold() else m[0], ours)
    ordered = "instruction" in scanned.flags and (ours == text or "instruction" in scan(ours).flags)
    if ordered or (index >= 0 and (_ORDER.match(ours) or _TO_A_MODEL.search(ours))):
        found.append(_finding("guard_instruction", "This reads like an order to a model", index, 0, len(text)))
    if is_request(text) and (index < 0 or not text.rstrip().endswith(("?", '?"', "?”"))):
        found.append(_finding("guard_request", "This asks for something and does not say so", index, 0, len(text)))
    if "mixed_script" in scanned.flags:
        found.append(_finding("guard_mixed_script", "A word mixes letters of two alphabets", index, 0, len(text)))
    for word in words_of(text) if not text.isascii() else ():
        if any(not _is_latin(c) for c in word.raw if c.isalpha()) and not _is_named(word.raw, names):
            found.append(_finding("guard_script", f"“{word.raw}” is in another alphabet", index, word.start, word.end))
            break
    return found


def _odd_words(index: int, text: str, own: re.Pattern[str], known: frozenset[str]) -> list[Finding]:
    """Words spelled with figures, accusations, and signs in the place of words."""
    ours = [m.span() for m in own.finditer(text)]
    found = [
        ("guard_cipher", "mixes letters and figures", m)
        for m in _MIXED.finditer(text)
        if not _PLAIN_MIX.fullmatch(m[0]) and m[0].casefold() not in known
    ]
    found += [("guard_accusation", "accuses somebody", m) for m in _ACCUSES.finditer(text)]
    signs = [m for m in _SIGN.finditer(text) if unicodedata.category(m[0]) in _SIGN_CATEGORIES]
    if len(signs) > 1 or (signs and not words_of(text)):
        found.append(("guard_signs", "is a sign in the place of words", signs[0]))
    return [
        _finding(code, f"“{m[0]}” {words}", index, m.start(), m.end())
        for code, words, m in found
        if not any(start <= m.start() and m.end() <= end for start, end in ours)
    ]


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
