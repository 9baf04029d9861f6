"""Each class of predicate, word order and reference tells its move; each class of look-alike tells none."""

from __future__ import annotations

from datetime import UTC, datetime
from time import thread_time

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention
from signals.detectors.job_change import detect


def article(text: str) -> Item:
    return Item(
        source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1"
    )


def filing(text: str) -> Item:
    return Item(
        source="sec_8k",
        key="f1",
        kind=ItemKind.FILING,
        title="",
        text=f"Item 5.02 Departure of Directors or Certain Officers.\n{text}",
        url="https://filings.example/f1",
        company="Oakfold Inc",
        published_at=datetime(2026, 3, 5, tzinfo=UTC),
    )


def rows(mentions: tuple[Mention, ...], text: str, *names: str) -> set[str]:
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    return {"; ".join(one.value(name) or "-" for name in names) for one in mentions}


COORDINATION = """
Oakfold names Helen Marsh and Tom Becker co-CEOs | Helen Marsh; join; co-CEO; Oakfold | \
Tom Becker; join; co-CEO; Oakfold
Tarn has added two leaders: Helen Marsh as VP of Sales and Tom Becker as Chief Data Officer. | Helen Marsh; join; VP \
of Sales; Tarn | Tom Becker; join; Chief Data Officer; Tarn
Tarn has strengthened its team with the hiring of Helen Marsh (Chief Commercial Officer) and Tom Becker (Chief \
Financial Officer). | Helen Marsh; join; Chief Commercial Officer; Tarn | Tom Becker; join; Chief Financial Officer; \
Tarn
Kestrel CEO Owen Clarke to step down; retail chief Rita Holm out, replaced by Ann Moss | Owen Clarke; leave; CEO; \
Kestrel | Rita Holm; leave; retail chief; Kestrel | Ann Moss; join; retail chief; Kestrel
"""
REFERENCE = """
Tarn CTO Lena Ortiz says she's leaving the company | Lena Ortiz; leave; CTO; Tarn
Helen Marsh, chief revenue officer at Oakfold, has news. She will step down in May. | Helen Marsh; leave; chief \
revenue officer; Oakfold
I'm joining Oakfold as Head of Developer Relations | -; join; Head of Developer Relations; Oakfold
We are glad to welcome Helen Marsh to the Oakfold family! Helen comes to us from Tarn and will head up sales as Chief \
Revenue Officer. | Helen Marsh; join; Chief Revenue Officer; Oakfold
Oakfold said Helen Marsh, its finance chief, will retire. Tom Becker, currently Vice President of Finance, will \
succeed her. | Helen Marsh; leave; finance chief; Oakfold | Tom Becker; promote; finance chief; Oakfold
"""
RELAYS = """
Owen Clarke hands Kestrel CEO job to Ann Moss | Owen Clarke; leave; CEO; Kestrel | Ann Moss; join; CEO; Kestrel
Kestrel founder Owen Clarke passes the CEO baton to Ann Moss | Owen Clarke; leave; CEO; Kestrel | Ann Moss; join; CEO; \
Kestrel
Kestrel finance chief Ann Moss will take over as CEO from Owen Clarke | Ann Moss; promote; CEO; Kestrel | Owen Clarke; \
leave; CEO; Kestrel
Owen Clarke is out as chief executive of Kestrel. Ann Moss will run the company until a permanent CEO is hired. | \
Owen Clarke; leave; chief executive; Kestrel | Ann Moss; interim; chief executive; Kestrel
Tarn COO Ann Moss is decamping to rival Kestrel | Ann Moss; leave; COO; Tarn | Ann Moss; join; -; Kestrel
"""
HEADLINES = """
New sales chief for Oakfold: Tarn veteran Helen Marsh | Helen Marsh; join; sales chief; Oakfold
Helen Marsh to Oakfold as general counsel | Helen Marsh; join; general counsel; Oakfold
Tarn's first-ever chief risk officer: Helen Marsh, promoted from head of audit | Helen Marsh; promote; chief risk \
officer; Tarn
Ex-Tarn sales boss lands at Oakfold as CRO | -; join; CRO; Oakfold
Helen Marsh, Oakfold's longtime CFO, to depart in March | Helen Marsh; leave; CFO; Oakfold
The new CFO of Oakfold is Helen Marsh, previously of Tarn | Helen Marsh; join; CFO; Oakfold
Oakfold appoints Lt. Gen. (Ret.) Helen Marsh to Board of Directors | Helen Marsh; join; Board of Directors; Oakfold
"""
TWO_CLAUSES = """
Kestrel CEO Owen Clarke Out, Ann Fires Takes Over | Owen Clarke; leave; CEO; Kestrel | Ann Fires; join; CEO; Kestrel
Kestrel Fires Owen Clarke, CFO Ann Moss Named Interim CEO | Owen Clarke; leave; CEO; Kestrel | Ann Moss; interim; \
Interim CEO; Kestrel
Helen Marsh named chief marketing officer at Oakfold, Tom Becker promoted to COO | Helen Marsh; join; chief marketing \
officer; Oakfold | Tom Becker; promote; COO; Oakfold
Veteran Oakfold CFO Helen Marsh Retiring, Successor Named | Helen Marsh; leave; CFO; Oakfold
The president of fashion house Oakfold, Helen Marsh, has resigned to become chief executive of rival Tarn. | Helen \
Marsh; leave; president; Oakfold | Helen Marsh; join; chief executive; Tarn
Oakfold ousted Tom Becker as president and chief executive and named founder Helen Marsh to replace him. | Tom Becker; \
leave; president and chief executive; Oakfold | Helen Marsh; join; president and chief executive; Oakfold
"""
GOING = """
Oakfold Finance Chief Quits Amid Audit | -; leave; Finance Chief; Oakfold
Oakfold's CMO out after rebrand | -; leave; CMO; Oakfold
Oakfold CFO Ann Moss exits; chief technology officer Tom Becker also leaving | Ann Moss; leave; CFO; Oakfold | Tom \
Becker; leave; chief technology officer; Oakfold
"""
LOST_MARKS = """
Oakfold hires Googles head of image search | -; join; -; Oakfold
Oakfolds Helen Marsh to step down as CEO | Helen Marsh; leave; CEO; Oakfold
Siemens finance chief quits | -; leave; finance chief; Siemens
"""
WHOLE_TEXTS = """
Tarn ousts top executives. DALLAS (Reuters) - Tarn Chief Executive Owen Clarke and Chief Financial Officer Ann Moss \
are leaving the mortgage finance company. | Owen Clarke; leave; Chief Executive; Tarn | Ann Moss; leave; Chief \
Financial Officer; Tarn
Oakfold's chief digital officer, Helen Marsh, is leaving the consumer goods group. | Helen Marsh; leave; chief digital \
officer; Oakfold
US Tyres names operations chief. TOPEKA, Ks. US Tyres has picked veteran Al Marsh to serve \
as its vice president of operations. | Al Marsh; join; vice president of operations; US Tyres
Tarn loses yarn chief. Tarn Systems' vice president of yarn and dye, Helen Marsh, has left the company to join a \
start-up, a Tarn representative said. | Helen Marsh; leave; vice president of yarn and dye; Tarn Systems
Tarn finance chief quits. LONDON (Reuters) - Tarn said on Monday its finance director Tom Becker had resigned. | Tom \
Becker; leave; finance director; Tarn
Oakfold Corp. &lt;OAK.N&gt; said Chief Financial Officer Tom Becker will retire and named Controller Helen Marsh to \
succeed him. | Tom Becker; leave; Chief Financial Officer; Oakfold | Helen Marsh; promote; Chief Financial Officer; \
Oakfold
Two leave Tarn Bank. The bank's head of equities, Tom Becker, and head of research, Helen Marsh, have resigned. | Tom \
Becker; leave; head of equities; Tarn Bank | Helen Marsh; leave; head of research; Tarn Bank
OAKFOLD NAMES MERCHANT: Helen Marsh has been named president at Oakfold Group. | Helen Marsh; join; president; Oakfold \
Group
Moss/Tarn Group on Monday appointed Helen Marsh as chief executive. | Helen Marsh; join; chief executive; Moss/Tarn \
Group
"""
TONGUES = """
Zum 1. Oktober übernimmt Jana Vogel die Leitung Marketing bei der Solvane Gruppe. | Jana Vogel; join; Leitung \
Marketing; Solvane Gruppe
Der Aufsichtsrat der Solvane SE hat Dr. Max Brandt mit Wirkung zum 1. Januar zum Vorstandsvorsitzenden bestellt. | \
Max Brandt; join; Vorstandsvorsitzender; Solvane
Geschäftsführer Max Brandt scheidet nach elf Jahren bei der Solvane GmbH aus. | Max Brandt; leave; Geschäftsführer; \
Solvane
Neue Finanzchefin bei Solvane: Jana Vogel folgt auf Eva Stern, die künftig den Vertrieb leitet. | Jana Vogel; join; \
Finanzchefin; Solvane | Eva Stern; leave; Finanzchefin; Solvane
Solvane : Claire Dubois, directrice financière, quitte le groupe | Claire Dubois; leave; directrice financière; Solvane
Arrivée de Claire Dubois chez Solvane en qualité de directrice marketing | Claire Dubois; join; directrice marketing; \
Solvane
Solvane nombra a Lucia Ramos presidenta en sustitución de Pablo Ruiz | Lucia Ramos; join; presidenta; Solvane | Pablo \
Ruiz; leave; presidenta; Solvane
Dimite la directora financiera de Grupo Solvane, Lucia Ramos, por motivos personales | Lucia Ramos; leave; directora \
financiera; Grupo Solvane
Lucia Ramos, nueva directora de operaciones de Solvane | Lucia Ramos; join; directora de operaciones; Solvane
"""
LOOK_ALIKES = """
Oakfold names Rotterdam its European hub, COO Helen Marsh says
Oakfold drops CEO bonus after weak quarter
Oakfold CEO gives up annual bonus
Oakfold fires up expansion plan as chief executive eyes Tarn
Oakfold was founded by Tom Becker, who had resigned as CEO of Tarn.
Oakfold leaves the mortgage market to rivals, says president Helen Marsh
Oakfold leaves rivals behind, says president Helen Marsh
Analysts expect Oakfold to announce a new finance director
Activist wants Oakfold CEO Helen Marsh gone
Oakfold's vice president of design to speak at the summit
Bank of the North names chief economist
Oakfold chief medical officer to present at conference
Chefin Jana Vogel kündigt Investitionen an
El director general de Solvane deja la puerta abierta a una venta
La directrice générale de Solvane présente ses ambitions
Gesucht: Leiter Vertrieb bei Solvane
"""


