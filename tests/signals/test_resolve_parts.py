"""Whom an event is about, as many kinds of authors write it: English, German, French, Spanish (signals §3.4).

Every company and person is invented."""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from signals.aliases import brand, legal_form
from signals.extract.legal_forms import FORM_FAMILY
from signals.resolve import Resolver
from signals.surroundings import Surroundings

WATCHED = (
    Account(
        "a1", "Corvane Analytics, Inc.", "corvane.example", "US", city="Denver", aliases=("Corvane", "Datamoth Inc.")
    ),
    Account("a2", "Bramblewick", "bramblewick.example", "GB", city="Leeds"),
    Account("a3", "Harbor", "harbor.example", "US", aliases=("Harbor HQ",)),
    Account("a4", "Prism Health", "prismhealth.example", "US", aliases=("Prism",)),
    Account("a5", "Prism Logistics GmbH", "prism-logistics.example", "DE", city="Hamburg", aliases=("Prism",)),
    Account("a6", "Olvera Foods S.L.", "olvera.example", "ES", city="Sevilla", aliases=("Olvera",)),
    Account("a7", "Tessaly", "tessaly.example", "FR", city="Lyon", aliases=("Papermill SAS",)),
    Account("a8", "Quick", "getquick.example", "US", aliases=("Quick Pay",)),
    Account("a9", "Nordlicht Software AG", "nordlicht.example", "DE", city="Kiel", aliases=("Nordlicht",)),
    Account("a10", "Fable & Finch Ltd", "fableandfinch.example", "GB"),
    Account("a11", "Stride Mobility", "stride.example", "US", aliases=("Stride",)),
    Account("a12", "Kestrel Bioscience", "kestrelbio.example", "US", city="Boston", aliases=("Kestrel Bio",)),
    Account("a13", "Velomar", "velomar.example", "PT"),
    Account("a14", "Zinnia Pay", "zinniapay.example", "IN", aliases=("Zinnia",)),
    Account("a15", "HelioGrid", "heliogrid.example", "AU"),
    Account("a16", "Arbor Mutual Insurance Company", "arbormutual.example", "US", aliases=("Arbor Mutual",)),
    Account("a17", "Anchor", "anchor.example", "US"),
    Account("a18", "Loom & Ladder", "loomladder.example", "US"),
)
WATCHED_CASES = """
Leeds-based Bramblewick, which makes scheduling software for dentists, has closed a £9 million Series A. | a2
Corvane's customers include Oxbow Retail, which just raised $40 million. | -
Oxbow Retail, a customer of Corvane Analytics, raised $40 million in Series C funding. | -
Oxbow Retail raised $40 million. The company uses Corvane Analytics for its reporting. | -
Oxbow Retail appoints former Corvane Analytics CFO Jill Marsh as chief executive. | -
Jill Marsh, previously head of sales at Bramblewick, joins Oxbow Retail as CRO. | -
Bramblewick CRO Jill Marsh leaves to join Oxbow Retail. | a2
Jill Marsh leaves Bramblewick for Oxbow Retail after four years as CRO. | a2
Harbor dredging contract awarded to local firm. | -
A new harbor opens in Rotterdam. | -
Harbor (harbor.example) raises $18M to modernise freight booking. | a3
Boston Harbor Hotel names new general manager | -
Harbor Freight names new CEO | -
Prism raises $10 million in seed funding. | -
Prism Health, the telehealth provider, has named Ola Berg as its first Chief Medical Officer. | a4
Die Hamburger Prism Logistics GmbH beruft Jonas Petersen zum neuen Finanzvorstand. | a5
Prism Logistics sammelt zwölf Millionen Euro ein | a5
La andaluza Olvera Foods cierra una ronda de 4 millones de euros liderada por Encina Capital. | a6
Olvera Foods nombra a Lucía Prieto directora financiera | a6
El ayuntamiento de Olvera aprueba los presupuestos | -
La jeune pousse lyonnaise Tessaly lève 7 millions d'euros auprès de Rivage Ventures | a7
Tessaly : Camille Aubry nommée directrice commerciale | a7
Papermill SAS, rebaptisée Tessaly, annonce un tour de table de 5 M€ | a7
The old paper mill will become flats. | -
Quick tips for raising your seed round | -
Quick: who raised the most last week? | -
Restaurant chain Quick opens 12 restaurants in France | -
Quick Pay nabs $22M to speed up payroll | a8
Payments startup Quick has raised $22 million, the company (getquick.example) said. | a8
Nordlicht Software AG erhält 15 Millionen Euro von Fjordkapital | a9
Neuer Vertriebschef bei Nordlicht Software | a9
Das Nordlicht war am Freitag über Kiel zu sehen. | -
Das Kieler Softwarehaus Nordlicht hat eine Series-B-Finanzierung über 15 Millionen Euro abgeschlossen. | a9
Fable & Finch secures £3m to open ten more bookshops | a10
Fable and Finch Limited appoints Ruth Okafor as Managing Director | a10
Oxbow Retail buys children's label from Fable & Finch | -
Oxbow Retail to acquire Fable & Finch for £45m | a10
Bramblewick acquires Dentaflow to expand in Germany | -
Dentaflow has been acquired by Bramblewick, the companies said. | -
Stride along the river with our new walking guide | -
Stride Mobility, an e-scooter operator, cuts 60 jobs | a11
Tech workers take the layoffs in their stride | -
Kestrel Bio doses first patient; names Hal Ito chief scientific officer | a12
Kestrel nest found on Boston rooftop | -
Kestrel Capital Partners leads $50M round in Kestrel Bioscience | a12
Velomar's Series B tops €40M | a13
Exclusive: Velomar is said to have closed €40 million from Ardent and Kite | a13
Ardent, an early backer of Velomar and Tessaly, closes its third fund at €300M | -
Mumbai: Zinnia Pay has raised Rs 250 crore in a round led by Sequent Partners | a14
Zinnia flowers bloom late this year | -
Grow zinnias from seed in May | -
HelioGrid switches on 40MW battery as it hunts for CFO | a15
Utility Westerly picks HelioGrid for battery deal | -
HelioGrid competitor Sunbank raises A$30m | -
Arbor Mutual appoints Dee Collins SVP, Claims | a16
Arbor Day: tree planting funds raised | -
Anchor investors commit $40M to fund | -
Anchor, a billing startup (anchor.example), lands $12M Series A | a17
Loom and Ladder raises $6 million from Birch Partners, adds Oxbow's Tom Reed as COO | a18
She wove the rug on a loom and ladder frame | -
Datamoth Inc. (now Corvane Analytics) opens London office | a1
Velomar and Oxbow Retail announce partnership | -
"We are thrilled," said Hal Ito, who was named CEO of Kestrel Bioscience on Monday. | a12
Oxbow Retail's former finance chief Jill Marsh has taken the top job at Corvane. | a1
Dentaflow, founded by two ex-Velomar engineers, comes out of stealth with $5M | -
Sunbank, spun out of HelioGrid last year, raises A$30m | -
Backed by Ardent, Bramblewick will use the £9M to hire 40 engineers. | a2
Ardent also backs Bramblewick and Tessaly. | -
Top 10 startups to watch: Velomar, Bramblewick, Oxbow and more | -
Lisbon bike maker Velomar files for insolvency | a13
Ola Berg has joined Prism Health from Oxbow Clinics as VP of Growth | a4
Ola Berg has joined Oxbow Clinics from Prism Health as VP of Growth | -
Prism Logistics wird von der Oxbow Spedition übernommen | a5
Oxbow Spedition setzt auf Software von Nordlicht und baut 200 Stellen ab | -
Rivage Ventures mène le tour de 7 M€ de Tessaly | a7
Rivage Ventures, actionnaire de Tessaly, boucle un fonds de 200 M€ | -
Zinnia Pay's head of engineering, Arun Nair, has stepped down | a14
Oxbow Retail partners with Zinnia Pay to offer instalments | -
Freight software maker Harbor HQ hires its first chief revenue officer | a3
Die Hamburger Prism Logistics GmbH erhält frisches Geld | a5
Das Kieler Start-up Nordlicht Software sammelt 3 Millionen Euro ein | a9
Der Kieler Softwarehersteller Nordlicht Software baut 40 Stellen ab | a9
Nordlicht Software meldet Insolvenz an | a9
Wechsel an der Spitze von Nordlicht Software | a9
Spedition Oxbow wird Kunde von Nordlicht Software | -
Die Software kommt von Nordlicht Software aus Kiel | -
Kiel – Nordlicht Software eröffnet ein Büro in Wien | a9
Olvera Foods despide a 50 trabajadores | a6
La sevillana Olvera Foods abre planta en Jerez | a6
Supermercados Luz firma un acuerdo con Olvera Foods | -
Tessaly, spécialiste lyonnais du papier recyclé, ouvre une usine à Dijon | a7
Tessaly recrute 40 personnes à Lyon | a7
Groupe Vaux choisit Tessaly comme fournisseur | -
Le groupe Vaux rachète Tessaly | a7
Tessaly annonce la nomination de Paul Rey au poste de directeur financier | a7
Paul Rey, ancien de Tessaly, devient directeur financier du Groupe Vaux | -
"""

