"""Words that funding is told with, by class: verbs and what each says of an amount, nouns of a round, and filling.

A class says what its verb does to an amount of money. Verbs are open: one that stands in no class still governs an
amount, it merely proves nothing (signals §2.3).
"""

from __future__ import annotations

from enum import Enum, auto


class Verb(Enum):
    """RAISE: takes money for a stake. GAIN: takes hold of it. TAKE: takes or tells anything. INVEST: puts it in.
    WANT: has not got it. BUY: pays it for a thing. PLAIN: any other."""

    RAISE = auto()
    GAIN = auto()
    TAKE = auto()
    INVEST = auto()
    WANT = auto()
    BUY = auto()
    PLAIN = auto()


_LEMMAS = {
    Verb.RAISE: "raise crowdfund overfund",
    Verb.GAIN: (
        "secure land bag snag snare nab grab score pick pull haul reel rake drum scoop mop round rustle rack "
        "rope hoover "
        "pocket clinch net bank collect close complete garner attract amass gather lure swallow gobble lasso seal nail "
        "hook corral fetch gulp devour cinch notch line load tuck soak cash stuff harvest rally reap wrap "
        "clutch spin pin"
    ),
    Verb.TAKE: (
        "receive announce gain earn add obtain unveil reveal finalise finalize ink lock confirm welcome report land "
        "accept reach hit top boast bring draw pass extend expand attain disclose"
    ),
    Verb.INVEST: (
        "invest pour pump plow plough inject toss stick funnel commit plunge shovel splash stake back fund "
        "co-lead join "
        "participate hand chip wager support drop"
    ),
    Verb.WANT: (
        "seek eye weigh hope plan want aim look consider target expect need mull explore negotiate struggle ask "
        "request deny plot ponder prepare file discuss pitch weight intend wish chase court hunt bid race propose "
        "launch consider approve vow pledge promise scout near cancel scrap postpone delay shelve withdraw abandon "
        "halt suspend ditch reject decline refuse"
    ),
    Verb.BUY: (
        "acquire buy purchase pay merge spend offer trade auction sell cough pony burn lose shell fork blow "
        "chew owe shed slash save return refund donate settle cost cut give waste squander"
    ),
    Verb.PLAIN: (
        "want join emerge exit launch debut open expand grow build move turn name hire say tell use make create start "
        "work vault soar jump surge double triple plan eye go aim take bring let help push try step roll ship serve "
        "offer become come keep bet lead cut end begin partner unite post beat value triple enter stay show face call "
        "climb leap cross celebrate prove power fuel cap crown top rocket swing kick clock hold gear arm follow win "
        "complete return head tackle target continue offload develop tie team wow catapult double-down cruise "
        "shift fly ride sail march"
    ),
}
_IRREGULAR = {
    Verb.GAIN: "caught",
    Verb.TAKE: (
        "gets get got gotten takes take took taken wins win won finds find found sees saw has had drew drawn brought"
    ),
    Verb.INVEST: (
        "puts put sinks sink sank sunk bets bet throws throw threw leads lead led co-leads co-led writes "
        "write wrote writing "
        "gives give gave given doubles doubled double doubling"
    ),
    Verb.BUY: "bought sold paid spent",
    Verb.PLAIN: (
        "is are was were has have had will would can could may goes went gone comes came does did makes made grew "
        "became began rose fell keeps kept brings lets cuts led says said told knew built gets lands says isn’t isn't "
        "quit shut hit ran met left sent broke chose gave turned"
    ),
}
_FOREIGN = {
    Verb.RAISE: (
        "lève lèvent levé lève-t-elle boucle bouclé bouclent récolte récoltent récolté sammelt sammelte "
        "sammeln eingesammelt lever boucler récolter collecté rassemblé rassemble réuni réunit réunir "
        "levanta levantan levantó levantado levantar recauda recaudan recaudó recaudado recaudar capta captan captó "
        "captado captar raccoglie raccolto haalt collecte"
    ),
    Verb.GAIN: (
        "nimmt nahm ingresa décroche décrochent erhält erhielt bekommt bekam obtient obtiennent consigue "
        "consiguen logra obtiene "
        "sichert sicherte holt holte schließt schliesst schloss cierra cierran cerró sikrer engrange décroché "
        "décrocher obtenu obtenir "
        "engrangé sécurisé sécurise "
        "empoche empoché rafle raflé conclut conclu finalise finalisé finaliser clôture clôturé signe signé opère "
        "opéré "
        "cerrado cerrar conseguido logrado lograr obtenido obtuvo consiguió logró completa completado completó "
        "erzielt gewinnt gewann"
    ),
    Verb.TAKE: (
        "meldet verkündet gibt réalise réalisent réalisé annonce annoncent annoncé officialise officialisé "
        "reçoit reçu recibe reciben recibido recibió "
        "anuncia anunciado anunció amplía ampliado"
    ),
    Verb.INVEST: (
        "stecken steckt investieren investiert investierte pumpen pumpt investissent investit injecte "
        "injectent misent mise "
        "invierte invierten inyecta inyectan entra entran apuesta beteiligt beteiligen steigt steigen lidera "
        "lideran führt"
    ),
    Verb.WANT: (
        "négocie négocient cherche cherchent vise veut souhaite envisage negocia negocian busca buscan prevé "
        "planea quiere "
        "sucht suchen plant planen will verhandelt prüft strebt"
    ),
    Verb.BUY: "übernimmt kauft kaufen rachète acquiert achète compra compran adquiere",
    Verb.PLAIN: "ist sind hat haben est sont a ont es son ha han will wird setzt se konnte konnten zählt zählen",
}


