"""What only sounds like a job change: sport, politics, screens, courts, rumours, surveys, looks back. No I/O."""

from __future__ import annotations

import re
from typing import Final

# A headline that asks, teaches, remembers or speaks of itself tells no event.
_HEADLINE: Final = re.compile(
    r"^\s*(?:how|why|what|when|where|who|should|is|are|can|could|would|do|does|ask hn|show hn|tell hn|interview"
    r"|podcast|opinion|q&a|profile"
    r"|watch|listen|in memoriam|obituary|review|study|survey|poll|meet|the rise|the fall|looking back|throwback"
    r"|lessons|tips|\d+ (?:ways|tips"
    r"|things|reasons|lessons))\b|\?\s*$|\b(?:i|my|me|i'm|i've)\b.*\b(?:quit|left|joined|resigned|hired|leaving"
    r"|fired)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:striker|midfielder|goalkeeper|quarterback|linebacker|pitcher|shortstop|head coach|assistant coach|coach"
    r"|coaches|football|soccer|basketball"
    r"|baseball|hockey|rugby|cricket|premier league|bundesliga|nba|nfl|mlb|nhl|fifa|uefa|championship|playoffs?"
    r"|touchdown|transfer window|world cup"
    r"|grand prix|formula one|olympics?|stadium|team principal|sporting director|bullpen|inning"
    r"|prime minister|foreign minister|finance minister|defen[cs]e minister|minister|ministers|senator|congressman"
    r"|congresswoman|parliament"
    r"|presidential|presidency|mayor|ambassador|attorney general|supreme court|white house|secretary of state"
    r"|defense secretary|cabinet|lawmaker"
    r"|election|elections|electoral|ballot|caucus|politburo|party leader|opposition leader|coalition government"
    r"|governor|vice presidential|inaugurat\w+"
    r"|brigadier|colonel|lieutenant|admiral|sergeant|battalion|regiment|troops|rebels|nato commander|warlord"
    r"|actor|actress|sitcom|sequel|box office|rapper|guitarist|drummer|bassist|frontman|album|soundtrack"
    r"|film festival|movie|showrunner|tv show|starring"
    r"|sentenced|pleaded|pleads guilty|convicted|indicted|arrested|acquitted|testif\w+|jury|prison|manslaughter"
    r"|extradit\w+"
    r"|dies|died|dead at|passed away|obituary|funeral|memorial service|mourns|bishop|archbishop|cardinal|pope|dean of"
    r"|professor of|headmaster"
    r"|school principal|school board|artificially intelligent|robot|humanoid|fictional"
    r"|survey|poll finds|study finds|study shows|according to a (?:study|survey)|percent of ceos|hall of fame"
    r"|(?:person|leader|ceo|cfo|executive|company|man|woman|entrepreneur|manager|player) of the year"
    r"|lifetime achievement|award|awards|honou?rs"
    r"|bundeskanzler\w*|ministerpräsident\w*|minister(?:in)?|bürgermeister\w*|trainer|bundestag|landtag|fußball\w*"
    r"|präsidentschaft\w*)\b",
    re.IGNORECASE,
)
_BOARD: Final = re.compile(
    r"\b(?:joins?|joined|joining|named to|appointed to|elected to|added to|leaves|left|departs"
    r"|quits)\s+(?:\S+\s+){0,5}?(?:advisory |supervisory )?board\b"
    r"(?! (?:and|as (?:its |the )?(?:chief|president|ceo)))|\bboard seat\b|\bto (?:its|the|their) (?:advisory "
    r"|supervisory )?board\b",
    re.IGNORECASE,
)
_LOOK_BACK: Final = re.compile(
    r"\b(?:had (?:joined|been (?:named|appointed|hired|promoted)|left|resigned|stepped down)|anniversary|years? ago"
    r"|decade ago|last year|back in"
    r"|since (?:joining|becoming|taking over|being named|he|she)|looking back|in his (?:first|second|third) year"
    r"|celebrates|reflects on)\b",
    re.IGNORECASE,
)


_HEARSAY: Final = re.compile(
    r"^\W*(?:reports?|sources?|rumou?rs?)\s?:|(?::|[-–—])\s?(?:reports?|sources?)\W*$"
    r"|\bsources? (?:say|said|tell|told)\b"
    r"|\bpeople familiar\b|\bclose to (?:naming|hiring|appointing|picking)\b|\bin (?:advanced )?talks\b",
    re.IGNORECASE,
)


def is_noise(headline: str) -> bool:
    """Whether a headline asks, teaches or remembers, or speaks of sport, politics, screens or courts."""
    return bool(_HEADLINE.search(headline) or _ELSEWHERE.search(headline))


def is_noisy_sentence(sentence: str) -> bool:
    """Whether a sentence tells of no officer's move now: another walk of life, a board seat, hearsay, a look back."""
    return bool(
        _ELSEWHERE.search(sentence)
        or _HEARSAY.search(sentence)
        or _LOOK_BACK.search(sentence)
        or _BOARD.search(sentence)
    )
