### What lists are like. Facts carry columns and class names, never an id, a name or an address.

## A list cannot be used

fault-roster-none = no rosters in "{ $folder }"
    .hint = a roster is a folder or zip named by a school's id, or one set for all schools
fault-roster-not-there = no list of { $schools }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
} in "{ $folder }"
    .hint = put each there, in a folder or file named by the school's id; until then nothing is changed that follows from { $count ->
    [one] it
   *[other] them
}
fault-roster-unknown-format = this is no list that can be read
    .hint = give a OneRoster 1.1 or 1.2 export, SDS v2.1, or a .csv or .xlsx table with a roster.yaml
fault-roster-other-format = this is { $format }, which is not read
    .hint = export OneRoster 1.1 or 1.2 (CSV), or SDS v2.1: orgs, users, roles, classes, enrollments and academicSessions
fault-roster-two-sets = two lists of one school lie side by side, { $one } and { $other }
    .hint = keep the one that holds
fault-roster-bad-archive = { $problem ->
    [locked] this zip has a password
    [large] this file has more than { $limit } MB, or holds one that does
    [together] the files of this zip have more than { $limit } MB together
    [many] there are more than { $limit } files
    [packed] a file of this zip unpacks to more than { $limit } times its size, as no list does
   *[broken] this is no zip that can be opened
 }
    .hint = { $problem ->
    [locked] make it without a password, and send it by a way that is safe in itself
    [large] give the list of one school
    [together] give the list of one school
    [many] give the list of one school
    [packed] look into it by hand: it may be made to stop a reader
   *[broken] make the zip again, or give the folder itself
 }
fault-roster-bad-workbook = { $problem ->
    [old] this workbook is of an old kind (.xls), or has a password
    [locked] this workbook has a password
    [large] this workbook unpacks to more than { $limit } MB
    [many] this workbook has more than { $limit } parts
    [packed] a part of this workbook unpacks to more than { $limit } times its size
    [cells] this workbook has more than { $limit } rows and cells, empty ones included
   *[broken] this is no workbook that can be opened
 }
    .hint = save it in Excel as .xlsx, without a password
fault-roster-missing-file = this file is missing
    .hint = export it again, or correct the path in the stack file
fault-roster-empty-file = the file has no rows
    .hint = a full export has at least one row in each file; export it again
fault-roster-missing-column = the column "{ $column }" is missing
    .hint = write the headings as the format has them, or as roster.yaml names them
fault-roster-column-twice = the column "{ $column }" is there twice
    .hint = keep one
fault-roster-unknown-encoding = from here on this is neither UTF-8 nor Windows-1251 for certain
    .hint = export the file as UTF-8; in Excel: Save as, "CSV UTF-8"
fault-roster-version = this is not OneRoster { $expected }
    .hint = choose one of these versions in the export
fault-roster-not-bulk = { $file } is said to be "{ $value }", it is needed in bulk
    .hint = export everything, not only what changed
fault-roster-missing-property = the property "{ $property }" is missing
    .hint = a manifest.csv names the version and each file that comes with it; export it again
fault-roster-bad-year = "schoolYear" is not the year in which this school year ends
    .hint = 2027 for the school year 2026/27, and the year of endDate
fault-roster-no-year = no academic session of type schoolYear
    .hint = the year of graduation is counted from it
fault-roster-other-year = this school year ends in { $year }, another in { $other }
    .hint = export the list anew for the school year of all other schools
fault-roster-no-school = no school with the NEISPUO code { $school_code }, which is that of { $school }
    .hint = the code stands in "identifier" of an org of type school; the list is named by the school's id
fault-roster-school-twice = two schools have the NEISPUO code { $school_code }
    .hint = keep one
fault-roster-no-mapping = nothing says which columns of this table are what
    .hint = put a roster.yaml beside it: "reconciler roster check --help" shows one
fault-roster-bad-mapping = { $problem ->
    [yaml] this is not YAML
    [large] the file is longer than { $limit } characters, so it is not read
    [deep] more than { $limit } lists and maps stand one in another, so the rest is not read
    [anchor] anchors and aliases (&, *) are not used here: write the value
    [tag] tags (!) are not used here: put a text in quotes
    [unknown] "{ $key }" means nothing here
    [missing] "{ $key }" is missing
   *[form] "{ $key }" cannot have this value
 }
    .hint = "reconciler roster check --help" shows a whole roster.yaml
fault-roster-personal-numbers = the ids in this column are personal numbers (ЕГН)
    .hint = a list for the cloud never carries them: take another column, or leave `id` out
fault-roster-no-header = none of these headings was found: { $columns }
    .hint = the headings stand in one of the first 20 rows, each in a cell of its own
fault-roster-nobody = the list has nobody at any school on this day
    .hint = people are at a school by an org of type school with a code in "identifier"; try another day with --at
fault-roster-more = from here on, { $count ->
    [one] one more fault
   *[other] { $count } more faults
 } in this file
    .hint = mend those above, then read again

## A list cannot be used, or a row is unclear, by the file

fault-roster-missing-value = "{ $column }" is empty
    .hint = fill the cell in, or drop the row
fault-roster-unknown-word = "{ $column }" has a value that this format does not know
    .hint = one of: { $allowed }
fault-roster-duplicate-id = the same id stands at line { $line }, with something else
    .hint = keep the row that is right
fault-roster-bad-date = "{ $column }" is not a date for certain
    .hint = write it as 2026-09-15
