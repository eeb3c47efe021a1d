# The command line.

cli-faults = { $count ->
    [one] one fault
   *[other] { $count } faults
}
cli-nothing-sent = No tenant was changed: the ledger has nothing of this run as sent.
cli-sent = Run { $run } sent { $sent ->
    [one] one change
   *[other] { $sent } changes
}, { $applied } of them with success{ $open ->
    [0] {""}
   *[other] ; of { $open } the answer is not known
}. `reconciler history show { $run }` lists them.
cli-stopped = Stopped by a signal: nothing more is sent.
cli-again = To go on, run again: { $command }
cli-no-contacts = contacts: is not in municipality.yaml, so the report's pages give no telephone of those who answer questions: add contacts: {"{"}city: …, city-it: …{"}"} with an office's telephone or address
cli-valid = { $schools ->
    [one] One school
   *[other] { $schools } schools
} in { $tenants ->
    [one] one tenant
   *[other] { $tenants } tenants
}: no fault.
cli-looking = Looking
cli-applying = Applying
cli-looked = Looked at { $tenants ->
    [one] one tenant
   *[other] { $tenants } tenants
} in { $seconds } s: { $calls } calls in { $requests } requests; peak memory { $memory } MB.
cli-applied = Applied and looked again in { $seconds } s; peak memory { $memory } MB.
cli-unread = The state of { $tenant } after the run is unknown: it could not be read again.
cli-export-watched = { $tenant }: { $school } is only observed here; its file is about { $managed }
cli-exported = { $tenant }: wrote { $file } over the layout { $layout }, { $entries } entries; of { $size } places in lists { $written } are under an audience, { $proposed } more by proposals
cli-proposals = { $count ->
    [0] Nothing to propose: what explains a list is written already, or nothing does.
    [one] One proposal. In order: what would come and go, whom it names rightly, its path for --take.
   *[other] { $count } proposals. In order: what would come and go, whom each names rightly, its path for --take.
}
cli-certified = Until these rows of the list of certified people are corrected or deleted, nobody leaves what asks for certified people; additions go on.
cli-ask = Apply this plan? Type yes to continue:
cli-why-converged = The tenant is as declared.
cli-why-change = The plan has a change for it ({ $action }, { $items ->
    [one] one item
   *[other] { $items } items
}): { $reason }.
cli-why-unknown = It could not be compared: { $reason }.
cli-generated = Wrote the rosters of { $schools ->
    [one] one school
   *[other] { $schools } schools
} ({ $pupils } pupils, { $teachers } teachers) to { $folder }, which has { $tenants ->
    [one] one tenant
   *[other] { $tenants } tenants
} now.
cli-simulator-started = The simulator serves { $tenants ->
    [one] one tenant
   *[other] { $tenants } tenants
} at { $address }.
cli-simulator-stopped = The simulator has stopped; its state is kept.
cli-simulator-not-running = The simulator is not running.
cli-simulator-google-sign-in = Google: any key of NAME@ALIAS.iam.gserviceaccount.com, or one that acts for an administrator
cli-simulator-app = Microsoft: application { $name } or { $id }, any secret: { $roles }
cli-no-command = The command "{ $command }" could not be run.
cli-wrote = Wrote { $file }
cli-init-kit = What to start from
cli-init-name = Name of the municipality in "{ $language }"
cli-init-clouds = Which clouds do the schools have
cli-init-tenants = One tenant for each school, or one that schools share
cli-init-rosters = Where do the lists of people come from
cli-init-host = Where are changes reviewed
cli-init-wrote = Wrote { $count } files into { $folder }:
cli-init-file-municipality = waves, products, guards; start here
cli-init-file-school = what all schools have
cli-init-stack = the real tenants, only observed so far
cli-init-file-readme = one page: what is where
cli-init-translate = The kit has no texts in { $languages }: its names there are in English. Translate them in { $files }; a comment in each says so.
cli-init-reports = Reports and messages are in Bulgarian and English alone.
cli-init-next =
    Next:
    {"  "}cd { $folder }
    {"  "}reconciler simulator new      invents people and the vendors on this machine: nothing leaves it
    {"  "}reconciler simulator start
    {"  "}reconciler plan               what your files would change there
fault-init-not-empty = { $folder } is not empty
    .hint = give the name of a new folder; a project is never written over
fault-init-language = "{ $code }" is no language's code
    .hint = { $near ->
        [none] write a code of ISO 639-1, such as bg or en
       *[other] did you mean "{ $near }" ({ $called })?
    }
fault-init-name = "{ $text }" is no name
    .hint = write LANGUAGE=NAME, such as --name "en=Municipality of Dale"
fault-sandbox-exists = there is a sandbox in { $folder } already
    .hint = to make all of it anew, so that what is there goes: reconciler simulator new --replace
fault-no-sandbox = there is no sandbox in { $folder }
    .hint = make it: reconciler simulator new
fault-school-invented = { $school } is in the sandbox already
    .hint = its people and tenant stay as they are; to make the whole sandbox anew: reconciler simulator new --replace
