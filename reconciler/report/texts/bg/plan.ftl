### Планове и изходи. Хората са само бройки.

plan-kind-orgunit = единица
plan-kind-group = група
plan-kind-membership = членове
plan-kind-placement = места
plan-kind-licence = лиценз

plan-many-orgunit = { $count ->
    [one] { $count } единица
   *[other] { $count } единици
}
plan-many-group = { $count ->
    [one] { $count } група
   *[other] { $count } групи
}
plan-many-membership = членове на { $count ->
    [one] { $count } група
   *[other] { $count } групи
}
plan-many-placement = места в { $count ->
    [one] { $count } единица
   *[other] { $count } единици
}
plan-many-licence = { $count ->
    [one] { $count } лицензен продукт
   *[other] { $count } лицензни продукта
}

## Един ред

plan-row-owner = { $count ->
    [one] { $count } собственик
   *[other] { $count } собственици
}
plan-row-manager = { $count ->
    [one] { $count } управител
   *[other] { $count } управители
}
plan-row-member = { $count ->
    [one] { $count } член
   *[other] { $count } членове
}
plan-row-empty = никой в нея
plan-row-another-role = { $count } с друга роля
plan-row-other-plans = { $count } с други услуги в лиценза
plan-row-swapped = { $count } вместо { $product }
plan-row-from = от { $unit }
plan-row-from-many = от { $count } единици
plan-row-of-seats = от { $purchased } места
plan-row-adopted = приема се каквато е
plan-row-adopted-changed = приема се
plan-row-renamed-orgunit = хората в нея остават
plan-row-renamed-group = членовете остават; старият адрес става псевдоним
plan-row-deleted = изтрива се при доставчика
plan-row-deleted-with = изтрива се при доставчика, с { $count ->
    [one] единствения си член
   *[other] { $count } свои членове
}
plan-row-forgotten = оставя се: остава при доставчика, без нашия знак
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
    [one] { $count } училище по манифест
   *[other] { $count } училища по манифест
}
plan-school-refused = отказано, вижте по-долу
plan-school-unknown = { $count ->
    [one] { $count } неизвестна, вижте по-долу
   *[other] { $count } неизвестни, вижте по-долу
}
plan-shortened = Общо { $rows ->
    [one] { $rows } промяна
   *[other] { $rows } промени
}, показани накратко. Едно училище изцяло:  reconciler plan --stack { $stack } --school { $school }

plan-title-failed = Непрочетени
plan-title-refused = Отказани
plan-title-unknown = Неизвестни
plan-title-changes = Промени
plan-title-cost = Цена
plan-title-seats = Места
plan-title-findings = Бележки

plan-failed = { $tenant }: няма план за { $schools }
plan-failed-nobody = { $tenant }: няма училище, чийто план зависи от него
plan-unknown-row = { $school }: { $things } остават както са
plan-and-more = и още { $count }

plan-sum-created = { $count ->
    [one] { $count } създадена
   *[other] { $count } създадени
}
plan-sum-adopted = { $count ->
    [one] { $count } приета
   *[other] { $count } приети
}
plan-sum-renamed = { $count ->
    [one] { $count } преименувана
   *[other] { $count } преименувани
}
plan-sum-updated = { $count ->
    [one] { $count } обновена
   *[other] { $count } обновени
}
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
plan-sum-forgotten = { $count ->
    [one] { $count } оставена
   *[other] { $count } оставени
}
plan-sum-deleted = { $count ->
    [one] { $count } изтрита
   *[other] { $count } изтрити
}
plan-sum-nothing-deleted = нищо не се изтрива
plan-sum-nothing = няма промени

plan-cost = { $calls ->
    [one] { $calls } извикване
   *[other] { $calls } извиквания
} в { $requests ->
    [one] { $requests } заявка
   *[other] { $requests } заявки
}, най-малко { $seconds } s в рамките на документираните ограничения{ $unlimited ->
    [yes] , които този стек отменя
   *[other] {""}
}
plan-seats = { $product } { $after } от { $purchased }
plan-seats-unlimited = { $product } { $after }
plan-seats-short = { $count ->
    [one] { $count } човек остава без лиценз: { $who }
   *[other] { $count } души остават без лиценз: { $who }
}
plan-seats-others = останалите
plan-seats-without = { $school } { $count } от { $claim }
plan-findings = { $count }: { $codes }
plan-findings-where = (reconciler report ги показва)

plan-go = План { $fingerprint }. За да се приложи точно това:  reconciler apply --stack { $stack } --expect { $fingerprint }
plan-preview = План { $fingerprint } за { $day } е само преглед; apply планира за деня, в който се изпълнява.
plan-taken = План { $fingerprint }.
plan-nothing-to-do = План { $fingerprint }. Няма какво да се прави: { $count ->
    [one] училището е по манифест
   *[other] всичките { $count } училища са по манифест
}.
plan-nothing-known = План { $fingerprint }. Доколкото е известно, няма какво да се прави; не всичко можа да се прочете.
plan-refused = План { $fingerprint } е отказан; отказаното е по-горе, с начина да се продължи.

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
plan-md-findings = бележки
plan-md-what = какво
plan-md-change = промяна
plan-md-why = защо
plan-md-changes = { $count ->
    [one] { $count } промяна
   *[other] { $count } промени
}
plan-md-brief = Накратко, за да остане коментарът четим. Изцяло:  `reconciler plan --stack { $stack } --school { $school }`
plan-md-left-out = Промените на { $count ->
    [one] { $count } училище са
   *[other] { $count } училища са
} само преброени по-горе, за да остане коментарът четим. Изцяло:  `reconciler plan --stack { $stack }`
plan-md-rows-left-out = Променят се още { $count ->
    [one] { $count } училище
   *[other] { $count } училища
}; таблицата показва първите.
plan-md-lines-left-out = и още { $count }; `reconciler plan --stack { $stack }` показва всички
plan-md-foot = Сливането прилага точно този план; ако междувременно нещо се промени, нищо не се прилага и се планира отново.
plan-md-foot-nothing = Няма какво да се прилага.
plan-md-foot-refused = Нищо не се прилага, преди отказаното да се уреди.

## Изходи

plan-result-applied = { $count ->
    [one] { $count } приложена
   *[other] { $count } приложени
}
plan-result-unchanged = { $count ->
    [one] { $count } вече изпълнена
   *[other] { $count } вече изпълнени
}
plan-result-failed = { $count ->
    [one] { $count } неуспешна
   *[other] { $count } неуспешни
}
plan-result-blocked = { $count ->
    [one] { $count } задържана от друг неуспех
   *[other] { $count } задържани от друг неуспех
}
plan-result-unknown = { $count ->
    [one] { $count } неизвестна
   *[other] { $count } неизвестни
}
plan-outcome-total = Промени
plan-outcome-applied = приложено
plan-outcome-unchanged = вече е така
plan-outcome-failed = не успя
plan-outcome-blocked = не е опитано
plan-outcome-unknown = не е известно дали е изпълнено
plan-outcome-left = Все още различни при новия преглед:
plan-outcome-part = изпълнени { $done } от { $wanted }
plan-outcome-none = нищо не беше изпълнено
plan-outcome-action-create = създаване
plan-outcome-action-update = обновяване
plan-outcome-action-delete = изтриване
plan-outcome-action-adopt = приемане
plan-outcome-action-forget = оставяне
plan-outcome-again = Неуспешното и неизвестното ще влезе в следващия  reconciler plan
