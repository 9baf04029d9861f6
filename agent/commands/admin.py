"""`firstlight admin`: users and one-time sign-in links, from the machine itself."""

from __future__ import annotations

from pathlib import Path

import click

from agent.commands.options import an_address, folder_option
from agent.domain.decisions import Role
from agent.errors import ConfigError
from agent.store import users
from agent.terminal.lines import say
from agent.wiring import Installation, open_installation
from review_queue.auth import Purpose, make_link_token


@click.group("admin")
def command() -> None:
    """Users and sign-in links."""


def _link(installation: Installation, user_id: str) -> str:
    with installation.store.write() as session:
        token = make_link_token(session, purpose=Purpose.SIGN_IN, now=installation.clock.now(), user_id=user_id)
    return f"{installation.base_url()}/link/{token}"


@command.command("create")
@folder_option
@click.option("--email", required=True, callback=an_address)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([str(role) for role in Role]), default=str(Role.ADMIN))
@click.option("--owner", default="", help="The owner in owners.yaml that this user is.")
def create(folder: Path, email: str, name: str, role: str, owner: str) -> int:
    """Make a user and print a one-time sign-in link.

    Example: firstlight admin create --email ada@harbor.example --name "Ada Lowe" --role sdr --owner ada
    """
    with open_installation(folder) as installation:
        with installation.store.write() as session:
            known = [one.id for one in installation.team().owners]
            if owner and owner not in known:
                raise ConfigError(f"No owner {owner!r} in owners.yaml. Known: {', '.join(known)}.")
            if users.by_email(session, email):
                raise ConfigError(f"A user with this address is there already: firstlight admin link --email {email}")
            user = users.create(
                session,
                email=email,
                name=name,
                role=role,
                owner_id=owner,
                password_hash="",
                now=installation.clock.now(),
            )
        say(_link(installation, user.id))
    return 0


@command.command("link")
@folder_option
@click.option("--email", required=True)
def link(folder: Path, email: str) -> int:
    """Print a one-time sign-in link for a user.

    Example: firstlight admin link --email ada@harbor.example
    """
    with open_installation(folder) as installation:
        with installation.store.read() as session:
            user = users.by_email(session, email)
        if user is None:
            raise ConfigError(f"Nobody here has the address {email}. Make the user: firstlight admin create.")
        say(_link(installation, user.id))
    return 0
