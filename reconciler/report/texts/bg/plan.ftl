### Планове и изходи. Хората са само като брой.

plan-kind-orgunit = звено
plan-kind-group = група
plan-kind-membership = членове
plan-kind-placement = разпределение
plan-kind-licence = лиценз

plan-many-orgunit = { $count ->
    [one] { $count } звено
   *[other] { $count } звена
}
plan-many-group = { $count ->
    [one] { $count } група
   *[other] { $count } групи
}
plan-many-membership = членове на { $count ->
    [one] { $count } група
   *[other] { $count } групи
}
plan-many-placement = разпределение в { $count ->
    [one] { $count } звено
   *[other] { $count } звена
}
plan-many-licence = { $count ->
    [one] { $count } вид лиценз
   *[other] { $count } вида лицензи
}

## Един ред

plan-row-owner = { $count ->
    [one] { $count } собственик
   *[other] { $count } собственици
}
plan-row-manager = { $count ->
    [one] { $count } мениджър
   *[other] { $count } мениджъри
}
plan-row-member = { $count ->
    [one] { $count } член
   *[other] { $count } членове
}
plan-row-empty = без членове
plan-row-another-role = { $count } с друга роля
plan-row-other-plans = { $count } с други услуги в лиценза
plan-row-swapped = { $count } вместо { $product }
plan-row-from = от { $unit }
plan-row-from-many = от { $count } звена
plan-row-of-seats = от { $purchased } лиценза
plan-row-adopted = поема се, каквато е
plan-row-adopted-changed = поема се
plan-row-renamed-orgunit = хората в звеното остават
plan-row-renamed-group = членовете остават; старият адрес остава като допълнителен
plan-row-renamed-group-mail = членовете и имейл адресът остават
plan-row-deleted = изтрива се при доставчика
plan-row-deleted-with = изтрива се при доставчика, с { $count ->
    [one] единствения си член
   *[other] { $count } свои членове
}
plan-row-forgotten = вече не се управлява: остава при доставчика, без нашия знак
field-name = име
field-address = адрес
field-label = описание
field-path = път
plan-row-mark = знакът получава новия ключ; досега беше { $before }
plan-row-mark-school = знакът получава новия идентификатор на училището; досега беше { $before }
plan-row-people = { $count ->
    [one] { $count } акаунт
   *[other] { $count } акаунта
}

plan-true = да
plan-false = не
plan-nothing = нищо

## Около редовете

plan-observed = { $tenants ->
    [one] Прегледан { $tenants } домейн
   *[other] Прегледани { $tenants } домейна
} с { $requests ->
    [one] { $requests } заявка
   *[other] { $requests } заявки
}{ $whole ->
    [yes] , всичко е прочетено докрай
   *[other] , не всичко е прочетено докрай
}. Списъци за учебната { $from }/{ $until } година.
plan-as-declared = { $count ->
    [one] { $count } училище е, както е описано
   *[other] { $count } училища са, както е описано
}
plan-school-refused = спряно, вижте по-долу
plan-school-observed = { $count ->
    [one] { $count } разлика само се наблюдава и не се записва:
   *[other] { $count } разлики само се наблюдават и не се записват:
}
plan-mode-observed = само се наблюдава
plan-mode-kinds = само се наблюдават: { $kinds }
plan-school-held = отказани от доставчика: { $count }, вижте по-долу
plan-school-unknown = { $count ->
    [one] { $count } неизвестна, вижте по-долу
   *[other] { $count } неизвестни, вижте по-долу
}
plan-shortened = Общо { $rows ->
    [one] { $rows } промяна
   *[other] { $rows } промени
}, показани накратко. Едно училище изцяло:  reconciler plan --stack { $stack } --school { $school }

plan-title-frozen = Аварийно спряно
plan-title-failed = Непрочетени
plan-title-acknowledged = Потвърдено
plan-title-refused = Спрени
plan-title-unknown = Неизвестни
plan-title-observed = Наблюдавани
plan-title-held = Отказани
plan-title-changes = Промени
plan-title-cost = Натоварване
plan-title-seats = Лицензи
plan-title-findings = Констатации

plan-failed = { $tenant }: няма план за { $schools }
plan-failed-nobody = { $tenant }: няма училище, чийто план зависи от него
plan-unknown-row = { $school }: { $things } остават, както са
plan-and-more = и още { $count }

plan-sum-created = създадени: { $count }
plan-sum-adopted = поети: { $count }
plan-sum-renamed = преименувани: { $count }
plan-sum-updated = променени: { $count }
plan-sum-members = членове
plan-sum-placements = { $count ->
    [one] { $count } преместване
   *[other] { $count } премествания
}
plan-sum-licences = { $count ->
    [one] { $count } лиценз
   *[other] { $count } лиценза
}
plan-sum-licences-back = { $count ->
    [one] { $count } отнет лиценз
   *[other] { $count } отнети лиценза
}
plan-sum-licences-swapped = { $count ->
    [one] { $count } сменен лиценз
   *[other] { $count } сменени лиценза
}
plan-sum-forgotten = изведени от управление: { $count }
plan-sum-deleted = изтрити: { $count }
plan-sum-nothing-deleted = нищо не се изтрива
plan-sum-nothing = няма промени

