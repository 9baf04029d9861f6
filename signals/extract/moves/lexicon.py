"""The words of job changes by what they do: predicates as lemmas with a class each, and the small words between them.

Classes: A appoints · J joins · B becomes · L leaves · X ousts · S succeeds · Y hands over · U takes over (alone)
· R appointment (noun) · O departure (noun). English lemmas are conjugated by `moves.forms`; other languages list forms.
A phrase's first word is the one that is conjugated; "..." before a last word marks a particle further on.
"""

from __future__ import annotations

from typing import Final

# Irregular English verbs: past, participle. Those that double a letter stand here too.
IRREGULAR: Final[dict[str, tuple[str, str, str]]] = {
    "bring": ("brought", "brought", "bringing"),
    "choose": ("chose", "chosen", "choosing"),
    "tap": ("tapped", "tapped", "tapping"),
    "nab": ("nabbed", "nabbed", "nabbing"),
    "snag": ("snagged", "snagged", "snagging"),
    "snap": ("snapped", "snapped", "snapping"),
    "make": ("made", "made", "making"),
    "get": ("got", "got", "getting"),
    "become": ("became", "become", "becoming"),
    "take": ("took", "taken", "taking"),
    "step": ("stepped", "stepped", "stepping"),
    "stand": ("stood", "stood", "standing"),
    "quit": ("quit", "quit", "quitting"),
    "leave": ("left", "left", "leaving"),
    "give": ("gave", "given", "giving"),
    "let": ("let", "let", "letting"),
    "lose": ("lost", "lost", "losing"),
    "come": ("came", "come", "coming"),
    "begin": ("began", "begun", "beginning"),
    "steal": ("stole", "stolen", "stealing"),
    "win": ("won", "won", "winning"),
    "hang": ("hung", "hung", "hanging"),
    "go": ("went", "gone", "going"),
    "bow": ("bowed", "bowed", "bowing"),
    "fire": ("fired", "fired", "firing"),
    "shed": ("shed", "shed", "shedding"),
    "oust": ("ousted", "ousted", "ousting"),
    "transfer": ("transferred", "transferred", "transferring"),
    "axe": ("axed", "axed", "axing"),
    "drop": ("dropped", "dropped", "dropping"),
    "jump": ("jumped", "jumped", "jumping"),
    "cede": ("ceded", "ceded", "ceding"),
    "find": ("found", "found", "finding"),
    "run": ("ran", "run", "running"),
    "serve": ("served", "served", "serving"),
    "lead": ("led", "led", "leading"),
    "die": ("died", "died", "dying"),
    "show": ("showed", "shown", "showing"),
}

