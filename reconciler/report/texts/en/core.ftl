# Findings, refusals and reasons of compiling, comparing and planning.

finding-no-account = { $count ->
    [one] one person in the roster ({ $role }) has no account
   *[other] { $count } people in the roster ({ $role }) have no account
}
    .hint = create the accounts in the tenant; reconciler does not create accounts
finding-two-accounts = { $count ->
    [one] one person's account is ambiguous: two accounts match, or two people share one: { $rows }
   *[other] { $count } people's accounts are ambiguous: two accounts match, or two people share one: { $rows }
}
    .hint = give each account the roster's id of its person; until then none of them is moved
finding-account-of-another = { $count ->
    [one] one person's e-mail belongs to an account with another person's id: { $rows }
   *[other] { $count } people's e-mails belong to accounts with other people's ids: { $rows }
}
    .hint = correct the e-mail in the roster or the id on the account
finding-people-as-group = { $count ->
    [one] one person of the list has the address of a group
   *[other] { $count } people of the list have addresses of groups
}, which is nobody's account: { $rows }
    .hint = correct the roster; until then nobody leaves what these rows may belong to
finding-two-places = { $count ->
    [one] one person matches two units and stays where they are
   *[other] { $count } people match two units and stay where they are
}
    .hint = make the units' `holds` exclude each other
finding-two-schools = { $count ->
    [one] one person is in two schools of this tenant, and neither is the primary one
   *[other] { $count } people are in two schools of this tenant, and neither is the primary one
}
    .hint = put the primary school first in the roster
finding-admin-stays = { $count ->
    [one] one administrator's account is in the roster and is not moved
   *[other] { $count } administrators' accounts are in the roster and are not moved
}
    .hint = give administrators an account of their own, apart from the one they teach with
finding-parity-managers = { $count ->
    [one] one group declares managers, which { $vendor } does not have
   *[other] { $count } groups declare managers, which { $vendor } does not have
}
    .hint = name them as owners, or leave them to the other vendor
finding-parity-nested = { $count ->
    [one] one group has groups as members, which { $vendor } does not allow there; their people are put in directly
   *[other] { $count } groups have groups as members, which { $vendor } does not allow there; their people are put in directly
}
finding-parity-external = outsiders of { $count ->
    [one] one group
   *[other] { $count } groups
} cannot be members at { $vendor }
    .hint = parents on { $vendor } need another way, such as a mail contact
finding-parity-setting = setting "{ $setting }" of { $count ->
    [one] one group
   *[other] { $count } groups
} does not exist at { $vendor }
    .hint = set it by hand there if it matters
finding-parity-ownerless = { $count ->
    [one] one group is declared without an owner
   *[other] { $count } groups are declared without an owner
}; at { $vendor } a group needs a person as owner, and a new one has no site until then
    .hint = declare `owners`
finding-parity-security = { $count ->
    [one] one group is declared as a security group, which { $vendor } does not tell from a mail group
   *[other] { $count } groups are declared as security groups, which { $vendor } does not tell from mail groups
}
finding-parity-product = licence "{ $product }" has no name at { $vendor }
    .hint = give the product a name for { $vendor } in municipality.yaml, or declare it elsewhere
finding-parity-through-group = licence "{ $product }" is given through a group, which { $vendor } cannot do
    .hint = declare an audience for it there
finding-undeclared-members = adopted group "{ $group }" has { $count ->
    [one] one member
   *[other] { $count } members
} whom its manifest does not declare
    .hint = write `extraMembers: remove` or `extraMembers: keep` in the school's file
finding-address-of-nobody = { $address } in group "{ $group }" is nobody: the tenant's own domain has neither an account nor a group of this name
    .hint = correct the address, or take it out
finding-group-by-address = { $address } in group "{ $group }" is a group that cannot be a member of it at this vendor; it is left out
    .hint = name a group of this school as `group: KEY`: then its people are put in; for another one, write the people's addresses, or let both be security groups
finding-tagged-address = an address of Gmail in group "{ $group }" cannot be a member: Google knows no account with a +tag
    .hint = write the address without +tag
finding-parents-of-nobody = { $count ->
    [one] one parent has an address
   *[other] { $count } parents have addresses
} of the tenant's own domain that nobody has there: { $rows }
    .hint = correct the roster; until then no parent leaves a group that this row may belong to
finding-parents-as-group = { $count ->
    [one] one parent has the address of a group
   *[other] { $count } parents have addresses of groups
}, which does not become a member: { $rows }
    .hint = correct the roster; until then no parent leaves a group that this row may belong to
