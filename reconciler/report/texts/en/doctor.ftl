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
doctor-first = { $who }, first
doctor-ask = run this command again when the lines above are done
doctor-sentence = “{ $sentence }”: { $plain }
doctor-letter-to =
    To the administrator of { $domain } ({ $vendor ->
        [google] Google Workspace
       *[microsoft] Microsoft 365
    })
doctor-letter-number = No. ____________ / { $day }
doctor-letter-from = From: { $municipality }{ $office ->
    [city] , education department
    [city-it] , IT
   *[none] {""}
}
doctor-letter-head =
    The city looks after the mail groups, units and licences of its schools with one program. In your school { $count ->
        [one] one thing has to be settled, and only somebody of the school can do it. Its steps stand below.
       *[other] { $count } things have to be settled, and only somebody of the school can do it. Each has its steps below.
    }
    Show this letter to the principal, whose decision it is. There is no deadline. { $expiration ->
        [missing] If you do nothing, groups that are not used go on being deleted (they can be restored for up to 30 days), and those that are used renew themselves; all else in the school stays as it is today.
        [unknown] If you do nothing, everything in the school stays as it is today. If its groups have an expiry date, unused ones go on being deleted, too.
       *[ok] If you do nothing, everything in the school stays as it is today.
    }
doctor-letter-sure =
    FIRST MAKE SURE THAT IT IS THE CITY THAT IS ASKING. Ring the city on a number that you already have, not on one from this letter. Whoever is let in sees at least all accounts of the school. Ask from which e-mail address the letter was sent, and have them tell you what they want{ $numbers ->
        [client] {" "}and read the Client ID to you
        [account] {" "}and read the account to you
        [both] {" "}and read the Client ID and the account to you
        [app] {" "}and read the Application ID to you
       *[none] {""}
    }; if anything differs from this letter, do nothing. The city asks you for no password and no code.
