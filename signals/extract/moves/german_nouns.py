"""Common nouns of German, which writes them large as it does names. No I/O."""

from __future__ import annotations

import re
from typing import Final

# Small words that stand between a noun and another, and in names of people, too.
GERMAN_PARTICLES: Final = frozenset({"von", "der", "zur", "zu", "des", "vom", "zum"})
# Common nouns, which German writes large as it does names.
_NOUNS: Final = frozenset(
    """treffen sitzung messe montag dienstag mittwoch donnerstag freitag samstag sonntag bank banken kopf köpfe köpfen
    marke marken marketing text ende anfang mitte woche wochen monat monate monaten jahr jahre jahren jahres tag
    tage tagen finanzen ansage ausbau aufbau vorsitzende vorsitzenden vorsitzender entscheidung unternehmen
    unternehmens firma konzern konzerns haus hauses vorstand vorstands vorstände vorständen aufsichtsrat
    aufsichtsrats verwaltungsrat rundfunkrat geschäft geschäfts geschäftsführung nachfolge nachfolger
    nachfolgerin position posten amt amtes rolle funktion stelle aufgabe aufgaben bereich bereiche wechsel
    wechsels abgang rücktritt angebot umsatz gewinn verlust markt kunden mitarbeiter mitarbeitern angestellte
    angestellten manager managers frau mann suche gründe gründen grund aktionäre aktionären investoren vertrag
    vertrags mandat mandats sender senders börsengang frühling sommer herbst winter frühjahr quartal ruhestand
    sicht blick seite seiten neustart personalie arbeitgeber berater aktivitäten millionen milliarden euro
    prozent hersteller anbieter tochter mutter spitze dort dann noch doch jetzt zuvor bisher fündig drei vier
    fünf sein seine seiner sie ihr ihre ihrer beide beiden neue neuer wie nach auch so nun damit zudem außerdem
    dieser diese dieses im am beim vom zum zur mit bei unter über ablauf vertragslaufzeit amtszeit laufzeit fall
    entwicklung umsetzung strategie struktur plan schritt bereits weggang abschied antritt amtsantritt start
    dank erfolg erfahrung beginn zukunft vergangenheit team teams werk werke standort branche industrie handel
    vertrieb einkauf technik personal produktion""".split()  # noqa: SIM905
)
_NOUN_ENDS: Final = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:ungen|heit|heiten|keit|keiten|schaften|täten|ismus|tag|tags|abend|morgen|vormittag"
    r"|nachmittag|jahr|jahres|zeit|sitzung|mandat|konferenz|versammlung|gremium|spitze|wechsel|posten|geschäfte"
    r"|einnahmen|ausgaben|bereich|führung|leitung|entscheidung|stellung|lösung|suche)"
)
# Only German has them, and hardly a German sentence has none.
_GERMAN: Final = re.compile(
    r"\b(?:der|das|dem|den|und|wird|wurde|werde|ist|hat|nicht|ein|eine|einen|seit|von|zum|zur|sich|auf|für|die|im|als|nach"
    r"|bei|mit|des|am|wie|dass|neuen|neue|neuer)\b",
    re.IGNORECASE,
)


def is_noun(word: str, sentence: str) -> bool:
    """Whether a word written large is a common noun of a German sentence."""
    common = word.casefold() in _NOUNS or _NOUN_ENDS.fullmatch(word) is not None or word.endswith("-Tochter")
    return common and not word.isupper() and is_german(sentence)


def is_german(text: str) -> bool:
    """Whether a sentence or a text is German, by its small words."""
    return len({word.casefold() for word in _GERMAN.findall(text[:2_000])}) > 1