finding-parents-as-pupil = { $count ->
    [one] one parent has the address of a pupil's account
   *[other] { $count } parents have addresses of pupils' accounts
}, which does not become a member: { $rows }
    .hint = write the parent's own address into the roster
finding-parents-tagged = { $count ->
    [one] one parent has a Gmail address
   *[other] { $count } parents have Gmail addresses
} with a +tag, which cannot be a member: { $rows }
    .hint = correct the roster: the address without +tag
finding-stale-references = { $what } still names { $count ->
    [one] one account or group
   *[other] { $count } accounts or groups
} that the vendor does not have any more
finding-licences-beyond = { $count ->
    [one] one licence
   *[other] { $count } licences
} "{ $product }" { $count ->
    [one] is
   *[other] are
} held by people outside its audience
    .hint = take them back by hand, or allow it: `allow: {"{"}licences: [create, update, adopt, prune]{"}"}` in the school's file or its layout
finding-licences-doubted = { $count ->
    [one] one licence
   *[other] { $count } licences
} "{ $product }" { $count ->
    [one] stays with somebody
   *[other] stay with people
} outside its audience, because the list of another school in the tenant does not tell whom it is meant for
    .hint = see what is unknown of that school, and put its list right
finding-group-dynamic = group "{ $key }" has a membership rule in the tenant, so its members cannot be written: it is left as it is
    .hint = take the rule away in Entra, or give the file's group another address
finding-group-exchange = group "{ $key }" is a distribution list, or a security group with mail, which only Exchange can change: it is left as it is
finding-group-synced = group "{ $key }" is synced from a directory on the premises: it is left as it is
    .hint = change it there, or give the file's group another address
finding-group-role-assignable = group "{ $key }" may hold administrators' roles: it is left as it is
    .hint = give the file's group another address; such a group is for the administrators of the tenant
finding-group-restricted = group "{ $key }" is in a restricted administrative unit, which keeps it from everybody but its own administrators: it is left as it is
    .hint = take it out of that unit in Entra, or give the file's group another address
finding-unit-dynamic = unit "{ $key }" has a membership rule in the tenant, so nobody can be put in or taken out: it is left as it is
    .hint = take the rule away in Entra, or declare another unit
finding-unit-restricted = unit "{ $key }" is a restricted administrative unit, whose people only its own administrators may change: it is left as it is
    .hint = declare another unit for these people
finding-account-restricted = { $count ->
    [one] one person is
   *[other] { $count } people are
} in a restricted administrative unit, so "{ $product }" can be neither given to them nor changed
    .hint = the unit's own administrators do it, or take the account out of that unit
finding-guests-stay = group "{ $group }" has { $count ->
    [one] one guest
   *[other] { $count } guests
} of other organizations, whom no file can name: they stay
    .hint = take them out by hand in the tenant if they should not be there
finding-setting-at-creation = setting "{ $setting }" of { $count ->
    [one] one group
   *[other] { $count } groups
} can only be given to a new group, and these were made without it
    .hint = set it by hand in Exchange; Graph goes on showing what a group was made with
finding-marks-asked = the listing of this tenant shows no mark of ours: the settings of { $count ->
    [one] one group are
   *[other] { $count } groups are
} read one by one in each plan
    .hint = nothing is wrong; each is a call of the project's daily budget of Groups Settings
finding-mail-stays = mail for group "{ $key }" arrives at { $mail } and not at { $address }: Graph cannot change a group's e-mail address
    .hint = an Exchange administrator can: `Set-UnifiedGroup { $mail } -PrimarySmtpAddress { $address }`
finding-group-in-bin = group "{ $key }" is made anew, although a deleted one of this key or address lies in the recycle bin since { $day }
    .hint = if you mean that one, restore it in Entra within 30 days of that day and plan again; a new one has none of its mail and files
finding-bin-not-read = { $count ->
    [one] one group is
   *[other] { $count } groups are
} to be made, and whether a deleted one could be restored is not known: the recycle bin could not be read
    .hint = give the reader `Group.Read.All` to be told
finding-no-usage-location = { $count ->
    [one] one person
   *[other] { $count } people
} cannot get "{ $product }": the account has no usage location
    .hint = the school's administrator sets it in Microsoft 365 (Users, Settings), or the file gives the licence `through:` a group
