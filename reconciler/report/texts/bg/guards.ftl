### Защити: всеки отказ с числата си, предела и начина да се продължи.

refusal-members-removed-per-group = members-removed-per-group: { $limit ->
    [unread] никой не може да каже колко души биха напуснали групата „{ $thing }“ на { $school }: членовете на това, което би отпаднало, не са прочетени
   *[other] { $count } от { $before } членове ({ $percent } %) биха напуснали групата „{ $thing }“ на { $school }, пределът е { $limit }
}
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-removed-per-group:{ $school } --reason "…"
refusal-members-removed-per-school = members-removed-per-school: { $school } би загубило { $count } от { $before } членства ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-removed-per-school:{ $school } --reason "…"
refusal-members-removed-per-tenant = members-removed-per-tenant: училищата в { $tenant } заедно биха загубили { $count } от { $before } членства ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-removed-per-tenant:{ $tenant } --reason "…"
refusal-members-added-per-group = members-added-per-group: { $count } членове биха се добавили към { $before } в групата „{ $thing }“ на { $school } ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-added-per-group:{ $school } --reason "…"
refusal-members-added-per-school = members-added-per-school: { $school } би получило { $count } нови членства в групи с членове при { $before } досега ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-added-per-school:{ $school } --reason "…"
refusal-members-added-per-tenant = members-added-per-tenant: училищата в { $tenant } заедно биха получили { $count } нови членства в групи с членове при { $before } досега ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge members-added-per-tenant:{ $tenant } --reason "…"
refusal-groups-removed-per-school = groups-removed-per-school: { $school } би загубило { $count } от { $before } групи, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge groups-removed-per-school:{ $school } --reason "…"
refusal-groups-removed-per-tenant = groups-removed-per-tenant: училищата в { $tenant } заедно биха загубили { $count } от { $before } групи, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge groups-removed-per-tenant:{ $tenant } --reason "…"
refusal-groups-created-per-school = groups-created-per-school: { $school } би получило { $count } нови групи наведнъж, пределът е { $limit }
    .hint = вижте шаблона, който ги създава; ако е нарочно, повторете с --acknowledge groups-created-per-school:{ $school } --reason "…"
refusal-groups-created-per-tenant = groups-created-per-tenant: училищата в { $tenant } заедно биха получили { $count } нови групи наведнъж, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge groups-created-per-tenant:{ $tenant } --reason "…"
refusal-units-removed-per-school = units-removed-per-school: { $school } би загубило { $count } от { $before } единици, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge units-removed-per-school:{ $school } --reason "…"
refusal-units-removed-per-tenant = units-removed-per-tenant: училищата в { $tenant } заедно биха загубили { $count } от { $before } единици, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge units-removed-per-tenant:{ $tenant } --reason "…"
refusal-units-created-per-school = units-created-per-school: { $school } би получило { $count } нови единици наведнъж, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge units-created-per-school:{ $school } --reason "…"
refusal-units-created-per-tenant = units-created-per-tenant: училищата в { $tenant } заедно биха получили { $count } нови единици наведнъж, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge units-created-per-tenant:{ $tenant } --reason "…"
refusal-people-moved-per-school = people-moved-per-school: { $count } от { $before } души ({ $percent } %) в { $school } биха се преместили от една единица на училището в друга, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge people-moved-per-school:{ $school } --reason "…"
refusal-people-moved-per-tenant = people-moved-per-tenant: { $count } от { $before } души ({ $percent } %) в { $tenant } биха се преместили от една единица на училището си в друга, пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge people-moved-per-tenant:{ $tenant } --reason "…"
refusal-licences-removed-per-school = licences-removed-per-school: { $school } би загубило { $count } от { $before } лиценза ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge licences-removed-per-school:{ $school } --reason "…"
refusal-licences-removed-per-tenant = licences-removed-per-tenant: училищата в { $tenant } заедно биха загубили { $count } от { $before } лиценза ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge licences-removed-per-tenant:{ $tenant } --reason "…"
refusal-licences-swapped-per-school = licences-swapped-per-school: { $count } от { $before } лиценза ({ $percent } %) на { $school } биха били сменени с друг от същото семейство, прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана, повторете командата с --acknowledge licences-swapped-per-school:{ $school } --reason "…"
refusal-licences-swapped-per-tenant = licences-swapped-per-tenant: { $count } от { $before } лиценза ({ $percent } %) на училищата в { $tenant } общо биха били сменени с друг от същото семейство, прагът е { $limit }
    .hint = прегледайте плана; ако промяната е желана, повторете командата с --acknowledge licences-swapped-per-tenant:{ $tenant } --reason "…"
