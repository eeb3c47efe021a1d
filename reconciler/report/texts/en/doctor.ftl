### `reconciler doctor`: what a tenant grants and lacks, in the words of who can mend it.

doctor-looking = Asking
doctor-project = This project
doctor-tenant = { $tenant } · { $vendor ->
    [google] Google Workspace
   *[microsoft] Microsoft 365
} · { $domain }
doctor-state-ok = ok
doctor-state-missing = MISSING
doctor-state-check = CHECK
doctor-state-in-the-way = IN THE WAY
doctor-state-unknown = unknown
doctor-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
doctor-uses = without it { $uses }
doctor-use-plan = the city cannot see what has to change
doctor-use-apply = the changes are not made
doctor-use-drift = nobody is named who changed something by hand
doctor-use-all = nothing works
doctor-who-city = the city's IT
doctor-who-administrator = the school's administrator
doctor-who-vendor = the vendor's support
doctor-who = { $count ->
    [one] { $who }
   *[other] { $who }, for the { $count } lines above
}
doctor-ask = run this command again when the lines above are done
doctor-letter-head =
    For the administrator of { $domain } ({ $vendor ->
        [google] Google Workspace
       *[microsoft] Microsoft 365
    })

    BEFORE YOU OPEN AN ADDRESS: ring the city on a number that you already have, not one from this letter, and compare the numbers below. Whoever is let in sees all accounts of the school.
    Open the addresses in a private window, and sign in with the school's administrator account. The names of buttons in “ ” are the English ones.
doctor-letter-foot =
    Nothing is needed of Google or Microsoft. When the city runs this check again, the lines are gone; it can take up to a day, and the city writes to you then. If an error shows, send the city a picture of it, without pupils' names.
doctor-letter-nothing = Nothing is to be done by the school.
doctor-summary = { $tenants ->
    [one] { $tenants } tenant
   *[other] { $tenants } tenants
}: { $ok } ok, { $missing } missing, { $unknown } unknown.
doctor-about-administrator = What a school is sent, without the rest: --letter. How the school makes sure that it is the city who asks, and how to take it back: `reconciler docs school-administrators` (send it along).
doctor-about-unknown = Unknown is no fault: it waits for a line above, or would need a right that this program does not ask for. While something is missing, more can come to be unknown or missing afterwards.

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
doctor-key = the city's secret key
    .missing = without it no plan can be made:
    .step = put the same key that all jobs use where the message says
