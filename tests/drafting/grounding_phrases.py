"""Worlds of the grounding tests told in other words, true and false; companies that do not exist."""

from __future__ import annotations

from grounding_cases import World, adding_to, evidence

PHRASED_WORLDS: list[World] = []
world = adding_to(PHRASED_WORLDS)


world(
    "Marlin Freight",
    [
        evidence(
            "e1",
            "news",
            "2026-11-09",
            (
                "Marlin Freight GmbH, a Hamburg logistics software maker, said on Monday it had closed a "
                "€22 million Series B round led by Keel Partners. Existing backers Sandbar Capital and Dune"
                " Ventures also took part."
            ),
        ),
        evidence(
            "e2",
            "job",
            "2026-11-16",
            (
                "We're hiring: Account Executive DACH; Account Executive Nordics; Sales Development "
                "Representative; Revenue Operations Lead"
            ),
        ),
    ],
    [
        ("Marlin picked up €22M in a B round led by Keel Partners earlier this month.", ["e1"], True),
        ("Saw the 22 million euro Series B, with Sandbar Capital and Dune Ventures back in.", ["e1"], True),
        ("You have four go-to-market openings, two of them account executives.", ["e2"], True),
        (
            ("With Keel Partners leading your Series B, you're now hiring AEs for the DACH and Nordics markets."),
            ["e1", "e2"],
            True,
        ),
        ("Your Series B closed about a week before four sales and RevOps roles went up.", ["e1", "e2"], True),
        ("Marlin picked up €22M in a B round led by Sandbar Capital.", ["e1"], False),
        ("Keel Partners raised a €22M Series B led by Marlin Freight.", ["e1"], False),
        ("You have four account executive openings.", ["e2"], False),
        ("Marlin plans to raise a €22M Series B.", ["e1"], False),
        ("You hired a Revenue Operations Lead this month.", ["e2"], False),
    ],
)
world(
    "Tessera Health",
    [
        evidence(
            "e1",
            "news",
            "2026-11-11",
            (
                "Tessera Health has promoted Maya Lindholm to Chief Revenue Officer. Lindholm, previously "
                "Vice President of Sales, joined the company in 2022 from Corwen Medical."
            ),
        ),
        evidence("e2", "page", "2026-10-04", "Tessera Health gives hospital pharmacies one view of drug shortages."),
    ],
    [
        ("Maya Lindholm stepped up from VP of Sales to CRO this month.", ["e1"], True),
        ("Congratulations to Maya Lindholm, who was promoted to Chief Revenue Officer.", ["e1"], True),
        (
            ("You give hospital pharmacies a single view of drug shortages, and Maya Lindholm now leads revenue."),
            ["e1", "e2"],
            True,
        ),
        ("Maya Lindholm came over from Corwen Medical in 2022 and is now your CRO.", ["e1"], True),
        ("Your former VP of Sales, Maya Lindholm, is now CRO.", ["e1"], True),
        ("Maya Lindholm joined this month as Chief Revenue Officer.", ["e1"], False),
        ("Maya Lindholm was promoted to Chief Operating Officer.", ["e1"], False),
        ("Maya Lindholm left Tessera for Corwen Medical in 2022.", ["e1"], False),
        ("Maya Lindholm came over from Corwen Medical in 2024 and is now your CRO.", ["e1"], False),
        ("Maya Lindholm, previously your VP of Marketing, is now CRO.", ["e1"], False),
    ],
)
world(
    "Pinnock Labs",
    [
        evidence(
            "e1",
            "news",
            "2026-10-28",
            (
                "Pinnock Labs has acquired Dutch invoicing startup Factuur for an undisclosed sum. "
                "Factuur's 18 employees in Utrecht will join Pinnock."
            ),
        ),
        evidence(
            "e2",
            "job",
            "2026-11-13",
            (
                "Group Financial Controller, Utrecht. You will own consolidation across our UK and Dutch "
                "entities in NetSuite."
            ),
        ),
    ],
    [
        ("You acquired Factuur last month, and its 18 people in Utrecht are joining.", ["e1"], True),
        ("Pinnock bought the Dutch invoicing startup Factuur in October.", ["e1"], True),
        (
            (
                "Your Group Financial Controller opening in Utrecht covers consolidation across two "
                "entities, UK and Dutch."
            ),
            ["e2"],
            True,
        ),
        (
            "After the Factuur acquisition you're looking for a Group Financial Controller in Utrecht.",
            ["e1", "e2"],
            True,
        ),
        ("The controller role mentions NetSuite and consolidating the UK and Dutch entities.", ["e2"], True),
        ("Factuur acquired Pinnock Labs last month.", ["e1"], False),
        ("You acquired Factuur last month, and its 80 people in Utrecht are joining.", ["e1"], False),
        ("Pinnock bought the Danish invoicing startup Factuur in October.", ["e1"], False),
        ("You acquired Factuur for £4M in October.", ["e1"], False),
        (
            ("Your Group Financial Controller opening covers consolidation across our UK and German entities."),
            ["e2"],
            False,
        ),
    ],
)
world(
    "Quillon",
    [
        evidence(
            "e1",
            "tech",
            "2026-11-14",
            "Intercom widget removed from 14 of 14 pages; Zendesk snippet first seen 3 November.",
        ),
        evidence(
            "e2",
            "job",
            "2026-11-06",
            ("Support Operations Manager: own our move off Intercom and the roll-out of Zendesk to 60 agents."),
        ),
    ],
    [
        ("Zendesk showed up on your site on November 3, and Intercom is gone.", ["e1"], True),
        ("Your support operations role owns the move from Intercom to Zendesk for 60 agents.", ["e2"], True),
        ("Looks like you're rolling Zendesk out to sixty agents.", ["e2"], True),
        ("Intercom's widget no longer appears on any of the 14 pages.", ["e1"], True),
        ("You swapped Intercom for Zendesk this month.", ["e1"], True),
        ("Intercom showed up on your site on November 3, and Zendesk is gone.", ["e1"], False),
        ("Your support operations role owns the move from Zendesk to Intercom.", ["e2"], False),
        ("Looks like you're rolling Zendesk out to six hundred agents.", ["e2"], False),
        ("You finished rolling out Zendesk to all 60 agents.", ["e2"], False),
        ("You swapped Intercom for Freshdesk this month.", ["e1"], False),
    ],
)
world(
    "Harrow & Vale",
    [
        evidence(
            "e1",
            "news",
            "2026-11-17",
            (
                "Harrow & Vale will open its first US warehouse in Reno, Nevada, in March 2027, creating "
                "about 120 jobs, chief operating officer Tomas Berg said."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-11-04",
            ("Harrow & Vale reported revenue of £48 million for the year to June, up 31% on the year before."),
        ),
    ],
    [
        ("Harrow & Vale will open its first US warehouse in Reno in March.", ["e1"], True),
        ("Revenue was up 31 percent to £48M in the year to June.", ["e2"], True),
        ("Tomas Berg expects about 120 jobs at the Reno warehouse.", ["e1"], True),
        ("You grew revenue 31% to 48 million pounds, and Reno is next in March 2027.", ["e1", "e2"], True),
        ("Harrow & Vale opened its first US warehouse in Reno.", ["e1"], False),
        ("Revenue was down 31 percent to £48M in the year to June.", ["e2"], False),
        ("CEO Tomas Berg expects about 120 jobs at the Reno warehouse.", ["e1"], False),
        ("You grew revenue 48% to 31 million pounds.", ["e2"], False),
        ("Harrow & Vale will open its second US warehouse in Reno.", ["e1"], False),
    ],
)
world(
    "Osprey Metrics",
    [
        evidence(
            "e1",
            "filing",
            "2026-11-05",
            (
                "Osprey Metrics, Inc. Form D. Total offering amount: $15,000,000. Total amount sold: "
                "$11,400,000. Date of first sale: 2026-10-22. Number of investors: 9."
            ),
        ),
        evidence("e2", "job", "2026-11-10", "Regional Sales Manager, Austin, TX"),
        evidence("e3", "job", "2026-11-12", "Sales Engineer, Remote (US)"),
        evidence("e4", "job", "2026-11-15", "Business Development Representative, Austin, TX"),
    ],
    [
        ("Your Form D shows $11.4M sold of a $15M offering.", ["e1"], True),
        ("Three sales roles have gone up since November 10, two of them in Austin.", ["e2", "e3", "e4"], True),
        ("You sold $11.4 million of your offering to nine investors.", ["e1"], True),
        ("You're hiring a BDR and a Regional Sales Manager in Austin.", ["e2", "e4"], True),
        (
            "Your filing puts the first sale on October 22, and three openings followed this month.",
            ["e1", "e2", "e3", "e4"],
            True,
        ),
        ("Your Form D shows $15M sold.", ["e1"], False),
        ("Three sales roles have gone up, all of them in Austin.", ["e2", "e3", "e4"], False),
        ("You sold $11.4 million of your offering to nineteen investors.", ["e1"], False),
        ("You're hiring a BDR and a Regional Sales Director in Austin.", ["e2", "e4"], False),
        ("Your filing puts the first sale on October 2.", ["e1"], False),
    ],
)
world(
    "Birchline",
    [
        evidence(
            "e1",
            "news",
            "2026-11-13",
            (
                "Birchline today named Omar Haddad vice president of marketing. He spent six years at "
                "Solway, where he ran demand generation. He replaces Claire Novak, who left in August."
            ),
        ),
        evidence("e2", "page", "2026-09-20", "Birchline makes scheduling software for home-care agencies."),
    ],
    [
        ("Omar Haddad started as your VP of Marketing after six years at Solway.", ["e1"], True),
        ("Birchline named Omar Haddad VP Marketing last week.", ["e1"], True),
        ("Omar Haddad takes over marketing from Claire Novak.", ["e1"], True),
        (
            ("You make scheduling software for home-care agencies, and Omar Haddad just joined to run marketing."),
            ["e1", "e2"],
            True,
        ),
        ("Claire Novak left in August, and Omar Haddad is the new VP of Marketing.", ["e1"], True),
        ("Claire Novak replaces Omar Haddad as VP of Marketing.", ["e1"], False),
        ("Omar Haddad started as your VP of Marketing after six years at Birchwood.", ["e1"], False),
        ("Omar Haddad started as your VP of Marketing after nine years at Solway.", ["e1"], False),
        ("You're looking for a VP of Marketing.", ["e1"], False),
        ("Omar Haddad left in August.", ["e1"], False),
    ],
)
world(
    "Fathom Grid",
    [
        evidence(
            "e1",
            "news",
            "2026-11-02",
            (
                "Fathom Grid raised US$7.5m in seed funding co-led by Lowtide and Brae Capital, taking the "
                "total raised to US$9.2m. The Glasgow company has 34 staff and expects to double that by "
                "the end of 2027."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-11-18",
            "Fathom Grid signs three-year deal with ScotPower Networks to monitor 4,000 substations.",
        ),
    ],
    [
        ("You closed a $7.5M seed round co-led by Lowtide and Brae Capital.", ["e1"], True),
        ("Fathom Grid has raised $9.2M in total, $7.5M of it in this seed round.", ["e1"], True),
        ("You have 34 people in Glasgow and expect to double that by the end of 2027.", ["e1"], True),
        ("ScotPower Networks signed a three-year deal to monitor 4,000 substations this week.", ["e2"], True),
        ("A seed round and the ScotPower Networks deal in one month is quite a pace.", ["e1", "e2"], True),
        ("You closed a $9.2M seed round co-led by Lowtide and Brae Capital.", ["e1"], False),
        ("You closed a $7.5M pre-seed round.", ["e1"], False),
        ("You doubled your headcount to 68 people.", ["e1"], False),
        ("ScotPower Networks signed a three-year deal to monitor 40,000 substations.", ["e2"], False),
        ("ScotPower Networks ended its three-year deal with you.", ["e2"], False),
    ],
)
world(
    "Linden Commerce",
    [
        evidence(
            "e1",
            "news",
            "2026-11-10",
            (
                "Linden Commerce has appointed Priscilla Okafor as Chief Financial Officer, effective "
                "December 1. Okafor was Finance Director at Arden Retail and takes over from interim CFO "
                "Paul Menzies."
            ),
        ),
        evidence(
            "e2", "job", "2026-11-12", "Open positions: Accounts Payable Specialist, FP&A Manager, Payroll Analyst"
        ),
    ],
    [
        ("Priscilla Okafor starts as CFO on December 1.", ["e1"], True),
        (
            ("You appointed Priscilla Okafor, formerly Finance Director at Arden Retail, as Chief Financial Officer."),
            ["e1"],
            True,
        ),
        ("Three finance roles are open as Priscilla Okafor takes over from Paul Menzies.", ["e1", "e2"], True),
        ("Your careers page lists an FP&A manager and a payroll analyst, among others.", ["e2"], True),
        ("Arden Retail's former Finance Director, Priscilla Okafor, joins you as CFO next month.", ["e1"], True),
        ("Priscilla Okafor started as CFO on November 1.", ["e1"], False),
        ("You appointed Priscilla Okafor as interim CFO.", ["e1"], False),
        ("Priscilla Okafor was CFO at Arden Retail.", ["e1"], False),
        ("Paul Menzies takes over from Priscilla Okafor as CFO.", ["e1"], False),
        ("Your careers page lists a tax manager and a payroll analyst.", ["e2"], False),
    ],
)
world(
    "Cobalt Learning",
    [
        evidence(
            "e1",
            "news",
            "2026-09-30",
            (
                "Cobalt Learning laid off 40 employees, roughly 15% of its workforce, and paused its "
                "expansion into Brazil."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-11-12",
            (
                "Cobalt Learning launches Cobalt Coach, an AI tutor for nursing schools, available in "
                "English and Spanish."
            ),
        ),
    ],
    [
        ("You launched Cobalt Coach for nursing schools on November 12.", ["e2"], True),
        ("Cobalt Coach, your tutor for nursing schools, went live in English and Spanish.", ["e2"], True),
        ("Cobalt Learning launched an AI tutor for nursing schools last week.", ["e2"], True),
        ("Your new tutor for nursing schools speaks English and Spanish.", ["e2"], True),
        ("Your expansion into Brazil is on pause.", ["e1"], True),
        ("You launched Cobalt Coach for law schools on November 12.", ["e2"], False),
        ("Cobalt Coach went live in English and Portuguese.", ["e2"], False),
        ("Your expansion into Brazil is under way.", ["e1"], False),
        ("You are about to launch Cobalt Coach for nursing schools.", ["e2"], False),
        ("You hired 40 employees in September.", ["e1"], False),
    ],
)
world(
    "Wexley Foods",
    [
        evidence(
            "e1",
            "news",
            "2026-11-06",
            (
                "“We want to be in every convenience store in Ontario by next summer,” said Wexley Foods "
                "founder Aaron Lim. The Toronto snack maker raised C$5 million from Maple Row and the "
                "Canadian Growth Fund in October."
            ),
        ),
        evidence("e2", "job", "2026-11-19", "Staff Accountant (Toronto)"),
    ],
    [
        ("Aaron Lim said you “want to be in every convenience store in Ontario by next summer.”", ["e1"], True),
        ("Wexley raised 5 million Canadian dollars from Maple Row and the Canadian Growth Fund.", ["e1"], True),
        ("You raised CAD 5M in October and are now hiring a staff accountant in Toronto.", ["e1", "e2"], True),
        ("Maple Row backed your C$5M raise last month.", ["e1"], True),
        ("Aaron Lim wants Wexley in every Ontario convenience store by next summer.", ["e1"], True),
        ("Aaron Lim said you “want to be in every grocery store in Ontario by next summer.”", ["e1"], False),
        ("Wexley raised 5 million US dollars from Maple Row.", ["e1"], False),
        ("Wexley is in every convenience store in Ontario.", ["e1"], False),
        ("Maple Row led your C$5M raise.", ["e1"], False),
        ("You raised C$5M from Maple Row in November.", ["e1"], False),
    ],
)
world(
    "Sundial Robotics",
    [
        evidence(
            "e1",
            "job",
            "2026-11-17",
            (
                "Director of Sales, North America. Reporting to the CRO, you will build a team of eight "
                "account executives. Experience with Salesforce and Outreach required."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-08-20",
            ("Sundial Robotics opens Boston headquarters and closes a $60 million Series C led by Hadley Growth."),
        ),
    ],
    [
        ("Your new Director of Sales will build a team of eight AEs.", ["e1"], True),
        ("Your posting for a Director of Sales, North America asks for Salesforce and Outreach.", ["e1"], True),
        ("You're looking for a sales director who can build a team of eight account executives.", ["e1"], True),
        (
            ("Since the $60M Series C in August, you've opened a Boston headquarters and a Director of Sales role."),
            ["e1", "e2"],
            True,
        ),
        ("The sales director you are hiring reports to the CRO.", ["e1"], True),
        ("You hired a Director of Sales for North America.", ["e1"], False),
        ("You're looking for a VP of Sales who can build a team of eight account executives.", ["e1"], False),
        ("You just closed a $60M Series C led by Hadley Growth.", ["e2"], False),
        ("Your posting asks for HubSpot and Outreach.", ["e1"], False),
        ("The sales director you are hiring reports to the CEO.", ["e1"], False),
    ],
)
