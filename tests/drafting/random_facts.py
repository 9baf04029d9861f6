"""Random facts for property tests: accounts of every kind of name, signals of every kind, offers of other forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from drafting_builders import AS_OF, account, evidence, offer, signal
from hypothesis import strategies as st

from agent.domain.accounts import Account
from agent.domain.offers import Offer
from agent.domain.signals import Signal, SignalKind
from agent.evaluate.accounts import offer_of

NAMES = [
    "Alder Robotics, Inc.",
    "Umbra Systems",
    "Tarn Energy GmbH",
    "Vesper",
    "Brooks",
    "LUMEN AG",
    "dbSprout",
]
ROLES = [
    "RevOps Manager", "SDR", "Account Executive", "UX Designer", "Senior SRE (m/f/d)", "Data Engineer - Remote",
    "Head of Sales, EMEA", "HR Business Partner", "MLOps Engineer", "Executive Assistant", "IT Administrator",
    "European Sales Lead", "Hourly Support Agent", "VP of Sales", "ENGINEER", "Ingénieur commercial",
]  # fmt: skip
PEOPLE = ["Priya Shah", "Jo Lindqvist", "Inés Prado", "Tom O'Hara", "Anna-Lena Voss"]
LEAVERS = ["Mona Reyes", "Sam Oakes", "Zoë d'Arcy"]  # others than those who came: nobody does both on one day
TITLES = ["Vice President, Sales", "Chief Revenue Officer", "Head of RevOps", "VP of Marketing", "Director, IT"]
TOOLS = ["HubSpot", "Salesforce", "dbt", "Snowflake", "Microsoft 365"]
FUNCTIONS = ["sales", "revenue_operations", "it", "people", "executive", ""]
ROUNDS = [("series_b", "Series B"), ("seed", "seed round"), ("pre_seed", "pre-seed"), ("series_d", "Series D"), None]
MOVES = [("join", "appointed"), ("promote", "promoted"), ("interim", "named")]
PRODUCTS = ["same-day returns", "an app for drivers", "Atlas Desk", "hourly pricing"]
PLACES_TO = ["Portugal", "the Netherlands", "Austin", "Ho Chi Minh City"]
SHIFTS = [("adopt", "adopted"), ("remove", "removed"), ("evaluate", "is evaluating")]
LEADS = ["Fenwick Ventures", "Oak Hill Capital", None]
amounts = st.one_of(
    st.none(),
    st.tuples(st.integers(1, 999), st.sampled_from([10**3, 10**6]), st.sampled_from(["USD", "EUR", "GBP"])),
    st.tuples(st.integers(1, 99_999_999), st.just(1), st.just("USD")),
)


@st.composite
def funding(draw: st.DrawFn, of: Account) -> Signal:
    fields: dict[str, tuple[str, str]] = {"company": (of.name, of.name)}
    source = draw(st.sampled_from(["newsroom", "sec_form_d", "intake"]))
    is_filing = source == "sec_form_d"  # which says what was sold, and names no round and no investor
    words = f"{of.name}: total amount sold" if is_filing else f"{of.name} raised"
    if amount := draw(amounts):
        number, unit, currency = amount
        sign = {"USD": "$", "EUR": "€", "GBP": "£"}[currency]
        raw = f"{sign}{number}{ {10**3: 'K', 10**6: 'M'}[unit] }" if unit > 1 else f"{sign}{number:,}"
        fields |= {"amount": (str(number * unit), raw), "currency": (currency, raw)}
        words += f" {raw}"
    if not is_filing and (found := draw(st.sampled_from(ROUNDS))):
        words += f" in a {found[1]}"
        fields["round"] = (found[0], found[1])
    if not is_filing and (lead := draw(st.sampled_from(LEADS))):
        words += f" led by {lead}"
        fields["lead_investor_1"] = (lead, lead)
    report = evidence(f"{words}.", source=source, days_ago=draw(st.integers(0, 80)), **fields)
    return signal(of, SignalKind.FUNDING, report)


@st.composite
def hiring(draw: st.DrawFn, of: Account) -> Signal:
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=2, max_size=14))
    source = draw(st.sampled_from(["greenhouse", "lever", "intake"]))
    reports = [
        evidence(role, days_ago=draw(st.integers(0, 25)), source=source, headline=role, **{f"role_{n}": (role, role)})
        for n, role in enumerate(roles, start=1)
    ]
    function = draw(st.sampled_from(FUNCTIONS))
    return signal(of, SignalKind.RELEVANT_ROLES, *reports, function=function, count=str(len(roles)))


@st.composite
def move(draw: st.DrawFn, of: Account) -> Signal:
    person, title = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(TITLES))
    direction, verb = draw(st.sampled_from(MOVES))
    words = f"{of.name} has {verb} {person} as {'interim ' if direction == 'interim' else ''}{title}"
    fields = {"person": (person, person), "title": (title, title), "direction": (direction, verb)}
    if draw(st.booleans()):
        when = AS_OF.date() + timedelta(days=draw(st.integers(-40, 20)))
        raw = f"{when:%B} {when.day}, {when.year}"
        words, fields = f"{words}, effective {raw}", {**fields, "effective_on": (when.isoformat(), raw)}
    if draw(st.booleans()):
        words, fields = f"{words}, from Caldera", {**fields, "from_company": ("Caldera", "Caldera")}
    return signal(of, SignalKind.JOB_CHANGE, evidence(f"{words}.", days_ago=draw(st.integers(0, 80)), **fields))


@st.composite
def technology(draw: st.DrawFn, of: Account) -> Signal:
    tool = draw(st.sampled_from(TOOLS))
    direction, verb = draw(st.sampled_from(SHIFTS))
    source = draw(st.sampled_from(["intake", "site_tech", "greenhouse"]))
    report = evidence(f"{of.name} {verb} {tool}.", source=source, tool=(tool, tool), direction=(direction, verb))
    return signal(of, SignalKind.TECHNOLOGY, report)


@st.composite
def leaving(draw: st.DrawFn, of: Account) -> Signal:
    person, title = draw(st.sampled_from(LEAVERS)), draw(st.sampled_from(TITLES))
    fields = {"person": (person, person), "title": (title, title), "direction": ("leave", "stepped down")}
    words = f"{person} has stepped down as {title} of {of.name}."
    told = signal(of, SignalKind.JOB_CHANGE, evidence(words, days_ago=draw(st.integers(0, 60)), **fields))
    return replace(told, id=f"{told.id}-leave")


@st.composite
def debt(draw: st.DrawFn, of: Account) -> Signal:
    fields, words = {}, f"{of.name} raised debt"
    if amount := draw(amounts):
        number, unit, currency = amount
        raw = f"{ {'USD': '$', 'EUR': '€', 'GBP': '£'}[currency] }{number * unit:,}"
        words, fields = (
            f"{of.name} raised {raw} in debt",
            {"amount": (str(number * unit), raw), "currency": (currency, raw)},
        )
    return signal(of, SignalKind.DEBT, evidence(f"{words}.", days_ago=draw(st.integers(0, 80)), **fields))


@st.composite
def surge(draw: st.DrawFn, of: Account) -> Signal:
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=5))
    reports = [
        evidence(role, days_ago=3 + number, source="greenhouse", headline=role, role=(role, role))
        for number, role in enumerate(roles)
    ]
    count, weeks = draw(st.integers(5, 60)), draw(st.integers(1, 26))
    told = {"count": str(count), "weeks": str(weeks), "expected": "2.6", "alert": "burst"}
    words = f"{count} new roles in {weeks} weeks against 2.6 expected (8 in the 26 weeks before)"
    function = draw(st.sampled_from(FUNCTIONS))
    return signal(of, SignalKind.HIRING_SURGE, *reports, function=function, words=words, **told)


@st.composite
def news(draw: st.DrawFn, of: Account) -> Signal:
    if draw(st.booleans()):
        product = draw(st.sampled_from(PRODUCTS))
        kind, name, said, words = SignalKind.LAUNCH, "product", product, f"{of.name} today launched {product}."
    else:
        place = draw(st.sampled_from(PLACES_TO))
        kind, name, said, words = SignalKind.EXPANSION, "place", place, f"{of.name} has expanded to {place}."
    return signal(of, kind, evidence(words, days_ago=draw(st.integers(0, 50)), **{name: (said, said)}))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Account, list[Signal]]:
    of = account(name=draw(st.sampled_from(NAMES)), id=f"acc-{draw(st.integers(0, 10_000))}")
    every = [funding, debt, hiring, surge, move, leaving, technology, news]
    kinds = draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique=True))
    return of, [draw(kind(of)) for kind in kinds]


offers: st.SearchStrategy[Offer] = st.sampled_from(
    [offer(), *(offer_of({"offer": name}) for name in ("harbor", "tally", "steady"))]
)
