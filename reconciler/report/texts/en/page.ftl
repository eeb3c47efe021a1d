### The report's pages: of a school (for its principal), of the city, for IT and of each rule.

page-school-title = The school in the cloud
page-date = { $day }.{ $month }.{ $year }
page-long-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
page-sections = Sections
page-languages = Language
page-language-bg = Български
page-language-en = English
page-all-well = All is well.
page-well-but = { $count ->
    [1] One matter needs attention.
    [2] Two matters need attention.
   *[3] Three matters need attention.
}
page-only-watched = The school is only observed; the municipality changes nothing there.
page-not-reached = The school's cloud could not be reached, so nobody knows what is in it today.
page-partly-read = A part of the school's cloud could not be read; nothing is known of it, and nothing is changed there.
page-changes-ahead = { $count ->
    [one] All is well; the municipality will apply one change.
   *[other] All is well; the municipality will apply { $count } changes.
}
page-waits = The municipality has stopped its changes in the school's cloud until what stands below is settled.
page-more = { $count ->
    [one] There is one technical matter as well, which the municipality's IT sees to; nothing is asked of you.
   *[other] There are { $count } technical matters as well, which the municipality's IT sees to; nothing is asked of you.
}
page-more-things = { $count ->
    [one] One more matter
   *[other] { $count } more matters
}
page-why = Why it matters
page-rest = Numbers, changes and rules

## Who acts, and by when

page-act-principal = the principal
page-act-administrator = the school's cloud administrator
page-act-city = the municipality's education department
page-act-city-it = the municipality's IT
page-act-vendor = the vendor of the cloud platform
page-does-principal = settles this
page-does-administrator = settles this
page-does-city = decides what is to be done
page-does-city-it = settles this
page-does-vendor = settles this
page-acts = { $due ->
    [none] { $who } { $does }.
   *[other] { $late ->
        [yes] { $who } { $does }; it was due on { $due }.
       *[no] By { $due } { $who } { $does }.
    }
}

## The things on a page: what, and why it matters

page-no-account = { $role ->
    [pupil] { $count ->
        [one] One pupil has no school account.
       *[other] { $count } pupils have no school account.
    }
    [teacher] { $count ->
        [one] One teacher has no school account.
       *[other] { $count } teachers have no school account.
    }
   *[other] { $count ->
        [one] One member of staff has no school account.
       *[other] { $count } members of staff have no school account.
    }
}
    .why = { $role ->
        [pupil] Messages to their class do not reach them. The administrator has the names; they are not printed here.
       *[other] The school's messages do not reach them. The administrator has the names; they are not printed here.
    }
    .do = creates the missing accounts
page-two-accounts = { $count ->
    [one] For one person it is not clear which account is theirs.
   *[other] For { $count } people it is not clear which account is theirs.
}
    .why = Until it is, none of them is moved to another group and nothing is taken from them.
    .do = settles whose account is whose
page-account-of-another = { $count ->
    [one] One person's e-mail address in the list belongs to somebody else's account.
   *[other] The e-mail addresses of { $count } people in the list belong to other people's accounts.
}
    .why = Messages for them reach somebody else.
    .do = corrects the addresses
page-two-schools = { $count ->
    [one] One person is on the lists of two schools, and neither is the main one.
   *[other] { $count } people are on the lists of two schools, and neither is the main one.
}
    .why = Until it is said which, they stay where they are.
    .do = tells the municipality which school is the main one
page-class-not-declared = The school's list has a class { $class } that has no mail group.
    .why = Its pupils and their parents do not get the messages to the class.
    .do = corrects the list, or asks the municipality to add the class
page-parents-of-nobody = { $count ->
    [one] One parent's address in the list is wrong.
   *[other] The addresses of { $count } parents in the list are wrong.
}
    .why = The school's messages do not reach them.
    .do = corrects the addresses in the list
page-parents-tagged = { $count ->
    [one] One parent has an address that a group cannot write to.
   *[other] { $count } parents have addresses that a group cannot write to.
}
    .why = The school's messages do not reach them.
    .do = asks the parents for another address and writes it into the list
page-row = { $count ->
    [one] One row of the school's list cannot be read for certain.
   *[other] { $count } rows of the school's list cannot be read for certain.
}
    .why = Until they are put right nobody loses anything, but new people may be without their groups.
    .do = corrects the list and sends it again
page-no-usage-location = { $count ->
    [one] One person cannot get a licence: their account has no country.
   *[other] { $count } people cannot get a licence: their accounts have no country.
}
    .why = Without a licence they cannot use the programs.
    .do = sets the country in the account
