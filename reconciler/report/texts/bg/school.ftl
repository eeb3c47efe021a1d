# Училища: ново, преименувано, закрито, влято в друго.

cli-school-wrote = Записан е файлът { $file }
cli-school-removed = Изтрит е файлът { $file }
cli-school-classes = Няма --classes: за всеки клас от общия образец е вписана по една паралелка. Поправете ги във файла на училището.
cli-school-class = Паралелката { $old } от { $school } е { $now } в { $into }.
cli-school-ask-name = Име на училището на език „{ $language }“
cli-school-ask-fact = { $title } ({ $fact })
cli-school-ask-layout = Общ образец (layout)
cli-school-ask-vendor = При кой доставчик е домейнът
cli-school-next-first =
    Следват:
    {"  "}reconciler validate
cli-school-next-add =
    {"  "}reconciler roster check { $rosters }/{ $school }      щом списъкът на училището е там
    {"  "}reconciler plan --school { $school }
cli-school-next-observed = В другите стекове домейнът „{ $alias }“ само се наблюдава: впишете там истинските му данни, после `mode: manage`.
cli-school-next-sandbox = {"  "}reconciler simulator add { $school }      измисля хората му в пробната среда
cli-school-next-rename =
    Следват:
    {"  "}reconciler validate
    {"  "}reconciler plan --school { $school }      променят се само имена и знаци: нищо не се създава отново
    {"  "}списъкът на училището може да остане в { $rosters }/{ $old }
    Когато е приложено във всички стекове, махнете `previously: [{ $old }]` от schools/{ $school }.yaml.
cli-school-next-close =
    Най-напред: експортирайте писмата на имейл групите му, те се изтриват заедно с тях. После:
    {"  "}reconciler plan --school { $school }      показва какво ще бъде премахнато
    {"  "}reconciler apply --school { $school } --acknowledge school-decommissioned:{ $school } --reason "…"
    {"  "}reconciler school close { $school } --remove      когато това е направено във всички стекове
cli-school-next-remove =
    Следват:
    {"  "}reconciler validate
    {"  "}reconciler plan      спряно е от school-vanished само ако закриването не е приложено
    Каквото още стои от него в домейните му, например звена с хора, остава там и вече не е в никой план или отчет.
cli-school-still-there = Според последното изпълнение още стои в { $tenant }, защото не е празно: { $units }. Администраторът на училището мести хората и го изтрива. Показва се отново с:  reconciler history findings --school { $school }
cli-school-next-merge =
    Най-напред: дайте списъка, в който хората от { $school } са в { $into }: { $rosters }/{ $into }. После:
    {"  "}reconciler validate
    {"  "}reconciler plan --school { $into }      новите му паралелки
    {"  "}reconciler apply --school { $into }
    {"  "}reconciler plan --school { $school }      какво ще бъде премахнато: преди това експортирайте писмата на групите му
    {"  "}reconciler apply --school { $school } --acknowledge school-decommissioned:{ $school } --reason "…"
    {"  "}reconciler school close { $school } --remove      когато това е направено във всички стекове
fault-schools-elsewhere = файловете на училищата са извън проекта: { $folder }
    .hint = променете ги ръчно: извън проекта не се записва нищо
fault-school-exists = вече има училище „{ $school }“
fault-school-bad-id = „{ $school }“ не може да е идентификатор на училище
    .hint = пише се с малки латински букви, цифри и тирета: { $key }
fault-school-no-name = липсва името на училището на език „{ $language }“
    .hint = посочете го: --name "{ $language }=…"
fault-school-no-fact = липсва „{ $fact }“ ({ $title }), което municipality.yaml изисква
    .hint = посочете го: --fact "{ $fact }=…"
fault-school-no-layout = кой е общият образец на училището?
    .hint = --layout с един от: { $layouts }
fault-school-no-vendor = при кой доставчик е новият домейн?
    .hint = --vendor google или --vendor microsoft
fault-school-bad-pair = „{ $text }“ не е във вида { $form }
fault-school-not-closing = { $school } не се закрива: във файла му няма `decommission: true`
    .hint = най-напред: reconciler school close { $school }, и го приложете
fault-school-closing-already = { $school } вече се закрива: във файла му има `decommission: true`
fault-school-same = { $school } не може да се влее само в себе си
