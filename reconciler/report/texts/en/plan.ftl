### Plans and outcomes. People are counts.

plan-kind-orgunit = unit
plan-kind-group = group
plan-kind-membership = members
plan-kind-placement = placement
plan-kind-licence = licence

plan-many-orgunit = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
plan-many-group = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
plan-many-membership = members of { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
plan-many-placement = placements in { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
plan-many-licence = { $count ->
    [one] { $count } licence product
   *[other] { $count } licence products
}

## One row

plan-row-owner = { $count ->
    [one] { $count } owner
   *[other] { $count } owners
}
plan-row-manager = { $count ->
    [one] { $count } manager
   *[other] { $count } managers
}
plan-row-member = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
plan-row-empty = no members
plan-row-another-role = { $count } in another role
plan-row-other-plans = { $count } with other service plans
plan-row-swapped = { $count } switched from { $product }
plan-row-from = from { $unit }
plan-row-from-many = from { $count } units
plan-row-of-seats = of { $purchased } seats
plan-row-adopted = adopted as it is
plan-row-adopted-changed = adopted
plan-row-renamed-orgunit = the people in it stay
plan-row-renamed-group = its members stay; the old address becomes an alias
plan-row-renamed-group-mail = its members and its e-mail address stay
plan-row-deleted = deleted at the vendor
plan-row-deleted-with = deleted at the vendor, with { $count ->
    [one] its one member
   *[other] its { $count } members
}
plan-row-forgotten = no longer managed: stays at the vendor, without our mark
field-name = name
field-address = address
field-label = description
field-path = path
plan-row-mark = the mark takes the new key; it was { $before }
plan-row-mark-school = the mark takes the school's new id; it was { $before }
plan-row-people = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}

plan-true = true
plan-false = false
plan-nothing = nothing

## Around the rows

plan-observed = Observed { $tenants ->
    [one] { $tenants } tenant
   *[other] { $tenants } tenants
} with { $requests ->
    [one] { $requests } request
   *[other] { $requests } requests
}{ $whole ->
    [yes] , completely
   *[other] , not completely
}. Rosters of the school year { $from }/{ $until }.
plan-as-declared = { $count ->
    [one] { $count } school as declared
   *[other] { $count } schools as declared
}
plan-school-refused = refused, see below
plan-school-observed = { $count ->
    [one] { $count } difference is only observed, and not written:
   *[other] { $count } differences are only observed, and not written:
}
plan-mode-observed = only observed
plan-mode-kinds = { $kinds } only observed
plan-school-unknown = { $count } unknown, see below
plan-school-held = not accepted by the vendor: { $count }, see below
plan-shortened = { $rows ->
    [one] { $rows } change
   *[other] { $rows } changes
} in all, shortened. One school in full:  reconciler plan --stack { $stack } --school { $school }

plan-title-frozen = Stopped
plan-title-failed = Not read
plan-title-acknowledged = Acknowledged
plan-title-refused = Refused
plan-title-unknown = Unknown
plan-title-observed = Observed
plan-title-held = Not accepted
plan-title-changes = Changes
plan-title-cost = Cost
plan-title-seats = Seats
plan-title-findings = Findings

plan-failed = { $tenant }: no plan for { $schools }
plan-failed-nobody = { $tenant }: no school's plan depends on it
plan-unknown-row = { $school }: { $things } left unchanged
plan-and-more = and { $count } more

plan-sum-created = { $count } created
plan-sum-adopted = { $count } adopted
plan-sum-renamed = { $count } renamed
plan-sum-updated = { $count } updated
plan-sum-members = members
plan-sum-placements = { $count ->
    [one] { $count } placement
   *[other] { $count } placements
}
plan-sum-licences = { $count ->
    [one] { $count } licence
   *[other] { $count } licences
}
plan-sum-licences-back = { $count ->
    [one] { $count } licence removed
   *[other] { $count } licences removed
}
plan-sum-licences-swapped = { $count ->
    [one] { $count } licence switched
   *[other] { $count } licences switched
}
plan-sum-forgotten = { $count } no longer managed
plan-sum-deleted = { $count } deleted
plan-sum-nothing-deleted = nothing deleted
plan-sum-nothing = nothing changes

plan-cost = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
} in { $requests ->
    [one] { $requests } request
   *[other] { $requests } requests
}, at least { $time } within the documented budgets{ $unlimited ->
    [yes] {" "}(this stack does not keep them)
   *[other] {""}
}
plan-cost-slowest = { $api } takes longest: { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
}{ $tenants ->
    [one] {""}
   *[other] {" "}of { $tenants } tenants that the vendor counts together
}
plan-seconds = { $seconds } s
plan-minutes = { $minutes } min
plan-hours = { $hours } h { $minutes } min
plan-seats = { $product } { $after } of { $purchased }
plan-seats-unlimited = { $product } { $after }
plan-seats-short = { $count ->
    [one] { $count } person gets no seat
   *[other] { $count } people get no seat
}
plan-seats-others = the others
plan-seats-without = { $school } { $count } of { $claim }
plan-finding = { $school }: { $text }{ $more ->
    [0] {""}
    [one] ; and one more like it
   *[other] ; and { $more } more like it
}  { $code }
plan-findings-where = (reconciler report lists them)