FOREIGN_FORMS = frozenset(form for words in _FOREIGN.values() for form in words.split())


def _forms(lemma: str) -> set[str]:
    """The regular forms of an English verb, doubled consonants among them ("nab": nabs, nabbed, nabbing)."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"}
    doubled = f"{lemma}{lemma[-1]}"
    ending = "es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return {lemma, f"{lemma}{ending}", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"}


def _table() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for kind in reversed(Verb):
        for lemma in _LEMMAS.get(kind, "").split():
            table.update(dict.fromkeys(_forms(lemma), kind))
    for more in (_IRREGULAR, _FOREIGN):
        for kind in reversed(Verb):
            for form in more.get(kind, "").split():
                if kind is not Verb.PLAIN or form not in table:
                    table[form] = kind
    return table


# Every form, folded, to its class; where classes share a form the one that says more has it.
VERBS = _table()
# Forms that are a verb by themselves, by ending or irregular. The rest are also nouns ("line", "bank", "score").
FINITE = frozenset(form for form in VERBS if form.endswith(("s", "ed"))) | frozenset(
    form for more in (_IRREGULAR, _FOREIGN) for words in more.values() for form in words.split()
)

PARTICLES = "up|in|down|off|away|home|out|back|aboard|together|over|on|itself|sich|ein|itself|themselves"
# What may stand between a verb and the amount, the round or the noun that it takes.
FILL = (
    r"an?|the|its|their|his|her|our|another|additional|extra|more|further|fresh|new|first|second|third|fourth|initial|"
    r"massive|huge|large|larger|largest|whopping|cool|hefty|tidy|big|bigger|biggest|mammoth|monster|"
    r"jumbo|mega|giant|record|"
    r"record-breaking|oversubscribed|over-subscribed|over|about|around|nearly|near|almost|"
    r"approximately|roughly|just|only|"
    r"more\s+than|less\s+than|up\s+to|as\s+much\s+as|at\s+least|close\s+to|some|upwards\s+of|"
    r"in\s+excess\s+of|north\s+of|"
    r"early|early-stage|late-stage|later-stage|strategic|angel|institutional|venture|latest|"
    r"undisclosed|newest|final|sizeable|"
    r"sizable|significant|substantial|major|successful|preemptive|pre-emptive|combined|multi-million|multimillion|"
    r"estimated|maiden|debut|whole|total|internal|bridge|private|growth|cash|seven-figure|eight-figure|nine-figure|"
    r"six-figure|[6-9]-figure|minority|outside|external|rare|quick|tasty|healthy|solid|"
    r"(?:today\s+)?the\s+(?:completion|closing|close)\s+of|"
    r"completion\s+of|closing\s+of|eine?[nrsm]?|(?:den|der)\s+abschluss\s+(?:einer|seiner|ihrer|der)|con\s+éxito|avec\s+succès|erfolgreich|pas\s+moins\s+de|nada\s+menos\s+que|quelque|cerca\s+de|alrededor\s+de|der|die|das|rund|fast|weitere[nrs]?|frische[nrs]?|"
    r"neue[nrs]?|knapp|mehr\s+als|"
    r"insgesamt|une?|la|le|les|sa|son|près\s+de|plus\s+de|nouvelle|nouveau|una|unos|su|otros|más\s+de|casi|nueva|"
    r"funding|financing|investment|equity|seed|series"
)
HEAD = (
    r"rounds?|raise|fundraise|fund-?raising|fundraiser|financings?|funding|investments?|capital|"
    r"injection|backing|infusion|"
    r"cheques?|checks?|extension|bet|boost|lifeline|war\s+chest|vote\s+of\s+confidence|shot\s+in\s+the\s+arm|"
    r"seed(?!\s+(?:bank|compan|fund\b))|equity(?!\s+crowd)|haul|top-up|kitty|money|cash|coffers|"
    r"backers?|deal(?=\s+led|\s+with\s+investors)|"
    r"finanzierungsrunde|finanzierung|runde|kapital|wachstumskapital|wagniskapital|tour\s+de\s+table|"
    r"levée(?:\s+de\s+fonds)?|investissement|inversión|beteiligung|levée?s|"
    r"ronda|amorçage|inyección|financiación|kapitalspritze|finanzspritze|millionenspritze|geldspritze"
)
