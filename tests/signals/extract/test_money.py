"""How amounts are read, in the ways that wires, headlines and filings write them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from signals.extract.money import amounts

WRITTEN = """
$12M | 12000000 USD
$12.5m | 12500000 USD
$12 million | 12000000 USD
$12-million | 12000000 USD
US$12MM | 12000000 USD
USD 12 mn | 12000000 USD
USD12m | 12000000 USD
12M USD | 12000000 USD
12 million dollars | 12000000 USD
12 million US dollars | 12000000 USD
$650K | 650000 USD
$1.25 billion | 1250000000 USD
$1,500 million | 1500000000 USD
$3bn | 3000000000 USD
$3B | 3000000000 USD
$1.2 trillion | 1200000000000 USD
$12,000,000 | 12000000 USD
$12,000,000.50 | 12000000.5 USD
$500 | 500 USD
€6m | 6000000 EUR
6 M€ | 6000000 EUR
1 200 000 € | 1200000 EUR
€1.200.000 | 1200000 EUR
1.200.000 € | 1200000 EUR
1.200.000,50 Euro | 1200000.5 EUR
4,5 Mio. Euro | 4500000 EUR
4,5 Millionen Euro | 4500000 EUR
2,3 Mrd. € | 2300000000 EUR
12 millions d'euros | 12000000 EUR
12 millones de euros | 12000000 EUR
3 millones de dólares | 3000000 USD
1,2 milliard d’euros | 1200000000 EUR
£750k | 750000 GBP
£2 million | 2000000 GBP
Rs 40 crore | 400000000 INR
Rs. 40 Cr | 400000000 INR
₹12 crore | 120000000 INR
INR 15 Cr | 150000000 INR
Rs 75 lakh | 7500000 INR
₹1,00,00,000 | 10000000 INR
A$11 million | 11000000 AUD
AU$11m | 11000000 AUD
$43M CAD | 43000000 CAD
C$9 million | 9000000 CAD
S$4m | 4000000 SGD
HK$80 million | 80000000 HKD
R$ 20 milhões | 20000000 BRL
NOK 50m | 50000000 NOK
SEK 120 million | 120000000 SEK
CHF 5m | 5000000 CHF
¥500 million | 500000000 JPY
RMB 100 million | 100000000 CNY
100 million yuan | 100000000 CNY
one million dollars | 1000000 USD
half a billion dollars | 500000000 USD
"""


@pytest.mark.parametrize(
    ("raw", "want"), [[cell.strip() for cell in row.split("|")] for row in WRITTEN.strip().splitlines()]
)
def test_an_amount_is_read_as_it_is_written(raw: str, want: str) -> None:
    (money,) = amounts(f"Quillfern raised {raw} in May.")
    assert f"{money.value:f} {money.currency}" == want


def test_the_span_is_the_amount_alone() -> None:
    text = "Quillfern raised about $12 million, its first."
    (money,) = amounts(text)
    assert text[money.start : money.end] == "$12 million"
    assert money.hedge == "about"


@pytest.mark.parametrize(
    "text",
    [
        "12 million users",
        "Series 7",
        "route 66",
        "in 2014",
        "mb 12",
        "room B 12",
        "iPhone 12",
        "1,000 chickens",
        "5k run",
    ],
)
def test_a_number_without_a_currency_is_not_money(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("$10-12 million", 10_000_000, 12_000_000),
        ("$10 million to $12 million", 10_000_000, 12_000_000),
        ("$10m-$12m", 10_000_000, 12_000_000),
        ("between $10 and $12 million", 10_000_000, 12_000_000),
        ("€500k–€1m", 500_000, 1_000_000),
    ],
)
def test_a_range_keeps_both_ends(raw: str, low: int, high: int) -> None:
    (money,) = amounts(f"raising {raw} now")
    assert (money.value, money.high, money.is_range) == (Decimal(low), Decimal(high), True)


@pytest.mark.parametrize(
    ("raw", "hedge"),
    [("up to $5m", "up to"), ("more than $5m", "over"), ("$5m+", "over"), ("nearly $5m", "about"), ("$5m", "")],
)
def test_a_hedge_is_kept_beside_the_amount(raw: str, hedge: str) -> None:
    assert amounts(f"raised {raw}")[0].hedge == hedge


def test_several_amounts_stand_in_order() -> None:
    found = amounts("Raised $5M at a $40M valuation after €1m in 2014.")
    assert [(str(m.value), m.currency) for m in found] == [("5000000", "USD"), ("40000000", "USD"), ("1000000", "EUR")]


def test_a_count_after_an_amount_is_not_part_of_it() -> None:
    assert [int(m.value) for m in amounts("for $5 100 people")] == [5]


def test_two_amounts_side_by_side_are_no_range() -> None:
    assert [int(m.value) for m in amounts("$12M and $5M")] == [12_000_000, 5_000_000]


@pytest.mark.parametrize("text", ["$" * 200_000, "1" * 200_000, "1,000" * 40_000, "$1 to " * 33_000, "up to " * 33_000])
def test_hostile_text_is_read_in_a_second(text: str) -> None:
    began = time.thread_time()
    amounts(text)
    assert time.thread_time() - began < 5
