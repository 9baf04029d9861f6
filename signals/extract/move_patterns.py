"""Ways of telling a job change, as patterns over the codes of `move_chunks`; the letters stand in `move_words`.

Groups: person, gone (who leaves to make room), title, office (the title of who is gone), held (the title before the
name), whose, at, to, left… (organisations), origin, verb, way (what stands between verb and name). Every gap is
bounded, so that the time is linear in the length of a sentence.
"""

from __future__ import annotations

import re
from typing import Final

_GAP: Final = "[wDGdk]{0,4}"
_ASIDE: Final = "(?:,[^:|!]{1,24}?,)?"
_SUBJECT: Final = (
    "(?:(?P<whose>[NP])p?[dnkqw]{0,2})?(?:(?P<held>T)(?:f[dw]{0,3}(?P<held_at>[NP]))?,?)?d?(?P<person>P)(?!p)"
)
# "as its", "to lead sales as", "for the … role of", ", the new", or nothing at all
_AS: Final = "(?:(?:t[dwfknNp]{1,7})?[st]{1,2}[dknqwp]{0,4}|[dkn]{0,3}|,[dkn]{0,2}|f[dkn]{0,2}(?=N?p?Tw))"
_FROM: Final = "(?:F[dkqw]{0,3}(?P<origin>[NP]))?"
_TITLE: Final = "(?:(?P<title_at>N)p?[dkn]{0,2})?(?P<title>T)(?:w?[fw][dknw]{0,4}(?P<at>[NP])(?!p))?"

PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(body))
    for kind, body in (
        # Acme names Jane Doe, 52, head of Lantern, to be its new chief executive
        (
            "appoint",
            f"(?P<verb>[AV])(?P<way>[dknqwpNPT&]{{0,9}}?)(?P<person>P)(?:f[d]?[NP])?{_FROM}[Dw]{{0,3}}{_ASIDE}"
            f"(?:t[dwfknNp]{{1,7}})?[st]{{1,2}}[dknqwp]{{0,4}}{_TITLE}",
        ),
        # Acme names former Lantern VP Jane Doe, 45, as its chief revenue officer
        (
            "appoint",
            f"(?P<verb>[AV])(?P<way>[dknqwpNPT&]{{0,9}}?)(?P<person>P)(?:f[d]?[NP])?{_ASIDE}{_FROM}[Dw]{{0,3}}{_ASIDE}"
            f"{_AS}{_TITLE}",
        ),
        # Acme names new CFO Jane Doe; hires Lantern CFO Jane Doe
        ("appoint", "(?P<verb>[AV])(?P<way>[dknqwpN]{0,5})(?P<title>T)(?:f[dw]{0,2}[NP])?,?d?(?P<person>P)(?!p)"),
        # Jane Doe wurde zum CEO der Acme AG ernannt; Acme hat Jane Doe zum COO befördert
        ("appoint", f"{_SUBJECT}{_GAP}s[dknw]{{0,3}}{_TITLE}[wD,]{{0,3}}(?P<verb>V)"),
        # Jane Doe (…) has been named chief executive of Acme
        (
            "passive",
            f"{_SUBJECT}{_ASIDE},?{_GAP}(?P<verb>[aV])B?[D]?[dwf]{{0,5}}?(?:F[dkn]*(?P<earlier>[Tw])[wf]?(?=t))?{_AS}{_TITLE}",
        ),
        # Jane Doe leaves Lantern to join Acme as CFO
        (
            "join",
            f"{_SUBJECT}{_ASIDE}{_GAP}L[dw]{{0,2}}(?P<origin>[NP])[wD&]{{0,3}}(?P<verb>J)[dkw]{{0,4}}(?P<to>[NP])"
            "[wD]{0,3}s{1,2}[dknqw]{0,4}(?P<title>T)",
        ),
        # Jane Doe joins Acme from Lantern as CFO
        (
            "join",
            f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>J)[dknqwft]{{0,6}}(?P<to>[NP])(?!p)(?:f[dw]?[NP])?{_FROM}[Dw]{{0,3}}"
            f"(?:{_ASIDE}[wD]{{0,3}}s{{1,2}}[dknqw]{{0,5}}(?P<title>T))?",
        ),
        ("join", f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>J)[dknwt]{{0,4}}{_FROM}[Dw]{{0,2}}s[dknqw]{{0,5}}{_TITLE}"),
        # Jane Doe becomes / takes over as / is made the maker's CFO
        ("become", f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>B)[Dsf]{{0,2}}(?:(?P<to>N)p)?[dknwsqp]{{0,6}}{_TITLE}"),
        ("become", f"{_SUBJECT}{_ASIDE}(?P<verb>G)[Dw]{{0,3}}[dkn]{{0,2}}{_TITLE}(?!p)(?![wDfN,]{{0,5}}V)"),
        # Acme's new CFO is Jane Doe; Jane Doe neue Finanzchefin bei Acme
        ("become", f"(?:(?P<whose>N)p)?n{_TITLE}(?P<verb>[Gi])(?P<person>P)"),
        ("become", "^(?P<person>P)(?P<verb>n)(?P<title>T)f(?P<at>[NP])$"),
        # Acme names Jane Doe CFO and John Roe COO
        ("appoint", f"(?P<verb>[AVR])[dknqwpNTf]{{0,9}}P{_AS}T(?:fN)?,?&d?(?P<person>P){_AS}{_TITLE}"),
        # the appointment of Jane Doe as CFO; Jane Doe's appointment as CFO
        ("appoint", f"(?P<verb>R)[dknqw]{{0,4}}(?P<person>P){_ASIDE}{_FROM}[Dw]{{0,2}}{_AS}{_TITLE}"),
        ("appoint", "(?P<verb>R)[dkn]{0,3}(?P<title>T),?(?P<person>P)"),
        ("appoint", f"(?P<person>P)p[dknw]{{0,2}}(?P<verb>h){_AS}{_TITLE}"),
        # the departure of CFO Jane Doe; Jane Doe's resignation (as CFO)
        ("leave", f"(?P<verb>O)[dkqw]{{0,4}}(?:(?P<whose>N)p)?(?P<held>T)?,?(?P<person>P){_ASIDE}(?:{_AS}{_TITLE})?"),
        ("leave", f"(?:(?P<whose>[NP])p?[dkq]?)?(?P<held>T)?(?P<person>P)p[dkw]{{0,2}}(?P<verb>H)(?:{_AS}{_TITLE})?"),
        # COO Jane Doe and CFO John Roe are leaving
        ("leave", f"(?P<held>T)?(?P<person>P)(?:,?T,?)?&d?T?P{_GAP}(?P<verb>L)"),
        # Acme ousts / parts ways with CEO Jane Doe
        ("leave", f"(?P<verb>X)(?:(?P<whose>N)p)?[dkqw]{{0,3}}(?P<held>T)?,?(?P<person>P)(?:[wD]?{_AS}{_TITLE})?"),
        # CEO Jane Doe (…) steps down as chief executive of Acme; leaves Acme, where she was CFO
        (
            "leave",
            f"{_SUBJECT}{_ASIDE},?{_GAP}(?P<verb>L)(?:[wDd]{{0,4}}(?:d{{0,2}}w{{0,2}}(?P<left>[NP])p?)?{_FROM}[wDW]{{0,5}}"
            f"s[dknqwp]{{0,4}}{_TITLE}|d?(?P<left_only>[NP])(?:,?W[wd]{{1,3}}(?P<was>T))?|[fF][dw]{{0,3}}(?P<left_at>[NP])"
            "|d?(?P<given>T)(?![NPp]))?",
        ),
        # John Roe will be succeeded by Jane Doe (as CFO)
        (
            "relay",
            f"(?P<office>T)?,?(?P<gone>P){_ASIDE}[wDd,&LsTfNpG]{{0,10}}(?P<verb>Z)[dknqw]{{0,4}}T?,?(?P<person>P)"
            f"(?:{_AS}{_TITLE})?",
        ),
        # Acme replaced CEO John Roe (…) with Jane Doe
        (
            "relay",
            f"(?P<verb>S)[dkqw]{{0,3}}(?P<title>T)?,?(?P<gone>P){_ASIDE}[wD]{{0,3}}v[dknqw]{{0,4}}T?(?P<person>P)",
        ),
        # Jane Doe succeeds John Roe as CFO
        (
            "succeed",
            f"{_SUBJECT}{_ASIDE}{_GAP}(?P<verb>S)[dkqwDsf]{{0,5}}(?P<office>T)?(?P<gone>P)"
            f"(?:{_ASIDE},?[wD]{{0,3}}s[dknw]{{0,4}}{_TITLE})?",
        ),
        # …, succeeding John Roe; John Roe, who left
        ("follow", "(?P<verb>S)[dkqw]{0,4}(?P<office>T)?(?P<gone>P)"),
        ("follow", "(?P<gone>P),?W(?P<verb>L)"),
        # Jane Doe is Acme's new CFO; will be its next CFO
        ("become", "(?P<person>P)(?P<verb>i)(?P<whose>N)pn(?P<title>T)"),
        ("become", f"{_SUBJECT}{_ASIDE}(?P<verb>i)dn{_TITLE}"),
        # CEO John Roe steps down, Jane Doe takes over; named Jane Doe to replace him
        ("take over", "(?P<verb>[AV])(?P<person>P)S(?=w)"),
        ("take over", f"(?P<person>P){_GAP}(?P<verb>U)"),
        # Acme names new CFO; Acme's CEO steps down; Acme ousts its CEO
        (
            "nameless_join",
            f"(?P<whose>[NP])[,wDd]{{0,3}}(?P<verb>[AV])(?P<way>[dkw]{{0,2}}n?[dkw]{{0,1}})(?P<title>T){_FROM}(?![NPp&])",
        ),
        (
            "nameless_leave",
            "(?:(?P<whose>[NP])p?[dkw]{0,2})?(?P<title>T)[wDGd]{0,3}(?P<verb>L)"
            "(?:F[dw]{0,3}(?P<left>[NP])|d?(?P<left_only>[NP]))?",
        ),
        ("nameless_leave", "(?P<whose>[NP])[wDd]{0,2}(?P<verb>X)[dk]{0,2}(?P<title>T)(?![NPp&])"),
    )
)
# The organisation of a former office: "former Lantern VP", "who was VP of Lantern".
FORMER: Final = re.compile(
    "q[dkw]{0,2}(?:Tf[dw]?)?([NP])(?=p?[dwT])|q[dkw]{0,2}T[fw][dw]?([NP])|q[fw]?([NP])|Ww{1,3}[dn]?Tf[d]?([NP])"
)