finding-licence-of-sibling = { $count ->
    [one] one person
   *[other] { $count } people
} cannot get "{ $product }": they hold another licence of the same family
    .hint = take the other licence back, or allow the switch: `allow: {"{"}licences: [create, update, adopt, prune]{"}"}` in the school's file or its layout
finding-licences-unreplaced = { $count ->
    [one] one licence
   *[other] { $count } licences
} "{ $product }" { $count ->
    [one] stays: its holder
   *[other] stay: their holders
} should have another one of the family and { $count ->
    [one] has
   *[other] have
} none yet
    .hint = make the other one possible (seats, rosters, the group that gives it), then plan again
finding-leaves-after-licence = { $count ->
    [one] one person stays
   *[other] { $count } people stay
} in group "{ $group }" for now: a licence comes through it, and the one that they should have by another way is not there yet
    .hint = apply, then plan again: they leave once the other licence was seen
finding-takes-licence = whoever leaves { $subject } loses the licence "{ $product }" that comes through the group: { $count ->
    [one] one person
   *[other] { $count } people
}
    .hint = who should keep it: put them into the audience of a group that carries it, or of the licence, before you apply
finding-seats-short = { $count ->
    [one] one person goes
   *[other] { $count } people go
} without "{ $product }": there are not enough seats
    .hint = buy seats, or narrow the audience; `lastSeatsTo` decides who goes without
finding-unit-not-empty = unit "{ $key }" is no longer declared but not empty, so it stays
    .hint = move what is in it, then plan again
finding-carries-licences = group "{ $key }" gives its members a licence and stays: they would lose it with the group
    .hint = if they may, take the licence off the group by hand; with allow: {"{"}licences: [prune]{"}"} in the school's file or its layout the next apply deletes the group
finding-not-allowed = the school's file does not allow { $action } of { $kind } "{ $key }"
    .hint = add it to `allow`, or leave it as it is
finding-nothing-to-adopt = there is no { $kind } for "{ $key }" to adopt: nothing is made
    .hint = correct what stands under `adopt`, or take it out to have one made
finding-leaves-unmanaged-unit = { $count ->
    [one] one person leaves
   *[other] { $count } people leave
} the unit { $unit }, which nobody of us owns
    .hint = adopt it with `adopt: "{ $unit }"`, or see what is set on it before you agree
finding-declared-and-ignored = { $kind } "{ $key }" is declared and ignored: it is left as it is
    .hint = take the entry out of the file, or the pattern out of `ignore`
finding-ignored-below = unit "{ $key }" stays where it is: a unit below it is ignored and would move along
    .hint = take the pattern out of `ignore`, or leave the unit's key as it was
finding-nothing-above = unit "{ $key }" waits: the unit above it is not there and is not made
    .hint = see to the unit above it first; another finding says why it is not made
finding-members-not-there = { $count ->
    [one] one group that "{ $key }" has as a member is not in the tenant
   *[other] { $count } groups that "{ $key }" has as members are not in the tenant
}
    .hint = ignored, refused, or not made yet; the next plan adds them once they are there
finding-placed-in-ignored = { $count ->
    [one] one person who belongs into unit "{ $key }" is in an ignored unit and stays there
   *[other] { $count } people who belong into unit "{ $key }" are in ignored units and stay there
}
    .hint = move them by hand, or take the pattern out of `ignore`
finding-placed-in-doubt = { $count ->
    [one] one person who belongs into unit "{ $key }" is in a unit of another school, whose list does not tell whom it holds, and stays there
   *[other] { $count } people who belong into unit "{ $key }" are in units of another school, whose list does not tell whom they hold, and stay there
}
    .hint = see what is unknown of that school, and put its list right
finding-previously-spent = `previously` of "{ $key }" is obsolete
    .hint = remove the line
finding-named-after-person = { $count ->
    [one] one name in the tenant is a person's, and stands here as person-…
   *[other] { $count } names in the tenant are persons', and stand here as person-…
}
    .hint = rename such a unit or group in the tenant; `--reveal` shows the names on your own terminal
finding-only-observed = { $count ->
    [one] one difference is only observed, and not written
   *[other] { $count } differences are only observed, and not written
}

refusal-two-with-one-mark = two objects carry the mark of { $kind } "{ $key }"
    .hint = remove the mark from the one that should not have it
refusal-both-names-exist = { $kind } "{ $key }" was renamed, but both the old and the new name exist
    .hint = remove or rename one of the two in the tenant, or drop `previously`
