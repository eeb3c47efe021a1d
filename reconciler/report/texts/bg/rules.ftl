### Правилата от policies/, какво намират и командата check.
### finding-<id> казва какво не е наред, подсказката е лекът; rule-<id> казва правилото, rule-<id>-why защо го има, rule-<id>-source откъде е.

fault-no-rules = този модул няма RULES
    .hint = завършете го с RULES = (Rule(...), ...) или нека името му започва с „_“
fault-rule-twice = правилото „{ $rule }“ го има два пъти
    .hint = всяко правило има свое име
fault-no-level = правилото „{ $rule }“ няма ниво
    .hint = добавете „{ $rule }: advisory“ или „{ $rule }: mandatory“
fault-unknown-rule = няма правило „{ $rule }“{ $near ->
    [none] {""}
   *[other] ; може би „{ $near }“?
}
    .hint = правилата са { $known }
fault-waiver-twice = { $school } вече има изключение от „{ $rule }“ на ред { $line }
    .hint = оставете едното

refusal-mandatory-rules = mandatory-rules: { $breaches ->
    [one] едно нарушение
   *[other] { $breaches } нарушения
} на задължителни правила в { $school }: { $rules }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
}
    .hint = `reconciler check --school { $school }` казва къде и как се поправя; никой не може да го потвърди, само изключение в policies/waivers.yaml го вдига

finding-rule-waived = правилото { $rule } тук не важи до { $until } ({ $owner }): { $reason }
finding-waiver-expired = изключението от правилото { $rule } изтече на { $until } ({ $owner }): { $reason }
    .hint = поправете каквото правилото намира и махнете изключението от policies/waivers.yaml; или поискайте да се поднови

finding-pupil-groups-closed = групата „{ $group }“ е за ученици и { $why ->
    [inside] в нея има някой отвън
    [true] пуска външни хора
   *[none] не казва, че външните остават отвън
}
    .hint = { $why ->
        [inside] извадете външните адреси и родителите от „{ $group }“; родителите си имат свои групи
       *[none] напишете `outsiders: false` в настройките ѝ
    }
rule-pupil-groups-closed = В група с ученици няма никой отвън.
rule-pupil-groups-closed-why = Кой е в паралелката и какво пишат децата там не е работа на никого извън училището.
rule-pupil-groups-closed-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-pupil-groups-join = групата „{ $group }“ е за ученици и { $value ->
    [none] не казва кой може да се присъедини
   *[other] всеки може да се присъедини сам ({ $value })
}
    .hint = напишете `join: invited` или `join: request` в настройките ѝ
rule-pupil-groups-join = Собственик решава кой влиза в група с ученици.
rule-pupil-groups-join-why = Който влезе сам, чете написаното от децата и адресите им.
rule-pupil-groups-join-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1

finding-pupil-groups-post = групата „{ $group }“ е за ученици и { $value ->
    [none] не казва кой може да ѝ пише
   *[other] приема писма отвън ({ $value })
}
    .hint = напишете `post: members`, `post: managers` или `post: owners` в настройките ѝ
rule-pupil-groups-post = На група с ученици пишат само хората в нея.
rule-pupil-groups-post-why = Адрес на цяла паралелка, на който всеки може да пише, води при децата непознати, реклами и измами.
rule-pupil-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-pupil-lists-hidden = групата „{ $group }“ е за ученици и { $value ->
    [none] не казва кой вижда членовете ѝ
   *[other] показва членовете си на { $value }
}
    .hint = напишете `seeMembers: members` или `seeMembers: managers` в настройките ѝ
rule-pupil-lists-hidden = Кой е в група с ученици, се вижда само отвътре.
rule-pupil-lists-hidden-why = Списъкът на паралелка или клуб е списък на деца.
rule-pupil-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.3.1

finding-pupils-run-no-group = сред { $section ->
    [managers] управителите
   *[owners] собствениците
} на групата „{ $group }“ има ученици
    .hint = посочете и роля, както в {"{"}class: 5а, role: teacher{"}"}: паралелката сама означава и учениците
rule-pupils-run-no-group = Ученик не притежава и не управлява група.
rule-pupils-run-no-group-why = Собственикът добавя членове, чете всичко и може да изтрие групата.
rule-pupils-run-no-group-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“; най-малки права

finding-parents-post = родителската група „{ $group }“ { $value ->
    [none] не казва кой може да ѝ пише
   *[other] позволява на { $value } да ѝ пишат
}
    .hint = напишете `post: owners` или `post: managers` в настройките ѝ
rule-parents-post = Родителските групи са за съобщения.
rule-parents-post-why = Един отговор до всички показва адреса на родителя, а често и работите на детето, на всяко семейство.
rule-parents-post-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“

finding-parent-lists-hidden = родителската група „{ $group }“ { $value ->
    [none] не казва кой вижда членовете ѝ
   *[other] показва членовете си на { $value }
}
    .hint = напишете `seeMembers: managers` в настройките ѝ
rule-parent-lists-hidden = Никое семейство не вижда кой друг е в родителска група.
rule-parent-lists-hidden-why = Родителите дадоха личните си адреси на училището, не един на друг.
rule-parent-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „б“ и „в“

