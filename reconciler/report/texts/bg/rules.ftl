### Правилата от policies/, какво намират и командата check.
### finding-<id> показва какво не е наред, подсказката – как се поправя; rule-<id> показва правилото, rule-<id>-why защо го има, rule-<id>-source откъде е.

fault-rule-broken = този модул не може да се изпълни: { $problem ->
    [print] извежда текст
    [exit] прекратява програмата
    [process] стартира процес или нишка, или отваря връзка
    [time] отнема повече от { $seconds } секунди
   *[other] { $problem }
 }
fault-rule-failed = правилото { $rule } прекъсна, докато проверяваше училище: { $problem ->
    [print] извежда текст
    [exit] прекратява програмата
    [process] стартира процес или нишка, или отваря връзка
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
rule-pupil-groups-join = Собственикът на групата решава кой да бъде включен в група с ученици.
rule-pupil-groups-join-why = Който влезе сам, чете написаното от децата и адресите им.
rule-pupil-groups-join-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1

finding-pupil-groups-post = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено кой може да ѝ пише
   *[other] приема имейли от външни податели ({ $value })
}
    .hint = напишете `post: members`, `post: managers` или `post: owners` в настройките ѝ
rule-pupil-groups-post = До група с ученици пишат само членовете ѝ.
rule-pupil-groups-post-why = Ако всеки може да пише на адреса на паралелката, до децата стигат непознати, реклами и измами.
rule-pupil-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-pupil-lists-hidden = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено кой вижда членовете ѝ
   *[other] членовете ѝ се виждат от по-широк кръг (`seeMembers: { $value }`)
}
    .hint = напишете `seeMembers: members` или `seeMembers: managers` в настройките ѝ
rule-pupil-lists-hidden = Членовете на група с ученици се виждат само от нейните членове.
rule-pupil-lists-hidden-why = Списъкът на паралелка или клуб е списък на деца.
rule-pupil-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.3.1

finding-pupils-run-no-group = сред { $section ->
    [managers] мениджърите
   *[owners] собствениците
} на групата „{ $group }“ има ученици
    .hint = посочете и роля, както в {"{"}class: 5а, role: teacher{"}"}: само паралелката означава и учениците
rule-pupils-run-no-group = Ученик не е нито собственик, нито мениджър на група.
rule-pupils-run-no-group-why = Собственикът добавя членове, чете всичко и може да изтрие групата.
rule-pupils-run-no-group-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“; принцип на минимално необходимите права

finding-parents-post = { $value ->
    [none] в родителската група „{ $group }“ не е посочено кой може да ѝ пише
   *[other] в родителската група „{ $group }“ могат да пишат не само собствениците и мениджърите ѝ (`post: { $value }`)
}
    .hint = напишете `post: owners` или `post: managers` в настройките ѝ
rule-parents-post = Родителските групи са само за съобщения.
rule-parents-post-why = Един отговор до всички показва адреса на родителя, а често и работите на детето, на всяко семейство.
rule-parents-post-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“

finding-parent-lists-hidden = { $value ->
    [none] в родителската група „{ $group }“ не е посочено кой вижда членовете ѝ
   *[other] членовете на родителската група „{ $group }“ се виждат от по-широк кръг (`seeMembers: { $value }`)
}
    .hint = напишете `seeMembers: managers` в настройките ѝ
rule-parent-lists-hidden = Никое семейство не вижда кой друг участва в родителската група.
rule-parent-lists-hidden-why = Родителите дадоха личните си адреси на училището, не един на друг.
rule-parent-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „б“ и „в“

finding-parents-no-account = { $what ->
    [unit] в звеното „{ $key }“ влизат родители
   *[licence] лицензът „{ $key }“ е за родители
}
    .hint = махнете `role: parent` оттам; до родителите се пише по имейл чрез родителските групи
rule-parents-no-account = За родители не са предвидени звена и лицензи.
rule-parents-no-account-why = С училищен акаунт училището обработва повече данни на семейството, отколкото са нужни.
rule-parents-no-account-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“

