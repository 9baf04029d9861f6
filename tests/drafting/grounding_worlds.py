"""More worlds of the grounding tests: filings, promotions, expansions, tools, counts; companies that do not exist."""

from __future__ import annotations

from grounding_cases import PROOF, Row, World, evidence

from agent.domain.accounts import Account
from agent.domain.evidence import Evidence

MORE_WORLDS: list[World] = []


def world(name: str, company: str, pieces: list[Evidence], rows: list[Row]) -> None:
    account = Account("x", company, f"{company.split()[0].lower()}.example")
    MORE_WORLDS.append((name, (account, (*pieces, PROOF)), rows))


world(
    "seed",
    "Petrel Bio",
    [
        evidence(
            "e1",
            "news",
            "2026-11-05",
            "Berlin-based Petrel Bio has secured €3.2 million in pre-seed funding from Nordwind Ventures and "
            "angel investor Jonas Falk to hire its first commercial team.",
        ),
        evidence(
            "e2",
            "job",
            "2026-11-16",
            "Petrel Bio is looking for a Head of Sales in Berlin. You will build our outbound process from scratch.",
        ),
    ],
    [
        ("Petrel secured €3.2M in pre-seed funding from Nordwind Ventures.", ["e1"], True),
        ("You raised a pre-seed round of 3.2 million euros to hire your first commercial team.", ["e1"], True),
        ("Petrel Bio is hiring a Head of Sales in Berlin.", ["e2"], True),
        ("Your Head of Sales posting says the outbound process starts from scratch.", ["e2"], True),
        ("You are building a first commercial team in Berlin.", ["e1"], True),
        (
            "Fresh pre-seed money from Nordwind and a Head of Sales opening in Berlin suggest outbound is next.",
            ["e1", "e2"],
            True,
        ),
        ("Congrats on the €3.2M pre-seed from Nordwind Ventures.", ["e1"], True),
        ("Jonas Falk and Nordwind Ventures backed your pre-seed.", ["e1"], True),
        ("Petrel secured €3.2M in seed funding from Nordwind Ventures.", ["e1"], False),
        ("Petrel secured $3.2M in pre-seed funding.", ["e1"], False),
        ("Petrel secured €2.3M in pre-seed funding.", ["e1"], False),
        ("Petrel is hiring a Head of Marketing in Berlin.", ["e2"], False),
        ("Petrel is hiring a Head of Sales in Munich.", ["e2"], False),
        ("Petrel is hiring a Director of Sales in Berlin.", ["e2"], False),
        ("Petrel is hiring two Heads of Sales.", ["e2"], False),
        ("Hamburg-based Petrel Bio raised a pre-seed.", ["e1"], False),
        ("Petrel hired its first Head of Sales.", ["e2"], False),
        ("Petrel raised its pre-seed to open a lab in Boston.", ["e1"], False),
        ("Jonas Falk joined Petrel as Head of Sales.", ["e1", "e2"], False),
        ("Your pre-seed was led by Jonas Falk.", ["e1"], False),
        ("Petrel is using the money to expand into France.", ["e1"], False),
        ("Petrel struggles to find customers.", ["e1"], False),
        ("Your team already uses HubSpot.", ["e2"], False),
        ("You raised three rounds this year.", ["e1"], False),
        ("Petrel raised €3.2M at a €20M valuation.", ["e1"], False),
        ("Petrel tripled its headcount.", ["e1"], False),
    ],
)
world(
    "hire",
    "Oxbow Energy",
    [
        evidence("e1", "job", "2026-11-18", "Sales Development Representative, Denver"),
        evidence("e2", "job", "2026-11-13", "Senior Account Executive, Denver"),
        evidence("e3", "job", "2026-11-10", "Sales Operations Manager, Remote (US)"),
        evidence(
            "e4",
            "page",
            "2026-09-30",
            "Oxbow Energy installs community solar for housing associations in Colorado and Utah.",
        ),
    ],
    [
        ("Three sales roles opened at Oxbow in the last two weeks.", ["e1", "e2", "e3"], True),
        ("You posted three sales roles within eight days, two of them in Denver.", ["e1", "e2", "e3"], True),
        ("Oxbow is hiring a Senior Account Executive and an SDR in Denver.", ["e1", "e2"], True),
        ("You install community solar for housing associations in Colorado and Utah.", ["e4"], True),
        ("Oxbow installs community solar, and three sales roles opened this month.", ["e4", "e1", "e2", "e3"], True),
        ("Your new Sales Operations Manager role is remote.", ["e3"], True),
        ("You are adding an SDR, an account executive and a sales operations manager.", ["e1", "e2", "e3"], True),
        ("A Sales Operations Manager opening on your board caught my eye.", ["e3"], True),
        ("Five sales roles opened at Oxbow in the last two weeks.", ["e1", "e2", "e3"], False),
        ("Three engineering roles opened at Oxbow.", ["e1", "e2", "e3"], False),
        ("Oxbow is hiring a Senior Account Executive in Phoenix.", ["e2"], False),
        ("Oxbow is hiring a Junior Account Executive in Denver.", ["e2"], False),
        ("Oxbow is hiring a Sales Operations Director.", ["e3"], False),
        ("Oxbow is hiring a Marketing Operations Manager.", ["e3"], False),
        ("You install rooftop solar for schools in Colorado.", ["e4"], False),
        ("You install community wind for housing associations.", ["e4"], False),
        ("You install community solar in Colorado and Nevada.", ["e4"], False),
        ("Oxbow closed its Denver office.", ["e1"], False),
        ("Oxbow is cutting sales roles in Denver.", ["e1"], False),
        ("Oxbow stopped hiring in sales.", ["e1", "e2"], False),
        ("Oxbow is no longer hiring SDRs.", ["e1"], False),
        ("Three sales roles opened in the last three days.", ["e1", "e2", "e3"], False),
        ("Oxbow was named best employer in Denver.", ["e1"], False),
        ("Your sales team has 40 reps.", ["e1", "e2"], False),
        ("Your SDR role has been open since June.", ["e1"], False),
    ],
)
world(
    "expand",
    "Calder & Finch Ltd",
    [
        evidence(
            "e1",
            "news",
            "2026-11-10",
            "Calder & Finch, a London insurance broker, is opening its third office, in Dublin, in January 2027 "
            "and expects to add 45 people there, said chief executive Ruth Adeyemi.",
        ),
        evidence(
            "e2",
            "news",
            "2026-11-02",
            "Calder & Finch signed a two-year partnership with Meridian Mutual to launch a cyber policy called "
            "Bastion.",
        ),
    ],
    [
        ("Calder & Finch is opening its third office, in Dublin, in January.", ["e1"], True),
        ("Your third office opens in Dublin in January 2027.", ["e1"], True),
        ("Ruth Adeyemi said the Dublin office will add 45 people.", ["e1"], True),
        ("You expect to add 45 people in Dublin.", ["e1"], True),
        ("Your partnership with Meridian Mutual launches a cyber policy called Bastion.", ["e2"], True),
        ("Calder & Finch plans a Dublin office with 45 new people.", ["e1"], True),
        (
            "The Dublin opening in January and the Meridian Mutual partnership both mean new inbound leads to route.",
            ["e1", "e2"],
            True,
        ),
        ("Calder & Finch is opening its fourth office in Dublin.", ["e1"], False),
        ("Calder & Finch is opening its third office in Cork.", ["e1"], False),
        ("Calder & Finch is opening its third office in March 2027.", ["e1"], False),
        ("Calder & Finch opened an office in Dublin.", ["e1"], False),
        ("You expect to add 54 people in Dublin.", ["e1"], False),
        ("You expect to cut 45 people in Dublin.", ["e1"], False),
        ("Ruth Adebayo said the Dublin office will add 45 people.", ["e1"], False),
        ("COO Ruth Adeyemi said you are opening in Dublin.", ["e1"], False),
        ("You signed a three-year partnership with Meridian Mutual.", ["e2"], False),
        ("You ended your partnership with Meridian Mutual.", ["e2"], False),
        ("You were acquired by Meridian Mutual.", ["e2"], False),
        ("Your partnership with Meridian Life launches Bastion.", ["e2"], False),
        ("Your cyber policy Rampart launches with Meridian Mutual.", ["e2"], False),
        ("You moved your headquarters from London to Dublin.", ["e1"], False),
        ("Calder & Finch raised $10M to open in Dublin.", ["e1"], False),
        ("Calder & Finch is the largest broker in London.", ["e1"], False),
        ("Calder & Finch is opening in Dublin because of Brexit.", ["e1"], False),
        ("Calder & Finch won a contract in Dublin.", ["e1"], False),
        ("Calder & Finch was breached in November.", ["e1"], False),
    ],
)
world(
    "form",
    "Juniper Dock LLC",
    [
        evidence(
            "e1",
            "filing",
            "2026-11-07",
            "Form D: Juniper Dock LLC. Total offering amount $9,000,000. Total amount sold $6,250,000. First "
            "sale 2026-10-28. Executive officer: Mateo Silva.",
        ),
    ],
    [
        ("Your Form D filing shows $6.25M sold of a $9M offering.", ["e1"], True),
        ("Juniper Dock filed a Form D this month with $6.25 million sold.", ["e1"], True),
        ("Your filing puts the first sale on October 28.", ["e1"], True),
        ("Juniper Dock sold about $6.3M of a $9M offering.", ["e1"], True),
        ("Your Form D filing shows $7M sold.", ["e1"], False),
        ("Your filing puts the first sale on October 18.", ["e1"], False),
        ("Your filing names Mateo Silveira as executive officer.", ["e1"], False),
        ("Juniper Dock closed a Series B of $6.25M.", ["e1"], False),
        ("Juniper Dock raised $6.25M from Sequoia.", ["e1"], False),
    ],
)
world(
    "b",
    "Kestrel Labs",
    [
        evidence(
            "e1",
            "news",
            "2026-11-13",
            "Kestrel Labs raised a $40 million Series C co-led by Ember Fund and Tidewater Growth. Existing "
            "investors Blackthorn and Ivy Lane also took part. The round brings total funding to $71 million.",
        ),
        evidence(
            "e2",
            "news",
            "2026-11-06",
            "Kestrel Labs launched Kestrel Sync, a tool that copies warehouse data into Salesforce.",
        ),
        evidence(
            "e3",
            "job",
            "2026-11-15",
            "Open positions: Enterprise Account Executive, Solutions Engineer, Customer Success Manager",
        ),
    ],
    [
        ("Kestrel's Series C brings total funding to $71M.", ["e1"], True),
        ("Ember Fund and Tidewater Growth co-led your $40M Series C.", ["e1"], True),
        ("Your Series C was co-led by Ember Fund.", ["e1"], True),
        ("Blackthorn and Ivy Lane also took part in your Series C.", ["e1"], True),
        ("You launched Kestrel Sync this month, which copies warehouse data into Salesforce.", ["e2"], True),
        ("Kestrel Sync went live in early November.", ["e2"], True),
        ("You have three open positions, from an Enterprise Account Executive to a Solutions Engineer.", ["e3"], True),
        ("Three open positions right after a $40M Series C is a fast start.", ["e1", "e3"], True),
        ("Last week's Series C and the Kestrel Sync launch make for a busy November.", ["e1", "e2"], True),
        ("You're hiring a Customer Success Manager, days after a Series C.", ["e1", "e3"], True),
        ("Read about the $40M Series C with Ember Fund and Tidewater Growth.", ["e1"], True),
        ("Your $40M round puts Kestrel at $71M raised to date.", ["e1"], True),
        ("Kestrel's $71M Series C was co-led by Ember Fund.", ["e1"], False),
        ("Kestrel raised $40M, bringing total funding to $81M.", ["e1"], False),
        ("Ivy Lane led your Series C.", ["e1"], False),
        ("Your Series C was co-led by Blackthorn and Ember Fund.", ["e1"], False),
        ("You launched Kestrel Stream this month.", ["e2"], False),
        ("Kestrel Sync copies warehouse data into HubSpot.", ["e2"], False),
        ("Kestrel Sync launched in September.", ["e2"], False),
        ("You shut down Kestrel Sync.", ["e2"], False),
        ("You have four open positions.", ["e3"], False),
        ("You are hiring an Enterprise Account Director.", ["e3"], False),
        ("You hired a Customer Success Manager.", ["e3"], False),
        ("Kestrel is hiring a Customer Success Manager in Austin.", ["e3"], False),
        ("Kestrel postponed its Series C.", ["e1"], False),
        ("Kestrel raised a $40M Series C last month.", ["e1"], False),
        ("Kestrel's Series C came from Ember Fund and Sequoia.", ["e1"], False),
        ("Kestrel doubled revenue before its Series C.", ["e1"], False),
        ("Kestrel was founded by two engineers.", ["e1"], False),
        ("Kestrel was valued at $400M.", ["e1"], False),
        ("Kestrel is profitable.", ["e1"], False),
        ("Kestrel's Series C is the biggest in its market.", ["e1"], False),
        ("Your CRM is a mess.", ["h1"], False, "hypothesis"),
        ("You lose a third of your inbound leads.", ["h1"], False, "hypothesis"),
        ("Your reps waste hours on routing every week.", ["h1"], False, "fact"),
    ],
)
world(
    "c",
    "Sable Point Software",
    [
        evidence(
            "e1",
            "news",
            "2026-11-11",
            "Sable Point Software promoted Elena Duarte from Director of Revenue Operations to Vice President of "
            "Revenue Operations.",
        ),
        evidence(
            "e2",
            "filing",
            "2026-11-04",
            "On October 30, 2026, Mark Hollis notified Sable Point Software of his resignation as Chief "
            "Financial Officer, effective November 30, 2026. Ann Whitfield, Controller, will serve as interim "
            "Chief Financial Officer.",
        ),
        evidence(
            "e3",
            "tech",
            "2026-11-12",
            "Marketo script found on 12 of 12 pages since November 8; Pardot script no longer found.",
        ),
    ],
    [
        ("Elena Duarte was promoted to VP of Revenue Operations this month.", ["e1"], True),
        ("You promoted Elena Duarte to Vice President of RevOps.", ["e1"], True),
        ("Mark Hollis is stepping down as CFO on November 30.", ["e2"], True),
        ("Ann Whitfield will serve as interim CFO.", ["e2"], True),
        ("Your filing says Mark Hollis resigned as CFO effective November 30.", ["e2"], True),
        ("Marketo is now on your site, and Pardot is no longer found.", ["e3"], True),
        ("Marketo's script has been on your pages since November 8.", ["e3"], True),
        ("Elena Duarte now leads revenue operations as a VP.", ["e1"], True),
        ("Elena Duarte was promoted to SVP of Revenue Operations.", ["e1"], False),
        ("Elena Duarte was promoted to VP of Sales Operations.", ["e1"], False),
        ("Elena Duarte joined Sable Point from Marketo.", ["e1"], False),
        ("Elena Duarte was demoted to Director of Revenue Operations.", ["e1"], False),
        ("Elena Duarte left Sable Point.", ["e1"], False),
        ("Mark Hollis joined as Chief Financial Officer.", ["e2"], False),
        ("Mark Hollis resigned as CEO.", ["e2"], False),
        ("Mark Hollis resigned effective December 31.", ["e2"], False),
        ("Mark Hollis will serve as interim CFO.", ["e2"], False),
        ("Ann Whitfield resigned as CFO.", ["e2"], False),
        ("Ann Whitfield was named CFO.", ["e2"], False),
        ("Ann Whitman will serve as interim CFO.", ["e2"], False),
        ("You moved from Marketo to Pardot.", ["e3"], False),
        ("Pardot's script is on your site now.", ["e3"], False),
        ("You dropped Marketo this month.", ["e3"], False),
        ("Marketo's script appeared on November 1.", ["e3"], False),
        ("Eloqua's script is on 12 of 12 pages.", ["e3"], False),
        ("Marketo's script is on 10 of 12 pages.", ["e3"], False),
    ],
)
world(
    "d",
    "Brindle",
    [
        evidence(
            "e1",
            "news",
            "2026-11-17",
            "Brindle (YC W25) announced today it has crossed 10,000 paying customers, up from 4,000 a year ago, "
            "and opened an office in Toronto.",
        ),
        evidence("e2", "page", "2026-11-01", "Brindle helps dental practices collect payments and send reminders."),
        evidence(
            "e3",
            "job",
            "2026-11-19",
            "Founding Account Executive. You will own inbound leads and set up our CRM, currently Attio.",
        ),
    ],
    [
        ("Brindle crossed 10,000 paying customers this week.", ["e1"], True),
        ("You went from 4,000 to 10,000 paying customers in a year.", ["e1"], True),
        ("You opened an office in Toronto.", ["e1"], True),
        ("Brindle helps dental practices collect payments.", ["e2"], True),
        ("You are hiring a Founding Account Executive who will own inbound leads.", ["e3"], True),
        ("Your posting says the CRM is Attio today.", ["e3"], True),
        ("You use Attio as a CRM.", ["e3"], True),
        ("Passing 10,000 customers while hiring a founding account executive is a lot at once.", ["e1", "e3"], True),
        ("Brindle crossed 100,000 paying customers.", ["e1"], False),
        ("You went from 4,000 to 10,000 paying customers in six months.", ["e1"], False),
        ("You grew from 10,000 to 4,000 customers.", ["e1"], False),
        ("Brindle crossed 10,000 free users.", ["e1"], False),
        ("You closed your Toronto office.", ["e1"], False),
        ("You opened an office in Vancouver.", ["e1"], False),
        ("Brindle helps law practices collect payments.", ["e2"], False),
        ("Brindle helps dental practices hire nurses.", ["e2"], False),
        ("You are replacing Attio.", ["e3"], False),
        ("You use HubSpot as a CRM.", ["e3"], False),
        ("You are hiring a Founding Engineer.", ["e3"], False),
        ("Brindle is the fastest growing dental company.", ["e1", "e2"], False),
    ],
)
world(
    "elm",
    "Elmgate Security, Inc.",
    [
        evidence(
            "e1",
            "news",
            "2026-11-09",
            "Elmgate Security has raised £7.5 million in Series A funding, led by Crown "
            "Street Capital with participation from existing backer Fairlight.",
        ),
        evidence(
            "e2",
            "job",
            "2026-11-14",
            "Current openings: Sales Engineer, Marketing Operations Manager, Account Executive (EMEA)",
        ),
    ],
    [
        ("Elmgate's £7.5M Series A and three open roles landed within a week.", ["e1", "e2"], True),
        ("You raised a £7.5M Series A with Crown Street Capital leading.", ["e1"], True),
        ("Elmgate Security raised 7.5 million pounds on November 9.", ["e1"], True),
        ("Your careers page lists a Marketing Operations Manager.", ["e2"], True),
        ("Elmgate is hiring across sales and marketing after its Series A.", ["e1", "e2"], True),
        ("The £7.5M from Crown Street and Fairlight came as you opened an Account Executive role.", ["e1", "e2"], True),
        ("Elmgate raised $7.5M in Series A funding.", ["e1"], False),
        ("Elmgate raised £5.7M in Series A funding.", ["e1"], False),
        ("Elmgate's Series A was led by Fairlight.", ["e1"], False),
        ("Elmgate raised a £7.5M Series A from Index.", ["e1"], False),
        ("Your careers page lists nine open roles.", ["e2"], False),
        ("Elmhurst Security raised a £7.5M Series A.", ["e1"], False),
        ("Your new Elmgate Shield product launched this month.", ["e1"], False),
        ("Elmgate is the fastest-growing security company in the UK.", ["e1"], False),
        ("You raised the money because you were running out of cash.", ["e1"], False),
        ("You are hiring a Sales Engineer in Dubai.", ["e2"], False),
        ("Elmgate's Series A closed on October 9.", ["e1"], False),
        ("Elmgate plans to go public next year.", ["e1"], False),
        ("Your leads wait two days for an owner.", ["h1"], False, "hypothesis"),
        ("Your current tool is costing you customers.", ["h1"], False, "hypothesis"),
        ("You route leads by hand today.", ["h1"], False, "hypothesis"),
    ],
)
world(
    "fern",
    "Fernhill Care",
    [
        evidence(
            "e1",
            "news",
            "2026-11-03",
            "Fernhill Care has hired Samuel Brandt as Chief Commercial Officer from November "
            "17. He was most recently Managing Director at Oakvale.",
        ),
        evidence("e2", "page", "2026-09-12", "Fernhill Care runs rehabilitation centres for stroke patients."),
    ],
    [
        ("Samuel Brandt joined Fernhill as Chief Commercial Officer on November 17.", ["e1"], True),
        ("Fernhill hired Samuel Brandt from Oakvale this month.", ["e1"], True),
        (
            "You run rehabilitation centres for stroke patients, and Samuel Brandt now leads the commercial side.",
            ["e1", "e2"],
            True,
        ),
        ("Fernhill has a new CCO, Samuel Brandt, formerly of Oakvale.", ["e1"], True),
        ("Samuel Brandt moved from Oakvale to Fernhill as CCO.", ["e1"], True),
        ("Samuel Brandt was Managing Director at Oakvale before he joined you.", ["e1"], True),
        ("Samuel Brandt joined Fernhill as Chief Customer Officer.", ["e1"], False),
        ("Samuel Brandt joined Fernhill as Managing Director.", ["e1"], False),
        ("Samuel Brandt joined Fernhill as VP Commercial.", ["e1"], False),
        ("Samuel Brand joined Fernhill as CCO.", ["e1"], False),
        ("Simon Brandt joined Fernhill as CCO.", ["e1"], False),
        ("Samuel Brandt joined Fernhill from Ashvale.", ["e1"], False),
        ("Samuel Brandt left Fernhill for Oakvale.", ["e1"], False),
        ("Samuel Brandt joined Oakvale from Fernhill.", ["e1"], False),
        ("Samuel Brandt starts on November 27.", ["e1"], False),
        ("Samuel Brandt starts on January 17.", ["e1"], False),
        ("You run rehabilitation centres for cancer patients.", ["e2"], False),
        ("You run twelve rehabilitation centres.", ["e2"], False),
        ("You are the largest operator of rehabilitation centres.", ["e2"], False),
    ],
)
world(
    "gale",
    "Galewood Hotels",
    [
        evidence(
            "e1", "tech", "2026-11-06", "Script from js.braze.example found on 8 of 9 pages; absent in September."
        ),
        evidence("e2", "job", "2026-11-12", "Help us move from Mailchimp to Braze and rebuild our guest journeys."),
    ],
    [
        ("Your job ad talks about moving from Mailchimp to Braze.", ["e2"], True),
        ("Braze's script is on your site now, and was not in September.", ["e1"], True),
        ("Your November job ad mentions a switch from Mailchimp to Braze.", ["e2"], True),
        ("You are moving to Braze, going by your job ad.", ["e2"], True),
        ("Braze showed up on 8 of 9 pages of your site.", ["e1"], True),
        ("Your job ad mentions a switch from Braze to Mailchimp.", ["e2"], False),
        ("Your job ad mentions a move from Mailchimp to Klaviyo.", ["e2"], False),
        ("Braze's script was on your site in September.", ["e1"], False),
        ("Braze failed on 8 of 9 pages.", ["e1"], False),
        ("You left Mailchimp due to its price.", ["e2"], False),
        ("You were among the first hotels on Braze.", ["e1"], False),
        ("You finished the move to Braze.", ["e2"], False),
        ("Your October job ad mentions Braze.", ["e2"], False),
        ("You removed Braze from your site.", ["e1"], False),
    ],
)
