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
    .hint = reconciler history lists them
fault-ledger-sealed-by-another = something in the ledger cannot be read with the pseudonym key { $key }
    .hint = use the key that it was written with
fault-lease-held = the lease on "{ $tenant }" is held by { $who } on { $host } since { $since }{ $run ->
    [0] {""}
   *[other] {" "}(run { $run })
}
    .hint = wait until that run ends; if it was killed, its lease expires at { $until }
fault-lease-lost = the lease on "{ $tenant }" is no longer ours; nothing more was sent there
    .hint = reconciler history shows who holds it now; then run the same command again
