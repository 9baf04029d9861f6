"""A sentence cut into its chunks, one step after the other."""

from __future__ import annotations

import re
from datetime import date

from signals.extract.moves.chunks import Chunked, Known
from signals.extract.moves.forms import Entry, match_at
from signals.extract.moves.marks import (
    ATTACHED,
    BOARD,
    BREAKS,
    COMPOUND,
    DAY_OF_MONTH,
    DEFINED,
    DEGREES,
    ELIDED,
    EX,
    LOCATED,
    POSSESSIVE,
    RANK,
    WORD,
)
from signals.extract.moves.name_runs import is_capital, read_name
from signals.extract.moves.scan import Scan


def chunked(
    text: str, start: int, end: int, *, known: Known, as_of: date | None = None, filer: str | None = None
) -> Chunked:
    """The chunks of the sentence `text[start:end]`. Quotation marks, and parentheses without a title, are left out.

    `filer` is the company of a filing, "" where unknown: there a title goes on as far as it is written large.
    """
    return _Chunker(text, start, end, known, as_of, filer).run()


# "El Consejo de Administración de Kestrel": who decides, and no company.
_BODY_ABROAD = re.compile(
    r"(?:Consejo de (?:Administración|Dirección|Vigilancia)|Junta (?:Directiva|General(?: de Accionistas)?"
    r"|de Accionistas)"
    r"|Asamblea (?:General )?de Accionistas|Directorio|Comité Ejecutivo"
    r"|Conseil d['’][Aa]dministration|Conseil de [Ss]urveillance|Directoire)(?!\w)"
)
_FETCHES = frozenset({"holt", "holte", "wirbt ... ab", "warb ... ab", "lotst"})


