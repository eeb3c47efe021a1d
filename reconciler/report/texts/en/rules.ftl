### Rules of policies/, what they find, and the check command.
### finding-<id> says what is wrong, its hint is the cure; rule-<id> says the rule, rule-<id>-why why it stands, rule-<id>-source where it comes from.

fault-rule-broken = this module cannot be run: { $problem ->
    [print] it prints
    [exit] it ends the program
    [process] it starts a process or a thread, or opens a connection
    [time] it takes more than { $seconds } seconds
   *[other] { $problem }
 }
fault-rule-failed = the rule { $rule } failed while it judged a school: { $problem ->
    [print] it prints
    [exit] it ends the program
    [process] it starts a process or a thread, or opens a connection
    [time] it takes more than { $seconds } seconds
    [many] it gives more than { $most } violations
    [kind] it gives something else than violations
   *[other] { $problem }
 }
    .hint = correct the rule: what it did not judge counts as not checked
fault-no-rules = this module has no RULES
    .hint = end it with RULES = (Rule(...), ...), or let its name begin with "_"
fault-rule-twice = rule "{ $rule }" is there twice
    .hint = each rule has an id of its own
fault-no-level = rule "{ $rule }" has no level
    .hint = add "{ $rule }: advisory" or "{ $rule }: mandatory"
fault-unknown-rule = there is no rule "{ $rule }"{ $near ->
    [none] {""}
   *[other] ; did you mean "{ $near }"?
}
    .hint = the rules are { $known }
fault-waiver-twice = { $school } has a waiver from "{ $rule }" at line { $line } already
    .hint = keep one

refusal-mandatory-rules = mandatory-rules: { $breaches ->
    [one] one breach
   *[other] { $breaches } breaches
} of mandatory rules at { $school }: { $rules }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
    .hint = `reconciler check --school { $school }` says where and how to correct it; it cannot be acknowledged, only waived in policies/waivers.yaml

finding-rule-waived = rule { $rule } is waived here until { $until } ({ $owner }): { $reason }
finding-waiver-expired = the waiver from rule { $rule } ended on { $until } ({ $owner }): { $reason }
    .hint = put right what the rule finds, and take the waiver out of policies/waivers.yaml; or have it renewed

finding-pupil-groups-closed = group "{ $group }" is for pupils and { $why ->
    [inside] somebody from outside is in it
    [true] lets outsiders in
   *[none] does not say that outsiders stay out
}
    .hint = { $why ->
        [inside] take the outside addresses and the parents out of "{ $group }"; parents have groups of their own
       *[none] write `outsiders: false` in its settings
    }
rule-pupil-groups-closed = Nobody from outside is in a group with pupils.
rule-pupil-groups-closed-why = Who is in a class, and what children write there, concerns nobody outside the school.
rule-pupil-groups-closed-source = GDPR art. 5(1)(f) and 25(2); CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-pupil-groups-join = group "{ $group }" is for pupils and { $value ->
    [none] does not say who may join
   *[other] may be joined by whoever likes ({ $value })
}
    .hint = write `join: invited` or `join: request` in its settings
rule-pupil-groups-join = An owner decides who joins a group with pupils.
rule-pupil-groups-join-why = Whoever joins by himself reads what children wrote, and their addresses.
rule-pupil-groups-join-source = GDPR art. 25(2); CISA SCuBA GWS.GROUPS.1.1

finding-pupil-groups-post = group "{ $group }" is for pupils and { $value ->
    [none] does not say who may write to it
   *[other] takes mail from outside the group ({ $value })
}
    .hint = write `post: members`, `post: managers` or `post: owners` in its settings
rule-pupil-groups-post = Only those inside write to a group with pupils.
rule-pupil-groups-post-why = An address of a whole class that anybody may write to brings strangers, advertising and fraud to children.
rule-pupil-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-pupil-lists-hidden = group "{ $group }" is for pupils and { $value ->
    [none] does not say who sees its members
   *[other] shows its members to { $value }
}
    .hint = write `seeMembers: members` or `seeMembers: managers` in its settings