doctor-letter-subject = account in whose name the program works: { $subject }
doctor-letter-google = { $client ->
    [none] Client ID: a number of 21 digits, which the city tells you (of { $account })
   *[other] Client ID: { $client }
}
doctor-letter-microsoft = Application ID (in the address it stands after `client_id=`) of the program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
}: { $client }
doctor-letter-how =
    Open a private window (Ctrl+Shift+N; in Firefox Ctrl+Shift+P), copy the whole address (in HTML and PDF: right button of the mouse on it, “Copy link address” or the like) and paste it there. Sign in with your own administrator account at the school{ $vendor ->
        [google] , not with the account in whose name the program works
       *[microsoft] {""}
    }. Before you type the password, see that the address begins with { $vendor ->
        [google] https://accounts.google.com/
       *[microsoft] https://login.microsoftonline.com/
    } (or is your school's own page of signing in, if it has one); if not, do not type it, and ask the city. Names in “ ” are those of buttons and menus on English screens. How to see the screens in English, what the words mean, what the program does, and how to take it all back: on the page “For the school's administrator”, which comes with this letter, in the same file or apart. If you have not got it, ask for it.
    If a menu or a button is not there, not even after “Show more” or “Show all” at the end of the menu, don't guess; skip that number, and answer “the menu is not there”, with its name. That is enough of an answer, too.
doctor-letter-matter = { $number } of { $count }
doctor-letter-rights = { $count ->
    [one] a right of { $subject }, the account in whose name the city's program works
   *[other] { $count } rights of { $subject }, the account in whose name the city's program works
}
doctor-letter-do = What to do:
doctor-letter-foot =
    When you are done, answer the mail that this letter came with: which number (1, 2 …) is done, and what you found. One answer does for all. If an error shows, send a picture of it, without pupils' names.
    The city looks again then, and writes once more if something is left or has come up. What you have done will be gone from the next letter; it can take up to a day until Google or Microsoft follow. What says IN THE WAY or CHECK may be there again where nothing was to be changed, since the program cannot see your answer: whoever has answered it need not do it twice.
doctor-letter-nothing = Nothing is to be done by the school.
doctor-letters-written = { $count ->
    [0] No letter was written to { $folder }: no school has anything to do.
    [one] Wrote one letter to { $folder }, as HTML and as PDF, with its page.{ $others ->
        [0] {""}
       *[other] {" "}{ $others } more have nothing to do.
    }
   *[other] Wrote { $count } letters to { $folder }, as HTML and as PDF, with their page.{ $others ->
        [0] {""}
       *[other] {" "}{ $others } more have nothing to do.
    }
}
doctor-summary = { $tenants ->
    [one] { $tenants } tenant
   *[other] { $tenants } tenants
}: { $ok } ok, { $missing } missing, { $unknown } unknown.
doctor-about-administrator = What a school is sent, without the rest: --letter; with --out FOLDER as HTML and PDF, in one file with the page `reconciler docs school-administrators`: how the school makes sure that it is the city that is asking, what the words mean, and how to take it back.
doctor-about-unknown = Unknown is no fault: it waits for a line above, or would need a right that this program does not ask for. While something is missing, more can come to be unknown or missing afterwards.

## The project

doctor-files = { $schools ->
    [0] the project's files
    [one] the files of { $schools } school
   *[other] the files of { $schools } schools
}
    .missing = { $count ->
    [one] { $count } fault, so that nothing can be planned:
   *[other] { $count } faults, so that nothing can be planned:
}
    .step = correct each of these lines; `reconciler validate` checks them again
doctor-simulator = the simulator
    .missing = its tenants do not answer, so that nothing can be planned:
    .step = start it with `reconciler simulator start`; every file is checked without it by `reconciler validate`
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
doctor-delegation = permission for this program to work in the school's domain (all that the school has at Google: accounts, groups, licences)
    .missing = nobody has given it yet; after that the program checks the rest by itself, and the city writes to you if something is missing
    .step = 0. Does anybody sign in with { $subject }? If so, or if the school has no other super administrator, stop and tell us: the city then names another account.
        Before you decide: the permission is not limited to { $subject }. Whoever can sign in as the program (has its key, or the use of its service account at Google Cloud) could, within the permissions below, act as any account, even a super administrator: { $writes ->
            [yes] change and delete accounts (their passwords, too), groups and units, give and take licences
           *[no] see accounts, groups and units, change the settings of groups, give and take licences
        }. The program itself acts only as { $subject }; the city guards the access to it. (Google words some of the permissions wider than they are used, such as managing users, for it has nothing narrower.)
        1. Open this address, and sign in as a super administrator of the school:
        { $link }
        (If the address got broken, or opens an empty page: https://admin.google.com, in the menu on the left “Security”, “Access and data control”, “API controls”, and there “Manage Domain Wide Delegation”.)
        2. A window “Add a new client ID” opens, with both fields filled in. Compare its Client ID with the one that the city read to you; if it differs, close the window and tell us. The tick at “Overwrite existing client ID” has to be there.
        If no window opens, look for this Client ID in the list. If there is a row with it, point at it and press “Edit”; if there is none, press “Add new”. Then fill in:
        Client ID (where there is a row already, it stays as it is): { $client ->
            [none] the number that the city tells you (of { $account })
           *[other] { $client }
        }
        OAuth scopes, all of this one long line in place of what is there:
        { $scopes }
        3. Press “Authorize”. If it says that it waits for approval, a second super administrator of the school has to confirm it: Google writes to them, and the request is at https://admin.google.com, “Security”, “Authentication”, “Multi-party approval requests”. Until then nothing changes. If there is nobody who could confirm it, tell us so.
        4. To see that it worked: point at the row with this Client ID in the list, and press “View details”. There have to be exactly { $count } permissions, all of them in the list on the page (under “Google: what “View details” shows”). If there are fewer, begin again with 2; if there are more, or others, send the city a picture of the screen.
doctor-scope = permission for the program to { $plain }
    .missing = the school has not allowed it yet (Google calls it { $short })
doctor-subject = the account { $subject }, in whose name this program works
    .missing = it is not there, or it is suspended
    .step = This is an account of its own, not yours: nobody signs in with it. If it is somebody's own, suspended or not, change nothing, and tell us so.
        1. Open https://admin.google.com/ac/users (in the menu “Directory”, “Users”), sign in as a super administrator, and search for { $subject }.
        2. If it is not there: press “Add new user”, fill in any first and last name, for instance City and Program, and as its address exactly { $subject }. Its password shows afterwards: give it to nobody. Press “Add new user” once more.
        3. If it is there and suspended: click its name, press “Reactivate” (it may be under “More options”), and “Reactivate” once more.
        4. To see that it worked: the list of users shows { $subject } as active.
doctor-subject-role = an administrator's role of { $subject }
    .missing = the account is an ordinary one, so Google shows it nothing
    .step = 0. Does anybody sign in with { $subject }, the account in whose name the city's program works? If so, or if the school has no other super administrator, stop and tell us: the city then names another account.
        The account gets a role of its own here; it can have several at once. (A change of a role that is there already would count for everybody who has it.)
        1. Open https://admin.google.com/ac/roles (in the menu “Account”, “Admin roles”), sign in as a super administrator, and press “Create new role”.
        2. As its name write reconciler, or reconciler 2 if there is such a role, and press “Continue”.
        3. Tick { $count ->
            [one] this one
           *[other] these { $count }
        }, and no others. Google may by itself tick the same right once more elsewhere, or “Read” beside it; leave that. If it ticks another right, or the search finds several of exactly that name, stop, and send the city a picture of the screen. Longer names that hold these words are others: leave them.
        { $ticks }
        4. Press “Continue”, and then “Create role”.
        5. Open https://admin.google.com/ac/users, search for { $subject }, click its name, then “Admin roles and privileges”. Never turn on “Super Admin”, even if that looks faster. Turn on the new role (if there is nothing to turn on, click on the list of roles first), and press “Save”. If it says that it waits for approval, a second super administrator of the school confirms it at “Security”, “Authentication”, “Multi-party approval requests”.
        6. To see that it worked: the same place shows the new role of { $subject } as assigned.
doctor-privilege = the right of { $subject }, in whose name the program works, to { $plain }
    .missing = { $why ->
        [beside] it could not be asked yet, and is ticked in the same visit
       *[other] its administrator role does not allow it
    }
    .unknown = { $why ->
        [above] it could not be asked, for the lack of something else in this list
       *[optional] Google tells this only with the further permission { $optional }, which is not asked of you
    }
    .ask = If you have made a role for { $subject } after an earlier letter of the city, and it is still turned on, tell us so, and that is all. If not:
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
    .missing = nobody of the school has agreed to it yet; after that the program checks the rest by itself, and the city writes to you if something is missing
    .step = { $app ->
            [reader] With these permissions a program can read, and change nothing.
           *[writer] Before you decide: for making, renaming and deleting groups Microsoft has nothing narrower (Group.Create and GroupMember.ReadWrite.All do not cover renaming and deleting). “Read and write all groups” would also let a program read and change what is in groups, such as conversations and files, and delete any group. This program reads no such content, and deletes only groups with its mark.
        }
        1. Compare the number after `client_id=` in this address with the one that the city read to you. Only if they are the same, open it (if it got broken over several lines, join its parts without spaces), and sign in with an account that has the role Global Administrator or Privileged Role Administrator:
        { $link }
        2. A screen “Permissions requested” opens. If it is not in English, close it, and put English first among the languages of your browser (where: on the page, under “How to see the screens in English”); then open the address again. In another language the sentences cannot be compared. Under the name of the program “unverified” may stand: Microsoft says so of everybody who is not its business partner. The screen has to list { $count ->
            [one] this sentence
           *[other] these { $count } sentences
        }, in any order; “write” or “Manage” stands only where this list has it:
        { $asked }
        “Sign in and read user profile” may stand there, too. If a sentence is missing, if it lists anything else, or if it says “Need admin approval” (your account lacks the role), press nothing, and send the city a picture.
        3. Press “Accept”. Another page of Microsoft's opens then: close it.
        4. To see that it worked: https://entra.microsoft.com, “Entra ID”, “Enterprise apps”, “All applications”. Search for { $client }, click the name that is found, then “Permissions”: the sentences stand there, and beside them, in every language, their short names (“Claim value”), which are on the page under “Microsoft: the sentences of the screen”.
doctor-app-disabled = the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
}, switched on at the school
    .missing = somebody of the school has switched it off
    .step = If somebody did so on purpose, talk to them first; if it is to stay off, change nothing, and tell us so.
        1. Open https://entra.microsoft.com, and sign in with the role Global Administrator or Cloud Application Administrator.
        2. In the menu “Entra ID”, “Enterprise apps”, “All applications”: take the filters away, search for { $client }, and click the name that is found.
        3. Click “Properties”, and set “Enabled for users to sign-in?” to “Yes” (this lets no pupil in: Microsoft calls the switch of the whole program so). Press “Save”.
        4. To see that it worked: open “Properties” again; “Yes” stands there.
doctor-access-policy = leave for the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
} to sign in
    .missing = a rule of the school (Conditional Access) stops it
    .step = If whoever made the rule is known, talk to them first; if it is to stay as it is, change nothing, and tell us so.
        1. Open https://entra.microsoft.com, and sign in with the role Global Administrator or Conditional Access Administrator.
        2. In the menu “Entra ID”, “Monitoring & health”, “Sign-in logs”, and there “Service principal sign-ins”. (If they are not there, or there is no failed line, change nothing, and tell us so.) Click the newest failed line of { $client }, then its tab “Conditional Access”: it names the rule. If it names none, change nothing, and send the city a picture.
        3. In the menu “Entra ID”, “Conditional Access”, “Policies”, click that rule, and take a picture of it. If it cannot be changed (Microsoft asks for a licence “Workload Identities Premium”), change nothing, and send the city the picture. If it can: under “Users or workload identities”, “Exclude”, choose this program, and press “Save”.
