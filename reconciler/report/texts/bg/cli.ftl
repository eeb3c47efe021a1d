# Командният ред.

cli-faults = { $count ->
    [one] една грешка; в никой домейн нищо не е променено
   *[other] { $count } грешки; в никой домейн нищо не е променено
}
cli-valid = { $schools ->
    [one] Едно училище
   *[other] { $schools } училища
} в { $tenants ->
    [one] един домейн
   *[other] { $tenants } домейна
}: няма грешки.
cli-looking = Преглед
cli-applying = Прилагане
cli-looked = { $tenants ->
    [one] Прегледан е един домейн
   *[other] Прегледани са { $tenants } домейна
} за { $seconds } s: { $calls } обръщения в { $requests } заявки; най-много памет { $memory } MB.
cli-applied = Приложено и прегледано отново за { $seconds } s; най-много памет { $memory } MB.
cli-unread = След изпълнението за { $tenant } не се знае нищо: не можа да се прочете отново.
cli-certified = { $count ->
    [one] Един човек от списъка на сертифицираните го няма в никой списък; може би е напуснал.
   *[other] { $count } души от списъка на сертифицираните ги няма в никой списък; може би са напуснали.
}
cli-ask = Да се приложи ли? Само „да“ го прави.
cli-why-converged = В домейна е, както е обявено.
cli-why-change = Планът има промяна за него ({ $action }, { $items ->
    [one] един елемент
   *[other] { $items } елемента
}): { $reason }.
cli-why-unknown = Не можа да се сравни: { $reason }.
cli-generated = Записани са списъците на { $schools } училища ({ $pupils } ученици, { $teachers } учители) и { $tenants } домейна в { $folder }.
cli-simulator-started = Симулаторът обслужва { $tenants } домейна на { $address }.
cli-simulator-stopped = Симулаторът е спрян; състоянието му е запазено.
cli-simulator-not-running = Симулаторът не работи.
cli-no-command = Командата „{ $command }“ не може да се изпълни.
cli-report-written = Записан е { $file }.

fault-no-project = няма Pulumi.yaml в { $folder } или над нея
    .hint = изпълнете командата в копие на хранилището на общината
fault-no-stack = няма стек „{ $stack }“
    .hint = стековете тук: { $known }
fault-no-pseudonym-key = няма ключ за псевдоними: нито файл { $file }, нито променлива { $variable }
    .hint = сложете там дълга случайна тайна и я пазете: смени ли се, одобренията отпадат
fault-unknown-name = няма { $what ->
    [school] училище
    [tenant] домейн
   *[wave] вълна
} „{ $name }“
fault-bad-address = „{ $address }“ не е адрес
    .hint = пише се домейн/училище/вид/ключ; видовете са { $kinds }
fault-not-declared = под { $address } нищо не е обявено
fault-not-confirmed = никой не каза „да“, затова нищо не е променено
    .hint = без терминал използвайте --yes или --expect с одобрения отпечатък
fault-simulator-away = симулаторът не работи
    .hint = пуска се с: reconciler simulator start; какво е казал сам, е в { $log }

fault-weak-pseudonym-key = ключът за псевдоними в { $where } е { $length } байта, нужни са поне { $least }
    .hint = направете дълъг случаен ключ и го пазете: смени ли се, одобренията отпадат
fault-file-trouble = { $file }: { $problem }
fault-unknown-guard = „{ $name }“ не е име на предпазител
    .hint = предпазителите са { $known }; пише се ИМЕ или ИМЕ:УЧИЛИЩЕ

reason-why-written = { $kind } „{ $key }“ е обявено на { $place }
reason-why-item = { $field }: { $audience }: { $count ->
    [one] един човек
   *[other] { $count } души
} в списъка за { $year }, { $matched } с акаунт ({ $place })
reason-why-group-item = { $field }: групата „{ $group }“ ({ $place })
reason-why-address-item = { $field }: изписан адрес ({ $place })
reason-why-nobody = { $field }: никой, нарочно
reason-why-not-managed = { $field }: не се управлява
reason-why-setting = { $setting }: { $value }
reason-why-through = дава се чрез групата „{ $group }“
cli-no-rosters-for-pupils = Тук няма четими списъци, затова не е проверено дали някой файл посочва ученик.