# class -> lemmas. A lemma marked "~" needs a title beside it to count: alone it says too little.
ENGLISH: Final[dict[str, str]] = {
    "A": """appoint, name, ~meet, hire, tap, ~pick, ~select, ~choose, recruit, poach, welcome aboard, welcome, install,
        designate, elect, ~land, ~snag, ~nab, add, confirm, bring in, bring on, bring on board, bring aboard, bring
        back, turn to, lure away, lure, snap up, ~make, promote, elevate, bump up, engage, announce, ~get,
        ~gain, ~unveil, ~introduce, ~present, ~enlist, ~secure, sign up, ~sign, ~steal, ~reveal, onboard, headhunt,
        ~crown, anoint,
        ~approve as, ~pick as, ~choose as, ~confirm as,
        ~give title of, ~reappoint, ~rehire, ~assign, ~retain, ~win, ~find, ~parachute in, draft in,
        ~reassign""",
    "J": """join, rejoin, join up with, return to, move to, head to, head over to, jump to, jump ship to, decamp to,
        defect to, switch to, come on board, come aboard, sign on, sign on with, hop to, ~go to, go over to, team up
        with, ~land at, ~land with, ~depart for, ~leave for, exit for, quit for, bolt for, bolt to,
        resurface at, ~re-emerge at""",
    "B": """become, take over as, take charge as, take the helm as, take the helm of, take the helm at, take the helm,
        take the reins as, take the reins of, take the reins, take on the role of, take up the role of, take up the
        post of, take up post as, take up the position of, take up the reins as, take on the position of, take on
        the job of, take on the post of, take on, take up, take the role of, take over the role of, take over the
        position of, take over the post of, assume the role of, assume the position of, assume the title of, assume
        the duties of, assume the office of, assume the post of, assume the responsibilities of, assume the
        additional role of, assume, step in as, step up as, step up to become, step up to, step into the role of,
        step into the role, step into the position of, step into, step up, move up to, move
        into the role of, move into, ascend to, rise to, start as, begin as, return as, serve as, act as,
        serve also as, act also as, ~start, ~begin, ~lead, ~head, ~run, ~head up, ~fill in as, fill the role of,
        ~fill the post, ~fill
        the role, ~fill the position, ~serve in the role of, ~transition to,
        transition into, ~take the job of, ~take the title of, ~take, ~oversee, ~succeed to, join as,
        ~begin work as, ~function as, ~assume leadership as, come in as, return to helm of, return to helm,
        begin serving as, start serving as, commence
        serving as, is back as""",
    "L": """step down, step aside, step back, step away, stand down, stand aside, resign, quit, depart, retire, ~exit,
        ~leave, bow out, ~move on, call it quits, call it day,
        call it career, give up, relinquish, vacate, hand in notice, tender resignation,
        ~part ways, ~go, ~head for the exit, head for the exits, ~head out, hang up hat, walk away, walk out,
        transition out, transition away, ~transition from,
        ~shift from, ~separate, separate from, ~cease to serve, ~cease to be, ~cease to hold office, ~cease to hold,
        ~cease serving, ~cease being, take early retirement,
        head for retirement, head into retirement, enter retirement, ~no longer serve,
        ~no longer serves, ~no longer serving,
        no longer employed, ~say goodbye, ~bid farewell, decamp, bail, ~bolt, ~cede, abdicate,
        ~be gone, ~drop out, ~make exit, ~sign off, call time, step off, pass away, die on, die at, die in,
        die unexpectedly, die suddenly""",
    "X": """oust, fire, sack, dismiss, ~lose, part ways with, part company with, let go, let go of, ~boot, remove,
        terminate the employment of, terminate, force out, push out, part with, ~drop, shed, axe, cut ties with,
        ~bid farewell to, ~say goodbye to, ~eject, ~strip, unseat, suspend, ~depose, relieve, show door""",
    "S": """succeed, ~replace, take over from, take over for, take over the duties of, take over the role from,
        take over the reins from, take over the reins of, take the reins from, take the helm from,
        take over leadership
        from, fill the seat vacated by, fill the role vacated by, fill the position left by,
        fill the gap left by, fill
        the vacancy left by, fill the void left by, fill the hole left by, fill the post left by,
        fill the role left by,
        fill the post vacated by, fill the shoes of, step into the shoes of, take the place of,
        take the place left by,
        ~follow, ~step in for, ~fill in for, in place of, take up the baton from""",
    "Y": """~hand, hand over, pass, ~turn over, ~turn position over, ~turn job over, ~turn role over,
        ~turn post over, ~turn reins over,
        hand job over, hand role over, hand reins over, hand position over,
        ~give, ~transfer, ~yield, hand off, pass on""",
    "U": """name successor, name replacement, appoint successor, take over, take the top job, land top job, win top job,
        get top job, take top role, land top role, take charge, step in, run things, ~fill in""",
}
# Lemmas whose passive is not theirs ("was left") or that are no events alone.
NEVER_PASSIVE: Final = frozenset({"leave", "quit", "lose", "get", "go", "join", "take", "resign"})

