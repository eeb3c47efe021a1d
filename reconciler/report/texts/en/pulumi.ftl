# What Pulumi's engine shows.

fault-not-a-school = no file declares the school "{ $school }" in the tenant "{ $tenant }"
    .hint = a School resource needs the name of a file in the folder of schools, and a tenant that this file names
fault-wrong-id = "{ $id }" is no id of a school
    .hint = an id is school/tenant, such as ou-geo-milev/ou-geo-milev
fault-unknown-type = this provider has nothing called "{ $type }"
fault-stopped = told to stop: nothing more is sent
    .hint = what was begun is in the ledger; pulumi up goes on from there
fault-pulumi-refused = refused, so nothing was written in any school:
    { $told }
    .hint = in Pulumi consent is configuration: pulumi config set reconciler:acknowledge NAME:SCHOOL, and why in reconciler:reason
fault-pulumi-no-reason = { $guards } was acknowledged without a reason
    .hint = pulumi config set reconciler:reason "…"; the ledger keeps it
fault-not-seen = { $tenant } was written and could not be read again
    .hint = pulumi preview shows what is left
pulumi-marks-stay = No file declares { $school } any more, so its objects in { $tenant } keep their marks. To take them off, put the file back and delete the resource first, or write decommission: true into it.
