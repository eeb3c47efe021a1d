### Защити: всеки отказ с числата си, прага и начина да се продължи.

refusal-members-removed-per-group = members-removed-per-group: { $limit ->
    [unread] не е известно колко души напускат групата „{ $thing }“ на { $school } по този план: членовете на вложената група, която се изважда, не са прочетени
   *[other] по този план { $count } от { $before } членове ({ $percent } %) напускат групата „{ $thing }“ на { $school }; прагът е { $limit }
}
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-members-removed-per-school = members-removed-per-school: в { $school } се премахват { $count } от { $before } членства ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-members-removed-per-tenant = members-removed-per-tenant: в училищата от { $tenant } общо се премахват { $count } от { $before } членства ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-members-added-per-group = members-added-per-group: по този план към групата „{ $thing }“ на { $school } се добавят { $count } членове при { $before } досега ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-members-added-per-school = members-added-per-school: в { $school } се добавят { $count } членства в групи, които имат членове, при { $before } досега ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-members-added-per-tenant = members-added-per-tenant: в училищата от { $tenant } общо се добавят { $count } членства в групи, които имат членове, при { $before } досега ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-groups-removed-per-school = groups-removed-per-school: изтрити групи в { $school }: { $count } от { $before }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-groups-removed-per-tenant = groups-removed-per-tenant: изтрити групи общо в училищата от { $tenant }: { $count } от { $before }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-groups-created-per-school = groups-created-per-school: нови групи наведнъж в { $school }: { $count }; прагът е { $limit }
    .hint = прегледайте шаблона, който ги създава; ако промяната е желана: { $agree }
refusal-groups-created-per-tenant = groups-created-per-tenant: нови групи наведнъж общо в училищата от { $tenant }: { $count }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-units-removed-per-school = units-removed-per-school: изтрити звена в { $school }: { $count } от { $before }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-units-removed-per-tenant = units-removed-per-tenant: изтрити звена общо в училищата от { $tenant }: { $count } от { $before }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-units-created-per-school = units-created-per-school: нови звена наведнъж в { $school }: { $count }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-units-created-per-tenant = units-created-per-tenant: нови звена наведнъж общо в училищата от { $tenant }: { $count }; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-unmanaged-units-left = unmanaged-units-left: в { $school } { $count } от { $before } души ще напуснат неуправлявани звена (звена: { $units }), а с тях и настройките им
    .hint = приемете звената с `adopt` или прегледайте настройките им; ако преместването е желано: { $agree }
refusal-people-moved-per-school = people-moved-per-school: от едно звено на { $school } в друго се преместват { $count } от { $before } души ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-people-moved-per-tenant = people-moved-per-tenant: в { $tenant } от едно звено на училището си в друго се преместват { $count } от { $before } души ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-unmanaged-licences-taken = unmanaged-licences-taken: в { $school } { $count } от { $before } души ще загубят или сменят лиценз, даден на ръка, преди училището да се управлява оттук
    .hint = първо приемете наличното, лицензи отнемайте после; ако е желано: { $agree }
refusal-licences-removed-per-school = licences-removed-per-school: отнети лицензи в { $school }: { $count } от { $before } ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-licences-removed-per-tenant = licences-removed-per-tenant: отнети лицензи общо в училищата от { $tenant }: { $count } от { $before } ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-licences-swapped-per-school = licences-swapped-per-school: { $count } от { $before } лиценза ({ $percent } %) на { $school } се сменят с друг от същото семейство; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-licences-swapped-per-tenant = licences-swapped-per-tenant: { $count } от { $before } лиценза ({ $percent } %) на училищата в { $tenant } общо се сменят с друг от същото семейство; прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-licences-added-per-school = licences-added-per-school: нови лицензи в { $school }: { $count } при { $before } досега ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-licences-added-per-tenant = licences-added-per-tenant: нови лицензи общо в училищата от { $tenant }: { $count } при { $before } досега ({ $percent } %); прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-forgotten-per-school = forgotten-per-school: от управление се извеждат { $count } от { $before } звена и групи ({ $percent } %) на { $school }; прагът е { $limit }
    .hint = премахнат ли е общ образец (layout), или ключове са изписани наново без `previously`? Ако промяната е желана: { $agree }
refusal-last-owner = last-owner: { $count ->
    [one] { $count } от групите на { $school } остава без собственик: { $groups }
   *[other] { $count } от групите на { $school } остават без собственик: { $groups }
}
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-administrators = administrators: { $count ->
    [one] { $count } промяна в { $school } засяга администратор: { $things }
   *[other] { $count } промени в { $school } засягат администратори: { $things }
}
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-groups-vanished = groups-vanished: { $school } губи всички свои групи ({ $count })
    .hint = върнете общия му образец (layout), посочете старите ключове в `previously` или закрийте училището с `decommission: true`; ако промяната е желана: { $agree }
