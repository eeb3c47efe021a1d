### What `roster check` says of a list.

lists-title = { $label }: { $kind }; school year { $year }, exported { $exported }
lists-format-oneroster = OneRoster { $version }
lists-format-sds = Microsoft SDS v{ $version }
lists-format-table = a table of the school's own
lists-format-unknown = a list of an unknown kind
lists-school = School { $code }
lists-roles = People: { $counts }
lists-role-principal = principals
lists-role-teacher = teachers
lists-role-staff = other staff
lists-role-pupil = pupils
lists-role-parent = parents
lists-grades = Pupils by grade: { $counts }
lists-preparatory = preparatory
lists-classes = Pupils by class: { $counts }
lists-idle = { $count ->
    [one] One pupil of a grade is in no class.
   *[other] { $count } pupils of a grade are in no class.
 }
lists-without-address = Without an e-mail address: { $counts }
lists-unclear = Rows that are unclear: { $count }. Nothing changes for these people until the row is mended, and nobody leaves a group that they may belong to.
lists-unclear-address = Addresses that are none: { $count }. These people are read without an address.
lists-readings = How it was read:
lists-unusable = It cannot be used:
lists-not-compared = The project's files cannot be read, so addresses were not compared with groups: `reconciler validate` says why.
lists-certified = { $label }: a list of certified people; certified: { $certified }, only trained: { $trained }
lists-certified-alone = Its numbers were not compared with lists of people: give the folder in which it lies beside them.
lists-certified-unclear = Rows that are unclear, or of which nobody knows whose they are: { $count }. Until they are corrected or deleted, nobody loses for them what asks for a certificate.
lists-sound = Nothing is in doubt.

## What a plan says of them

finding-held-back = { $count ->
    [one] one person stays in { $subject } although no list has them there
   *[other] { $count } people stay in { $subject } although no list has them there
 }, because it is not known whose row this is: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
    .hint = mend the row; additions go on meanwhile. `reconciler roster check` says what is wrong with it
finding-held-unclaimed = { $count ->
    [one] one account stays in { $subject } although no list names it
   *[other] { $count } accounts stay in { $subject } although no list names them
 }: somebody of the list has no account, and one of these may be hers: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
    .hint = create the missing accounts, correct the addresses in the list, or put the list's ids on the accounts; additions go on meanwhile
finding-held-certified = { $count ->
    [one] one person stays in { $subject } although no certificate is known
   *[other] { $count } people stay in { $subject } although no certificate of theirs is known
 }, because it is not known whose row of the list of certified people this is: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
    .hint = correct the number in the row, or delete the row if its person has left; additions go on meanwhile
finding-more-rows = { $count ->
    [one] one more row of this school's list is
   *[other] { $count } more rows of this school's list are
 } unclear
    .hint = `reconciler roster check` names each of them
cli-readings = { $count ->
    [one] One file of the lists was read although a spreadsheet changed it
   *[other] { $count } files of the lists were read although a spreadsheet changed them
 }; `reconciler roster check` says how.
cli-odd-lists = In { $count ->
    [one] one file of the lists
   *[other] { $count } files of the lists
 } something is odd and stops nothing; `reconciler roster check` says what.

## `people`

people-without-account = { $school } in { $tenant }: { $count } without an account
people-without-licence = { $school } in { $tenant }: { $count } without a licence that they should have
people-ambiguous = { $school } in { $tenant }: { $count } whose account is not certain
people-moved = { $school } in { $tenant }: { $count } whom the plan moves
people-unknown-rows = and { $count ->
    [one] one row of the list of which
   *[other] { $count } rows of the list of which
 } nobody knows whose account it is about
people-extra = { $subject } { $field } { $items }: { $extra } in it and not of the audience, { $missing } of the audience and not in it
people-extra-unexplained = { $subject } { $field }: no audience explains it; { $extra } are in it
people-extra-written = { $file } has { $count ->
    [one] one address
   *[other] { $count } addresses
}. Only you can read it; delete it when you have looked.
people-nobody = No school was looked at.
people-written = Wrote { $count } people to { $file }. Only you can read it; delete it when the accounts are there.
people-gam = To create the accounts: gam csv { $file } gam create user "~primaryEmail" firstname "~givenName" lastname "~familyName" password random org "~orgUnitPath" externalid organization "~sourcedId"
people-entra = To create the accounts: Entra admin center, Users, Bulk create, with { $file }. Fill in “Initial password” first: none is made here.
people-no-address = { $count ->
    [one] One of them has no e-mail address in the list; fill it in before.
   *[other] { $count } of them have no e-mail address in the list; fill it in before.
 }
fault-reveal-one = a list with names is of one school and one question
    .hint = say --reveal --out FILE, --school X and one of --without-account, --without-licence, --ambiguous, --moved
fault-reveal-in-ci = names are never listed where the variable CI is set
    .hint = run it on your own machine
fault-reveal-in-git = { $file } lies in a Git work tree, and Git does not ignore it
    .hint = choose a folder outside, such as your home, or add the file to .gitignore
fault-no-such-group = no tenant that was read has a group "{ $group }" of { $school } with its members
    .hint = name it by its key in the school's file; `reconciler show { $school }` lists them
