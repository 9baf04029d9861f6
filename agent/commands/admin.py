"""`firstlight admin`: users and one-time sign-in links, from the machine itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from agent.commands.options import an_address, folder_option
from agent.domain.decisions import Role
from agent.errors import ConfigError
from agent.store import users
from agent.terminal.lines import say
from agent.wiring import Installation, open_installation
from review_queue.auth import LINK_LIVES, Purpose, make_link_token


@click.group("admin")
def command() -> None:
    """Users and sign-in links."""


def _print_link(installation: Installation, user_id: str, port: int | None) -> None:
    """The link alone on standard output, for scripts; what it takes for granted beside it."""
    now, web = installation.clock.now(), installation.settings.web
    with installation.store.write() as session:
        token = make_link_token(session, purpose=Purpose.SIGN_IN, now=now, user_id=user_id)
    base = f"http://{web.host}:{port}" if port else installation.base_url()
    say(f"{base}/link/{token}")
    until = (now + LINK_LIVES).astimezone(ZoneInfo(installation.settings.team.time_zone))
    place = "web.public_url" if web.public_url and not port else f"port {port or web.port}; for another one add --port"
    hours = LINK_LIVES // timedelta(hours=1)
    say(f"It works once, for {hours} hours (until {until:%-d %B, %H:%M %Z}), while `firstlight serve` runs.", err=True)
    say(f"It leads to {place}.", err=True)


_port_option = click.option("--port", type=click.IntRange(1, 65_535), help="The port that `serve` was given, if any.")


@command.command("create")
@folder_option
@click.option("--email", required=True, callback=an_address)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([str(role) for role in Role]), default=str(Role.ADMIN))
@click.option("--owner", default="", help="The owner in owners.yaml that this user is.")
@_port_option
def create(folder: Path, email: str, name: str, role: str, owner: str, port: int | None) -> int:
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
        _print_link(installation, user.id, port)
    return 0


@command.command("list")
@folder_option
def list_users(folder: Path) -> int:
    """List the users: address, name, role and whom they work as.

    Example: firstlight admin list
    """
    with open_installation(folder) as installation, installation.store.read() as session:
        everyone = users.everyone(session)
    for user in everyone:
        works = f", works as {user.owner_id}" if user.owner_id else ", works no accounts"
        say(f"{user.email}: {user.name}, {user.role}{works}{', disabled' if user.disabled_at else ''}")
    if not everyone:
        say("There is nobody yet. Make a user: firstlight admin create, or open the link that `firstlight serve` says.")
    return 0


@command.command("link")
@folder_option
@click.option("--email", required=True)
@_port_option
def link(folder: Path, email: str, port: int | None) -> int:
    """Print a one-time sign-in link for a user.

    Example: firstlight admin link --email ada@harbor.example
    """
    with open_installation(folder) as installation:
        with installation.store.read() as session:
            user = users.by_email(session, email)
        if user is None:
            raise ConfigError(f"Nobody here has the address {email}. firstlight admin list shows who there is.")
        _print_link(installation, user.id, port)
    return 0
