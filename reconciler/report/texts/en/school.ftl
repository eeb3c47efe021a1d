# Schools that come, change and go.

cli-school-wrote = Wrote { $file }
cli-school-removed = Removed { $file }
cli-school-classes = No --classes were given: each grade of the layout has one class now. Correct that in the school's file.
cli-school-class = Class { $old } of { $school } is class { $now } of { $into }.
cli-school-ask-name = Name of the school in "{ $language }"
cli-school-ask-fact = { $title } ({ $fact })
cli-school-ask-layout = Layout
cli-school-ask-vendor = Whose tenant has it
cli-school-next-first =
    Next:
    {"  "}reconciler validate
cli-school-next-add =
    {"  "}reconciler roster check { $rosters }/{ $school }      once its list lies there
    {"  "}reconciler plan --school { $school }
cli-school-next-observed = Other stacks only observe tenant "{ $alias }": put its domain and id there, then `mode: manage`.
cli-school-next-sandbox = {"  "}reconciler simulator add { $school }      invents its people, for the sandbox
cli-school-next-rename =
    Next:
    {"  "}reconciler validate
    {"  "}reconciler plan --school { $school }      only names and marks change: nothing is made anew
    {"  "}its list may stay in { $rosters }/{ $old }
    When it is applied in every stack, take `previously: [{ $old }]` out of schools/{ $school }.yaml.
cli-school-next-close =
    Next: have the mail of its groups exported: they are deleted with it.
    {"  "}reconciler plan --school { $school }      shows what goes
    {"  "}reconciler apply --school { $school } --acknowledge school-decommissioned:{ $school } --reason "…"
    {"  "}reconciler school close { $school } --remove      when that is done in every stack
cli-school-next-remove =
    Next:
    {"  "}reconciler validate
    {"  "}reconciler plan      is refused by school-vanished only where the closing was not applied
    What still stands of it in its tenants, such as units with people in them, stays there and is in no plan or report any more.
cli-school-still-there = By the last run still there, because not empty, in { $tenant }: { $units }. The school's administrator moves the people and deletes them. Told again by:  reconciler history findings --school { $school }
cli-school-next-merge =
    Next: deliver the list in which the people of { $school } stand at { $into }: { $rosters }/{ $into }.
    {"  "}reconciler validate
    {"  "}reconciler plan --school { $into }      its new classes
    {"  "}reconciler apply --school { $into }
    {"  "}reconciler plan --school { $school }      what goes: have the mail of its groups exported before
    {"  "}reconciler apply --school { $school } --acknowledge school-decommissioned:{ $school } --reason "…"
    {"  "}reconciler school close { $school } --remove      when that is done in every stack
fault-schools-elsewhere = the schools' files lie outside the project: { $folder }
    .hint = edit them by hand: what is outside the project is not written
fault-school-exists = there is a school "{ $school }" already
fault-school-bad-id = "{ $school }" cannot be a school's id
    .hint = an id has small Latin letters, digits and hyphens: { $key }
fault-school-no-name = the school's name in "{ $language }" is missing
    .hint = give it: --name "{ $language }=…"
fault-school-no-fact = the fact "{ $fact }" ({ $title }) is missing, which municipality.yaml asks for
    .hint = give it: --fact "{ $fact }=…"
fault-school-no-layout = which layout has the school?
    .hint = --layout with one of: { $layouts }
fault-school-no-vendor = whose is the new tenant?
    .hint = --vendor google or --vendor microsoft
fault-school-bad-pair = "{ $text }" is not in the form { $form }
fault-school-not-closing = { $school } does not close: its file has no `decommission: true`
    .hint = first: reconciler school close { $school }, and apply that
fault-school-closing-already = { $school } closes already: its file has `decommission: true`
fault-school-same = { $school } cannot become part of itself
