"""`ci`: what the jobs of a code host run."""

from __future__ import annotations

import click

from reconciler.cli.ci_acknowledge import acknowledge
from reconciler.cli.ci_apply import apply
from reconciler.cli.ci_keep import keep
from reconciler.cli.ci_plan import plan
from reconciler.cli.ci_roster import drift, roster


@click.group()
def ci() -> None:
    """Jobs of GitHub, GitLab and Gitea: the pull request says what happens."""


for _command in (plan, acknowledge, apply, roster, drift, keep):
    ci.add_command(_command)
