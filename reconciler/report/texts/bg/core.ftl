# Констатации, откази и причини при съставяне, сравняване и планиране.

finding-no-account = { $count ->
    [one] без акаунт: един човек от списъка с роля „{ $role }“
   *[other] без акаунт: { $count } души от списъка с роля „{ $role }“
}
    .hint = създайте акаунтите в домейна; програмата не създава акаунти
finding-two-accounts = { $count ->
    [one] за един човек не е ясно кой е акаунтът му: намерени са два или двама ползват един
   *[other] за { $count } души не е ясно кой е акаунтът им: намерени са по два или двама ползват един
}
    .hint = впишете във всеки акаунт номера на човека от списъка; дотогава никой от тях не се премества
finding-account-of-another = { $count ->
    [one] имейлът на един човек е на акаунт с номер на друг човек
   *[other] имейлите на { $count } души са на акаунти с номера на други хора
}
    .hint = поправете имейла в списъка или номера на акаунта
finding-two-places = { $count ->
    [one] един човек попада в две звена и остава, където е
   *[other] { $count } души попадат в две звена и остават, където са
}
    .hint = променете `holds` на звената така, че да се изключват взаимно
finding-two-schools = { $count ->
    [one] един човек е в две училища от този домейн и нито едно не е основното
   *[other] { $count } души са в две училища от този домейн и нито едно не е основното
}
    .hint = поставете основното училище първо в списъка
finding-admin-stays = { $count ->
    [one] един администраторски акаунт е в списъка и не се премества
   *[other] { $count } администраторски акаунта са в списъка и не се преместват
}
    .hint = дайте на администраторите отделен акаунт, различен от този, с който преподават
finding-parity-managers = { $count ->
    [one] в една група са посочени мениджъри, а в { $vendor } няма такава роля
   *[other] в { $count } групи са посочени мениджъри, а в { $vendor } няма такава роля
}
    .hint = посочете ги като собственици или ги оставете за другия доставчик
finding-parity-nested = { $count ->
    [one] една група съдържа вложени групи, което в { $vendor } там не е позволено; хората от тях се добавят направо
   *[other] { $count } групи съдържат вложени групи, което в { $vendor } там не е позволено; хората от тях се добавят направо
}
finding-parity-external = външните членове на { $count ->
    [one] една група
   *[other] { $count } групи
} не могат да бъдат добавени в { $vendor }
    .hint = за родителите в { $vendor } е нужен друг начин, например пощенски контакт
finding-parity-setting = настройката „{ $setting }“ на { $count ->
    [one] една група
   *[other] { $count } групи
} не съществува в { $vendor }
    .hint = задайте я ръчно там, ако е важна
finding-parity-security = { $count ->
    [one] една група е описана като група за сигурност, която { $vendor } не различава от имейл група
   *[other] { $count } групи са описани като групи за сигурност, които { $vendor } не различава от имейл групи
}
finding-parity-product = лицензът „{ $product }“ няма име в { $vendor }
    .hint = добавете името му в { $vendor } в municipality.yaml или го опишете другаде
finding-parity-through-group = лицензът „{ $product }“ се дава чрез група, което в { $vendor } не е възможно
    .hint = опишете там за кого е
finding-undeclared-members = поетата група „{ $group }“ има { $count ->
    [one] един член, който не е описан във файла
   *[other] { $count } членове, които не са описани във файла
}
    .hint = напишете `extraMembers: remove` или `extraMembers: keep` във файла на училището
finding-stale-references = { $what } още посочва { $count ->
    [one] един акаунт или група, които
   *[other] { $count } акаунта или групи, които
} вече ги няма при доставчика
finding-licences-beyond = { $count ->
    [one] един лиценз „{ $product }“ е даден на човек, за когото не е предвиден
   *[other] { $count } лиценза „{ $product }“ са дадени на хора, за които не са предвидени
}
    .hint = отнемете ръчно или разрешете отнемането: `allow: {"{"}licences: [create, update, adopt, prune]{"}"}`
finding-licence-of-sibling = { $count ->
    [one] един човек не може да получи „{ $product }“: има друг лиценз от същото семейство
   *[other] { $count } души не могат да получат „{ $product }“: имат друг лиценз от същото семейство
}
    .hint = първо отнемете другия лиценз
finding-seats-short = { $count ->
    [one] един човек остава без „{ $product }“: лицензите не достигат
   *[other] { $count } души остават без „{ $product }“: лицензите не достигат
}
    .hint = закупете още лицензи или намалете получателите; кой остава без лиценз, определя `lastSeatsTo`
