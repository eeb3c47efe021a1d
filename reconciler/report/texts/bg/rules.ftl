### Правилата от policies/, какво намират и командата check.
### finding-<id> показва какво не е наред, подсказката – как се поправя; rule-<id> показва правилото, rule-<id>-why защо го има, rule-<id>-source откъде е.

fault-rule-broken = този модул не може да се изпълни: { $problem ->
    [print] извежда текст
    [exit] прекратява програмата
    [process] стартира процес или отваря връзка
    [time] отнема повече от { $seconds } секунди
   *[other] { $problem }
 }
fault-rule-failed = правилото { $rule } прекъсна, докато проверяваше училище: { $problem ->
    [print] извежда текст
    [exit] прекратява програмата
    [process] стартира процес или отваря връзка
    [time] отнема повече от { $seconds } секунди
    [many] дава повече от { $most } нарушения
    [kind] дава нещо друго вместо нарушения
   *[other] { $problem }
 }
    .hint = поправете правилото: каквото не е проверило, се смята за непроверено
fault-no-rules = този модул няма RULES
    .hint = завършете го с RULES = (Rule(...), ...) или нека името му започва с „_“
fault-rule-twice = правилото „{ $rule }“ се повтаря
    .hint = всяко правило има свое име
fault-no-level = правилото „{ $rule }“ няма ниво
    .hint = добавете „{ $rule }: advisory“ или „{ $rule }: mandatory“
fault-unknown-rule = няма правило „{ $rule }“{ $near ->
    [none] {""}
   *[other] ; може би „{ $near }“?
}
    .hint = правилата са { $known }
fault-waiver-twice = { $school } вече има временно изключение от „{ $rule }“ на ред { $line }
    .hint = оставете едното

refusal-mandatory-rules = mandatory-rules: { $breaches ->
    [one] едно нарушение
   *[other] { $breaches } нарушения
} на задължителни правила в { $school }: { $rules }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
}
    .hint = `reconciler check --school { $school }` показва къде и как се поправя; с потвърждение не се преодолява; нужно е временно изключение в policies/waivers.yaml

finding-rule-waived = правилото { $rule } тук не важи до { $until } ({ $owner }): { $reason }
finding-waiver-expired = временното изключение от правилото { $rule } изтече на { $until } ({ $owner }): { $reason }
    .hint = поправете каквото правилото намира и махнете изключението от policies/waivers.yaml; или поискайте да се поднови

finding-pupil-groups-closed = групата „{ $group }“ е за ученици и { $why ->
    [inside] в нея има външно лице
    [true] в нея се допускат външни лица
   *[none] не е посочено, че външни лица не се допускат
}
    .hint = { $why ->
        [inside] извадете външните адреси и родителите от „{ $group }“; родителите си имат свои групи
       *[none] напишете `outsiders: false` в настройките ѝ
    }
rule-pupil-groups-closed = В група с ученици няма външни лица.
rule-pupil-groups-closed-why = Кой е в паралелката и какво си пишат децата, не е работа на никого извън училището.
rule-pupil-groups-closed-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-pupil-groups-join = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено кой може да се присъедини
   *[other] всеки може да се присъедини сам ({ $value })
}
    .hint = напишете `join: invited` или `join: request` в настройките ѝ
rule-pupil-groups-join = Собственик решава кой влиза в група с ученици.
rule-pupil-groups-join-why = Който влезе сам, чете написаното от децата и адресите им.
rule-pupil-groups-join-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1

finding-pupil-groups-post = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено кой може да ѝ пише
   *[other] приема писма отвън ({ $value })
}
    .hint = напишете `post: members`, `post: managers` или `post: owners` в настройките ѝ
rule-pupil-groups-post = На група с ученици пишат само хората в нея.
rule-pupil-groups-post-why = Ако всеки може да пише на адреса на паралелката, до децата стигат непознати, реклами и измами.
rule-pupil-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-pupil-lists-hidden = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено кой вижда членовете ѝ
   *[other] членовете ѝ се виждат от по-широк кръг (`seeMembers: { $value }`)
}
    .hint = напишете `seeMembers: members` или `seeMembers: managers` в настройките ѝ
rule-pupil-lists-hidden = Членовете на група с ученици се виждат само от самата група.
rule-pupil-lists-hidden-why = Списъкът на паралелка или клуб е списък на деца.
rule-pupil-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.3.1

finding-pupils-run-no-group = сред { $section ->
    [managers] мениджърите
   *[owners] собствениците
} на групата „{ $group }“ има ученици
    .hint = посочете и роля, както в {"{"}class: 5а, role: teacher{"}"}: само паралелката означава и учениците
rule-pupils-run-no-group = Ученик не е собственик или мениджър на група.
rule-pupils-run-no-group-why = Собственикът добавя членове, чете всичко и може да изтрие групата.
rule-pupils-run-no-group-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“; принцип на минимално необходимите права

finding-parents-post = { $value ->
    [none] в родителската група „{ $group }“ не е посочено кой може да ѝ пише
   *[other] в родителската група „{ $group }“ могат да пишат не само собствениците и мениджърите ѝ (`post: { $value }`)
}
    .hint = напишете `post: owners` или `post: managers` в настройките ѝ
rule-parents-post = Родителските групи са за съобщения.
rule-parents-post-why = Един отговор до всички показва адреса на родителя, а често и работите на детето, на всяко семейство.
rule-parents-post-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“

