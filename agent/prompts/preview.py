"""What an edit would do before it is live: messages, tokens, cost and drafts of two versions on the same evidence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

import yaml

from agent.domain.drafts import Drafted, NoReason
from agent.errors import ConfigError
from agent.evaluate.drafts import SUPPORTED
from agent.plurals import count
from agent.prompts.golden import touches
from agent.prompts.scenes import PINNED, Scene, golden_scenes, pinned
from drafting.draft import Drafter
from drafting.prices import Prices, Used
from drafting.prompt_check import CheckedFiles, fixtures, needs_no_model, tokens_of
from drafting.render import PromptFile, Rendered, Standing

_TRIED_FOR_A_DIFFERENCE = 9
_WORDINGS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a diff: `mark` is "+", "-" or " "."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one version gave for one account: a draft with what the checks say of it, or why there is none."""

    subject: str
    sentences: tuple[str, ...]
    note: str
    words: int = 0
    blocks: int = 0
    warnings: int = 0
    supported: int = 0
    claims: int = 0
    cost_usd: float = 0.0
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Payer:
    """The model that would be asked, "" for none, and what its tokens cost."""

    model: str = ""
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one version sends to a model: which file won, and what the call costs at most; `model` is "" for none."""

    path: str
    sha: str
    why: str
    system: str
    user: str
    tokens: int
    cost_usd: Decimal | None
    model: str = ""

    @property
    def size(self) -> str:
        """ "about 595 tokens, at most $0.0012"."""
        size = f"about {count(self.tokens, 'token')}"
        if not self.model:
            return size
        return f"{size}, {f'at most ${self.cost_usd:.4f}' if self.cost_usd is not None else 'price not known'}"


def size_note(model: str) -> str:
    """What the figures of a preview mean; `model` is "" where none is set up."""
    said = "A question's size is told in tokens, of about four letters each."
    if not model:
        return f"{said} No model is set up, so nothing is asked and it costs nothing."
    return f"{said} The dollars are what {model} takes at most for one draft, its answer included."


@dataclass(frozen=True, slots=True)
class Shown:
    """One pinned account under both versions. `messages` is the difference of what a model would be sent."""

    label: str
    account: str
    reason: str
    standings: tuple[Standing, ...] = ()
    before: Asked | None = None
    after: Asked | None = None
    messages: tuple[Line, ...] = ()
    draft_before: Side | None = None
    draft_after: Side | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """The two sets of files that are compared, and the one file in which they differ."""

    path: str
    before: CheckedFiles
    after: CheckedFiles

    @property
    def is_composer(self) -> bool:
        """Whether the composer's drafts show what the edit does."""
        return needs_no_model(self.path)

    @property
    def plan(self) -> str:
        """The touch that shows the file best."""
        return next(iter(touches(self.before, self.after)), "first")


