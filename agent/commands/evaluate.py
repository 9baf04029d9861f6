"""`firstlight eval TASK CASES`: how right the product's own functions are on labelled cases."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from agent.commands.options import folder_option, json_option
from agent.evaluate.command import evaluate
from agent.evaluate.drafts import predict_by
from agent.evaluate.tasks import TASKS
from agent.wiring import open_installation
from drafting.draft import Drafter
from drafting.render import Prompts


@click.command("eval")
@click.argument("task", type=click.Choice(sorted(TASKS)))
@click.argument("cases", type=click.Path(path_type=Path))
@json_option
@folder_option
@click.option("--predictions", type=click.Path(path_type=Path), help="Write what was answered to this .jsonl file.")
@click.option("--min", "minimums", multiple=True, metavar="METRIC=VALUE", help="Exit 1 if a metric is below this.")
@click.option("--show-misses", type=int, default=0, help="Print this many wrong answers.")
@click.option(
    "--drafter",
    type=click.Choice(["composer", "model"]),
    default="composer",
    help="Who writes, for the task drafts: the embedded composer or your configured model.",
)
def command(
    task: str,
    cases: Path,
    as_json: bool,
    folder: Path,
    predictions: Path | None,
    minimums: tuple[str, ...],
    show_misses: int,
    drafter: str,
) -> int:
    """Grade one task on a cases file; "golden" names the accounts that ship, for the task drafts.

    Example: firstlight eval funding cases.jsonl --min event_precision=0.95

    Example: firstlight eval drafts golden --drafter composer
    """
    with ExitStack() as open_while:
        by = _by_model(folder, open_while) if drafter == "model" else Drafter()
        return evaluate(
            task,
            cases,
            json=as_json,
            predictions=predictions,
            minimums=minimums,
            show_misses=show_misses,
            predict=predict_by(by) if task == "drafts" else None,
        )


def _by_model(folder: Path, open_while: ExitStack) -> Drafter:
    """The configured model, inside its daily cap. Raises UsageError where none is configured."""
    model = open_while.enter_context(open_installation(folder)).model()
    if model is None:
        raise click.UsageError(f"{folder} configures no model: set FIRSTLIGHT_MODEL__BASE_URL and the model's name.")
    return Drafter(model=model, prompts=Prompts())
