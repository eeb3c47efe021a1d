### Наши думи вътре в други текстове: данни на констатации, откази и причини.

report-word-role-principal = директор
report-word-role-teacher = учител
report-word-role-staff = друг персонал
report-word-role-pupil = ученик
report-word-role-parent = родител
report-word-kind-orgunit = звено
report-word-kind-group = група
report-word-kind-membership = членове на група
report-word-kind-placement = разпределение в звено
report-word-kind-licence = лиценз
report-word-action-create = създаване
report-word-action-update = промяна
report-word-action-delete = изтриване
report-word-action-adopt = поемане
report-word-action-forget = извеждане от управление
report-word-listing-accounts = акаунтите
report-word-listing-units = звената
report-word-listing-groups = групите
report-word-listing-licences = лицензите
report-word-vendor-google = Google
report-word-vendor-microsoft = Microsoft
