"""Who is read off a leadership page: names with the titles beside them, and nobody else."""

from __future__ import annotations

import pytest

from agent.domain.leadership import Seat
from signals.pages.team_list import is_office, seats_on
from tests.documents import DATA

PAGE = (DATA / "pages/leadership.html").read_text()


def told(html: str) -> list[tuple[str, str]]:
    return [(seat.name, seat.title) for seat in seats_on(html)]


def test_cards_lines_spans_and_json_ld_are_read_in_page_order() -> None:
    assert told(PAGE) == [
        ("Maren Estrade", "Chief Executive Officer"),
        ("Tomas Okafor", "VP, Sales"),
        ("Ines Prado", "Head of People"),
        ("Kofi Mensah", "Chief Technology Officer"),
        ("Wei Zhang", "Software Engineer"),
        ("Jane Whitlow", "Partner, Quill Capital"),
        ("Rufus Hale", "Chief Executive Officer, Otter Mills"),
        ("Ola Brandt", "Chief Legal Officer"),
    ]


def test_an_office_is_a_leading_one_of_the_company_itself() -> None:
    offices = [seat.name for seat in seats_on(PAGE) if is_office(seat)]
    assert offices == ["Maren Estrade", "Tomas Okafor", "Ines Prado", "Kofi Mensah", "Ola Brandt"]
    assert not is_office(Seat("Jane Whitlow", "Chairman of the Board"))


@pytest.mark.parametrize(
    "html",
    [
        "<li><small>CFO</small><strong>Anna Schmidt</strong></li><li><small>CTO</small><strong>Eva Kern</strong></li>",
        "<tr><td>Anna Schmidt</td><td>CFO</td></tr><tr><td>Eva Kern</td><td>CTO</td></tr>",
        "<p>Anna Schmidt, CFO</p><p>Eva Kern | CTO</p>",
        "<h4>Anna Schmidt</h4>CFO<h4>Eva Kern</h4>CTO",
        "<div><b>Anna Schmidt</b><br>CFO</div><div><b>Eva Kern</b><br>CTO</div>",
        "<h4>Anna Schmidt</h4><p>CFO</p><p>Anna Schmidt</p><p>CFO</p><h4>Eva Kern</h4><p>CTO</p>",
    ],
)
def test_a_title_is_found_below_above_and_beside_its_name(html: str) -> None:
    assert told(f"<table>{html}</table>" if html.startswith("<tr") else html) == [
        ("Anna Schmidt", "CFO"),
        ("Eva Kern", "CTO"),
    ]


def test_german_french_and_spanish_pages_are_read() -> None:
    html = "<h3>Karl Weiß</h3><p>Geschäftsführer</p><h3>Aline Mercier</h3><p>Directrice financière</p>"
    assert told(html + "<h3>Marta Ruiz</h3><p>Directora comercial</p>") == [
        ("Karl Weiß", "Geschäftsführer"),
        ("Aline Mercier", "Directrice financière"),
        ("Marta Ruiz", "Directora comercial"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h3>Our Team</h3><p>Head of People</p>",
        "<h3>Maren Estrade</h3><p>Maren joined as head of sales in 2014.</p>",
        "<blockquote><p>Lena Fuchs</p><p>VP Sales</p></blockquote>",
        "<p style='display:none'>Lena Fuchs</p><p style='display:none'>VP Sales</p>",
        '<script type="application/ld+json">{"@type": "Person", "name": ["x"], "jobTitle": {}}</script>',
        "<div>" * 5000,
    ],
)
def test_what_names_nobody_with_a_title_gives_nobody(html: str) -> None:
    assert told(html) == []
