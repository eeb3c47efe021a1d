# The ledger: where it is, whose it is, and who holds a lease.

fault-ledger-bad-url = the ledger's URL is invalid: { $url }
    .hint = write sqlite:///FILE or postgresql://HOST/DATABASE
fault-ledger-unreachable = the ledger { $url } cannot be used: { $why }
    .hint = nothing more was sent without it; once it answers, run the same command again
fault-ledger-newer-schema = the ledger was written by a newer version of reconciler (schema { $version })
    .hint = install that version; an older one cannot read it
fault-ledger-other-municipality = the ledger belongs to the municipality "{ $found }", not to "{ $municipality }"
    .hint = give each municipality a ledger of its own
fault-ledger-other-key = the ledger was made with the pseudonym key { $found }, and this one is { $key }
    .hint = use the key that it was made with, or start a new ledger: its pseudonyms cannot be compared
fault-ledger-unknown-run = the ledger has no run { $run }
    .hint = { $newest ->
        [0] it has none so far
       *[other] the newest one is { $newest }; `reconciler history` lists them
    }
fault-ledger-sealed-by-another = something in the ledger cannot be read with the pseudonym key { $key }
    .hint = use the key that it was written with
fault-lease-held = the lease on "{ $tenant }" is held by { $who } on { $host } since { $since }{ $run ->
    [0] {""}
   *[other] {" "}(run { $run })
}
    .hint = wait until that run ends; if it was killed, its lease expires at { $until }
fault-lease-lost = the lease on "{ $tenant }" is no longer ours; nothing more was sent there
    .hint = reconciler history shows who holds it now; then run the same command again

# The emergency stop.

fault-frozen = { $who } has stopped all writing since { $since } UTC{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
    .hint = ask them; reconciler unfreeze --reason "…" lets writing go on. Reading (plan, report, drift) works all the time
fault-stack-frozen = the stack's file stops all writing{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
    .hint = its Git history says who wrote it; take `reconciler:frozen` out once writing may go on
fault-freeze-is-over = --until { $until } is before today, { $day } (UTC): nothing would be stopped
    .hint = write the last day on which nothing may be written, or leave --until out
fault-no-freeze-reason = writing is neither stopped nor let go on without a reason
    .hint = add --reason "…": everybody who is refused is told, and the ledger keeps it
refusal-frozen = stopped by { $who } at { $since } UTC{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
    .hint = once writing may go on, run the same command again: what is applied stays
freeze-holds = All writing is stopped{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
    apply, undo, forget and Pulumi refuse from now on, in every stack of this ledger. To go on:  reconciler unfreeze --reason "…"
freeze-running = Run { $run } of { $who } on { $host } goes on: it sends no further write.
freeze-lifted = { $count ->
    [0] Nothing was stopped in the ledger.
    [one] Writing may go on: one stop was lifted.
   *[other] Writing may go on: { $count } stops were lifted.
}
freeze-plan = All writing is stopped{ $who ->
    [none] {" "}by the stack's file
   *[other] {" "}by { $who } since { $since } UTC
}{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
freeze-row = { $since }  { $who } on { $host }{ $until ->
    [none] {""}
   *[other] {" "}up to and including { $until }
}: { $reason }
freeze-row-lifted = lifted { $at } by { $who }: { $reason }
freeze-row-holds = holds
freeze-row-over = its last day is over
freeze-none = All writing was never stopped.

fault-ledger-run-pruned = the journal of run { $run } was pruned: what it changed is no longer kept
    .hint = it cannot be undone; change the files back instead, and plan
fault-ledger-rekey-held = { $count ->
    [one] a run holds a tenant
   *[other] runs hold { $count } tenants
}, and would go on writing with the old key
    .hint = wait until it has ended, or stop it with `reconciler freeze`, then repeat
fault-nothing-to-keep = municipality.yaml does not say how long the ledger keeps anything
    .hint = write ledger: {"{"}keep: {"{"}journal: 400 days, findings: 3 years, reports: 3 years{"}"}{"}"}
fault-same-key = { $file } holds the key that the ledger has already
ledger-to-prune = Older than it is kept: { $journal } changes of the journal, { $findings } findings that are gone, { $reports } reports. With --yes their content is taken out; counts and digests stay.
ledger-pruned = Taken out: the content of { $journal } changes of the journal, { $findings } findings that are gone, { $reports } reports. Counts and digests stay.
ledger-rekeyed = The ledger has the key { $key } now; changes sealed anew: { $sealed }. Put the new key in the place of the old one before the next run, then destroy the old one. Every open approval is void.