refusal-renamed-unclear = { $kind } "{ $key }" was renamed once, and it is not clear which one of today is to be renamed back
    .hint = write { $lines } in the entry that it is to become; what is meant to be new needs a key that was never used
refusal-name-is-taken = the name "{ $name }" of { $kind } "{ $key }" is taken by something else
    .hint = rename one of the two
refusal-marked-by-another = "{ $name }" carries the mark of { $mark }, not of { $kind } "{ $key }"
    .hint = if it was renamed in the manifest, add `previously`; otherwise choose another name
refusal-address-in-use = the address { $name } of group "{ $key }" is already in use, perhaps as an alias
    .hint = choose another address, or free this one
refusal-outsiders-not-declared = group "{ $key }" would hold { $count ->
    [one] one outsider
   *[other] { $count } outsiders
}, itself or through groups inside it, and its file does not say outsiders: true
    .hint = say outsiders: true in its settings, or take them out: Google opens the group to outsiders by itself when one is put in
refusal-pupil-named = { $place }: a pupil is named here, by an address of the pupil's account
    .hint = pupils stand in no file: name the class, the grade or the role, and take the text out of Git's history
refusal-group-owns-group = group "{ $name }" cannot be an owner or manager of group "{ $key }": the vendor takes people alone
    .hint = name its people, or put the group among the members
refusal-type-cannot-change = group "{ $key }" is of type { $before } and cannot become { $after }
    .hint = declare a new group under another key
refusal-over-vendor-limit = { $what } of "{ $key }" is { $size } long or deep, the vendor's limit is { $limit }
    .hint = shorten it
refusal-licences-over-seats = licence "{ $product }": { $wanted } needed, { $purchased } purchased, { $short } short
    .hint = buy seats, narrow the audience, or set `whenShort: fill` for the product
refusal-school-not-as-approved = the plan for { $school } is no longer the approved one ({ $expected } → { $fingerprint }); what differs: { $differs }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}{ $roster ->
    [other] ; its roster has changed
   *[same] {""}
}{ $manifests ->
    [other] ; the manifests have changed
   *[same] {""}
}{ $day ->
    [other] ; it was planned for another day
   *[same] {""}
}
    .hint = plan { $school } again and have it approved{ $others ->
        [0] {""}
        [one] ; the other school still matches and goes on
       *[other] ; the { $others } others still match and go on
    }
refusal-not-as-approved = the plan is no longer the approved one ({ $expected } → { $fingerprint }); nothing was changed
    .hint = plan again and have it approved

reason-declared = declared
reason-differs = differs in the tenant
reason-renamed = previously { $previously }
reason-renamed-back = renamed back from { $previously }
reason-adopted = exists already; adopted
reason-dropped = no longer declared
reason-pruned = no longer declared; pruned
reason-ended = ended on { $day }
reason-roster = roster
reason-no-roster = no roster of { $school }
reason-nobody-of-role = the roster has nobody with the role { $role }
reason-no-certifications = no list of certified people
reason-not-listed = { $listing } could not be listed completely
reason-members-not-read = its members could not be read completely
reason-settings-not-read = its settings could not be read
fault-blocked = not tried: { $what } has to succeed first

fault-unreadable-plan = { $file } does not exist or is not JSON
    .hint = write it with: reconciler plan --out FILE
fault-odd-plan = { $problem ->
    [large] { $file } has more than { $limit } MB, so it is not read
    [deep] more than { $limit } lists and objects stand one in another in { $file }
    [twice] "{ $name }" is there twice in one object of { $file }
    [number] { $name } is no number of JSON in { $file }
   *[long] a number in { $file } has more than { $limit } digits
 }
    .hint = no plan is written so; write it again with: reconciler plan --out FILE
fault-not-a-plan = { $file } is not a plan of this version (at { $at })
    .hint = write it again with: reconciler plan --out FILE
fault-not-as-written = { $file } was changed after plan --out wrote it
    .hint = plan again, and copy the file without changes
fault-other-stack = { $file } is a plan of stack "{ $of }", not of "{ $stack }"
    .hint = use --stack { $of }, or plan again
finding-looks-renamed = new group "{ $key }" has the name of "{ $old }", which is no longer declared: { $name }
    .hint = if it is the same group, write `previously: [{ $old }]`, and its members and address history stay
finding-class-not-declared = the roster has a class { $class } that the school's file does not declare
    .hint = add it to `classes`, or correct the roster; it has no groups until then
reason-class-not-in-roster = the roster has no class { $class }
core-near = did you mean "{ $near }"?