NOUNS: Final[dict[str, str]] = {
    "R": """appointment, appointments, hiring, hire, promotion, addition, election, recruitment, arrival, nomination,
        naming of, hiring of, selection, designation, ernennung, berufung, bestellung, beförderung, nombramiento,
        fichaje, incorporación, arrivée, recrutement, nommination, elevation""",
    "O": """departure, departures, resignation, resignations, retirement, retirements, exit, ouster,
        dismissal, firing of, sacking of, termination,
        death, passing, rücktritt, abgang, ausscheiden, entlassung, abschied, départ, démission, limogeage, salida,
        dimisión, renuncia, cese, marcha, destitución, jubilación""",
}

# Other languages: class -> forms or phrases; "x ... y" is a verb with its particle later in the sentence.
FOREIGN: Final[dict[str, str]] = {
    "A": """se dote d'un, se dote d'une, s'est doté d'un, s'est dotée d'une, a décidé de nommer, décide de nommer,
        vient de nommer, ha decidido nombrar, decidió nombrar, ha acordado nombrar, acordó nombrar, acuerda nombrar,
        propone nombrar, acaba de nombrar, ernennt, ernannte, beruft, berief, bestellte, holt, holte, lotst,
        macht, gewinnt, präsentiert, beförderte,
        promeut,
        engagiert, verstärkt sich mit, bekommt, erhält, begrüßt, wirbt ... ab, warb ... ab, nomme, a nommé, recrute,
        a recruté,
        désigne, a désigné, débauche, accueille, embauche, s'offre, choisit, nombra, nombró, ha nombrado,
        ficha, fichó, ha fichado, designa, designó, ha designado, incorpora, elige, asciende, promociona, contrata,
        refuerza""",
    "V": """ernannt, bestellt, berufen, verpflichtet, befördert, gewählt, geholt, nommé, nommée, nommés, promu, promue,
        désigné, désignée, recruté, recrutée, élu, élue, nombrado, nombrada, designado, designada, ascendido,
        ascendida, elegido, elegida, fichado, fichada""",
    "J": """pour rejoindre,
        wechselt, wechselte, stößt, kommt zu, kommt zur, kommt zum, rejoint, a rejoint, rejoindra, rallie, intègre,
        arrive chez, arrive à, se incorpora, se incorporará, se une a, ficha por, llega a, se suma a, llega como,
        debuta como, schließt sich ... an, fängt ... an, heuert ... an""",
    "B": """startet als, startete als, beginnt als, übernommen,
        cumplirá ... rol, desempeñará ... cargo, desempeñará ... rol, desempeñará ... funciones, ejercerá como,
        ejercerá de, ejercerá ... cargo, my first day as, my first week as, verantwortet, verantwortete, wird,
        wurde, werde, übernimmt, übernahm, hat
        übernommen, tritt ... an, angetreten, führt, leitet, rückt ... auf, steigt ... auf, rückt ... nach, devient,
        deviendra, prend la direction, prendra la direction, prend la tête, prendra la tête, prend les rênes,
        prendra les rênes, prend les fonctions, prend le poste, prend en charge, prend ses fonctions, occupera,
        assurera, assure, asume, asumirá, asume como, pasa a ser, pasará a ser, ocupará, será, toma las riendas,
        tomará las riendas, toma posesión, liderará, dirigirá, accède""",
    "L": """my last day as, my last week as,
        tritt ... zurück, tritt ... ab, trat ... zurück, trat ... ab, verlässt, verließ, verlassen, scheidet ...
        aus, schied ... aus, ausgeschieden, zurückgetreten, niedergelegt, aufgegeben, abgegeben, geräumt, legt ...
        nieder, legte ... nieder, gibt ... auf, gibt ... ab, geht, geht in den ruhestand, hört ... auf, kündigt,
        muss gehen, muss als ... gehen, geht von bord,
        räumt ... posten, räumt ... chefsessel, zieht sich ... zurück, wirft ... hin, nimmt ... hut, quitte,
        quittera, a quitté, quittent, démissionne, démissionnera, a démissionné, part à la retraite, prend sa
        retraite, s'en va, claque la porte, a remis sa démission, remet sa démission, présente sa démission, annonce
        son départ, tire sa révérence, va quitter, deja, dejará, ha dejado, dejó, deje,
        deje de ser, dejará de ser, dejó de ser, deja de ser, va a dejar, vient de quitter, est parti,
        va partir, dimite, dimitió, ha dimitido,
        dimitirá, abandona, abandonó, abandonará, renunció, renunciará, se jubila, se jubilará, se marcha,
        se va, cesa, presenta su dimisión, presenta su renuncia, sale de, deja el cargo""",
    "X": """destituir a, ha destituido a, destituyó a, ha cesado a, cesó a, cesar a, ha despedido a, despidió a,
        relevar a, mis fin aux fonctions de, met fin aux fonctions de, mettre fin aux fonctions de, démet,
        a démis, verliert, entlässt, entließ, feuert, feuerte, trennt sich von, trennte sich von, wirft ... raus,
        setzt ... ab,
        beruft ... ab, limoge, a limogé, se sépare de, écarte, évince, remercie, révoque, despide a, destituye
        a, despide, destituye, cesa a, aparta a, prescinde de""",
    "x": """entlassen, abberufen, freigestellt, gefeuert, limogé, limogée, remercié, évincé, évincée, destituido,
        destituida, cesado, cesada, despedido, despedida""",
    "S": """folgt auf, folgte auf, folgt, folgt ... nach, löst ... ab, beerbt, beerbte, ersetzt, tritt die nachfolge
        von, nachfolger von, nachfolgerin von, tritt ... nachfolge, succède à, succédera à, a succédé à, remplace,
        remplacera, prend la suite de, prend la succession de, en remplacement de, en remplacement,
        à la place de, à la place, releva en el cargo a, sustituye en el cargo a, sucede en el cargo a,
        relevará en el cargo a, sustituirá en el cargo a, sucederá en el cargo a, sustituye a, sustituirá a, sucede
        a, sucederá a, reemplaza a, reemplazará a, releva a, relevará a, en sustitución de, en reemplazo de, toma el
        relevo de""",
    "Z": """wird abgelöst von, abgelöst durch, ersetzt durch, remplacé par, remplacée par, reemplazado ... por,
        reemplazada ... por, sustituido ... por, sustituida ... por, relevado ... por, relevada ... por,
        le sustituirá, le sustituye,
        la sustituirá, la sustituye, le sucederá, le sucede, la sucederá, le reemplaza, le reemplazará, lui succède,
        lui succédera, le remplace, le remplacera, la remplace, la remplacera, ihm folgt, ihr folgt, auf ihn folgt,
        auf sie folgt, nachfolger wird, nachfolgerin wird, nachfolge übernimmt, nachfolge tritt ... an,
        nachfolger ist, nachfolgerin ist""",
    "Y": """übergibt, übergab, passe, transmet, cède, cède sa place, cède son poste, passe la main, passe le relais,
        entrega, traspasa""",
}