rule-pupil-lists-hidden = Who is in a group with pupils is seen inside it alone.
rule-pupil-lists-hidden-why = A list of a class or a club is a list of children.
rule-pupil-lists-hidden-source = GDPR art. 5(1)(c) and 25(2); CISA SCuBA GWS.GROUPS.3.1

finding-pupils-run-no-group = pupils are among the { $section ->
    [managers] managers
   *[owners] owners
} of group "{ $group }"
    .hint = name a role as well, as in {"{"}class: 5a, role: teacher{"}"}: a class alone means its pupils too
rule-pupils-run-no-group = No pupil owns or manages a group.
rule-pupils-run-no-group-why = An owner adds members, reads everything and can delete the group.
rule-pupils-run-no-group-source = GDPR art. 32(1)(b); the principle of least privilege

finding-parents-post = parents' group "{ $group }" { $value ->
    [none] does not say who may write to it
   *[other] lets { $value } write to it
}
    .hint = write `post: owners` or `post: managers` in its settings
rule-parents-post = Parents' groups are for announcements.
rule-parents-post-why = One reply to all shows a parent's address, and often a child's affairs, to every family of the class.
rule-parents-post-source = GDPR art. 5(1)(f)

finding-parent-lists-hidden = parents' group "{ $group }" { $value ->
    [none] does not say who sees its members
   *[other] shows its members to { $value }
}
    .hint = write `seeMembers: managers` in its settings
rule-parent-lists-hidden = No family sees who else is in a parents' group.
rule-parent-lists-hidden-why = Parents gave their private addresses to the school, not to each other.
rule-parent-lists-hidden-source = GDPR art. 5(1)(b) and (c)

finding-parents-no-account = { $what ->
    [unit] unit "{ $key }" holds parents
   *[licence] licence "{ $key }" is for parents
}
    .hint = take `role: parent` out of it; parents are reached by e-mail through their groups
rule-parents-no-account = No unit and no licence is meant for parents.
rule-parents-no-account-why = An account of the school would have the school process more of a family's data than it needs.
rule-parents-no-account-source = GDPR art. 5(1)(c)

finding-staff-groups-closed = group "{ $group }" is for staff alone and `{ $setting }` is { $value }
    .hint = pupils are in the domain too: write { $setting ->
        [join] `join: invited` or `join: request`
       *[other] `{ $setting }: members` or `{ $setting }: managers`
    } in its settings
rule-staff-groups-closed = No file opens a group for staff to the whole domain: to join it, to see it, or who is in it.
rule-staff-groups-closed-why = Pupils are in the domain. Staff write to each other about pupils: marks, health, families.
rule-staff-groups-closed-source = GDPR art. 9 and 32(1)(b)

finding-staff-groups-no-pupils = group "{ $group }" is meant for staff alone and { $count ->
    [one] one pupil is in it
   *[other] { $count } pupils are in it
}
    .hint = look at the groups and units that it takes in, and at the roster's roles
rule-staff-groups-no-pupils = No pupil is in a group that is meant for staff.
rule-staff-groups-no-pupils-why = Staff write to each other about pupils: marks, health, families.
rule-staff-groups-no-pupils-source = GDPR art. 9 and 32(1)(b)

finding-units-apart = unit "{ $unit }" brings staff and pupils together
    .hint = give each a unit of its own, neither below the other
rule-units-apart = Staff and pupils are in separate units, neither below the other's.
rule-units-apart-why = Google decides by unit who counts as under 18, and settings come down to the units below: together, either children get adults' services or adults lose theirs.
rule-units-apart-source = Google Workspace for Education, age-based access; GDPR art. 8, Personal Data Protection Act art. 25c

finding-licences-apart = { $of ->
    [pupils] licence "{ $product }" is bought for pupils and given to staff
   *[staff] licence "{ $product }" is bought for staff and given to pupils
}
    .hint = correct its `for:`, or the product's name at the vendor in municipality.yaml