fault-no-world = the simulator cannot invent this: { $problem }
    .hint = a school that is invented lives in one tenant of the stack
cli-upgraded = { $count ->
    [0] Nothing to upgrade: every file is as this version reads it.
    [one] One file upgraded. Read it with git diff, then: reconciler validate
   *[other] { $count } files upgraded. Read them with git diff, then: reconciler validate
}
cli-report-written = Wrote the report to { $file }.
cli-report-of = Report of { $day }.
fault-report-needs-folder = a report as "{ $format }" is only written to a folder
    .hint = name it with --out FOLDER
fault-no-report = there is no stored report of { $day } or before for stack "{ $stack }"
    .hint = each apply and each `reconciler report --keep` of all schools keeps the report of its day
fault-not-a-report = { $file } is no report of this version (at { $at })
    .hint = make a new one: reconciler report

cli-owners = { $count ->
    [one] { $count } school has
   *[other] { $count } schools have
} owners in { $file }.
fault-no-project = no Pulumi.yaml in { $folder } or above it
    .hint = run this in the project's folder or below it, or say --project FOLDER; a new one: reconciler init FOLDER
fault-no-stack = there is no stack "{ $stack }"
    .hint = { $count ->
        [0] there is no file stacks/Pulumi.STACK.yaml in this project
       *[other] stacks here: { $known }
    }
fault-no-pseudonym-key = there is no pseudonym key: neither the file { $file } nor the variable { $variable }
    .hint = put a long random secret there and keep it: approvals are void once it changes
fault-unknown-name = there is no { $what } "{ $name }"
    .hint = { $near ->
        [none] there are: { $known }
       *[other] did you mean "{ $near }"? There are: { $known }
    }
fault-bad-address = "{ $address }" is no address
    .hint = write tenant/school/kind/key; the kinds are { $kinds }
fault-not-declared = nothing is declared under { $address }
fault-not-confirmed = nobody confirmed with yes, so nothing was changed
    .hint = without a terminal add --yes; `reconciler apply` takes --expect with the approved fingerprint, too
fault-simulator-away = the simulator is not running
    .hint = start it with: reconciler simulator start; its own messages are in { $log }

fault-weak-pseudonym-key = the pseudonym key in { $where } has { $length } bytes, at least { $least } are needed
    .hint = make a long random one, and keep it: approvals are void once it changes
fault-file-trouble = { $file }: { $problem }
fault-no-output = standard output takes nothing more: { $problem }
    .hint = what was printed is not whole, and the exit code is only about that
fault-unknown-guard = there is no guard "{ $name }"
    .hint = guards are { $known }; write NAME or NAME:SCHOOL

reason-why-written = { $kind } "{ $key }" is declared at { $place }
reason-why-item = { $field }: { $audience }: { $count ->
    [one] one person
   *[other] { $count } people
} in the roster of { $year }, { $matched } with an account ({ $place })
reason-why-group-item = { $field }: the group "{ $group }" ({ $place })
reason-why-address-item = { $field }: an address that is written out ({ $place })
reason-why-held = nobody is taken out of it while it is not known whose { $count ->
    [one] this row is
   *[other] these rows are
}: { $rows }
reason-why-two-schools-placed-here = { $count ->
    [one] one of them is
   *[other] { $count } of them are
} in { $schools }, too, and { $count ->
    [one] has the place here: this school is the first one
   *[other] have their place here: this school is the first one
} in the list
reason-why-two-schools-placed-there = { $count ->
    [one] one of them has
   *[other] { $count } of them have
} a place in { $schools } and not here: that school is the first one in the list
reason-why-two-schools-placed-nowhere = { $count ->
    [one] one of them is
   *[other] { $count } of them are
} in { $schools }, too, and { $count ->
    [one] stays where the account is
   *[other] stay where their accounts are
}: the lists name no single first school
reason-why-two-schools-in-each = { $count ->
    [one] one of them is
   *[other] { $count } of them are
} in { $schools }, too: in groups each school counts its own people
reason-why-two-schools-licensed-here = { $count ->
    [one] one of them should have it in { $schools }, too: it is one licence, and is
   *[other] { $count } of them should have it in { $schools }, too: each is one licence, and is
} given here, since the id of this school comes first
reason-why-two-schools-licensed-there = { $count ->
    [one] one of them gets it
   *[other] { $count } of them get it
} in { $schools }, whose id comes first: it is one licence
reason-why-nobody = { $field }: nobody, declared empty
reason-why-not-managed = { $field }: not managed
reason-why-setting = { $setting }: { $value }
reason-why-through = given through the group "{ $group }"
cli-no-rosters-for-pupils = No rosters could be read here, so it was not checked whether a file names a pupil.
fault-no-shell = which shell do you use?
    .hint = name it: reconciler completion with one of { $known }
cli-docs-next = To read one: reconciler docs PAGE
cli-completion-next = It works in the next shell that you open: type reconciler plan --school and press Tab.
