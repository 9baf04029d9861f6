"""Words: how text is cut into them, folded and brought to a stem, and which of them carry no claim."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]`; `folded` is without case, accents and possessive; `stem` joins its inflections."""

    raw: str
    folded: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; "U.S." is one word, "Alder's" folds to "alder"."""
    dotted = {m.start(): m.end() for m in _DOTTED.finditer(text)}
    found: list[Word] = []
    reached = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < reached:
            continue
        end = dotted.get(start, end)
        reached = end
        folded = fold(text[start:end])
        found.append(Word(text[start:end], folded, stem(folded), start, end))
    return tuple(found)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """NFKC, case, accents, dots and the possessive folded away."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'")
    if plain.endswith("'s"):
        plain = plain[:-2]
    return plain.replace(".", "").strip("'")


@lru_cache(maxsize=16384)
def stem(folded: str) -> str:
    """A light English stemmer: plural, -ing and -ed go; irregular verbs of the trade come from a table."""
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if len(folded) <= 3 or not folded.isascii():
        return folded
    for suffix, instead, least in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= least:
            return _undouble(folded[: len(folded) - len(suffix)] + instead)
    return folded


def _undouble(base: str) -> str:
    if len(base) > 3 and base[-1] == base[-2] and base[-1] in "bdgmnprt":
        base = base[:-1]
    return base[:-1] if base.endswith("e") and len(base) > 3 else base


_SUFFIXES = (
    ("izations", "iz", 3),
    ("ization", "iz", 3),
    ("isations", "iz", 3),
    ("isation", "iz", 3),
    ("ising", "iz", 4),
    ("ised", "iz", 4),
    ("ations", "at", 3),
    ("ation", "at", 3),
    ("ings", "", 3),
    ("ing", "", 3),
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("sses", "ss", 2),
    ("ches", "ch", 2),
    ("shes", "sh", 2),
    ("ed", "", 3),
    ("ments", "", 4),
    ("ment", "", 4),
    ("ss", "ss", 1),
    ("us", "us", 1),
    ("is", "is", 1),
    ("s", "", 3),
    ("e", "", 3),
)

_IRREGULAR = {
    form: base
    for base, forms in {
        "go": "goes went gone going",
        "see": "sees saw seen seeing",
        "tak": "take takes took taken taking",
        "mak": "make makes made making",
        "leav": "leave leaves left leaving",
        "win": "wins won winning",
        "los": "lose loses lost losing loss losses",
        "buy": "buys bought buying",
        "pay": "pays paid paying",
        "sell": "sells sold selling seller sellers",
        "bring": "brings brought bringing",
        "grow": "grows grew grown growing growth",
        "ris": "rise rises rose risen rising",
        "fall": "falls fell fallen falling",
        "com": "come comes came coming",
        "run": "runs ran running",
        "begin": "begins began begun beginning",
        "build": "builds built building",
        "find": "finds found finding",
        "lead": "leads led leading",
        "break": "breaks broke broken breaking",
        "get": "gets got gotten getting",
        "giv": "give gives gave given giving",
        "keep": "keeps kept keeping",
        "hold": "holds held holding",
        "say": "says said saying",
        "writ": "write writes wrote written writing",
        "spend": "spends spent spending",
        "becom": "become becomes became becoming",
        "choos": "choose chooses chose chosen choosing",
        "stop": "stops stopped stopping",
        "drop": "drops dropped dropping",
        "ship": "ships shipped shipping",
        "plan": "plans planned planning",
        "cut": "cuts cutting",
        "quit": "quits quitting",
        "set": "sets setting",
        "rout": "route routes routed routing router",
        "schedul": "schedule schedules scheduled scheduling scheduler",
        "analy": "analysis analyses analyst analysts analytics analyze analyse",
        "acquir": "acquire acquires acquired acquiring acquisition acquisitions acquirer",
        "expand": "expands expanded expanding expansion",
        "invest": "invests invested investing investment investments investor investors",
        "migrat": "migrate migrates migrated migrating migration migrations",
        "partner": "partners partnered partnering partnership partnerships",
        "depart": "departs departed departing departure",
        "resign": "resigns resigned resigning resignation",
        "launch": "launches launched launching",
        "children": "child",
        "people": "person persons",
        "company": "companies",
        "be": "is are was were been being am",
        "have": "has had having",
        "do": "does did done doing",
        "op": "open opens opened opening openings",
        "us": "use uses used using usage user users",
        "sal": "sale sales",
        "lat": "late later",
        "new": "newly newer newest",
    }.items()
    for form in [*forms.split(), base]
}