MORE = (
    Account("n1", "Wickerly", "wickerly.example", "GB", aliases=("Basketcase Ltd",)),
    Account("n2", "Tandem", "tandem-app.example", "US", aliases=("Tandem HR",)),
    Account("n3", "Orbital Dairy, Inc.", "orbitaldairy.example", "US", aliases=("Orbital",)),
    Account("n4", "Blauer Anker GmbH", "blaueranker.example", "DE"),
    Account("n5", "Maison Perle SAS", "maisonperle.example", "FR", aliases=("Perle",)),
    Account("n6", "Luminar Ceramics SL", "luminarceramics.example", "ES"),
    Account("n7", "Peak", "peak-data.example", "GB", aliases=("Peak Data",)),
    Account("n8", "Crestline Software", "crestline.example", "US", aliases=("Crestline",)),
    Account("n9", "Crestline Energy plc", "crestline-energy.example", "GB", aliases=("Crestline",)),
    Account("n10", "Yarrow & Pike LLP", "yarrowpike.example", "GB"),
    Account("n11", "Zephyrix", "zephyrix.example", "NL"),
    Account("n12", "Copperfield Bank", "copperfieldbank.example", "US", aliases=("Copperfield",)),
    Account("n13", "Ivy Robotics", "ivyrobotics.example", "US", aliases=("Ivy",)),
    Account("n14", "Dovetail Legal", "dovetail.example", "US", aliases=("Dovetail",)),
    Account("n15", "Brightwater Clinics", "brightwater.example", "US", aliases=("Coastal Care Partners",)),
    Account("n16", "Skytrail", "skytrail.example", "CA"),
    Account("n17", "Müggelsee Brauerei AG", "mueggelsee.example", "DE", aliases=("Müggelsee",)),
    Account("n18", "Oak & Otter", "oakotter.example", "US"),
    Account("n19", "Ledgerloop", "ledgerloop.example", "IE", aliases=("Ledger Loop",)),
    Account("n20", "Nimbus", "nimbus.example", "US"),
)
MORE_CASES = """
Wickerly, the online furniture rental firm, is laying off a fifth of its workforce | n1
Furniture rental startup Wickerly lays off a fifth of staff as funding dries up | n1
Basketcase Ltd, which rebranded as Wickerly last year, opened its first showroom in Leeds on Saturday. | n1
Halden Homes, which furnishes its show flats with Wickerly sofas, has raised £14m. | -
Why we left Wickerly and started our own furniture company | -
Wickerly's co-founder steps back from day-to-day role | n1
Wickerly's co-founder backs Halden Homes in £2m angel round | -
Halden Homes poaches Wickerly's finance director | -
Halden Homes hires Wickerly CFO as chief operating officer | -
UK's Wickerly raises £6m to rent sofas | n1
£6m for Wickerly as sofa rental takes off | n1
Sofa rental company raises £6m: Wickerly to enter Ireland | n1
Cyclists ride tandem from Lands End to John o'Groats | -
Working in tandem, the two firms will build a plant | -
Tandem HR appoints Rosa Lindqvist as chief customer officer | n2
Tandem, a maker of payroll software, said it had closed a Series B. The firm (tandem-app.example) will hire 80. | n2
Tandem Bank names new chair | -
Tandem raises £20m to expand its green mortgages | -
Orbital Dairy secures USDA grant to build plant in Idaho | n3
Orbital mechanics course raises $5m for students | -
Rocket Orbital Inc. raises $50M | -
Cheese company Orbital Dairy, Inc. today announced the appointment of Dr. Lena Fox as Chief Scientific Officer. | n3
Creamfield signs multi-year supply deal with Orbital Dairy | -
Investors in Orbital Dairy include Creamfield Ventures | -
Creamfield Ventures portfolio: Orbital Dairy, Wickerly, Skytrail | -
Blauer Anker GmbH sichert sich 8 Millionen Euro in einer Series-A-Runde | n4
Das Hamburger Logistik-Start-up Blauer Anker bekommt acht Millionen Euro | n4
Ein blauer Anker ziert das Wappen der Stadt. | -
Reederei Holm kauft Container von Blauer Anker | -
Reederei Holm übernimmt Blauer Anker | n4
Katrin Voss wird neue Finanzchefin bei Blauer Anker | n4
Katrin Voss, zuvor bei Blauer Anker, wird Finanzchefin der Reederei Holm | -
Maison Perle lève 4,5 millions d'euros pour ouvrir vingt boutiques | n5
Le joaillier en ligne Maison Perle nomme Hugo Lambert directeur général | n5
Une perle rare trouvée sur la côte | -
Levée de fonds : Maison Perle boucle un tour de 4,5 M€ mené par Seine Capital | n5
Seine Capital, qui a investi dans Maison Perle, lève un nouveau fonds | -
Maison Perle rachetée par le groupe Orfèvre | n5
Luminar Ceramics cierra una ronda de 2 millones | n6
La empresa valenciana Luminar Ceramics ficha a Marta Rius como directora comercial | n6
Azulejos Norte, cliente de Luminar Ceramics, abre una fábrica en Portugal | -
Peak season for retailers approaches | -
Peak Data raises $15M Series A for supply chain forecasting | n7
Peak raises $10 million | -
Peak Pharma appoints CFO | -
Inflation to peak in March, says bank | -
Crestline Software names Ada Bright chief executive | n8
Crestline Energy plc wins planning consent for wind farm | n9
Crestline names new chief executive | -
Crestline Energy to sell its Scottish hydro arm | n9
Crestline, the Austin-based developer of crestline.example, has been bought by Vantor for $90m | n8
Crestline Elementary parents protest cuts | -
Law firm Yarrow & Pike takes six-lawyer team from rival | n10
Yarrow and Pike LLP elects new managing partner | n10
Advised by Yarrow & Pike, Halden Homes completed its £14m fundraising | -
Yarrow & Pike advised Halden Homes on the £14m fundraising | -
Zephyrix snaps up €12m to bring wind sensors to ports | n11
Zephyrix CTO departs | n11
Port of Delft installs Zephyrix sensors | -
Port of Delft chooses Zephyrix | -
Dutch wind sensor maker Zephyrix goes bust | n11
Wind sensors: Zephyrix gets €12m from EIT and others | n11
Joost van Dam is stepping down as CEO of Zephyrix, the company confirmed on Friday. | n11
New COO at Zephyrix | n11
Former Zephyrix CTO Joost van Dam raises €3m for drone startup Hoverline | -
Copperfield Bank to close 14 branches | n12
Copperfield raises the curtain on its new season | -
Regional lender Copperfield Bank taps Ellen Marsh as chief risk officer | n12
Ellen Marsh, chief risk officer at Copperfield Bank, joins the board of Halden Homes | -
Ivy Robotics banks $31M for vine-pruning robots | n13
Ivy League schools raise tuition | -
Ivy grows over old brick walls | -
Vine-pruning robot maker Ivy lands $31M. Ivy Robotics plans to hire 50. | n13
GrapeWorks, a rival to Ivy Robotics, banks $20M | -
Plans dovetail with city strategy | -
Learn to cut a dovetail joint | -
Brightwater Clinics (formerly Coastal Care Partners) adds five sites in Florida | n15
Coastal Care Partners changes name to Brightwater Clinics, appoints CEO | n15
Coastal care partners meet at town hall | -
Private equity firm Talus takes majority stake in Brightwater Clinics | n15
Talus, owner of Brightwater Clinics, raises $2B buyout fund | -
Talus sells Brightwater rival MedHarbor | -
Airline consultant who worked with Skytrail named Alaska tourism director | -
Canada's Skytrail to lay off 300 after merger collapses | n16
Flyaway buys four jets from Skytrail | -
Müggelsee Brauerei ernennt Ralf Thom zum Vertriebsvorstand | n17
Badeunfall am Müggelsee | -
Am Müggelsee eröffnet ein neues Hotel | -
Otter spotted under oak tree | -
Ledger Loop, the Dublin accounting fintech, bags €5m | n19
Ledgerloop alternative Tallybook raises €1m | -
Nimbus clouds gather over the city | -
Nimbus raises $60M | -
Nimbus Inc., which runs nimbus.example, hired Paul Rees as CFO | n20
Paul Rees left Nimbus last year and now runs Halden Homes, which raised £14m. | -
"""

