### What is wrong in the files that people write: manifests and stacks.

## YAML

fault-not-utf8 = this line is not UTF-8
    .hint = save the file as UTF-8, for instance not as Windows-1251
fault-bad-yaml = this is not YAML: { $problem }
fault-tab = a tab indents this line, and YAML takes none
    .hint = use spaces, not tabs
fault-too-large = the file is longer than { $limit } bytes, so it is not read
fault-too-deep = more than { $limit } lists and maps stand one in another, so the rest is not read
fault-long-number = the number has more than { $limit } digits
    .hint = put it in quotes where it is a text
fault-bad-character = a character that YAML does not allow
    .hint = it may be invisible; type the line anew
fault-several-documents = a second document begins here
    .hint = one file holds one document; drop the line ---
fault-empty-file = the file is empty
fault-ambiguous-scalar = { $text } means one thing to some programs and another to others
    .hint = { $meant ->
        [text] put it in quotes: "{ $text }"
       *[other] write { $meant }; or, where it is a text, put it in quotes: "{ $text }"
    }
fault-anchor = anchors and aliases (&, *) are not used here
    .hint = write the value out; what schools share belongs in a layout
fault-tag = { $tag }: tags are not used here
    .hint = drop it; text goes in quotes
fault-duplicate-key = "{ $key }" is given twice
    .hint = keep one; the first is at line { $line }
fault-complex-key = a list or a map cannot be a key

## Shape

fault-unknown-key = unknown key "{ $key }"
    .hint = { $near ->
        [none] the keys here are: { $known }
       *[other] did you mean "{ $near }"?
    }
fault-bad-key = "{ $key }" cannot be a key here
    .hint = { $section ->
        [classes] a grade is a number from 1 to 12
       *[other] { $near ->
            [none] a key is lower-case Latin letters and digits, with single hyphens between
           *[other] a key is lower-case Latin letters: "{ $near }"; what people read goes into name:
        }
    }
fault-missing-key = "{ $key }" is missing
fault-null-object = "{ $key }" is there, but empty
    .hint = write its value or drop the line; what a layout has is taken away by without:
fault-wrong-type = "{ $key }" must be { $wanted ->
    [string] text
    [integer] a whole number
    [number] a number
    [boolean] true or false
    [array] a list
    [object] a map of keys and values
    [string-integer] text or a whole number
    [object-string] text, or a map with bg: and en:
   *[other] something else
 }
    .hint = { $wanted ->
        [string] put it in quotes
        [array] such as [one, two]
        [boolean] without quotes
        [integer] digits, without quotes
        [number] digits, without quotes
        [string-integer] such as "25 %", or 40
       *[other] such as {"{"}bg: …, en: …{"}"}
    }
fault-not-one-of = "{ $key }" cannot be "{ $value }"
    .hint = one of: { $known }
fault-bad-form = "{ $key }" cannot be "{ $value }"
    .hint = { $key ->
        [grades] first and last grade, such as 1-7
        [share] a part in percent, such as "30 %"
        [inRollover] a part in percent, such as "25 %", or a whole number
        [by] a day in quotes, such as "2027-06-30"
        [goal] a part in percent, such as "80 %"
        [journal] a period, such as 400 days, 6 months or 3 years; 30 days at least
        [findings] a period, such as 400 days, 6 months or 3 years; 30 days at least
        [reports] a period, such as 400 days, 6 months or 3 years; 30 days at least
        [starts] a month and a day in quotes, such as "09-15"
        [from] a month and a day in quotes, such as "09-01"
        [until] a month and a day in quotes, such as "10-15"
        [without] a section and the layout's key in it, such as groups/parents-{"{"}cohort{"}"}
        [ignore] a section and a pattern, such as groups/choir-*
        [address] a group's address is what stands before the @, a member's is whole
        [addresses] letters, digits, hyphens and *, such as school-*
        [orgUnits] a path from the tenant's root, / or /school
        [domain] a domain in lower case, such as school.example
        [customer] Google's customer id: C and letters or digits
        [tenantId] the directory's id, a UUID in lower case
        [graduates] a year, or {"{"}graduates{"}"} under forEach: graduates
        [endpoint] simulator, or a whole URL
       *[other] lower-case Latin letters and digits, with single hyphens between
    }
