"""What somebody answered, without what they quoted: we hold the mail that they answer, so quotes are aligned with it
first, and only then looked for by pattern (sending §5.6). Interleaved answers stay."""

from __future__ import annotations

import re
from itertools import pairwise

from mailparser_reply import EmailReplyParser

_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "sv", "da", "pl", "pt"]
_QUOTED = re.compile(r"^\s*[>|]")
_ATTRIBUTION = re.compile(
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|napisał\(?a?\)?|escreveu|kirjoitti)\s*:?\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION_START = re.compile(r"^\s*(?:>\s*)*(?:on|am|le|el|il|op|den|w dniu|em|\d{4}-\d\d?-\d\d?)\b", re.IGNORECASE)
_HEADER_BLOCK = re.compile(r"^\s*\*?(?:from|von|de|da|van|från|fra|od)\*?\s*:.*@?.*$", re.IGNORECASE)
_HEADER_NEXT = re.compile(
    r"^\s*\*?(?:sent|date|to|subject|gesendet|an|betreff|datum|envoyé|à|objet|enviado|para|asunto|inviato|a|oggetto"
    r"|verzonden|aan|onderwerp|skickat|till|ämne|cc)\*?\s*:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^\s*[-_]{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale"
    r"|oorspronkelijk bericht|forwarded message)\s*[-_]*",
    re.IGNORECASE,
)
_SHORTEST_PIECE = 20


def reply_text(text: str, *, sent: str = "") -> str:
    """The new words of `text`, an answer to `sent`. "" where all of it is a quotation."""
    lines = text.replace("\r\n", "\n").split("\n")
    lines = _without_ours(lines, sent) if sent.strip() else lines
    lines = _before_header_block(lines)
    kept = "\n".join(_without_attributions(lines)).strip("\n")
    if not kept.strip():
        return ""
    parsed = EmailReplyParser(languages=_LANGUAGES).read(text=kept)
    return str(parsed.latest_reply or kept).strip()


def _without_ours(lines: list[str], sent: str) -> list[str]:
    """Every line that is ours, quoted or bare, taken out; their own lines between stay.

    A short line that we wrote too ("Hi Dana,") counts as ours only beside one that surely is.
    """
    whole = _squeezed(sent)
    own = {_squeezed(line) for line in sent.split("\n")} - {""}
    said = [_squeezed(re.sub(r"^[\s>|]+", "", line)) for line in lines]
    ours = {n for n, words in enumerate(said) if _surely_ours(words, lines[n], own, whole)}
    spoken = [n for n, words in enumerate(said) if words]
    for order in (spoken, spoken[::-1]):
        for before, n in pairwise(order):
            if before in ours and said[n] in own:
                ours.add(n)
    return [">" if n in ours else line for n, line in enumerate(lines)]


def _surely_ours(words: str, line: str, own: set[str], whole: str) -> bool:
    if len(words) >= _SHORTEST_PIECE:
        return words in own or words in whole
    return words in own and (_QUOTED.match(line) is not None or len(words.split()) > 2)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _before_header_block(lines: list[str]) -> list[str]:
    """Outlook quotes by a block of headers, or a line "Original Message": what follows is not the answer."""
    for place, line in enumerate(lines):
        if _ORIGINAL.match(line):
            return lines[:place]
        following = [after for after in lines[place + 1 : place + 6] if after.strip()][:4]
        if _HEADER_BLOCK.match(line) and sum(_HEADER_NEXT.match(after) is not None for after in following) >= 2:
            return lines[:place]
    return lines


def _without_attributions(lines: list[str]) -> list[str]:
    """Drop quoted lines and the one to three lines above them that say who wrote what when."""
    drop = {place for place, line in enumerate(lines) if _QUOTED.match(line)}
    for place, line in enumerate(lines):
        if place in drop or not _ATTRIBUTION.search(line):
            continue
        begin = next((b for b in range(place, max(place - 3, -1), -1) if _ATTRIBUTION_START.match(lines[b])), None)
        rest = [after for number, after in enumerate(lines[place + 1 :], place + 1) if number not in drop]
        quotes_follow = any(number in drop for number in range(place + 1, min(place + 4, len(lines))))
        if begin is not None and (quotes_follow or not "".join(rest).strip()):
            drop.update(range(begin, place + 1))
    return [line for place, line in enumerate(lines) if place not in drop]
