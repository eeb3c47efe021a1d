# Констатации, откази и причини при съставяне, сравняване и планиране.

finding-no-account = { $count ->
    [one] един човек от списъка ({ $role }) няма акаунт
   *[other] { $count } души от списъка ({ $role }) нямат акаунт
}
    .hint = създайте акаунтите в домейна; тук акаунти не се създават
finding-two-accounts = { $count ->
    [one] един човек не може да се различи: съответстват два акаунта или двама споделят един
   *[other] { $count } души не могат да се различат: съответстват два акаунта или двама споделят един
}
    .hint = задайте на всеки акаунт номера на човека от списъка; дотогава никой от тях не се мести
finding-account-of-another = { $count ->
    [one] имейлът на един човек е на акаунт с номер на друг човек
   *[other] имейлите на { $count } души са на акаунти с номера на други хора
}
    .hint = поправете имейла в списъка или номера на акаунта
finding-two-places = { $count ->
    [one] един човек попада в две единици и остава, където е
   *[other] { $count } души попадат в две единици и остават, където са
}
    .hint = направете така, че `holds` на единиците да се изключват
finding-two-schools = { $count ->
    [one] един човек е в две училища от този домейн и нито едно не е основното
   *[other] { $count } души са в две училища от този домейн и нито едно не е основното
}
    .hint = поставете основното училище първо в списъка
finding-admin-stays = { $count ->
    [one] един администраторски акаунт е в списъка и не се мести
   *[other] { $count } администраторски акаунта са в списъка и не се местят
}
    .hint = дайте на администраторите отделен акаунт, различен от този, с който преподават
finding-parity-managers = { $count ->
    [one] една група има мениджъри, каквито { $vendor } не познава
   *[other] { $count } групи имат мениджъри, каквито { $vendor } не познава
}
    .hint = посочете ги като собственици или ги оставете за другия доставчик
finding-parity-nested = { $count ->
    [one] една група съдържа групи, което { $vendor } там не позволява; хората им се добавят направо
   *[other] { $count } групи съдържат групи, което { $vendor } там не позволява; хората им се добавят направо
}
finding-parity-external = външните хора от { $count ->
    [one] една група
   *[other] { $count } групи
} не могат да бъдат членове в { $vendor }
    .hint = за родителите в { $vendor } е нужен друг начин, например пощенски контакт
finding-parity-setting = настройката „{ $setting }“ на { $count ->
    [one] една група
   *[other] { $count } групи
} не съществува в { $vendor }
    .hint = задайте я ръчно там, ако е важна
finding-parity-security = { $count ->
    [one] една група е обявена като група за сигурност, която { $vendor } не различава от пощенска
   *[other] { $count } групи са обявени като групи за сигурност, които { $vendor } не различава от пощенски
}
finding-parity-product = лицензът „{ $product }“ няма име в { $vendor }
    .hint = дайте му име за { $vendor } в municipality.yaml или го обявете другаде
finding-parity-through-group = лицензът „{ $product }“ се дава чрез група, което { $vendor } не може
    .hint = обявете там за кого е
finding-undeclared-members = приетата група „{ $group }“ има { $count ->
    [one] един член, който не е обявен
   *[other] { $count } членове, които не са обявени
}
    .hint = напишете `extraMembers: remove` или `extraMembers: keep` във файла на училището
finding-address-of-nobody = { $address } в групата „{ $group }“ не е никой: в домейна на тенанта няма нито акаунт, нито група с това име
    .hint = поправете адреса или го махнете
finding-tagged-address = адрес в Gmail в групата „{ $group }“ не може да е член: Google не познава акаунт с +добавка
    .hint = напишете адреса без +добавката
finding-parents-of-nobody = { $count ->
    [one] един родител е с адрес
   *[other] { $count } родители са с адреси
} от домейна на тенанта, които там никой няма
    .hint = поправете списъка
finding-parents-tagged = { $count ->
    [one] един родител е с адрес в Gmail
   *[other] { $count } родители са с адреси в Gmail
} с +добавка, които не могат да са членове
    .hint = поправете списъка: адресът без +добавката
finding-stale-references = { $what } още посочва { $count ->
    [one] един акаунт или група, които
   *[other] { $count } акаунта или групи, които
} вече ги няма при доставчика
finding-licences-beyond = { $count ->
    [one] един лиценз „{ $product }“ е у човек, за когото не е предвиден
   *[other] { $count } лиценза „{ $product }“ са у хора, за които не са предвидени
}
    .hint = отнемете ги ръчно или го разрешете: `allow: {"{"}licences: [create, update, adopt, prune]{"}"}`
finding-licence-of-sibling = { $count ->
    [one] един човек не може да получи „{ $product }“: има друг лиценз от същото семейство
   *[other] { $count } души не могат да получат „{ $product }“: имат друг лиценз от същото семейство
}
    .hint = отнемете другия лиценз или разрешете смяната: `allow: {"{"}licences: [create, update, adopt, prune]{"}"}`
finding-licences-unreplaced = { $count ->
    [one] един лиценз „{ $product }“ остава: на този, който го има, се полага друг от същото семейство, но още го няма
   *[other] { $count } лиценза „{ $product }“ остават: на хората, които ги имат, се полага друг от същото семейство, но още го няма
}
    .hint = осигурете другия лиценз (свободни лицензи, списъци, групата, през която се дава) и планирайте отново
finding-seats-short = { $count ->
    [one] един човек остава без „{ $product }“: местата не достигат
   *[other] { $count } души остават без „{ $product }“: местата не достигат
}
    .hint = купете места или стеснете кръга; кой остава без лиценз, решава `lastSeatsTo`
