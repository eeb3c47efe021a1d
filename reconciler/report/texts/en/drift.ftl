### Drift: what was changed in a tenant behind our back. People are counts.

## Why a change is planned

plan-origin-drift = drift: { $what }
plan-origin-both = partly drift: { $what }
plan-origin-unfinished = unfinished: an earlier run started it
plan-origin-unfinished-run = unfinished: run { $run } started it
plan-origin-count = { $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
} in { $schools ->
    [one] { $schools } school
   *[other] { $schools } schools
}
plan-origin-brief = { $count } of them drift

plan-title-drift = Drift
plan-title-unfinished = Unfinished

## What others did

drift-gone = missing from the tenant
drift-unmarked = our mark was removed
drift-appeared = appeared in the tenant, with our mark
drift-set = { $what } in the tenant
drift-fields = { $what } changed in the tenant
drift-changed = changed in the tenant

## The command

drift-deed = { $event }: { $who }, { $day } { $time } UTC
drift-administrator = administrator { $who }
drift-nobody = the vendor's audit log has only our own entries: the change is not logged yet, or no longer
drift-field-now = { $field } is { $value } now
drift-not-read = { $tenant } could not be read, so its drift is not known
drift-no-log = the audit log of { $tenant } could not be read, so it is not known who did it
drift-no-baseline = { $count ->
    [one] For { $count } school
   *[other] For { $count } schools
} drift is unknown until one apply has completed: { $schools }
drift-none = No drift: nobody else changed what the manifests declare.
drift-none-known = No drift, as far as is known.
drift-way-on = The next apply restores what is declared; to keep a change, write it into the school's file. First look:  reconciler plan --stack { $stack }
drift-md-school = school
drift-md-what = what
drift-md-change = change
drift-md-who = who
drift-md-more = and { $count } more; `reconciler drift --stack { $stack }` shows them all

## Refusals of more than one school

plan-refused-all = the whole plan
plan-refused-tenant = tenant { $tenant }

## Consent to a plan file

refusal-other-key = the plan was made with another pseudonym key ({ $then }) than the current one ({ $now }), so it cannot be compared; nothing was changed
    .hint = plan again with this key and have it approved
refusal-for-a-later-day = the plan is a preview of { $then }, and today is { $now }; nothing was changed
    .hint = plan without --at and have that plan approved
drift-only-observed = { $school }: { $count ->
    [one] one more thing differs
   *[other] { $count } more things differ
} where nothing is written; reconciler plan shows which

## Drift as an edit of the files

keep-written = { $file } says now what the tenant has
keep-nothing = No file can be edited to keep it.
keep-left-people = { $school }: { $what }: a file names no people; the next apply puts it back
keep-left-template = { $school }: { $what }: its entry stands for several classes; the next apply puts it back, or write an entry of its own
keep-left-field = { $school }: { $what }: no key of a file says { $field }; the next apply puts it back
keep-left-person = { $school }: { $what }: { $field } is a person's name now, and a file names no people; the next apply puts it back
keep-left-mark = { $school }: { $what }: our mark was taken off or put on by hand; decide by adopt, ignore or without
fault-needs-as-manifest = --write is for --as-manifest
    .hint = give --as-manifest as well; without --write it only prints the edit
