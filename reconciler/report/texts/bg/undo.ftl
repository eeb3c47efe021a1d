# Отмяна и история: какво е направило едно изпълнение, какво може да се отмени и какво не.

reason-undone = отменя изпълнение { $run }

fault-journal-unreadable = промяна в журнала не може да се прочете (версия { $version }; тази версия на reconciler разбира { $known })
    .hint = инсталирайте reconciler от версията, която я е записала, или по-нова
fault-undo-other-stack = изпълнение { $run } е на стека „{ $of }“, а не на „{ $stack }“
    .hint = reconciler undo { $run } --stack { $of }
fault-undo-still-running = изпълнение { $run } още не е приключило; пуснато е от { $who }
    .hint = изчакайте да приключи; ако е прекъснато, ще се покаже така, щом изтече правото му на запис
fault-undo-tenant-gone = изпълнение { $run } е записвало в „{ $tenant }“, където вече няма описано училище
    .hint = опишете училището там отново или отменете промените в другите училища с --school
fault-undo-not-in-run = изпълнение { $run } не е променяло нищо в училище „{ $school }“
    .hint = записвало е в { $known }

finding-undo-changed-since = { $subject }: { $what } е променено отново след изпълнението и остава, както е
    .hint = променете го във файла на училището или ръчно
finding-undo-people-changed-since = { $subject }: { $count ->
    [one] един човек е променен
   *[other] { $count } души са променени
} отново след изпълнението и остават, както са
    .hint = по-късното е с предимство; вижте ги с reconciler plan
finding-undo-people-gone = { $subject }: { $count ->
    [one] един от предишните вече няма
   *[other] { $count } от предишните вече нямат
} акаунт или група
    .hint = няма какво да се направи; програмата не създава акаунти
finding-undo-licence-first = { $subject }: { $count ->
    [one] един член или лиценз остава засега
   *[other] { $count } члена или лиценза остават засега
}, докато се появи лицензът, който го замества
    .hint = след това отменете същото изпълнение още веднъж
finding-undo-nowhere = { $subject }: { $count ->
    [one] един човек остава, защото звеното, от което е дошъл, го няма
   *[other] { $count } души остават, защото звената, от които са дошли, ги няма
}
    .hint = изпълнете отмяната още веднъж след това, ако с нея се възстановява звено на друго училище; иначе ги преместете ръчно
finding-undo-gone = { $subject } вече го няма
    .hint = изтрито е след изпълнението; ако е нужно, опишете го
finding-undo-not-ours = { $subject } вече не носи нашия знак и остава без промяна
    .hint = някой го е поел след изпълнението
finding-undo-renamed-since = { $subject } е преименувано от наше по-късно изпълнение и остава без промяна; сега е { $key } на { $school }
    .hint = отменете първо по-късното изпълнение (reconciler history), после това
finding-undo-there-again = { $subject } отново съществува, като друг обект
    .hint = няма какво да се направи; създадено е след изпълнението
finding-undo-taken = { $subject } не може отново да се казва { $name }: името е на друг обект
    .hint = преименувайте другия обект и изпълнете отмяната още веднъж
finding-undo-no-parent = { $subject } не може отново да бъде в { $name }: звеното над него го няма
    .hint = създайте звеното над него и изпълнете отмяната още веднъж
finding-undo-not-empty = { $subject } ({ $name }) е създадено от изпълнението и остава, защото не е празно
    .hint = преместете съдържанието му и изпълнете отмяната още веднъж
finding-undo-unit-made-anew = { $subject } ({ $name }) се създава наново: получава друг номер, а настройките, зададени при доставчика за старото звено, са загубени
    .hint = задайте отново в конзолата настройките, които са били зададени там ръчно
finding-undo-group-made-anew = { $subject } ({ $name }) се създава наново с настройките и членовете си: старият номер, пощата, файловете, допълнителните адреси и членството в други групи не се възстановяват
    .hint = доставчиците пазят изтритите групи известно време: ако съдържанието е важно, възстановете групата в конзолата
finding-undo-content-goes = { $subject } ({ $name }) е създадена от изпълнението и се изтрива заедно с цялата поща и файловете, получени оттогава
    .hint = прегледайте я преди това; след изтриването нищо не може да се възстанови