refusal-licences-added-per-school = licences-added-per-school: { $school } би получило { $count } нови лиценза при { $before } досега ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge licences-added-per-school:{ $school } --reason "…"
refusal-licences-added-per-tenant = licences-added-per-tenant: училищата в { $tenant } заедно биха получили { $count } нови лиценза при { $before } досега ({ $percent } %), пределът е { $limit }
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge licences-added-per-tenant:{ $tenant } --reason "…"
refusal-forgotten-per-school = forgotten-per-school: { $count } от { $before } единици и групи ({ $percent } %) на { $school } биха останали без нашия знак, пределът е { $limit }
    .hint = отпаднала ли е схема (layout), или ключове са изписани наново без `previously`? Ако е нарочно, повторете с --acknowledge forgotten-per-school:{ $school } --reason "…"
refusal-last-owner = last-owner: { $count ->
    [one] { $count } от групите на { $school } би останала без собственик: { $groups }
   *[other] { $count } от групите на { $school } биха останали без собственик: { $groups }
}
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge last-owner:{ $school } --reason "…"
refusal-administrators = administrators: { $count ->
    [one] { $count } промяна в { $school } засяга администратор: { $things }
   *[other] { $count } промени в { $school } засягат администратори: { $things }
}
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge administrators:{ $school } --reason "…"
refusal-groups-vanished = groups-vanished: { $school } би загубило всички свои групи ({ $count })
    .hint = върнете схемата му (layout), кажете `previously` или закрийте училището с `decommission: true`; ако е нарочно, повторете с --acknowledge groups-vanished:{ $school } --reason "…"
refusal-school-vanished = school-vanished: { $school } беше обявено досега, а вече не е в никой манифест; никъде нищо не се изпълнява
    .hint = върнете манифеста, кажете `previously` или закрийте училището с `decommission: true`; ако е нарочно, повторете с --acknowledge school-vanished:{ $school } --reason "…"
refusal-school-decommissioned = school-decommissioned: { $count ->
    [one] { $school } се закрива: ще отпадне { $count } единица, група или лиценз
   *[other] { $school } се закрива: ще отпаднат { $count } единици, групи и лицензи
}
    .hint = прочетете плана; ако е нарочно, повторете с --acknowledge school-decommissioned:{ $school } --reason "…"
refusal-roster-shrunk = roster-shrunk: списъкът на { $school } намаля от { $before } на { $now } { $of ->
    [principal] директори
    [teacher] учители
    [staff] административни служители
    [pupil] ученици
    [parent] родители
   *[all] души
} ({ $percent } % по-малко), пределът е { $limit }
    .hint = пълен ли е изнесеният списък? Ако е, повторете с --acknowledge roster-shrunk:{ $school } --reason "…"
refusal-roster-partial = roster-partial: { $lacks ->
    [role] в списъка на { $school } вече няма никого с ролята { $role }
    [classes] в списъка на { $school } вече няма никого в паралелки, които имаше: { $names }
   *[pupils] { $count } от { $before } ученици ({ $percent } %) в списъка на { $school } не са в никоя паралелка, пределът е { $limit }
}
    .hint = пълен ли е изнесеният списък? Ако е, повторете с --acknowledge roster-partial:{ $school } --reason "…"
refusal-roster-older = roster-older: списъкът на { $school } е { $of ->
    [year] за по-ранна учебна година: свършва през { $now }, а при последното прилагане през { $was }
   *[day] по-стар от последния приложен: от { $now }, а той беше от { $was }
 }
    .hint = сложете най-новия експорт на мястото му; или повторете с --acknowledge roster-older:{ $school } --reason "…"
refusal-roster-stale = roster-stale: списъкът на { $school } е от преди { $count } дни ({ $exported }), пределът е { $limit } дни
    .hint = изнесете списъка наново; или повторете с --acknowledge roster-stale:{ $school } --reason "…"
refusal-people-between-schools = people-between-schools: { $count } от { $before } души ({ $percent } %) в списъка на { $school } досега бяха в друго училище, пределът е { $limit }
    .hint = на това училище ли е списъкът? Ако е, повторете с --acknowledge people-between-schools:{ $school } --reason "…"
refusal-staff-pupil-crossing = staff-pupil-crossing: { $count ->
    [one] { $count } човек в { $school } би преминал между ученици и персонал или би бил в една единица с другите
   *[other] { $count } души в { $school } биха преминали между ученици и персонал или биха били в една единица с другите
}
    .hint = вижте ролите им в списъка и кого държат единиците; ако е вярно, повторете с --acknowledge staff-pupil-crossing:{ $school } --reason "…"
refusal-recent = { $count } от тях отпаднаха през последните дни и също се броят
