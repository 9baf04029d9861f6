"""What stands around a name in a text: its sentence, its spelling, a longer name it is part of, domains and words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from signals.extract.dictionary import is_word
from signals.extract.legal_forms import FORM_FAMILY, SURE_FORMS
from signals.extract.sentences import sentence_spans
from signals.matcher import normalise

TITLE_LIMIT = 200
SENTENCE_LIMIT = 600
SHORTEST_PLACE = 4
_DOMAIN = re.compile(r"(?<![\w-])(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
_LINE = re.compile(r"[^\n]+")
_NEXT = re.compile(r"[ \u00a0](?P<word>[^\W_][\w'’&.-]*)")
_BEFORE = re.compile(r"(?P<word>[^\W_][\w'’&.-]*)[ \u00a0]$")
_FORM = re.compile(r",?[ \u00a0](?P<form>[A-Za-z./]{2,12})\b\.?")
_INTRODUCED = re.compile(r"\s*,\s(?:the|an?|which\smakes|maker\sof|provider\sof|a\sprovider)\b", re.I)
_KIND_BEFORE = re.compile(r"\b(?:start-?up|scale-?up|company|firm|maker|unternehmen|société|fintech|biotech)\s$", re.I)
_ARTICLE = re.compile(r"\b(?:the|a|an|this|every|each|no|any|der|die|das|ein|eine|den|dem|la|le|les|un|une)\s$", re.I)
_AFTER_OK_TEXT = """
    ceo cfo cto cro cmo coo cio ciso cpo chief president chairman chair head vp svp evp director founder co-founder
    board series seed round funding names name named raises raise raised to in on for at of with from by as and or
    after has have is are was will its his her their co-founders employees staff customers shares stock files inc
    corp ltd llc launches lands closes secures gets bags nabs wins hires appoints taps promotes welcomes adds opens
    expands lays cuts unveils announces reports plans signs selects picks adopts deploys moves partners sells posts
    loses completes receives acquires buys invests backs leads joins sues recalls reaches hits snags grabs scores
    pulls takes makes builds brings debuts rolls elects recruits shuts doubles grows eyes seeks says said today this
    that how why when acquired bought closed launched appointed hired secured announced now new q1 q2 q3 q4 fy ipo
    up down off out stellt ernennt beruft erhält sucht baut eröffnet eroeffnet steigert lève nomme recrute ouvre
    annonce
"""
_BEFORE_OK_TEXT = """
    the a an and or but of in on at for by with from to as when how why what after before while because if since
    today yesterday now exclusive breaking report reports startup start-up company firm retailer maker fintech
    biotech chipmaker automaker insurer lender bank logistics software edtech healthtech insurtech proptech unicorn
    giant ceo cfo cto cro cmo coo founder investor is was are joins leaves joined left names backs acquires buys
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december german french british american dutch danish swedish irish spanish italian
    swiss austrian belgian norwegian finnish european uk us u.s u.k london-based former ex meet inside introducing
    welcome la le les der die das im bei beim chez par con tras el los las y und et une un von vom zu zur mit für
"""
_NAME_NOUNS_TEXT = """
    group holdings holding capital ventures partners media pharma pharmaceuticals therapeutics biopharma biotech bio
    robotics energy power health healthcare foods bank bancorp insurance labs lab technologies technology tech
    systems software solutions networks security studios studio games motors airlines air logistics freight
    foundation institute university college school museum county city park street beach hospital clinic church
    supplies tools spas resources minerals mining gold oil gas petroleum realty properties estates industries
    international global sciences medical dental biologics analytics digital consulting services marine steel
    chemicals brewing coffee milch kaffee bau electronics semiconductor semiconductors aerospace aviation automotive
    finance financial equity fund funds trust entertainment music records books press news times post magazine
    hotels hotel resorts restaurants kitchen apparel clothing fashion jewelers sports football fc united water waste
    construction homes furniture
