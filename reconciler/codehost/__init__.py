"""Code hosts: the pull request's comment, status and lines, issues and branches.

Knows GitHub, GitLab and Gitea (Forgejo has Gitea's API), and nothing of plans.
"""

from __future__ import annotations

from reconciler.codehost.codes import CodeHostCode
from reconciler.codehost.connect import connect

__all__ = ["CodeHostCode", "connect"]
