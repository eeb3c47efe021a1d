### Отчетът: страницата на града и по една страница за всяко училище.

report-title = { $municipality }: училищата в облака
report-lead = { $schools ->
    [one] { $schools } училище
   *[other] { $schools } училища
}
report-school-year = учебна { $from }/{ $until } година
report-day = към { $day }.{ $month }.{ $year }{"\u00A0"}г.
report-version = манифести { $version }
report-plan = план { $fingerprint }

report-heading-today = За вас днес
report-heading-licences = Лицензи
report-heading-waves = По вълни
report-heading-districts = По райони
report-heading-schools = Училища
report-nothing-today = Нищо: всички училища съответстват на обявеното.
report-more-today = { $count ->
    [one] Още { $count } училище не съответства
   *[other] Още { $count } училища не съответстват
} на обявеното; всички са отбелязани по-долу.
report-what-to-do = Какво да се направи:
report-to-top = към началото

report-state-converged = съответства
report-state-differs = с отклонения
report-state-refused = отказано
report-state-unreachable = недостъпно
report-state-unknown = отчасти неизвестно
report-state-observed = само наблюдавано

report-says-converged = Всичко съответства на обявеното.
report-says-differs = { $count ->
    [one] Нужна е { $count } промяна
   *[other] Нужни са { $count } промени
}, за да съответства всичко на обявеното.
report-says-refused = Предпазен праг спира планираните промени, докато някой не реши.
report-says-unreachable = Домейнът на училището не можа да се прочете и не е известно какво има в него днес.
report-says-unknown = Видяното съответства на обявеното; една част не можа да се сравни и остава, както е.
report-says-observed = Това училище тук само се наблюдава; нищо в него не се променя.
report-cure-differs = прегледайте плана и го приложете
report-cure-unknown = вижте по-долу какво не можа да се сравни, поправете го и планирайте отново

report-school-page = Училище
report-code = Код по НЕИСПУО
report-district = Район
report-wave = Вълна
report-domains = Домейн
report-domain-observed = { $tenant } ({ $vendor }, само наблюдаван)
report-domain = { $tenant } ({ $vendor })

report-heading-state = Състояние
report-heading-differs = Какво се отклонява от обявеното
report-heading-there = Какво имаме
report-heading-people = Хора по роли
report-heading-findings = Какво да знаете или уредите
report-heading-unread = Какво не можа да се прочете
report-heading-stopped = Какво е спряно
report-nothing-differs = Нищо.
report-nothing-known = Нищо в това, което можа да се сравни.
report-no-findings = Нищо.
report-no-roster = Списък на това училище не е прочетен.
report-does-create = създаване
report-does-rename = преименуване
report-does-adopt = приемане
report-does-update = промяна
report-does-drop = отпадане
report-does = Стъпка
report-what = Какво
report-change = Промяна
report-why = Защо
report-domain-column = Домейн
report-units = Единици
report-groups = Групи
report-licence-products = Лицензни продукти
report-not-ours-units = Чужди единици
report-not-ours-groups = Чужди групи
report-role = Роля
report-count = Брой
report-role-principal = Директори
report-role-teacher = Учители
report-role-staff = Административен персонал
report-role-pupil = Ученици
report-role-parent = Родители
report-suppressed = Броят на хората под 5 се изписва като <5.
report-in-all = Общо { $count ->
    [one] { $count } промяна, показана
   *[other] { $count } промени, показани
} накратко.

report-product = Продукт
report-bought = Купени
report-used = Използвани
report-wanted = Нужни
report-short = Недостиг
report-not-told = доставчикът не съобщава
report-no-licences = Не са обявени лицензи.

report-states-converged = { $count ->
    [one] съответства
   *[other] съответстват
}
report-states-differs = { $count ->
    [one] с отклонения
   *[other] с отклонения
}
report-states-refused = { $count ->
    [one] отказано
   *[other] отказани
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