finding-parent-lists-hidden = { $value ->
    [none] в родителската група „{ $group }“ не е посочено кой вижда членовете ѝ
   *[other] членовете на родителската група „{ $group }“ се виждат от по-широк кръг (`seeMembers: { $value }`)
}
    .hint = напишете `seeMembers: managers` в настройките ѝ
rule-parent-lists-hidden = Никое семейство не вижда кой друг е в родителска група.
rule-parent-lists-hidden-why = Родителите дадоха личните си адреси на училището, не един на друг.
rule-parent-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „б“ и „в“

finding-parents-no-account = { $what ->
    [unit] в звеното „{ $key }“ влизат родители
   *[licence] лицензът „{ $key }“ е за родители
}
    .hint = махнете `role: parent` оттам; до родителите се пише по имейл чрез родителските групи
rule-parents-no-account = Родителите нямат училищен акаунт, звено и лиценз.
rule-parents-no-account-why = С училищен акаунт училището обработва повече данни на семейството, отколкото са нужни.
rule-parents-no-account-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“

finding-staff-groups-closed = групата „{ $group }“ е само за персонала, а `{ $setting }` е { $value }
    .hint = и учениците са в домейна: напишете { $setting ->
        [join] `join: invited` или `join: request`
       *[other] `{ $setting }: members` или `{ $setting }: managers`
    } в настройките ѝ
rule-staff-groups-closed = Групите за персонала са затворени за останалите в домейна.
rule-staff-groups-closed-why = Учениците са в същия домейн. В тези групи се обсъждат оценките, здравето и семействата на учениците.
rule-staff-groups-closed-source = Регламент (ЕС) 2016/679, чл. 9 и чл. 32, пар. 1, б. „б“

finding-staff-groups-no-pupils = групата „{ $group }“ е само за персонала, а { $count ->
    [one] в нея има един ученик
   *[other] в нея има { $count } ученици
}
    .hint = вижте групите и звената, които са включени в нея, и ролите в списъка
rule-staff-groups-no-pupils = В група за персонала няма ученик.
rule-staff-groups-no-pupils-why = В тези групи се обсъждат оценките, здравето и семействата на учениците.
rule-staff-groups-no-pupils-source = Регламент (ЕС) 2016/679, чл. 9 и чл. 32, пар. 1, б. „б“

finding-units-apart = в звеното „{ $unit }“ са заедно персонал и ученици
    .hint = опишете отделни звена, като никое не е под другото
rule-units-apart = Персоналът и учениците са в отделни звена и никое не е под другото.
rule-units-apart-why = По звеното Google определя кой е под 18 години, а настройките важат и за звената под него. Ако са заедно, или децата получават услуги за възрастни, или възрастните губят своите.
rule-units-apart-source = Google Workspace for Education, достъп според възрастта; Регламент (ЕС) 2016/679, чл. 8; ЗЗЛД, чл. 25в

finding-licences-apart = { $of ->
    [pupils] лицензът „{ $product }“ е закупен за ученици, а се дава на персонала
   *[staff] лицензът „{ $product }“ е закупен за персонала, а се дава на ученици
}
    .hint = поправете `for:` или името на вида лиценз при доставчика в municipality.yaml
rule-licences-apart = Лицензите за персонала са за персонала, тези за ученици са за ученици.
rule-licences-apart-why = Доставчиците ги продават при това условие, а услугите на лиценз за персонала не са правени за непълнолетни.
rule-licences-apart-source = условията на доставчиците за образование

finding-principal-known = в списъка няма директор
    .hint = задайте на някого тази роля в списъка; дотогава групите и звената, на които директорът е собственик, остават, каквито са
rule-principal-known = В списъка на всяко училище е посочен директорът.
rule-principal-known-why = Директорът отговаря за данните на училището и е собственик на групите му.
rule-principal-known-source = Регламент (ЕС) 2016/679, чл. 24

finding-class-group-teacher = сред собствениците на групата „{ $group }“ на { $class } няма учител
    .hint = впишете класния ръководител в списъка и посочете {"{"}class: { $class }, role: teacher{"}"} сред собствениците
rule-class-group-teacher = Сред собствениците на групата на всяка паралелка има учител.
rule-class-group-teacher-why = Някой, който познава паралелката, трябва да може да се намеси още същия ден.
rule-class-group-teacher-source = Регламент (ЕС) 2016/679, чл. 24 и 32

finding-two-owners = { $more ->
    [none] групи само с един собственик или без собственик: { $groups }
   *[other] групи само с един собственик или без собственик: { $groups } и още { $more }
}
    .hint = посочете втори, както в owners: [{"{"}role: principal{"}"}, {"{"}role: staff{"}"}]
rule-two-owners = Групите за ученици или родители от няколко паралелки имат двама собственици.
rule-two-owners-why = Когато единственият собственик напусне или е болен, никой от училището не може да действа.
rule-two-owners-source = добра практика на двамата доставчици

## Командата check

check-school = { $school } ({ $tenant })
check-mandatory = задължително
check-advisory = препоръка
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
    [0] без препоръки
    [one] една препоръка
   *[other] { $advisory } препоръки
}.
check-unread = Непроверени, защото домейнът не е прочетен: { $schools }
policy-mandatory = Правила, чието нарушение спира училището.
policy-advisory = Препоръки, временни изключения и каквото правилата намират в училища, които само се наблюдават.