refusal-school-vanished = school-vanished: { $school } беше описано досега, а вече го няма в нито един файл; никъде нищо не се изпълнява
    .hint = върнете файла му, посочете стария идентификатор в `previously` или закрийте училището с `decommission: true`; ако промяната е желана: { $agree }
refusal-ledger-is-new = ledger-is-new: { $count ->
    [one] един обект в { $tenant } носи
   *[other] { $count } обекта в { $tenant } носят
} знака на { $school }, а в този журнал няма изпълнение там
    .hint = отворете журнала, в който се пазят предишните изпълнения (RECONCILER_LEDGER_URL или reconciler:ledger); ако е изгубен, отклоненията, скорошните премахвания, изчезналите училища и отмяната започват наново с това изпълнение: { $agree }
refusal-tenant-unprobed = tenant-unprobed: това е първото прилагане в { $tenant }, а { $why ->
    [none] там още не е правена проба
    [old] последната проба е отпреди { $age } дни ({ $day }); прагът е { $limit } дни
   *[failed] пробата от { $day } показа, че не всичко е както трябва: { $failed }
}
    .hint = направете проба: reconciler doctor --probe --tenant { $tenant } --acknowledge probe:{ $tenant } --reason "…"; или, ако сте сигурни: { $agree }
refusal-tenant-left = tenant-left: всеки знак на { $school } в { $tenant } ще бъде махнат: { $units ->
    [one] { $units } звено
   *[other] { $units } звена
} и { $groups ->
    [one] { $groups } група
   *[other] { $groups } групи
}; те остават, както са, и след това reconciler не ги управлява
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-school-decommissioned = school-decommissioned: { $school } се закрива; ще бъдат премахнати { $units ->
    [one] { $units } звено
   *[other] { $units } звена
}, { $groups ->
    [one] { $groups } група
   *[other] { $groups } групи
} и { $licences ->
    [one] { $licences } лиценз
   *[other] { $licences } лиценза
}
    .hint = прегледайте плана; ако промяната е желана: { $agree }
refusal-roster-shrunk = roster-shrunk: списъкът на { $school } намаля от { $before } на { $now } { $of ->
    [principal] директори
    [teacher] учители
    [staff] души друг персонал
    [pupil] ученици
    [parent] родители
   *[all] души
} (с { $percent } % по-малко); прагът е { $limit }
    .hint = Пълен ли е експортът? Ако да: { $agree }
refusal-roster-partial = roster-partial: { $lacks ->
    [role] в списъка на { $school } вече няма никого с роля „{ $role }“
    [classes] в списъка на { $school } вече няма никого в паралелки, които имаше: { $names }
   *[pupils] { $count } от { $before } ученици ({ $percent } %) в списъка на { $school } не са в никоя паралелка; прагът е { $limit }
}
    .hint = Пълен ли е експортът? Ако да: { $agree }
refusal-roster-older = roster-older: списъкът на { $school } е { $of ->
    [year] за по-ранна учебна година: свършва през { $now }, а при последното прилагане през { $was }
   *[day] по-стар от последния приложен: от { $now }, а той беше от { $was }
 }
    .hint = сложете най-новия експорт на мястото му или потвърдете: { $agree }
refusal-roster-stale = roster-stale: списъкът на { $school } е отпреди { $count } дни ({ $exported }); прагът е { $limit } дни
    .hint = експортирайте списъка наново или потвърдете: { $agree }
refusal-people-between-schools = people-between-schools: { $count } от { $before } души ({ $percent } %) в списъка на { $school } досега бяха в друго училище; прагът е { $limit }
    .hint = За това училище ли е списъкът? Ако да: { $agree }
refusal-staff-pupil-crossing = staff-pupil-crossing: { $count ->
    [one] { $count } човек в { $school } преминава от учениците към персонала или обратно, или попада в общо звено с тях
   *[other] { $count } души в { $school } преминават от учениците към персонала или обратно, или попадат в общо звено с тях
}
    .hint = проверете ролите им в списъка и кой влиза в звената; ако са верни: { $agree }
guard-recent = през последните дни са премахнати { $count } от тях; те също се броят
guard-agree-command = reconciler apply --acknowledge { $name } --reason "…"
guard-agree-job = задачата „decide“ с { $name }, отпечатъка до него в таблицата и причина
guard-agree-pulumi = pulumi config set reconciler:acknowledge { $name }, а причината: pulumi config set reconciler:reason "…"