page-seats-short = { $count ->
    [one] “{ $product }” licences are short for one person: { $bought } were bought.
   *[other] “{ $product }” licences are short for { $count } people: { $bought } were bought.
}
    .why = Without a licence the paid programs cannot be used.
    .do = decides whether to buy more licences, or to whom they go
page-principal-known = The school's list names no principal.
    .why = The principal owns the school's groups and answers for the data in them.
    .do = writes the principal into the list
page-class-group-teacher = The mail group of { $class } has no class teacher among its owners.
    .why = Somebody who knows the class must be able to act on the same day.
    .do = writes the class teacher into the list
page-no-roster = There is no list of the school.
    .why = Without it the groups of classes and teachers stay as they are.
    .do = sends a list to the municipality
page-roster-stale = The school's list is { $count } days old; changes are made only by a list of the last { $limit } days.
    .why = Until there is a new one, changes at the school are stopped.
    .do = sends a new list to the municipality
page-roster-older = The school's list is older than the one before.
    .why = Until there is a new one, changes at the school are stopped.
    .do = sends the newest list to the municipality
page-roster-partial = Many people are missing in the school's list.
    .why = Nobody was removed; changes wait for a complete list.
    .do = sends a complete list to the municipality
page-roster-shrunk = The school's new list has { $count } people fewer { $of ->
    [all] (pupils, parents and staff together)
    [pupil] (pupils alone)
    [parent] (parents alone)
   *[other] (staff alone)
}: { $before } before{ $now ->
    [none] {""}
   *[some] , { $now } now
}.
    .why = Until then nothing is changed and nobody is removed.
    .do = confirms to the education department that the list is complete, or sends a corrected one
page-rule = { $about ->
    [none] A rule is not kept: { $title }
   *[some] A rule is not kept in { $about }: { $title }
}
    .why = { $reason }
page-waiver-ends = On { $day } a temporary exemption ends, from the rule “{ $title }”.
    .why = After that day the rule holds again. If the exemption is still needed, ask for a new one.
    .do = decides whether to prolong it
page-refusal = The planned changes are unusually large, so they are stopped.
    .why = Nothing at the school changes until somebody decides.
page-decision = Some of the planned changes need a decision, so they are stopped.
    .why = Nothing at the school changes until somebody decides.
page-unread = The school's cloud cannot be reached.
    .why = Nobody knows what is in it today; nothing is changed.
page-drift = { $count ->
    [one] One change by hand in the school's cloud: { $what }.
   *[other] { $count } changes by hand in the school's cloud: { $what }.
}
    .why = If the change is needed, write to the education department by then.
    .acts = { $late ->
        [yes] { $who } puts back what was approved; the school could ask for the change to stay until { $due }.
       *[no] Unless the school asks by { $due } for the change to stay, { $who } puts back what was approved.
    }

## Names in the things: "about" is the name of the group or unit, "none" where it is not printed

page-quoted = “{ $name }”
page-and-more = and { $count } more
page-and-last = { $first } and { $last }
page-named = { $about ->
    [none] { $count ->
        [one] one mail group
       *[other] { $count } mail groups
    }
   *[some] { $count ->
        [one] the mail group { $about }
       *[other] the mail groups { $about }
    }
}
page-made = { $about ->
    [none] { $count ->
        [one] one hand-made mail group
       *[other] { $count } hand-made mail groups
    }
   *[some] { $count ->
        [one] the hand-made mail group { $about }
       *[other] the hand-made mail groups { $about }
    }
}
page-yours = { $count ->
    [0] { $may ->
        [none] Nothing is asked of you; who does what stands below.
       *[some] You need not do anything; you decide whether the change by hand in number { $may } stays.
    }
    [1] This is asked of you: number { $numbers }.
   *[other] This is asked of you: numbers { $numbers }.
}
page-about = about { $count }
page-at-least = at least { $count }
page-changed-fields = { $fields } of { $thing }
page-not-told = The new name is not printed, for it may be a person's.
page-rules-broken = Not kept, or in doubt: { $count }
page-rule-see = number { $number }
page-rule-it = the municipality's IT settles it
page-pupil-groups-unlisted = Everybody at the school can find { $where } in the directory, where pupils are.
    .do = decides whether to take it out of the directory
page-unnamed = { $count ->
    [one] The group's name is not printed, for it may be a person's; the municipality's IT tells the administrator.
   *[other] The groups' names are not printed, for they may be people's; the municipality's IT tells the administrator.
}
page-noticed = Noticed on { $day }.
page-changed-group = { $about ->
    [none] a mail group
   *[some] the mail group { $about }
}
page-changed-membership = { $about ->
    [none] the members of a mail group
   *[some] the members of the mail group { $about }
}
page-changed-orgunit = { $about ->
    [none] a unit
   *[some] the unit { $about }
}
page-changed-placement = { $about ->
    [none] who is in a unit
   *[some] who is in the unit { $about }
}
page-changed-licence = who has a “{ $product }” licence
page-changed-gone = { $thing } was deleted
page-field-name = its name
page-field-address = its address
page-field-label = its description
page-field-path = where it lies
page-field-settings = its settings
page-field-other = the municipality's mark

