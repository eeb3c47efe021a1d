### `reconciler doctor`: what a tenant grants and lacks, in the words of who can mend it.

doctor-looking = Asking
doctor-project = This project
doctor-tenant = { $tenant } · { $vendor ->
    [google] Google Workspace
   *[microsoft] Microsoft 365
} · { $domain }
doctor-state-ok = ok
doctor-state-missing = MISSING
doctor-state-unknown = unknown
doctor-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
doctor-uses = without it: no { $uses }
doctor-use-plan = plan
doctor-use-apply = apply
doctor-use-drift = names of who made a change by hand
doctor-who-city = the city's IT
doctor-who-administrator = the school's administrator
doctor-who-vendor = the vendor's support
doctor-ask = mend what is missing above, then run this command again
doctor-summary = { $tenants ->
    [one] { $tenants } tenant
   *[other] { $tenants } tenants
}: { $ok } ok, { $missing } missing, { $unknown } unknown.
doctor-about-unknown = Unknown is no fault: this program does not ask for more rights than it needs to plan. Each line says where to look.

## The project

doctor-files = the files of { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
    .missing = { $count ->
    [one] { $count } fault, so that nothing can be planned:
   *[other] { $count } faults, so that nothing can be planned:
}
    .step = correct each of these lines; `reconciler validate` checks them again
doctor-key = the municipality's secret key
    .missing = without it no plan can be made:
    .step = put the same key that all jobs use where the message says
doctor-ledger = the ledger
    .missing = it cannot be used:
    .step = see “The ledger” in docs/operations.md; plan and apply need the same database
doctor-ledger-role = the right to write to the ledger
    .missing = this job may only read it: right for plan and drift, not enough for apply
    .step = give the job that applies the ledger's owner, by RECONCILER_LEDGER_URL of that job alone
doctor-rosters = lists of people: { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
    .missing = no list can be used:
    .step = correct or export the lists again; `reconciler roster check FILE` looks at one
doctor-roster = the list of people of { $school }
    .missing = { $why ->
        [none] there is none, so nobody of this school is added, moved or removed
        [old] it is { $age } days old, and the limit is { $limit } days
       *[broken] it cannot be used, so nobody of this school is added, moved or removed:
    }
    .step = export it from the school's register again and put it where the lists are
doctor-clock = this machine's clock
    .missing = { $seconds ->
        [none] it is off by so much that the vendor refuses to sign in
       *[other] it is { $seconds } seconds off, and the vendor refuses to sign in with more than a few minutes
    }
    .unknown = the vendor gave no time
    .step = switch on time synchronisation (NTP) on the machine that runs this command

## Signing in

doctor-credentials = what this program signs in with
    .missing = { $why ->
        [unread] it cannot be read on this machine
        [expired-key] the secret of the application { $client } has ended
        [no-federation] the application { $client } does not trust the identity of this job
       *[other] the vendor does not know it
    }
    .step = { $why ->
        [expired-key] make a new secret at entra.microsoft.com, App registrations, this application, Certificates & secrets, and put it where the stack's file says; an identity of the job never ends (docs/operations.md, Microsoft)
        [no-federation] at entra.microsoft.com, App registrations, this application, Certificates & secrets, “Federated credentials”: issuer, subject and audience must be exactly the job's (docs/operations.md, Microsoft)
       *[other] check the entry `credentials` of the stack's file, and that the key, secret or job's identity that it names is there and is the right one
    }
doctor-reached = an answer from the vendor
    .missing = { $number ->
        [none] there was none that could be used
       *[other] Microsoft refuses to let this program in, with the number { $number }
    }
    .unknown = there was none that could be used:
    .step = { $number ->
        [none] check that this machine reaches the vendor over the internet, and try again in some minutes; if it stays, ask the vendor's support
       *[other] read what the number means at https://login.microsoftonline.com/error?code={ $number } and try again in some minutes; if it stays, ask the vendor's support
    }
doctor-signing-role = the right to sign in as the service account { $account }
    .missing = whoever runs this command may not sign in its name
    .step = give it the role “Service Account Token Creator” on that account:
        gcloud iam service-accounts add-iam-policy-binding { $account } --member=WHO --role=roles/iam.serviceAccountTokenCreator
doctor-delegation = permission for this program to work in the school's domain
    .missing = nobody has given it yet
    .step = 1. Open this address and sign in as a super administrator of the school:
        { $link }
        2. Press “Add new”, unless a window with two fields is open already. They should read:
        Client ID: { $client ->
            [none] the number that the city sends you (of { $account })
           *[other] { $client }
        }
        OAuth scopes (one long line, without changing anything): { $scopes }
        3. Press “Authorize”, and write to the city that it is done. It can take up to a day until it works.
doctor-scope = permission to { $plain }
    .missing = it is not on the school's list (Google calls it { $short })
    .step = 1. Open this address and sign in as a super administrator of the school:
        { $link }
        2. If no window with two fields opens by itself, find the line with the client ID { $client ->
            [none] that the city sends you (of { $account })
           *[other] { $client }
        } and press “Edit”. OAuth scopes should read (one long line, in place of what is there): { $scopes }
        3. Press “Authorize”, and write to the city that it is done. It can take up to a day until it works.
doctor-subject = the account { $subject }, in whose name this program works
    .missing = it is not there, or it is suspended
    .step = create it at https://admin.google.com/ac/users (“Add new user”), or choose it there and press “Reactivate”; nobody needs to sign in with it. Its address must be exactly this one. Then write to the city that it is done
doctor-subject-role = an administrator's role of { $subject }
    .missing = the account is an ordinary one, so Google shows it nothing
    .step = 1. Open https://admin.google.com/ac/roles, press “Create new role”, and call it “reconciler”.
        2. Under “Admin API privileges” tick: Organization Units – Read, Create, Update, Delete; Users – Read, and under Update “Move Users”; Groups – all. Under “Services” tick License Management and Reports.
        3. Press “Assign users”, enter { $subject }, and write to the city that it is done.
doctor-privilege = the right of { $subject } to { $plain }
    .missing = its administrator's role does not let it
    .unknown = { $why ->
        [above] it could not be asked, for the lack of something else in this list
       *[optional] Google tells this only with the further permission { $optional }
    }
    .step = 1. Open https://admin.google.com/ac/roles, choose the role of this account, and press “Privileges”.
        2. Tick { $permission ->
            [ORGANIZATION_UNITS_RETRIEVE] Admin API privileges, Organization Units, “Read”
            [ORGANIZATION_UNITS_CREATE] Admin API privileges, Organization Units, “Create”
            [ORGANIZATION_UNITS_UPDATE] Admin API privileges, Organization Units, “Update”
            [ORGANIZATION_UNITS_DELETE] Admin API privileges, Organization Units, “Delete”
            [USERS_RETRIEVE] Admin API privileges, Users, “Read”
            [USERS_MOVE] Admin API privileges, Users, Update, “Move Users”
            [GROUPS_RETRIEVE] Admin API privileges, Groups, “Read”
            [GROUPS_CREATE] Admin API privileges, Groups, “Create”
            [GROUPS_UPDATE] Admin API privileges, Groups, “Update”
            [GROUPS_DELETE] Admin API privileges, Groups, “Delete”
            [LICENSES] Services, “License Management”
           *[other] Services, “Reports”
        }, press “Save”, and write to the city that it is done.
    .ask = { $why ->
        [above] mend what is missing above, then run this command again
       *[optional] look at https://admin.google.com/ac/roles which privileges the role of this account has (docs/permissions.md lists them); or add https://www.googleapis.com/auth/{ $optional } to this program's line at https://admin.google.com/ac/owl/domainwidedelegation, and it is told here
    }
doctor-api = { $plain } in the city's Google Cloud project
    .missing = it is switched off
    .unknown = nothing could be asked of it, for the lack of something above
    .step = run this once, for all schools:
        gcloud services enable { $permission } --project { $project }
doctor-customer = the id of the school's domain in the stack's file ({ $customer })
    .missing = the vendor knows this domain under another id
    .step = correct `customer` (Google: admin.google.com, Account → Account settings, “Customer ID”) or `tenantId` (Microsoft: entra.microsoft.com, Overview, “Tenant ID”) of this tenant in the stack's file
doctor-consent = the school's consent to the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
}
    .missing = nobody of the school has agreed to it yet
    .step = open this address, sign in as the school's administrator (role Global Administrator or Privileged Role Administrator), read what is asked for, and press “Accept”; then write to the city that it is done:
        { $link }
doctor-app-disabled = the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
}, switched on at the school
    .missing = somebody of the school has switched it off
    .step = 1. Open https://entra.microsoft.com and sign in as the school's administrator (role Global Administrator or Cloud Application Administrator).
        2. Choose “Enterprise applications” on the left, and search for { $client }.
        3. Choose the program, then “Properties”, set “Enabled for users to sign-in?” to “Yes”, press “Save”, and write to the city that it is done.
