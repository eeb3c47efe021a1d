"""What Google does beyond its documents, each switched by its name."""

from __future__ import annotations

from functools import partial

from reconciler.simulator import switches

_READ = "2026-11-30"
"""When the public reports behind these rows were read."""
_always = partial(switches.always, _READ)
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
        _trouble(
            "pending-members",
            "this share of the outsiders in each group was invited once and never answered: they "
            "are not listed, inserting them is 409, members.get is 404; deleting works, and then "
            "inserting does",
            "GAM 4.54.17",
            share=0.1,
        ),
        _trouble(
            "outsider-by-address-404",
            "removing or changing an outsider in a group by her address is 404, by her id it works",
            "kubernetes/k8s.io #1091, #1092",
        ),
        _trouble(
            switches.SHORT,
            "this many account listings leave out one account, the middle one",
            "terraform-provider-azuread #578, #791; o365-moodle #1650",
            times=1.0,
        ),
        _trouble(
            "licence-pages-short",
            "a licence listing asked for more than 100 a page ends after so many, with no token",
            "GAM #1625; GAMADV-XTD3 #358; google-api-go-client #1967",
            after=200.0,
        ),
        _trouble(
            "licence-day-spent",
            "licensing answers so many calls a day, then 403 quotaExceeded 'Queries per day'",
            "GAM #1410",
            calls=10_000.0,
        ),
        _trouble(
            "unauthorised-in-batch",
            "this share of the calls in batches is 401 the first time",
            "terraform-provider-googleworkspace; GAM 6.24.07",
            share=0.1,
        ),
        _trouble(
            "conflicting-requests",
            "this share of the changes of members is 409 conflict the first time",
            "lithnet/googleapps-managementagent #9; GAM",
            share=0.1,
        ),
        _always(
            "one-edition-a-product",
            "assigning an edition to who has another of the same product is 412; Education Plus "
            "has three SKUs (base, staff, extra student), so a pupil may hold either of two",
            "GAM #447, #1420; PSGSuite #304; GAMADV-XTD3 #358",
        ),
        _usual(
            "automatic-licence-refused",
            "assigning a product that Google hands out by itself is 412, or this status",
            "GAM #1046; PSGSuite #304; Okta's page on its Google connector",
            status=412.0,
        ),
        _trouble(
            "outsiders-open-group",
            "an outsider who is inserted, also by way of a group, turns allowExternalMembers on, "
            "with whoCanAddExternalMembers ONLY_ADMINS_CAN_ADD_EXTERNAL_MEMBERS",
            "Google's update notes of 2026-06-24; GAM #1878",
        ),
        _usual(
            "membership-within-discovery",
            "whoCanViewMembership broader than whoCanDiscoverGroup is 400",
            "GAM wiki (Groups); kubernetes/k8s.io",
        ),
        _trouble(
            "description-one-line",
            "the Directory API refuses a group's description with a line break, <, > or = (400)",
            "GAM PRs #500, #517, #518; third-party reports of 2017",
        ),
        _trouble(
            "description-of-300",
            "Groups Settings refuses a description over 300 characters and a name over 60 (400)",
            "discovery groupssettings v1; Google's limits page 2024-09",
        ),
        _trouble(
            "description-two-copies",
            "a description that is written through Groups Settings shows in groups.list alone, and "
            "in neither where `listed` is 0; groups.get shows the Directory's own",
            "GAM 4.54.51, 4.44.48",
            listed=1.0,
        ),
        _usual(
            "groups-own-no-groups",
            "a group as OWNER or MANAGER of a group is 400 memberKey",
            "Google's pages on group roles; GAM wiki (Group Members)",
        ),
    )
)
