### Rules of policies/, what they find, and the check command.
### finding-<id> says what is wrong, its hint is the cure; rule-<id> says the rule, rule-<id>-why why it stands, rule-<id>-source where it comes from.

fault-rule-broken = this module cannot be run: { $problem ->
    [print] it prints
    [exit] it ends the program
    [process] it starts a process or opens a connection
    [time] it takes more than { $seconds } seconds
   *[other] { $problem }
 }
fault-rule-failed = the rule { $rule } failed while it judged a school: { $problem ->
    [print] it prints
    [exit] it ends the program
    [process] it starts a process or opens a connection
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
    .hint = name a role as well, as in {"{"}class: 5а, role: teacher{"}"}: a class alone means its pupils too
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
rule-parents-no-account = Parents have no account, no unit and no licence.
rule-parents-no-account-why = An account of the school would have the school process more of a family's data than it needs.
rule-parents-no-account-source = GDPR art. 5(1)(c)

finding-staff-groups-closed = group "{ $group }" is for staff alone and `{ $setting }` is { $value }
    .hint = pupils are in the domain too: write { $setting ->
        [join] `join: invited` or `join: request`
       *[other] `{ $setting }: members` or `{ $setting }: managers`
    } in its settings
rule-staff-groups-closed = Nothing of a group for staff is open to the domain.
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
rule-two-owners = Groups for the pupils or parents of several classes have two owners.
rule-two-owners-why = When the only owner leaves or is ill, nobody of the school can act.
rule-two-owners-source = good practice of both vendors

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
