"""`firstlight prompts list|check|preview|compare|publish|rollback|show`: prompt files, tried before they are live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path

import click

from agent.commands.options import folder_option, json_option
from agent.commands.prompt_words import (
    print_diff,
    print_golden,
    print_list,
    print_problems,
    print_shown,
    rows_of,
)
from agent.domain.prompting import Publication
from agent.errors import BadInput, ConfigError, FirstlightError
from agent.log import configure
from agent.prompts.desk import LIVE_ALREADY, PromptDesk
from agent.prompts.preview import diff, size_note
from agent.prompts.shelf import sha_of
from agent.terminal.lines import confirm, print_file, print_json, say
from agent.wiring import open_installation
from drafting.prompt_check import check_files

_VERSION = "live, shipped, disk, a hash out of its history, or a path to a file"
_BY = "command line"


@click.group("prompts")
def command() -> None:
    """Your prompt files and the composer's frames: check, preview, compare, publish, roll back."""


@command.command("list")
@folder_option
@json_option
def list_prompts(folder: Path, as_json: bool) -> int:
    """Each file: what it is for, whose it is, its hash and length, and what is wrong on disk.

    Example: firstlight prompts list
    """
    with _desk(folder) as desk:
        live = desk.live()
        if as_json:
            broken = {one.path: [str(problem) for problem in one.problems] for one in live.broken}
            print_json({"files": rows_of(live), "broken": broken})
        else:
            print_list(live)
    return 1 if live.broken else 0


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@json_option
def check(files: tuple[Path, ...], folder: Path, as_json: bool) -> int:
    """Check your prompts folder as it stands on disk, or single files before you put them there. Asks no model.

    A file given by its path must end in the name it is to have, such as first_touch/funding.md.j2.

    Example: firstlight prompts check drafts/first_touch/funding.md.j2
    """
    with _desk(folder) as desk:
        over = desk.shelf.texts() | {_name(desk, file): _text(file) for file in files}
        found = check_files(over)
    if as_json:
        tokens = {one.file.path: one.tokens for one in found.checked}
        print_json({"problems": [asdict(one) for one in found.problems], "tokens": tokens})
    else:
        print_problems(found)
    return 1 if found.problems else 0


@command.command("preview")
@click.argument("name")
@folder_option
@json_option
@click.option("--with", "version", default="disk", help=f"What to try: {_VERSION}.")
@click.option("--write", is_flag=True, help="Also let the model write with both; costs what the preview says.")
@click.option("--messages", is_flag=True, help="Print the whole messages, not only what differs.")
def preview(name: str, folder: Path, as_json: bool, version: str, write: bool, messages: bool) -> int:
    """What an edit of NAME would do, beside what is live: messages, tokens, cost, drafts, on six pinned accounts.

    Example: firstlight prompts preview composer/pain.yaml --with ./pain.yaml
    """
    return _compared(folder, name, ("live", version), as_json=as_json, write=write, messages=messages)


@command.command("compare")
@click.argument("name")
@click.argument("before")
@click.argument("after")
@folder_option
@json_option
@click.option("--write", is_flag=True, help="Also let the model write with both; costs what the preview says.")
@click.option("--messages", is_flag=True, help="Print the whole messages, not only what differs.")
def compare(name: str, before: str, after: str, folder: Path, as_json: bool, write: bool, messages: bool) -> int:
    """Two versions of NAME on the same evidence, side by side. A version is live, shipped, disk, a hash, or a path.

    Example: firstlight prompts compare first_touch/funding.md.j2 shipped live
    """
    return _compared(folder, name, (before, after), as_json=as_json, write=write, messages=messages)


@command.command("publish")
@click.argument("name")
@folder_option
@json_option
@click.option("--with", "version", required=True, help="The text to publish: a path to a file, a hash, or shipped.")
def publish(name: str, folder: Path, as_json: bool, version: str) -> int:
    """Run an edit on the golden set, and make it live if it is no worse. Exit code 1 where it is refused.

    Example: firstlight prompts publish composer/pain.yaml --with ./pain.yaml
    """
    with _desk(folder) as desk:
        path = _known(desk, name)
        text = _version(desk, path, version)
        if text == desk.live().text(path):
            raise BadInput(LIVE_ALREADY)
        state = desk.run_golden(path, text)
        if not as_json:
            print_golden(state)
        if state.failed:
            raise ConfigError(state.failed)
        if state.refused and as_json:
            print_json({"path": path, "published": False, "refused": list(state.refused)})
        if state.refused:
            return 1
        done = desk.publish(path, text, base=sha_of(desk.live().text(path)), by=_BY)
    if as_json:
        print_json({"path": path, "published": True, "sha": done.sha, "notice": done.notice})
    else:
        say(f"{path} is live. `firstlight prompts rollback {path}` brings the earlier text back.")
        _tell(done)
    return 0