doctor-permission = permission for the city's program { $app ->
    [reader] that only reads
   *[writer] that makes the changes
} to { $plain }
    .missing = the school's consent does not cover it yet (on the screen: “{ $sentence }”)
    .unknown = the vendor's answer does not say ({ $short })
    .before = before the letter goes out, add what is not there yet of { $lacking } to the program { $client } at entra.microsoft.com, App registrations, API permissions
## What the tenant has

doctor-domain = { $domain } as the main domain (what stands after @ in new addresses)
    .missing = another domain is the main one, so groups would get addresses there
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .before = check that `domain` in the stack's file is the right one, or correct it
    .step = If you are not sure that { $domain } should be the main one, change nothing, and tell us so. If it should:
        1. Open https://admin.microsoft.com, and sign in with the role Global Administrator.
        2. In the menu “Settings”, “Domains”. Write down which domain is marked as the default: to take it back, you make that one the default again. Click { $domain }, and press “Set as default”. Addresses that are there already stay.
        3. To see that it worked: the list of domains marks { $domain } as the default.
    .ask = Open https://admin.microsoft.com as an administrator, in the menu “Settings”, “Domains”. Only look, and answer which domain is marked as the default, or “the menu is not there”. (If there is no “Settings”, press “Show all” in the menu.)
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
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = delete what is not needed any more, or ask Microsoft for more
    .ask = nothing needs to be done in a school of ordinary size: 50,000 objects are free