doctor-access-policy = leave for the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
} to sign in
    .missing = a rule of the school (Conditional Access) stops it
    .step = 1. Open https://entra.microsoft.com and sign in as the school's administrator (role Global Administrator or Conditional Access Administrator).
        2. Choose “Conditional Access” on the left, then “Sign-in logs” and “Service principal sign-ins”; the newest failed line of { $client } names the rule.
        3. Open that rule, and under “Users or workload identities”, “Exclude”, add this program, press “Save”, and write to the city that it is done.
doctor-permission = permission for the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
} to { $plain }
    .missing = the school's consent does not cover it ({ $short })
    .unknown = the vendor's answer does not say ({ $short })
    .step = the city's IT first puts { $short } on the program's list of permissions (docs/permissions.md); then open this address, sign in as the school's administrator, and press “Accept” again; then write to the city that it is done:
        { $link }

## What the tenant has

doctor-domain = { $domain } as the main domain
    .missing = another domain is the main one, so groups would get addresses there
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = make it the primary domain (Microsoft: admin.microsoft.com, Settings → Domains, “Set as default”), or correct `domain` in the stack's file
    .ask = look in admin.microsoft.com under Settings → Domains which one is the default
doctor-product = the licence “{ $product }”
    .missing = the vendor has no such product in this tenant
    .step = check how the product is called under `products` in municipality.yaml, and that the school has bought it
