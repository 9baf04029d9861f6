"""Names of organisations: where they stand, how they compare, and investors by their other names (signals §3.2)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from signals.extract.legal_forms import LEGAL_FORMS, PLAIN_FORMS

_LEGAL_TAIL = re.compile(r"[\s,]+((?:[\w&]\.?){1,14})\s*$")
_CHAINED_TAIL = re.compile(r"[\s,]+(?:s\.?a\.?(?:p\.?i\.?)? de c\.?v\.?|sp\.? z ?o\.? ?o\.?)\s*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]\s*$")
_NOT_NAME = re.compile(r"(?<!\w)[.\-]|[.\-](?!\w)|[^\w\s.\-]")
_SPACE = re.compile(r"\s+")
LONGEST_NAME = 400
"""Characters of a name that are looked at: what is longer is no name, and costs time by the square of its length."""

_DOMAIN = r"[a-z0-9][\w-]*\.(?:ai|io|com|co|net|org|app|dev|me|tv|so|fm)"
_NAME_TOKEN = rf"(?:[A-Z0-9À-ÖØ-Þ][\w&'’.+\-]*|[a-z]{{1,3}}[A-Z]\w+|[a-z]\d{{2}}[a-z]\w*|{_DOMAIN})"
_ORGANISATION = re.compile(rf"(?<![\w@]){_NAME_TOKEN}(?:\s(?:(?:&|of|de|the|\+)\s)?{_NAME_TOKEN})*")

# One key, every name it goes by. Sources: the firms' own pages; only forms that name no other firm.
_INVESTORS: dict[str, tuple[str, ...]] = {
    "andreessen horowitz": ("a16z", "ah capital", "andreessen"),
    "kleiner perkins": ("kpcb", "kleiner perkins caufield & byers", "kleiner"),
    "sequoia": ("sequoia capital",),
    "y combinator": ("yc", "ycombinator"),
    "gv": ("google ventures",),
    "capitalg": ("google capital",),
    "new enterprise associates": ("nea",),
    "draper fisher jurvetson": ("dfj",),
    "draper fisher jurvetson growth": ("dfj growth",),
    "institutional venture partners": ("ivp",),
    "general catalyst": ("general catalyst partners",),
    "founders fund": ("the founders fund",),
    "union square ventures": ("usv", "union square"),
    "bessemer": ("bessemer venture partners", "bvp"),
    "lightspeed": ("lightspeed venture partners", "lsvp"),
    "accel": ("accel partners",),
    "greylock": ("greylock partners",),
    "benchmark": ("benchmark capital",),
    "index ventures": ("index",),
    "khosla": ("khosla ventures",),
    "insight partners": ("insight venture partners", "insight"),
    "tiger global": ("tiger global management", "tiger"),
    "softbank": ("softbank group", "softbank vision fund"),
    "battery": ("battery ventures",),
    "redpoint": ("redpoint ventures",),
    "first round": ("first round capital",),
    "true ventures": (),
    "spark": ("spark capital",),
    "foundry": ("foundry group",),
    "matrix": ("matrix partners",),
    "menlo": ("menlo ventures",),
    "norwest": ("norwest venture partners", "nvp"),
    "us venture partners": ("usvp", "u.s. venture partners"),
    "revolution": ("revolution growth", "revolution ventures"),
    "technology crossover ventures": ("tcv",),
    "general atlantic": ("ga",),
    "goldman sachs": ("goldman", "goldman sachs group"),
    "jpmorgan chase": ("jpmorgan", "jp morgan", "j.p. morgan"),
    "t rowe price": ("t. rowe price",),
    "fidelity": ("fidelity investments", "fidelity management"),
    "dst": ("dst global",),
    "500 startups": ("500 global",),
    "temasek": ("temasek holdings",),
    "salesforce": ("salesforce ventures",),
    "intel capital": (),
    "balderton": ("balderton capital",),
    "atomico": (),
    "northzone": ("northzone ventures",),
    "creandum": (),
    "point nine": ("point nine capital",),
    "bain capital ventures": ("bcv",),
    "polaris": ("polaris partners", "polaris ventures"),
    "crv": ("charles river ventures",),
    "social capital": ("social+capital", "the social+capital partnership"),
    "rre": ("rre ventures",),
    "susa": ("susa ventures",),
    "felicis": ("felicis ventures",),
    "sv angel": (),
    "lowercase": ("lowercase capital",),
    "floodgate": ("floodgate fund",),
    "elevation": ("elevation capital", "saif partners"),
    # Managers of funds that no ending gives away.
    "blackstone": ("blackstone group",),
    "kkr": ("kohlberg kravis roberts",),
    "carlyle": ("carlyle group", "the carlyle group"),
    "tpg": ("tpg growth", "tpg capital"),
    "apollo global management": (),
    "silver lake": (),
    "thoma bravo": (),
    "warburg pincus": (),
    "hellman & friedman": (),
    "advent international": (),
    "permira": (),
    "techstars": (),
    "coatue": ("coatue management",),
    "brookfield": ("brookfield asset management",),
    "eight roads": ("eight road ventures", "eight roads ventures"),
    "peak xv": ("peak xv partners", "sequoia india"),
}
# Firms whose one name no ending gives away, and that is nothing else.
_KNOWN_TEXT = """
partech, eurazeo, idinvest, serena capital, elaia, daphni, alven, bpifrance, earlybird, lakestar, target global,
high-tech gründerfonds, holtzbrinck ventures, project a, eqt ventures, kinnevik, verdane, seedcamp, localglobe,
seaya, kibo ventures, samaipata, nauta capital, k fund, kaszek, monashees, wavemaker, golden gate ventures,
jungle ventures, alpha jwc, airtree, square peg, omnivore, blume, chiratae, kalaari, stellaris, hillhouse,
prosus, ggv, idg capital, qiming, zhenfund, ribbit, qed, lerer hippeau, upfront ventures, foresite, deerfield,
orbimed, flagship pioneering, third rock, venrock, canaan, shasta ventures, mohr davidow, summit partners, ta
associates, jmi equity, greycroft, boldstart, uncork, costanoa, dcvc, data collective, valar, dragoneer, iconiq,
greenoaks, altimeter, pantera, polychain, mubadala, temasek, gic, omers ventures, bgf, yl ventures, pitango,
hoxton ventures, balderton, ebrd, l catterton, breakthrough energy ventures, social leverage, susquehanna,
sofina, tikehau, wellington management, baillie gifford, union square, draper fisher, nexus
"""
# Aliases that are also words or other companies: equal to the firm in a list of investors, no proof of one elsewhere.
_AMBIGUOUS_TEXT = (
    "index insight tiger battery spark foundry matrix menlo revolution benchmark polaris elevation lowercase susa ga "
    "fidelity lightspeed salesforce goldman"
)
_AMBIGUOUS = frozenset({*_AMBIGUOUS_TEXT.split(), "first round", "goldman sachs", "jpmorgan", "jp morgan"})
_INVESTOR_BY_NAME = {alias: key for key, aliases in _INVESTORS.items() for alias in (key, *aliases)}
_KNOWN = frozenset(name.strip() for name in _KNOWN_TEXT.split(","))
_INVESTOR_TAIL = re.compile(
    r"\b(?:ventures?|capital|partners?|vc|equity|fund|funds|investments?|angels|investors|growth|"
    r"asset management|venture capital|holdings|accelerator|vision fund)$"
)


# "Accel India" and "Northgate Ventures Europe" are arms of the firm, "Northgate Growth Fund IV" is its fourth fund.
_REGION = re.compile(
    r"\s(?:india|china|europe|asia|africa|israel|us|uk|japan|latin america|southeast asia|[ivx]{1,4})$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised run that may be an organisation: `text[start:end]`."""

    name: str
    start: int
    end: int