finding-unit-not-empty = единицата „{ $key }“ вече не е обявена, но не е празна и затова остава
    .hint = преместете съдържанието ѝ и планирайте отново
finding-not-allowed = файлът на училището не разрешава { $action } за { $kind } „{ $key }“
    .hint = добавете го в `allow` или оставете нещата така
finding-declared-and-ignored = { $kind } „{ $key }“ е във файла, но шаблон в `ignore` го изключва: остава, както е
    .hint = махнете записа от файла или шаблона от `ignore`
finding-ignored-below = звеното „{ $key }“ остава на мястото си: под него има звено от `ignore`, което би се преместило заедно с него
    .hint = махнете шаблона от `ignore` или върнете предишния ключ на звеното
finding-nothing-above = звеното „{ $key }“ чака: звеното над него го няма и няма да бъде създадено
    .hint = погрижете се първо за звеното над него; друга констатация казва защо не се създава
finding-placed-in-ignored = { $count ->
    [one] един човек за звено „{ $key }“ е в звено от `ignore` и остава там
   *[other] { $count } души за звено „{ $key }“ са в звена от `ignore` и остават там
}
    .hint = преместете ги ръчно или махнете шаблона от `ignore`
finding-previously-spent = `previously` на „{ $key }“ си е свършило работата
    .hint = махнете реда
finding-only-observed = { $count ->
    [one] едно различие в домейн
   *[other] { $count } различия в домейн
}, който само се наблюдава; там нищо не се променя

refusal-two-with-one-mark = два обекта носят знака на { $kind } „{ $key }“
    .hint = махнете знака от този, който не се има предвид
refusal-both-names-exist = { $kind } „{ $key }“ е преименуван, но съществуват и старото, и новото име
    .hint = премахнете или преименувайте едното в домейна или махнете `previously`
refusal-name-is-taken = името „{ $name }“ на { $kind } „{ $key }“ е на нещо друго
    .hint = преименувайте едното от двете
refusal-marked-by-another = „{ $name }“ носи знака на { $mark }, а не на { $kind } „{ $key }“
    .hint = ако е преименувано в манифеста, кажете го с `previously`; иначе изберете друго име
refusal-address-in-use = адресът { $name } на групата „{ $key }“ вече е зает, може би като псевдоним
    .hint = изберете друг адрес или освободете този
refusal-outsiders-not-declared = в групата „{ $key }“ биха били { $count ->
    [one] един външен човек
   *[other] { $count } външни хора
}, пряко или чрез групи в нея, а във файла ѝ не пише outsiders: true
    .hint = напишете outsiders: true в настройките ѝ или ги махнете: Google сам отваря групата за външни, щом бъде добавен такъв
refusal-group-owns-group = групата „{ $name }“ не може да е собственик или управител на групата „{ $key }“: доставчикът приема само хора
    .hint = посочете хората в нея или добавете групата при членовете
refusal-type-cannot-change = групата „{ $key }“ е от вид { $before } и не може да стане { $after }
    .hint = обявете нова група с друг ключ
refusal-over-vendor-limit = { $what } на „{ $key }“ е { $size } (дължина или дълбочина), а пределът на доставчика е { $limit }
    .hint = съкратете
refusal-licences-over-seats = лиценз „{ $product }“: нужни са { $wanted }, { $short } повече от местата (купени { $purchased })
    .hint = купете места, стеснете кръга или задайте `whenShort: fill` за продукта
refusal-school-not-as-approved = { $school } вече не е, както е одобрено ({ $expected } → { $fingerprint }); разликата: { $differs }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
}{ $roster ->
    [other] ; списъкът му е друг
   *[same] {""}
}{ $manifests ->
    [other] ; манифестите са други
   *[same] {""}
}{ $day ->
    [other] ; планирано е за друг ден
   *[same] {""}
}
    .hint = останалите съвпадат и продължават; планирайте { $school } отново и поискайте одобрение
refusal-not-as-approved = планът вече не е одобреният ({ $expected } → { $fingerprint }); нищо не е променено
    .hint = планирайте отново и поискайте одобрение

reason-declared = обявено
reason-differs = различава се в домейна
reason-renamed = по-рано { $previously }
reason-adopted = вече съществува; приема се
reason-dropped = вече не е обявено
reason-pruned = вече не е обявено; премахва се
reason-ended = срокът изтече на { $day }
reason-roster = списък
reason-no-roster = няма списък на { $school }
reason-nobody-of-role = в списъка няма никого с роля { $role }
reason-no-certifications = няма списък на сертифицираните
reason-not-listed = { $listing } не можаха да се изброят изцяло
reason-members-not-read = членовете не можаха да се прочетат изцяло
reason-settings-not-read = настройките не можаха да се прочетат
fault-blocked = не е опитано: първо трябва да успее { $what }

fault-unreadable-plan = { $file } го няма или не е JSON
    .hint = запишете го с: reconciler plan --out FILE
fault-not-a-plan = { $file } не е план от тази версия (при { $at })
    .hint = запишете го отново с: reconciler plan --out FILE
fault-not-as-written = { $file } не е такъв, какъвто го записа plan --out
    .hint = направете план отново и пренесете файла без промени
fault-other-stack = { $file } е план на стек „{ $of }“, а не на „{ $stack }“
    .hint = използвайте --stack { $of } или планирайте отново
finding-looks-renamed = новата група „{ $key }“ има името на „{ $old }“, която отпада: { $name }
    .hint = ако е същата група, напишете `previously: [{ $old }]` и членовете и адресите ѝ остават
finding-class-not-declared = в списъка има паралелка { $class }, която файлът на училището не обявява
    .hint = добавете я в `classes` или поправете списъка; дотогава тя няма групи
reason-class-not-in-roster = в списъка няма паралелка { $class }