## Rules that are not kept, said straight: "where" is the group

page-pupil-groups-closed = Pupils are in { $where }, and people from outside are there or can be added.
page-pupil-groups-join = Anybody can join { $where }, where pupils are.
page-pupil-groups-post = People from outside can write to the pupils in { $where }.
page-pupil-lists-hidden = People from outside can see which pupils are in { $where }.
    .do = decides whether to hide the list of members
page-pupils-run-no-group = A pupil owns or manages { $where }.
page-parents-post = Not the school alone can write to all parents in { $where }.
page-parent-lists-hidden = Families in { $where } can see who the others are.
page-parents-no-account = Parents are in a unit or get a licence.
page-staff-groups-closed = Pupils can see { $where }, or join by themselves.
page-staff-groups-no-pupils = A pupil is among the staff in { $where }.
page-units-apart = Staff and pupils are in one unit.
page-licences-apart = “{ $product }” licences go to people for whom they are not meant.
page-two-owners = { $where } { $number ->
    [one] has
   *[other] have
} fewer than two owners.
    .do = names a second owner{ $number ->
        [one] {""}
       *[other] {" "}for each
    }
page-staff-groups-no-outsiders = People from outside are among the staff in { $where }, or can be added.
page-staff-licences-certified = “{ $product }” licences go to teachers who are not certified as well.
    .do = decides who gets the licence
page-found-groups-closed = Pupils and people from outside are together in { $where }.
    .do = takes the outsiders out of it
page-found-groups-post = Anybody can write to the pupils in { $where }.
    .do = limits who can write to it
page-found-groups-join = Anybody can join { $where }, where pupils are.
    .do = limits who can join it
page-found-lists-hidden = Everybody at the school can see which pupils are in { $where }.
    .do = hides the list of members
page-found-pupils-run = A pupil owns or manages { $where }.
    .do = gives it to a teacher
page-found-groups-owned = Nobody answers for { $where }: pupils are there, and no owner.
    .do = names an owner
page-found-groups-admit = Pupils are in { $where }, and people from outside can be added.
    .do = forbids adding outsiders
page-found-groups-unlisted = { $where } { $number ->
    [one] stands
   *[other] stand
} in the directory, and pupils are there.
    .do = takes { $number ->
        [one] the group
       *[other] the groups
    } out of the directory
page-found-groups-roles = Pupils are in { $where }, which can be given administrators' roles.
    .do = takes the pupils out of it
page-found-parents-post = Parents in { $where } can write to each other.
    .do = lets only owners and managers write
page-found-parents-lists = Families in { $where } can see who the others are.
    .do = hides the list of members
page-found-parents-accounts = { $count ->
    [one] One school account has a parent's address.
   *[other] { $count } school accounts have parents' addresses.
}
    .do = suspends the accounts
page-found-licences-apart = { $of ->
    [pupils] Somebody of the staff holds a licence for pupils: “{ $product }”.
   *[staff] A pupil holds a licence for staff: “{ $product }”.
}
    .do = takes the licence off
page-leavers-suspended = { $count ->
    [one] Somebody who left can still sign in to their school account.
   *[other] { $count } people who left can still sign in to their school accounts.
}
    .do = suspends the accounts
page-licences-of-leavers = “{ $product }” licences that people hold who left: { $count }.
    .do = takes the licences off
page-licences-of-suspended = “{ $product }” licences that suspended accounts hold: { $count }.
    .do = takes the licences off
page-administrators-few = { $how ->
    [few] The school's cloud platform has fewer than two administrators.
   *[many] The school's cloud platform has more than eight administrators.
}
    .do = { $how ->
        [few] gives the rights to one more person, with an account of their own
       *[many] takes off the rights that are not needed
    }
page-administrators-no-pupils = A pupil is an administrator of the cloud platform.
    .do = takes the rights off today
page-administrators-no-guests = Somebody of another organization is an administrator of the cloud platform.
    .do = takes the rights off today
page-administrator-not-principal = The principal's everyday account has an administrator's rights.
    .do = moves the rights to an account of their own
page-roster-fresh = The school's list is { $days } days old.
    .do = sends a new list to the municipality
page-team-trained = No teacher of the school is trained.
    .do = enrols a teacher in the next training