fault-not-one-address = a member of group "{ $key }" is written as what is no single e-mail address
    .hint = one address and nothing else: no name, no second address, no hidden character, Latin letters
fault-too-few = "{ $key }" must not be empty
fault-out-of-range = "{ $value }" is out of range
    .hint = it must be { $limit }

## Files and names

fault-no-file = this file is missing
fault-wrong-file-name = the id "{ $id }" and the file's name { $file } differ
    .hint = a file is named by its id: { $id }.yaml
fault-unknown-school = there is no school "{ $school }"
    .hint = a school is a file schools/{ $school }.yaml
fault-duplicate-org = { $school } has "{ $org }" as its organization in the rosters, too
    .hint = each school has its own: roster: {"{"}org: …{"}"}, else the fact neispuo, else the school's id
fault-old-key = written for an earlier version: { $keys } now stand in facts:
    .hint = reconciler upgrade moves them, and keeps your comments
fault-missing-language = this name has no text in "{ $language }"
    .hint = municipality.yaml lists the languages that each name has; one plain text stands for all of them
fault-missing-fact = the fact "{ $fact }" ({ $title }) is missing
    .hint = write it under facts:, as municipality.yaml asks
fault-unknown-fact = there is no fact "{ $fact }"
    .hint = { $near ->
        [none] facts of municipality.yaml: { $known }
       *[other] did you mean "{ $near }"? facts of municipality.yaml: { $known }
    }
fault-bad-fact = the fact "{ $fact }" cannot be "{ $value }"
    .hint = municipality.yaml asks for { $wanted }
fault-bad-pattern = "{ $pattern }" is no regular expression
fault-layout-cycle = a layout extends itself: { $path }
fault-no-grades = the layout "{ $layout }" does not say which grades are taught
    .hint = write grades: in it, or choose a layout that extends it
fault-unknown-layout = there is no layout "{ $layout }"
    .hint = layouts: { $known }
fault-unknown-wave = there is no wave "{ $wave }"
    .hint = waves: { $known }
fault-unknown-product = there is no product "{ $product }"
    .hint = products: { $known }
fault-no-vendor = product "{ $product }" has no name at any vendor
    .hint = add google: or microsoft:, as the vendor calls it

## Scopes and tenants

fault-no-scope = { $school } has no scope in tenant "{ $tenant }"
    .hint = add it to scopes: in schools/municipality.yaml, or correct the tenant's name
fault-not-named = the default of scopes: does not hold for { $school } in tenant "{ $tenant }"
    .hint = name the school in the stack: {"{"} schools: [{ $school }] {"}"} at tenant "{ $tenant }"; or give it a line of its own in scopes:
fault-named-elsewhere = tenant "{ $tenant }" names { $school }, which does not live in it
    .hint = drop it from schools:, or add the tenant to the school's file
fault-unused-scope = { $school } does not live in tenant "{ $tenant }"
    .hint = drop the scope, or add the tenant to the school's file
fault-outside-addresses = group "{ $key }" has the address { $address }, outside what { $school } may declare
    .hint = its addresses in tenant { $tenant } are { $pattern }; see scopes: in schools/municipality.yaml
fault-outside-units = unit "{ $key }" adopts { $path }, outside what { $school } may declare
    .hint = its units in tenant { $tenant } lie below { $root }; see scopes: in schools/municipality.yaml
fault-adopted-twice = units "{ $key }" and "{ $other }" both adopt { $path }
    .hint = take one away; the other stands at { $at }
