### Отклонения: какво е променено в домейна без наше знание. Хората са само като брой.

## Защо се планира промяна

plan-origin-drift = отклонение: { $what }
plan-origin-both = отчасти отклонение: { $what }
plan-origin-unfinished = недовършено: започнато е при предишно изпълнение
plan-origin-unfinished-run = недовършено: започнато е при изпълнение { $run }
plan-origin-count = { $changes ->
    [one] { $changes } промяна
   *[other] { $changes } промени
} в { $schools ->
    [one] { $schools } училище
   *[other] { $schools } училища
}
plan-origin-brief = от тях отклонения: { $count }

plan-title-drift = Отклонения
plan-title-unfinished = Недовършени

## Какво са направили други

drift-gone = няма го в домейна
drift-unmarked = нашият знак е махнат
drift-appeared = появило се е в домейна с наш знак
drift-set = { $what } в домейна
drift-fields = { $what } – променено в домейна
drift-changed = променено в домейна

## Командата

drift-deed = { $event }: { $who }, { $day } { $time } UTC
drift-administrator = администратор { $who }
drift-nobody = в одитния журнал на доставчика има само наши записи: записът на другия още не е постъпил или вече е изтрит
drift-field-now = { $field } сега е { $value }
drift-not-read = { $tenant } не е прочетен, затова отклоненията му не са известни
drift-no-log = одитният журнал на { $tenant } не е прочетен, затова не е известно кой е направил промяната
drift-no-baseline = { $count ->
    [one] За { $count } училище
   *[other] За { $count } училища
} не може да се каже нищо преди поне едно пълно и успешно прилагане: { $schools }
drift-none = Няма отклонения: никой друг не е променил описаното във файловете.
drift-none-known = Няма отклонения, доколкото е известно.
drift-way-on = Следващото прилагане ще възстанови описаното; за да остане дадена промяна, впишете я във файла на училището. Първо вижте:  reconciler plan --stack { $stack }
drift-md-school = училище
drift-md-what = какво
drift-md-change = промяна
drift-md-who = кой
drift-md-more = и още { $count }; `reconciler drift --stack { $stack }` показва всичко

## Откази за повече от едно училище

plan-refused-all = целият план
plan-refused-tenant = домейн { $tenant }

## Одобрение на план от файл

refusal-other-key = планът е направен с друг ключ за псевдоними ({ $then }), а не с този ({ $now }), затова нищо в него не може да се сравни; нищо не е променено
    .hint = направете нов план с този ключ и поискайте одобрение
refusal-for-a-later-day = планът е предварителен, за { $then }, а днес е { $now }; нищо не е променено
    .hint = направете план без --at и поискайте одобрение за него
drift-only-observed = { $school }: { $count ->
    [one] още една разлика
   *[other] още { $count } разлики
} в това, което само се наблюдава; reconciler plan ги показва

## Отклонение като редакция на файловете

keep-written = { $file } вече описва каквото е в домейна
keep-nothing = Няма файл, който може да бъде редактиран, за да остане промяната.
keep-left-people = { $school }: { $what }: във файла не се изписват хора; следващото прилагане ще възстанови описаното
keep-left-template = { $school }: { $what }: описано е с шаблон за няколко паралелки; следващото прилагане ще възстанови описаното, освен ако го опишете отделно
keep-left-field = { $school }: { $what }: във файла няма ключ за { $field }; следващото прилагане ще възстанови описаното
keep-left-person = { $school }: { $what }: { $field } вече е име на човек, а във файла не се изписват хора; следващото прилагане ще възстанови описаното
keep-left-mark = { $school }: { $what }: знакът ни е премахнат или поставен ръчно; решете с adopt, ignore или without
fault-needs-as-manifest = --write е за --as-manifest
    .hint = посочете и --as-manifest; без --write редакцията само се показва