"""
_AFTER_OK = frozenset(_AFTER_OK_TEXT.split())
_BEFORE_OK = frozenset(_BEFORE_OK_TEXT.split())
_NAME_NOUNS = frozenset(_NAME_NOUNS_TEXT.split())
_FIRST_NAMES_OF_NAMES = frozenset(["great", "big", "new", "first", "united", "royal", "north", "south", "east", "west"])


@dataclass(frozen=True, slots=True)
class Standing:
    """How one mention stands: as spelled, and what its neighbours make of it."""

    spelled: str
    is_part_of_longer_name: bool
    longer_name: str
    capital_means_nothing: bool
    is_determined: bool
    legal_form: str
    is_introduced: bool
    text_is_capitals: bool

    def spelled_like(self, alias: str) -> bool:
        """Whether every word that the name writes with a capital has one here too."""
        if self.text_is_capitals:
            return self.spelled.isupper()
        written = re.findall(r"[^\W_][\w.]*", self.spelled)
        named = re.findall(r"[^\W_][\w.]*", alias)
        if len(written) != len(named):
            return any(char.isupper() for char in self.spelled)
        return all(
            word[0].isupper() or not name[0].isupper() or name.casefold() in {"and", "und", "et"}
            for word, name in zip(written, named, strict=True)
        )


class Surroundings:
    """A text, read once for all the names in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [0, *_sentence_starts(text)]
        newline = text.find("\n")
        self.title_end = min(TITLE_LIMIT, newline if newline > 0 else TITLE_LIMIT)

    def sentence(self, at: int) -> tuple[str, int]:
        """The sentence around offset `at` (at most 600 characters to either side), and where it begins."""
        nth = bisect_right(self._breaks, at) - 1
        start = max(self._breaks[nth], at - SENTENCE_LIMIT)
        end = self._breaks[nth + 1] if nth + 1 < len(self._breaks) else len(self.text)
        end = min(end, at + SENTENCE_LIMIT)
        return self.text[start:end], start

    @cached_property
    def domains(self) -> frozenset[str]:
        """Every domain that stands in the text, with all its parent domains."""
        found: set[str] = set()
        for match in _DOMAIN.finditer(self.text):
            labels = match[0].lower().split(".")
            found.update(".".join(labels[at:]) for at in range(len(labels) - 1))
        return frozenset(found)

    @cached_property
    def _words(self) -> str:
        return f" {normalise(self.text)} "

    def has_word(self, word: str) -> bool:
        return f" {word} " in self._words

    def has_place(self, name: str) -> bool:
        """Whether the place stands there, or an adjective of it: "Kieler", "lyonnaise", "sevillana"."""
        if len(name) < SHORTEST_PLACE or " " in name:
            return self.has_word(name)
        stem = name.rstrip("aeo") if len(name.rstrip("aeo")) >= SHORTEST_PLACE else name
        return re.search(rf" {re.escape(stem)}[a-z]{{0,5}} ", self._words) is not None


def _sentence_starts(text: str) -> Iterator[int]:
    """Where the sentences begin; a line ends one, as a title does that has no full stop."""
    for line in _LINE.finditer(text):
        yield from (line.start() + start for start, _ in sentence_spans(line[0]))


def standing_of(around: Surroundings, start: int, end: int) -> Standing:
    """How the mention `text[start:end]` stands among its neighbours."""
    sentence, offset = around.sentence(start)
    left, right = sentence[: start - offset], sentence[end - offset :]
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    capitals = bool(words) and sentence.upper() == sentence
    titled = bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words) and len(words) > 2
    form, rest = _form_after(right)
    longer = _longer_name(around.text[start:end], left, rest, titled=titled, capitals=capitals)
    return Standing(
        spelled=around.text[start:end],
        is_part_of_longer_name=bool(longer),
        longer_name=longer,
        capital_means_nothing=not left.strip(' "“‘(') or titled or capitals or left.rstrip().endswith(":"),
        is_determined=bool(_ARTICLE.search(left)),
        legal_form=form,
        is_introduced=bool(_INTRODUCED.match(rest) or _KIND_BEFORE.search(left)),
        text_is_capitals=capitals,
    )


def describes_itself(standing: Standing, key: str) -> bool:
    """ "Linear, the issue tracker" or "start-up Vantage": somebody introduces a company by an ambiguous name."""
    return standing.is_introduced and " " not in key and is_word(key)


def _form_after(right: str) -> tuple[str, str]:
    """The legal form that follows a name at once, and what comes behind it."""
    found = _FORM.match(right)
    if not found:
        return "", right
    form = re.sub(r"[./]", "", found["form"]).casefold()
    if form not in FORM_FAMILY.keys() | SURE_FORMS or found["form"] in {"as", "As"}:
        return "", right
    return form, right[found.end() :]


def _longer_name(name: str, left: str, right: str, *, titled: bool, capitals: bool) -> str:
    """The longer name that this one is only a part of, or ""."""
    if (found := _NEXT.match(right)) and _extends_right(found["word"], titled=titled or capitals):
        return f"{name} {found['word']}"
    found = _BEFORE.search(left)
    if found and _extends_left(found["word"], left, titled=titled or capitals):
        return f"{found['word']} {name}"
    return ""


def _extends_right(word: str, *, titled: bool) -> bool:
    bare = word.strip(".,").casefold()
    if bare in _NAME_NOUNS:
        return word[0].isupper()
    if not word[0].isupper() or bare in _AFTER_OK:
        return False
    if titled:
        return False
    return not bare.endswith("’s")


def _extends_left(word: str, left: str, *, titled: bool) -> bool:
    bare = word.strip(".,").casefold()
    if not word[0].isupper() or bare in _BEFORE_OK or "-" in word or bare.endswith(("'s", "’s")):
        return False
    return bare in _FIRST_NAMES_OF_NAMES if titled else True