plan-go = Plan { $fingerprint }. To apply exactly this plan:  reconciler apply --stack { $stack } --expect { $fingerprint }
plan-preview = Plan { $fingerprint } for { $day } is a preview; apply plans for its own day.
plan-taken = Plan { $fingerprint }.
plan-nothing-to-do = Plan { $fingerprint }. Nothing to do: { $count ->
    [one] the school is as declared
   *[other] all { $count } schools are as declared
}.
plan-only-observed = Plan { $fingerprint }. Nothing to apply: what differs is only observed. What would be done otherwise:  reconciler plan --stack { $stack } --as-if manage
plan-as-if = Plan { $fingerprint }, as if everything were managed. It cannot be applied: change the mode first, in the file that says observe.
plan-nothing-known = Plan { $fingerprint }. Nothing to do as far as is known; not everything could be read.
plan-nothing-else = Plan { $fingerprint }. Nothing to send: what differs, the vendor does not accept; above is what to do.
plan-refused = Plan { $fingerprint } is refused; each refusal above says what to do.
plan-refused-several = Plan { $fingerprint } is refused; each refusal above says what to do. Several can be agreed to at once:  reconciler apply --stack { $stack } --acknowledge NAME --acknowledge NAME --reason "…"

## Requests

plan-requests-route = route
plan-requests-calls = calls
plan-requests-requests = requests
plan-requests-total = total

## Markdown

plan-md-title = Plan { $fingerprint } for { $stack }: { $changed } of { $count ->
    [one] { $count } school
   *[other] { $count } schools
} { $changed ->
    [one] changes
   *[other] change
}
plan-md-school = school
plan-md-tenant = tenant
plan-md-members = members
plan-md-placements = placements
plan-md-licences = licences
plan-md-findings = findings
plan-md-what = what
plan-md-change = change
plan-md-why = why
plan-md-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
plan-md-brief = Shortened to keep this comment readable. In full:  `reconciler plan --stack { $stack } --school { $school }`
plan-md-left-out = Changes of { $count ->
    [one] { $count } school are
   *[other] { $count } schools are
} only counted above, to keep this comment readable. In full:  `reconciler plan --stack { $stack }`
plan-md-rows-left-out = { $count ->
    [one] { $count } more school changes
   *[other] { $count } more schools change
}; the table above shows the first ones.
plan-md-lines-left-out = and { $count } more; `reconciler plan --stack { $stack }` shows them all
plan-md-foot = Merging applies this plan school by school: a school that has changed in between is left as it is, and needs a new plan.
plan-md-foot-observed = Nothing to apply: what differs is only observed.
plan-md-foot-nothing = Nothing to apply.
plan-md-foot-unread = Nothing to apply as far as is known; not everything could be read.
plan-md-foot-held = Nothing to apply: what differs, the vendor does not accept; above is what to do.
plan-md-foot-all-refused = Nothing is applied until the refusals are resolved.
plan-md-foot-refused = What is refused above stays as it is until that is resolved; merging applies the rest school by school.