finding-staff-groups-closed = групата „{ $group }“ е само за персонала, а `{ $setting }` е { $value }
    .hint = и учениците са в домейна: напишете { $setting ->
        [join] `join: invited` или `join: request`
       *[other] `{ $setting }: members` или `{ $setting }: managers`
    } в настройките ѝ
rule-staff-groups-closed = Общината не е отворила никоя група за персонала за целия домейн: нито за включване, нито за преглед на групата и на членовете ѝ.
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
    .hint = опишете отделни звена, като нито едно не е подчинено на другото
rule-units-apart = Персоналът и учениците са в отделни звена и нито едно не е подчинено на другото.
rule-units-apart-why = По звеното Google определя кой е под 18 години, а настройките важат и за звената под него. Ако са заедно, или децата получават услуги за възрастни, или възрастните губят своите.
rule-units-apart-source = Google Workspace for Education, достъп според възрастта; Регламент (ЕС) 2016/679, чл. 8; ЗЗЛД, чл. 25в

finding-licences-apart = { $of ->
    [pupils] лицензът „{ $product }“ е закупен за ученици, а се дава на персонала
   *[staff] лицензът „{ $product }“ е закупен за персонала, а се дава на ученици
}
    .hint = поправете `for:` или името на вида лиценз при доставчика в municipality.yaml
rule-licences-apart = Лицензите за персонала се дават само на персонала, а лицензите за ученици – само на ученици.
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
rule-two-owners = Когато общината е определила собственици на група за ученици или родители от няколко паралелки, те са поне двама.
rule-two-owners-why = Ако единственият собственик напусне или се разболее, никой друг в училището не може да управлява групата.
rule-two-owners-source = добра практика на двамата доставчици

finding-pupil-groups-unlisted = групата „{ $group }“ е за ученици и { $value ->
    [none] не е посочено дали се вижда в указателя
   *[other] се вижда в указателя, в който търсят всички от домейна
}
    .hint = напишете `listed: false` в настройките ѝ
rule-pupil-groups-unlisted = Групите с ученици не се показват в указателя.
rule-pupil-groups-unlisted-why = Който търси в указателя, намира всяка паралелка по име и може да пише на всички деца в нея.
rule-pupil-groups-unlisted-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.4.1, прочетено за непълнолетни

finding-staff-groups-no-outsiders = групата „{ $group }“ е само за персонала и { $why ->
    [inside] в нея има външно лице
    [true] в нея се допускат външни лица
   *[none] не е посочено, че външни лица не се допускат
}
    .hint = { $why ->
        [inside] извадете външните адреси от „{ $group }“
       *[none] напишете `outsiders: false` в настройките ѝ
    }
rule-staff-groups-no-outsiders = В група за персонала няма външни лица.
rule-staff-groups-no-outsiders-why = Казаното там за учениците остава в училището.
rule-staff-groups-no-outsiders-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“; CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-staff-licences-certified = лицензът „{ $product }“ е закупен за персонала и се дава и на учители, които не са сертифицирани
    .hint = напишете `certified: true` до `role: teacher`; ако лицензите стигат за всички, поискайте временно изключение
rule-staff-licences-certified = Платените лицензи за персонала са за сертифицирани учители.
rule-staff-licences-certified-why = Общината плаща за всеки лиценз; който е обучен, използва възможностите му.
rule-staff-licences-certified-source = програмата на общината

finding-licence-ratios = за „{ $product }“ са вписани { $purchased } лиценза, а закупените дават право на { $allowed }
    .hint = поправете закупените лицензи във файла на стека или закупете още от платения лиценз
rule-licence-ratios = Безплатните лицензи на Microsoft A3 и A5 и на Google Education Plus не надвишават броя, който се полага към платените.
rule-licence-ratios-why = Останалите не са по договора и доставчикът може да ги отнеме.
rule-licence-ratios-source = условията на доставчиците за образование

finding-units-declared = { $what ->
    [staff] няма звено за персонала на училището
    [pupils] няма звено за учениците
   *[leavers] няма звено за напусналите
}
    .hint = добавете го в общия образец на училището
