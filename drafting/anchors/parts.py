"""Who plays which part: where somebody came from and went to, who led a round, who bought whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.reading import Reading

_FROM = re.compile(
    r"(?:\b(?:(?<!over )(?<!handled )(?<!run )(?<!shipped )(?<!served )(?<!managed )(?<!operated )"
    r"(?<!work )(?<!works )from|away from|(?<!roll[- ])out of|off|off of|left|leaving|leaves|departed|"
    r"departing|ex|former|formerly|"
    r"ditch\w*|dropp?\w*|"
    r"remov\w+|retir\w+|abandon\w*|replac\w+|instead of|moving on from|swapp\w+|sunset\w*|unlike|quits?|exits?|exited)"
    r"(?: of| at| with)?[\s-](?:the |its |your |their |our )?"
    r"|\b(?:previously|formerly|was|spent|earlier|worked|veteran of|most recently|came|held|"
    r"years)\b(?:(?!\b(?:starts?|started|joins?|joined|becomes?|now)\b)[^.;]){0,60}\b(?:at|of|with|for|in)\s)$",
    re.IGNORECASE,
)
_FROM_AFTER = re.compile(
    r"^(?:'s|’s)? (?:veteran|alum\w*)\b|^ (?:(?:was|is|were|are|has been) (?:replaced|removed|dropped)|used to (?:be|"
    r"run|sit|load)|came off|"
    r"went away)",
    re.I,
)
_TO = re.compile(
    r"\b(?:to|onto|into|"
    r"roll[- ]?out of|rolling out|rolled out|joins?|joined|joining|adopt\w*|chose|chooses|implement\w*|in favou?r of|"
    r"install\w*|deploy\w*|(?:now|currently) (?:runs?|uses?|loads?|has)|runs? on|"
    r"replac\w+ \S+(?: \S+)? (?:with|by)|swapp\w+ \S+ (?:for|out for))\s(?:the |its |your |their |our )?$",
    re.IGNORECASE,
)
_TO_AFTER = re.compile(
    r"^(?:,? (?:inc|llc|ltd|gmbh|corp)\.?,?)? (?:has |have |today |just )?(?:appoint|nam(?:ed|es)|hir(?:ed|es)|"
    r"brought|brings|"
    r"welcom|tapp?|recruit|elect|promot|replaces|replaced(?! by))",
    re.IGNORECASE,
)
_LEAD_BEFORE = re.compile(r"\b(?:(?:co-)?led by|lead investors?,?|leadership of|headed by)\s(?:the )?$", re.IGNORECASE)
_LEAD_AFTER = re.compile(
    r"^(?:'s|’s)? ?(?:,|as|has|have|is|was)? ?(?:co-)?(?:led|leading|leads|as lead|the lead|"
    r"in the lead)\b(?! (?:(?:your|the|our|its|an?|their|his|her|all|that) )?(?:[\w-]+ ){0,4}(?:sales|"
    r"marketing|product|engineering|operations|teams?|revenue|finance|people|growth|commercial|groups?|departments?|"
    r"organi[sz]ations?|functions?|units?|divisions?|staff|crews?|efforts?|projects?|programmes?|programs?|practices?|"
    r"offices?|business|region|desk|agents|engineers|analysts|reps)\b)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"^(?:,? and |, | & )(?:the )?$")
_BUYER_AFTER = re.compile(
    r"^(?:,? (?:inc|llc|ltd)\.?,?)? (?:has |have |just |recently |today )?(?:acquire[sd]?|b(?:ought|uys)|"
    r"purchased|to acquire|is acquiring|snapped|(?:has |have )?(?:agreed|signed a deal|plans?|intends?|is|are|set|due|"
    r"reached a deal|struck a deal|said (?:that )?(?:it|they))"
    r"(?: (?:going|set|due))? to (?:buy|acquire|purchase|take over)|(?:is |are )?buying|"
    r"(?:said (?:that )?(?:it|they) )?(?:will|would) (?:buy|acquire)|"
    r"takes? over|took over|'s (?:acquisition|purchase|takeover) of)",
    re.I,
)
_BOUGHT_BEFORE = re.compile(
    r"\b(?:acquir(?:ed|es|ing)|bought|buys?|buying|purchas(?:ed|ing|e of)|acquisition of|takeover of|"
    r"(?:to|will) (?:acquire|purchase|take over))"
    r"\s(?:the )?(?:(?!(?:by|from|in|for|to|with|and|of|stake) )[\w-]+ ){0,3}$",
    re.I,
)
_BUYER_BEFORE = re.compile(r"\b(?:acquired|bought|purchased|acquisition|snapped up) by\s(?:the )?$", re.I)
_BOUGHT_AFTER = re.compile(r"^ (?:was|is|has been|were|got|to be|being) (?:acquired|bought|purchased|snapped)", re.I)
_RAISER_AFTER = re.compile(
    r"^(?:,? (?:inc|llc|ltd)\.?,?)? (?:has |have |just |recently |today )?(?:announced |closed |raised |secured |"
    r"landed |raises "
    r"|closes |picked up )(?=.*(?:round|series|seed|funding|financing|[$€£]|million))",
    re.I,
)
_INVESTOR_BEFORE = re.compile(
    r"\b(?:participation (?:from|by)|backed by|joined by|investors?:?(?: include| including)?|"
    r"(?:funding|financing|capital|investment|money|round|seed|series [a-k]|million|\d[mk]|\dmn?|\dbn?) from)"
    r"\s(?:the )?$",
    re.I,
)

_LEFT = (
    r"left|leaves|leaving|departed|departs|stepped down|steps down|resigned|resigns|quit|exited|retired|retires|"
    r"was fired|was ousted"
)
_JOINER_AFTER = re.compile(
    r"^,? (?:has |have |had |just |recently |today |will |who )?(?:(?:is |was |been |has been )?(?:joins?|joined|"
    r"joining|named|appointed|hired|starts?|"
    r"started|starting|takes over|took over|taking over|succeeds|succeeded|replaces|replaced|becomes|became|"
    r"promoted|elected)|"
    r"(?:now |currently )?(?:runs|leads|heads))\b(?! by\b)",
    re.IGNORECASE,
)
_JOINER_BEFORE = re.compile(
    r"\b(?:appoint(?:s|ed|ing|ment of)?|names|named|naming|hir(?:ed|es|ing)|hire of|welcom(?:ed|es|ing)|"
    r"tapp?(?:ed|s)|promot(?:ed|es|ing)|"
    r"brought (?:in|on)|brings (?:in|on)|recruited|poached|elected|adds|added)\s(?:[\w.,& -]{0,40}[ ,])??$",
    re.IGNORECASE,
)
_LEAVER_AFTER = re.compile(
    rf"^(?:, who)? (?:has |had |have |just |recently |will |is )?(?:{_LEFT})\b(?! (?:[A-Z]\w+ )+for\b)", re.IGNORECASE
)
_LEAVER_LATER = re.compile(
    r"^(?!\W*(?:(?:corp|inc|ltd|llc|plc|co)\b\W*)?of )(?:[^.;]|\.(?=,| [a-z])){0,60}"
    r"\b(?:his|her|their) (?:resignation|departure|retirement|decision to (?:leave|resign|retire|step down))\b",
    re.IGNORECASE,
)
_ABSENT_AFTER = re.compile(
    r"^(?:'s|’s)?(?: \w+){0,3} (?:no longer|not|absent|missing|gone|"
    r"removed(?= from\b|[.,;]|$)|disappeared|found on 0)\b",
    re.IGNORECASE,
)
_LEAVER_BEFORE = re.compile(
    r"\b(?:succeeds|succeeded|succeeding|replaces|replaced|replacing|departure of|"
    r"parted ways with|parts ways with|lost|fired|ousted|let go of|exit of|resignation of)\s$",
    re.IGNORECASE,
)

_HANDED_OVER = re.compile(r"\b(?:takes?|took|taking) over\b[^.;]{1,48}\bfrom\s$", re.IGNORECASE)

_BEFORE = (
    ("joiner", _JOINER_BEFORE),
    ("leaver", _LEAVER_BEFORE),
    ("leaver", _HANDED_OVER),
    ("superior", re.compile(r"\breport(?:s|ing)? to (?:the |its |your |our )?(?:[\w-]+ ){0,3}$", re.I)),
    ("lead", _LEAD_BEFORE),
    ("buyer", _BUYER_BEFORE),
    ("bought", _BOUGHT_BEFORE),
    ("investor", _INVESTOR_BEFORE),
    ("from", _FROM),
    ("to", _TO),
    ("from", re.compile(r"\b(?:removed|dropped|gone|retired|uninstalled): [^.;:]*$", re.I)),
    ("to", re.compile(r"\b(?:added|new|installed|adopted): [^.;:]*$", re.I)),
)
_AFTER = (
    ("joiner", _JOINER_AFTER),
    ("reporter", re.compile(r"^,? (?:who |will |now |and )*reports? to\b", re.I)),
    ("leaver", _LEAVER_AFTER),
    ("leaver", _LEAVER_LATER),
    ("absent", _ABSENT_AFTER),
    ("lead", _LEAD_AFTER),
    ("buyer", _BUYER_AFTER),
    ("bought", _BOUGHT_AFTER),
    ("raiser", _RAISER_AFTER),
    ("to", _TO_AFTER),
    ("from", _FROM_AFTER),
    ("from", re.compile(r"^ (?:office|site|team|plant|depot|store|branch) into\b", re.I)),
    (
        "to",
        re.compile(
            r"^ (?:and [A-Z]\w+ )?(?:has |have |just )?(?:showed up|shown up|appeared|turned up|arrived|"
            r"(?:is|are) (?:new|live) on)\b",
            re.I,
        ),
    ),
)
# A part that is claimed is contradicted by these parts in the evidence.
OPPOSITE_PARTS = {
    "from": {"to"},
    "to": {"from"},
    "buyer": {"bought"},
    "bought": {"buyer"},
    "lead": {"investor"},
    "raiser": {"lead", "investor"},
    "superior": {"reporter"},
    "reporter": {"superior"},
    "joiner": {"leaver"},
    "leaver": {"joiner"},
}
_NO_PERSON = re.compile(
    r"\b(?:(?:previously|formerly|most recently|veteran) of|from|at|in|with|for|joins|joined|joining|"
    r"by|via|per|succeed(?:s|ed|ing)|replac(?:es|ed|ing)|"
    r"report(?:s|ing)? to)\s(?:the )?$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[;?!](?:\s|$)|\.(?=\s+[^a-z\s]|\s*$)")


# "Alder's CFO" is held by somebody at Alder.
_WHOSE = re.compile(r"['’]s (?:[a-z]+ )?")


def holders_of(reading: Reading) -> list[tuple[Anchor, Anchor]]:
    """Each title with the person who holds it: the last name before it in its sentence, else the next one."""
    names = [a for a in reading.of(AnchorType.NAME) if not _NO_PERSON.search(reading.text[: a.start])]
    found = []
    for title in reading.of(AnchorType.TITLE):
        before = [
            n
            for n in names
            if n.end <= title.start
            and not SENTENCE_END.search(reading.text[n.end : title.start])
            and not _WHOSE.fullmatch(reading.text[n.end : title.start])
        ]
        after = [
            n for n in names if n.start >= title.end and not SENTENCE_END.search(reading.text[title.end : n.start])
        ]
        next_to = after and re.fullmatch(r"[ ,]*", reading.text[title.end : after[0].start])
        people = [n for n in before if len(n.tokens) > 1] or before
        if next_to and len(after[0].tokens) > 1:
            found.append((title, after[0]))
        elif people:
            found.append((title, people[-1]))
        elif after:
            found.append((title, after[0]))
    return found


_YOU = re.compile(r"\b(?:you|your (?:team|company))\b", re.IGNORECASE)


def parts_of(text: str, names: Sequence[Anchor], account: str = "") -> list[tuple[str, Anchor]]:
    """The parts that names play in a text; "you" stands for `account` where one is given."""
    players = list(names)
    if account:
        players += [Anchor(AnchorType.NAME, account, m.start(), m.end()) for m in _YOU.finditer(text)]
    players.sort(key=lambda a: a.start)
    found: list[tuple[str, Anchor]] = []
    last: Anchor | None = None
    for player in players:
        before, after = text[: player.start], text[player.end :]
        parts = {part for part, pattern in _BEFORE if pattern.search(before)}
        parts |= {part for part, pattern in _AFTER if pattern.match(after)}
        if _HANDED_OVER.search(before):
            parts.discard("from")
        if {"from", "to"} <= parts:
            parts.discard("from" if _TO.search(before) else "to")
        if last and _TOGETHER.match(text[last.end : player.start]) and not parts:
            parts = {part for part, other in found if other is last and part in {"lead", "investor", "from", "to"}}
        if last and _TOGETHER.match(text[last.end : player.start]) and not any(other is last for _, other in found):
            found.extend((part, last) for part in sorted(parts & {"lead", "investor"}))
        found.extend((part, player) for part in sorted(parts))
        last = player
    return found
