"""What companies of a trade are written about with: a "Therapeutics" has drugs and trials, a "Logistics" freight.

Stage 3 of 12, used by resolve: a word here says that a text is of the trade that a name tells (signals §3.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

# The words that names tell a trade by, and the words of texts about it; neither repeats the other.
_TRADES_TEXT: Final = (
    ("therapeutics pharma pharmaceuticals biotech bio biosciences biologics medicines",
     "drug drugs trial trials phase patients clinical therapy fda oncology cancer vaccine antibody dose disease"),
    ("health healthcare medical clinic care", "patients patient clinics hospital hospitals nurse nurses doctors"),
    ("robotics robots automation", "robot robots warehouse arms autonomous automate picking"),
    ("logistics freight shipping transport maritime haulage",
     "trucks trucking cargo carriers vessels ships fleet shippers parcels containers warehouses port"),
    ("foods food kitchen bakery dairy", "snack snacks grocers supermarkets recipe restaurants meals meat vegan"),
    ("payments pay bank banking financial finance credit lending",
     "card cards merchants lender loans fintech banks deposits borrowers wallet checkout payment"),
    ("insurance assurance underwriting", "insurer premium premiums policyholders claims brokers"),
    ("energy power solar wind", "battery batteries grid turbines megawatt electricity charging renewable heat"),
    ("security cyber defence defense", "hackers ransomware breach phishing malware ciso threats cybersecurity"),
    ("learning education school academy tutoring", "students teachers tutors pupils classroom courses schools edtech"),
    ("software systems technologies data analytics cloud digital",
     "saas developers api dashboard enterprise"),
    ("semiconductor semiconductors chips photonics silicon", "chip chips wafer wafers fab sensors"),
    ("water", "membrane wastewater utilities desalination pipes"),
    ("agri agriculture farms farm crops", "farmers crop growers harvest seeds soil"),
    ("homes realty properties property construction building", "tenants landlords builders housing mortgage rent"),
    ("travel hotels airlines aviation", "travellers travelers passengers flights airline guests booking"),
    ("media games studios entertainment", "players viewers streaming publishers gamers game"),
    ("retail stores fashion apparel", "shoppers stores brands clothing ecommerce"),
)  # fmt: skip
_TRADES: Final = tuple((frozenset(names.split()), tuple(words.split())) for names, words in _TRADES_TEXT)


def trade_words(name: Iterable[str]) -> Iterator[str]:
    """The words of the trades that `name`, a company's name and industry in normal form, tells."""
    told = frozenset(name)
    for names, words in _TRADES:
        if not names.isdisjoint(told):
            yield from words