finding-undo-alias-stays = { $subject } получава стария си адрес, а { $name } остава допълнителен адрес
    .hint = махнете допълнителния адрес ръчно, ако не е нужен
finding-undo-not-recorded = { $subject }: не е известно какво е било преди ({ $what }), затова остава
    .hint = доставчикът не го е съобщил, когато е правен планът; задайте го ръчно
finding-undo-no-seats = { $subject }: { $count ->
    [one] един лиценз не се дава
   *[other] { $count } лиценза не се дават
} отново, защото няма свободни лицензи
    .hint = закупете или освободете лицензи и изпълнете отмяната още веднъж
finding-undo-automatic = { $subject }: { $count ->
    [one] един лиценз остава
   *[other] { $count } лиценза остават
}: доставчикът ги дава сам
    .hint = променете раздаването при самия доставчик
finding-undo-suspended = { $subject }: { $count ->
    [one] един временно спрян акаунт не получава
   *[other] { $count } временно спрени акаунта не получават
} лиценз отново
    .hint = няма какво да се направи, докато са спрени
finding-undo-ignored = { $subject } е в `ignore` във файла на училището и остава, както е
    .hint = махнете шаблона от `ignore` и отменете отново

undo-of = Отмяна на изпълнение { $run } ({ $kind }, { $day }, от { $who }{ $commit ->
    [none] {""}
   *[other] {", commit "}{ $commit }
})
undo-not-restored = Не се възстановява или остава, както е:
undo-manifests = Във файловете още е описано това, което е направило изпълнение { $run }: отменете и commit-а им, иначе следващото прилагане ще го направи пак.
undo-nothing = Няма какво да се отмени: в домейните вече няма нищо от изпълнение { $run }.
undo-nothing-done = Изпълнение { $run } не е променило нищо.

history-run = №
history-when = кога (UTC)
history-who = кой
history-commit = commit
history-kind = вид
history-state = състояние
history-schools = училища
history-applied = приложени
history-failed = неуспешни
history-unknown = неизвестни
history-none = Още няма изпълнения на стека „{ $stack }“.
history-kind-apply = прилагане
history-kind-undo = отмяна
history-kind-forget = извеждане
history-kind-pulumi = pulumi
history-kind-probe = проба
history-state-running = в ход
history-state-done = завършено
history-state-partial = завършено, но не за всички
history-state-failed = неуспешно
history-state-refused = има спрени училища
history-state-stopped = спряно
history-state-interrupted = прекъснато
history-school-converged = както е описано
history-school-partial = както е описано, без отказаните хора
history-school-failed = неуспешно
history-school-left = още се различава
history-school-held = както е описано, без отказаното от доставчика
history-school-unjudged = както е описано, доколкото е прочетено
history-school-next = както е планирано; следващият план продължава оттук
history-school-open = не е прочетено отново
history-school-untouched = без промяна
history-title = Изпълнение { $run }: { $kind } на { $stack }, { $state }
history-started = от { $started } до { $ended } UTC, от { $who } на { $host }
history-open-end = сега
history-of = commit { $commit }, план { $fingerprint } за { $day }
history-reason = причина: { $reason }
history-acknowledged = потвърдено от { $who }: { $guards }
history-refused = Спрени:
history-not-done = Не е изпълнено:
history-entry-intended = неизпратено
history-entry-sent = изпратено, без записан отговор
history-entry-partial = отчасти
history-entry-failed = неуспешно
history-entry-blocked = не е опитано
history-entry-unknown = неизвестно
history-entry-held = доставчикът не го приема
history-entry = { $what } ({ $action }): { $state }
history-entry-part = изпълнени { $done } от { $wanted }
history-undo = За отмяна:  reconciler undo { $run } --stack { $stack }

history-school = училище
history-finding = констатация
history-subject = за
history-since = от
history-gone = отстранено
history-no-findings = нито едно изпълнение на { $stack } няма констатации

reason-left = домейнът излиза от управление
fault-nobody-there = никое училище няма домейн „{ $tenant }“, затова в него нищо не се чете и не се променя
    .hint = впишете го във файла на едно училище с режим manage, изпълнете forget и го махнете отново
forget-still-declared = { $count ->
    [one] Файлът на едно училище все още описва
   *[other] Файловете на { $count } училища все още описват
} { $tenant }: махнете го от `tenants` или напишете observe, иначе следващото прилагане поема всичко отново.
