### Отчетът: страницата на града и по една страница за всяко училище.

report-title = { $municipality }: училищата в облака
report-lead = { $schools ->
    [one] { $schools } училище
   *[other] { $schools } училища
}
report-school-year = учебна { $from }/{ $until } година
report-day = към { $day }.{ $month }.{ $year }{"\u00A0"}г.
report-version = файлове { $version }
report-plan = план { $fingerprint }

report-heading-today = Какво изисква внимание днес
report-heading-licences = Лицензи
report-heading-waves = По вълни
report-heading-fact = Училища по: { $fact }
report-heading-schools = Училища
report-nothing-today = Нищо: всички училища са, както е описано.
report-more-today = { $count ->
    [one] Още { $count } училище не е, както е описано
   *[other] Още { $count } училища не са, както е описано
}; всички са отбелязани по-долу.
report-what-to-do = Какво да направите:
report-to-top = Към началото

report-state-converged = както е описано
report-state-differs = с предстоящи промени
report-state-refused = промените са спрени
report-state-unreachable = недостъпно
report-state-unknown = отчасти неизвестно
report-state-observed = само наблюдавано

report-says-converged = Няма нужда от промени.
report-says-differs = { $count ->
    [one] За да стане всичко, както е описано, е нужна { $count } промяна.
   *[other] За да стане всичко, както е описано, са нужни { $count } промени.
}
report-says-refused = Планираните промени са необичайно големи и са спрени; чакат решение.
report-says-unreachable = Няма връзка с домейна на училището и не е известно какво има в него днес.
report-says-unknown = Прочетеното е, както е описано; една част не беше сравнена и остава, както е.
report-says-observed = Това училище тук само се наблюдава; нищо в него не се променя.
report-cure-differs = прегледайте плана и го приложете
report-cure-unknown = вижте по-долу какво не беше сравнено, отстранете причината и направете нов план

report-school-page = Училище
report-wave = Вълна
report-domains = Домейн
report-domain-observed = { $tenant } ({ $vendor }, само наблюдаван)
report-domain = { $tenant } ({ $vendor })

report-heading-state = Състояние
report-heading-differs = Какво се различава от описаното
report-heading-there = Какво имаме
report-heading-people = Хора по роли
report-heading-findings = Какво да знаете или уредите
report-heading-unread = Какво не е прочетено
report-heading-stopped = Какво е спряно
report-nothing-differs = Нищо.
report-nothing-known = Нищо в сравненото.
report-no-findings = Нищо.
report-no-roster = Списък на това училище не е прочетен.
report-does-create = създаване
report-does-rename = преименуване
report-does-adopt = поемане
report-does-update = промяна
report-does-drop = премахване
report-does = Стъпка
report-what = Какво
report-change = Промяна
report-why = Защо
report-domain-column = Домейн
report-units = Звена
report-groups = Групи
report-licence-products = Видове лицензи
report-not-ours-units = Неуправлявани звена
report-not-ours-groups = Неуправлявани групи
report-role = Роля
report-count = Брой
report-role-principal = Директори
report-role-teacher = Учители
report-role-staff = Друг персонал
report-role-pupil = Ученици
report-role-parent = Родители
report-in-all = Общо { $count ->
    [one] { $count } промяна, показана
   *[other] { $count } промени, показани
} накратко.

report-product = Вид лиценз
report-bought = Закупени
report-used = Заети
report-wanted = Нужни
report-september = Нужни през следващия септември
report-short = Недостиг
report-not-told = няма данни от доставчика
report-no-licences = Не са описани лицензи.

report-states-converged = { $count ->
    [one] както е описано
   *[other] както е описано
}
report-states-differs = { $count ->
    [one] с предстоящи промени
   *[other] с предстоящи промени
}
report-states-refused = { $count ->
    [one] със спрени промени
   *[other] със спрени промени
}
report-states-unreachable = { $count ->
    [one] недостъпно
   *[other] недостъпни
}
report-states-unknown = { $count ->
    [one] отчасти неизвестно
   *[other] отчасти неизвестни
}
report-states-observed = { $count ->
    [one] само наблюдавано
   *[other] само наблюдавани
}
