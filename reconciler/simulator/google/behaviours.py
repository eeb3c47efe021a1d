"""What Google does beyond its documents, each switched by its name."""

from __future__ import annotations

from functools import partial

from reconciler.simulator import switches

_READ = "2026-11-30"
"""When the public reports behind these rows were read."""
_usual = partial(switches.usual, _READ)
_trouble = partial(switches.trouble, _READ)

BEHAVIOURS = switches.catalogue(
    (
        _usual(
            "gmail-identity",
            "a Gmail address is one account whatever its dots and case, and googlemail.com is "
            "gmail.com: another spelling of a member is 409 and the list keeps the first",
            "GAM #557, 4.44.14; kubernetes/k8s.io #2890, #6046",
        ),
        _usual(
            "gmail-tag-refused",
            "inserting a member NAME+TAG@gmail.com is 404",
            "GAM #1422; google-api-python-client #1982",
        ),
        _trouble(
            "group-settings-late",
            "Groups Settings of a new group is 400 invalidArgument, then 404, by turns",
            "GAM, which retries both",
            tries=2.0,
            seconds=0.0,
        ),
        _trouble(
            "new-group-as-member-late",
            "inserting a new group as a member of another is 404 memberKey",
            "lithnet/googleapps-managementagent #7; google-api-nodejs-client #166",
            tries=1.0,
            seconds=0.0,
        ),
        _trouble(
            "external-ids-not-replaced",
            "one PATCH or PUT of a group that adds an external id and removes another is 400",
            "GAM wiki; Cloud Identity discovery v1; presumed of the Directory API",
        ),
        _usual(
            "groups-own-no-groups",
            "a group as OWNER or MANAGER of a group is 400 memberKey",
            "Google's pages on group roles; GAM wiki (Group Members)",
        ),
    )
)