rule-units-declared = Всяко училище има звено за персонала, за учениците и за напусналите.
rule-units-declared-why = По звеното Google определя кой е под 18 години; акаунтът на напуснал човек не бива да стои сред днешните.
rule-units-declared-source = Google Workspace for Education, достъп според възрастта

finding-class-has-group = няма група за учениците от: { $classes }{ $others ->
    [none] {""}
   *[other] {" "}и още { $others }
}
    .hint = добавете група с {"{"}class: …, role: pupil{"}"} сред членовете или махнете паралелката от файла
rule-class-has-group = Всяка паралелка има имейл група на учениците си.
rule-class-has-group-why = До паралелка без група не стига нито едно съобщение.
rule-class-has-group-source = общите образци на общината

finding-units-shallow = { $depth ->
    [0] има и друго звено, чийто път се различава от „{ $unit }“ само по главни букви
   *[other] звеното „{ $unit }“ е на { $depth } нива в дълбочина; най-много са пет
}
    .hint = { $depth ->
        [0] дайте друг ключ на едното от двете
       *[other] преместете го по-нагоре
    }
rule-units-shallow = Звената са подредени в най-много пет нива и никои две имена не се различават единствено по главни и малки букви.
rule-units-shallow-why = Настройките се предават ниво по ниво: в дълбоко дърво никой не може да каже откъде идва дадена настройка. За Google две такива имена са едно.
rule-units-shallow-source = Google, Admin SDK: управление на организационни звена

finding-found-groups-closed = групата #{ $id } е създадена ръчно и в нея има едновременно ученици и външни лица
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-closed = В ръчно създадените групи няма едновременно ученици и външни лица.
rule-found-groups-closed-why = Външно лице може да чете съобщенията на децата и да вижда адресите им.
rule-found-groups-closed-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „е“ и чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-found-groups-post = групата #{ $id } е създадена ръчно, в нея има ученици и всеки може да ѝ пише
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-post = Ръчно създадените групи с ученици не приемат имейли от външни податели.
rule-found-groups-post-why = До децата стигат непознати, реклами и измами.
rule-found-groups-post-source = CISA SCuBA GWS.GROUPS.1.3

finding-found-groups-join = групата #{ $id } е създадена ръчно, в нея има ученици и всеки може да се присъедини сам
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-join = Собственикът решава кой да бъде включен в ръчно създадена група с ученици.
rule-found-groups-join-why = Който влезе сам, чете написаното от децата.
rule-found-groups-join-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1

finding-found-lists-hidden = групата #{ $id } е създадена ръчно и членовете ѝ, сред които ученици, се виждат от всички
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-lists-hidden = Членовете на ръчно създадена група с ученици се виждат само от нейните членове.
rule-found-lists-hidden-why = Списъкът на клуб е списък на деца.
rule-found-lists-hidden-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“; CISA SCuBA GWS.GROUPS.3.1

finding-found-pupils-run = групата #{ $id } е създадена ръчно и неин собственик или мениджър е ученик
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-pupils-run = Ученик не е нито собственик, нито мениджър на ръчно създадена група.
rule-found-pupils-run-why = Собственикът добавя членове, чете всичко и може да изтрие групата.
rule-found-pupils-run-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“

finding-found-groups-owned = групата #{ $id } е създадена ръчно, в нея има ученици и няма собственик
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-owned = Всяка ръчно създадена група с ученици има собственик.
rule-found-groups-owned-why = Ако в нея възникне проблем, никой не може да се намеси.
rule-found-groups-owned-source = Регламент (ЕС) 2016/679, чл. 24

finding-groups-declared = { $groups ->
    [one] една група е създадена ръчно и не е описана
   *[other] ръчно са създадени { $groups } групи, които не са описани
} в никой файл
    .hint = опишете нужните във файла на училището (`adopt`), впишете другите в `ignore` или поискайте да се изтрият
rule-groups-declared = Всяка група е описана.
rule-groups-declared-why = За група, която не е описана, не е ясно за какво служи и кой отговаря за нея.
rule-groups-declared-source = CISA SCuBA GWS.GROUPS.2.1