fault-roster-broken-quotes = the quotes of this cell do not close
    .hint = double a quote inside a quoted cell
fault-roster-cells = the row has { $found } cells, the headings { $expected }
    .hint = put cells with commas into quotes

## A row is unclear

fault-roster-dangling = what this cell names is not in { $target }
    .hint = export all files together, or drop the row
fault-roster-bad-address = this is not one e-mail address
    .hint = one address and nothing else: no name, no second address, no hidden character
fault-roster-groups-address = this is the address of a group, and nobody's account
    .hint = write the person's own address
fault-roster-pupils-address = a parent has the address of a pupil of this list
    .hint = write the parent's own address
fault-roster-shared-address = this address stands in another person's row, too
    .hint = an account is one person's: correct one of the two
fault-roster-bad-grade = this is not a grade of a pupil
    .hint = two digits, 01 to 12, or PK or KG for a preparatory group
fault-roster-bad-class = "{ $code }" is not the name of a class
    .hint = a grade and one letter, like 5a; an all-day group is named in `notHomeroom` of the stack file
fault-roster-latin-class = "{ $code }" is written with a Latin letter
    .hint = write the letter of the class in Cyrillic
fault-roster-enrolment-school = the class is at another school than this enrolment
    .hint = correct the school, or drop the enrolment
fault-roster-enrolment-stranger = this person is enrolled at a school that is not theirs
    .hint = add the school to the person's organizations, or drop the enrolment
fault-roster-enrolment-role = this role does not go with what the person is
    .hint = correct the enrolment or the person's role
fault-roster-grade-class = the pupil's grade in the list is { $grade }, and this class is of another one
    .hint = correct the grade or the class; until then the pupil is not moved anywhere
fault-roster-two-classes = one pupil is in two classes on one day, { $one } and { $other }
    .hint = end one of them by endDate; an all-day group is named in `notHomeroom` of the stack file
fault-roster-no-role = nothing says what this person is
    .hint = add a row to roles.csv, or drop this one

## How a file was read

fault-roster-read-encoding = read as { $encoding }
    .hint = UTF-8 is safer: in Excel, Save as, "CSV UTF-8"
fault-roster-read-separator = the cells are parted by { $separator ->
    [semicolon] semicolons
    [tab] tabs
    [comma] commas
   *[other] a sign of its own
 }, and were read so
fault-roster-read-header = { $count ->
    [one] the heading "{ $column }" was read although its capitals differ
   *[other] { $count } headings, "{ $column }" first, were read although their capitals differ
 }
fault-roster-read-words = { $count ->
    [one] one cell was
   *[other] { $count } cells were
 } read as "{ $word }" and the like although the capitals differ
    .hint = a spreadsheet did this; nothing needs to be done
fault-roster-read-grades = { $count ->
    [one] one grade was
   *[other] { $count } grades were
 } read although not written as 05
    .hint = a spreadsheet did this; nothing needs to be done
fault-roster-read-classes = { $count ->
    [one] one class was
   *[other] { $count } classes were
 } read as { $code } and the like although written in another way
fault-roster-read-dates = { $count ->
    [one] one date of "{ $column }" was
   *[other] { $count } dates, in "{ $column }" first, were
 } read although not written as 2026-09-15
fault-roster-read-empty-rows = { $count ->
    [one] one row
   *[other] { $count } rows
 } without people, from here on, { $count ->
    [one] was
   *[other] were
 } left out
fault-roster-read-same-rows = { $count ->
    [one] one row is
   *[other] { $count } rows are
 } there twice, and { $count ->
    [one] counts
   *[other] count
 } once
fault-roster-read-merged = { $count ->
    [one] one cell was read with what is merged over it
   *[other] { $count } cells, from here on, were read with what is merged over them
 }
fault-roster-read-year = the school year was read as the one that ends in { $year }
    .hint = "schoolYear" is the year of its end, not of its beginning
fault-roster-class-twice = { $count ->
    [one] a second homeroom class is called { $code }; both were read as one
   *[other] { $count } homeroom classes, { $code } first, are there twice; each pair was read as one
 }
    .hint = if one is an all-day group, name it in `notHomeroom` of the stack file
fault-roster-formula = the formula in "{ $column }" gives no value
    .hint = put the value itself into the cell (copy it and paste values only), or calculate and save the file in a spreadsheet
fault-roster-certified-stranger = { $count ->
    [one] it is not known whose certificate this is: no list of people has the number of this row
   *[other] it is not known whose { $count } certificates these are: no list of people has the numbers of rows { $rows }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
 }
    .hint = correct the number; delete the row if this person has left; or export the list of this person's school. In a column `school` a row can name the only school that it is about
fault-roster-certified-not-staff = { $count ->
    [one] it is not known whose certificate this is: the number of this row is a pupil's or a parent's
   *[other] it is not known whose { $count } certificates these are: the numbers of rows { $rows }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    } are pupils' or parents'
 }
    .hint = write the number that the teacher has in the list of the school
fault-roster-trained-stranger = { $count ->
    [one] one person who was trained, or whose certificate is over, is
   *[other] { $count } people who were trained, or whose certificates are over, are
 } in no list of people
    .hint = delete the row, or export the list of this person's school
fault-roster-certified-unreadable = this list of certified people cannot be used, so who is certified is unknown
    .hint = what asks for certified people stays as it is until the list is mended
