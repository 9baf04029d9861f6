"""What a person's answer wants, by rules over its own words. Recall of "stop" comes first (sending §5.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agent.domain.replies import Intent
from agent.sends.auto_replies import return_date


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_BARE_NO = re.compile(r"^\W*(?:no|nope|nein|non|nee|nej|stop|nie)\W*$", re.IGNORECASE)
_STOP = _any(
    r"\bunsubscribe\b",
    r"\bopt[ -]?(?:me )?out\b",
    r"\b(?:remove|take|delete) (?:me|us|my (?:e?-?mail|address|data|details|name))\b",
    r"\bstop (?:e?-?mailing|contacting|writing|sending|messaging|spamming|this)\b",
    r"\bplease stop\b",
    r"\bcease\b",
    r"\b(?:do not|don'?t|never) (?:e?-?mail|contact|write|send|message)\b",
    r"\bno (?:more|further) (?:e?-?mails?|contact|messages?)\b",
    r"\bnot (?:to )?hear from you\b",
    r"\b(?:gdpr|dsgvo|rgpd|ccpa|can-spam)\b",
    r"\breport(?:ed|ing)? (?:you|this|as spam)\b",
    r"\bspam\b",
    r"\bcomplain(?:t|ts)?\b",
    r"\babmelden\b",
    r"\baustragen\b",
    r"\blöschen sie\b",
    r"\bkeine (?:weiteren )?(?:e-?mails?|nachrichten|werbung)\b",
    r"\bwerbewiderspruch\b",
    r"\bnehmen sie mich\b",
    r"\bdésinscri\w+",
    r"\bdésabonn\w+",
    r"\bne (?:me |nous )?(?:plus )?(?:contacte|écrive)\w*",
    r"\bne plus (?:me |nous )?(?:contacter|écrire|recevoir)",
    r"\bdarme? de baja\b",
    r"\bno me (?:escriba|contacte|envíe)\w*",
    r"\bcancellami\b",
    r"\bnon (?:contattatemi|scrivetemi)\b",
    r"\buitschrijven\b",
    r"\bgeen (?:verdere )?(?:e-?mails?|berichten)\b",
    r"\bavregistrera\b",
    r"\bafmeld\w*",
)
_WRONG_PERSON = _any(
    r"\b(?:not|isn'?t|am not|wasn'?t) (?:the |really the )?(?:right|correct|best) (?:person|contact)\b",
    r"\bwrong person\b",
    r"\bno longer (?:with|at|work)\b",
    r"\bnot my (?:area|department|responsibility)\b",
    r"\bdon'?t (?:handle|own|look after)\b",
    r"\b(?:you should|please|better to|suggest you) (?:reach out to|contact|talk to)\b(?! me\b)",
    r"\b(?:you should|please|better to|suggest you) (?:speak (?:to|with)|write to|email)\b(?! me\b)",
    r"\bnicht (?:der|die) richtige\b",
    r"\bpas la bonne personne\b",
)
_NO = _any(
    r"\bnot interested\b",
    r"\bno,? thank(?:s| you)\b",
    r"\bno interest\b",
    r"\bnot (?:a |the )?(?:good |right )?fit\b",
    r"\bwe(?:'re| are) (?:all )?set\b",
    r"\bno need\b",
    r"\bdon'?t need\b",
    r"\bnot for us\b",
    r"\b(?:i'?ll|we'?ll|going to) pass\b",
    r"\bhappy with (?:our|what)\b",
    r"\bnot looking\b",
    r"\bno budget\b",
    r"\bkein interesse\b",
    r"\bkein bedarf\b",
    r"\bpas intéress\w+",
    r"\bno (?:nos |me )?interesa\b",
    r"\bnon (?:sono|siamo) interessat\w",
)
_LATER = _any(
    r"\bnot (?:right )?now\b",
    r"\bnot (?:at )?(?:this|the) (?:time|moment|quarter|year)\b",
    r"\b(?:circle|check|reach|come|get) (?:back|out again)\b",
    r"\bnext (?:quarter|year|month|spring|summer|autumn|fall|winter)\b",
    r"\blater (?:this|in the) year\b",
    r"\b(?:after|in) (?:q[1-4]|january|february|march|april|may|june)\b",
    r"\b(?:after|in) (?:july|august|september|october|november|december)\b",
    r"\b(?:bad|not a good) (?:time|timing)\b",
    r"\bin (?:a few|\d+|two|three|six) (?:weeks|months)\b",
    r"\bderzeit nicht\b",
    r"\bnächstes (?:jahr|quartal)\b",
)
_YES = _any(
    r"\binterested\b",
    r"\b(?:tell|send|share|show) (?:me|us|over)\b",
    r"\blet'?s (?:talk|chat|meet|do|set|schedule|connect|find)\b",
    r"\b(?:happy|glad|keen|love|like) to (?:talk|chat|meet|learn|hear|see|take|discuss|connect|have)\b",
    r"\bsounds (?:good|great|interesting|useful)\b",
    r"\b(?:set|book|schedule|put) (?:up |in )?(?:a |some )?(?:call|meeting|time|slot|demo)\b",
    r"\bworth a (?:look|chat|call)\b",
    r"\byes\b",
    r"\bplease (?:do|send|share)\b",
    r"\bwhen (?:are you|can we|could we|works)\b",
    r"\bcall me\b",
    r"\bcould you send\b",
    r"\binteressiert\b",
    r"\bgerne\b",
    r"\bintéressé\w*",
    r"\bme interesa\b",
    r"\bmy (?:calendar|number)\b",
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NAME_AFTER = re.compile(
    r"(?:reach out to|contact|talk to|speak (?:to|with)|write to|email|replaced by|ask)\s+((?:[A-Z][\w'’-]+\s?){1,3})"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_WORD = re.compile(rf"\b(?:in|after|early|until) ({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bq([1-4])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The intent, and what came with it: when to wake (not now), whom to write to instead (wrong person)."""

    intent: Intent
    wakes_on: date | None = None
    referral: str = ""


def read_intent(text: str, *, now: datetime) -> Reading:
    """What these words want. A person confirms it; the sequence has stopped whatever it says."""
    said = " ".join(text.replace("’", "'").split())
    if _BARE_NO.match(said) or _STOP.search(said):
        return Reading(Intent.UNSUBSCRIBE)
    if _WRONG_PERSON.search(said):
        return Reading(Intent.WRONG_PERSON, referral=_referral(text))
    if _NO.search(said):
        return Reading(Intent.NOT_INTERESTED)
    if _LATER.search(said):
        return Reading(Intent.NOT_NOW, wakes_on=_later(said, now.date()))
    if _YES.search(said):
        return Reading(Intent.INTERESTED)
    if "?" in said:
        return Reading(Intent.QUESTION)
    return Reading(Intent.OTHER)


def _referral(text: str) -> str:
    address = _ADDRESS.search(text)
    name = _NAME_AFTER.search(text)
    return " ".join(
        part for part in (name.group(1).strip() if name else "", address.group() if address else "") if part
    )


def _later(said: str, today: date) -> date:
    """The day that "not now" means; three months on where it says none."""
    exact = return_date(said, written=today)
    if exact:
        return exact
    month = _MONTH_WORD.search(said)
    quarter = _QUARTER.search(said)
    number = _MONTHS.index(month.group(1).lower()) + 1 if month else int(quarter.group(1)) * 3 - 2 if quarter else 0
    if number:
        return date(today.year + int(number <= today.month), number, 1)
    if "next year" in said.lower():
        return date(today.year + 1, 1, 7)
    return today + timedelta(days=90)