## Outcomes

plan-result-applied = { $count } applied
plan-result-unchanged = { $count } already in place
plan-result-partial = { $count } applied but for people whom the vendor refused
plan-result-failed = { $count } failed
plan-result-blocked = { $count } not tried because another change failed
plan-result-unknown = { $count } unknown
plan-result-held = { $count } not accepted by the vendor
plan-outcome-total = Changes
plan-outcome-applied = applied
plan-outcome-unchanged = already in place
plan-outcome-partial = applied, but for people whom the vendor refused
plan-outcome-failed = failed
plan-outcome-blocked = not tried
plan-outcome-unknown = not known whether it was applied
plan-outcome-held = not accepted by the vendor
finding-people-refused = the vendor does not take a few people of { $what }; all others are applied, and the next wave goes on
    .hint = correct their address in the list, or their account
plan-outcome-left = Still different when read again:
plan-outcome-part = { $done } of { $wanted } applied
plan-outcome-none = nothing was applied
plan-outcome-refused-all = Nothing was applied; each refusal above says what to do.
plan-outcome-refused = Refused, and nothing of it was applied: { $schools }. Each refusal above says what to do.
plan-outcome-action-create = create
plan-outcome-action-update = update
plan-outcome-action-delete = delete
plan-outcome-action-adopt = adopt
plan-outcome-action-forget = stop managing
plan-outcome-again = What failed or is unknown is planned again by the next  reconciler plan

fault-as-if-to-file = a plan as if everything were managed cannot be written to a file, which apply would carry out
    .hint = leave --out away, or change the mode in the file that says observe and plan again
## What the vendor does not accept

finding-held-invalid = { $kind } "{ $key }": the vendor does not accept { $count ->
    [one] one entry
   *[other] { $count } entries
} (refused { $times ->
    [one] once
   *[other] { $times } times
} since { $since })
    .hint = correct it in the school's file or in its list; tried again when it changes, from { $retry } on, or with --retry
finding-held-unsupported = { $kind } "{ $key }": the vendor does not offer this for { $count ->
    [one] one entry
   *[other] { $count } entries
} (refused { $times ->
    [one] once
   *[other] { $times } times
} since { $since })
    .hint = leave it out of the school's file; tried again when it changes, from { $retry } on, or with --retry
finding-held-automatic-licence = licence "{ $key }": the vendor itself decides whether { $count ->
    [one] one person has
   *[other] { $count } people have
} it (refused { $times ->
    [one] once
   *[other] { $times } times
} since { $since })
    .hint = list the product under automatic: of the tenant in the stack's file; otherwise tried again from { $retry } on, or with --retry
finding-held-inherited-licence = licence "{ $key }": { $count ->
    [one] one person has
   *[other] { $count } people have
} it through a group, and it cannot be taken from { $count ->
    [one] that person
   *[other] them
} alone (refused { $times ->
    [one] once
   *[other] { $times } times
} since { $since })
    .hint = take it from the group, or the people out of the group; tried again when that changes, from { $retry } on, or with --retry
finding-held-same-person = { $kind } "{ $key }": { $count ->
    [one] an outsider is a member under another address, and stays under it
   *[other] outsiders are members under other addresses, and stay under them ({ $count } entries)
}
    .hint = write the address that the vendor lists into the school's file or its list; tried again when it changes, from { $retry } on, or with --retry
finding-held-waits = { $kind } "{ $key }": { $count ->
    [one] one member who should leave stays
   *[other] { $count } members who should leave stay
}, since the vendor does not accept who comes in the same change
    .hint = see the entries of the same group that are not accepted; outsiders are removed after the second refusal
finding-held-needs = { $kind } "{ $key }": { $count ->
    [one] one entry is
   *[other] { $count } entries are
} not carried out, since the vendor does not accept what this needs
    .hint = see what else of this school is not accepted
