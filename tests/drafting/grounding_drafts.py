"""Drafts as a model or a person writes them: guesses, offers, questions, results retold. Companies that do not exist.

A row is (kind, sentence, cited ids); `true` rows pass and `false` rows are blocked. `s` is the subject, `g` a guess,
`o` an offer, `q` a question, `f` a fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from agent.domain.accounts import Account
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.offers import Cta, Offer, Pain, Proof, Value

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Drafts:
    account: Account
    as_of: datetime
    evidence: tuple[Evidence, ...]
    offer: Offer
    true: tuple[Row, ...]
    false: tuple[Row, ...]


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _evidence(line: str, party: str) -> Evidence:
    key, kind, day, publisher, quote = line.split(" | ", 4)
    return Evidence(
        key, EvidenceKind(kind), Party(party), quote, publisher=publisher, published_at=_day(day) if day else None
    )


def drafts(company: str, as_of: str, pieces: list[str], of: Offer, true: list[Row], false: list[Row]) -> Drafts:
    theirs = tuple(_evidence(line, "prospect") for line in pieces)
    ours = tuple(_evidence(f"{p.id} | offer | 2026-01-15 | {of.seller} | {p.text}.", "seller") for p in of.proofs)
    account = Account("x", company, f"{company.split()[0].lower()}.example")
    return Drafts(account, _day(as_of), (*theirs, *ours), of, tuple(true), tuple(false))


def offer(seller: str, value: str, pain: str, proofs: list[str], cta: str) -> Offer:
    return Offer(
        seller=seller,
        domain="",
        one_liner="",
        values=(Value("v1", value),),
        pains=(Pain("h1", pain, ()),),
        proofs=tuple(Proof(f"p{i}", text, customer_ok=True) for i, text in enumerate(proofs, start=1)),
        ctas=(Cta("c1", "offer", cta),),
    )


SHIFTS = offer(
    "Rosterly",
    "builds shift rotas around demand in minutes",
    "rotas often fall apart when a new site opens",
    ["Bramble Cafes cut unfilled shifts from 14% to 5%", "Old Mill Hotels took rota planning from six hours to one"],
    "Want the rota planning sheet?",
)
REFUNDS = offer(
    "Clearwell",
    "answers refund requests without an agent",
    "refund requests tend to pile up after a busy season",
    ["Paperbark Shoes handled 40% more refunds with the same team", "Finch & Daughter saves 25 agent hours a week"],
    "Should I send the refund policy checklist?",
)
ACCESS = offer(
    "Gatelock",
    "removes leavers' access the day they go",
    "access reviews usually slip when a company merges or grows fast",
    ["Sunder Bank closed 1,200 stale accounts in a month", "Willow Clinics halved its audit preparation time"],
    "Can I share the access review template?",
)
FORECASTS = offer(
    "Tallymark",
    "forecasts stock for every store each night",
    "stock forecasts often miss when a range doubles",
    ["Harrow Toys reduced stockouts by a third", "Lark & Lane cut waste from 9% of sales to 4%"],
    "Would a sample forecast be useful?",
)

WORLDS: list[Drafts] = [
    drafts(
        "Calloway Coffee",
        "2026-09-20",
        [
            "e1 | news | 2026-09-11 | Bean Weekly | Calloway Coffee will open five cafes in Glasgow and Dundee by "
            "Christmas, chief executive Moira Tait told Bean Weekly.",
            "e2 | job | 2026-09-14 | calloway.example | Cafe Manager (Glasgow), Cafe Manager (Dundee), Barista "
            "(Glasgow), Area Trainer (Dundee)",
            "e3 | page | 2026-08-30 | calloway.example | We roast in Leith and serve 31 cafes across Scotland.",
        ],
        SHIFTS,
        [
            ("s", "five cafes by christmas", ""),
            ("s", "rotas in glasgow", ""),
            ("s", "glasgow and dundee", ""),
            ("f", "Calloway plans five new cafes in Glasgow and Dundee before Christmas.", "e1"),
            ("f", "You are opening five cafes in two cities by Christmas.", "e1"),
            ("f", "Moira Tait said five cafes will open in Glasgow and Dundee by Christmas.", "e1"),
            ("f", "Your four open roles are split between Glasgow and Dundee.", "e2"),
            ("f", "Two Cafe Manager roles are open, one in Glasgow and one in Dundee.", "e2"),
            ("f", "An Area Trainer for Dundee is on your careers page too.", "e2"),
            ("f", "You already serve 31 cafes across Scotland.", "e3"),
            ("f", "With 31 cafes in Scotland and five more on the way, that is a lot of rotas.", "e3 e1"),
            ("f", "Bramble Cafes went from 14% unfilled shifts to 5%.", "p1"),
            ("f", "Bramble Cafes brought unfilled shifts down to 5%, from 14%.", "p1"),
            ("f", "Old Mill Hotels used to spend six hours on rota planning and now spends one.", "p2"),
            ("f", "Rota planning at Old Mill Hotels takes one hour instead of six.", "p2"),
            ("f", "Rosterly builds shift rotas around demand in minutes.", "v1"),
            ("f", "We build rotas around demand, in minutes.", "v1"),
            ("g", "New sites may mean a few weeks of borrowed staff and late swaps.", "h1"),
            ("g", "My guess is that the first month is when rotas get messy.", "h1"),
            ("g", "Perhaps managers still build theirs on paper every Sunday night.", "h1"),
            ("g", "Two new cities at once could stretch whoever plans the rotas.", "h1"),
            ("g", "If the rota lives in one person's head, Christmas might be rough.", "h1"),
            ("g", "Managers often end up covering the gaps themselves.", "h1"),
            ("q", "Who builds the rotas for the new cafes?", "h1"),
            ("q", "Would the rota planning sheet help?", "c1"),
            ("q", "Worth a look before the doors open?", "c1"),
            ("o", "I can send the rota planning sheet if that helps.", "c1"),
            ("o", "Happy to share our rota planning sheet.", "c1"),
        ],
        [
            ("s", "six cafes by christmas", ""),
            ("f", "You are opening five cafes in Glasgow and Perth by Christmas.", "e1"),
            ("f", "Calloway opened five cafes in Glasgow and Dundee.", "e1"),
            ("f", "Calloway is closing five cafes in Glasgow.", "e1"),
            ("f", "You are opening five cafes in three cities by Christmas.", "e1"),
            ("f", "Chief financial officer Moira Tait told Bean Weekly about five new cafes.", "e1"),
            ("f", "Your four open roles are all in Glasgow.", "e2"),
            ("f", "You already serve 13 cafes across Scotland.", "e3"),
            ("f", "Bramble Cafes went from 14% unfilled shifts to 3%.", "p1"),
            ("f", "Bramble Cafes went from 5% unfilled shifts to 14%.", "p1"),
            ("f", "Old Mill Hotels took rota planning from six hours to two.", "p2"),
            ("f", "Bramble Cafes took rota planning from six hours to one.", "p2"),
            ("f", "Your rota planning went from six hours to one.", "p2"),
            ("g", "Your rotas fall apart whenever a site opens.", "h1"),
            ("g", "Since you laid off the planners, rotas may be slow.", "h1"),
            ("f", "Calloway plans the largest coffee opening in Scotland.", "e1"),
        ],
    ),
    drafts(
        "Pemberley Outfitters",
        "2026-11-18",
        [
            "e1 | news | 2026-11-09 | Retail Dispatch | Pemberley Outfitters has acquired the online boot seller "
            "Trudge for $8.4 million, its third purchase since 2023.",
            "e2 | job | 2026-11-12 | pemberley.example | We're hiring: Customer Service Lead, Returns Specialist, "
            "Warehouse Supervisor, Customer Service Agent (6 posts)",
            "e3 | tech | 2026-11-10 | pemberley.example | Added: Gorgias. Removed: Zendesk.",
        ],
        REFUNDS,
        [
            ("s", "after the trudge deal", ""),
            ("s", "returns at pemberley", ""),
            ("s", "gorgias and refunds", ""),
            ("f", "Pemberley bought Trudge, the online boot seller, for $8.4M.", "e1"),
            ("f", "Trudge is your third acquisition since 2023.", "e1"),
            ("f", "You paid $8.4 million for Trudge earlier this month.", "e1"),
            ("f", "The Trudge purchase is your third in three years.", "e1"),
            ("f", "Your site now runs Gorgias where Zendesk used to be.", "e3"),
            ("f", "You swapped Zendesk for Gorgias this month.", "e3"),
            ("f", "Six Customer Service Agent posts are open, plus a Returns Specialist.", "e2"),
            ("f", "A Returns Specialist and a Warehouse Supervisor are on your hiring list.", "e2"),
            ("f", "Paperbark Shoes dealt with 40% more refunds without adding anyone to the team.", "p1"),
            ("f", "Finch & Daughter gets 25 agent hours back every week.", "p2"),
            ("f", "Finch & Daughter saves its agents 25 hours a week.", "p2"),
            ("f", "Clearwell answers refund requests, no agent needed.", "v1"),
            ("g", "Boots probably come back more often than jackets do.", "h1"),
            ("g", "Bigger catalogues tend to bring longer queues of refund emails.", "h1"),
            ("g", "A new help desk and a new brand in the same month may be a lot.", "h1"),
            ("g", "I imagine January is when the returns arrive.", "h1"),
            ("g", "Some of the old macros might not have made the move.", "h1"),
            ("g", "That could mean two refund policies under one roof for a while.", "h1"),
            ("q", "Is anyone looking at how refunds get answered across both brands?", "h1"),
            ("q", "Are refunds on the list for the new help desk?", "h1"),
            ("q", "Would our refund policy checklist be of use?", "c1"),
            ("o", "I could send over the refund policy checklist.", "c1"),
            ("o", "Glad to pass on the checklist we use for refund policies.", "c1"),
        ],
        [
            ("s", "after your fourth acquisition", ""),
            ("f", "Trudge bought Pemberley for $8.4M.", "e1"),
            ("f", "Pemberley bought Trudge for $4.8M.", "e1"),
            ("f", "Trudge is your second acquisition since 2023.", "e1"),
            ("f", "Trudge is your third acquisition since 2021.", "e1"),
            ("f", "Your site now runs Zendesk where Gorgias used to be.", "e3"),
            ("f", "Eight Customer Service Agent posts are open.", "e2"),
            ("f", "You are hiring a Customer Service Director.", "e2"),
            ("f", "Paperbark Shoes handled 60% more refunds with the same team.", "p1"),
            ("f", "Paperbark Shoes handled 40% fewer refunds with the same team.", "p1"),
            ("f", "Finch & Daughter saves 25 agent hours a month.", "p2"),
            ("f", "Paperbark Shoes saves 25 agent hours a week.", "p2"),
            ("f", "You could be like Trudge, who save 25 agent hours a week.", "p2"),
            ("g", "Refund requests are piling up on your side.", "h1"),
            ("g", "Perhaps the 12,000 refunds you get each month are hard to answer.", "h1"),
            ("f", "Pemberley sold Trudge for $8.4 million.", "e1"),
            ("f", "Pemberley bought Trudge because its own boots sold badly.", "e1"),
        ],
    ),
    drafts(
        "Ardmore Mutual",
        "2026-06-25",
        [
            "e1 | filing | 2026-06-16 | Companies Register | On 12 June 2026 the board of Ardmore Mutual approved a "
            "merger with Lowland Friendly Society, subject to a vote of members in September.",
            "e2 | news | 2026-06-18 | Mutuals Today | Ardmore Mutual's chief information officer, Fergus Boyle, steps "
            "down on July 31. Deputy CIO Anita Rao becomes interim CIO on August 1.",
            "e3 | page | 2026-05-02 | ardmore.example | Ardmore looks after 410,000 members from offices in Perth, "
            "Stirling and Ayr.",
        ],
        ACCESS,
        [
            ("s", "access before the merger", ""),
            ("s", "the lowland vote", ""),
            ("s", "interim cio", ""),
            ("f", "Your board approved the merger with Lowland Friendly Society on 12 June.", "e1"),
            ("f", "Members vote in September on the merger with Lowland Friendly Society.", "e1"),
            ("f", "The Lowland merger still needs the members' vote in September.", "e1"),
            ("f", "Fergus Boyle leaves as CIO at the end of July, and Anita Rao steps in on 1 August.", "e2"),
            ("f", "Anita Rao will be interim CIO from August 1.", "e2"),
            ("f", "Fergus Boyle steps down on July 31 and Anita Rao becomes interim CIO a day later.", "e2"),
            ("f", "You look after 410,000 members from three offices.", "e3"),
            ("f", "Ardmore has offices in Perth, Stirling and Ayr.", "e3"),
            ("f", "Sunder Bank shut 1,200 stale accounts within a month.", "p1"),
            ("f", "In one month, Sunder Bank closed 1,200 accounts nobody should still have had.", "p1"),
            ("f", "Willow Clinics cut its audit preparation time in half.", "p2"),
            ("f", "Willow Clinics now prepares for audits in half the time.", "p2"),
            ("f", "Gatelock removes access the day someone leaves.", "v1"),
            ("g", "Two directories under one board could leave old logins behind.", "h1"),
            ("g", "An interim chief may inherit reviews that nobody has finished.", "h1"),
            ("g", "I'd guess there are a handful of systems where nobody is sure who still has a key.", "h1"),
            ("g", "Auditors tend to ask about leavers first.", "h1"),
            ("g", "When two firms become one, access reviews usually slip for a quarter or two.", "h1"),
            ("q", "Who signs off access reviews once Fergus Boyle has gone?", "h1"),
            ("q", "Can I send you the access review template?", "c1"),
            ("q", "Any interest in the template we use for access reviews?", "c1"),
            ("o", "I can share the access review template with whoever runs this.", "c1"),
        ],
        [
            ("f", "Your board rejected the merger with Lowland Friendly Society.", "e1"),
            ("f", "Your board approved the merger with Lowland Friendly Society on 21 June.", "e1"),
            ("f", "Anita Rao is your new permanent CIO from August 1.", "e2"),
            ("f", "Anita Rao becomes interim CTO on August 1.", "e2"),
            ("f", "Anita Rao steps down on July 31.", "e2"),
            ("f", "Fergus Boyle steps down on June 30.", "e2"),
            ("f", "You look after 41,000 members.", "e3"),
            ("f", "You look after members from four offices.", "e3"),
            ("f", "Sunder Bank closed 1,200 stale accounts in a week.", "p1"),
            ("f", "Ardmore closed 1,200 stale accounts in a month.", "p1"),
            ("f", "Willow Clinics closed 1,200 stale accounts in a month.", "p1"),
            ("f", "Willow Clinics doubled its audit preparation time.", "p2"),
            ("g", "Your access reviews have slipped since the merger.", "h1"),
            ("f", "Gatelock is the leading access tool for mutuals.", "v1"),
        ],
    ),
    drafts(
        "Quillon Books",
        "2027-02-10",
        [
            "e1 | signal | 2027-02-02 | Shelf Talk | Bookseller Quillon closed a $6 million Series A led by Marrow "
            "Street, with Pine & Poole taking part. It follows a $1.1 million seed round in 2025.",
            "e2 | page | 2027-01-20 | quillon.example | Quillon lists 240,000 titles and ships to 14 countries.",
            "e3 | job | 2027-02-05 | quillon.example | Demand Planner. You will own our buying plan as we double the "
            "range to 480,000 titles. Experience with NetSuite is a plus.",
        ],
        FORECASTS,
        [
            ("s", "480,000 titles", ""),
            ("s", "doubling the range", ""),
            ("s", "demand planning at quillon", ""),
            ("f", "Quillon raised a $6M Series A from Marrow Street and Pine & Poole.", "e1"),
            ("f", "Marrow Street led your $6 million round, and Pine & Poole joined in.", "e1"),
            ("f", "The $6M Series A comes two years after a $1.1M seed.", "e1"),
            ("f", "Your posting for a Demand Planner says the range will double to 480,000 titles.", "e3"),
            ("f", "You are looking for a Demand Planner, ideally one who knows NetSuite.", "e3"),
            ("f", "You list 240,000 titles today and plan to double that.", "e2 e3"),
            ("f", "Quillon ships to 14 countries.", "e2"),
            ("f", "Going from 240,000 titles to 480,000 is a big step for one planner.", "e3 e2"),
            ("f", "Harrow Toys cut stockouts by a third.", "p1"),
            ("f", "Harrow Toys has a third fewer stockouts now.", "p1"),
            ("f", "At Lark & Lane, waste fell to 4% of sales from 9%.", "p2"),
            ("f", "Lark & Lane's waste dropped from 9% of sales to 4%.", "p2"),
            ("f", "Tallymark forecasts stock for each store every night.", "v1"),
            ("g", "Doubling the range may leave plenty of slow sellers on the shelf.", "h1"),
            ("g", "Guesswork probably still works at the small end and hurts at the long tail.", "h1"),
            ("g", "I suspect one planner will be busy for the first few months.", "h1"),
            ("g", "It might be hard to tell which new titles will sell twice.", "h1"),
            ("g", "Spreadsheets can creak once a range gets that wide.", "h1"),
            ("q", "How are you planning stock for the new titles?", "h1"),
            ("q", "Would a sample forecast for a few of your titles be useful?", "c1"),
            ("o", "I can put together a sample forecast.", "c1"),
            ("o", "If it helps, I'll send a sample forecast this week.", "c1"),
        ],
        [
            ("s", "840,000 titles", ""),
            ("f", "Pine & Poole led your $6 million round.", "e1"),
            ("f", "Quillon raised a $6M Series B.", "e1"),
            ("f", "Quillon raised a $6M seed round in 2025.", "e1"),
            ("f", "The £6M Series A comes after a seed round.", "e1"),
            ("f", "You have doubled the range to 480,000 titles.", "e3"),
            ("f", "Quillon ships to 40 countries.", "e2"),
            ("f", "Your posting asks for experience with SAP.", "e3"),
            ("f", "You hired a Demand Planner this month.", "e3"),
            ("f", "Harrow Toys cut stockouts by half.", "p1"),
            ("f", "Lark & Lane cut stockouts by a third.", "p1"),
            ("f", "Lark & Lane cut waste from 9% of sales to 2%.", "p2"),
            ("f", "Waste fell from 9% of your sales to 4%.", "p2"),
            ("g", "Your forecasts miss now that the range has doubled.", "h1"),
            ("f", "Quillon is valued at $6 million.", "e1"),
            ("f", "Quillon has raised $6 million in total.", "e1"),
        ],
    ),
]
