"""What RevOps does with a prompt file: check, preview, compare, run on the golden set, publish, roll back (§4).

The web and the command line ask the same desk. A publication goes through the gate; a rollback, to what was live once,
does not, because it must work when something is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent.clock import Clock
from agent.domain.prompting import Experiment, Figures, How, Measure, Publication
from agent.domain.teams import Team
from agent.errors import BadInput, ConfigError, NotFound, ReviewConflict
from agent.prompts.commits import Commit, commit
from agent.prompts.golden_runs import GoldenRuns, GoldenState
from agent.prompts.preview import Payer, Shown, Versions, fixtures_shown, scenes_for, shown, with_files
from agent.prompts.scenes import recent_scenes
from agent.prompts.shelf import Live, Shelf, as_shipped, checked_path, says_nothing_own, sha_of, version_of, versions_of
from agent.sends.notices import Notice, NoticeKind, notify
from agent.store import experiments, users
from agent.store import prompts as kept
from agent.store.engine import Store
from drafting.draft import Drafter
from drafting.lint_rules import LINT
from drafting.model import Model
from drafting.prices import Prices
from drafting.prompt_check import CheckedFiles, check_files

LIVE_ALREADY = (
    "This is what is live already. A file that is put into the team's prompts folder is live once it is right, without "
    "the golden set."
)


@dataclass
class PromptDesk:
    """`model` gives the configured model, or None. Safe in several threads."""

    store: Store
    clock: Clock
    folder: Path
    team: Callable[[], Team]
    model: Callable[[], Model | None]
    secret: bytes = field(repr=False)
    prices: Callable[[], Prices] = Prices
    shelf: Shelf = field(init=False)
    runs: GoldenRuns = field(init=False)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.store, self.clock, self.folder)
        self.runs = GoldenRuns(self.store, self.clock, self.model, self.secret)

    def live(self) -> Live:
        return self.shelf.live()

    def drafter_for(self, base: Drafter) -> Drafter:
        """`base` with what is live, whose texts are kept from now on."""
        return with_files(base, self.shelf.take().checked)

    def candidate(self, path: str, text: str) -> CheckedFiles:
        """What would hold if `text` stood at `path`; "" is what ships. Raises BadInput for another name."""
        over = {name: one for name, one in self.live().over.items() if name != checked_path(path)}
        return check_files(over if says_nothing_own(path, text) else {**over, path: text})

    def versions(self, path: str, after: str, before: str | None = None) -> Versions:
        """The live text (or `before`) and `after`. Raises ConfigError where one of them cannot be used."""
        live = self.live()
        first = live.checked if before is None else self.candidate(path, before)
        second = self.candidate(path, after)
        if problems := (*first.problems, *second.problems):
            raise ConfigError(f"{path} cannot be used.", problems)
        return Versions(path, first, second)

    def preview(self, path: str, after: str, *, before: str | None = None, writes: bool = False) -> list[Shown]:
        """The pinned accounts under the live text (or `before`) and `after`, on the same evidence. `writes`: also ask
        the model, which costs."""
        versions = self.versions(path, after, before)
        model = self.model()
        payer = Payer(model.name, self.prices()) if model else Payer()
        with self.store.read() as session:
            recent = list(recent_scenes(session, self.team(), self.clock.now()))
        drafter = Drafter(model=model, secret=self.secret)
        scenes = scenes_for(versions, recent)
        if not scenes:
            return fixtures_shown(versions, payer)
        return [shown(versions, scene, drafter, payer=payer, writes=writes) for scene in scenes]

    def golden_state(self, path: str, text: str) -> GoldenState:
        return self.runs.state(self.versions(path, text))

    def run_golden(self, path: str, text: str, *, wait: bool = True) -> GoldenState:
        return self.runs.run(self.versions(path, text), wait=wait)

    def publish(self, path: str, text: str, *, base: str, by: str) -> Publication:
        """Make `text` live. `base` names the text that it was edited from.

        Raises ReviewConflict where another text is live by now, ConfigError where the static check, the golden set or
        a running experiment stands against it: what was live stays live.
        """
        live = self.shelf.take().text(path)
        if sha_of(live) != base:
            raise ReviewConflict("Somebody published another text meanwhile. Load the page again.", code="changed")
        if live == text:
            raise BadInput(LIVE_ALREADY)
        versions = self.versions(path, text)
        self._refuse_in_experiment(path)
        return self._put_live(path, text, How.PUBLISHED, by, self.runs.gate(versions))

    def history(self, path: str) -> list[Publication]:
        """What was live at `path`, newest first."""
        with self.store.read() as session:
            return [*self.shelf.unrecorded(path), *kept.history(session, path)]

    def before_last(self, path: str) -> str:
        """The text that a rollback of `path` brings back. Raises NotFound where nothing was published."""
        published = self.history(path)
        if not published:
            raise NotFound(f"{path} stands as it ships: there is nothing to roll back to.")
        earlier = published[1].text if len(published) > 1 else None
        return as_shipped(path) if earlier is None else earlier

    def roll_back(self, path: str, *, by: str) -> Publication:
        """Bring back what was live before; no gate, since it was live. Raises ConfigError if it cannot be used now."""
        self.shelf.take()
        text = self.before_last(path)
        if problems := self.candidate(path, text).problems:
            raise ConfigError(f"The earlier text of {path} cannot be used any more.", problems)
        self._refuse_in_experiment(path)
        return self._put_live(path, text, How.ROLLED_BACK, by, None)

    def text_of(self, path: str, version: str) -> str:
        """A text by the word a person gives: live, shipped, disk, or the hash of something published."""
        if version == "live":
            return self.live().text(path)
        if version == "shipped":
            return as_shipped(path)
        if version == "disk":
            return self.shelf.on_disk(path) or self.live().text(path)
        found = next((one.text for one in self.history(path) if one.sha == version), None)
        if found is None:
            raise NotFound(f"{path} has no version {version!r}: name live, shipped, disk, or a hash of its history.")
        return found

    def behind(self, sha: str) -> tuple[str, dict[str, str]]:
        """The prompt id and the exact texts that a draft's hash stands for. Raises NotFound."""
        if now := versions_of(self.live().checked).get(sha):
            return now[0], dict(now[1])
        with self.store.read() as session:
            found = kept.version(session, sha)
        if found is None:
            raise NotFound(f"No prompt with the hash {sha} was ever live here.")
        return found

    def start_experiment(self, path: str, text: str, name: str, *, by: str) -> str:
        """Split the accounts between what is live and `text`, for good. Returns the experiment's id.

        The challenger passes the same gate as a publication. Raises ConfigError, or BadInput while another runs.
        """
        if path == LINT:
            raise BadInput("The lint holds for every account: publish it, or leave it.")
        versions = self.versions(path, text)
        before, after = _hashes(versions.before), _hashes(versions.after)
        if before == after:
            raise BadInput("Both texts say the same: there is nothing to try.")
        self.runs.gate(versions)
        started = Experiment(
            id="",
            path=path,
            name=name.strip()[:80] or path,
            control=self.shelf.take().text(path),
            challenger=text,
            control_hashes=tuple(sorted(before - after)),
            challenger_hashes=tuple(sorted(after - before)),
            started_at=self.clock.now(),
            started_by=by,
        )
        with self.store.write() as session:
            if experiments.running(session) is not None:
                raise BadInput("An experiment runs already: end it first, so that no draft is in two.")
            self.shelf.keep(session, versions.after)
            return experiments.start(session, started)

    def end_experiment(self, experiment_id: str, *, by: str) -> None:
        with self.store.write() as session:
            if not experiments.end(session, experiment_id, by=by, now=self.clock.now()):
                raise NotFound("No such experiment runs.")

    def experiments(self) -> list[tuple[Experiment, tuple[Measure, Measure]]]:
        """The newest experiments with what is counted so far."""
        with self.store.read() as session:
            found = experiments.newest(session)
            return [(one, experiments.measures(session, one, now=self.clock.now())) for one in found]

    def challenger_of(self, drafter: Drafter) -> Callable[[str], Drafter | None]:
        """For an account the drafter of its arm: None for the control, and where no experiment holds any more."""
        with self.store.read() as session:
            running = experiments.running(session)
        if running is None or self.live().text(running.path) != running.control:
            return lambda account_id: None
        files = self.candidate(running.path, running.challenger)
        if files.problems:
            return lambda account_id: None
        challenger = with_files(drafter, files)
        return lambda account_id: challenger if running.is_challenger(account_id) else None

    def _refuse_in_experiment(self, path: str) -> None:
        with self.store.read() as session:
            running = experiments.running(session)
        if running is not None:
            raise ConfigError(f"{path} would change what the experiment “{running.name}” compares: end it first.")

    def _put_live(self, path: str, text: str, how: How, by: str, figures: Figures | None) -> Publication:
        """The file first, then the record: a process that dies between the two leaves an edit from outside."""
        own = None if says_nothing_own(path, text) else text
        self.shelf.write(path, own)
        with self.store.write() as session:
            kept.publish(session, path, own, sha_of(own), how, by=by, now=self.clock.now(), figures=figures)
        self.shelf.take()
        return replace(done := self.history(path)[0], notice=self._committed(done))

    def _committed(self, done: Publication) -> str:
        """Put a publication into the team's git repository, if there is one. A refusal is told to the team, too."""
        with self.store.read() as session:
            person = users.get(session, done.by)
        verb = "Publish" if done.how is How.PUBLISHED else "Roll back"
        file, by = self.shelf.folder / done.path, person.name if person else f"Somebody at the {done.by}"
        notice = commit(Commit(self.folder.parent, file, f"{verb} prompts/{done.path}", by))
        if notice:
            with self.store.write() as session:
                notify(session, Notice(NoticeKind.PROMPTS, notice, f"prompts-git:{done.id}"), now=self.clock.now())
        return notice


def _hashes(files: CheckedFiles) -> set[str]:
    """Every hash that a draft could carry."""
    grammar = {version_of(files.grammar)} if files.grammar else set()
    return {one.file.sha for one in files.checked} | grammar