plan-cost = { $calls ->
    [one] { $calls } извикване
   *[other] { $calls } извиквания
} в { $requests ->
    [one] { $requests } заявка
   *[other] { $requests } заявки
}, най-малко { $time } при допустимите заявки в секунда{ $unlimited ->
    [yes] {" "}(този стек не ги спазва)
   *[other] {""}
}
plan-cost-slowest = най-бавно е { $api }: { $calls ->
    [one] { $calls } извикване
   *[other] { $calls } извиквания
}{ $tenants ->
    [one] {""}
   *[other] {" "}от { $tenants } домейна, които доставчикът брои заедно
}
plan-seconds = { $seconds } s
plan-minutes = { $minutes } мин
plan-hours = { $hours } ч { $minutes } мин
plan-seats = { $product } { $after } от { $purchased }
plan-seats-unlimited = { $product } { $after }
plan-seats-short = { $count ->
    [one] { $count } човек остава без лиценз
   *[other] { $count } души остават без лиценз
}
plan-seats-others = останалите
plan-seats-without = { $school } { $count } от { $claim }
plan-finding = { $school }: { $text }{ $more ->
    [0] {""}
    [one] ; и още една такава
   *[other] ; и още { $more } такива
}  { $code }
plan-findings-where = (показва ги reconciler report)

plan-go = План { $fingerprint }. За да се приложи точно това:  reconciler apply --stack { $stack } --expect { $fingerprint }
plan-preview = План { $fingerprint } за { $day } е предварителен; apply прави план за деня, в който се изпълнява.
plan-taken = План { $fingerprint }.
plan-nothing-to-do = План { $fingerprint }. Няма какво да се прилага: { $count ->
    [one] училището е, както е описано
   *[other] всичките { $count } училища са, както е описано
}.
plan-only-observed = План { $fingerprint }. Няма какво да се прилага: разликите само се наблюдават. Какво ще се прави, ако се управлява:  reconciler plan --stack { $stack } --as-if manage
plan-as-if = План { $fingerprint }, все едно всичко се управлява. Не може да се приложи: първо променете режима във файла, в който пише observe.
plan-nothing-known = План { $fingerprint }. Доколкото е известно, няма какво да се прилага; не всичко е прочетено.
plan-nothing-else = План { $fingerprint }. Няма какво да се изпрати: доставчикът не приема останалите разлики; по-горе е казано какво да направите.
plan-refused = План { $fingerprint } е спрян; спряното е по-горе, заедно с възможното решение.
plan-refused-several = План { $fingerprint } е спрян; спряното е по-горе, заедно с възможното решение. Няколко наведнъж се потвърждават с:  reconciler apply --stack { $stack } --acknowledge ИМЕ --acknowledge ИМЕ --reason "…"

## Заявки

plan-requests-route = път
plan-requests-calls = извиквания
plan-requests-requests = заявки
plan-requests-total = общо

## Markdown

plan-md-title = План { $fingerprint } за { $stack }: { $changed } от { $count ->
    [one] { $count } училище
   *[other] { $count } училища
} { $changed ->
    [one] се променя
   *[other] се променят
}
plan-md-school = училище
plan-md-tenant = домейн
plan-md-members = членове
plan-md-placements = премествания
plan-md-licences = лицензи
plan-md-findings = констатации
plan-md-what = какво
plan-md-change = промяна
plan-md-why = защо
plan-md-changes = { $count ->
    [one] { $count } промяна
   *[other] { $count } промени
}
plan-md-brief = Показано е накратко, за да се чете коментарът лесно. Изцяло:  `reconciler plan --stack { $stack } --school { $school }`
plan-md-left-out = За { $count ->
    [one] { $count } училище по-горе е даден само броят на промените
   *[other] { $count } училища по-горе е даден само броят на промените
}, за да се чете коментарът лесно. Изцяло:  `reconciler plan --stack { $stack }`
plan-md-rows-left-out = Променят се още { $count ->
    [one] { $count } училище
   *[other] { $count } училища
}; таблицата показва първите.
plan-md-lines-left-out = и още { $count }; `reconciler plan --stack { $stack }` показва всички
plan-md-foot = При сливане планът се прилага училище по училище: училище, променено междувременно, остава, както е, и за него трябва нов план.
plan-md-foot-observed = Няма какво да се прилага: разликите само се наблюдават.
plan-md-foot-nothing = Няма какво да се прилага.
plan-md-foot-unread = Доколкото е известно, няма какво да се прилага; не всичко е прочетено.
plan-md-foot-held = Няма какво да се прилага: доставчикът не приема останалите разлики; по-горе е казано какво да направите.
plan-md-foot-all-refused = Нищо не се прилага, преди да има решение за спряното.
plan-md-foot-refused = Спряното по-горе остава, както е, докато няма решение за него; останалото се прилага при сливането, училище по училище.