rule-licences-apart = Licences bought for staff go to staff, those for pupils to pupils.
rule-licences-apart-why = The vendors sell them on that condition, and services of a staff licence are not made for minors.
rule-licences-apart-source = the vendors' terms for education

finding-principal-known = the roster has no principal
    .hint = give somebody the role in the roster: groups and units that the principal owns stay as they are until then
rule-principal-known = The roster names each school's principal.
rule-principal-known-why = The principal answers for the school's data and owns its groups.
rule-principal-known-source = GDPR art. 24

finding-class-group-teacher = group "{ $group }" of class { $class } has no teacher among its owners
    .hint = enrol the class teacher in the roster, and name {"{"}class: { $class }, role: teacher{"}"} among its owners
rule-class-group-teacher = A teacher is among the owners of each class's group.
rule-class-group-teacher-why = Somebody who knows the class must be able to step in the same day.
rule-class-group-teacher-source = GDPR art. 24 and 32

finding-two-owners = { $more ->
    [none] groups with one owner or none: { $groups }
   *[other] groups with one owner or none: { $groups } and { $more } more
}
    .hint = name a second one, as in owners: [{"{"}role: principal{"}"}, {"{"}role: staff{"}"}]
rule-two-owners = Where a file names the owners of a group for the pupils or parents of several classes, there are two.
rule-two-owners-why = When the only owner leaves or is ill, nobody of the school can act.
rule-two-owners-source = good practice of both vendors

finding-pupil-groups-unlisted = group "{ $group }" is for pupils, and { $value ->
    [none] it is not said whether it stands in the directory
   *[other] it stands in the directory that everybody of the domain searches
}
    .hint = set `listed: false` in its settings
rule-pupil-groups-unlisted = Groups with pupils do not stand in the directory.
rule-pupil-groups-unlisted-why = Whoever searches the directory finds each class by name and can write to all of its children.
rule-pupil-groups-unlisted-source = Regulation (EU) 2016/679, Art. 25(2); CISA SCuBA GWS.GROUPS.4.1 read for minors

finding-staff-groups-no-outsiders = group "{ $group }" means staff alone, and { $why ->
    [inside] somebody from outside is in it
    [true] people from outside may be added
   *[none] it is not said that nobody from outside may be added
}
    .hint = { $why ->
        [inside] take the outside addresses out of "{ $group }"
       *[none] set `outsiders: false` in its settings
    }
rule-staff-groups-no-outsiders = Nobody from outside is in a group for staff.
rule-staff-groups-no-outsiders-why = What is said there of pupils stays in the school.
rule-staff-groups-no-outsiders-source = Regulation (EU) 2016/679, Art. 32(1)(b); CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-staff-licences-certified = licence "{ $product }" is bought for staff and goes to teachers who are not certified, too
    .hint = write `certified: true` beside `role: teacher`; or ask for a waiver where there are seats enough
rule-staff-licences-certified = Paid licences for staff go to certified teachers.
rule-staff-licences-certified-why = The city pays for each seat; whoever was trained uses what it brings.
rule-staff-licences-certified-source = the programme of the municipality

finding-licence-ratios = of "{ $product }" { $purchased } seats are entered, and what was bought brings { $allowed }
    .hint = correct the purchased seats in the file of the stack, or buy more of the paid licence
rule-licence-ratios = Free seats of Microsoft A3 and A5 and of Google's Education Plus are no more than the paid ones bring.
rule-licence-ratios-why = More of them are not covered by the contract, and the vendor may take them back.
rule-licence-ratios-source = the vendors' terms for education

finding-units-declared = { $what ->
    [staff] no unit holds the school's staff
    [pupils] no unit holds the school's pupils
   *[leavers] there is no unit for those who left
}
    .hint = add it to the school's layout
rule-units-declared = Each school has a unit for staff, one for pupils and one for leavers.
rule-units-declared-why = By the unit Google tells who is under 18; an account of somebody who left must not lie among those of today.
rule-units-declared-source = Google Workspace for Education, age-based access