doctor-seats = how many licences “{ $product }” the school has bought
    .missing = { $said ->
        [unsaid] the stack's file does not say; { $bought } were bought
        [none] the stack's file does not say, and Google does not show it
       *[other] the stack's file says { $said }, and only { $bought } were bought
    }
    .unknown = it could not be read, for the lack of something above
    .step = write the number that was bought under `seats` of this tenant in the stack's file
doctor-p1 = Entra ID P1, which giving licences through a group needs
    .missing = no product of this tenant has it, and a file gives a licence through a group
    .unknown = it could not be read, for the lack of something above
    .step = give the licence to people directly (leave out `through` in the file), or buy a product with Entra ID P1, such as Microsoft 365 A3
doctor-quota = room in the vendor's daily and minute limits
    .missing = the vendor refused some of these questions, since too many were asked already
    .step = wait until tomorrow, and see who else asks in the name of the same project; more can be asked of Google under IAM & Admin → Quotas
doctor-objects = room for more groups in the tenant
    .missing = { $used } of { $total } objects are there
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = delete what is not needed any more, or ask Microsoft for more
    .ask = nothing needs to be done in a school of ordinary size: 50,000 objects are free
doctor-naming-policy = names of groups that stay as the files have them
    .missing = a naming policy adds words to the names or forbids some, so groups would not be called as the files say
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = open entra.microsoft.com, Groups → Naming policy, and take the rule away; if the school needs it, tell the city
    .ask = look in entra.microsoft.com under Groups → Naming policy: it should be empty
doctor-group-creation = leave to make groups
    .missing = the tenant lets only some people make Microsoft 365 groups; the program has a right of its own, but what people make by hand may be refused, and some tenants refuse both
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = try it: `reconciler doctor --probe` makes one group and takes it away. If that is refused, allow it: entra.microsoft.com, Groups → General
    .ask = look in entra.microsoft.com under Groups → General, “Users can create Microsoft 365 groups”
doctor-labels = groups without a confidentiality label
    .missing = sensitivity labels are switched on, and no program can set one: where a label is mandatory, groups cannot be made
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = see that no label policy makes a label mandatory for groups: purview.microsoft.com, Information Protection → Label policies
    .ask = look in purview.microsoft.com under Information Protection → Label policies that none is mandatory for groups
doctor-expiration = groups without an expiry date
    .missing = the tenant deletes groups that nobody renews, those of this program as well
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = leave the groups of this program out, or renew them in time: entra.microsoft.com, Groups → Expiration
    .ask = look in entra.microsoft.com under Groups → Expiration: it should be “None”
doctor-directory-sync = accounts and groups that are not copied from a server in the school
    .missing = they are copied from a server in the school, and what is copied can be changed there alone
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = keep what this program manages out of the copy (Entra Connect), or stop it; copied groups are left alone in any case
    .ask = ask whoever set up the school's computers whether “Entra Connect” runs on a server; it shows in entra.microsoft.com under Identity → Hybrid management
doctor-cloud-sync = accounts and groups that are not copied from a server in the school
    .unknown = Google tells no program this
    .ask = ask whoever set up the school's computers whether “Google Cloud Directory Sync” runs on a server. If it does, it may undo what this program does: leave out of it what the files manage

## Permissions in plain words

