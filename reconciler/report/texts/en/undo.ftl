# Undo and history: what a run did, what can be put back, and what cannot.

reason-undone = undoes run { $run }

fault-journal-unreadable = a change in the journal cannot be read (version { $version }; this reconciler knows { $known })
    .hint = install the reconciler that wrote it, or a later one
fault-undo-other-stack = run { $run } was of the stack "{ $of }", not of "{ $stack }"
    .hint = reconciler undo { $run } --stack { $of }
fault-undo-still-running = run { $run } is still running, by { $who }
    .hint = wait until it ends; if it was killed, it shows as interrupted once its lease has expired
fault-undo-tenant-gone = run { $run } wrote to "{ $tenant }", where no school is declared any more
    .hint = declare the school there again, or undo the other schools with --school
fault-undo-not-in-run = run { $run } did nothing in the school "{ $school }"
    .hint = it wrote to { $known }

finding-undo-changed-since = { $subject }: { $what } changed again after the run, and stays as it is
    .hint = change it in the school's file, or by hand
finding-undo-people-changed-since = { $subject }: { $count ->
    [one] one person was
   *[other] { $count } people were
} changed again after the run, and stay as they are
    .hint = later changes take precedence; look at them with reconciler plan
finding-undo-people-gone = { $subject }: { $count ->
    [one] one of the previous members has
   *[other] { $count } of the previous members have
} no account or group any more
    .hint = nothing to do; reconciler does not create accounts
finding-undo-licence-first = { $subject }: { $count ->
    [one] one member or licence stays
   *[other] { $count } members or licences stay
} for now, until the licence that replaces theirs is there
    .hint = undo the same run once more after this
finding-undo-nowhere = { $subject }: { $count ->
    [one] one person stays, because the unit that they came from no longer exists
   *[other] { $count } people stay, because the units that they came from no longer exist
}
    .hint = undo once more after this if another school's unit is restored with it; otherwise place them by hand
finding-undo-gone = { $subject } no longer exists
    .hint = it was deleted after the run; if it is needed, declare it
finding-undo-not-ours = { $subject } no longer carries our mark, and is left unchanged
    .hint = somebody took it over after the run
finding-undo-renamed-since = { $subject } was renamed by a later run of ours and is left unchanged; it is { $key } of { $school } now
    .hint = undo the later run first (reconciler history), then this one
finding-undo-there-again = { $subject } exists again, as another object
    .hint = nothing to do; it was created after the run
finding-undo-taken = { $subject } cannot be named { $name } again: another object has that name
    .hint = rename the other object, then undo once more
finding-undo-no-parent = { $subject } cannot be at { $name } again: the unit above it does not exist
    .hint = create that unit, then undo once more
finding-undo-not-empty = { $subject } ({ $name }) was created by the run and stays, because it is not empty
    .hint = move out what is in it, then undo once more
finding-undo-unit-made-anew = { $subject } ({ $name }) is created again: it gets another id, and the vendor's own settings of the old unit are lost
    .hint = set again in the admin console what was set there by hand
finding-undo-group-made-anew = { $subject } ({ $name }) is created again with its settings and members: its old id, mail, files, aliases and memberships in other groups are not restored
    .hint = vendors keep deleted groups for a while: restore it in the admin console instead, if its content matters
finding-undo-content-goes = { $subject } ({ $name }) was created by the run and is deleted, with all mail and files that it has received since
    .hint = look into it first; deleted content cannot be restored
finding-undo-alias-stays = { $subject } gets its old address back, and { $name } stays as its alias
    .hint = remove the alias by hand, if it is not needed
finding-undo-not-recorded = { $subject }: the previous state is unknown ({ $what }), so it stays
    .hint = the vendor did not report it when the run was planned; set it by hand
finding-undo-no-seats = { $subject }: { $count ->
    [one] one licence is
   *[other] { $count } licences are
} not given again, because no seat is free
    .hint = buy seats or free some, then undo once more
finding-undo-automatic = { $subject }: { $count ->
    [one] one licence stays
   *[other] { $count } licences stay
}: the vendor assigns them itself
    .hint = change the vendor's own assignment
finding-undo-suspended = { $subject }: { $count ->
    [one] one suspended account does not get its licence
   *[other] { $count } suspended accounts do not get their licences
} again
    .hint = nothing to do while they are suspended
finding-undo-ignored = { $subject } is ignored by the school's file, so that it is left as it is
    .hint = take the pattern out of `ignore`, then undo once more

undo-of = Undo of run { $run } ({ $kind }, { $day }, by { $who }{ $commit ->
    [none] {""}
   *[other] {", commit "}{ $commit }
})
undo-not-restored = Not restored, or left unchanged:
undo-manifests = The manifests still declare what run { $run } did: revert their commit as well, or the next apply does it again.
undo-nothing = Nothing to undo: nothing of run { $run } is left in the tenants.
undo-nothing-done = Run { $run } changed nothing.

history-run = run
history-when = when (UTC)
history-who = who
history-commit = commit
history-kind = kind
history-state = state
history-schools = schools
history-applied = applied
history-failed = failed
history-unknown = unknown
history-none = No runs of the stack "{ $stack }" yet.
history-kind-apply = apply
history-kind-undo = undo
history-kind-forget = forget
history-kind-pulumi = pulumi
history-kind-probe = probe
history-state-running = running
history-state-done = done
history-state-partial = done, but not for everybody
history-state-failed = failed
history-state-refused = refused
history-state-stopped = stopped
history-state-interrupted = interrupted
history-school-converged = converged
history-school-partial = as declared, but for people refused by the vendor
history-school-failed = failed
history-school-left = still differs
history-school-held = as declared, except for what the vendor does not accept
history-school-unjudged = as declared, as far as it could be read
history-school-next = as planned; the next plan goes on from here
history-school-open = not read again
history-school-untouched = unchanged
history-title = Run { $run }: { $kind } on { $stack }, { $state }
history-started = from { $started } to { $ended } UTC, by { $who } on { $host }
history-open-end = now
history-of = commit { $commit }, plan { $fingerprint } for { $day }
history-reason = reason: { $reason }
history-acknowledged = acknowledged by { $who }: { $guards }
history-refused = Refused:
history-not-done = Not applied:
history-entry-intended = not sent
history-entry-sent = sent, no answer recorded
history-entry-partial = partly
history-entry-failed = failed
history-entry-blocked = not tried
history-entry-unknown = unknown
history-entry-held = not accepted by the vendor
history-entry = { $what } ({ $action }): { $state }
history-entry-part = { $done } of { $wanted } applied
history-undo = To undo it:  reconciler undo { $run } --stack { $stack }

history-school = school
history-finding = finding
history-subject = about
history-since = since
history-gone = resolved
history-no-findings = no run of { $stack } has found anything

reason-left = the tenant is left
fault-nobody-there = no school has the tenant "{ $tenant }", so nothing in it is read or changed
    .hint = write it into a school's file with the mode manage, forget it, and take it out again
forget-still-declared = { $count ->
    [one] One school's file still declares
   *[other] { $count } schools' files still declare
} { $tenant }: take it out of their `tenants`, or write observe, or the next apply adopts everything again.