finding-unit-not-empty = звеното „{ $key }“ вече не е описано, но не е празно и затова остава
    .hint = преместете съдържанието му и направете нов план
finding-not-allowed = във файла на училището не е разрешено: { $action }, { $kind } „{ $key }“
    .hint = добавете го в `allow` или не променяйте нищо
finding-previously-spent = `previously` на „{ $key }“ вече не е нужно
    .hint = махнете реда
finding-only-observed = { $count ->
    [one] една разлика в домейн
   *[other] { $count } разлики в домейн
}, който само се наблюдава; там нищо не се променя

refusal-two-with-one-mark = два обекта носят знака на { $kind } „{ $key }“
    .hint = махнете знака от този, който не се има предвид
refusal-both-names-exist = { $kind } „{ $key }“: след преименуването съществуват и старото, и новото име
    .hint = премахнете или преименувайте едното в домейна или махнете `previously`
refusal-name-is-taken = { $kind } „{ $key }“: името „{ $name }“ вече е на нещо друго
    .hint = преименувайте едното от двете
refusal-marked-by-another = „{ $name }“ носи знака на { $mark }, а не на { $kind } „{ $key }“
    .hint = при преименуване посочете старото име в `previously`; иначе изберете друго име
refusal-address-in-use = адресът { $name } на групата „{ $key }“ вече е зает, може би като допълнителен адрес
    .hint = изберете друг адрес или освободете този
refusal-type-cannot-change = групата „{ $key }“ е от вид { $before } и не може да стане { $after }
    .hint = опишете нова група с друг ключ
refusal-over-vendor-limit = { $what } на „{ $key }“: { $size } (дължина или дълбочина), а ограничението на доставчика е { $limit }
    .hint = съкратете
refusal-licences-over-seats = лиценз „{ $product }“: нужни са { $wanted }, закупени са { $purchased }, не достигат { $short }
    .hint = закупете още лицензи, намалете получателите или задайте `whenShort: fill` за продукта
refusal-school-not-as-approved = планът за { $school } вече не е одобреният ({ $expected } → { $fingerprint }); разликата: { $differs }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
}{ $roster ->
    [other] ; списъкът на училището е друг
   *[same] {""}
}{ $manifests ->
    [other] ; файловете са други
   *[same] {""}
}{ $day ->
    [other] ; планът е за друг ден
   *[same] {""}
}
    .hint = останалите училища съвпадат и продължават; направете нов план за { $school } и поискайте одобрение
refusal-not-as-approved = планът вече не е одобреният ({ $expected } → { $fingerprint }); нищо не е променено
    .hint = направете нов план и поискайте одобрение

reason-declared = описано
reason-differs = различава се в домейна
reason-renamed = предишно име: { $previously }
reason-adopted = вече съществува; поема се
reason-dropped = вече не е описано
reason-pruned = вече не е описано; изтрива се
reason-roster = според списъка
reason-no-roster = няма списък на { $school }
reason-nobody-of-role = в списъка няма никого с роля „{ $role }“
reason-no-certifications = няма списък на сертифицираните учители
reason-not-listed = { $listing } не са прочетени изцяло
reason-members-not-read = членовете не са прочетени изцяло
reason-settings-not-read = настройките не са прочетени
fault-blocked = не е опитано: първо трябва да успее { $what }

fault-unreadable-plan = { $file } го няма или не е JSON
    .hint = запишете го с: reconciler plan --out FILE
fault-not-a-plan = { $file } не е план от тази версия (при { $at })
    .hint = запишете го отново с: reconciler plan --out FILE
fault-not-as-written = { $file } не е такъв, какъвто е записан от plan --out
    .hint = направете план отново и пренесете файла без промени
fault-other-stack = { $file } е план на стек „{ $of }“, а не на „{ $stack }“
    .hint = използвайте --stack { $of } или направете нов план
finding-looks-renamed = новата група „{ $key }“ има същото име като „{ $old }“, която вече не е описана: { $name }
    .hint = ако е същата група, напишете `previously: [{ $old }]`; тогава членовете и адресите ѝ остават
finding-class-not-declared = в списъка има паралелка { $class }, която не е описана във файла на училището
    .hint = добавете я в `classes` или поправете списъка; дотогава тя няма групи
reason-class-not-in-roster = в списъка няма паралелка { $class }
