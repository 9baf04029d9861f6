"""The mail as it will be sent: everything that the law asks for, and nothing that a model wrote but sentences."""

from __future__ import annotations

import pytest
from drafting_builders import account, contact, mailbox, offer

from agent.domain.drafts import Content, Role, Sentence, SentenceKind, Written
from drafting.assemble import OBJECTION, assemble

WRITTEN = Written(
    "routing after series b",
    (
        Sentence("You raised $12M.", Role.OPENER, SentenceKind.FACT, ("e1",)),
        Sentence("Routing rules often break then.", Role.PAIN, SentenceKind.HYPOTHESIS, ("h1",)),
        Sentence("Want the checklist?", Role.CTA, SentenceKind.QUESTION, ("c1",)),
    ),
)
SOURCE = "I found your details on alder.example."


def content(country: str = "US", step: int = 1, link: str = "", **who: str) -> Content:
    return assemble(
        WRITTEN,
        contact=contact(account(), country=country, **who),
        mailbox=mailbox(),
        offer=offer(),
        step=step,
        source_line=SOURCE,
        opt_out_link=link,
    )


def test_the_text_is_greeting_paragraphs_sign_off_and_footer() -> None:
    mail = content()
    assert mail.text == (
        "Hi Dana,\n\nYou raised $12M. Routing rules often break then.\n\nWant the checklist?\n\nAda\n\n"
        "Ada Lowe, Harbor, 1 Pier Road, Boston MA 02110. I found your details on alder.example.\n\n"
        'If you would rather not hear from me, reply "no" and I will not write again.\n'
    )
    assert mail.text.endswith(mail.footer + "\n")
    assert (mail.sender, mail.recipient) == ("Ada Lowe <ada@harbor.example>", "dana@alder.example")
    assert mail.links == ()


@pytest.mark.parametrize("country", ["FR", "GB", "NO", ""])
def test_a_first_touch_under_the_gdpr_says_source_notice_and_right_to_object(country: str) -> None:
    mail = content(country)
    paragraphs = mail.text.split("\n\n")
    assert OBJECTION in paragraphs
    assert SOURCE in mail.footer and "https://harbor.example/privacy" in mail.footer
    assert mail.links == ("https://harbor.example/privacy",)
    assert OBJECTION not in content(country, step=2).text


def test_the_opt_out_link_is_in_text_footer_and_links() -> None:
    link = "https://harbor.example/u/abc"
    mail = content(link=link)
    assert link in mail.footer and mail.links == (link,)


def test_a_follow_up_answers_in_the_thread() -> None:
    assert content(step=2).subject == "Re: routing after series b"


@pytest.mark.parametrize(
    ("first", "greeting"),
    [("Dana", "Hi Dana,"), ("DANA", "Hi Dana,"), ("J.", "Hi,"), ("{{name}}", "Hi,"), ("Anna-Lena", "Hi Anna-Lena,")],
)
def test_a_first_name_that_is_none_is_left_out(first: str, greeting: str) -> None:
    assert content(first_name=first).text.startswith(greeting + "\n")


def test_any_change_of_a_part_changes_the_hash() -> None:
    assert len({content().sha256, content(step=2).sha256, content("FR").sha256, content(first_name="Kim").sha256}) == 4
