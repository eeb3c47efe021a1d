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
finding-more-rows = { $count ->
    [one] one more row of this school's list is
   *[other] { $count } more rows of this school's list are
 } unclear
    .hint = `reconciler roster check` names each of them
cli-readings = { $count ->
    [one] One file of the lists was read although a spreadsheet changed it
   *[other] { $count } files of the lists were read although a spreadsheet changed them
 }; `reconciler roster check` says how.
