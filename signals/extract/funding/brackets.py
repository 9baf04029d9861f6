"""German sentences hold the amount in a bracket: "hat … 5 Mio. Euro eingesammelt", "sammelte Quillfern … ein"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signals.extract.funding.words import Verb

_PARTICIPLES = {
    Verb.RAISE: "eingesammelt eingeworben einsammeln einwerben aufgenommen aufnehmen eingetrieben eingefahren",
    Verb.GAIN: (
        "abgeschlossen abschließen gesichert sichern geholt holen gewonnen gewinnen bekommen erhalten erzielt "
        "erzielen gesammelt sammeln ergattert ergattern eingestrichen einstreichen besorgt beschafft"
    ),
    Verb.TAKE: "gemeldet verkündet bekanntgegeben bekanntgemacht",
}
_KIND_OF = {form: kind for kind, forms in _PARTICIPLES.items() for form in forms.split()}
_COLLECTS_TEXT = "sammelt sammelte sammeln sammelten wirbt warb werben warben fährt fuhr streicht strich"
_PARTICLES = {
    "ein": (Verb.RAISE, frozenset(_COLLECTS_TEXT.split())),
    "auf": (Verb.RAISE, frozenset(["nimmt", "nahm", "nehmen", "nahmen"])),
    "ab": (Verb.GAIN, frozenset(["schließt", "schliesst", "schloss", "schließen", "schlossen"])),
}
_SIMPLE_TEXT = "erhält erhielt bekommt bekam sichert sicherte holt holte gewinnt gewann ergattert erzielt"
_SIMPLE = dict.fromkeys(_SIMPLE_TEXT.split(), Verb.GAIN)
_AUXILIARIES = frozenset(["hat", "haben", "habe", "konnte", "konnten"])
_GERMAN = _AUXILIARIES.union(_SIMPLE, *(verbs for _, verbs in _PARTICLES.values()))
_CLOSES = re.compile(
    rf"[^.;:!?¤]{{0,90}}?\b(?P<word>{'|'.join([*_KIND_OF, *_PARTICLES])})(?=\s*(?:$|[.,;:!?–—-]|\bund\b|\bgegeben\b))"
)
_WORD = re.compile(r"[^\W\d_]+")
# A clause that opens with one of these has its subject behind the verb.
_FRONTED = re.compile(
    r"[\s\"„“]*(?:in|im|mit|nach|bei|am|an|auf|für|zum|zur|nun|jetzt|heute|gestern|damit|dafür|dabei|zuletzt|insgesamt|"
    r"kürzlich|zudem|außerdem|auch|laut|über|von|vor|seit|innerhalb|erst|aktuell|bereits|unter|um|trotz|während|als)\b",
    re.IGNORECASE,
)
_SUBJECT_ENDS = re.compile(
    r"\s(?:nun|jetzt|heute|gestern|in|im|bei|von|mit|am|zum|zur|insgesamt|erneut|nach|rund|knapp|fast|etwa|über|mehr|eine?[nrm]?|"
    r"weitere[nrs]?|frische[nrs]?|für|sich|zuletzt|kürzlich|bereits|auch|erstmals|damit|dabei|wieder|nochmals|noch|"
    r"zusätzliche[nrs]?|satte|stolze|ganze|seine[nrsm]?|ihre[nrsm]?|dafür|dazu)\b|[,(¤§]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A finite verb at `start` and what closes its clause: together they say what is done with the amount."""

    start: int
    end: int
    word: str
    verb: Verb


def bracket(masked: str, begin: int, start: int, end: int) -> Bracket | None:
    """The German verb around the phrase `masked[start:end]` of a sentence from `begin` on; None where there is none."""
    closes = _CLOSES.match(masked, end)
    closing = closes["word"] if closes else ""
    for match in reversed(list(_WORD.finditer(masked, begin, start))):
        word = match[0].casefold()
        if word in _AUXILIARIES and closing in _KIND_OF:
            return Bracket(match.start(), match.end(), closing, _KIND_OF[closing])
        if closing in _PARTICLES and word in _PARTICLES[closing][1]:
            return Bracket(match.start(), match.end(), word, _PARTICLES[closing][0])
        if word in _SIMPLE and _FRONTED.match(masked, begin):
            return Bracket(match.start(), match.end(), word, _SIMPLE[word])
    return None


def subject_behind(text: str, begin: int, at: int, end: int) -> tuple[int, int] | None:
    """Where the subject of the German verb at `at` stands, in a clause that something else opens ("Im Mai sammelte
    Quillfern …"); None where it stands before the verb, and for any other verb."""
    verb = _WORD.match(text, at)
    if verb is None or verb[0].casefold() not in _GERMAN or not _FRONTED.match(text, begin):
        return None
    stop = _SUBJECT_ENDS.search(text, verb.end(), end)
    return verb.end(), stop.start() if stop else end