## Изходи

plan-result-applied = приложени: { $count }
plan-result-unchanged = вече изпълнени: { $count }
plan-result-partial = приложени без отказаните от доставчика хора: { $count }
plan-result-failed = неуспешни: { $count }
plan-result-blocked = неопитани заради друга грешка: { $count }
plan-result-unknown = неизвестни: { $count }
plan-result-held = отказани от доставчика: { $count }
plan-outcome-total = Промени
plan-outcome-applied = приложено
plan-outcome-unchanged = вече е така
plan-outcome-partial = приложено без хората, отказани от доставчика
plan-outcome-failed = неуспешно
plan-outcome-blocked = не е опитано
plan-outcome-unknown = не е известно дали е изпълнено
plan-outcome-held = доставчикът не го приема
finding-people-refused = доставчикът не приема няколко души от { $what }; останалото е приложено и следващата вълна продължава
    .hint = поправете адреса им в списъка или акаунта им
plan-outcome-left = Все още различни при повторното четене:
plan-outcome-part = изпълнени { $done } от { $wanted }
plan-outcome-none = нищо не е приложено
plan-outcome-refused-all = Нищо не е приложено; за всичко спряно по-горе пише какво да се направи.
plan-outcome-refused = Спряно и неприложено: { $schools }. За всичко спряно по-горе пише какво да се направи.
plan-outcome-action-create = създаване
plan-outcome-action-update = промяна
plan-outcome-action-delete = изтриване
plan-outcome-action-adopt = поемане
plan-outcome-action-forget = извеждане от управление
plan-outcome-again = Неуспешното и неизвестното ще влезе в следващия  reconciler plan

fault-as-if-to-file = план, направен все едно всичко се управлява, не се записва във файл: apply ще го изпълни
    .hint = махнете --out или променете режима във файла, в който пише observe, и направете нов план
## Каквото доставчикът не приема

finding-held-invalid = { $kind } „{ $key }“: доставчикът не приема { $count ->
    [one] един запис
   *[other] { $count } записа
} ({ $times ->
    [one] отказан веднъж
   *[other] { $times } отказа
} от { $since } насам)
    .hint = поправете файла на училището или поименния списък; следващ опит – при промяна, след { $retry } или с --retry
finding-held-unsupported = { $kind } „{ $key }“: доставчикът не предлага това за { $count ->
    [one] един запис
   *[other] { $count } записа
} ({ $times ->
    [one] отказан веднъж
   *[other] { $times } отказа
} от { $since } насам)
    .hint = махнете го от файла на училището; следващ опит – при промяна, след { $retry } или с --retry
finding-held-automatic-licence = лиценз „{ $key }“: доставчикът сам решава дали { $count ->
    [one] един човек да го има
   *[other] { $count } души да го имат
} ({ $times ->
    [one] отказано веднъж
   *[other] { $times } отказа
} от { $since } насам)
    .hint = впишете лиценза в automatic: на домейна във файла на стека; иначе следващ опит – след { $retry } или с --retry
finding-held-inherited-licence = лиценз „{ $key }“: { $count ->
    [one] един човек го има
   *[other] { $count } души го имат
} чрез група и не може да бъде отнет поотделно ({ $times ->
    [one] отказано веднъж
   *[other] { $times } отказа
} от { $since } насам)
    .hint = отнемете го от групата или извадете хората от нея; следващ опит – при промяна, след { $retry } или с --retry
finding-held-same-person = { $kind } „{ $key }“: { $count ->
    [one] външно лице членува с друг свой адрес и остава с него
   *[other] външни лица членуват с други свои адреси и остават с тях ({ $count } записа)
}
    .hint = впишете адреса, който доставчикът показва, във файла на училището или в поименния списък; следващ опит – при промяна, след { $retry } или с --retry
finding-held-waits = { $kind } „{ $key }“: { $count ->
    [one] един член, който трябва да напусне, остава
   *[other] { $count } членове, които трябва да напуснат, остават
}, защото доставчикът не приема идващите със същата промяна
    .hint = вижте кои записи от същата група са отказани; външните членове напускат след втория отказ
finding-held-needs = { $kind } „{ $key }“: { $count ->
    [one] един запис не е изпълнен
   *[other] { $count } записа не са изпълнени
}, защото доставчикът не приема нещо, от което зависи
    .hint = вижте какво още не се приема за това училище
