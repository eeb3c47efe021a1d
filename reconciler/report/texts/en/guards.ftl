### Guards: each refusal with its numbers, its limit and the way on.

refusal-members-removed-per-group = members-removed-per-group: { $limit ->
    [unread] it is unknown how many would leave group "{ $thing }" of { $school }: the members of a nested group that is taken out were not read
   *[other] { $count } of { $before } members ({ $percent } %) would leave group "{ $thing }" of { $school }, the limit is { $limit }
}
    .hint = read the plan; if it is intended: { $agree }
refusal-members-removed-per-school = members-removed-per-school: { $school } would lose { $count } of { $before } memberships ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-members-removed-per-tenant = members-removed-per-tenant: the schools in { $tenant } together would lose { $count } of { $before } memberships ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-members-added-per-group = members-added-per-group: { $count } members would be added to the { $before } of group "{ $thing }" of { $school } ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-members-added-per-school = members-added-per-school: { $school } would get { $count } new memberships in groups that have members, beside { $before } ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-members-added-per-tenant = members-added-per-tenant: the schools in { $tenant } together would get { $count } new memberships in groups that have members, beside { $before } ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-groups-removed-per-school = groups-removed-per-school: { $school } would lose { $count } of { $before } groups, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-groups-removed-per-tenant = groups-removed-per-tenant: the schools in { $tenant } together would lose { $count } of { $before } groups, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-groups-created-per-school = groups-created-per-school: { $school } would get { $count } new groups at once, the limit is { $limit }
    .hint = look at the template that creates them; if it is intended: { $agree }
refusal-groups-created-per-tenant = groups-created-per-tenant: the schools in { $tenant } together would get { $count } new groups at once, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-units-removed-per-school = units-removed-per-school: { $school } would lose { $count } of { $before } units, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-units-removed-per-tenant = units-removed-per-tenant: the schools in { $tenant } together would lose { $count } of { $before } units, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-units-created-per-school = units-created-per-school: { $school } would get { $count } new units at once, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-units-created-per-tenant = units-created-per-tenant: the schools in { $tenant } together would get { $count } new units at once, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-unmanaged-units-left = unmanaged-units-left: { $count } of { $before } people of { $school } would leave { $units ->
    [one] a unit
   *[other] { $units } units
} that nobody of us owns, and what is set on { $units ->
    [one] it
   *[other] them
}
    .hint = take the units over with `adopt`, or look at what is set on them; if the move is intended: { $agree }
refusal-people-moved-per-school = people-moved-per-school: { $count } of { $before } people ({ $percent } %) of { $school } would move from one unit of the school to another, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-people-moved-per-tenant = people-moved-per-tenant: { $count } of { $before } people ({ $percent } %) in { $tenant } would move from one unit of their school to another, the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-unmanaged-licences-taken = unmanaged-licences-taken: { $count } of { $before } people of { $school } would lose or change a licence that somebody gave by hand before we came
    .hint = adopt first and take back later; if it is intended: { $agree }
refusal-licences-removed-per-school = licences-removed-per-school: { $school } would lose { $count } of { $before } licences ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-licences-removed-per-tenant = licences-removed-per-tenant: the schools in { $tenant } together would lose { $count } of { $before } licences ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-licences-swapped-per-school = licences-swapped-per-school: { $count } of { $before } licences ({ $percent } %) of { $school } would be replaced by another one of their family, the limit is { $limit }
    .hint = read the plan; if it is meant: { $agree }
refusal-licences-swapped-per-tenant = licences-swapped-per-tenant: { $count } of { $before } licences ({ $percent } %) of the schools in { $tenant } together would be replaced by another one of their family, the limit is { $limit }
    .hint = read the plan; if it is meant: { $agree }
refusal-licences-added-per-school = licences-added-per-school: { $school } would get { $count } new licences beside { $before } ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-licences-added-per-tenant = licences-added-per-tenant: the schools in { $tenant } together would get { $count } new licences beside { $before } ({ $percent } %), the limit is { $limit }
    .hint = read the plan; if it is intended: { $agree }
refusal-forgotten-per-school = forgotten-per-school: { $count } of the { $before } units and groups ({ $percent } %) that { $school } owns would no longer be managed, the limit is { $limit }
    .hint = was a layout removed, or were keys typed again without `previously`? If it is intended: { $agree }
