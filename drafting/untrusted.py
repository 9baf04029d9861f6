"""Text from the web before it may be shown to a model or quoted: what is hidden, and what gives orders (drafting §3).

What a reader of a page cannot see was left out when it was fetched (`signals.pages.visible_text`).

The detector is a bonus, never the boundary: what it misses, `drafting.check` still keeps out of an approvable draft.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass

INSTRUCTION = "instruction"
HIDDEN_TEXT = "hidden_text"
MIXED_SCRIPT = "mixed_script"
QUARANTINE = frozenset({INSTRUCTION, HIDDEN_TEXT, MIXED_SCRIPT})
INTERNAL_ONLY = "internal_only"
WITHHELD = QUARANTINE | {INTERNAL_ONLY}
"""Flags of evidence that no drafter sees: what gives orders, and what its licence keeps inside (signals §1.8)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`clean` is what may be read on; `flags` say what was found; any of them in QUARANTINE keeps it from drafters."""

    clean: str
    flags: frozenset[str] = frozenset()
    removed: int = 0

    @property
    def quarantined(self) -> bool:
        return bool(self.flags & QUARANTINE)


_TAGS = re.compile("[\U000e0000-\U000e0fff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
# Sales agents, executive assistants and role models are people: a model is called by what only models are called.
_MODEL = (
    r"(?:(?:ai|a\.i\.|llm|(?:large )?language model|chat ?bot|chatgpt|gpt(?:-\d)?|claude|gemini|copilot|"
    r"virtual assistant)s?(?: (?:assistant|agent|model|system|bot|tool|writer|summari[sz]er)s?)?)"
)
_ORDERS = [
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|do not follow|don't follow|stop following)\b[^.\n]{0,40}"
    r"\b(?:previous|prior|above|earlier|preceding|all|any|your|these|those|the)\b[^.\n]{0,30}"
    r"\b(?:instruction|prompt|rule|direction|guideline|message|context|task|policy|policies|training|restriction)s?\b",
    r"\b(?:system|developer|initial|hidden|original) (?:prompt|message|instructions?)\b",
    rf"\byou are (?:(?:now|no longer) (?:an?|the|in|dan|bound|restricted|{_MODEL})\b(?! part\b)|(?:going to be |now )?"
    rf"(?:an? )?(?:(?:helpful |unrestricted |evil |uncensored )+(?:assistant|{_MODEL})\b|dan\b))",
    rf"\b(?:act|behave|respond|reply|answer|pretend|roleplay) (?:as|like) (?:if you|though you|an? (?:\w+ )?(?:"
    rf"{_MODEL}|unrestricted|uncensored|pirate)\b)",
    rf"\bas an? (?:\w+ )?{_MODEL}\b[^.\n]{{0,20}}\b(?:you|i|we|must|should|please)\b",
    rf"\b(?:note|message|instructions?|attention|dear|hey|hello|important)\b[^.\n]{{0,20}}\b{_MODEL}s?\b\s*[:,!]",
    r"^\s*(?:assistant|system|user|human)\s*:",
    r"<\|[^|>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|<\s*/?(?:system|assistant|instructions?)\s*>|###\s*(?:system|"
    r"instruction|response)",
    r"\bnew (?:instructions?|task|orders?|rules?)\b\s*[:.]",
    r"\b(?:reveal|print|repeat|output|leak|disclose|summari[sz]e|(?:show|send|translate|tell|give)(?= (?:me|us|them|"
    r"your|the|all|any|every)\b))\b[^.\n]{0,30}"
    r"\b(?:prompt|instructions?|api key|password|secret|credentials|confidential|conversation)\b",
    r"\b(?:dan mode|developer mode) (?:enabled|on|activated)\b",
    r"\bif you(?:'re| are) an? (?:\w+ )?" + _MODEL + r"\b",
]
# What a model is told to answer with, applicants are told too: "include your salary expectations in your message".
_REQUESTS = [
    r"\b(?:write|include|insert|add|append|say|mention|recommend|link|end|begin|start|put|embed|place|print|output|"
    r"reply|respond|answer)\b[^.\n]{0,50}\b(?:in|to|into|with|at|of)\b[^.\n]{0,15}\b(?:your|the|this|every|each|any) "
    r"(?:\w+ )?(?:answer|reply|response|output|e-?mail|message|draft|summary|text|mail|letter)s?\b",
    r"\b(?:your|the) (?:\w+ )?(?:answer|reply|response|output|draft|summary|e-?mail) "
    r"(?:must|should|shall|has to|needs to|will)\b",
    r"\b(?:when|before|after|while) (?:you )?"
    r"(?:answering|responding|replying|summari[sz]ing|writing|drafting|processing)\b"
    r"[^.\n]{0,40}\b(?:you|please|always|never|must|do not|don't|include|mention)\b",
    r"\b(?:in|of|to|into|with|from|throughout) your (?:\w+ )?(?:answer|reply|replies|response|output)s?\b",
    r"\b(?:click|download|log ?in|sign in)\b[^.\n]{0,40}(?:https?://|www\.|hxxp)",
]
_INSTRUCTIONS = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE | re.MULTILINE)
_ASKED_FOR = re.compile("|".join(f"(?:{request})" for request in _REQUESTS), re.IGNORECASE | re.MULTILINE)
_APPLYING = re.compile(
    r"\b(?:appl(?:y|ying|icants?|ications?)|candidates?|resum[eé]|cv|cover letter|portfolio|salary|references?|hiring|"
    r"interviews?|recruit\w*|customers?|clients?|colleagues?|team)\b",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")
_LOOK_ALIKES = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE")
# Letters that are drawn like Latin ones: a Russian word glued to an English one has others too, a forged word has not.
_DRAWN_ALIKE = frozenset("авеёзіїјкмнорсѕтухһցԁԛԝԍӏвАВЕЗІЇЈКМНОРСЅТУХһԌԚԜҮαβεηικμνορτυχωϲΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹօսոհցքյԼՕՍԱɡ")
_WORD = re.compile(r"[^\W\d_]{3,}")


def scan(text: str) -> Scan:
    """What of `text` may be read, and what is suspicious about it (I2, I4). Pure; never raises for any text."""
    tags = len(_TAGS.findall(text))
    clean, others = _INVISIBLE.subn("", _TAGS.sub("", text))
    clean = unicodedata.normalize("NFKC", clean)
    flags = set()
    if tags or others >= 5:
        flags.add(HIDDEN_TEXT)
    if _INSTRUCTIONS.search(clean) or _asks_a_model(clean) or _decodes_to_words(clean):
        flags.add(INSTRUCTION)
    if not clean.isascii() and any(_mixes_scripts(word) for word in _WORD.findall(clean)):
        flags.add(MIXED_SCRIPT)
    return Scan(clean, frozenset(flags), tags + others)


def _asks_a_model(text: str) -> bool:
    """Whether a sentence says what an answer must hold, and speaks neither to applicants nor of work with people."""
    asked = (m for m in _ASKED_FOR.finditer(text))
    return any(not _APPLYING.search(_sentence_at(text, m)) for m in asked)


def _sentence_at(text: str, m: re.Match[str]) -> str:
    begin = max(text.rfind(end, 0, m.start()) for end in (". ", "! ", "? ", "\n"))
    return text[begin + 1 : m.end() + 60].split("\n")[0]


def _decodes_to_words(text: str) -> bool:
    """Base64 of 40 or more characters that decodes to text: a smuggled order. A hash or a token does not decode so."""
    for run in _BASE64.findall(text):
        try:
            decoded = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode("ascii")
        except (binascii.Error, ValueError):
            continue
        if decoded.isprintable():
            return True
    return False


def _mixes_scripts(word: str) -> bool:
    """Latin letters with look-alikes from Greek, Cyrillic, Armenian or Cherokee in one word."""
    others = [letter for letter in word if not letter.isascii() and _is_look_alike(letter)]
    drawn = all(letter in _DRAWN_ALIKE or unicodedata.name(letter, "").startswith("CHEROKEE") for letter in others)
    return bool(others) and drawn and any(letter.isascii() for letter in word)


def _is_look_alike(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_LOOK_ALIKES)
