"""More texts for the resolver: roles, rebrands, words that are names, in five languages. Every company is invented."""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from signals.resolve import Resolver


def account(key: str, name: str, domain: str, country: str = "US", aliases: tuple[str, ...] = ()) -> Account:
    return Account(key, name, domain, country, aliases=aliases)


ACCOUNTS = (
    account("bw", "Birchwood Labs, Inc.", "birchwoodlabs.example", aliases=("Birchwood",)),
    account("sig", "Signal Path", "signalpath.example", aliases=("Signal",)),
    account("wg", "Weiß & Grün GmbH", "weiss-gruen.example", "DE"),
    account("sh", "Summit Health Network", "summithealth.example", aliases=("Summit Health",)),
    account("ss", "Summit Solar plc", "summit-solar.example", "GB"),
    account("do", "Dock", "dock.example"),
    account("fl", "Field & Co.", "field.example", "GB", aliases=("Orchard Street Ltd",)),
    account("mo", "monday.example", "mondayapp.example", "NL", aliases=("monday.example",)),
    account("gr", "Granite Biotech", "granitebiotech.example", aliases=("Granite",)),
    account("ate", "Atelier SAS", "atelier.example", "FR"),
    account("tal", "Talvexa", "talvexa.example"),
    account("nrg", "North River Grid", "northrivergrid.example", aliases=("NRG9", "NRG")),
    account("gk", "Grünwald Küchen AG", "gruenwald-kuechen.example", "DE"),
    account("br", "Bright", "bright.example"),
    account("oz", "Özgür Yazılım A.Ş.", "ozguryazilim.example", "TR"),
    account("ep", "Épicerie Moreau", "epicerie-moreau.example", "FR"),
    account("hp", "Harbor Point Logistics LLC", "harborpoint.example", aliases=("Harbor Point",)),
    account("no", "Notable", "notable.example"),
    account("cp", "Compass Software", "compass-software.example", aliases=("Compass",)),
    account("pl", "Plinq", "plinq.example", "NL"),
)