# Words that claim nothing on their own: they are left out when a sentence is compared with its evidence.
_STOP_WORDS = """a an the this that these those it its i we you he she they me us him her them my our your his their
    mine ours yours theirs who whom whose which what when where why how if then else than so as at
    by for from in into of off on onto out over to up with within without about above across after
    against along among around before behind below between beyond during except inside near since
    through throughout toward towards under until upon and or but nor yet not no is are was were be
    been being am do does did done doing have has had having can could may might must shall should
    will would just also too very only even still already again more most much many some any each
    every all both few other others another such own same here there now while because although though
    however once per via plus etc let lets 'd 'll 're 've don't doesn't didn't isn't aren't wasn't
    weren't won't can't couldn't wouldn't haven't hasn't it's that's there's here's we're you're i'm
    i'd i'll we'd we'll we've you've you'd they're what's who's let's one ones thing things way ways
    lot lots bit kind sort down someone somebody anyone anybody nobody everyone everybody something anything
    nothing whoever somewhere instead rather"""
STOP = frozenset(_STOP_WORDS.split())

# Words with which a mail says how something was seen, or holds its sentences together.
_FRAME_WORDS = """see saw seen notice noticed noticing read spot spotted come came coming across list lists
    listed listing mention mentions mentioned show shows showed shown say says said saying post
    posted posting posts page pages site website career careers job jobs ad ads board feed news
    newsroom announce announced announcement announcing report reported report reports press
    release public publicly article headline piece filing note noted write wrote team teams company
    companies business org organisation organization people person folks group side move moves made
    make makes making take takes took bring brings brought get gets got getting go goes going went
    look looks looking land landed happen happened mean means time times day days week weeks month
    months quarter quarters year years date today yesterday tomorrow ago last next recent recently
    new newly currently right away early late later first part role roles position positions
    opening openings open start started starts starting begin began work works working like well
    good big great back end today's congrats congratulations hi hello thanks thank want wants
    wanted need needs help helps helping use uses used using try give given put set since follow
    following behind ahead name named call called know known think thought line moment point reason
    question apart together close closely catch caught eye attention suggest suggests hint hints
    sign signs tell tells pointing points fresh freshly set sets turn turned turning sit sits stand
    stands according per source story update detail details total figure number numbers include
    includes including join mind currently still already inside within whole full entire various
    different publicly online official officially latest recent upcoming period span window row
    amid word ones alone talk talks talked speak speaks spoke describe describes customer client
    clients customers run runs operate operates operated earlier former past worth next ask asks
    asked asking cover covers covered covering require requires required requiring market markets
    pick picked picks stay stays owns own owned owning pass passing cross crossing reach reaching
    reached hit hitting top topping nearly almost roughly approximately least exactly formerly
    previously shy north upwards total meanwhile handle handles handling
    based"""
FRAME = frozenset(stem(word) for word in _FRAME_WORDS.split())