# Small words: code -> words and phrases, all languages together.
SMALL: Final[dict[str, str]] = {
    "s": """as, zum, zur, als, comme, en tant que, en qualité de, au poste de, aux fonctions de, como, in the role of,
        into the role of, to the role of, in the position of, to the position of, in its role of, to the post of, to
        the office of, to the job of, into the position of, titled, to be, to become, to serve as, to act as,
        to lead as, to serve also as, to act also as, also to serve as, also to act as, including as,
        including as its,
        in the newly created role of, in the newly created position of, in der rolle, in der
        funktion, as its, in the capacity of, en calidad de, al cargo de, en el cargo de, le poste de, el cargo de,
        en el puesto de, à la fonction de, die position, das amt, die rolle, die funktion, den posten, die aufgabe,
        sa fonction de, from the position of, from the positions of, from his position as, from her position as,
        from his positions as, from her positions as, from his role as, from her role as, from their positions as,
        his position as, her position as, his positions as, her positions as, his role as, her role as, their roles
        as, the role of, the position of, the post of, the office of, the title of, the offices of, the positions
        of, the duties of, the roles of, the responsibilities of, the job of, out of his role as, out of her role
        as, his post as, her post as, his duties as, her duties as, the capacity of,
        responsibility of serving as, responsibilities of serving as, role of serving as, duties of serving as""",
    "t": "to, à, au, aux",
    "f": """of, at, for, bei, beim, der, des, chez, de, du, del, en, in, within, with the, für, im, von, over at, dem,
        al, within the, across, innerhalb, innerhalb des, innerhalb der""",
    "F": """from, vom, procedente de, procedente del, en provenance de, venu de, venue de, away from, kommt von, kommt
        vom, kommt aus, comes from, came from, comes to us from, coming from, arrives from, arriving from, hails
        from, previously of, previously at, previously with, formerly of, formerly at, formerly with, late of, most
        recently at, most recently with, most recently of, who spent, viene de, proveniente de, proviene de""",
    "v": "with, mit, avec, con",
    "y": "by, durch, par, por",
    "&": """and, und, et, y, e, as well as, along with, together with, sowie, ainsi que, así como, while""",
    "q": """former, formerly, ex, ex-, onetime, one-time, erstwhile, previously, previous, ehemalige, ehemaliger,
        ehemaligen, frühere, früherer, früheren, ancien, ancienne, exdirector, exdirectora, antiguo, antigua,
        zuletzt, zuvor, most recently, past, prior, then-, the retired, a retired, who had been, who was,
        who was previously, who previously was, who had served as, who served as, who most recently was, who most
        recently served as, who was most recently, qui était, que era, wo er zuletzt, wo sie zuletzt""",
    "k": """current, currently, incumbent, existing, bisherige, bisheriger, bisherigen, actuel, actuelle, actual, own,
        insider, longtime, long-time, internal, long-serving, veteran, long-standing, deputy, outgoing, langjährige,
        langjähriger, langjährigen, scheidende, scheidender, bisher, bislang, hasta ahora, jusqu'ici, jusqu'alors,
        until now,
        alum, exec, executive, leader, manager, banker, industry, seasoned, two-time, co-""",
    "n": """new, neue, neuer, neuen, neuem, neues, nouveau, nouvel, nouvelle, nuevo, nueva, first, first-ever,
        inaugural, next, permanent, erste, erster, ersten, premier, première, primer, primera, incoming, newly,
        künftige, künftiger, künftigen, futur, future, futura, futuro, newly appointed""",
    "W": """who, whom, which, that, where, when, because, until, having, der zuvor, die zuvor, qui, que, quien, how,
        why, whose, wo, où, donde, quando, cuando, lorsque, reporting to, dont, wenn, weil, dass, including""",
    "c": """after, since, before, despite, prior to, nachdem, seit, après, depuis, tras, desde, bevor""",
    "d": """the, a, an, its, their, his, her, our, el, la, las, los, le, les, un, una, une, su, sus, sa, son, ses, die,
        das, den, ein, eine, einer, eines, einem, einen, ihre, ihren, ihrer, seine, seinen, seiner, my, two, three,
        second, third, fourth, latest,
        mr, mrs, ms, dr, herr, herrn, frau, prof, sir, dame, lord, señor, señora, us, this, a la""",
    "b": """en la personne de, en la personne d', en la persona de, in der person von,
        is, are, was, were, be, been, being, 's been, est, sera, été, a été, es, ha sido, fue, ist,
        sind, worden, werden, have been, has been""",
    "h": "has, have, had, hat, haben, ha, han, hatte",
    "m": """will, shall, would, plans to, set to, due to, intends to, decided to, chosen to, agreed to,
        agrees to, elected to, ready to, preparing to, prepares to, slated to, scheduled to, opted to, intention to,
        intent to, plan to, plans, come out of retirement to, comes out of retirement to, came out of retirement to,
        coming out of retirement to, return from retirement to, returns from retirement to,
        returned from retirement to,
        returning from retirement to, emerge from retirement to, emerges from retirement to, decision to, va,
        planning to, planned to, intends, wants to, wird sein, elects to, decides to, opts to, intending to, expected
        to""",
    "j": "him, them, ihn, ihm, lui",
    "r": "he, she, er, sie, il, elle, él, ella, they, he'll, she'll, they'll",
    "I": "i, i am, we, i'm, i’m, i've, i’ve, i'll, i’ll, ich, je, yo, we're, we’re, wir, nous",
    "z": """now, also, both, all, today, recently, officially, formally, abruptly, suddenly, unexpectedly, quietly,
        immediately, voluntarily, unanimously, yesterday, heute, künftig, ab sofort, jetzt, nun, already, just,
        finally, soon, ce jour, aujourd'hui, hoy, then, either, early, internally, temporarily, personally,
        subsequently, additionally, effectively, mit wirkung zum, mit wirkung ab, mit wirkung vom, mit sofortiger
        wirkung, interimistisch, kommissarisch, vorübergehend, interimsweise, überraschend, reportedly not, jüngst,
        out of retirement, from retirement""",
    "w": """named executive officer, named executive officers, named executives,
        fires up, fired up, fire up, fires back, fires off, joins forces, joins forces with, join forces, joined
        forces, leaves behind, takes aim at, takes on board, steps up efforts, names names, drops out of, signs off
        on, quits smoking, leave of absence, medical leave, the leave, maternity leave, parental leave,
        sick leave, on leave, from leave, administrative leave, personal leave, family leave, paid leave,
        temporary leave, garden leave, extended leave, paternity leave,
        kündigt ... an, kündigte ... an, her leave, his leave, special
        meeting, annual meeting, annual general meeting""",
    "u": """annonce, indique, affirme, selon, anuncia, informa, asegura, según, laut,
        says, said, tells, told, according to, sagt, sagte, dit, a déclaré, dice, dijo, explains, writes, noted,
        say, claims, argues, insists, warns, hails, vows""",
    "o": "out, out the door, no longer, nicht mehr, ya no, n'est plus, ne sera plus, raus, fuera",
    "!": """won't, won’t, wont, not, didn't, didn’t, hasn't, hasn’t, isn't, isn’t, wasn't, wasn’t, doesn't,
        doesn’t, never, denies, denied, denying, refuses, refused, rules out, ruled out, no plans, may, might, could,
        should, reportedly, rumoured, rumored, rumours, rumors, allegedly, is said, considers, considered,
        considering, weighs, mulls, eyes, in talks, likely, poised, tipped, calls for, called for, calling for, calls
        on, called on, calling on, urges, urged, demands, demanded, demanding, wants, asked, threatens, threatened,
        pressures, pressured, pressure, presses, whether, seeks, seeking, looking for, looks for, searching for,
        searches for, soll, könnte, dürfte, angeblich, nicht, pourrait, podría, would have, offers to, offered to,
        tried to, wanted to, candidate, candidates, expect, expects, expected, rule out, ruling out, want, seen, bid
        to, attempt to, attempts to, effort to, efforts to, motion to, reject, rejects, rejected, rejecting, failed
        to, fails to, campaign to, push to, plot to, unless, withdraws, withdrew, reverses, reversed, blocks, blocked,
        opposes, opposed, rescinds, rescinded, busca, recherche, cherche, sucht, suchen, ne, no, ni, nie, to find,
        hiring for, is hiring, are hiring, we're hiring, to hire, help us hire, wanted, would be, if, expects to,
        hopes to, aims to, plans to hire, asks""",
}