finding-class-has-group = no group for the pupils of: { $classes }{ $others ->
    [none] {""}
   *[other] {" "}and { $others } more
}
    .hint = add a group with {"{"}class: …, role: pupil{"}"} among its members, or take the class out of the file
rule-class-has-group = Each class has a mail group of its pupils.
rule-class-has-group-why = The class that has none gets no message.
rule-class-has-group-source = the municipality's layouts

finding-units-shallow = { $depth ->
    [0] another unit has the same path as "{ $unit }" but for capital letters
   *[other] unit "{ $unit }" lies { $depth } levels deep; five are the most
}
    .hint = { $depth ->
        [0] give one of the two another key
       *[other] put it higher
    }
rule-units-shallow = Units are at most five levels deep and differ in more than capitals.
rule-units-shallow-why = Settings come down level by level: in a deep tree nobody can tell where one comes from. Google takes two such names for one.
rule-units-shallow-source = Google, Admin SDK: manage organizational units

finding-found-groups-closed = group #{ $id } was made by hand, and pupils and people from outside are in it together
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-groups-closed = Hand-made groups do not join pupils and people from outside.
rule-found-groups-closed-why = A stranger reads what children write to each other, and their addresses.
rule-found-groups-closed-source = Regulation (EU) 2016/679, Art. 5(1)(f) and Art. 25(2); CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-found-groups-post = group #{ $id } was made by hand, pupils are in it, and anybody may write to it
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-groups-post = Hand-made groups with pupils take no mail from outside.
rule-found-groups-post-why = Strangers, advertising and fraud reach the children.
rule-found-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-found-groups-join = group #{ $id } was made by hand, pupils are in it, and people join it by themselves
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-groups-join = An owner decides who joins a hand-made group with pupils.
rule-found-groups-join-why = Whoever joins reads what the children wrote.
rule-found-groups-join-source = Regulation (EU) 2016/679, Art. 25(2); CISA SCuBA GWS.GROUPS.1.1

finding-found-lists-hidden = group #{ $id } was made by hand, and its members, pupils among them, are seen by everybody
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-lists-hidden = Who is in a hand-made group with pupils is seen inside it alone.
rule-found-lists-hidden-why = The list of a club is a list of children.
rule-found-lists-hidden-source = Regulation (EU) 2016/679, Art. 5(1)(c); CISA SCuBA GWS.GROUPS.3.1

finding-found-pupils-run = group #{ $id } was made by hand, and a pupil owns or manages it
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-pupils-run = No pupil owns or manages a hand-made group.
rule-found-pupils-run-why = An owner adds members, reads everything and can delete the group.
rule-found-pupils-run-source = Regulation (EU) 2016/679, Art. 32(1)(b)

finding-found-groups-owned = group #{ $id } was made by hand, pupils are in it, and it has no owner
    .hint = ask the administrator of the school; the group has this id at the vendor
rule-found-groups-owned = Each hand-made group with pupils has an owner.
rule-found-groups-owned-why = When something goes wrong there, nobody can act.
rule-found-groups-owned-source = Regulation (EU) 2016/679, Art. 24

finding-groups-declared = { $groups ->
    [one] one group was
   *[other] { $groups } groups were
} made by hand and no file describes { $groups ->
    [one] it
   *[other] them
}
    .hint = describe the ones that are needed in the school's file (`adopt`), list the others under `ignore`, or have them deleted
rule-groups-declared = Every group is described.
rule-groups-declared-why = Of a group that no file describes nobody knows what it is for and who answers for it.
rule-groups-declared-source = CISA SCuBA GWS.GROUPS.2.1

finding-administrators-few = { $how ->
    [few] the tenant has fewer than two administrators
   *[many] the tenant has { $administrators } administrators; eight are the most
}
    .hint = { $how ->
        [few] give the role to a second, dedicated account at the vendor
       *[many] take the role from accounts that do not need it, at the vendor
    }