def organisations(text: str) -> tuple[Name, ...]:
    """Capitalised runs of `text` in order. Candidates only: people and places stand among them."""
    return tuple(_trimmed(match[0], match.start()) for match in _ORGANISATION.finditer(text))


def without_legal_form(name: str) -> str:
    """`name` without trailing legal forms ("Acme Robotics, Inc." → "Acme Robotics"); never stripped to nothing."""
    return _strip_forms(_CHAINED_TAIL.sub("", name.strip()[:LONGEST_NAME]), LEGAL_FORMS)


def display_name(name: str) -> str:
    """`name` as people say it: without "Inc." and the like, but with forms that are also words ("The Tile Company")."""
    return _strip_forms(name.strip()[:LONGEST_NAME], PLAIN_FORMS)


def _strip_forms(name: str, forms: frozenset[str]) -> str:
    stripped = name
    while match := _LEGAL_TAIL.search(stripped):
        rest = stripped[: match.start()].rstrip(" ,")
        dangling = match[1] == "&" and stripped != name
        if not (dangling or match[1].replace(".", "").casefold() in forms) or not _is_whole(rest):
            break
        stripped = rest
    return stripped


def _is_whole(name: str) -> bool:
    """Whether what is left of a name still is one: "21 Inc." and "The Limited" keep their form."""
    return sum(char.isalpha() for char in name) > 1 and name.casefold() != "the"


def name_key(name: str) -> str:
    """How names are compared: NFKC, case-folded, "&" as "and", no legal form, no punctuation but inner . and -.

    So "monday.com" and "x.ai" keep their dot (signals §3.2). A name of nothing else keeps its legal form.
    """
    folded = unicodedata.normalize("NFKC", _BRACKETS.sub("", name[:LONGEST_NAME])).casefold()
    spelled = without_legal_form(folded).replace("&", " and ")
    return _SPACE.sub(" ", _NOT_NAME.sub(" ", spelled)).strip() or _SPACE.sub(" ", folded).strip()


def investor_key(name: str) -> str:
    """One key for every name of an investor ("a16z", "Andreessen Horowitz"); else the name's own key."""
    folded = re.sub(r"^the\s+", "", unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold().strip(" .,'\"’“”"))
    return _INVESTOR_BY_NAME.get(folded) or _INVESTOR_BY_NAME.get(name_key(folded)) or name_key(folded)


def is_listed(name: str) -> bool:
    """Whether `name` is one that the table of investors knows, in any of its forms."""
    return name.strip().casefold() in _INVESTOR_BY_NAME


def is_investor(name: str) -> bool:
    """Whether a name alone tells a venture or equity firm: a known one, or one that ends like one."""
    folded = _REGION.sub("", without_legal_form(name.strip()).casefold())
    known = folded in _KNOWN or (folded in _INVESTOR_BY_NAME and folded not in _AMBIGUOUS)
    return known or bool(_INVESTOR_TAIL.search(folded))


def _trimmed(run: str, start: int) -> Name:
    name = re.sub(r"(?:['’]s?|[.,\-+&])+$", "", run) or run
    return Name(name, start, start + len(name))