doctor-ledger = the ledger
    .missing = it cannot be used:
    .step = see “The ledger” in `reconciler docs operations`; plan and apply need the same database
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
        [expired-key] make a new secret at entra.microsoft.com, App registrations, this application, Certificates & secrets, and put it where the stack's file says; an identity of the job never ends (`reconciler docs operations`, Microsoft)
        [no-federation] at entra.microsoft.com, App registrations, this application, Certificates & secrets, “Federated credentials”: issuer, subject and audience must be exactly the job's (`reconciler docs operations`, Microsoft)
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
    .missing = nobody has given it yet; some thirty more things can be asked only then, also the role of { $subject }
    .step = 1. Open this address and sign in as a super administrator of the school:
        { $link }
        (By hand: https://admin.google.com, Security, Access and data control, API controls, Manage Domain Wide Delegation.)
        2. If a window with two fields opens, they are filled in, and “Overwrite existing client ID” should be ticked. If none opens, press “Add new” and fill in:
        Client ID: { $client ->
            [none] the number that the city sends you (of { $account })
           *[other] { $client }
        }
        OAuth scopes, one long line without changing anything:
        { $scopes }
        3. Press “Authorize”. The list now has a line with this client ID. Google shows some permissions wider than they are used (it says “manage users”, for it has nothing narrower): the role of { $subject } narrows them.
        4. Write to the city that it is done. It can take up to a day until it works. If it says that it waits for approval, a second super administrator has to confirm it.
doctor-scope = permission for the program to { $plain }
    .missing = the school has not allowed it yet (Google calls it { $short })
    .step = 1. Open this address and sign in as a super administrator of the school:
        { $link }
        (By hand: https://admin.google.com, Security, Access and data control, API controls, Manage Domain Wide Delegation.)
        2. If a window with two fields opens, they are filled in, and “Overwrite existing client ID” should be ticked. If none opens, point at the line with the client ID { $client ->
            [none] that the city sends you (of { $account })
           *[other] { $client }
        }, press “Edit”, and put this one long line in place of the OAuth scopes that are there:
        { $scopes }
        3. Press “Authorize”. Google shows some permissions wider than they are used (it says “manage users”, for it has nothing narrower): the role of { $subject } narrows them.
        4. Write to the city that it is done. It can take up to a day until it works.
doctor-subject = the account { $subject }, in whose name this program works
    .missing = it is not there, or it is suspended
    .step = create it at https://admin.google.com/ac/users (“Add new user”), or choose it there and press “Reactivate”; nobody needs to sign in with it. Its address must be exactly this one. Then write to the city that it is done
doctor-subject-role = an administrator's role of { $subject }
    .missing = the account is an ordinary one, so Google shows it nothing
    .step = 1. Open https://admin.google.com/ac/roles, press “Create new role”, and call it “reconciler”.
        2. Under “Admin API privileges” tick: Organization Units – Read, Create, Update, Delete; Users – Read, and under Update “Move Users”; Groups – all. Under “Services” tick License Management and Reports.
        3. Press “Assign users”, enter { $subject }, and write to the city that it is done.
doctor-privilege = the right of { $subject }, in whose name the program works, to { $plain }
    .missing = its administrator role does not allow it
    .unknown = { $why ->
        [above] it could not be asked, for the lack of something else in this list
       *[optional] Google tells this only with the further permission { $optional }
    }
    .step = 1. Sign in as a super administrator at https://admin.google.com/ac/roles (Account, Admin roles), and choose the role of this account. Not sure which? Directory, Users, this account, “Admin roles and privileges” says it. A role that is marked “System role” cannot be changed: press “Create new role” instead, and give it to the account by “Assign users”. Do not make the account a super administrator to get it over with.
        2. Open “Privileges”, and tick these; leave other ticks as they are:
        { $ticks }
        3. Press “Save”, and write to the city that it is done. It can take up to a day until it works.
    .ask = { $why ->
        [above] run this command again when the lines above are done
       *[optional] look at https://admin.google.com/ac/roles which privileges the role of this account has (`reconciler docs permissions` lists them); or add https://www.googleapis.com/auth/{ $optional } to this program's line at https://admin.google.com/ac/owl/domainwidedelegation, and it is told here
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
    .missing = nobody of the school has agreed to it yet; what else is needed can be asked only then
    .step = 1. Open this address, and sign in with the role Global Administrator or Privileged Role Administrator:
        { $link }
        2. Compare the name and read what is asked for. Microsoft shows some permissions wider than they are used (it says “Read and write all groups”, for it has nothing narrower). If it says “Need admin approval”, your account has not the role.
        3. Press “Accept”. Another page of Microsoft's opens then: close it. Write to the city that it is done.
doctor-app-disabled = the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
}, switched on at the school
    .missing = somebody of the school has switched it off
    .step = If somebody did so on purpose, talk to them first.
        1. Open https://entra.microsoft.com, and sign in with the role Global Administrator or Cloud Application Administrator.
        2. Entra ID, Enterprise apps, All applications: clear the filters, and search for { $client }.
        3. Choose the program, “Properties”, set “Enabled for users to sign-in?” to “Yes” (this lets no pupil in: Microsoft calls the switch so), press “Save”, and write to the city that it is done.
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
    .step = 1. The city, before it sends this on: add { $lacking } to the program ({ $client }) at entra.microsoft.com, App registrations, API permissions.
        2. The school: open this address, and sign in with the role Global Administrator or Privileged Role Administrator:
        { $link }
        3. The screen lists what the program may do, now with { $lacking }. Press “Accept”; if you cannot, press nothing, and write to the city. Another page of Microsoft's opens then: close it, and write to the city that it is done.
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
    .trouble = a rule of the school changes the names of groups
    .missing = it adds words or forbids some, so groups would not be called as the files say
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = Decide first whether the school needs the rule; if so, change nothing and tell the city. If not: entra.microsoft.com (role Groups Administrator), Entra ID, Groups, All groups, Naming policy; copy down what both tabs say, then take it away
    .ask = look in entra.microsoft.com, Entra ID, Groups, All groups, Naming policy: it should be empty
doctor-group-creation = permission for people to make groups
    .trouble = only some people may make groups in this tenant
    .missing = the program has a right of its own, which most tenants accept and some refuse as well
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = run `reconciler doctor --probe`, which makes groups and takes them away. Only if that is refused, ask the school (role Global Administrator): entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups in Azure portals, API or PowerShell”. Everybody, pupils too, can make groups then
    .ask = look in entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups”
doctor-labels = groups without a confidentiality label
    .trouble = sensitivity labels are switched on for groups
    .missing = no program can set one: where a label is mandatory, groups cannot be made; elsewhere nothing is to be done, and this line stays
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = purview.microsoft.com (role Compliance Administrator), Information Protection, Policies, Label publishing policies: see in each that “Require users to apply a label to their groups or sites” is off. If it has to stay on, tell the city
    .ask = look in purview.microsoft.com, Information Protection, Policies, Label publishing policies, that none is mandatory for groups
doctor-expiration = groups without an expiry date
    .trouble = groups expire and are deleted
    .missing = groups that nobody renews in time are deleted with their mail, those of this program too
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = entra.microsoft.com (role Groups Administrator), Entra ID, Groups, All groups, Expiration: choose “None”, or “Selected” with none of the groups in the list that the school's file describes
    .ask = look in entra.microsoft.com, Entra ID, Groups, All groups, Expiration: it should be “None”
doctor-directory-sync = accounts and groups that are not copied from a server in the school
    .trouble = accounts and groups are copied from a server in the school
    .missing = what is copied can be changed there alone; this program leaves it as it is
    .unknown = Microsoft tells this only with the further permission { $optional }
    .step = leave out and stop nothing. The city and whoever keeps the school's server decide together: an account that is left out of the copy is deleted in Microsoft 365, and where the whole copy stops, passwords no longer come from the server. Tell the city who keeps the server. If nothing is done, copied accounts and groups stay as they are (entra.microsoft.com, Users, All users, column “On-premises sync enabled”)
    .ask = ask whoever set up the school's computers whether “Entra Connect” runs on a server, and change nothing there; it shows in entra.microsoft.com, Users, All users, column “On-premises sync enabled”
doctor-cloud-sync = whether accounts and groups are copied from a server in the school
    .unknown = Google lets no program see this
    .ask = ask whoever set up the school's computers whether “Google Cloud Directory Sync” runs on a server. If it does, change nothing there: write to the city who keeps it. What is left out by a rule on the server's side may be suspended or deleted in Google; only exclusion rules on Google's side keep it

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
doctor-permission-Directory-Read-All = see whom an entry of the audit log is about
doctor-permission-Organization-Read-All = see the school's domains and how full the directory is
doctor-permission-GroupSettings-Read-All = see the rules for groups of the whole school
doctor-permission-Group-ReadWrite-All = create and change groups and who is in them
doctor-permission-AdministrativeUnit-ReadWrite-All = create and change administrative units and who is in them
doctor-permission-LicenseAssignment-ReadWrite-All = give licences

## Where each right of an administrator is ticked

doctor-tick-ORGANIZATION_UNITS_RETRIEVE = Admin API privileges (the lower part) → Organization Units → “Read”
doctor-tick-ORGANIZATION_UNITS_CREATE = Admin API privileges (the lower part) → Organization Units → “Create”
doctor-tick-ORGANIZATION_UNITS_UPDATE = Admin API privileges (the lower part) → Organization Units → “Update”
doctor-tick-ORGANIZATION_UNITS_DELETE = Admin API privileges (the lower part) → Organization Units → “Delete”
doctor-tick-USERS_RETRIEVE = Admin API privileges (the lower part) → Users → “Read”
doctor-tick-USERS_MOVE = Admin API privileges (the lower part) → Users → Update → “Move Users”
doctor-tick-GROUPS_RETRIEVE = Admin API privileges (the lower part) → Groups → “Read”
doctor-tick-GROUPS_CREATE = Admin API privileges (the lower part) → Groups → “Create”
doctor-tick-GROUPS_UPDATE = Admin API privileges (the lower part) → Groups → “Update”
doctor-tick-GROUPS_DELETE = Admin API privileges (the lower part) → Groups → “Delete”
doctor-tick-LICENSES = Services, “License Management”
doctor-tick-REPORTS_ACCESS = Services, “Reports”

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