YET_MORE = (
    Account("p1", "Tollgate Software Ltd", "tollgate.example", "GB", aliases=("Tollgate",)),
    Account("p2", "Veridia", "veridia.example", "US", aliases=("Leafmetrics Inc.",)),
    Account("p3", "Sandhill Aviation, LLC", "sandhillaviation.example", "US", aliases=("Sandhill",)),
    Account("p4", "Kupfer & Klee GmbH", "kupfer-klee.example", "DE"),
    Account("p5", "Atelier Nord SAS", "ateliernord.example", "FR"),
    Account("p6", "Bodegas Altamira S.A.", "altamira.example", "ES", aliases=("Altamira",)),
    Account("p7", "Ranger", "ranger-security.example", "US", aliases=("Ranger Security",)),
    Account("p8", "Mosswood Capital", "mosswood.example", "US"),
    Account("p9", "Northgate Diagnostics", "northgatedx.example", "US", aliases=("Northgate",)),
    Account("p10", "Northgate Logistics BV", "northgate-logistics.example", "NL", aliases=("Northgate",)),
    Account("p11", "Plumeria", "plumeria.example", "SG"),
    Account("p12", "Quayside Homes", "quayside.example", "GB", aliases=("Quayside",)),
    Account("p13", "Dynavolt Motors", "dynavolt.example", "US", aliases=("Dynavolt",)),
    Account("p14", "Fjellheim AS", "fjellheim.example", "NO", aliases=("Fjellheim",)),
    Account("p15", "Happy Bean", "happybean.example", "US", aliases=("Happy Bean Coffee",)),
    Account("p16", "x8.ai", "x8.example", "US", aliases=("X8",)),
    Account("p17", "Cardamom Health", "cardamomhealth.example", "IN", aliases=("Cardamom",)),
    Account(
        "p18",
        "Stonebridge Insurance Services Inc",
        "stonebridge.example",
        "US",
        aliases=("Stonebridge Insurance",),
    ),
    Account("p19", "Lumos Learning", "lumos.example", "US", aliases=("Lumos",)),
    Account("p20", "Raleigh Fibers", "raleighfibers.example", "US", aliases=("Raleigh",)),
)
YET_MORE_CASES = """
Tollgate Software wants to take the pain out of toll invoices. Now it has £7m to do it. | p1
Meet Tollgate Software, the Bristol startup that just raised £7m | p1
Kestrel Freight rolls out Tollgate Software across its fleet | -
Kestrel Freight, whose fleet runs on Tollgate Software, names new CFO | -
"Tollgate Software saved us weeks," says Kestrel Freight CFO | -
Tollgate Software Ltd: appointment of Priya Nair as Non-Executive Chair and Tom Wells as CFO | p1
Veridia (formerly Leafmetrics) closes $11M Series A for crop analytics | p2
Carbon tracker Veridia trims headcount by 15% | p2
Leafmetrics Inc. is now Veridia | p2
Spun out of Veridia in 2022, Soilsight has landed $3M in seed money | -
Soilsight's founders, both Veridia alumni, landed $3M in seed money | -
Veridia veterans launch Soilsight with $3M | -
Breaking: Veridia CEO ousted by board | p2
Veridia's board has fired chief executive Lou Adler, according to two people familiar with the matter. | p2
Soilsight fires back at Veridia in patent suit | -
Soilsight sues Veridia over soil sensor patents | -
Sandhill Aviation orders 20 electric trainers and opens Tucson base | p3
Voltair sells 20 electric trainers to Sandhill Aviation | -
Voltair wins order for 20 electric trainers from Sandhill Aviation | -
Sandhill Aviation LLC promotes Greg Ito to chief pilot and COO | p3
Sandhill crane numbers climb in Nebraska | -
Sandhill Capital backs Voltair | -
Kupfer und Klee GmbH erhält Millionenfinanzierung | p4
Millionenfinanzierung für Kupfer & Klee | p4
Kupfer & Klee: Anna Brandt übernimmt die Geschäftsführung | p4
Kupfer ist so teuer wie nie | -
Brauerei Holst liefert künftig mit Kupfer & Klee aus | -
Anna Brandt wechselt von Kupfer & Klee zur Brauerei Holst | -
Anna Brandt wechselt von der Brauerei Holst zu Kupfer & Klee | p4
Investor Rheinkapital steigt bei Kupfer & Klee ein | p4
Atelier Nord lève 3 M€ et s'installe à Lille | p5
Claire Dubois rejoint Atelier Nord en tant que directrice marketing | p5
Claire Dubois quitte Soleil SA ; elle avait débuté chez Atelier Nord | -
L'atelier nord du chantier a brûlé | -
Chez Atelier Nord, un nouveau directeur financier | p5
Soleil SA s'associe à Atelier Nord pour équiper ses bureaux | -
Bodegas Altamira nombra director general a Luis Ferrer | p6
Altamira, la bodega riojana (altamira.example), amplía capital en 6 millones | p6
Las cuevas de Altamira reabren al público | -
Restaurantes Sol compra vino a Bodegas Altamira | -
El fondo Iber Capital compra Bodegas Altamira por 30 millones | p6
Ranger injured in avalanche | -
Ranger Security closes $9M round to guard data centers | p7
Cybersecurity startup Ranger emerges from stealth with $9M (ranger-security.example) | p7
Texas Ranger named sheriff | -
Mosswood Capital leads $12M round for Dentaflow | -
With backing from Mosswood Capital, Dentaflow will hire 50 | -
Dentaflow nabs $12M from Mosswood Capital | -
Mosswood Capital promotes Jan Reyes to CFO | p8
Northgate Diagnostics gets FDA nod and $35M | p9
Rotterdam: Northgate Logistics BV opent nieuw distributiecentrum | p10
Northgate appoints new CFO | -
Northgate Mall sold for $60M | -
Northgate hires 200 | -
Blood-test maker Northgate Diagnostics picks Hal Stone to run finance | p9
Hal Stone quit Northgate Diagnostics in 2019 to found Dentaflow, now valued at $1bn. | -
Singapore's Plumeria in $20m raise | p11
Plumeria trees in bloom across Singapore | -
Quayside Homes delays annual results as finance chief exits | p12
Quayside flats sell out in a day | -
Police close quayside after flood | -
Ferris Group to build 300 homes for Quayside Homes | -
Ferris Group buys out Quayside Homes | p12
Dynavolt recalls 4,000 vans | p13
EV maker Dynavolt gets lifeline as investors inject $80M | p13
Dynavolt supplier Cellworks files for bankruptcy | -
Cellworks, which supplies batteries to Dynavolt, files for bankruptcy | -
Dealer group Barlow drops Dynavolt | -
Dynavolt Motors' top engineer leaves amid restructuring | p13
Analysts at Barlow cut their target on Dynavolt | -
Fjellheim henter 40 millioner kroner | p14
Fjellheim AS utnevner ny økonomidirektør | p14
Turister strandet på Fjellheim | -
Happy Bean perks up with $5M for cold brew | p15
You will be a happy bean farmer after this rain | -
Cold brew chain Happy Bean Coffee to open 40 cafes | p15
Bengaluru-based Cardamom Health raises Rs 90 crore; to enter Gulf | p17
Cardamom prices rise 12 per cent at Vandanmedu auction | -
Cardamom Health ropes in Anil Rao as CTO | p17
Anil Rao, ex-CTO of Cardamom Health, floats AI startup | -
Stonebridge Insurance names Kay Lin head of claims | p18
Stonebridge Capital closes Fund III at $400M | -
Brainy acquired by Lumos Learning | -
Raleigh council approves budget | -
Raleigh startup Dentaflow raises $3M | -
Raleigh Fibers shuts mill, 140 jobs lost | p20
"""