doctor-naming-policy = names of groups that stay as the files have them
    .trouble = a rule of the school changes the names of groups
    .missing = it adds words or forbids some, so groups would get names other than those in the files
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = 1. Open https://entra.microsoft.com, and sign in with the role Groups Administrator or Global Administrator.
        2. In the menu “Entra ID”, “Groups”, “All groups”, and there “Naming policy”. Take a picture of each of its two tabs, “Blocked words” and “Group naming policy”; “Download” in the first keeps its words in a file. Keep the pictures and the file: a deleted rule does not come back by itself, it can only be entered anew from them (how: on the page, under “How to take it back”).
        3. If you are not sure whether the school needs the rule, change nothing: tell us so, with the pictures. If it does need it, tell us that; the city then chooses other names.
        4. Only if it does not: press “Delete policy”, and confirm. The prefixes and suffixes and the blocked words are deleted, both; the groups keep the names that they have. To see that it worked: open “Naming policy” again; both tabs are empty.
    .ask = Open https://entra.microsoft.com as an administrator, in the menu “Entra ID”, “Groups”, “All groups”, and there “Naming policy”. Only look, and answer whether anything stands in one of its two tabs, “Blocked words” and “Group naming policy”, or “the menu is not there”.
doctor-group-creation = permission for people to make groups
    .trouble = only some people may make groups in this tenant
    .missing = the program has a right of its own, which most tenants accept and some refuse as well
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = run `reconciler doctor --probe`, which makes groups and takes them away. Only if that is refused, ask the school whether everybody, pupils too, may make groups; if so (role Global Administrator): entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups in Azure portals, API or PowerShell”
    .ask = Open https://entra.microsoft.com as an administrator, in the menu “Entra ID”, “Groups”, “All groups”, and there “General”. Only look, and answer whether “Users can create Microsoft 365 groups in Azure portals, API or PowerShell” says “Yes” or “No”, or “the menu is not there”.
doctor-labels = groups without a confidentiality label
    .trouble = sensitivity labels are switched on for groups
    .missing = no program can set one: where a label is mandatory, groups cannot be made; elsewhere nothing is to be done, and this line stays
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = Only look here, and change nothing.
        1. Open https://purview.microsoft.com, and sign in with the role Compliance Administrator or Global Administrator.
        2. “Solutions”, “Information Protection”, then in its menu “Policies”, “Label publishing policies” (or “Publishing policies”).
        3. Click each policy in the list, and look among its settings for a sentence that groups or sites must have a label (such as “Require users to apply a label to their groups or sites”).
        4. Answer with one of three: “labels are mandatory for groups”, “no policy says so” (also where the list is empty), or “the menu is not there”.
