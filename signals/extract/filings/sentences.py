"""The sentences of an item 5.02 that may tell what is new: none of directors and pay, no condition, no life's course.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from signals.extract.dates import dates_in
from signals.extract.sentences import sentence_spans

_SUB_ITEM = re.compile(
    r"(?:^|(?<=[\n.;]))[^\S\n]*(?:[Ii]tem\s+5\.02\s*)?((?:\([a-f]\)[\s,&]*(?:and\s+)?){1,3})", re.MULTILINE
)
_HEADING = re.compile(
    r"^\s*item\s*5\.02[^\n]{0,330}?(?:\n|(?<=officers\.)\s|(?<=officers)\s(?=on\s))"
    r"(?:\s*departures? of (?:certain )?(?:directors|officers)[^\n]{0,300}\n)?",
    re.IGNORECASE | re.MULTILINE,
)
# What would happen, or is only the reason of a payment.
_CONDITION = re.compile(
    r"^\s*(?:if|in the event|upon|prior to|previously|from|since|before|there (?:is|are|were)"
    r"|pursuant to (?:the|his|her)\s+\w*\s*(?:separation|severance|employment))\b"
    r"|\b(?:in the event (?:of|that)|if (?:mr|ms|mrs|dr|he|she|the executive|terminated)\b|would be entitled"
    r"|is entitled to|severance (?:pay|benefits)|accelerated vesting|base salary)\b",
    re.IGNORECASE,
)
# "Upon Mr. Doe's retirement, Jane Roe will become …" is sure to come, and no condition.
_UPON_GOING = re.compile(
    r"^\s*(?:Upon|Following|Concurrent(?:ly)? with|In connection with|As a result of|On)\b[^,]{0,60}?"
    r"(?:[Rr]etirement|[Rr]esignation|[Dd]eparture|[Ss]eparation|[Tt]ransition|[Aa]ppointment|[Ee]lection|[Cc]ommencement"
    r"|[Ss]tart|[Ee]mployment|arrival|[Cc]losing|[Cc]onsummation|[Cc]ompletion|[Ee]ffective(?:ness)?|[Mm]erger|[Ss]pin-?[Oo]ff)"
    r"(?:[^,]|,(?=\s\d{4}\b)){0,120}?,\s.{0,160}?"
    r"\b(?:will (?:become|assume|succeed|serve as|be (?:appointed|promoted|named|elected)|join|step down|resign|retire"
    r"|transition (?:to|from|into|out)|cease to (?:be|serve|hold))|ceased to (?:be|serve|hold)|stepped down|resigned"
    r"|retired|(?:was|were|has been|have been) (?:appointed|named|elected|promoted))\b",
)
# A life's course; it counts only beside a verb that says that something is new.
_BIOGRAPHY = re.compile(
    r"\b(?:has served as|served as|prior to (?:joining|that|his|her)|most recently|held (?:various|several))\b",
    re.IGNORECASE,
)
# "Mr. Doe has served as the Company's Treasurer since 2014": the office of who leaves.
_SERVED = re.compile(
    r"\s*(?:(?:Mr|Ms|Mrs|Dr)\.\s|[A-Z][\w’'-]+\s[A-Z])[^.;]{2,40}?\b(?:(?:has|had) (?:served as|been)|serve[sd] as)\s"
    r"(?:the |our )?(?:(?:Company|Bank|Registrant|Corporation)[’']s\s"
    r"|(?<=our )[A-Z]|[A-Z][^.;]{3,80}?\s(?:of|for) (?:the )?(?:Company|Bank|Registrant|Corporation)\b)"
)
_NEWS = re.compile(
    r"\b(?:appointed|elected|promoted|named|hired|resigned|designated|replaces|replaced|succeeds"
    r"|terminated|departed|will (?:resign|retire|step|become|succeed"
    r"|assume|join)|death of|death on|died|passed away|passing of)\b",
    re.IGNORECASE,
)
_OLD = timedelta(days=300)


# "approved the following management changes:" heads lines of which each tells one change.
_HEADS_CHANGES = re.compile(r"\bthe following (?:\w+ ){0,3}(?:changes|promotions|appointments)\b[^.:]{0,120}:\s*\n")
_IS_CHANGE = re.compile(
    r"[A-Z][^.;]{3,160}?,\s(?:was|were|is|has been) (?:promoted|appointed|elected|named)\s(?:to|as)\b"
)


def is_listed_change(text: str, start: int, end: int) -> bool:
    """Whether a line under such a heading tells a change, however old the dates of the life's course in it."""
    opens_line = text[max(0, start - 2) : start].rstrip(" •").endswith("\n") and _IS_CHANGE.match(text, start, end)
    return bool(opens_line) and _HEADS_CHANGES.search(text, max(0, start - 1_500), start) is not None


def tells_background(sentence: str) -> bool:
    return bool(_SERVED.match(sentence) or _TOLD_BEFORE.match(sentence))


# Lines of plain-text filings are broken at a column: several as long as the widest allows, which is no paragraph.
_WIDTHS = range(60, 101)
_LEAST_FULL_LINES = 3