finding-administrators-few = { $how ->
    [few] домейнът има по-малко от двама администратори
   *[many] администраторите на домейна са { $administrators }; най-много са осем
}
    .hint = { $how ->
        [few] дайте тази роля при доставчика на още един, отделен акаунт
       *[many] отнемете ролята при доставчика от акаунтите, на които не е нужна
    }
rule-administrators-few = Домейнът има най-малко двама и най-много осем администратори.
rule-administrators-few-why = Ако е един и си загуби паролата, училището остава без достъп; ако са много, всеки от тях е вход за злоупотреба.
rule-administrators-few-source = CISA SCuBA GWS.COMMONCONTROLS.6.2, MS.AAD.7.1

finding-administrators-no-pupils = ученик е администратор на домейна
    .hint = отнемете ролята при доставчика още днес
rule-administrators-no-pupils = Ученик не е администратор на домейна.
rule-administrators-no-pupils-why = Администраторът чете и променя всичко на всички.
rule-administrators-no-pupils-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“

finding-administrator-not-principal = ежедневният акаунт на директора е администратор на домейна
    .hint = дайте ролята на отделен акаунт и я отнемете от този
rule-administrator-not-principal = Акаунтът, който директорът ползва всеки ден, няма администраторски права.
rule-administrator-not-principal-why = С него всеки ден се чете поща и който влезе чрез подправено писмо, получава цялото училище.
rule-administrator-not-principal-source = CISA SCuBA GWS.COMMONCONTROLS.6.1

finding-licences-of-suspended = лицензи „{ $product }“ на временно спрени акаунти: { $count }
    .hint = отнемете ги при доставчика или разрешете отнемането: allow: {"{"}licences: [create, update, adopt, prune]{"}"} във файла на училището или в общия му образец
rule-licences-of-suspended = Временно спрените акаунти не заемат платени лицензи.
rule-licences-of-suspended-why = Лицензът е платен, а някой друг го чака.
rule-licences-of-suspended-source = програмата на общината

finding-roster-fresh = списъкът на училището е отпреди { $days } дни
    .hint = направете нов експорт
rule-roster-fresh = Списъкът на училището не е по-стар от един месец.
rule-roster-fresh-why = Който е дошъл междувременно, не получава съобщенията, а който е напуснал, още ги чете.
rule-roster-fresh-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „г“

finding-found-groups-admit = групата #{ $id } е създадена ръчно, в нея има ученици и могат да се добавят външни лица
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-admit = В ръчно създадена група с ученици не могат да се добавят външни лица.
rule-found-groups-admit-why = Който бъде добавен утре, чете написаното от децата днес.
rule-found-groups-admit-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.1.1, 1.2

finding-found-groups-unlisted = групата #{ $id } е създадена ръчно, в нея има ученици и се вижда в указателя
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-groups-unlisted = Ръчно създадените групи с ученици не се показват в указателя.
rule-found-groups-unlisted-why = Който търси в указателя, може да пише наведнъж на всички деца в нея.
rule-found-groups-unlisted-source = Регламент (ЕС) 2016/679, чл. 25, пар. 2; CISA SCuBA GWS.GROUPS.4.1, прочетено за непълнолетни

finding-found-groups-roles = групата #{ $id } е създадена ръчно, в нея има ученици и на нея могат да се дадат администраторски права
    .hint = помолете администратора в училището да извади учениците; групата има този идентификатор при доставчика
rule-found-groups-roles = Ученик не е член на ръчно създадена група, на която могат да се дадат администраторски права.
rule-found-groups-roles-why = Ако групата получи такива права, всеки в нея става администратор.
rule-found-groups-roles-source = Microsoft Entra, групи с роли; CISA SCuBA MS.AAD.7

finding-found-parents-post = групата #{ $id } е създадена ръчно, в нея има родители и те могат да си пишат чрез нея
    .hint = обърнете се към администратора в училището: нека пишат само собствениците или мениджърите; групата има този идентификатор при доставчика
