"""What a mail system's "no" means: whose fault it is, and what follows (sending §5.3, RFC 3463)."""

from __future__ import annotations

import re
from enum import StrEnum


class Fault(StrEnum):
    """HARD: no such person, never again. FULL and TRANSIENT: later. SENDER: ours, the recipient is blameless.
    CONTENT: the mail must change. ROUTING: a person looks."""

    HARD = "hard"
    FULL = "full"
    TRANSIENT = "transient"
    SENDER = "sender"
    CONTENT = "content"
    ROUTING = "routing"


_HARD_STATUS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.1.0"})
_CONTENT_STATUS = re.compile(r"^5\.(?:3\.4|2\.3|6\.\d+)$")
_SENDER_WORDS = re.compile(
    r"\bspam\b|\bblock(?:ed|list)|\bblacklist|\breputation\b|\blisted (?:at|in|by|on)\b|\bdnsbl\b|\brbl\b|spamhaus"
    r"|\bdmarc\b|\bspf\b|\bdkim\b|\bptr record\b|reverse dns|\bpolicy\b|unauthenticated|not authorized to send",
    re.IGNORECASE,
)
_UNKNOWN_WORDS = re.compile(
    r"user (?:unknown|not found|doesn'?t exist|does not exist)|unknown (?:user|recipient|local|address)"
    r"|no such (?:user|mailbox|recipient|address|account|person)"
    r"|mailbox (?:unavailable|not found|does not exist|unknown)"
    r"|recipient (?:unknown|not found|rejected: user|address rejected)|does not (?:exist|have an? .*account)"
    r"|(?:account|address|mailbox) (?:has been |is )?(?:disabled|deactivated|inactive|closed|suspended|no longer)"
    r"|invalid (?:recipient|mailbox|address|user)|not a (?:known|valid) (?:user|recipient|mailbox)|unrouteable address"
    r"|host (?:unknown|not found)|domain (?:does not exist|not found)|no mailbox here|not listed in",
    re.IGNORECASE,
)
_FULL_WORDS = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota (?:has been )?exceeded|exceed(?:s|ed)? (?:the )?(?:storage|quota)"
    r"|insufficient (?:disk|storage|system storage)|out of storage",
    re.IGNORECASE,
)


def judge(*, status: str = "", code: int | None = None, text: str = "", delayed: bool = False) -> Fault:
    """Judge one answer by its enhanced status, then its reply code and words."""
    if delayed or status.startswith("4"):
        return Fault.FULL if status == "4.2.2" or _FULL_WORDS.search(text) else Fault.TRANSIENT
    if status == "5.2.2" or _FULL_WORDS.search(text):
        return Fault.FULL
    if status.startswith("5.7") or (status.startswith("5.0") and _SENDER_WORDS.search(text)):
        return Fault.HARD if _UNKNOWN_WORDS.search(text) and not _SENDER_WORDS.search(text) else Fault.SENDER
    if status in _HARD_STATUS or (status == "5.4.1" and not _SENDER_WORDS.search(text)):
        return Fault.SENDER if _blames_us(text) and not _UNKNOWN_WORDS.search(text) else Fault.HARD
    if _CONTENT_STATUS.match(status):
        return Fault.CONTENT
    return _by_code_and_words(code, text)


def _blames_us(text: str) -> bool:
    return _SENDER_WORDS.search(text) is not None


def _by_code_and_words(code: int | None, text: str) -> Fault:
    if code is not None and 400 <= code < 500:
        return Fault.TRANSIENT
    if _UNKNOWN_WORDS.search(text):
        return Fault.HARD
    if _blames_us(text):
        return Fault.SENDER
    return Fault.ROUTING