def unwrapped(text: str) -> str:
    """The text, as long as before, with a space for each break of a line that only its width made."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    full = {at for at, line in enumerate(lines[:-1]) if _is_full(line.rstrip(), lines[at + 1], width)}
    if width not in _WIDTHS or len(full) < _LEAST_FULL_LINES:
        return text
    return "".join(line + (" " if at in full else "\n") for at, line in enumerate(lines))[: len(text)]


def _is_full(line: str, behind: str, width: int) -> bool:
    """Whether the next line's first word would not have fit behind a line that no full stop ends."""
    word = behind.split(" ", 1)[0]
    return bool(line and word) and line[-1] not in ".:;" and len(line) + 1 + len(word) > width


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """The sentences outside of the heading, of (d) and of (e); a sub-item named with others, as in (b)(d), is read."""
    heading = _HEADING.search(text, 0, 2_000)
    body = heading.end() if heading else 0
    marks = [(match.start(), set(re.findall(r"[a-f]", match[1]))) for match in _SUB_ITEM.finditer(text, body)]
    for start, end in _lines(text, body):
        at = start
        inside: set[str] = next((letters for place, letters in reversed(marks) if place <= at + 4), set())
        if not inside or inside - {"d", "e", "f"}:
            yield at, end


_CLOSED = re.compile(r"[.:;!?)”\"]\s*$")


def _lines(text: str, body: int) -> Iterator[tuple[int, int]]:
    """The sentences behind `body`; a line that is closed or is a heading ends one, a wrapped line does not."""
    start = body
    for line in re.finditer(r"[^\n]*\n|[^\n]+$", text[body:]):
        stop, told = body + line.end(), line[0].strip()
        words = [word for word in told.split() if word[0].isalpha() and len(word) > 3]
        is_heading = bool(words) and len(told) < 120 and all(word[0].isupper() for word in words)
        if stop == len(text) or _CLOSED.search(told) or is_heading or text[stop : stop + 1] in {"•", "(", "\n"}:
            for first, last in sentence_spans(text[start:stop]):
                yield from _parted(text, start + first, start + last)
            start = stop


# "Regulation S-K. Mr. Doe", "Acme, Inc. Effective May 1": a full stop that ends a sentence, and not only a short form.
_ENDS_SENTENCE = re.compile(
    r"(?:\b(?:S-[KBXT]|\d{1,2}-[KQ](?:SB)?)\.(?=\s[A-Z])"
    r"|(?:\bN\.A|\bU\.S|\bL\.P|\b(?:Inc|Corp|Co|Ltd|LLC|plc|Jr|Sr))\.[”\"]?(?=\s(?:Effective|Upon|Prior|Before|From|Since"
    r"|Under|Until|There|No|Pursuant|Following|Mr|Ms|Mrs|Dr|He|She|The|His|Her|Concurrent\w*|Also|Between|During)\b))"
)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _ENDS_SENTENCE.finditer(text, start, end):
        yield start, found.end()
        start = found.end() + 1
    yield start, end


# "As previously reported in the Current Report filed on …": told before.
_TOLD_BEFORE = re.compile(
    r"\W*(?:\([a-e]\)\s*)?(?:As (?:was )?previously (?:reported|disclosed|announced)\b"
    r"|On \w+ \d{1,2}, \d{4},? [^;]{2,110}?\b(?:reported|disclosed|filed)\s"
    r"|Th(?:is|e) (?:[Aa]mendment|Current Report|Form 8-K/A|filing)\b[^;]{0,60}?\b(?:amend|supplement|update)\w*\s)"
)
# A pact with those who stay.
_PACT_TO_STAY = re.compile(r"\b(?:retention|change[ -](?:in|of)[ -]control|indemnification) (?:bonus )?agreements?\b")
_RECENT = timedelta(days=15)


# What tells of somebody's years before, beside the news: "who joined the Company in 1998,", "since 2002".
_COURSE = re.compile(
    r",\s(?:(?:age\s)?\d{2},\s)?(?:who|whose|which)\b(?:[^,;.]|,(?=\s\d{4}\b)){0,120}?(?=,(?!\s\d{4}\b))|\bsince\s(?:\w+\s){0,3}?\d{4}\b"
    r"|\bdated\s(?:as of\s)?\w+ \d{1,2}, \d{4}"
)


def _without_course(sentence: str) -> str:
    """The sentence without such years, where what remains tells of a coming or going."""
    told = _COURSE.sub(" ", sentence)
    return told if _NEWS.search(told) else sentence


def is_news(sentence: str, filed_on: date | None) -> bool:
    """Whether a sentence may tell what is new: no condition, no life's course, no date of long ago alone."""
    dates = [span.end_on for span in dates_in(_without_course(sentence))]
    if filed_on is not None and dates and _TOLD_BEFORE.match(sentence):
        return not all(day < filed_on - _RECENT for day in dates)
    if filed_on is not None and dates and all(day < filed_on - _OLD for day in dates):
        return False
    if _UPON_GOING.search(sentence):
        return True
    if _CONDITION.search(sentence):
        return False
    return bool(_NEWS.search(sentence)) or not (_BIOGRAPHY.search(sentence) or _PACT_TO_STAY.search(sentence))