rule-administrators-few = A tenant has two to eight administrators.
rule-administrators-few-why = With one, a lost password locks the school out; with many, each is a way in.
rule-administrators-few-source = CISA SCuBA GWS.COMMONCONTROLS.6.2, MS.AAD.7.1

finding-administrators-no-pupils = a pupil is an administrator of the tenant
    .hint = take the role away at the vendor, today
rule-administrators-no-pupils = No pupil administers the tenant.
rule-administrators-no-pupils-why = An administrator reads and changes everything of everybody.
rule-administrators-no-pupils-source = Regulation (EU) 2016/679, Art. 32(1)(b)

finding-administrator-not-principal = the principal's everyday account is an administrator of the tenant
    .hint = give the role to a dedicated account, and take it from this one
rule-administrator-not-principal = The principal's everyday account is no administrator.
rule-administrator-not-principal-why = It is used every day for mail, and whoever gets in by a forged letter has the whole school.
rule-administrator-not-principal-source = CISA SCuBA GWS.COMMONCONTROLS.6.1

finding-licences-of-suspended = of licence "{ $product }" { $count ->
    [one] one seat is held by a suspended account
   *[other] { $count } seats are held by suspended accounts
}
    .hint = take them back at the vendor, or allow it here with allow: {"{"}licences: [create, update, adopt, prune]{"}"} in the school's file or its layout
rule-licences-of-suspended = Suspended accounts hold no paid seats.
rule-licences-of-suspended-why = The seat is paid for and somebody else waits for it.
rule-licences-of-suspended-source = the programme of the municipality

finding-roster-fresh = the school's list is { $days } days old
    .hint = export a new one
rule-roster-fresh = The school's list is not older than a month.
rule-roster-fresh-why = Whoever came since gets no mail, and whoever left still reads it.
rule-roster-fresh-source = Regulation (EU) 2016/679, Art. 5(1)(d)

finding-found-groups-admit = group #{ $id } was made by hand, pupils are in it, and people from outside can be added
    .hint = ask the school's administrator; the group has this id at the vendor
rule-found-groups-admit = Nobody from outside can be added to a hand-made group with pupils.
rule-found-groups-admit-why = Whoever is added tomorrow reads what children wrote today.
rule-found-groups-admit-source = Regulation (EU) 2016/679, art. 25(2); CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-found-groups-unlisted = group #{ $id } was made by hand, pupils are in it, and it stands in the directory
    .hint = ask the school's administrator; the group has this id at the vendor
rule-found-groups-unlisted = Hand-made groups with pupils do not stand in the directory.
rule-found-groups-unlisted-why = Whoever searches the directory can write to all children in it at once.
rule-found-groups-unlisted-source = Regulation (EU) 2016/679, art. 25(2); CISA SCuBA GWS.GROUPS.4.1, read for minors

finding-found-groups-roles = group #{ $id } was made by hand, pupils are in it, and administrators' roles can be given to it
    .hint = ask the school's administrator to take the pupils out; the group has this id at the vendor
rule-found-groups-roles = No pupil is in a hand-made group that can hold administrators' roles.
rule-found-groups-roles-why = A role that the group is given makes all who are in it administrators.
rule-found-groups-roles-source = Microsoft Entra, role-assignable groups; CISA SCuBA MS.AAD.7

finding-found-parents-post = group #{ $id } was made by hand, parents are in it, and they write to each other through it
    .hint = ask the school's administrator: owners or managers alone should write to it; the group has this id at the vendor
rule-found-parents-post = Hand-made groups of parents are for announcements.
rule-found-parents-post-why = One reply to all shows a private address to every family.
rule-found-parents-post-source = Regulation (EU) 2016/679, art. 5(1)(c) and (f)

finding-found-parents-lists = group #{ $id } was made by hand, and its members, parents among them, are seen by others than its managers
    .hint = ask the school's administrator; the group has this id at the vendor
