### What a vendor answered. Facts: tenant, what (a listing or a resource), status (0: none), answer.

fault-forbidden = { $tenant }: { $what }: the vendor refuses access{ $said }
    .hint = give the account the rights that `reconciler docs operations` lists, then run again
fault-unauthenticated = { $tenant }: { $what }: sign-in failed{ $said }
    .hint = check the tenant's credentials in the stack file; `reconciler doctor --tenant { $tenant }` says what is missing
fault-unreachable = { $tenant }: { $what }: no connection to the vendor
    .hint = check the network and the tenant's endpoint, then run again
fault-throttled = { $tenant }: { $what }: still throttled after several attempts{ $said }
    .hint = run again later, or lower the tenant's budgets in the stack file
fault-quota-spent = { $tenant }: { $what }: the vendor's quota of today is used up, so nothing more is sent to this service
    .hint = run again tomorrow, or have the project's daily quota raised
fault-unavailable = { $tenant }: { $what }: the vendor's service is unavailable{ $said }
    .hint = run again later
fault-invalid = { $tenant }: { $what }: the vendor rejects the request as invalid{ $said }
fault-missing = { $tenant }: { $what }: it does not exist at the vendor{ $said }
    .hint = plan again: somebody may have removed it since
fault-already = { $tenant }: { $what }: it already exists at the vendor, under another owner or in another form{ $said }
    .hint = plan again to see what is there
fault-conflict = { $tenant }: { $what }: the vendor's state does not allow it{ $said }
    .hint = plan again: something else changed at the same time, or must go first
fault-no-seats = { $tenant }: { $what }: no seat of this licence is left
    .hint = buy seats, or lower what the manifests ask for
fault-automatic-licence = { $tenant }: { $what }: the vendor gives this licence automatically, it cannot be changed by hand
    .hint = name the product under `automatic` of the tenant in the stack file
fault-inherited-licence = { $tenant }: { $what }: this licence comes through a group and cannot be taken from one person
    .hint = change the group that carries it
fault-same-person = { $tenant }: { $what }: an outsider is a member under another address
    .hint = write the address that the vendor lists into the school's file or its list
fault-unknown-answer = { $tenant }: { $what }: not known whether it was applied{ $said }
    .hint = plan again: the next reading shows the actual state
fault-malformed = { $tenant }: { $what }: the answer is not one that the vendor gives{ $said }
    .hint = look whether a proxy or a web page answers in the vendor's place, then run again
fault-endless = { $tenant }: { $what }: its pages do not end, or one comes twice, so it counts as not read
    .hint = run again; if it stays so, tell the vendor
fault-half-read = { $tenant }: { $what }: could not be read completely, so nothing is removed there
    .hint = run again
fault-guarded = { $tenant }: { $what }: only others may change it{ $said }
    .hint = the directory on the premises or the administrators of its restricted unit do; plan again to see it as a finding
fault-unsupported = { $tenant }: { $what }: the vendor cannot do this

### What other listings say of one. Facts: tenant, listing, count, source (a resource, administrator or ledger).

fault-contradicted = { $tenant }: the listing of { $listing ->
    [groups] groups
    [units] units
   *[other] accounts
} lacks { $count ->
    [one] one that is there
   *[other] { $count } that are there
}: { $source ->
    [administrator] the account that we act as
    [ledger] what the ledger knows that we own
   *[other] named by { $source }
}. It is not complete, so nothing is taken from anybody because of it
    .hint = run again in some minutes; if it stays so, look for them in the vendor's console
fault-too-many-missing = { $tenant }: other listings name { $count } that the listing of { $listing ->
    [groups] groups
    [units] units
   *[other] accounts
} lacks, more than the { $limit } that are asked for one by one (the first: { $source }). It is not complete, so nothing is taken from anybody because of it
    .hint = run again in some minutes; if it stays so, look for them in the vendor's console: where they were deleted, `lookUps` of the tenant in the stack file lets so many be asked for one by one
fault-cannot-ask = { $tenant }: the listing of { $listing ->
    [groups] groups
    [units] units
   *[other] accounts
} lacks { $count } that { $source } names, and the vendor does not say whether they are there. It is not complete, so nothing is taken from anybody because of it
    .hint = run again; the account that reads needs the rights that `reconciler docs operations` lists
