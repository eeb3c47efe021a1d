### The comment on a pull request

comment-title = Plan { $fingerprint } · { $changed ->
    [0] this pull request changes nothing in the tenants
   *[other] this pull request changes { $changed } of { $count ->
        [one] { $count } school
       *[other] { $count } schools
    }
}
comment-decisions = { $count ->
    [one] { $count } needs a decision
   *[other] { $count } need a decision
}
comment-weakens = This pull request allows more
comment-changes = This pull request allows less
comment-governance-level = rule { $rule }: { $before } → { $after }. Until it is merged, the plan below counts the rule as { $before }.
comment-governance-waiver = a waiver of { $rule } for { $school }, until { $until }. Until it is merged, the plan below goes without it.
comment-governance-scope = scope of { $school } in { $tenant }: { $before } → { $after }. Until it is merged, the former one holds.
comment-governance-guard = limit of the guard { $guard }, school { $school }. Until it is merged, the former one holds.
comment-governance-calendar = { $part } in municipality.yaml. Until it is merged, the former one holds.
comment-governance-rule-code = { $file }: code of rules. It is not run here; after the merge it is.
comment-governance-stack = { $file }: the stack. It is not read here; what it brings is planned after the merge.
comment-governance-job = { $file }: the jobs, or who approves them. Those of the target branch run here; after the merge these do.
comment-governance-school = { $school } in { $tenant }: a tenant that the target branch's stack or scopes do not give it. It is planned after the merge.
comment-lets-through = After the merge it lets through { $count ->
    [one] { $count } breach
   *[other] { $count } breaches
} of this plan.
comment-needs = Needs a decision
comment-needs-anyway = Needs a decision, with or without this pull request
comment-agree = To agree: the job that acknowledges, with `{ $guard }` and the reason.
comment-approvers = Approvers: { $owners }.
comment-school = school
comment-because = because of this pull request
comment-members = members
comment-licences = licences
comment-guards = guards
comment-schools = { $count ->
    [one] { $count } school
   *[other] { $count } schools
} alike
comment-like-it = and { $count } more like it
comment-more-changes = and { $count ->
    [one] { $count } more change
   *[other] { $count } more changes
}
comment-settles = { $count ->
    [one] { $count } pending change becomes unnecessary
   *[other] { $count } pending changes become unnecessary
}
comment-rows-left-out = { $count ->
    [one] { $count } more school changes
   *[other] { $count } more schools change
}; the worst stand above, all of them in the job's artefact.
comment-left-out = Details were shortened to fit into one comment; all of them stand in the job's artefact.
comment-figure-seats = Seats
comment-figure-removals = Removals
comment-figure-time = Time
comment-removals = { $members ->
    [0] no membership
    [one] { $members } membership
   *[other] { $members } memberships
}, { $licences ->
    [0] no licence
    [one] { $licences } licence
   *[other] { $licences } licences
}, deleted: { $deleted }, no longer managed: { $forgotten }
comment-findings = **Findings** { $count ->
    [one] { $count } new one
   *[other] { $count } new ones
}; { $old } were there before.
comment-level-mandatory = mandatory
comment-level-advisory = advice
comment-details-one = { $school }: { $count ->
    [one] { $count } change
   *[other] { $count } changes
} of this pull request
comment-details-many = { $schools } schools alike; as an example, { $school }
comment-pending = Pending anyway, with or without this pull request: { $count ->
    [one] { $count } change
   *[other] { $count } changes
} in { $schools ->
    [one] { $schools } school
   *[other] { $schools } schools
}
comment-pending-proposed = this pull request: { $count }
comment-pending-file = files: { $count }
comment-pending-first = never applied completely before: { $count }
comment-pending-roster = rosters: { $count }
comment-pending-accounts = accounts that came or went: { $count }
comment-pending-day = entries that begin or end on a day: { $count }
comment-pending-year = another school year: { $count }
comment-pending-hand = by hand in a tenant: { $count }
comment-pending-unfinished = unfinished from an earlier run: { $count }
comment-pending-seats = licences bought, free or short: { $count }
comment-pending-program = another version of the program: { $count }
comment-pending-unrecorded = files or rosters: { $count }
comment-settled = { $count ->
    [one] { $count } change that is pending today becomes
   *[other] { $count } changes that are pending today become
} unnecessary by this pull request.
comment-merging = Merging applies this, school by school, in the order of the waves: { $waves }. A school that differs by then is left as it is and planned again here.
comment-merging-refused = What needs a decision is left as it is until somebody gives it.
comment-merging-nothing = Merging changes nothing in the tenants.
comment-observed = Observed { $at }, { $complete ->
    [yes] complete
   *[no] not complete
}.
comment-legend = `+` new `→` renamed `@` adopted `~` changed `−` let go `✕` deleted

## What a change follows from

trigger-proposed = { $removed ->
    [yes] { $file }:{ $line }, removed
   *[no] { $file }:{ $line }
}
trigger-file = { $removed ->
    [yes] { $file }:{ $line }, removed
   *[no] { $file }:{ $line }
}
trigger-first = the school was never applied completely
trigger-file-nowhere = a file
trigger-roster = roster: { $role } { $count }
trigger-roster-class = roster: { $role } of { $class } { $count }
trigger-accounts = accounts in the tenant: { $role } { $count }
trigger-accounts-class = accounts in the tenant: { $role } of { $class } { $count }
trigger-day = { $day ->
    [unknown] the day: an entry begins or ends
   *[other] { $day }: an entry begins or ends
}
trigger-year = school year { $from }/{ $year }
trigger-seats = seats of the licence: more or fewer than then
trigger-hand = { $how ->
    [gone] deleted by hand in the tenant
    [unmarked] our mark was taken off by hand in the tenant
    [appeared] made by hand in the tenant
   *[changed] changed by hand in the tenant: { $what }
}
trigger-hand-known = { $how ->
    [gone] deleted by hand in the tenant
    [unmarked] our mark was taken off by hand in the tenant
    [appeared] made by hand in the tenant
   *[changed] changed by hand in the tenant: { $what }
} ({ $who }, { $at })
trigger-unfinished = { $run ->
    [0] an earlier run left it unfinished
   *[other] run { $run } left it unfinished
}
trigger-program = this version of the program derives it so
trigger-unrecorded = a file or the roster: the last apply did not record which
trigger-role-people = people
trigger-role-principal = principal
trigger-role-teacher = teachers
trigger-role-staff = other staff
trigger-role-pupil = pupils
trigger-role-parent = parents

## Another revision of the files

fault-no-revision = { $revision } is neither a folder nor a commit of this repository
    .hint = in a job, fetch the commit first; git rev-parse { $revision } shows whether it is there
fault-tracked-input = { $name }, which the stack { $stack } reads, is tracked by Git
    .hint = whoever edits a pull request could put their own there: keep it outside of the repository, or give the target branch as a folder
fault-two-revisions = --base and --head are both given
    .hint = --base where this folder has the pull request's files, --head where it has the target branch's
fault-scope-first = this pull request widens the scope of { $school }, and its files already use it
    .hint = merge the scope by itself first: until then the target branch's holds
fault-line-link = { $value } is no address of a line
    .hint = https://…, with {"{"}file{"}"} and {"{"}line{"}"} where they belong
fault-needs-pull-request = { $option } is for a pull request only
    .hint = give --base or --head as well
fault-needs-declared = --head is for a check of the files alone
    .hint = give --declared as well; plan --head plans a pull request

## A check of the files alone

check-declared-alone = Judged is what is declared alone: no roster, tenant, ledger or key was read. Rules that hang on people were not judged, and there is no plan.
