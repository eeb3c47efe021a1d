### Our own words inside other texts: facts of findings, refusals and reasons.

report-word-role-principal = principal
report-word-role-teacher = teacher
report-word-role-staff = other staff
report-word-role-pupil = pupil
report-word-role-parent = parent
report-word-kind-orgunit = unit
report-word-kind-group = group
report-word-kind-membership = members of group
report-word-kind-placement = placement in unit
report-word-kind-licence = licence
report-word-action-create = creation
report-word-action-update = change
report-word-action-delete = deletion
report-word-action-adopt = adoption
report-word-action-forget = release from management
report-word-listing-accounts = accounts
report-word-listing-units = units
report-word-listing-groups = groups
report-word-listing-licences = licences
report-word-vendor-google = Google
report-word-vendor-microsoft = Microsoft
