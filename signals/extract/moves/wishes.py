"""What others want: a call, a demand or pressure that somebody go, and headlines that wish or deny a departure. No I/O.

"Fund calls for the resignation of chairman X", "wants X to go", "faces calls to step down": nobody has gone. "Bows to
calls to resign" tells that somebody goes.
"""

from __future__ import annotations

import re
from typing import Final

from agent.domain.signals import Direction
from signals.extract.moves.clauses import Move

_GAP: Final = r"(?:(?!\b(?:after|following|amid|since|upon|as|when|while|because|says?|said|who|will)\b)[^.;:!?])"
_PRESS: Final = (
    r"call(?:s|ed|ing)?|clamou?r\w*|push(?:es|ed|ing)?|press(?:es|ed|ing)?|campaign(?:s|ed|ing)?|agitat\w+|pleas?"
    r"|pleads|pleaded|lobb(?:y|ies|ied|ying)|petition\w*|appeal(?:s|ed|ing)?|cries|cry|pressure"
)
_WANT: Final = (
    r"demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|urg(?:e|es|ed|ing)|request(?:s|ed|ing)?|wants?|wanted|propos(?:e|es|ed|ing)"
    r"|recommend(?:s|ed|ing)?|insist(?:s|ed|ing)?(?: on)?|favou?rs|favou?red|advocat(?:e|es|ed|ing)"
)
_FOREIGN: Final = (
    r"forder(?:t|n|te|ten)|verlang(?:t|en|te|ten)|réclam(?:e|ent)|exig(?:e|ent|en)|demandent|piden?|reclaman?"
    r"|solicitan?"
)
# "calls for the resignation of", "demands the removal of"
_BEFORE_NOUN: Final = re.compile(
    rf"\b(?:(?:{_PRESS})\b{_GAP}{{0,40}}?\bfor|{_WANT}|{_FOREIGN}|pressure over|calls? on)\b{_GAP}{{0,40}}$",
    re.IGNORECASE,
)
# "urged to quit", "faces calls to step down", "wants chairman X to go"
_BEFORE_INFINITIVE: Final = re.compile(
    rf"\b(?:{_PRESS}|{_WANT}|told|asks?|asked|asking|begs|begged|invited|like|liked|time|need|needs|ultimatum|advised)\b"
    rf"(?P<gap>{_GAP}{{0,70}}?)\bto\s(?:\w+ly\s)?$",
    re.IGNORECASE,
)
# The plan or the will is the leaver's own: "told staff that she is to step down", "wants to retire".
_OWN_WILL: Final = re.compile(
    r"\b(?:is|are|was|were|plans?|planned|planning|intends?|intention|intent|intended|decided|decision|decides|agreed"
    r"|agrees|set|due|chosen|chose|expects|hopes|to)\b",
    re.IGNORECASE,
)
_WANTS_TO: Final = re.compile(
    r"\b(?:wants?|wanted|needs?|like|liked|seeks?|sought|seeking)\s+to\s(?:\w+ly\s)?$", re.IGNORECASE
)
# "must resign", "demands that X step down"
_BEFORE_BASE: Final = re.compile(
    rf"\b(?:(?:must|should|ought to|has to|have to)(?:\s\w+ly)?\s|(?:{_WANT}|asks?|asked)\b(?:(?!,){_GAP}){{0,70}}"
    r"(?<!\bto )(?<!\bwill )(?<!\bwould )(?<!\band ))$",
    re.IGNORECASE,
)
# "brushed aside reports that he was about to step down"
_DENIED_REPORT: Final = re.compile(
    r"\b(?:brush\w* (?:aside|off)|dismiss\w*|play\w* down|shrug\w* off|reject\w*|rebuff\w*|laugh\w* off|scoff\w* at"
    r"|denie[sd]|denying|quash\w*|rubbish\w*)\s(?:\w+\s){0,3}?(?:reports?|rumou?rs?|speculation|talk|suggestions?|claims?)\s"
    r"(?:that|of|about)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_BEFORE_GONE: Final = re.compile(rf"\bwant(?:s|ed)?\b{_GAP}{{0,60}}$", re.IGNORECASE)
_GONE: Final = frozenset({"gone", "out", "ousted", "removed", "fired", "sacked", "replaced", "dismissed"})
_GIVES_IN: Final = re.compile(
    r"\b(?:bow(?:s|ed|ing)?|yield(?:s|ed|ing)?|heed(?:s|ed|ing)?|giv(?:es|ing) in|gave in|cav(?:es|ed|ing)(?: in)?"
    r"|accept(?:s|ed|ing)?|agree(?:s|d|ing)?|succumb(?:s|ed|ing)?)\b[^.;:]{0,30}?\b(?:calls?|demands?|pressure|plea|wish)",
    re.IGNORECASE,
)
_LEAVING: Final = (
    r"(?:resign\w*|quit(?:s|ting)?|step(?:s|ped|ping)? (?:down|aside)|leav(?:e|es|ing)|go\b(?! on\b)|exit|depart\w*"
    r"|retir(?:e|es|ing|ement)|removal|oust\w*|dismissal|sacking|out\b(?=\W*$)|gone)"
)
_DENIED: Final = re.compile(
    r"\b(?:will not|won['’]t|would not|is not|isn['’]t|not|never|denies|denied|denying|refus(?:es|ed|ing|al)"
    r"|rejects|rejected|rul(?:es|ed) out|no plans|no intention|dismisses|shrugs off|brushes off|resists|defies)\b"
    rf"{_GAP}{{0,40}}?\b{_LEAVING}(?!\w)",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(
    rf"\b(?:{_PRESS}|{_WANT}|told|asked|should|must|ought)\b{_GAP}{{0,70}}?\b{_LEAVING}(?!\w)", re.IGNORECASE
)


def is_wished(move: Move, before: str) -> bool:
    """Whether a departure is only what others call for; `before` is the sentence up to the verb that tells it."""
    if move.direction is not Direction.LEAVE or move.verb.entry is None or _GIVES_IN.search(before):
        return False
    if _DENIED_REPORT.search(before):
        return True
    if move.verb.code == "O":
        return _BEFORE_NOUN.search(before) is not None
    if move.verb.raw.casefold() in _GONE and _BEFORE_GONE.search(before):
        return True
    if move.verb.entry.form != "base" and move.verb.raw.casefold() not in {"quit", "go"}:
        return False
    pressed = _BEFORE_INFINITIVE.search(before)
    if pressed and not _WANTS_TO.search(before) and not _OWN_WILL.search(pressed["gap"]):
        return True
    return _BEFORE_BASE.search(before) is not None


def speaks_against(headline: str) -> bool:
    """Whether a headline denies or only wishes that somebody goes; what follows it tells the same."""
    if _GIVES_IN.search(headline):
        return False
    return bool(_DENIED.search(headline) or _WISHED.search(headline))