finding-parents-no-account = { $what ->
    [unit] единицата „{ $key }“ побира родители
   *[licence] лицензът „{ $key }“ е за родители
}
    .hint = махнете `role: parent` оттам; родителите се достигат по имейл чрез техните групи
rule-parents-no-account = Родителите нямат акаунт, единица и лиценз.
rule-parents-no-account-why = С училищен акаунт училището би обработвало повече данни на семейството, отколкото му трябват.
rule-parents-no-account-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“

finding-staff-groups-closed = групата „{ $group }“ е само за персонала, а `{ $setting }` е { $value }
    .hint = и учениците са в домейна: напишете { $setting ->
        [join] `join: invited` или `join: request`
       *[other] `{ $setting }: members` или `{ $setting }: managers`
    } в настройките ѝ
rule-staff-groups-closed = Нищо от група за персонала не е отворено за домейна.
rule-staff-groups-closed-why = Учениците са в домейна. Персоналът си пише за ученици: оценки, здраве, семейства.
rule-staff-groups-closed-source = Регламент (ЕС) 2016/679, чл. 9 и чл. 32, пар. 1, б. „б“

finding-staff-groups-no-pupils = групата „{ $group }“ е само за персонала, а { $count ->
    [one] в нея има един ученик
   *[other] в нея има { $count } ученици
}
    .hint = вижте групите и единиците, които тя обхваща, и ролите в списъка
rule-staff-groups-no-pupils = В група за персонала няма ученик.
rule-staff-groups-no-pupils-why = Персоналът си пише за ученици: оценки, здраве, семейства.
rule-staff-groups-no-pupils-source = Регламент (ЕС) 2016/679, чл. 9 и чл. 32, пар. 1, б. „б“

finding-units-apart = единицата „{ $unit }“ събира персонал и ученици
    .hint = дайте на всеки своя единица, като никоя не е под другата
rule-units-apart = Персоналът и учениците са в отделни единици и никоя не е под другата.
rule-units-apart-why = Google решава по единица кой е под 18 години, а настройките слизат надолу: заедно или децата получават услуги за възрастни, или възрастните губят своите.
rule-units-apart-source = Google Workspace for Education, достъп според възрастта; Регламент (ЕС) 2016/679, чл. 8; ЗЗЛД, чл. 25в

finding-licences-apart = { $of ->
    [pupils] лицензът „{ $product }“ е купен за ученици, а се дава на персонала
   *[staff] лицензът „{ $product }“ е купен за персонала, а се дава на ученици
}
    .hint = поправете `for:` или името на продукта при доставчика в municipality.yaml
rule-licences-apart = Лицензите за персонала са за персонала, тези за ученици са за ученици.
rule-licences-apart-why = Доставчиците ги продават при това условие, а услугите на лиценз за персонала не са правени за непълнолетни.
rule-licences-apart-source = условията на доставчиците за образование

finding-principal-known = в списъка няма директор
    .hint = дайте на някого тази роля в списъка: дотогава групите и единиците, които директорът притежава, остават каквито са
rule-principal-known = Списъкът посочва директора на всяко училище.
rule-principal-known-why = Директорът отговаря за данните на училището и притежава групите му.
rule-principal-known-source = Регламент (ЕС) 2016/679, чл. 24

finding-class-group-teacher = групата „{ $group }“ на { $class } няма учител сред собствениците си
    .hint = запишете класния ръководител в списъка и посочете {"{"}class: { $class }, role: teacher{"}"} сред собствениците
rule-class-group-teacher = Сред собствениците на групата на всяка паралелка има учител.
rule-class-group-teacher-why = Някой, който познава паралелката, трябва да може да се намеси още същия ден.
rule-class-group-teacher-source = Регламент (ЕС) 2016/679, чл. 24 и 32

finding-two-owners = { $more ->
    [none] групи с един собственик или без такъв: { $groups }
   *[other] групи с един собственик или без такъв: { $groups } и още { $more }
}
    .hint = посочете втори, както в owners: [{"{"}role: principal{"}"}, {"{"}role: staff{"}"}]
rule-two-owners = Групите за ученици или родители от няколко паралелки имат двама собственици.
rule-two-owners-why = Когато единственият собственик напусне или е болен, никой от училището не може да действа.
rule-two-owners-source = добра практика на двамата доставчици

## Командата check

check-school = { $school } ({ $tenant })
check-mandatory = задължително
check-advisory = съвет
check-none = { $schools ->
    [one] Едно училище
   *[other] { $schools } училища
}, { $rules ->
    [one] едно правило
   *[other] { $rules } правила
}: няма нарушения.
check-summary = { $schools ->
    [one] Едно училище
   *[other] { $schools } училища
}, { $rules ->
    [one] едно правило
   *[other] { $rules } правила
}: { $mandatory ->
    [0] без задължителни нарушения
    [one] едно задължително нарушение
   *[other] { $mandatory } задължителни нарушения
}, { $advisory ->
    [0] без съвети
    [one] един съвет
   *[other] { $advisory } съвета
}.
check-unread = Непроверени, защото домейнът не можа да се прочете: { $schools }
policy-mandatory = Правила, чието нарушение спира училището.
policy-advisory = Съвети, изключения и каквото правилата намират в училища, които само се наблюдават.