rule-found-parents-post = Ръчно създадените родителски групи са само за съобщения.
rule-found-parents-post-why = Един отговор до всички показва личен адрес на всяко семейство.
rule-found-parents-post-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“ и „е“

finding-found-parents-lists = групата #{ $id } е създадена ръчно и членовете ѝ, сред които родители, се виждат не само от мениджърите
    .hint = обърнете се към администратора в училището; групата има този идентификатор при доставчика
rule-found-parents-lists = Никое семейство не вижда кой друг участва в ръчно създадена родителска група.
rule-found-parents-lists-why = Родителите дадоха личните си адреси на училището, не един на друг.
rule-found-parents-lists-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „б“ и „в“

finding-found-parents-accounts = { $count ->
    [one] един акаунт в домейна е с адрес на родител
   *[other] акаунти в домейна с адреси на родители: { $count }
}
    .hint = пишете на родителите на техен собствен адрес; нека акаунтът бъде спрян при доставчика
rule-found-parents-accounts = Родител няма училищен акаунт.
rule-found-parents-accounts-why = С училищен акаунт училището обработва повече данни на семейството, отколкото са нужни.
rule-found-parents-accounts-source = Регламент (ЕС) 2016/679, чл. 5, пар. 1, б. „в“

finding-found-licences-apart = { $of ->
    [pupils] лиценз „{ $product }“, предназначен за ученици, е даден на човек от персонала
   *[staff] лиценз „{ $product }“, предназначен за персонала, е даден на ученик
}
    .hint = отнемете го при доставчика или разрешете отнемането: allow: {"{"}licences: [create, update, adopt, prune]{"}"} във файла на училището или в общия му образец
rule-found-licences-apart = Ученик няма лиценз за персонала и никой от персонала няма лиценз за ученици.
rule-found-licences-apart-why = Доставчиците ги продават при това условие, а услугите на лиценз за персонала не са правени за непълнолетни.
rule-found-licences-apart-source = условията на доставчиците за образование

finding-leavers-suspended = { $count ->
    [one] с един акаунт от звеното за напусналите още може да се влиза
   *[other] акаунти от звеното за напусналите, с които още може да се влиза: { $count }
}
    .hint = спрете ги временно при доставчика; с това нищо не се губи
rule-leavers-suspended = Акаунтите в звеното на напусналите са спрени.
rule-leavers-suspended-why = Който е напуснал, още чете пощата и файловете на училището, а през акаунт, за който никой не отговаря, лесно влиза всеки.
rule-leavers-suspended-source = Регламент (ЕС) 2016/679, чл. 32, пар. 1, б. „б“

finding-licences-of-leavers = лицензи „{ $product }“ на акаунти от звеното за напусналите: { $count }
    .hint = отнемете ги при доставчика или разрешете отнемането: allow: {"{"}licences: [create, update, adopt, prune]{"}"} във файла на училището или в общия му образец
rule-licences-of-leavers = Акаунтите в звеното на напусналите не заемат платени лицензи.
rule-licences-of-leavers-why = Лицензът е платен, а някой друг го чака.
rule-licences-of-leavers-source = програмата на общината

finding-administrators-no-guests = администратор на домейна е човек от друга организация
    .hint = отнемете ролята при доставчика още днес, освен ако това е уговорено в договор
rule-administrators-no-guests = Никой от друга организация не е администратор на домейна.
rule-administrators-no-guests-why = Администраторът чете и променя всичко на всички, а акаунт от друга организация училището не може да спре.
rule-administrators-no-guests-source = CISA SCuBA GWS.COMMONCONTROLS.6.1, MS.AAD.8; Регламент (ЕС) 2016/679, чл. 28

finding-team-trained = в училището няма обучен учител
    .hint = запишете някого за следващото обучение или впишете обучените в списъка на сертифицираните
rule-team-trained = Във всяко училище има поне един обучен учител.
rule-team-trained-why = Ако никой не познава платформата, училището я има, но не я използва.
rule-team-trained-source = програмата на общината

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