class _Chunker(Scan):
    """One pass over one sentence."""

    def run(self) -> Chunked:
        at = self.start
        while at < self.end:
            at = self._step(at)
        codes = "".join(chunk.code for chunk in self.chunks)
        return Chunked(codes, tuple(self.chunks), self.start, self.end)

    def _step(self, at: int) -> int:
        """Read the piece that begins at `at`; the place behind it."""
        letter = self.text[at]
        if letter.isspace() or letter in '"“”„«»‘[]*<>/':
            return at + 1
        if self.text.startswith("&lt;", at) and (close := self.text.find("&gt;", at, min(self.end, at + 60))) > 0:
            return close + 4  # a wire's ticker: "&lt;ABC.N&gt;"
        if letter == "(":
            return self._parenthesis(at)
        if letter.isalnum():
            return self._word(at)
        degrees = DEGREES.match(self.text, at, self.end) if letter == "," and self.chunks[-1:] else None
        if degrees and self.chunks[-1].code == "P":
            return degrees.end()
        possessive = POSSESSIVE.match(self.text, at, self.end)
        if possessive:
            return self._possessive(at, possessive.end())
        if letter == "-" and (self.text[at + 1 : at + 2] in " -"):
            return self.add(",", at, at + 1)
        return self.add(BREAKS[letter], at, at + 1) if letter in BREAKS else at + 1

    def _possessive(self, at: int, end: int) -> int:
        """ "Kohl's names a CEO": before a verb the mark is part of the name."""
        following = match_at(self.text, end + 1, self.end)
        named = self.chunks and self.chunks[-1].code in "NP"
        whole = self.text[at:end].endswith("s") or self.text[at - 1] == "s"
        acts = following is not None and (
            (following[0].code in "AXhu" and following[0].form in {"finite", "noun"}) or self._has_announced(following)
        )
        alone = self.chunks and self.chunks[-1].code == "N" and self.text[at:end].endswith("s")
        ends = self.text[end : end + 1] in set(".,;:") or (following is not None and following[0].lemma == "as")
        if named and ((whole and acts) or (alone and ends)):
            last = self.chunks.pop()
            return self.add("N", last.start, end)
        return self.add("p", at, end)

    def _has_announced(self, verb: tuple[Entry, int]) -> bool:
        """ "Marlow's announced Sunday that", "Marlow's named Ann Roe": a past of which the company is the subject."""
        if verb[0].code != "A" or verb[0].form != "past":
            return False
        behind = match_at(self.text, verb[1] + 1, self.end)
        if verb[0].lemma == "announce":
            return behind is None or behind[0].code not in "ROALk"
        return is_capital(self.text[verb[1] + 1 : verb[1] + 2] or "a") and (
            behind is None or behind[0].code not in "RO"
        )

    def _parenthesis(self, at: int) -> int:
        """Skip what stands in parentheses, unless it is a title: "Jane Doe (Chief Commercial Officer)"."""
        close = self.text.find(")", at, min(self.end, at + 160))
        if close < 0:
            return at + 1
        if any(at < begin < close for begin in self.titles) and not self._is_defined(at, close + 1):
            return self.add(",", at, at + 1)
        return close + 1

    def _is_defined(self, at: int, end: int) -> bool:
        """Whether a parenthesis only gives a short form; "(CTO)" behind a person is an office."""
        behind = bool(self.chunks) and self.chunks[-1].code == "P"
        return DEFINED.match(self.text, at, end) is not None and not (behind and at + 1 in self.titles)

    def _word(self, at: int) -> int:
        if at in self.titles:
            end = self.add("T", at, self.titles[at])
            if self.text[end : end + 2] == "s,":
                return self.add(":", end + 1, end + 2)  # "two independent directors, Ann Roe and Ben Low": of each
            return end + 1 if self.text[end : end + 1] == "s" else end
        if at in self.dates:
            span = self.dates[at]
            return self.add("D", at, at + len(span.raw), span)
        month = DAY_OF_MONTH.match(self.text, at, self.end)
        if month and (
            month[0][0].isdigit()
            or month[0][-1].isdigit()
            or self.is_after("in from by until ab im en de since ende mitte anfang fin finales late early mid next")
        ):
            return self.add("D", at, month.end())
        found = self.function(at)
        if found:
            code = "F" if self._is_whence(at, found[1]) else found[0].code
            return self.add(code, at, found[1], entry=found[0])
        compound = COMPOUND.match(self.text, at, self.end)
        if compound:
            self.add("N", compound.start(1), compound.end(1))
            return self.add("T", compound.start(2), compound.end(2))
        elided = ELIDED.match(self.text, at, self.end)
        if elided:
            return self.add("f" if elided[0][0] in "dD" else "d", at, elided.end())
        former = EX.match(self.text, at, self.end)
        if former:
            return self.add("q", at, former.end())
        if self._is_board(at):
            return self.add("T", at, BOARD.match(self.text, at, self.end).end())  # type: ignore[union-attr]
        located = LOCATED.match(self.text, at, self.end)
        if located:
            return self.add("w", at, located.end())
        body = _BODY_ABROAD.match(self.text, at, self.end)
        if body:
            return self.add("w", at, body.end())
        rank = RANK.match(self.text, at, self.end)
        if rank:
            return self.add("d", at, rank.end())
        word = WORD.match(self.text, at, self.end)
        if word is None:
            return at + 1
        if ATTACHED.search(word[0]):
            return self.add("w", at, word.end())
        if is_capital(word[0]) and not self.is_common(word):
            return read_name(self, at)
        return self.add("z" if word[0].endswith("ly") else "w", at, word.end())

    def _is_whence(self, at: int, end: int) -> bool:
        """Whether "von" tells whom somebody is fetched from ("holt Finanzchef von Kestrel")."""
        if self.text[at:end] != "von":
            return False
        return any(chunk.entry is not None and chunk.entry.lemma in _FETCHES for chunk in self.chunks)

    def _is_board(self, at: int) -> bool:
        """Whether a seat on the board is what somebody is brought to ("appointed to its Board of Directors")."""
        if self.filer is not None or not BOARD.match(self.text, at, self.end):
            return False
        codes = "".join(chunk.code for chunk in self.chunks[-4:])
        return re.search("[tJ](?:d|Np?)?$|F(?:d|Np)?$|zum?$", codes) is not None
