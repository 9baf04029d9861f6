"""What has been read of a sentence so far, and what the words that come next could be: a verb, a name, neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from signals.extract.dates import DateSpan, dates_in
from signals.extract.moves.chunks import Chunk, Known
from signals.extract.moves.forms import Entry, match_at, noun_at
from signals.extract.moves.marks import DATELINE, FILED_TITLE, NEW_PLACES, SMALL_ONLY, WIRE, WORD, grown_title
from signals.extract.moves.open_areas import grown_area, open_titles, parted_titles
from signals.extract.name_words import COMMON_WORDS, GIVEN_NAMES, LARGE_IN_NAMES, ORGANISATION_WORDS, PARTICLES
from signals.extract.titles import folded, titles_in

# "Bistro chain Le Marais": a name's own article.
_ARTICLES = frozenset({"le", "la", "les", "el", "los", "las"})


# Words of other callings that open a company's name ("Captain Foods").
_CALLINGS = frozenset("captain judge pope bishop king queen prince princess coach colonel admiral".split())  # noqa: SIM905


# `"…," added Ann Roe`: a verb right behind what somebody says only tells who says it.
_ENDS_QUOTE = re.compile(r"[,.!?][”\"»’']\s\Z")


# "By Jo Ann Roe / NewsDesk.com – Kestrel": who writes is not told of.
_BYLINE = re.compile(
    r"By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2}(?:,? and [A-Z][\w’'-]+ [A-Z][\w’'-]+)?\s?(?:[/\n|]\s*|[–—-]\s)"
)
# "Ihre Nachfolge tritt": no name.
_OWNERS = frozenset({"Ihre", "Seine", "Ihr", "Sein", "Die", "Der", "Deren", "Dessen", "Neuer", "Neue", "Als"})
# "of the General Partner": the company that manages a partnership, and no office.
_GENERAL_PARTNER = re.compile(r"(?<=\b[Tt]he )[Gg]eneral [Pp]artner\b")


# "replaces the departing Ann Roe"
_GOING = frozenset({"depart", "exit", "retire"})


def _with_overlapping(begin: int, stop: int, titles: Mapping[int, int]) -> int:
    """The end of a title that has grown into the next one ("Chairman of the Board, President and Chief Executive")."""
    return max((last for first, last in titles.items() if begin <= first < stop), default=stop)


class Scan:
    """One sentence being read: its titles and dates found beforehand, its chunks so far."""

    def __init__(self, text: str, start: int, end: int, known: Known, as_of: date | None, filer: str | None) -> None:
        self.filer = filer
        byline = _BYLINE.match(text, start, end)
        start = byline.end() if byline else start
        dateline = WIRE.match(text, start, end) or DATELINE.match(text, start, end)
        self.text, self.start, self.end, self.known = text, dateline.end() if dateline else start, end, known
        sentence = text[self.start : end]
        self.sentence = sentence
        self.titles = {self.start + span.start: self.start + span.end for span in titles_in(sentence)}
        if filer is not None:
            for found in FILED_TITLE.finditer(sentence):
                self.titles.setdefault(self.start + found.start(), self.start + found.end())
            for found in _GENERAL_PARTNER.finditer(sentence):
                self.titles.pop(self.start + found.start(), None)
            grown = {begin: grown_title(text, begin, stop, end, filer) for begin, stop in self.titles.items()}
            self.titles = {begin: _with_overlapping(begin, stop, grown) for begin, stop in grown.items()}
        else:
            for first, last in open_titles(sentence):
                self.titles.setdefault(self.start + first, self.start + last)
            self.titles = {begin: grown_area(text, begin, stop, end) for begin, stop in self.titles.items()}
        self.titles = dict(parted_titles(text, self.titles))
        self.dates = {self.start + span.start: span for span in dates_in(sentence, as_of=as_of)}
        self.chunks: list[Chunk] = []
        words = sentence.split()
        self.is_headline = filer is None and sum(word[:1].isupper() for word in words) > 0.6 * len(words)

    def is_after(self, words: str) -> bool:
        return bool(self.chunks) and self.chunks[-1].raw.casefold() in words.split()

    def function(self, at: int) -> tuple[Entry, int] | None:
        found = match_at(self.text, at, self.end)
        if found is None:
            return None
        last = "".join(chunk.code for chunk in self.chunks[-2:])
        if (last[-1:] in ("p", "d") or self.is_after("with the") or last in ("pw", "dw", "pz")) and found[0].form in {
            "base",
            "gerund",
        }:
            found = noun_at(self.text, at, self.end) or found
        if found[0].lemma in _GOING and found[0].form == "gerund" and self.is_after("the its"):
            return replace(found[0], code="k"), found[1]
        if found[0].code == "A" and found[0].form == "base" and self.is_after("the its our their"):
            return None  # "the present Chief Executive Officer"
        if found[0].lemma == "meet" and found[0].form == "gerund":
            return None  # "turned the meeting over to", "a board meeting"
        if self.text[at : found[1]] == "addition" and self.is_after("in"):
            return None  # "In addition, Ann Roe resigned"
        if self._is_body(at, found[1]):
            return None
        if found[0].code == "A" and _ENDS_QUOTE.search(self.text, max(0, at - 4), at):
            return replace(found[0], code="u"), found[1]
        if self.text[at].isupper():
            if found[1] == at + 1 and self.text[at + 1 : at + 2] == ".":
                return None
            word = self.text[at : found[1]].casefold()
            following = self.text[found[1] : found[1] + 24].lstrip()
            if word == "new" and folded(following.split(" ")[0]).strip(".,") in NEW_PLACES:
                return None
            if self._is_large_in_name(word, at, following) or (word == "may" and at > self.start):
                return None
            if (word in SMALL_ONLY or word == "les") and following[:1].isupper():
                return None
            if word == "us" and folded(following.split(" ")[0]).strip(".,") in ORGANISATION_WORDS:
                return None
            if found[0].is_foreign and self._is_within_name(at):
                return None
            if self._is_surname_here(at, found[1], found[0]):
                return None
            if self._is_given(word, following, found[1]):
                return None
        return found

    def _is_body(self, at: int, end: int) -> bool:
        """Whether "the Office of" opens the name of a body ("the Office of Track Safety"), and is no post."""
        named = self.text[at:end].endswith("Office of") and self.text[end + 1 : end + 2].isupper()
        return named and not self.is_headline and end + 1 not in self.titles

    def _is_given(self, word: str, following: str, end: int) -> bool:
        """Whether a word of the lexicon is somebody's first name here ("Will Grant", "Wei In")."""
        return word in GIVEN_NAMES and following[:1].isupper() and self.text[end : end + 1] == " "

    def _is_within_name(self, at: int) -> bool:
        """Whether a large word of a running sentence stands behind another large one ("Esme Holt has")."""
        before = self.text[max(self.start, at - 24) : at]
        last = before.split()[-1:]
        return (
            not self.is_headline and before[-1:] == " " and last != [] and last[0].istitle() and last[0] not in _OWNERS
        )

    def _is_surname_here(self, at: int, end: int, entry: Entry) -> bool:
        """Whether a large verb is a surname: behind a lone first name, before the verb ("David Sacks takes over")."""
        before = self.chunks[-1] if self.chunks else None
        pending = WORD.findall(self.text[max(self.start, at - 24) : at])
        following = match_at(self.text, end + 1, self.end)
        if len(pending) > 1 and re.search(r"[A-Z][a-z]+ [A-Z]\. $", self.text[max(self.start, at - 24) : at]):
            return not self.is_headline
        return (
            entry.code in "AX"
            and not entry.rest
            and bool(pending)
            and self.text[at - 1] == " "
            and pending[-1].casefold() in GIVEN_NAMES
            and pending[-1].istitle()
            and (before is None or before.end <= at)
            and following is not None
            and following[0].code in "AJBLXSUbm"
        )

    def is_common(self, word: re.Match[str]) -> bool:
        plain = word[0].casefold()
        if plain not in COMMON_WORDS or self._is_large_particle(word):
            return False
        behind = WORD.match(self.text, word.end() + 1, self.end) if plain in _CALLINGS else None
        if behind and behind[0][0].isupper() and folded(behind[0]) in ORGANISATION_WORDS:
            return False
        if plain in _ARTICLES and word[0].istitle() and word.start() > self.start and not self.is_headline:
            return not self.text[word.end() + 1 : word.end() + 2].isupper()
        following = self.text[word.end() : word.end() + 2]
        if self._is_large_in_name(plain, word.start(), following.lstrip()):
            return False
        return not (plain in GIVEN_NAMES and following[:1] == " " and following[1:].isupper())

    def _is_large_particle(self, word: re.Match[str]) -> bool:
        """Whether a particle written large stands within a name: "Pieter De Vries", "Mr. Van Houten"."""
        if not word[0].istitle() or folded(word[0]) not in PARTICLES or self.is_headline or word.start() == self.start:
            return False
        before = self.text[max(self.start, word.start() - 24) : word.start()].split()[-1:]
        behind = self.text[word.end() + 1 : word.end() + 2]
        return behind.isupper() and bool(before) and before[0][0].isupper() and before[0][-1] not in ",;:"

    def _is_large_in_name(self, word: str, at: int, following: str) -> bool:
        large = word in LARGE_IN_NAMES and self.text[at].isupper() and following[:1].isupper()
        return large and not self.is_headline and at > self.start

    def add(self, code: str, start: int, end: int, on: DateSpan | None = None, entry: Entry | None = None) -> int:
        self.chunks.append(Chunk(code, start, end, self.text[start:end], on, entry))
        return end
