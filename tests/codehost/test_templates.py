"""The workflows that cities copy: read by other people's checkers, and alike on both hosts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from reconciler.project.kit import Clouds, CodeHost, Kit, ListFormat, NewProject, ci_files
from tests.codehost.tools import INSTALLED, ROOT, tools
from tests.commands import command_problem

TEMPLATES = ROOT / "docs" / "ci"
WORKFLOWS = {
    "github": TEMPLATES / "github" / ".github",
    "gitea": TEMPLATES / "gitea" / ".gitea",
}
_NEWER = 'unexpected key "queue" for "concurrency" section'
"""GitHub has it since 2026-05; actionlint 1.7.12 does not know it."""
_PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A checker, and what it says."""
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actionlint_has_nothing_to_say(name: str) -> None:
    """Of the workflow; it reads no composite action."""
    workflow = WORKFLOWS[name] / "workflows" / "schools.yml"
    done = run(tools() / "actionlint", "-ignore", _NEWER, workflow)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_zizmor_has_nothing_to_say(name: str) -> None:
    """Of the workflow and its action, at its ordinary persona."""
    config = ROOT / "tests" / "codehost" / "zizmor.yml"
    zizmor = INSTALLED / "bin" / "zizmor"
    done = run(zizmor, "--offline", "--config", config, WORKFLOWS[name].parent)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_of_others_is_pinned_by_its_commit(name: str) -> None:
    """With the version beside it."""
    for file in WORKFLOWS[name].rglob("*.yml"):
        for line in file.read_text("utf-8").splitlines():
            if re.search(r"\buses: (?!\./)", line):
                assert _PINNED.search(line), line


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_job_has_more_than_it_needs(name: str) -> None:
    """Nothing at the top; one job may write a branch, another one the issue."""
    workflow = yaml.safe_load((WORKFLOWS[name] / "workflows" / "schools.yml").read_text("utf-8"))
    assert workflow["permissions"] == {}
    for job, content in workflow["jobs"].items():
        rights = content["permissions"]
        assert (rights["contents"] == "write") is (job == "keep"), job
        assert ("issues" in rights) is (job == "roster"), job
        assert content["concurrency"]["group"], job
    assert "secrets." not in str(workflow["jobs"]["fork"])
    assert "environment" not in workflow["jobs"]["fork"]


def test_the_workflows_are_alike() -> None:
    """Gitea's has no environments, tokens of workload identity, artefacts and merge queue."""
    one, other = (
        yaml.safe_load((folder / "workflows" / "schools.yml").read_text("utf-8"))
        for folder in WORKFLOWS.values()
    )
    assert one["jobs"].keys() == other["jobs"].keys()
    for job, content in one["jobs"].items():
        assert _runs(content) == _runs(other["jobs"][job]), job


def _runs(job: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    return [step["with"]["run"] for step in job["steps"] if "run" in step.get("with", {})]


@pytest.mark.parametrize("host", [one for one in CodeHost if one is not CodeHost.NONE])
def test_init_writes_the_same_jobs(host: CodeHost) -> None:
    """What `reconciler init` copies is what stands in docs/ci, and what the tests run."""
    for path, text in ci_files(host):
        assert (TEMPLATES / host / path).read_text("utf-8") == text


def test_the_hook_that_init_writes_is_a_command() -> None:
    """It validates, and contacts nobody."""
    project = NewProject(
        id="dale",
        kit=Kit.GENERIC,
        names={"en": "Dale"},
        clouds=Clouds.GOOGLE,
        shared=False,
        rosters=ListFormat.LATER,
        host=CodeHost.GITEA,
    )
    config = yaml.safe_load(project.files()[".pre-commit-config.yaml"])
    (hook,) = config["repos"][0]["hooks"]
    words = hook["entry"].split()
    assert words[:2] == ["reconciler", "validate"]
    assert command_problem(ROOT, words) is None
    assert re.search(hook["files"], "schools/layouts/school.yaml")
    assert hook["pass_filenames"] is False