def is_telling(word: Word) -> bool:
    """Whether a word says something: no word that claims nothing, and none that only frames the sentence."""
    return word.folded not in STOP and word.stem not in FRAME


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of `text`."""
    return frozenset(w.stem for w in words_of(text))


# One stem stands for its synonyms when a sentence is compared with its quote.
_SYNONYMS = (
    "raise close secure land financing funding fund finance round invest investment capital",
    "hire recruit role roles job opening position vacancy posting headcount",
    "join appoint name hire start become onboard welcome tap",
    "lead leading led",
    "leave depart resign exit quit",
    "acquire acquisition buy purchase takeover merge merger pay",
    "due expected expect slated scheduled planned",
    "close shut",
    "leave leaver leavers",
    "handle deal",
    "double twice",
    "launch release introduce unveil debut",
    "expand expansion grow growth scale growing",
    "migrate migration move switch transition replace",
    "customer client account buyer",
    "fast quick rapid rapidly quickly speed",
    "lead leads inbound prospect pipeline",
    "rep reps representative representatives seller sellers salesperson",
    "firm company business startup",
    "employee employees people staff person worker headcount colleague",
    "swap replace migrate move switch",
    "cut reduce reduced shrink shorten drop dropped bring lower fewer less fall",
    "help helps support serve serves assist enable",
    "make makes build builds maker develop develops produce",
    "clinic clinics practice practices",
    "shop shops store stores outlet branch",
    "achieve achieved earn earned obtain receive gain win pass",
    "hr people talent",
    "loan lend lends lending lent lender debt credit facility borrow",
    "delay delayed postpone push pushed",
    "script tag snippet",
    "site website page pages",
    "ad advert posting description",
    "boost improve increase raise lift rise climb",
    "extend extension",
    "tool software system stack product platform",
    "begin start starts effective",
    "run runs lead leads head heads manage manages",
    "office location site hub facility",
    "checklist guide template playbook",
    "owner rep person",
)


def _synonym_table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _SYNONYMS:
        group = {stem(word) for word in line.split()}
        for member in group:
            table.setdefault(member, set()).update(group)
    return {member: frozenset(group) for member, group in table.items()}


SYNONYMS = _synonym_table()


def related(word_stem: str) -> frozenset[str]:
    """The stems that may stand for `word_stem` in evidence, itself included."""
    return SYNONYMS.get(word_stem) or frozenset({word_stem})


# English words that may begin a sentence with a capital without being a name.
_STARTER_WORDS = """ah absolutely actual actually additionally ads almost alongside although always anyone anything
    apart apparently asking assuming based basically because beside besides best better beyond big
    both bringing broken build building building busy business call calling careers certainly change
    changes chasing cheers clean clearly close closing cold come companies company congrats
    congratulations connecting consider curious customers data deals dear definitely depending
    despite different doing done dozens early easy either eight eighteen eighty eleven email
    engineers enough especially essentially eventually ever everyone everything exactly expanding
    expect fair fast faster feel fewer fifteen fifty figured finally finding first five folks
    following forty founders four fourteen free fresh from full funding further generally get
    getting give given giving glad go going good got great grow growing growth guess guessing had
    half hand handling handoffs happy hard having hello help helping hence hey hi hiring honest
    honestly hope hot hours how huge hundred hundreds ideally imagine impressive inbound including
    indeed instead interested interesting it job jobs judging keen keep keeping know knowing large
    last late lately later latest lead leaders leads learning least leave leaving less likely long
    look looking looks losing love made mainly make making managers manual many markets maybe mean
    meanwhile meeting messy mind missing momentum money month months moving naturally nearly need
    never new news nice nine nineteen ninety nobody normally nothing notice noticed noticing
    obviously odds offering often older one onboarding open opening ops our outbound overall owners
    people perhaps pipeline plenty posting posts pretty previously probably problems processes
    product question quick quickly quite raised raising rarely rather read reading really recent
    recently recruiting regardless removing rep reply reps research revenue right roles routing
    rules running safe sales saw saying scaling scheduling seeing seems seen sending separately
    seven seventeen seventy several shall share sharing short should similar simple simply since six
    sixteen sixty slow small smaller someone something sometimes soon sooner sorry sounds
    specifically spotted spreadsheets staff start starting still stop stopping strong such support
    suppose sure switching systems take taking talking teams ten tend territory thank thanks
    thirteen thirty thoughts thousands three time today together tomorrow tons too tools tough
    tracking training twelve twenty twice two typically under unless unlike until use using usually
    version want week weeks welcome were what whatever whenever where whether while whoever wonder
    wondering work working works worth yes yesterday yet zero years year quarter quarters marketing
    security engineering finance product customer success operations hundreds million half most plus
    that's it's adding adopting after again anything anytime around ask bad beats before being
    between brand brief by careers' case check checklist choosing clear copy cost costs deal delays
    depends each even every examples few fifth final fixing flag fourth from gap gaps handled hires
    hitting holding house if ignore issue keeps left let list listing live lists little lots low
    main match may might migrating migration migrations money more much must near next no none nor
    not note now number off old on once only onto onsite or order other others out over own page
    pages pain paper part past per phone pick plan planning please point ready reach report reports
    response rest reviewing room second section see sell selling send series set shipping showing
    side skip so some spend standing step steps stuff summer surely that the their them then there
    these they third this those though through tight till to toward try under up upon very via view
    wait was we well what's when which who why will with within without won wow you your you'll
    you're you've"""
STARTERS = STOP | frozenset(_STARTER_WORDS.split())
