# What Pulumi's engine shows.

fault-not-a-school = no file declares the school "{ $school }" in the tenant "{ $tenant }"
    .hint = a School resource needs the name of a file in the folder of schools, and a tenant that the file names
fault-wrong-id = "{ $id }" is not the id of a school
    .hint = an id is school/tenant, such as ou-geo-milev/ou-geo-milev
fault-unknown-type = this provider has no type or function "{ $type }"
fault-stopped = stop requested: nothing more is sent
    .hint = what was started is in the ledger; pulumi up continues from there
fault-pulumi-refused = refused, so nothing was written in any school:
    { $told }
    .hint = several guards go into one reconciler:acknowledge, with commas between
fault-pulumi-no-reason = { $guards } was acknowledged without a reason
    .hint = pulumi config set reconciler:reason "…"; the ledger keeps it
fault-not-seen = { $tenant } was written and could not be read again
    .hint = pulumi preview shows what is left
pulumi-marks-stay = No file declares { $school } any more, so its objects in { $tenant } keep their marks. To take them off, put the file back and delete the resource first, or write decommission: true into it.
pulumi-only-observed = { $school }: { $count ->
    [one] one difference is only observed and
   *[other] { $count } differences are only observed and
} not written: { $differences }
pulumi-people-refused = The vendor does not take a few people; everything else of this school is applied:
    { $people }
