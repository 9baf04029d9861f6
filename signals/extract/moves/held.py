"""The office that somebody holds or held, by what the text tells of the same name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from signals.extract.moves.actors import Office, Phrased, is_founder
from signals.extract.moves.chunks import Chunk
from signals.extract.people import surname

_HELD_THAT: Final = re.compile(
    r",\s(?:\d{2},\s)?who (?:currently |previously |has |had )?(?:held|holds|occupied|occupies|filled|fills)\s"
    r"(?:(?:it|them)\b|(?:that|this|such|those|these|both)(?:\s(?:position|office|role|post|job|title)s?\b|(?=,)))"
)
# "Ms. Doe currently serves as the Company's Treasurer", "had served as Treasurer", "She is Treasurer".
_SERVES: Final = re.compile("@(?:(?:[hkz]{0,3}(?P<as>B)|b)[dznkp]{0,3}(?:w?p)?[dk]?|,[df]c?[Dwz]{0,3}s[dkn]{0,2})T")


def office_of(person: Chunk, sentences: Sequence[Phrased], text: str, *, is_followed: bool) -> Office | None:
    """The office of a person who leaves, where her own clause tells none; that of a founder only if she just goes."""
    if told := _as_told(person, sentences, text):
        return told
    last = surname(person.raw)
    for sentence in sentences:
        for node in sentence.nodes:
            held = node.actor.office() if node.actor and surname(node.actor.person.raw) == last else None
            if held and not held.is_new and not (is_followed and is_founder(held)):
                return held
    return next((held for one in sentences if (held := _served(last, one))), None)


def _as_told(person: Chunk, sentences: Sequence[Phrased], text: str) -> Office | None:
    """ "The position of CFO was eliminated. Jane Doe, who held that position, …": the office told last before."""
    if not _HELD_THAT.match(text, person.end):
        return None
    nodes = [node for one in sentences for node in one.nodes if node.chunk.end <= person.start]
    return next((node.office for node in reversed(nodes[-40:]) if node.office), None)


def _served(last: str, sentence: Phrased) -> Office | None:
    """The office that a sentence says the person serves in."""
    for found in _SERVES.finditer(sentence.codes):
        actor = sentence.nodes[found.start()].actor
        verb = sentence.nodes[found.start("as")].entry if found["as"] else None
        if actor and surname(actor.person.raw) == last and (verb is None or verb.lemma in {"serve as", "act as"}):
            return sentence.nodes[found.end() - 1].office
    return None
