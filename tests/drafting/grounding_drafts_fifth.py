"""A fifth set of drafts: rounds that grow, promotions, tools that come and go, sales of companies, and lists."""

from __future__ import annotations

from grounding_drafts import Drafts, drafts, offer

DESK = offer(
    "Quayline",
    "assigns each new lead to an owner within minutes",
    "lead assignment rules often break when a team grows fast",
    ["Bexhill Freight cut lead response time from two days to ten minutes", "Torrin Mills lifted win rates by 12%"],
    "Want the starter answer set?",
)

WORLDS_FIFTH: list[Drafts] = [
    drafts(
        "Larch Analytics, Inc.",
        "2026-11-20",
        [
            "e1 | news | 2026-11-12 | Harbour Business News | Larch Analytics, Inc. announced a $20M extension of its "
            "Series B, bringing the round to $70M, with Copperfield Growth and Elm Street Partners investing.",
            "e2 | news | 2026-11-16 | Larch Analytics | Larch Beacon, our new forecasting module, launches today in "
            "Spain and Portugal.",
            "e3 | job | 2026-11-17 | larch.example | Open roles: Site Reliability Engineer, Madrid; Site Reliability "
            "Engineer, Lisbon; Field Service Technician (2); Sales Trainer",
        ],
        DESK,
        [
            ("f", "Your Series B now stands at $70 million.", "e1"),
            ("f", "Your Series B stands at 70 million dollars now, with Copperfield Growth in the extension.", "e1"),
            ("f", "The extension takes your Series B to $70M.", "e1"),
            ("f", "A $20M extension brought your Series B to $70M.", "e1"),
            ("f", "Your Series B has grown to $70M with this extension.", "e1"),
            ("f", "Elm Street Partners and Copperfield Growth put money into the $20M extension of your B.", "e1"),
            ("f", "Larch extended its Series B by $20M, according to Harbour Business News.", "e1"),
            ("f", "If I read Harbour Business News correctly, your Series B is now at $70M.", "e1"),
            ("f", "Larch's $20M Series B extension and the launch of Larch Beacon came within a week.", "e1 e2"),
            ("f", "Larch's $20M Series B extension and the launch of Larch Beacon came within a week.", "p1"),
            ("f", "Larch's $20M extension and five open roles landed within a week of each other.", "e1 e3"),
            ("f", "Larch's $20M extension and five open roles landed within a week of each other.", "p1"),
            ("f", "You launched Larch Beacon in two countries on November 16.", "e2"),
            ("f", "Larch Beacon went live in Spain and Portugal on November 16.", "e2"),
            ("f", "Your careers page lists two Site Reliability Engineers.", "e3"),
            ("f", "You are hiring two Field Service Technicians.", "e3"),
            ("f", "Your careers page names five roles.", "e3"),
            ("f", "The Madrid Site Reliability Engineer role is already posted.", "e3"),
            (
                "f",
                "You closed the Series B extension with Copperfield Growth, and your careers page lists a Sales "
                "Trainer.",
                "e1 e3",
            ),
            (
                "f",
                "You closed the Series B extension with Copperfield Growth, and your careers page lists a Sales "
                "Trainer.",
                "p1",
            ),
            ("o", "Shall I send the starter answer set?", "c1"),
            ("f", "Bexhill Freight went from two days of lead response time to ten minutes.", "p1"),
            ("f", "At Bexhill Freight, lead response time is down to ten minutes from two days.", "p1"),
            ("f", "Win rates at Torrin Mills are up 12%.", "p2"),
            ("f", "Torrin Mills saw win rates rise 12%.", "p2"),
        ],
        [
            ("f", "Your Series B now stands at $90 million.", "e1"),
            ("f", "Your Series C now stands at $70 million.", "e1"),
            ("f", "Larch raised a $70M extension of its Series B.", "e1"),
            ("f", "You extended your Series B with Copperfield Growth leading.", "e1"),
            ("f", "Larch extended its Series B by €20M.", "e1"),
            ("f", "Larch extended its Series B by $20M, according to Tide Weekly.", "e1"),
            ("f", "You launched Larch Beacon in three countries.", "e2"),
            ("f", "Larch Beacon launched in Spain and France.", "e2"),
            ("f", "Larch Beacon launched in September.", "e2"),
            ("f", "Your new Larch Pay app launched this month.", "e2"),
            ("f", "You are hiring four Field Service Technicians.", "e3"),
            ("f", "Your careers page lists nine open roles.", "e3"),
            ("f", "Your careers page lists three Site Reliability Engineers.", "e3"),
            ("f", "Your September careers page lists a Sales Trainer.", "e3"),
            ("f", "Win rates at Torrin Mills are down 12%.", "p2"),
            ("f", "You cut lead response time from two days to ten minutes.", "p1"),
            ("g", "Your lead assignment rules broke when the team grew.", "h1"),
        ],
    ),
    drafts(
        "Kestrel Learning",
        "2026-11-20",
        [
            "e1 | news | 2026-11-05 | Training Today | Kestrel Learning has promoted Nadia Brandt from Director of "
            "Sales to Chief Revenue Officer, effective November 1. She succeeds Owen Tallis, who has retired.",
            "e2 | tech | 2026-11-10 | kestrel.example | Script from cdn.drift.example no longer found on any of 6 "
            "pages; present on 6 of 6 in September.",
            "e3 | job | 2026-11-14 | kestrel.example | Experience with Gorgias is a plus; we are moving support off "
            "Drift this quarter. You will own the help center and coach 12 representatives.",
        ],
        DESK,
        [
            ("f", "Nadia Brandt became CRO of Kestrel Learning on November 1.", "e1"),
            ("f", "Nadia Brandt became CRO of Kestrel Learning on November 1.", "p1"),
            ("f", "Nadia Brandt is now Chief Revenue Officer of Kestrel.", "e1"),
            ("f", "You promoted Nadia Brandt from Director of Sales.", "e1"),
            ("f", "Nadia Brandt moved up from Director of Sales to CRO this month.", "e1"),
            ("f", "You promoted Nadia Brandt to CRO, and she was Director of Sales before.", "e1"),
            ("f", "Owen Tallis has retired, and Nadia Brandt has his job as CRO.", "e1"),
            ("f", "Nadia Brandt takes over from Owen Tallis as CRO.", "e1"),
            ("f", "Nadia Brandt stepped up to CRO on November 1, Training Today reports.", "e1"),
            ("f", "Drift's script is gone from your site, and was there in September.", "e2"),
            ("f", "Drift's script is gone from your site now, and was there in September.", "p1"),
            ("f", "Drift is no longer on your pages.", "e2"),
            ("f", "Your pages stopped loading Drift between September and now.", "e2"),
            ("f", "Your job ad names Gorgias as a plus.", "e3"),
            ("f", "Your job ad mentions Gorgias, and Drift's script is no longer on your pages.", "e3 e2"),
            ("f", "Your November job ad mentions moving support off Drift.", "e3"),
            ("f", "Your November job ad mentions moving support off Drift.", "p1"),
            ("f", "Whoever you hire will coach 12 reps.", "e3"),
            ("f", "Your posting wants someone to own the help center and to coach 12 reps.", "e3"),
        ],
        [
            ("f", "Nadia Brandt became CMO of Kestrel Learning on November 1.", "e1"),
            ("f", "Nadia Brandt became VP of Sales at Kestrel Learning on November 1.", "e1"),
            ("f", "You promoted Nadia Brandt from Director of Marketing.", "e1"),
            ("f", "You promoted Nadia Brandt to Director of Sales.", "e1"),
            ("f", "Nadia Brandt is your Director of Sales.", "e1"),
            ("f", "Owen Tallis takes over from Nadia Brandt.", "e1"),
            ("f", "Nadia Brandt left Kestrel Learning this month.", "e1"),
            ("f", "Nadia Brandtner became CRO of Kestrel Learning.", "e1"),
            ("f", "Drift's script is on your site now, and was not in September.", "e2"),
            ("f", "Your site now runs Drift.", "e2"),
            ("f", "You added Drift to your site this autumn.", "e2"),
            ("f", "Drift is still on your pages.", "e2"),
            ("f", "Your September job ad mentions moving support off Drift.", "e3"),
            ("f", "Your job ad mentions moving support off Gorgias.", "e3"),
            ("f", "Your job ad mentions moving support to Drift.", "e3"),
            ("f", "You are leaving Drift because its prices went up.", "e3"),
            ("f", "You are the first school to drop Drift.", "e2"),
            ("f", "Whoever you hire will coach 20 reps.", "e3"),
        ],
    ),
    drafts(
        "Fenwick & Lark",
        "2026-11-20",
        [
            "e1 | news | 2026-11-10 | Bottle Trade Review | Fenwick & Lark has agreed to buy Pelling Cider Company, "
            'based in Hereford, for £9.5 million in cash. "We said yes to our oldest rival," said managing director '
            "Isla Grant. The deal is expected to complete in the first quarter of 2027.",
            "e2 | news | 2026-11-12 | Bottle Trade Review | Fenwick & Lark will open six taprooms in 2027, starting "
            "with Leeds in April and York in May. It entered Austria and Slovenia in July, its fourth and fifth "
            "markets.",
            "e3 | job | 2026-11-15 | fenwick.example | Join us: Taproom Manager, QA Lead, Senior Producer, "
            "Cider Maker, Community Manager",
        ],
        DESK,
        [
            ("f", "You have agreed to buy Pelling Cider Company for £9.5 million.", "e1"),
            (
                "f",
                "Your £9.5M purchase of Pelling Cider and five open roles came within a week of each other.",
                "e1 e3",
            ),
            ("f", "Your £9.5M purchase of Pelling Cider and five open roles came within a week of each other.", "p1"),
            ("f", "You are buying a Hereford cider company, Pelling Cider.", "e1"),
            ("f", "Pelling Cider should join you early next year if the deal completes as expected.", "e1"),
            ("f", "“We said yes to our oldest rival” is a good line from Isla Grant.", "e1"),
            ("f", '"We said yes to our oldest rival" was how Isla Grant put the Pelling Cider deal.', "e1"),
            ("f", "With six taprooms planned for 2027, April's opening is only the start.", "e2"),
            ("f", "You will open six taprooms in 2027, Leeds first in April.", "e2"),
            ("f", "York follows Leeds in May, according to Bottle Trade Review.", "e2"),
            ("f", "With Austria and Slovenia you are in five markets.", "e2"),
            ("f", "You entered two countries in July.", "e2"),
            ("f", "Five roles are open on your jobs page.", "e3"),
            ("f", "Your careers page lists a Community Manager.", "e3"),
            ("s", "five markets", ""),
        ],
        [
            ("f", "Pelling Cider Company has agreed to buy Fenwick & Lark for £9.5 million.", "e1"),
            ("f", "Pelling Cider bought Fenwick & Lark this month.", "e1"),
            ("f", "Pelling Cider is buying you for £9.5 million.", "e1"),
            ("f", "You are being bought by Pelling Cider.", "e1"),
            ("f", "You agreed to sell to Pelling Cider Company.", "e1"),
            ("f", "You have completed the purchase of Pelling Cider.", "e1"),
            ("f", "Your £12M purchase of Pelling Cider came this month.", "e1"),
            ("f", "You bought an Exeter cider company this month.", "e1"),
            ("f", "You will open six taprooms in 2027, York first in April.", "e2"),
            ("f", "You entered Austria and Slovenia last week.", "e2"),
            ("f", "With Austria and Slovenia you are in seven markets.", "e2"),
            ("f", "You entered three countries in July.", "e2"),
            ("f", "Eight roles are open on your jobs page.", "e3"),
            ("f", "“We said no to our oldest rival” is a good line from Isla Grant.", "e1"),
        ],
    ),
]