TEAMS = {"watched": Resolver(WATCHED), "more": Resolver(MORE), "yet_more": Resolver(YET_MORE)}
TEXTS = {"watched": WATCHED_CASES, "more": MORE_CASES, "yet_more": YET_MORE_CASES}
ALL = [(team, line) for team, text in TEXTS.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("team", "line"), ALL)
def test_the_event_is_linked_to_whom_it_is_about(team: str, line: str) -> None:
    text, _, account_id = line.rpartition(" | ")
    found = TEAMS[team].resolve_text(text)
    assert (found.account_id or "-") == account_id, found.reasons


@pytest.mark.parametrize("form", sorted(FORM_FAMILY))
def test_a_form_that_tells_the_country_is_no_part_of_the_brand(form: str) -> None:
    assert (brand(f"Kesselbau {form.upper()}"), legal_form(f"Kesselbau {form.upper()}")) == ("Kesselbau", form)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Corvane grows in Leeds\nBramblewick raises money", "Bramblewick raises money"),
        ("Corvane grows in Leeds. Bramblewick raises money", "Bramblewick raises money"),
        ("Messrs. Bramblewick of St. Ives raise money", "Messrs. Bramblewick of St. Ives raise money"),
    ],
)
def test_a_title_and_a_full_stop_end_a_sentence_and_an_abbreviation_does_not(text: str, sentence: str) -> None:
    assert Surroundings(text).sentence(text.index("Bramblewick"))[0] == sentence