fault-outside-products = { $school } may not declare "{ $product }" in tenant "{ $tenant }"
    .hint = its products there: { $products }; see scopes: in schools/municipality.yaml
fault-outside-names = group "{ $key }" is called "{ $name }", outside what { $school } may declare
    .hint = its names in tenant { $tenant } are: { $names }; see scopes: in schools/municipality.yaml
fault-outside-seats = { $school } asks for { $seats } licences of "{ $product }" in tenant "{ $tenant }"; it may ask for { $most }
    .hint = lower seats:, or see scopes: in schools/municipality.yaml
fault-owners-not-current = the lines of schools are not as municipality.yaml says
    .hint = reconciler owners writes them
fault-units-overlap = { $school } and { $other } may declare the same units of tenant "{ $tenant }"
    .hint = neither root may lie in the other: { $one }, { $second }
fault-addresses-overlap = { $school } and { $other } may declare the same addresses of tenant "{ $tenant }"
    .hint = no address may fit both patterns: { $one }, { $second }
fault-address-of-another = { $address } is an address of both { $other } and { $school }, in one tenant "{ $tenant }"
    .hint = change one; that of { $other } stands at { $at }
fault-unknown-tenant = the stack has no tenant "{ $tenant }"
    .hint = add it to reconciler:tenants, or correct the name
fault-unused-tenant = no school lives in tenant "{ $tenant }"
    .hint = drop it from the stack, or name it in a school's file
fault-unknown-seats = tenant "{ $tenant }" has seats of "{ $product }", which is no product
    .hint = products stand in schools/municipality.yaml

## Classes

fault-grade-not-taught = grade { $grade } is not taught in such a school
    .hint = its layout has grades { $grades }
fault-bad-class-letter = "{ $letter }" cannot name a class
    .hint = only these are possible: { $letters }; Cyrillic where `languages:` of schools/municipality.yaml has bg, else Latin
fault-latin-class-letter = the letter "{ $letter }" is a Latin one
    .hint = type it in Cyrillic; the two look alike, but no roster would match
fault-repeated-class = class { $grade }{ $letter } is given twice
fault-bad-grades = grades { $grades } run backwards

## What a school's own names refer to

fault-unknown-class = { $kind ->
    [unit] unit
    [licence] licence
   *[other] group
 } "{ $key }" names class { $class }, which { $school } does not have
    .hint = its classes, line { $line }: { $known }
fault-unknown-grade = { $kind ->
    [unit] unit
    [licence] licence
   *[other] group
 } "{ $key }" names grade { $grade }, which { $school } does not have
    .hint = its grades, line { $line }: { $known }
fault-unknown-group = { $kind ->
    [licence] licence
   *[other] group
 } "{ $key }" names group "{ $group }", which this school does not have
    .hint = a group is named by its key, not by its address
fault-unknown-unit = { $kind ->
    [unit] unit
    [licence] licence
   *[other] group
 } "{ $key }" names unit "{ $unit }", which this school does not have
    .hint = a unit is named by its path of keys, such as staff/teachers
fault-not-alone = an item of { $kind ->
    [unit] unit
    [licence] licence
   *[other] group
 } "{ $key }" says both who and which group or address
    .hint = group: and address: stand alone; write two items
fault-no-audience = nothing says who gets "{ $product }"
    .hint = add for: with an audience, or through: with a group; for: [] wants none
fault-two-audiences = "{ $product }" has both for: and through:
    .hint = keep one: the group's members are who gets it
fault-duplicate-address = groups "{ $key }" and "{ $other }" both have the address { $address }
    .hint = change one; the other stands at { $at }
fault-repeated-key = "{ $key }" is declared twice
    .hint = a template makes it too, see { $other }; keep one
fault-unmatched-without = layout "{ $layout }" has no { $path }
    .hint = write it as the layout does, with its placeholders