def diff(before: str, after: str) -> tuple[Line, ...]:
    """The changed lines with three lines around them; empty where nothing changed."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return tuple(
        Line(" ", "…") if line.startswith("@@") else Line(line[:1] or " ", line[1:]) for line in list(lines)[2:]
    )


def scenes_for(versions: Versions, recent: Sequence[Scene]) -> list[Scene]:
    """Three golden and three recent accounts on which the file shows."""
    wanted = [scene for scene in golden_scenes() if _shows(versions, scene)]
    if versions.is_composer:
        wanted = _differing(versions, wanted)
    return [*pinned(wanted), *pinned([scene for scene in recent if _shows(versions, scene)])]


def shown(versions: Versions, scene: Scene, drafter: Drafter, *, payer: Payer, writes: bool) -> Shown:
    """`scene` under both versions. `writes`: also draft, which asks the model where the drafter has one; frames of the
    composer are always drafted, since that costs nothing."""
    there = scene.at(versions.plan, replace(drafter, grammar=versions.before.grammar)) or scene
    reason = next(one for one in scene.brief.reasons if one.persona_id == scene.persona.id)
    base = Shown(scene.label, scene.brief.account.name, reason.sentence)
    if not versions.is_composer:
        before, after = (_asked(there, files, drafter, payer) for files in (versions.before, versions.after))
        told = diff(_told(before), _told(after))
        standings = _standings(there, versions.after)
        base = replace(base, standings=standings, before=before, after=after, messages=told)
    if not versions.is_composer and not (writes and drafter.model is not None):
        return base
    with_model = drafter if not versions.is_composer else replace(drafter, model=None)
    first, second = (side(there.draft(with_files(with_model, files))) for files in (versions.before, versions.after))
    return replace(base, draft_before=first, draft_after=second)


def fixtures_shown(versions: Versions, payer: Payer) -> list[Shown]:
    """For tasks that write no mail (mend, read a news text): both versions over the three fixtures."""
    both = [_including(files, versions.path) for files in (versions.before, versions.after)]
    found = []
    for name, given in fixtures().items():
        sides = [
            _of_rendered(file, files.prompts.render(file, given), "", payer) if file else None
            for file, files in zip(both, (versions.before, versions.after), strict=True)
        ]
        told = diff(_told(sides[0]), _told(sides[1]))
        found.append(Shown("fixture", name, "", before=sides[0], after=sides[1], messages=told))
    return found


def with_files(drafter: Drafter, files: CheckedFiles) -> Drafter:
    return replace(drafter, prompts=files.prompts, grammar=files.grammar, rules=files.rules)


def side(found: Drafted | NoReason) -> Side:
    if isinstance(found, NoReason):
        return Side("", (), f"No draft: {found.why}")
    texts = tuple(sentence.text for sentence in found.written.sentences)
    findings, verdicts = found.findings, found.findings.verdicts
    return Side(
        subject=found.written.subject,
        sentences=texts,
        note=found.authorship.note,
        words=sum(len(text.split()) for text in texts),
        blocks=len(findings.blocks),
        warnings=len(findings.warnings),
        supported=sum(verdict in SUPPORTED for verdict in verdicts),
        claims=len(verdicts),
        cost_usd=found.authorship.cost_usd,
        findings=tuple(f"{one.code}: {one.message}" for one in (*findings.blocks, *findings.warnings)),
    )


def _shows(versions: Versions, scene: Scene) -> bool:
    """Whether the file has a part in what is written there."""
    if versions.is_composer:
        kinds = _signals_of(versions.after.over.get(versions.path, ""))
        return not kinds or scene.signal in kinds
    standings = _standings(scene, versions.after, versions.plan)
    return bool(standings) and versions.path in standings[0].file.includes


def _signals_of(text: str) -> set[str]:
    loaded = yaml.safe_load(text) if text else None
    return {str(kind) for kind in loaded.get("signals", ())} if isinstance(loaded, dict) else set()


def _differing(versions: Versions, scenes: list[Scene]) -> list[Scene]:
    """Those first in which a frame that changed is said, or that the lint now judges otherwise, after asking for other
    words a few times."""
    changed = _changed_frames(versions)
    shows = partial(_says, changed=changed) if changed else _judged_otherwise
    found: dict[int, Scene] = {}
    for number, scene in enumerate(scenes[:_TRIED_FOR_A_DIFFERENCE]):
        if said := next((one for salt in range(_WORDINGS) if shows(one := replace(scene, salt=salt), versions)), None):
            found[number] = said
        if len(found) == PINNED:
            break
    return [*found.values(), *(scene for number, scene in enumerate(scenes) if number not in found)]


def _changed_frames(versions: Versions) -> frozenset[str]:
    then, now = (
        {frame.id: frame for frames in files.grammar.by_part.values() for frame in frames} if files.grammar else {}
        for files in (versions.before, versions.after)
    )
    return frozenset(each for each in {*then, *now} if then.get(each) != now.get(each))


def _says(scene: Scene, versions: Versions, changed: frozenset[str]) -> bool:
    """Whether a changed frame is said there: after the edit, or before it where the edit only takes frames away."""
    gone = not changed & _frame_ids(versions.after)
    drafter = Drafter(grammar=(versions.before if gone else versions.after).grammar)
    there = scene.at(versions.plan, drafter)
    found = there.draft(drafter) if there else None
    return isinstance(found, Drafted) and bool(changed & set(found.frames))


def _judged_otherwise(scene: Scene, versions: Versions) -> bool:
    """Whether other rules of the lint lead to other words or other findings there."""
    if versions.before.rules.version == versions.after.rules.version:
        return False
    one, other = (side(scene.draft(with_files(Drafter(), files))) for files in (versions.before, versions.after))
    return one != other


def _frame_ids(files: CheckedFiles) -> frozenset[str]:
    by_part = files.grammar.by_part if files.grammar else {}
    return frozenset(frame.id for frames in by_part.values() for frame in frames)


def _standings(scene: Scene, files: CheckedFiles, plan: str = "") -> tuple[Standing, ...]:
    task = plan or scene.plan
    locale = scene.offer.locale.split("-")[0]
    task = "first_touch" if task == "first" else task
    return files.prompts.standings(task, signal=scene.signal, persona=scene.persona.id, locale=locale)


def _asked(scene: Scene, files: CheckedFiles, drafter: Drafter, payer: Payer) -> Asked | None:
    try:
        rendered = scene.messages(files.prompts, drafter.secret)
    except ConfigError:
        return None
    won = _standings(scene, files)[0]
    return _of_rendered(won.file, rendered, won.why, payer)


def _of_rendered(file: PromptFile, rendered: Rendered, why: str, payer: Payer) -> Asked:
    system, user = (message.text for message in rendered.messages)
    tokens = tokens_of((system, user))
    used = Used(tokens, rendered.max_output_tokens)
    cost = payer.prices.cost(payer.model, used) if payer.model else None
    return Asked(file.path, file.sha, why, system, user, tokens, cost, payer.model)


def _told(asked: Asked | None) -> str:
    return f"# system\n{asked.system}\n\n# user\n{asked.user}\n" if asked else ""


def _including(files: CheckedFiles, path: str) -> PromptFile | None:
    found = (one.file for one in files.checked if path in one.file.includes)
    return next(found, None)
