# Връщане и история: какво е направило едно изпълнение, какво може да се върне и какво не.

reason-undone = връща изпълнение { $run }

fault-journal-unreadable = промяна в дневника не може да се прочете (версия { $version }; този reconciler знае { $known })
    .hint = инсталирайте reconciler от версията, която я е записала, или по-нова
fault-undo-other-stack = изпълнение { $run } е на стека „{ $of }“, а не на „{ $stack }“
    .hint = reconciler undo { $run } --stack { $of }
fault-undo-still-running = изпълнение { $run } още върви, от { $who }
    .hint = изчакайте да свърши; ако е прекъснато, ще се покаже така, щом изтече заемането му
fault-undo-tenant-gone = изпълнение { $run } е писало в „{ $tenant }“, където вече няма обявено училище
    .hint = обявете училището там отново или върнете другите училища с --school
fault-undo-not-in-run = изпълнение { $run } не е правило нищо в училище „{ $school }“
    .hint = писало е в { $known }

finding-undo-changed-since = { $subject }: { $what } е променено пак след изпълнението и остава, както е
    .hint = променете го във файла на училището или ръчно
finding-undo-people-changed-since = { $subject }: { $count ->
    [one] един човек е променен
   *[other] { $count } души са променени
} пак след изпълнението и остават, както са
    .hint = по-късното е с предимство; вижте ги с reconciler plan
finding-undo-people-gone = { $subject }: { $count ->
    [one] един от предишните вече няма
   *[other] { $count } от предишните вече нямат
} акаунт или група
    .hint = няма какво да се прави; тук не се създават акаунти
finding-undo-nowhere = { $subject }: { $count ->
    [one] един човек остава, защото звеното, от което е дошъл, го няма
   *[other] { $count } души остават, защото звената, от които са дошли, ги няма
}
    .hint = върнете още веднъж след това, ако с него се връща звено на друго училище; иначе ги преместете ръчно
finding-undo-gone = { $subject } вече го няма
    .hint = изтрито е след изпълнението; ако е нужно, обявете го
finding-undo-not-ours = { $subject } вече не носи нашия знак и остава непокътнато
    .hint = някой го е поел след изпълнението
finding-undo-there-again = { $subject } отново го има, като друг обект
    .hint = няма какво да се прави; създадено е след изпълнението
finding-undo-taken = { $subject } не може пак да се казва { $name }: така се казва друго
    .hint = преименувайте другото и върнете още веднъж
finding-undo-no-parent = { $subject } не може пак да бъде в { $name }: звеното над него го няма
    .hint = създайте онова звено и върнете още веднъж
finding-undo-not-empty = { $subject } ({ $name }) е създадено от изпълнението и остава, защото не е празно
    .hint = изнесете съдържанието му и върнете още веднъж
finding-undo-unit-made-anew = { $subject } ({ $name }) се създава наново: получава друг номер, а собствените настройки на доставчика за старото звено са загубени
    .hint = задайте отново в конзолата каквото е било зададено там ръчно
finding-undo-group-made-anew = { $subject } ({ $name }) се създава наново с настройките и членовете си: старият номер, пощата, файловете, псевдонимите и местата в други групи не се връщат
    .hint = доставчиците пазят изтритите групи известно време: ако съдържанието е важно, възстановете групата в конзолата
finding-undo-content-goes = { $subject } ({ $name }) е създадена от изпълнението и се изтрива с цялата поща и файлове, получени оттогава
    .hint = прегледайте я преди това; после нищо не ги връща
finding-undo-alias-stays = { $subject } получава стария си адрес, а { $name } остава неин псевдоним
    .hint = махнете псевдонима ръчно, ако не е нужен
finding-undo-not-recorded = { $subject }: не се знае какво е било преди ({ $what }), затова остава
    .hint = доставчикът не го е казал, когато е правен планът; задайте го ръчно
finding-undo-no-seats = { $subject }: { $count ->
    [one] един лиценз не се дава
   *[other] { $count } лиценза не се дават
} отново, защото няма свободни места
    .hint = купете или освободете места и върнете още веднъж
finding-undo-automatic = { $subject }: { $count ->
    [one] един лиценз остава
   *[other] { $count } лиценза остават
}: доставчикът ги дава сам
    .hint = променете раздаването при самия доставчик
finding-undo-suspended = { $subject }: { $count ->
    [one] един спрян акаунт не получава
   *[other] { $count } спрени акаунта не получават
} лиценз отново
    .hint = няма какво да се прави, докато са спрени
finding-undo-ignored = { $subject } е в `ignore` във файла на училището и остава, както е
    .hint = махнете шаблона от `ignore` и отменете отново

undo-of = Връщане на изпълнение { $run } ({ $kind }, { $day }, от { $who }{ $commit ->
    [none] {""}
   *[other] {", commit "}{ $commit }
})
undo-not-restored = Не се връща или остава, както е:
undo-manifests = Файловете още искат това, което е направило изпълнение { $run }: върнете и техния commit, иначе следващото apply ще го направи пак.
undo-nothing = Няма какво да се връща: в домейните вече няма нищо от изпълнение { $run }.
undo-nothing-done = Изпълнение { $run } не е записало нищо.

history-run = №
history-when = кога (UTC)
history-who = кой
history-commit = commit
history-kind = вид
history-state = състояние
history-schools = училища
history-applied = приложени
history-failed = неуспешни
history-none = Още няма изпълнения на стека „{ $stack }“.
history-kind-apply = прилагане
history-kind-undo = връщане
history-kind-pulumi = pulumi
history-state-running = върви
history-state-done = готово
history-state-failed = неуспешно
history-state-refused = отказано
history-state-stopped = спряно
history-state-interrupted = прекъснато
history-school-converged = както е обявено
history-school-failed = неуспешно
history-school-left = още се различава
history-school-open = не е погледнато отново
history-school-untouched = непокътнато
history-title = Изпълнение { $run }: { $kind } на { $stack }, { $state }
history-started = от { $started } до { $ended } UTC, от { $who } на { $host }
history-open-end = сега
history-of = commit { $commit }, план { $fingerprint } за { $day }
history-reason = причина: { $reason }
history-acknowledged = потвърдено от { $who }: { $guards }
history-refused = Отказано:
history-not-done = Не е направено:
history-entry-intended = неизпратено
history-entry-sent = изпратено, без записан отговор
history-entry-failed = неуспешно
history-entry-blocked = блокирано
history-entry-unknown = неизвестно
history-entry = { $what } ({ $action }): { $state }
history-entry-part = { $done } от { $wanted } готови
history-undo = За връщане:  reconciler undo { $run } --stack { $stack }

history-school = училище
history-finding = бележка
history-subject = за
history-since = от
history-gone = оправено
history-no-findings = никое изпълнение на { $stack } не е намерило нищо
