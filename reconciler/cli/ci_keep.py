"""`ci keep`: what others changed in a school's tenant, as a branch with the edit of its file."""

from __future__ import annotations

import click

from reconciler.cli.ci_job import CiRun, open_run
from reconciler.cli.exits import Exit
from reconciler.cli.keeping import KeptFiles, kept_files, left_lines
from reconciler.cli.names import schools as school_names
from reconciler.cli.options import new_session, with_stack
from reconciler.cli.planning import open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.codehost.model import BranchDraft
from reconciler.project.open import TargetArgs
from reconciler.report.texts import Language


@click.command()
@with_stack
@click.option(
    "--school",
    required=True,
    envvar="RECONCILER_KEEP",
    shell_complete=school_names,
    help="The school whose tenant somebody changed.",
)
def keep(stack_name: str, language: Language, school: str) -> int:
    """Keep what others changed: a branch with the edit of the school's file; writes to no tenant.

    The branch is reconciler/keep-SCHOOL. Propose it as any other change. What no file can say is
    printed, and put back by the next apply. RECONCILER_KEEP is read, too.

    Exit code: 0 the branch is there, or there is nothing to keep; 1 a tenant could not be read.
    """
    run = open_run(new_session(language), stack_name, "drift")
    options = RunOptions(targets=TargetArgs(schools=(school,)))
    with (
        run.told(None, run.job.commit),
        open_plan(run.session, stack_name, options) as planning,
    ):
        found = kept_files(planning)
        for line in left_lines(found, run.session.texts):
            run.session.error(line)
        if not found.texts:
            run.session.write(run.session.texts.format("ci-nothing-to-keep", school=school))
            return Exit.DONE
        branch = f"reconciler/keep-{school}"
        run.publisher.branch(_draft(run, branch, found))
        told = run.session.texts.format("ci-kept", branch=branch)
        run.session.write(told)
        run.summarize(f"{told}\n")
        return Exit.DONE


def _draft(run: CiRun, branch: str, found: KeptFiles) -> BranchDraft:
    root = run.session.place().root
    return BranchDraft(
        name=branch,
        base=run.job.commit,
        message="schools: as it is in the tenant",
        files=tuple(
            (path.relative_to(root).as_posix(), text) for path, text in found.texts.items()
        ),
    )
