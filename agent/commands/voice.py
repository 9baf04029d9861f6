"""`firstlight voice measure OWNER FILES`: a sender's card out of mails that they sent and gave for it."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

import click

from agent.commands.options import folder_option, json_option
from agent.errors import BadInput, NotFound
from agent.feedback.voice_card import LEAST, measure, of_mail
from agent.store import voices
from agent.terminal.lines import print_json, say
from agent.wiring import open_installation

SENT = "sent mails"
LARGEST = 1_000_000


@click.group("voice")
def command() -> None:
    """How a sender writes: measured from mails that they sent, used for greeting, sign-off, length and contractions."""


@command.command("measure")
@click.argument("owner")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--consented", is_flag=True, help="The sender gave these mails to be measured. Needed.")
@folder_option
@json_option
def measure_command(owner: str, files: tuple[Path, ...], consented: bool, folder: Path, as_json: bool) -> int:
    """Measure OWNER's card from FILES: .eml, .txt or .mbox, or folders of them; only mails from OWNER's own address.

    Kept are medians and shares: no sentence, no name and no mail.

    Example: firstlight voice measure ada sent.mbox --consented
    """
    if not consented:
        raise click.UsageError(
            "Ask the sender first, then add --consented: of their own mails, medians and shares are kept, no text."
        )
    with open_installation(folder) as installation:
        team = installation.team()
        sender = team.owner(owner)
        if sender is None:
            known = ", ".join(one.id for one in team.owners)
            raise NotFound(f"There is no sender {owner!r} in owners.yaml: {known}.")
        held = team.mailbox_of(owner)
        own = {address.casefold() for address in (sender.email, held.address if held else "") if address}
        texts = [of_mail(text) for path in files for text in _texts(path, own)]
        card = measure(texts)
        if card is None:
            were, places = "was" if len(texts) == 1 else "were", ", ".join(str(path) for path in files)
            raise BadInput(f"A card takes {LEAST} mails that {owner} sent; {len(texts)} {were} found in {places}.")
        with installation.store.write() as session:
            voices.put_measured(session, owner, card, on=SENT, now=installation.clock.now())
    if as_json:
        print_json(
            {"owner": owner, "measured_from": card.measured_from, "words": card.words, "greeting": card.greeting}
        )
    else:
        manner = f"{card.words} words, “{card.greeting}”, “{card.sign_off}”"
        say(f"Measured {card.measured_from} mails of {sender.name}: {manner}.")
    return 0


def _texts(path: Path, own: set[str]) -> Iterator[str]:
    """The plain texts of the sender's own mails at `path`; a .txt is taken as one mail of theirs."""
    if path.is_dir():
        for each in sorted(path.iterdir()):
            if each.suffix.casefold() in {".eml", ".txt", ".mbox"}:
                yield from _texts(each, own)
    elif path.suffix.casefold() == ".txt":
        yield path.read_text(encoding="utf-8", errors="replace")[:LARGEST]
    elif path.suffix.casefold() == ".mbox":
        for message in mailbox.mbox(path, create=False):
            yield from _text_of(message.as_bytes(), own)
    else:
        yield from _text_of(path.read_bytes(), own)


def _text_of(raw: bytes, own: set[str]) -> Iterator[str]:
    message: Message = message_from_bytes(raw[:LARGEST], _class=EmailMessage, policy=policy.default)
    if not isinstance(message, EmailMessage) or not _is_from(message, own):
        return
    body = message.get_body(("plain",))
    if body is not None:
        yield str(body.get_content())


def _is_from(message: EmailMessage, own: set[str]) -> bool:
    addresses = getattr(message["from"], "addresses", ())
    return any(one.addr_spec.casefold() in own for one in addresses)