## The numbers

page-today = Today
page-classes = { $count ->
    [one] { $shown } class
   *[other] { $shown } classes
}
page-teachers = { $count ->
    [one] { $shown } teacher
   *[other] { $shown } teachers
}
page-certified = { $shown } of them certified
page-certified-hidden = certified: { $shown }
page-pupils = { $count ->
    [one] { $shown } pupil
   *[other] { $shown } pupils
}
page-groups = { $count ->
    [one] { $shown } mail group
   *[other] { $shown } mail groups
}
page-licence = “{ $product }” licences: { $used } of { $bought } in use
page-licence-used = “{ $product }” licences: { $used } in use
page-since = Since { $day }
page-since-items = new matters: { $new }; still open: { $open }; settled: { $settled }
page-since-groups = mail groups: { $change }
page-rules = Rules kept
page-and-others = { $count } more are kept.
page-other-rules = The other rules that are kept
page-rules-kept = { $kept } of { $all }
page-decides = Who decides
page-decides-text = Changes are made only after the municipality's education department approves.
page-last-applied = All approved changes were last applied on { $day }.
page-questions = Questions: { $who }.
page-questions-city = the municipality's education department
page-questions-city-it = for technical matters, the municipality's IT
page-no-contacts = No telephone is written here; ask at the municipality's front desk.
page-list-of = the school's list is of { $day }
page-list-of-doubted = people are counted by the new list of { $day }, which waits to be confirmed
page-few = “*” stands for a count that is not shown: it is of fewer than 5 people, or another such count could be worked out from it.
page-fewer = fewer than { $least }

## The city's page

page-city-title = { $municipality }: schools in the cloud
page-in-cloud = Schools in the cloud: { $count } of { $all }
page-wave-by = by { $day }
page-heading-programme = The programme
page-wave-done = { $done } of { $all }
page-teachers-trained = trained teachers
page-teachers-certified = certified teachers
page-goal = goal { $share }{"\u00A0"}% by { $day }
page-city-mixed = Pupils and people from outside in one group: { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
page-accounts = about { $shown } school accounts of pupils and staff
page-city-since = new matters at schools: { $new }; still open: { $open }; settled: { $settled }; waived: { $waived }
page-heading-teachers = Certified teachers
page-by-school = School by school
page-teachers-share = share that is certified
page-share = { $share }{"\u00A0"}%
page-september = { $short ->
    [0] about { $wanted }
   *[other] about { $wanted } (about { $short } short)
}
page-heading-state = How the schools stand
page-heading-attention = What needs attention
page-heading-trend = The last twelve months
page-trend-row = no difference from what was approved: { $count } of { $all } schools
page-heading-grid = All schools
page-search = Search by name
page-filter-all = all
page-filter-state = State
page-filter-wave = Wave
page-found = { $count ->
    [one] { $count } school found
   *[other] { $count } schools found
}
page-to-city = To all schools
page-to-it = Page for IT
page-school-page = the school's page

## The page for IT

page-it-title = Report for IT
page-it-stack = stack { $stack }, plan { $fingerprint }, files { $version }
page-it-items = Findings and refusals
page-it-differences = Differences
page-it-whole = Of all schools
page-it-schools = Schools with something to settle
page-it-none = None.
page-it-school = School
page-it-code = Code
page-it-id = Id
page-it-what = What
page-it-since = Since
page-it-where = Where
page-changed = What became of it
page-changed-since = Changes since { $day }
page-changed-new = new
page-changed-fixed = settled
page-changed-open = open
page-changed-waived = waived
page-it-office = Who
page-it-due = By
page-it-change = Change
page-it-origin = Cause
page-origin-wanted = the files or the list
page-origin-drift = changed by hand
page-origin-both = partly changed by hand
page-origin-observed = only observed, not written
page-origin-unfinished = left unfinished by an earlier run
page-office-principal = the principal
page-office-administrator = the school's administrator
page-office-city = education department
page-office-city-it = the municipality's IT
page-office-vendor = the vendor

## A rule's page

page-rules-title = The rules
page-levels-mandatory = Mandatory
page-levels-advisory = Advice
page-rule-why = Why
page-rule-source = Source
page-rule-level = Level
page-rule-mandatory = mandatory: a breach stops the school
page-rule-advisory = advisory
page-rule-broken = Where it is broken
page-rule-waived = Waivers
page-rule-waiver = { $school }: until { $until }, { $owner }. { $reason }
page-rule-kept-everywhere = It is kept everywhere.
page-no-waivers = None.
page-rule-count = { $broken ->
    [0] kept everywhere
    [one] broken at { $broken } school
   *[other] broken at { $broken } schools
}