def _cases(*blocks: str) -> list[str]:
    return [line for block in blocks for line in block.strip().splitlines()]


@pytest.mark.parametrize(
    "line", _cases(COORDINATION, REFERENCE, RELAYS, HEADLINES, TWO_CLAUSES, GOING, LOST_MARKS, WHOLE_TEXTS, TONGUES)
)
def test_a_class_of_telling_is_read(line: str) -> None:
    text, *want = line.split(" | ")
    assert rows(detect(article(text)), text, "person", "direction", "title", "company") == set(want)


@pytest.mark.parametrize("text", _cases(LOOK_ALIKES))
def test_a_class_of_look_alike_is_not_told(text: str) -> None:
    assert detect(article(text)) == ()


def test_a_board_seat_is_told_as_one() -> None:
    (mention,) = detect(article("Oakfold appoints Helen Marsh as non-executive director"))
    assert mention.value("seniority") == "board"


def test_an_uncertain_reading_is_no_event_unless_it_is_asked_for() -> None:
    item = article("Bank of the North names chief economist")
    assert detect(item) == ()
    (mention,) = detect(item, least=0.35)
    assert 0.35 <= mention.confidence < 0.9


FILED = """
On March 2, 2026, Helen Marsh was appointed Secretary, effective the same day. | Helen Marsh; join; Secretary; \
2026-03-02
The Board accepted the resignation of Helen Marsh as Chief Financial Officer, to be effective upon the earlier of \
April 1, 2026 and the hiring of a successor. | Helen Marsh; leave; Chief Financial Officer; -
Helen Marsh, Senior Vice President, Sales, and Tom Becker, Chief Data Officer, will leave the Company on March 9, 2026 \
and April 9, 2026, respectively. | Helen Marsh; leave; Senior Vice President, Sales; 2026-03-09 | Tom Becker; leave; \
Chief Data Officer; 2026-04-09
On March 2, 2026, the Company and Dr. Helen Marsh, the Company’s co-founder and Chief Technology Officer, agreed that \
Dr. Marsh’s employment would terminate effective March 31, 2026. | Helen Marsh; leave; Chief Technology Officer; \
2026-03-31
The following persons were appointed as executive officers, effective March 4, 2026: Helen Marsh, Chief Executive \
Officer; and Tom Becker, Chief Financial Officer. | Helen Marsh; join; Chief Executive Officer; 2026-03-04 | Tom \
Becker; join; Chief Financial Officer; 2026-03-04
On March 2, 2026, the Board appointed Helen Marsh as General Counsel. She will join the Company on April 6, 2026. | \
Helen Marsh; join; General Counsel; 2026-04-06
On March 2, 2026, the Board elected the following officers:\\nHelen Marsh, Chief Executive Officer\\nTom Becker, Chief \
Risk Officer | Helen Marsh; join; Chief Executive Officer; 2026-03-02 | Tom Becker; join; Chief Risk Officer; 2026-03-02
The Company announced the death of its President, Helen Marsh, on March 2, 2026. | Helen Marsh; leave; President; \
2026-03-02
Helen Marsh will retire as Chief Executive Officer and the Board has named Tom Becker, currently Chief Operating \
Officer, as her successor. The changes will take effect on April 1, 2026. | Helen Marsh; leave; Chief Executive \
Officer; 2026-04-01 | Tom Becker; join; Chief Executive Officer; 2026-04-01
On March 2, 2026, Helen Marsh resigned as President, effective March 31, 2026. Tom Becker was appointed interim \
President, effective upon Ms. Marsh’s departure. | Helen Marsh; leave; President; 2026-03-31 | Tom Becker; join; \
interim President; 2026-03-31
Helen Marsh has joined the Company as President of its Yarn Services segment, effective March 2, 2026. She replaces \
Tom Becker, who was appointed Chief Risk Officer on the same date. | Helen Marsh; join; President of its Yarn Services \
segment; 2026-03-02 | Tom Becker; join; Chief Risk Officer; 2026-03-02
On March 2, 2026, the Board accepted the resignations of Helen Marsh as President and Tom Becker as Chief Risk \
Officer, each effective immediately. | Helen Marsh; leave; President; 2026-03-02 | Tom Becker; leave; Chief \
Risk Officer; \
2026-03-02
On March 2, 2026, the Company announced the appointment of Helen Marsh as Chief Risk Officer, effective March 4, 2026, \
reporting to Chief Executive Officer Tom Becker. | Helen Marsh; join; Chief Risk Officer; 2026-03-04
Helen Marsh, President, will step down on April 2, 2026, and Ann S. Bolt, Chief Risk Officer, will become President on \
that date. | Helen Marsh; leave; President; 2026-04-02 | Ann S. Bolt; join; President; 2026-04-02
On March 2, 2026, Helen Marsh, Chief Executive Officer, was granted a medical leave of absence.
On March 2, 2026, the Board accepted the resignation of Tom Becker from the Board. Mr. Becker is the retired Chief \
Executive Officer of Tarn Group.
"""


@pytest.mark.parametrize("line", _cases(FILED))
def test_a_filing_says_who_and_from_when(line: str) -> None:
    text, *want = line.replace("\\n", "\n").split(" | ")
    item = filing(text)
    assert rows(detect(item), item.text, "person", "direction", "title", "effective_on") == set(want)


@pytest.mark.parametrize("unit", ["Acme CEO ", "Jane Doe’s resignation ", "CEO Jane Doe, ", "and Jane Doe as CFO "])
def test_a_hostile_filing_is_read_in_time(unit: str) -> None:
    began = thread_time()
    detect(filing(unit * (100_000 // len(unit))))
    assert thread_time() - began < 2.0
