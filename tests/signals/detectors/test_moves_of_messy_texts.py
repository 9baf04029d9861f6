"""What several sentences of one text tell of a move together, as news is written: names late, offices elsewhere."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

NAMES = ("person", "direction", "title", "company")

TOLD = """
the turning over of a post: Oakfold finance chief retiring / Oakfold said on Tuesday that the chief financial officer \
who built its lending arm is retiring this year. / Paul Finch will leave in September, turning the position over to \
Lena Marsh, the company said. | Paul Finch; leave; finance chief; Oakfold | Lena Marsh; join; finance chief; Oakfold
the newcomer's own office: Oakfold said Thursday that longtime chief financial officer Paul Finch plans to retire in \
June, to be replaced by Lena Marsh, senior finance vice president. | Paul Finch; leave; chief financial officer; \
Oakfold | Lena Marsh; join; chief financial officer; Oakfold
the newcomer's own company: Oakfold / CFO Paul Finch will step down. / Finch will step down in August and be replaced \
by Lena Marsh, CFO of research group Kestrel. | Paul Finch; leave; CFO; Oakfold | Lena Marsh; join; CFO; Oakfold
behind a meeting: Oakfold's chief executive Paul Finch resigned Tuesday. / Finch, 66, resigned following a board \
meeting earlier in the day, and Lena Marsh succeeded him, the company said. | Paul Finch; leave; chief executive; \
Oakfold | Lena Marsh; join; chief executive; Oakfold
only announced: Oakfold Corp. announced Paul Finch, president and chief executive officer, plans to retire. | \
Paul Finch; leave; president and chief executive officer; Oakfold
how he had come: Paul Finch stepped down as CEO of Oakfold in September. He left after two months on the job. He was \
named CEO just as Oakfold was opening in Leeds. | Paul Finch; leave; CEO; Oakfold
the place before the company: Paul Finch stepped down as CEO of Millbrook, Tenn.-based Oakfold Health in September. | \
Paul Finch; leave; CEO; Oakfold Health
who it will be: The newspaper said that its new chief marketing officer will be Lena Marsh, formerly at Kestrel. \
Oakfold CEO Paul Finch confirmed the hire. | Lena Marsh; join; chief marketing officer; Oakfold
with semicolons: Oakfold announced Monday the departure of Paul Finch, senior vice president of engineering; Lena \
Marsh, vice president of human resources; and Cora Beck, chief operating officer. | Paul Finch; leave; senior vice \
president of engineering; Oakfold | Lena Marsh; leave; vice president of human resources; Oakfold | Cora Beck; leave; \
chief operating officer; Oakfold
the departing one: Oakfold has drafted in Lena Marsh as its new finance director. She replaces the departing Paul \
Finch. | Lena Marsh; join; finance director; Oakfold | Paul Finch; leave; finance director; Oakfold
approved as: Lena Marsh was approved as the next CEO of Oakfold. | Lena Marsh; join; CEO; Oakfold
office before seat: Lena Marsh will act as interim CEO of Oakfold. Marsh will also be the executive chair of Oakfold's \
board of directors. | Lena Marsh; interim; interim CEO; Oakfold
as another steps down: Oakfold named Lena Marsh its new CEO, effective in April, as Paul Finch will step down to run a \
farm. | Lena Marsh; join; CEO; Oakfold | Paul Finch; leave; CEO; Oakfold
the founding chief: Lena Marsh will lead Oakfold, replacing outgoing founding CEO Paul Finch. | Lena Marsh; join; CEO; \
Oakfold | Paul Finch; leave; founding CEO; Oakfold
out of the door: Oakfold finance chief Paul Finch is out the door after six years. | Paul Finch; leave; finance chief; \
Oakfold
a name with a mark: Marlow's announced Sunday that its CEO Paul Finch was forced out. He was replaced by Lena Marsh, \
the president of Marlow's USA. | Paul Finch; leave; CEO; Marlow's | Lena Marsh; join; CEO; Marlow's
a saint: St. Bride’s announced today that Lena Marsh has been named chief information officer. | Lena Marsh; join; \
chief information officer; St. Bride’s
a junior: Paul Finch Jr., CEO of two mills in Leeds, was approved as the next CEO of Oakfold Health. | Paul Finch Jr; \
join; CEO; Oakfold Health
part of the house: Oakfold promoted Lena Marsh to SVP of the consumer channels and central marketing group on April 6. \
| Lena Marsh; promote; SVP of the consumer channels and central marketing group; Oakfold
what it is of: Oakfold has hired Lena Marsh as its new chief executive of retail banking. | Lena Marsh; join; chief \
executive of retail banking; Oakfold
Les: Lena Marsh replaces the departing Les Finch, who is stepping down as chief executive of Oakfold. | Lena Marsh; \
join; chief executive; Oakfold | Les Finch; leave; chief executive; Oakfold
of the house: Longtime Oakfold executive Lena Marsh will become the company's chief executive, replacing Paul Finch, \
who is retiring after 30 years. | Lena Marsh; join; chief executive; Oakfold | \
Paul Finch; leave; chief executive; Oakfold
where to: Less than a year after joining Oakfold as COO, Paul Finch is leaving to become CEO of Kestrel. | Paul Finch; \
join; CEO; Kestrel
a seat besides: Oakfold CFO Paul Finch plans to retire in June. Oakfold said it intends to name Finch to the board of \
directors. | Paul Finch; leave; CFO; Oakfold
"""
NOT_TOLD = """
a plan of the day: Paul Finch will leave in September. / Oakfold opened a shop in Leeds.
who writes: By Paul Finch / NewsDesk.com – Oakfold will retire its oldest trucks, the chief executive said.
several: Oakfold CEO Paul Finch announced the results. Finch said they had chosen to leave the company.
a meeting handed on: Oakfold chief executive Paul Finch turned the meeting over to finance chief Lena Marsh.
whose words: Marlow's announced departure of ships, its CEO Paul Finch said, is late.
a meeting: Oakfold CFO Paul Finch opened the talks. Finch will leave in May, an aide said.
"""


def _cases(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


def _told(text: str) -> set[str]:
    text = text.replace(" / ", "\n")
    item = Item(
        source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1"
    )
    mentions = detect(item)
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    return {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions}


@pytest.mark.parametrize("case", _cases(TOLD))
def test_sentences_of_a_text_tell_a_move_together(case: str) -> None:
    text, *expected = case.split(": ", 1)[1].split(" | ")
    assert _told(text) == set(expected)


@pytest.mark.parametrize("case", _cases(NOT_TOLD))
def test_what_only_sounds_like_a_move_among_other_sentences_is_none(case: str) -> None:
    assert not _told(case.split(": ", 1)[1])
