"""What others changed can stay: the files are edited to say it, and nothing else in them moves."""

from __future__ import annotations

import subprocess

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

GROUPS = "/admin/directory/v1/groups"
SETTINGS = "/groups/v1/groups"
COMMENT = "# a comment that somebody wrote\n"


def address(name: str) -> str:
    """A group's address in the Google school's tenant."""
    return f"{name}@{GOOGLE}.plovdiv.example"


def commented(sandbox: SandboxProject, school: str) -> str:
    """The school's file with a comment at its end; its text."""
    path = sandbox.school(school)
    path.write_text(path.read_text("utf-8") + COMMENT, "utf-8")
    return path.read_text("utf-8")


def test_fields_that_somebody_changed_are_kept(sandbox: SandboxProject) -> None:
    """A name and a setting: edited, planned again, nothing differs; the comment is there."""
    before = commented(sandbox, GOOGLE)
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/{address('teachers')}", {"name": "By hand"})
    sandbox.call(
        GOOGLE,
        "PUT",
        f"{SETTINGS}/{address('principal')}",
        {"whoCanPostMessage": "ANYONE_CAN_POST"},
    )
    shown = sandbox.run("drift", "--as-manifest")
    assert shown.code == 2
    assert shown.out.startswith(f"--- a/schools/{GOOGLE}.yaml\n+++ b/schools/{GOOGLE}.yaml\n")
    assert sandbox.school(GOOGLE).read_text("utf-8") == before
    run = sandbox.run("drift", "--as-manifest", "--write")
    assert (run.code, run.out) == (2, f"schools/{GOOGLE}.yaml says now what the tenant has\n")
    assert COMMENT in sandbox.school(GOOGLE).read_text("utf-8")
    assert sandbox.run("validate").code == 0
    assert sandbox.changes() == []


def test_the_patch_is_one_that_git_takes(sandbox: SandboxProject) -> None:
    """The printed edit and --write come to the same file."""
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/{address('teachers')}", {"name": "By hand"})
    patch = sandbox.run("drift", "--as-manifest").out
    subprocess.run(["git", "apply", "-"], cwd=sandbox.root, input=patch, text=True, check=True)
    applied = sandbox.school(GOOGLE).read_text("utf-8")
    subprocess.run(
        ["git", "apply", "-R", "-"], cwd=sandbox.root, input=patch, text=True, check=True
    )
    sandbox.run("drift", "--as-manifest", "--write")
    assert sandbox.school(GOOGLE).read_text("utf-8") == applied


def test_members_whom_somebody_added_may_stay(sandbox: SandboxProject) -> None:
    """The file lets extra members be; nobody is named in it."""
    path = f"{GROUPS}/{address('teachers')}/members"
    body = {"email": "outsider@elsewhere.example", "role": "MEMBER"}
    sandbox.call(GOOGLE, "POST", path, body)
    sandbox.run("drift", "--as-manifest", "--write")
    text = sandbox.school(GOOGLE).read_text("utf-8")
    assert "extraMembers: keep" in text
    assert "elsewhere" not in text
    assert sandbox.changes() == []


def test_a_group_that_somebody_deleted_is_not_wanted_any_more(sandbox: SandboxProject) -> None:
    """One of the layout goes into `without`; its members are not told beside it."""
    sandbox.call(GOOGLE, "DELETE", f"{GROUPS}/{address('certified')}")
    run = sandbox.run("drift", "--as-manifest", "--write")
    assert "groups/certified" in sandbox.school(GOOGLE).read_text("utf-8")
    assert "names no people" not in run.err
    assert sandbox.run("validate").code == 0
    assert sandbox.changes() == []


def test_what_no_file_can_say_is_told_and_put_back(sandbox: SandboxProject) -> None:
    """Who left a group, and a class's group, whose entry stands for every class."""
    listed = sandbox.listed(GOOGLE, f"{GROUPS}/{address('teachers')}/members", "members")
    gone = listed[0]["id"]
    sandbox.call(GOOGLE, "DELETE", f"{GROUPS}/{address('teachers')}/members/{gone}")
    groups = sandbox.listed(GOOGLE, f"{GROUPS}?customer=my_customer", "groups")
    klass = next(one["email"] for one in groups if one["email"].startswith("class-"))
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/{klass}", {"name": "By hand"})
    before = sandbox.school(GOOGLE).read_text("utf-8")
    run = sandbox.run("drift", "--as-manifest", "--write")
    assert (run.code, run.out) == (2, "")
    assert "No file can be edited" in run.err
    assert "members teachers: a file names no people" in run.err
    assert "stands for several classes" in run.err
    assert sandbox.school(GOOGLE).read_text("utf-8") == before


def test_the_other_vendors_drift_is_kept_the_same_way(sandbox: SandboxProject) -> None:
    """A group's name at Microsoft; in Bulgarian."""
    groups = sandbox.listed(MICROSOFT, "/v1.0/groups", "value")
    one = next(group for group in groups if group["mailNickname"].startswith("teachers"))
    sandbox.call(MICROSOFT, "PATCH", f"/v1.0/groups/{one['id']}", {"displayName": "На ръка"})
    run = sandbox.run("drift", "--as-manifest", "--write", "--lang", "bg")
    assert run.code == 2, run.err
    assert "вече описва" in run.out
    assert "На ръка" in sandbox.school(MICROSOFT).read_text("utf-8")
    assert sandbox.changes() == []


def test_nothing_to_keep_is_no_drift(still: SandboxProject) -> None:
    """Exit code 0, no edit; and --write alone is refused."""
    run = still.run("drift", "--as-manifest")
    assert (run.code, run.out) == (0, "")
    assert still.run("drift", "--write").code == 1
