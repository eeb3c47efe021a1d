### The report: the city's page and a page for each school.

report-title = { $municipality }: the schools' cloud
report-lead = { $schools ->
    [one] { $schools } school
   *[other] { $schools } schools
}
report-school-year = school year { $from }/{ $until }
report-day = as of { $day }.{ $month }.{ $year }
report-version = manifests { $version }
report-plan = plan { $fingerprint }

report-heading-today = What needs attention today
report-heading-licences = Licences
report-heading-waves = By wave
report-heading-fact = Schools by: { $fact }
report-heading-schools = Schools
report-nothing-today = Nothing: every school is as declared.
report-more-today = { $count ->
    [one] One more school is not as declared
   *[other] { $count } more schools are not as declared
}; all of them are marked below.
report-what-to-do = What to do:
report-to-top = To the top

report-state-converged = as declared
report-state-differs = changes are ahead
report-state-refused = changes are stopped
report-state-unreachable = unreachable
report-state-unknown = partly unknown
report-state-observed = only observed

report-says-converged = Everything is as declared.
report-says-differs = { $count ->
    [one] One change is needed
   *[other] { $count } changes are needed
} until everything is as declared.
report-says-refused = The planned changes are unusually large and were stopped; they await a decision.
report-says-unreachable = The school's domain could not be read, so its state today is unknown.
report-says-unknown = What could be read is as declared; a part could not be compared and is left unchanged.
report-says-observed = This school is only observed; nothing in it is changed.
report-cure-differs = read the plan and apply it
report-cure-unknown = read below what could not be compared, correct it, then plan again

report-school-page = School
report-wave = Wave
report-domains = Domain
report-domain-observed = { $tenant } ({ $vendor }, only observed)
report-domain = { $tenant } ({ $vendor })

report-heading-state = State
report-heading-differs = What differs from the declared state
report-heading-there = What exists
report-heading-people = People by role
report-heading-findings = What to know or resolve
report-heading-unread = What could not be read
report-heading-stopped = What is stopped
report-nothing-differs = Nothing.
report-nothing-known = Nothing in what could be compared.
report-no-findings = Nothing.
report-no-roster = No roster of this school was read.
report-does-create = new
report-does-rename = renamed
report-does-adopt = adopted
report-does-update = changed
report-does-drop = removed
report-does = Step
report-what = What
report-change = Change
report-why = Why
report-domain-column = Domain
report-units = Units
report-groups = Groups
report-licence-products = Licence products
report-not-ours-units = Unmanaged units
report-not-ours-groups = Unmanaged groups
report-role = Role
report-count = Number
report-role-principal = Principals
report-role-teacher = Teachers
report-role-staff = Other staff
report-role-pupil = Pupils
report-role-parent = Parents
report-in-all = { $count ->
    [one] { $count } change
   *[other] { $count } changes
} in all, shortened.

report-product = Product
report-bought = Purchased
report-used = Used
report-wanted = Needed
report-september = Needed next September
report-short = Short
report-not-told = not reported by the vendor
report-no-licences = No licences are declared.

report-states-converged = { $count ->
    [one] as declared
   *[other] as declared
}
report-states-differs = { $count ->
    [one] with changes ahead
   *[other] with changes ahead
}
report-states-refused = { $count ->
    [one] with changes stopped
   *[other] with changes stopped
}
report-states-unreachable = { $count ->
    [one] unreachable
   *[other] unreachable
}
report-states-unknown = { $count ->
    [one] partly unknown
   *[other] partly unknown
}
report-states-observed = { $count ->
    [one] only observed
   *[other] only observed
}