CASES = """
Birchwood Labs bags $20m from investors to build lab robots | bw
Lab robot maker Birchwood Labs pulls in $20m | bw
Birchwood furniture is back in fashion. | -
BIRCHWOOD LABS, INC. ANNOUNCES $20 MILLION SERIES C FINANCING | bw
Birchwood Labs' chief executive Mia Lund to step down | bw
Mia Lund has been appointed Chief Financial Officer of Birchwood Labs, Inc. | bw
Mia Lund, who spent six years at Birchwood Labs, is the new CFO of Ostrava Systems. | -
Ostrava Systems hires Mia Lund away from Birchwood Labs | -
Ostrava Systems buys Birchwood Labs in $300M deal | bw
Birchwood Labs to be acquired by Ostrava Systems for $300M | bw
Birchwood Labs has acquired Ostrava Systems | -
Birchwood Capital raises $100M fund | -
Birchwood Elementary School appoints new principal | -
Signal Path lands $8M seed | sig
Signal raises privacy alarm over new law | -
A signal path through the amplifier is needed | -
Send a signal to buyers | -
The signal was lost at noon. | -
Signal, a network company (signalpath.example), names VP Marketing | sig
Weiß & Grün GmbH sammelt 5 Mio. Euro ein | wg
WEISS UND GRUEN GMBH EXPANDIERT | wg
Weiss & Gruen ernennt neuen CFO | wg
Weiß ist die Farbe des Jahres | -
Grün gewinnt die Wahl | -
Weiß Logistik meldet Insolvenz an | -
Summit Health Network appoints Mia Lund as Chief People Officer | sh
Summit Health opens two hospitals | sh
Summit Solar plc wins £30M contract | ss
Summit announces layoffs | -
The climate summit raises hopes | -
Summit Health Insurance of Ohio hires CEO | -
EU summit on health ends | -
Summit Oddments reports earnings | -
Dock workers strike over pay | -
Dock, the onboarding software company (dock.example), raises $6M | do
The ship left the dock at nine. | -
Factory docks pay of staff | -
Orchard Street Ltd, now trading as Field & Co., names a CEO | fl
Field & Co has secured £2M | fl
A field & co-op shop in Kent | -
Field hands wanted in Kent | -
Orchard Street is closed for repairs | -
monday.example hires a COO | mo
Markets open lower on Monday. | -
Granite Biotech closes Series A | gr
Granite prices rise | -
Granite Bauwerk names CFO | -
Granite countertops are out | -
Atelier SAS recrute un directeur commercial | ate
Un atelier de couture ouvre à Lyon | -
L'atelier ferme ses portes | -
La jeune pousse Atelier SAS boucle un tour de table de 2 M€ | ate
Talvexa snags Series B | tal
Ostrava Systems chooses Talvexa to run payroll | -
Talvexa's Mia Lund joins Ostrava Systems as COO | -
Talvexa, Ostrava Systems announce partnership | -
Ostrava Systems and Talvexa merge | -
Investors in Talvexa include Oak Hill | -
Mia Lund quits Talvexa | tal
Talvexa investor Oak Hill raises $400M | -
Oak Hill, the investor behind Talvexa and Dock, raises $400M | -
Startup founded by Talvexa alumni raises $3M | -
Ostrava Systems, a Talvexa reseller, hires CFO | -
Ostrava Systems switches from Talvexa to Oddbox | -
NRG raises dividend | -
North River Grid raises $15M for batteries | nrg
North River Grid (NRG9) appoints CFO | nrg
Grünwald Küchen AG beruft neuen Vorstand | gk
Gruenwald Kuechen steigert Umsatz | gk
Grünwald liegt bei München | -
Bright future for solar, analysts say | -
Bright, Inc. raises $3M | br
Bright and early on Tuesday | -
Özgür Yazılım yeni CEO atadı | oz
Ozgur Yazilim raises $2M | oz
Épicerie Moreau lève 1 M€ | ep
Epicerie Moreau ouvre trois magasins | ep
Harbor Point Logistics hires Mia Lund as chief revenue officer | hp
Harbor Point raises $5M | hp
Harbor Point residents object to tower | -
HARBOR POINT LOGISTICS NAMES MIA LUND CRO | hp
Notable Labs raises $10M | -
Notable among them is a rise in prices | -
Notable raises $10M (notable.example) | no
Compass Catering Group plc appoints CFO | -
Compass Software raises $7M | cp
Compass raises $7M | -
A moral compass raises spirits | -
Software firm Compass raises $7M | cp
Plinq haalt €4 miljoen op | pl
Plinq raises €4M | pl
Oak Hill leads €4M round in Plinq | pl
Talvexa and Oak Hill complete investment in Ostrava | -
Why we moved from Talvexa to Dock | -
Mia Lund: from Talvexa to Ostrava Systems | -
Talvexa-owned Ostrava Systems hires a CEO | -
Ostrava Systems wins contract from Birchwood Labs | -
Birchwood Labs signs Ostrava Systems as first customer | bw
Ostrava Systems signs Birchwood Labs as first customer | -
Ostrava Systems named supplier to Birchwood Labs | -
Birchwood Labs names Mia Lund, formerly of Talvexa, as CRO | bw
Talvexa and Birchwood Labs among 50 fastest-growing companies | -
Fresh off a strong year, Birchwood Labs has raised $20 million. | bw
Birchwood Labs, which makes robots for labs, said on Monday that it raised $20M. | bw
After months of talks, Ostrava Systems agreed to acquire Birchwood Labs. | bw
Ostrava Systems' acquisition of Birchwood Labs closes | bw
Birchwood Labs board member quits | bw
Birchwood Labs spinout Ostrava Systems raises $2M | -
Birchwood Labs veteran Mia Lund launches Ostrava Systems | -
Ostrava Systems raised $3M. The company counts Birchwood Labs among its customers. | -
Ostrava Systems raised $3M. Talvexa is also an investor. | -
Oak Hill's portfolio includes Talvexa, Dock and Plinq. | -
Oak Hill, an early backer of Plinq and Talvexa, opens a London office | -
Plinq's competitor Ostrava raises €9M | -
Ostrava takes aim at Plinq with $9M raise | -
Ostrava wants to be the Talvexa of shipping | -
Meet the startup that wants to replace Talvexa | -
Mia Lund leaves Talvexa for Ostrava Systems | tal
Mia Lund joins Talvexa from Ostrava Systems | tal
Talvexa hires Mia Lund from Ostrava Systems as CRO | tal
Talvexa taps former Birchwood Labs exec as CRO | tal
Mia Lund, ex-Talvexa, joins Ostrava Systems as CRO | -
Talvexa veteran joins Birchwood Labs as CRO | bw
New CRO at Talvexa | tal
Talvexa gets new CRO | tal
Talvexa: Mia Lund is the new CFO | tal
"We are thrilled," said Mia Lund, CEO of Talvexa, which raised $9M. | tal
Interview with Mia Lund, CEO of Talvexa | tal
Talvexa, Inc. (XBRD: TLVX) today reported results | tal
Compass, the software company, raises $7M | cp
Compass, a broker of houses, raises $7M | -
Compass Spoons names CFO | -
COMPASS SOFTWARE RAISES $7M | cp
COMPASS POINTS NORTH | -
Dock raises $6M | -
At the dock, workers said | -
Dock Labs AG wins patent | -
Dock Street Coffee opens shop | -
Bright idea wins prize | -
Signal Path, Inc. Names Mia Lund Chief Executive Officer | sig
Signal Processing Group hires CFO | -
New signal raises hopes of life | -
Granite hires CFO | -
Granite Biotech’s Mia Lund on pricing | gr
Rolling Granite hills | -
Le fonds Oak Hill investit dans Atelier SAS | ate
L'Atelier des Chefs lève 2 M€ | -
Atelier GmbH stellt Insolvenzantrag | -
Mia Lund wechselt zu Grünwald Küchen AG | gk
Mia Lund verlässt Weiß & Grün | wg
Weiß und Grün: neuer Vertriebschef | wg
Weiß & Schwarz GmbH ernennt CFO | -
Ostrava übernimmt Grünwald Küchen AG | gk
Grünwald Küchen AG übernimmt Ostrava | -
Grünwald-Küchen-Chef tritt zurück | gk
Épicerie Moreau nomme Mia Lund directrice commerciale | ep
Moreau lève 1 M€ | -
Özgür raises $3M | -
Summit Health Network and Ostrava Systems sign partnership | sh
Summit Health Network wins grant | sh
Summit Solar Ltd fined | -
Summit Solar Inc. raises $4M | -
Summit Solar raises £4M | ss
Harbor Point Logistics LLC files for bankruptcy | hp
Trucks lined up at Harbor Point on Friday. | -
Field raises crops | -
Field & Co. (formerly Orchard Street Ltd) raises £2M | fl
Field & Pond magazine names editor | -
monday.example CEO steps down | mo
See monday.example for details. Ostrava Systems raises $5M. | -
Ostrava Systems raises $5M (talvexa.example is a customer) | -
North River Grid Inc, Ostrava's largest customer, raises $15M | nrg
Why North River Grid raised $15M | nrg
How Talvexa landed its $9M seed | tal
Report: Talvexa to lay off 100 | tal
Talvexa layoffs hit 100 staff | tal
Talvexa is hiring a VP of Sales | tal
Talvexa seeks VP Sales | tal
Talvexa opens Berlin office | tal
Talvexa IPO: what to know | tal
Talvexa valued at $1B in new round | tal
Talvexa secures funding from Birchwood Labs | tal
Birchwood Labs commits $5M to Talvexa | tal
Birchwood Labs puts $5M into Ostrava | -
Birchwood Labs sells its robot unit to Ostrava Systems | bw
Ostrava Systems sells robot unit to Birchwood Labs | -
Birchwood Labs moves from Oddbox to Evenbox | bw
Birchwood Labs migrates to Ostrava Cloud | bw
Birchwood Labs named a leader by analysts | bw
Analysts at Birchwood Labs expect rates to rise | -
According to Birchwood Labs, prices rose 3% | -
A survey by Birchwood Labs finds half of staff unhappy | -
"""


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(ACCOUNTS)


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_only_what_the_event_is_about_is_linked(resolver: Resolver, case: str) -> None:
    text, _, account_id = case.rpartition(" | ")
    found = resolver.resolve_text(text)
    assert (found.account_id or "-") == account_id, found.reasons