fault-previously-declared = "{ $name }", an earlier name of "{ $key }", is also a { $kind ->
    [unit] unit
   *[other] group
 } of this school
    .hint = drop one: a previous name must be free; the other stands at { $at }
fault-previously-twice = "{ $key }" and "{ $other }" were both called "{ $name }" before
    .hint = keep one: an earlier name belongs to one thing
fault-previous-school-exists = "{ $name }", an earlier id of "{ $school }", is the id of a school today
    .hint = take it out of `previously`; the school stands at { $at }
fault-previous-school-twice = "{ $school }" and "{ $other }" both had the id "{ $name }" before
    .hint = keep one: an earlier id belongs to one school; the other stands at { $at }
fault-group-cycle = group "{ $key }" contains itself
    .hint = break the ring: { $path }

## Templates

fault-no-placeholder = "{ $key }" describes several things, but all would get one name
    .hint = put one of { $placeholders } into the key
fault-stray-placeholder = nothing fills in the braces of "{ $text }"
    .hint = {"{"}class{"}"} and {"{"}cohort{"}"} need forEach: class, {"{"}graduates{"}"} needs forEach: graduates

## Days

fault-bad-day = there is no day "{ $value }"
    .hint = { $form ->
        [year] month and day, such as "09-15"
       *[day] year, month and day, such as "2027-02-01"
    }
fault-ends-before = { $last } comes before { $first }
    .hint = { $what ->
        [rollover] the window lies within one calendar year
       *[effective] write the first day as from:, the last as until:; both are included
    }
fault-not-there-then = { $kind ->
    [unit] unit
    [licence] licence
   *[other] group
 } "{ $key }" names { $what ->
    [unit] unit
   *[other] group
 } "{ $name }", which is there only { $first ->
    [none] until { $last }
   *[other] { $last ->
        [none] from { $first }
       *[other] from { $first } until { $last }
    }
 }
    .hint = give "{ $key }" the same effective:, or take "{ $name }" out of it

## Limits of guards

fault-lone-limit = "{ $guard }": { $key } does nothing here
    .hint = { $needs ->
        [year] write year: with its rollover window into schools/municipality.yaml
       *[other] it needs { $needs }:, which nobody wrote
    }
fault-looser-limit = guard "{ $guard }" would be looser here: { $key } { $own }, and at most { $most } is allowed
    .hint = { $where ->
        [default] a school may only tighten the default, { $most }; the municipality's file may loosen it too
       *[other] a school may only tighten what the municipality says at { $where }
    }

## Stacks

fault-no-folder = there is no folder { $folder }
    .hint = paths in a stack file start at the stack file
fault-no-simulator = { $count ->
    [one] one tenant of stack { $stack } is
   *[other] { $count } tenants of stack { $stack } are
 } on the simulator, which is not running
    .hint = start it with reconciler simulator start, or set { $variable } to its address
fault-wrong-credentials = with these credentials nobody can sign in at { $vendor ->
    [google] Google
   *[other] Microsoft
 }
    .hint = either { $one }; or { $other }
fault-duplicate-domain = { $domain } is the domain of two tenants
    .hint = a directory has one alias; the other stands at line { $line }
fault-bad-ledger = this is no URL of a ledger
    .hint = sqlite:/// and a file, or postgresql:// with a server and a database
fault-ledger-in-plain = the ledger's password stands in the stack file
    .hint = take it out, change it, and give the whole URL in { $variable }
fault-no-shared-ledger = { $ledger ->
    [none] stack { $stack } has no ledger
   *[file] the ledger of stack { $stack } is a file
 }, and { $count ->
    [one] one of its tenants is
   *[other] { $count } of its tenants are
 } real
    .hint = set { $variable } to a postgresql:// URL: a file vanishes with the machine that a run was on, and two runs would not see each other
fault-pupil-named = a pupil is named here
    .hint = pupils stand in no file: name the class, the grade or the role, and take the text out of Git's history
