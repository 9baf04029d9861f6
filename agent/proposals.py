"""What `init` proposes from what a team already has: an offer from its home page, an ICP from its won accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from agent.imports.values import country, headcount
from signals.pages.home_page import HomePage


def verb_phrase(seller: str, description: str) -> str:
    """What the seller does, as words that follow its name ("routes every lead …"); "" where the page does not say so.

    Only the page's own sentence is used, and only where it begins with the seller's name: nothing is invented.
    """
    first = description.split(". ")[0].strip().rstrip(".")
    if first.casefold().startswith(seller.casefold() + " "):
        rest = first[len(seller) :].strip()
        return rest if 3 <= len(rest.split()) <= 25 else ""
    return ""


def propose_offer(seller: str, page: HomePage) -> tuple[str, str]:
    """(one_liner, value) from a home page."""
    return page.description, verb_phrase(seller, page.description)


def propose_icp(rows: Iterable[Mapping[str, str]]) -> str:
    """An icp.yaml from won accounts: the industries of most of them, the middle of their sizes, their countries."""
    industries: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    sizes: list[int] = []
    for row in rows:
        if row.get("industry"):
            industries[row["industry"].strip()] += 1
        if code := country(row.get("country", "")):
            countries[code] += 1
        if size := headcount(row.get("headcount", "")):
            sizes.append(size)
    rules = []
    if industries:
        rules.append(f"  - {{field: industry, points: 12, any_of: {_listed(industries)}, label: Industry}}")
    if sizes:
        low, high = _middle(sizes)
        rules.append(f"  - {{field: headcount, points: 10, minimum: {low}, maximum: {high}, label: Size}}")
    if countries:
        rules.append(f"  - {{field: country, points: 6, any_of: {_listed(countries)}, label: Country}}")
    rules.append("  - {field: persona, points: 4, label: Persona known}")
    return (
        "# Proposed from your won accounts: change what is not so.\nrules:\n"
        + "\n".join(rules)
        + "\n\nbuying_functions: [sales, revenue_operations, marketing]\nweights: {}\nmuted_kinds: []\n"
    )


def _listed(counts: Counter[str]) -> str:
    names = [name.replace('"', "'") for name, _ in counts.most_common(8)]
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _middle(sizes: list[int]) -> tuple[int, int]:
    """The range that holds the middle eight of ten."""
    ordered = sorted(sizes)
    tenth = len(ordered) // 10
    return ordered[tenth], ordered[len(ordered) - 1 - tenth]
