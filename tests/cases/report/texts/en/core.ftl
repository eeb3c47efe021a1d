# Texts of the tests' own codes.
reason-sample-declared = declared
reason-sample-roster = roster
reason-sample-not-read = its members could not be read whole
finding-sample-strangers = group "{ $group }" has { $count ->
    [one] one member
   *[other] { $count } members
} whom nobody declared
    .hint = keep them or let them go, in the school's file
fault-sample-unreachable = { $tenant }: no connection to the vendor
    .hint = check the network, then run again
fault-sample-asks = { $what } & more
    .hint = ask { $whom }
refusal-sample-guard = { $school } would lose { $removed } of { $before } memberships
    .hint = read the plan, then acknowledge sample-guard