MORE_ACCOUNTS = (
    account("k1", "Kestrel Dynamics, Inc.", "kestreldynamics.example", aliases=("Kestrel",)),
    account("k2", "Vector Systems", "vector.example", aliases=("Vector",)),
    account("k3", "Schäfer & Köhler GmbH", "schaefer-koehler.example", "DE"),
    account("k4", "Pioneer Health Partners", "pioneerhealth.example", aliases=("Pioneer Health",)),
    account("k5", "Pioneer Energy plc", "pioneer-energy.example", "GB"),
    account("k6", "Stride", "stride.example"),
    account("k7", "Mill & Co.", "mill.example", "GB", aliases=("Brookside Ltd",)),
    account("k8", "sunday.io", "sunday.example", "NL", aliases=("sunday.io",)),
    account("k9", "Focus Robotics", "focusrobotics.example", aliases=("Focus",)),
    account("k10", "Lumière SAS", "lumiere.example", "FR"),
    account("k11", "Tanner Logistics", "tannerlogistics.example", "US", aliases=("Tanner", "TNL")),
    account("k12", "Ordena", "ordena.example", "ES"),
)

MORE_CASES = """
Kestrel Dynamics raises $18M Series B led by Larkfield Ventures. | k1
KESTREL DYNAMICS INC. names new CRO | k1
Kestrel flocks are returning to the coast. | -
Kestrel sightings rise in spring | -
Vector calculus still matters, professor says. | -
Vector Systems appoints Rosa Hart as VP Sales. | k2
Vector, the routing software used by couriers, raised funding (vector.example). | k2
A vector for disease | -
Vector Group names CFO | -
Schaefer und Koehler GmbH stellt ein. | k3
Schäfer Kuchen steigert Umsatz. | -
Schäfer & Köhler übernimmt Nimbus | -
Köhler tritt zurück | -
Pioneer Health Partners opens 4 clinics. | k4
Pioneer Energy plc reports results. | k5
Pioneer announces a new round. | -
Pioneer Natural Foods raises $3M | -
Aviation pioneer dies at 90 | -
Take it in stride with these tips. | -
Stride, the shoe rental company at stride.example, hires a CFO. | k6
Stride up the hill every morning | -
Brookside Ltd, now Mill & Co., has raised £4M. | k7
The mill closed in 1980. | -
Mill closures hit the town | -
sunday.io raises €8M. | k8
Shares rose on Sunday. | -
Sunday opening hours extended | -
Focus raises price target on Larkfield Foods. | -
Focus Robotics raises $5M. | k9
Analyst firm Focus raises guidance. | -
Focus on what matters | -
La start-up Lumière SAS lève 3 M€. | k10
Le Festival des Lumières ouvre ses portes | -
La Lumière du matin | -
Larkfield Capital, an investor in Kestrel Dynamics, closes a $900M fund. | -
Nimbus picks Vector Systems as a supplier in a $3M deal. | -
Nimbus to acquire Vector Systems | k2
Vector Systems to acquire Nimbus | -
Rosa Hart, formerly VP at Kestrel Dynamics, joins Nimbus | -
Rosa Hart joins Kestrel Dynamics board | k1
Kestrel Dynamics has promoted Rosa Hart to COO, replacing Tom Hart, who moves to Vector Systems. | k1
Focus Robotics and Nimbus to build robots together | k9
Nimbus and Focus Robotics to build robots together | -
Tanner Logistics secures debt facility of $40M from Larkfield Bank | k11
TNL raises $40M | -
Tanner hides are in demand | -
Danny Tanner joins Nimbus as CTO | -
Ordena levanta 3 millones de euros | k12
Ordena nombra directora financiera a Rosa Hart | k12
Nimbus compra Ordena | k12
El juez ordena la detención | -
Ordena tu casa en tres pasos | -
Sources: Kestrel Dynamics is in talks with Larkfield to raise $50M | k1
Kestrel Dynamics Holdings AG of Zug files for bankruptcy | -
Kestrel Dynamics (UK) Ltd appoints director | k1
The founder of Kestrel Dynamics has left. | k1
Kestrel Dynamics cuts 20% of workforce | k1
20% of workforce cut at Kestrel Dynamics | k1
Nimbus lays off staff after losing Kestrel Dynamics contract | -
Nimbus raises $5M to help companies like Kestrel Dynamics | -
Ex-Kestrel Dynamics sales boss Rosa Hart to lead Nimbus | -
How Kestrel Dynamics uses Oddbox to plan routes | k1
Kestrel Dynamics replaces Oddbox with Evenbox | k1
Oddbox replaced by Evenbox at Kestrel Dynamics | k1
Case study: Evenbox at Vector Systems | k2
Evenbox wins Vector Systems as customer | -
Larkfield Ventures sells stake in Vector Systems | -
Larkfield Ventures takes 20% stake in Vector Systems | k2
Rosa Hart sells shares of Vector Systems | -
Kestrel Dynamics, Vector Systems, Nimbus: the week in funding | -
"""


@pytest.fixture(scope="module")
def other_resolver() -> Resolver:
    return Resolver(MORE_ACCOUNTS)


@pytest.mark.parametrize("case", MORE_CASES.strip().splitlines())
def test_other_accounts_are_told_apart_as_well(other_resolver: Resolver, case: str) -> None:
    text, _, account_id = case.rpartition(" | ")
    found = other_resolver.resolve_text(text)
    assert (found.account_id or "-") == account_id, found.reasons