doctor-expiration = groups without an expiry date
    .trouble = groups expire and are deleted
    .missing = groups that nobody uses or renews in time are deleted with their mail, those of this program too; they can be restored for up to 30 days
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = 1. Open https://entra.microsoft.com, and sign in with the role Groups Administrator or Global Administrator.
        2. In the menu “Entra ID”, “Groups”, “All groups”, and there “Expiration”.
        3. First write down, or take a picture of, all that is chosen there: the number of days, the address for groups without owners, and “All”, “Selected” with its groups, or “None”. Without that nobody can put it back as it was.
        4. If you are not sure that the school can do without expiration, change nothing, and tell us so. If it wants some groups to expire and you do not know which groups the city looks after, ask us first.
        5. Only if it can do without: where it says for which Microsoft 365 groups expiration is enabled, choose “None” (or “Selected”, with those groups alone that are to expire), and press “Save”.
        6. To see that it worked: open “Expiration” again; what you chose stands there.
    .ask = Open https://entra.microsoft.com as an administrator, in the menu “Entra ID”, “Groups”, “All groups”, and there “Expiration”. Only look, and answer whether “All”, “Selected” or “None” is chosen, or “the menu is not there”.
doctor-directory-sync = accounts and groups that are not copied from a server in the school
    .trouble = accounts and groups are copied (synchronized) from a server in the school
    .missing = what is copied can be changed there alone; this program leaves it as it is
    .unknown = { $why ->
        [above] it could not be asked yet, for the lack of something above
       *[optional] Microsoft tells this only with the further permission { $optional }, which is not asked of you
    }
    .step = Do not exclude or stop anything. Ask whoever set up the school's computers, and answer the city who looks after this server (a name and a telephone of the firm or the person), or “we do not know”. The city decides with them. An account that is excluded from the copying is deleted in Microsoft 365, and where all copying stops, passwords no longer come from the server. If nothing is done, copied accounts and groups stay as they are.
    .ask = Ask whoever set up the school's computers whether “Entra Connect” (earlier “Azure AD Connect”) runs on a server, and change nothing there. Answer who looks after that server, or “no server” if there is none or nobody knows of one.
doctor-cloud-sync = whether accounts and groups are copied (synchronized) from a server in the school
    .unknown = Google lets no program see this
    .ask = Ask whoever set up the school's computers whether “Google Cloud Directory Sync” runs on a server, and change nothing there. Answer who looks after that server, or “no server” if there is none or nobody knows of one. (What is left out by a rule on the server's side may be suspended or deleted in Google; only exclusion rules on Google's side keep it.)

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

doctor-tick = { $where } – { $plain }
doctor-tick-ORGANIZATION_UNITS_RETRIEVE = “Admin API privileges” (the lower part of the list), “Organization Units”: “Read”
doctor-tick-ORGANIZATION_UNITS_CREATE = “Admin API privileges” (the lower part of the list), “Organization Units”: “Create”
doctor-tick-ORGANIZATION_UNITS_UPDATE = “Admin API privileges” (the lower part of the list), “Organization Units”: “Update”
doctor-tick-ORGANIZATION_UNITS_DELETE = “Admin API privileges” (the lower part of the list), “Organization Units”: “Delete”
doctor-tick-USERS_RETRIEVE = “Admin API privileges” (the lower part of the list), “Users”: “Read”
doctor-tick-USERS_MOVE = “Admin API privileges” (the lower part of the list), “Users”, open “Update”: “Move Users”
doctor-tick-GROUPS_RETRIEVE = “Admin API privileges” (the lower part of the list), “Groups”: “Read”
doctor-tick-GROUPS_CREATE = “Admin API privileges” (the lower part of the list), “Groups”: “Create”
doctor-tick-GROUPS_UPDATE = “Admin API privileges” (the lower part of the list), “Groups”: “Update”
doctor-tick-GROUPS_DELETE = “Admin API privileges” (the lower part of the list), “Groups”: “Delete”
doctor-tick-LICENSES = “License Management” (the search field above the list finds it)
doctor-tick-REPORTS_ACCESS = “Reports” (the search field above the list finds it)

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
    .hint = if it is meant: reconciler doctor --acknowledge probe:{ $tenant } --reason "…"
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
fault-out-needs-letter = --out needs --letter: nothing else of doctor is written to a folder
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