refusal-last-owner = last-owner: { $count ->
    [one] { $count } of { $school }'s groups would lose its last owner: { $groups }
   *[other] { $count } of { $school }'s groups would lose their last owners: { $groups }
}
    .hint = read the plan; if it is intended: { $agree }
refusal-administrators = administrators: { $count ->
    [one] { $count } change at { $school } touches an administrator: { $things }
   *[other] { $count } changes at { $school } touch administrators: { $things }
}
    .hint = read the plan; if it is intended: { $agree }
refusal-groups-vanished = groups-vanished: { $school } would lose every group that it owns ({ $count })
    .hint = restore its layout, add `previously`, or close the school with `decommission: true`; if it is intended: { $agree }
refusal-school-vanished = school-vanished: { $school } was declared before and is in no manifest any more; nothing is applied anywhere
    .hint = restore the manifest, add `previously`, or close the school with `decommission: true`; if it is intended: { $agree }
refusal-ledger-is-new = ledger-is-new: { $count ->
    [one] one thing in { $tenant } carries
   *[other] { $count } things in { $tenant } carry
} the mark of { $school }, and this ledger knows no run there
    .hint = open the ledger in which earlier runs are kept (RECONCILER_LEDGER_URL or reconciler:ledger); if it is lost, drift, recent removals, vanished schools and undo begin anew with this run: { $agree }
refusal-tenant-unprobed = tenant-unprobed: this would be the first apply in { $tenant }, and { $why ->
    [none] nobody has probed the tenant
    [old] its last probe is { $age } days old ({ $day }), the limit is { $limit }
   *[failed] its probe of { $day } found that not everything holds: { $failed }
}
    .hint = probe it: reconciler doctor --probe --tenant { $tenant } --acknowledge probe:{ $tenant } --reason "…"; or, if you know better: { $agree }
refusal-tenant-left = tenant-left: every mark of { $school } in { $tenant } would be taken off: { $units ->
    [one] { $units } unit
   *[other] { $units } units
} and { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
}; they stay as they are, and reconciler manages none of them afterwards
    .hint = read the plan; if it is intended: { $agree }
refusal-school-decommissioned = school-decommissioned: { $school } closes: { $units ->
    [one] { $units } unit
   *[other] { $units } units
}, { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
} and { $licences ->
    [one] { $licences } licence
   *[other] { $licences } licences
} would be removed
    .hint = read the plan; if it is intended: { $agree }
refusal-roster-shrunk = roster-shrunk: the roster of { $school } shrank from { $before } to { $now } { $of ->
    [principal] principals
    [teacher] teachers
    [staff] other staff
    [pupil] pupils
    [parent] parents
   *[all] people
} ({ $percent } % fewer), the limit is { $limit }
    .hint = is the export complete? If it is: { $agree }
refusal-roster-partial = roster-partial: { $lacks ->
    [role] the roster of { $school } has nobody any more with the role { $role }
    [classes] the roster of { $school } has nobody any more in classes that it had: { $names }
   *[pupils] { $count } of { $before } pupils ({ $percent } %) in the roster of { $school } are in no class, the limit is { $limit }
}
    .hint = is the export complete? If it is: { $agree }
refusal-roster-older = roster-older: the list of { $school } is { $of ->
    [year] of an earlier school year: it ends in { $now }, that of the last apply in { $was }
   *[day] older than that of the last apply: of { $now }, and that was of { $was }
 }
    .hint = put the newest export in its place; or agree: { $agree }
refusal-roster-stale = roster-stale: the roster of { $school } is { $count } days old (of { $exported }), the limit is { $limit } days
    .hint = export the roster again; or agree: { $agree }
refusal-people-between-schools = people-between-schools: { $count } of { $before } people ({ $percent } %) in the roster of { $school } were at another school before, the limit is { $limit }
    .hint = is it the roster of this school? If it is: { $agree }
refusal-staff-pupil-crossing = staff-pupil-crossing: { $count ->
    [one] { $count } person of { $school } would change between pupils and staff, or be in one unit with the others
   *[other] { $count } people of { $school } would change between pupils and staff, or be in one unit with the others
}
    .hint = check their roles in the roster and who is in these units; if they are right: { $agree }
guard-recent = { $count } of them left in the last few days; they count as well
guard-agree-command = reconciler apply --acknowledge { $name } --reason "…"
guard-agree-job = the job “decide”, with { $name }, the fingerprint beside it in the table and a reason
guard-agree-pulumi = pulumi config set reconciler:acknowledge { $name }, and why: pulumi config set reconciler:reason "…"