rule-found-parents-lists = No family sees who else is in a hand-made group of parents.
rule-found-parents-lists-why = Parents gave their private addresses to the school, not to each other.
rule-found-parents-lists-source = Regulation (EU) 2016/679, art. 5(1)(b) and (c)

finding-found-parents-accounts = { $count ->
    [one] one account of the tenant has a parent's address
   *[other] { $count } accounts of the tenant have parents' addresses
}
    .hint = reach parents at an address of their own; have the account suspended at the vendor
rule-found-parents-accounts = No parent has an account of the school.
rule-found-parents-accounts-why = With an account the school holds more of a family's data than it needs.
rule-found-parents-accounts-source = Regulation (EU) 2016/679, art. 5(1)(c)

finding-found-licences-apart = { $of ->
    [pupils] a licence "{ $product }", which is sold for pupils, is held by staff
   *[staff] a licence "{ $product }", which is sold for staff, is held by a pupil
}
    .hint = take it off at the vendor, or allow it: allow: {"{"}licences: [create, update, adopt, prune]{"}"} in the school's file or its layout
rule-found-licences-apart = No pupil holds a licence for staff, and no staff one for pupils.
rule-found-licences-apart-why = Vendors sell them on that condition, and the services of a licence for staff are not made for minors.
rule-found-licences-apart-source = the vendors' terms for education

finding-leavers-suspended = { $count ->
    [one] one account in the unit of leavers can still sign in
   *[other] { $count } accounts in the unit of leavers can still sign in
}
    .hint = suspend them at the vendor; nothing is lost by that
rule-leavers-suspended = Accounts in the unit of those who left are suspended.
rule-leavers-suspended-why = Whoever left still reads the school's mail and files, and a forgotten account is a way in.
rule-leavers-suspended-source = Regulation (EU) 2016/679, art. 32(1)(b)

finding-licences-of-leavers = licences "{ $product }" of accounts in the unit of leavers: { $count }
    .hint = take them off at the vendor, or allow it: allow: {"{"}licences: [create, update, adopt, prune]{"}"} in the school's file or its layout
rule-licences-of-leavers = Accounts in the unit of those who left hold no paid seats.
rule-licences-of-leavers-why = The seat is paid, and somebody else waits for it.
rule-licences-of-leavers-source = the municipality's programme

finding-administrators-no-guests = somebody of another organization is an administrator of the tenant
    .hint = take the role off at the vendor today, unless a contract says otherwise
rule-administrators-no-guests = Nobody of another organization administers the tenant.
rule-administrators-no-guests-why = An administrator reads and changes everything of everybody, and the school cannot suspend a guest's own account.
rule-administrators-no-guests-source = CISA SCuBA GWS.COMMONCONTROLS.6.1, MS.AAD.8; Regulation (EU) 2016/679, art. 28

finding-team-trained = no teacher of the school is trained
    .hint = enrol somebody in the next training, or write down who was trained in the list of certified teachers
rule-team-trained = Some teacher of each school is trained.
rule-team-trained-why = Without anybody who knows the platform, a school has it and does not use it.
rule-team-trained-source = the municipality's programme

## The check command

check-school = { $school } ({ $tenant })
check-mandatory = mandatory
check-advisory = advisory
check-none = { $schools ->
    [one] One school
   *[other] { $schools } schools
}, { $rules ->
    [one] one rule
   *[other] { $rules } rules
}: no breach.
check-summary = { $schools ->
    [one] One school
   *[other] { $schools } schools
}, { $rules ->
    [one] one rule
   *[other] { $rules } rules
}: { $mandatory ->
    [0] no mandatory breach
    [one] one mandatory breach
   *[other] { $mandatory } mandatory breaches
}, { $advisory ->
    [0] no recommendation
    [one] one recommendation
   *[other] { $advisory } recommendations
}.
check-unread = Not checked, because the tenant could not be read: { $schools }
policy-mandatory = Rules whose breach refuses a school.
policy-advisory = Recommendations, waivers, and what the rules find in schools that are only observed.