doctor-permission-admin-directory-orgunit-readonly = see the organizational units
doctor-permission-admin-directory-user-readonly = see the school's accounts
doctor-permission-admin-directory-group-readonly = see the groups and who is in them
doctor-permission-admin-directory-orgunit = create and change organizational units
doctor-permission-admin-directory-user = move accounts from one organizational unit to another
doctor-permission-admin-directory-group = create and change groups and who is in them
doctor-permission-apps-licensing = see and give licences
doctor-permission-apps-groups-settings = see and set who may join a group and write to it
doctor-permission-admin-reports-audit-readonly = see in the log who changed something
doctor-permission-admin-directory-rolemanagement-readonly = see what the administrators' roles allow
doctor-permission-ORGANIZATION_UNITS_RETRIEVE = see the organizational units
doctor-permission-ORGANIZATION_UNITS_CREATE = create organizational units
doctor-permission-ORGANIZATION_UNITS_UPDATE = change organizational units
doctor-permission-ORGANIZATION_UNITS_DELETE = delete empty organizational units
doctor-permission-USERS_RETRIEVE = see the school's accounts
doctor-permission-USERS_MOVE = move accounts from one organizational unit to another
doctor-permission-GROUPS_RETRIEVE = see the groups
doctor-permission-GROUPS_CREATE = create groups
doctor-permission-GROUPS_UPDATE = change groups and who is in them
doctor-permission-GROUPS_DELETE = delete groups
doctor-permission-LICENSES = see and give licences
doctor-permission-REPORTS_ACCESS = see in the log who changed something
doctor-permission-admin-googleapis-com = the Admin SDK API (accounts, groups, units)
doctor-permission-groupssettings-googleapis-com = the Groups Settings API
doctor-permission-licensing-googleapis-com = the Enterprise License Manager API
doctor-permission-iamcredentials-googleapis-com = the IAM Service Account Credentials API
doctor-permission-User-Read-All = see the school's accounts
doctor-permission-GroupMember-Read-All = see the groups and who is in them
doctor-permission-AdministrativeUnit-Read-All = see the administrative units
doctor-permission-LicenseAssignment-Read-All = see the licences
doctor-permission-RoleManagement-Read-Directory = see who is an administrator, so as to leave them alone
doctor-permission-AuditLog-Read-All = see in the log who changed something
doctor-permission-Directory-Read-All = see whom the log means
doctor-permission-Organization-Read-All = see the school's domains and how full the directory is
doctor-permission-GroupSettings-Read-All = see the rules for groups of the whole school
doctor-permission-Group-ReadWrite-All = create and change groups and who is in them
doctor-permission-AdministrativeUnit-ReadWrite-All = create and change administrative units and who is in them
doctor-permission-LicenseAssignment-ReadWrite-All = give licences

## The probe

probe-looking = Probing
probe-tenant = { $tenant }: what was proved on groups and a unit that were made for it and taken away again
probe-state-yes = holds
probe-state-no = NO
probe-state-unknown = unknown
probe-state-told = for info
probe-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
probe-sum = { $holds } hold. The answers are in the ledger.
probe-failed = What does not hold: tell the city's IT before the first apply, which asks about it. “nothing of the probe is left”: NO means that something of the name reconciler-probe is there without the probe's mark, or may not be deleted; look at it by hand.
fault-probe-observed = { $tenant } is only observed, and a probe writes
    .hint = set the tenant (its units and groups) to manage first
fault-probe-unnamed = a probe makes a unit and two or three groups called reconciler-probe in { $tenant }, looks at them for some minutes, and deletes them
    .hint = if it is meant, repeat with --acknowledge probe:{ $tenant } --reason "…"
fault-probe-school = a school is called { $school }, and a probe's own things are
    .hint = give the school another id
fault-probe-no-tenant = --probe needs --tenant: a probe is made in tenants that are named
probe-mark-written = a new group has its mark
probe-mark-listed = the listing of groups shows the mark
probe-mark-replaced = the mark of a group can be replaced
probe-mark-swapped = the mark can be replaced in one request (not relied on)
probe-mark-removed = the mark of a group can be taken off
probe-description-listed = the listing shows a mark in the description (used with groupMark: description)
probe-settings-at-once = the settings of a new group can be read at once
probe-closed-at-first = a new group is closed before anything is set
probe-options-kept = what can be set only at creation is kept
probe-unit-mark-listed = the listing of units shows the mark
probe-unit-mark-replaced = the mark of a unit can be replaced
probe-unit-mark-removed = the mark of a unit can be taken off
probe-unit-members-paged = a unit's members can be listed page by page
probe-listed-soon = a new group is in the listing within a minute
probe-nested = a new group can be a member of another at once
probe-users-alone = a Microsoft 365 group takes people alone
probe-bin-mail = a deleted Microsoft 365 group is in the recycle bin
probe-bin-security = a deleted security group is in the recycle bin
probe-removed = nothing of the probe is left
fault-save-one = --save takes the probe of one tenant
    .hint = name one with --tenant
fault-cassette-broken = { $file } is no answers of a probe: { $problem }
    .hint = take a file that `reconciler doctor --probe --save` wrote, as it is
verify-whole = { $assumption }: the vendor answered { $recorded }, the simulator { $found }
verify-request = { $assumption }, { $about }: the vendor answered { $recorded }, the simulator { $found }
verify-same = The simulator answers as { $vendor } did on { $day }.
verify-differs = { $count ->
    [one] { $count } answer of the simulator is
   *[other] { $count } answers of the simulator are
} not as { $vendor } gave them on { $day }.