@command.command("rollback")
@click.argument("name")
@folder_option
@json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def rollback(name: str, folder: Path, as_json: bool, yes: bool) -> int:
    """Bring back the text of NAME that was live before.

    Example: firstlight prompts rollback composer/pain.yaml
    """
    with _desk(folder) as desk:
        path = _known(desk, name)
        if not yes:
            print_diff(diff(desk.live().text(path), desk.before_last(path)))
            confirm(f"Bring this text of {path} back?", abort=True)
        done = desk.roll_back(path, by=_BY)
    if as_json:
        print_json({"path": path, "sha": done.sha, "notice": done.notice})
    else:
        say(f"The earlier text of {path} is live again.")
        _tell(done)
    return 0


@command.command("show")
@click.argument("sha")
@folder_option
@json_option
def show(sha: str, folder: Path, as_json: bool) -> int:
    """The exact texts behind the prompt hash of a draft.

    Example: firstlight prompts show 3f1c0a9b7d52
    """
    with _desk(folder) as desk:
        prompt_id, files = desk.behind(sha)
    if as_json:
        print_json({"sha": sha, "prompt": prompt_id, "files": files})
    else:
        for name, text in files.items():
            print_file(f"==> {name}\n{text}\n")
    return 0


def _tell(done: Publication) -> None:
    if done.notice:
        say(done.notice, err=True)


@contextmanager
def _desk(folder: Path) -> Iterator[PromptDesk]:
    configure(level="error")
    with open_installation(folder) as installation:
        desk = installation.prompts()
        desk.shelf.take()
        yield desk


def _compared(folder: Path, name: str, versions: tuple[str, str], *, as_json: bool, write: bool, messages: bool) -> int:
    with _desk(folder) as desk:
        path = _known(desk, name)
        before, after = (_version(desk, path, version) for version in versions)
        lines = diff(before, after)
        shown = desk.preview(path, after, before=before, writes=write)
        model = desk.model()
    if as_json:
        print_json(
            {"path": path, "diff": [line.mark + line.text for line in lines], "shown": [asdict(one) for one in shown]}
        )
        return 0
    say(f"{path}: {versions[0]} against {versions[1]}")
    print_diff(lines)
    for one in shown:
        print_shown(one, whole=messages)
    if any(one.after for one in shown):
        say(f"\n{size_note(model.name if model else '')}")
    return 0


def _known(desk: PromptDesk, name: str) -> str:
    """The file that is meant; `first_touch/funding` will do. Raises UsageError with the nearest names."""
    paths = desk.live().paths
    found = [path for path in paths if path in {name, f"{name}.md.j2", f"{name}.j2", f"{name}.yaml"}]
    if found:
        return found[0]
    near = get_close_matches(name, paths, n=3, cutoff=0.4)
    raise click.UsageError(f"No file is called {name!r}. Near: {', '.join(near) or 'none; see prompts list'}.")


def _version(desk: PromptDesk, path: str, version: str) -> str:
    file = Path(version)
    if version not in {"live", "shipped", "disk"} and file.is_file():
        return _text(file)
    try:
        return desk.text_of(path, version)
    except FirstlightError as error:
        raise click.UsageError(f"{error} A path to a file does as well; there is none at {version}.") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} cannot be read: {error}. Save it as UTF-8.") from error


def _name(desk: PromptDesk, file: Path) -> str:
    """The name that a file is to have: the end of its path that names a file of the folder."""
    parts = file.resolve().parts
    for many in (3, 2, 1):
        name = "/".join(parts[-many:])
        if desk.shelf.may_hold(name):
            return name
    raise click.UsageError(f"{file}: put it in a folder such as first_touch or composer, or call it lint.yaml.")
