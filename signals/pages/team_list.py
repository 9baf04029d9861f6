"""A leadership or team page: who is listed there, each with the title beside the name (signals §1.6). No I/O.

People are read from JSON-LD Person and from lines of the visible page: a name, then a title, or both on one line.
Addresses, telephone numbers and pictures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.domain.contacts import Seniority
from agent.domain.leadership import Seat
from signals.extract.name_words import HONORIFICS
from signals.extract.people import is_person, person_key
from signals.extract.titles import classify, folded, titles_in
from signals.pages.json_ld import json_ld_of, objects_of
from signals.pages.page_tree import tree_of
from signals.pages.visible_text import drop, one_line, visible_text

MOST_SEATS = 300
MOST_LINES = 5000
LONGEST_NAME = 60
LONGEST_TITLE = 110
_NOT_OF_THE_TEAM = (
    "script, style, noscript, template, svg, nav, footer, form, blockquote, [role=navigation], "
    "[class*=testimonial], [class*=Testimonial], [class*=cookie], [class*=customer-]"
)
_BOARD = re.compile(
    r"(?:our |the |meet (?:our|the) )?(?:board(?: of (?:directors|advis[eo]rs|trustees)| members)?|advis[eo]rs"
    r"|advisory board|supervisory board|(?:our )?investors|backers|aufsichtsrat|beirat|verwaltungsrat"
    r"|conseil d.administration|conseil de surveillance|consejo(?: de administraci[oó]n)?"
    r"|raad van (?:commissarissen|toezicht))",
    re.I,
)
_TEAM = re.compile(
    r"(?:.{0,30}\b)?(?:leadership|team|management|executives?|people|staff|founders|vorstand"
    r"|gesch[aä]fts(?:leitung|f[uü]hrung)|[eé]quipe|direction|equipo|directie)(?:\b.{0,20})?",
    re.I,
)
_OCCUPATION = re.compile(
    r"\b(?:engineer|designer|manager|developer|analyst|scientist|consultant|specialist|representative|executive|partner"
    r"|associate|counsel|assistant|coordinator|recruiter|accountant|architect|researcher|writer|editor|adviser|advisor"
    r"|\w*leiter(?:in)?|referent(?:in)?|responsable|chef(?:fe)?|jefe|jefa|responsabile|manager)\b",
    re.I,
)
_POST_NOMINALS = re.compile(r"(?:,\s*(?:ph\.?d|m\.?d|mba|cpa|cfa|esq|jr|sr)\.?)+$", re.I)
_INLINE = r"(?:span|strong|b|em|i|small|a|label|cite)"
_NEXT_TO = re.compile(rf"(</{_INLINE}>)\s*(?=<{_INLINE}\b)", re.I)
_AFTER = " ,;–—-|)"
_BETWEEN = " ,–—-|:·•/("


def seats_on(html: str) -> tuple[Seat, ...]:
    """The people that the page lists, in page order, each once. Never raises for what stands in it."""
    found: dict[str, Seat] = {}
    for seat in (*_seats_in_lines(_lines(html)), *_seats_in_json(html)):
        key = person_key(seat.name)
        if key and len(found) < MOST_SEATS:
            found.setdefault(key, seat)
    return tuple(found.values())


def is_office(seat: Seat) -> bool:
    """Whether the seat is a leading office of the company itself: none on a board, none of an adviser or investor."""
    read, spans = classify(seat.title), titles_in(seat.title)
    leads = read.seniority in {Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR}
    return leads and bool(spans) and spans[0].start == 0 and not read.is_board and not seat.on_board


def _lines(html: str) -> list[str]:
    tree = tree_of(html)
    drop(tree.css(_NOT_OF_THE_TEAM))
    # Two pieces side by side are set apart by style: <span>Maren Estrade</span><span>CEO</span>.
    apart = _NEXT_TO.sub(r"\1<br>", tree.html or "")
    return visible_text(apart).split("\n")[:MOST_LINES]


def _seats_in_json(html: str) -> Iterator[Seat]:
    for person in objects_of(json_ld_of(html), "Person")[:MOST_SEATS]:
        name, title = person.get("name"), person.get("jobTitle")
        if isinstance(name, str) and isinstance(title, str):
            plain, titled = _name(one_line(name[:200])), one_line(title[:200])
            if plain and _is_title(titled):
                yield Seat(plain, titled)


def _seats_in_lines(lines: Sequence[str]) -> Iterator[Seat]:
    """Names with the title that stands below them; above them on pages where that is how most are set."""
    names = {at: name for at, line in enumerate(lines) if (name := _name(line))}
    below = [at for at in names if at + 1 < len(lines) and at + 1 not in names and _is_title(lines[at + 1])]
    above = [at for at in names if at > 0 and at - 1 not in names and _is_title(lines[at - 1])]
    step = -1 if len(above) > len(below) else 1
    paired = {at: lines[at + step].rstrip(_AFTER) for at in (above if step < 0 else below)}
    on_board = False
    for at, line in enumerate(lines):
        on_board = _is_board_heading(line, on_board)
        if at in paired:
            yield Seat(names[at], paired[at], on_board)
        elif at not in names and (both := _both(line)) is not None:
            yield Seat(*both, on_board)


def _is_board_heading(line: str, before: bool) -> bool:
    if len(line) > LONGEST_NAME:
        return before
    if _BOARD.fullmatch(line):
        return True
    return before and not (_TEAM.fullmatch(line) and not titles_in(line))


def _both(line: str) -> tuple[str, str] | None:
    """Name and title of "Maren Estrade, Chief Revenue Officer" on one line."""
    if not 8 <= len(line) <= LONGEST_NAME + LONGEST_TITLE:
        return None
    spans = titles_in(line)
    if not spans or spans[0].start < 5:
        return None
    name, title = _name(line[: spans[0].start].rstrip(_BETWEEN)), line[spans[0].start :].rstrip(_AFTER)
    return (name, title) if name and _is_title(title) else None


def _name(line: str) -> str:
    """The name without honorific and degrees, where the whole line is a person's name; else ""."""
    if not 4 <= len(line) <= LONGEST_NAME or ":" in line:
        return ""
    words = _POST_NOMINALS.sub("", line).split()
    while words and folded(words[0]).strip(".") in HONORIFICS:
        words.pop(0)
    name = " ".join(words)
    return name if is_person(name) and not titles_in(name) else ""


def _is_title(line: str) -> bool:
    """Whether a line beside a name is its title, no sentence and no link ("Read more")."""
    if not 2 <= len(line) <= LONGEST_TITLE or line.endswith((".", "!", "?", ":", "…")) or "@" in line:
        return False
    spans = titles_in(line)
    return (bool(spans) and spans[0].start <= 2) or (len(line.split()) <= 8 and bool(_OCCUPATION.search(line)))
