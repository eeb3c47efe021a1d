# Командният ред.

cli-faults = { $count ->
    [one] една грешка
   *[other] { $count } грешки
}
cli-nothing-sent = В никой домейн нищо не е променено: според журнала това изпълнение не е изпратило нищо.
cli-sent = Изпълнение { $run } изпрати { $sent ->
    [one] една промяна
   *[other] { $sent } промени
}, от тях успешно приложени: { $applied }{ $open ->
    [0] {""}
   *[other] ; без получен отговор: { $open }
}. `reconciler history show { $run }` ги показва.
cli-stopped = Спряно със сигнал: повече нищо не се изпраща.
cli-again = За да продължите, изпълнете отново: { $command }
cli-no-contacts = В municipality.yaml няма contacts:, затова в справките не се посочва телефон за въпроси: добавете contacts: {"{"}city: …, city-it: …{"}"} с телефон или адрес на служба
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
} за { $seconds } s: { $calls } извиквания в { $requests } заявки; памет до { $memory } MB.
cli-applied = Приложено и прегледано отново за { $seconds } s; памет до { $memory } MB.
cli-unread = След изпълнението за { $tenant } не се знае нищо: не беше прочетен отново.
cli-export-watched = { $tenant }: { $school } тук само се наблюдава; файлът му е за { $managed }
cli-exported = { $tenant }: записан е { $file } по общия образец { $layout }; описани обекти: { $entries }; записани хора в списъци: { $size }, от тях по вписани правила: { $written }, още по предложения: { $proposed }
cli-proposals = { $count ->
    [0] Няма предложения: което обяснява списък, вече е вписано, или нищо не го обяснява.
   *[other] Предложения: { $count }. По ред: кой би влязъл и излязъл, колко души посочва вярно, път за --take.
}
cli-certified = Докато тези редове от списъка на сертифицираните учители не бъдат поправени или изтрити, никой не губи това, за което се иска сертификат; добавянето продължава.
cli-ask = Да се приложи ли този план? За потвърждение напишете „да“:
cli-why-converged = В домейна е, както е описано.
cli-why-change = По плана има промяна ({ $action }, { $items ->
    [one] един елемент
   *[other] { $items } елемента
}): { $reason }.
cli-why-unknown = Не беше сравнено: { $reason }.
cli-generated = Записани са списъците в { $folder }. Училища: { $schools } ({ $pupils } ученици, { $teachers } учители); домейни: { $tenants }.
cli-simulator-started = Симулаторът работи на { $address }; домейни: { $tenants }.
cli-simulator-stopped = Симулаторът е спрян; състоянието му е запазено.
cli-simulator-not-running = Симулаторът не работи.
cli-simulator-google-sign-in = Google: който и да е ключ на NAME@ALIAS.iam.gserviceaccount.com или ключ, който действа от името на администратор
cli-simulator-app = Microsoft: приложение { $name } или { $id }, каква да е парола: { $roles }
cli-no-command = Командата „{ $command }“ не може да се изпълни.
cli-wrote = Записан файл: { $file }
cli-init-kit = От какво да се започне
cli-init-name = Име на общината на „{ $language }“
cli-init-clouds = Кои облачни платформи имат училищата
cli-init-tenants = По един домейн за всяко училище (each) или общ за няколко (shared)
cli-init-rosters = Откъде са поименните списъци
cli-init-host = Къде се преглеждат промените
cli-init-wrote = Записани файлове: { $count }, в { $folder }:
cli-init-file-municipality = вълни, видове лицензи, защити; започнете оттук
cli-init-file-school = общото за всички училища
cli-init-stack = истинските домейни, засега само се наблюдават
cli-init-file-readme = една страница: кое къде е
cli-init-translate = В началния набор няма текстове на { $languages }: имената там са на английски. Преведете ги в { $files }; коментар във всеки файл го напомня.
cli-init-reports = Отчетите и съобщенията са само на български и английски.
cli-init-next =
    Следват:
    {"  "}cd { $folder }
    {"  "}reconciler simulator new      измислени хора и двете платформи на тази машина: нищо не излиза от нея
    {"  "}reconciler simulator start
    {"  "}reconciler plan               какво ще променят файловете ви там
fault-init-not-empty = папката { $folder } не е празна
    .hint = посочете нова папка; съществуващ проект не се презаписва
fault-init-language = „{ $code }“ не е код на език
    .hint = { $near ->
        [none] кодовете са по ISO 639-1, например bg или en
       *[other] може би „{ $near }“ ({ $called })?
    }
fault-init-name = „{ $text }“ не е име
    .hint = напишете ЕЗИК=ИМЕ, например --name "bg=Община Долина"
fault-sandbox-exists = в { $folder } вече има пробна среда
    .hint = за да я изтриете и да направите нова: reconciler simulator new --replace
fault-no-sandbox = в { $folder } няма пробна среда
    .hint = направете я: reconciler simulator new
fault-school-invented = { $school } вече е в пробната среда
    .hint = хората и домейнът му остават, както са; за изцяло нова среда: reconciler simulator new --replace
fault-no-world = симулаторът не може да измисли това: { $problem }
    .hint = измислено училище живее в един домейн от стека
cli-upgraded = { $count ->
    [0] Няма какво да се променя: всички файлове са за тази версия.
    [one] Променен е 1 файл. Прегледайте го с git diff, после: reconciler validate
   *[other] Променени файлове: { $count }. Прегледайте ги с git diff, после: reconciler validate
}
cli-report-written = Отчетът е записан в { $file }.
cli-report-of = Отчет от { $day }.
fault-report-needs-folder = отчет във вид „{ $format }“ се записва само в папка
    .hint = посочете я с --out FOLDER
fault-no-report = няма запазен отчет от { $day } или по-рано за стек „{ $stack }“
    .hint = всяко прилагане и всяко `reconciler report --keep` за всички училища запазва отчет за деня
fault-not-a-report = { $file } не е отчет от тази версия (при { $at })
    .hint = направете нов отчет: reconciler report

cli-owners = Училища с одобряващи в { $file }: { $count }.
fault-no-project = няма Pulumi.yaml в { $folder } или над нея
    .hint = изпълнете командата в папката на проекта или под нея или посочете --project ПАПКА; за нов проект: reconciler init ПАПКА
fault-no-stack = няма стек „{ $stack }“
    .hint = { $count ->
        [0] в този проект няма файл stacks/Pulumi.STACK.yaml
       *[other] стековете тук: { $known }
    }
fault-no-pseudonym-key = няма ключ за псевдоними: нито файл { $file }, нито променлива { $variable }
    .hint = запишете там дълга случайна стойност и я пазете: с друг ключ одобренията вече не важат
fault-unknown-name = няма { $what ->
    [school] училище
    [tenant] домейн
   *[wave] вълна
} „{ $name }“
    .hint = { $near ->
        [none] има: { $known }
       *[other] може би „{ $near }“? Има: { $known }
    }
fault-bad-address = „{ $address }“ не е адрес
    .hint = пише се домейн/училище/вид/ключ; видовете са { $kinds }
fault-not-declared = за { $address } нищо не е описано
fault-not-confirmed = няма потвърждение „да“, затова нищо не е променено
    .hint = без терминал добавете --yes; `reconciler apply` приема и --expect с одобрения отпечатък
fault-simulator-away = симулаторът не работи
    .hint = пуска се с: reconciler simulator start; съобщенията му са в { $log }

fault-weak-pseudonym-key = ключът за псевдоними в { $where } е { $length } байта, нужни са поне { $least }
    .hint = направете дълъг случаен ключ и го пазете: с друг ключ одобренията вече не важат
fault-file-trouble = { $file }: { $problem }
fault-no-output = стандартният изход не приема нищо повече: { $problem }
    .hint = изведеното не е цяло и кодът за изход се отнася само за това
fault-unknown-guard = няма защита с име „{ $name }“
    .hint = защитите са { $known }; пише се ИМЕ или ИМЕ:УЧИЛИЩЕ

reason-why-written = { $kind } „{ $key }“: описано на { $place }
reason-why-item = { $field }: { $audience }: { $count ->
    [one] един човек
   *[other] { $count } души
} в списъка за { $year }, { $matched } с акаунт ({ $place })
reason-why-group-item = { $field }: групата „{ $group }“ ({ $place })
reason-why-address-item = { $field }: изписан адрес ({ $place })
reason-why-held = никой не се премахва, докато не е ясно за кого { $count ->
    [one] е този ред
   *[other] са тези редове
}: { $rows }
reason-why-two-schools-placed-here = { $count ->
    [one] един от тях е
   *[other] { $count } от тях са
} и в { $schools }, а разпределението по звена се определя тук: това училище е първо в списъка
reason-why-two-schools-placed-there = { $count ->
    [one] за един от тях
   *[other] за { $count } от тях
} разпределението по звена се определя в { $schools }, а не тук: онова училище е първо в списъка
reason-why-two-schools-placed-nowhere = { $count ->
    [one] един от тях е
   *[other] { $count } от тях са
} и в { $schools } и не се { $count ->
    [one] премества
   *[other] преместват
}: в списъците няма едно първо училище
reason-why-two-schools-in-each = { $count ->
    [one] един от тях е
   *[other] { $count } от тях са
} и в { $schools }: в групите всяко училище брои своите хора
reason-why-two-schools-licensed-here = { $count ->
    [one] на един от тях лицензът се полага
   *[other] на { $count } от тях лицензът се полага
} и в { $schools }: лицензът е един и се дава тук, защото идентификаторът на това училище е пръв
reason-why-two-schools-licensed-there = { $count ->
    [one] на един от тях лицензът се дава
   *[other] на { $count } от тях лицензът се дава
} в { $schools }, чийто идентификатор е пръв: лицензът е един
reason-why-nobody = { $field }: никой, описано е празно
reason-why-not-managed = { $field }: не се управлява
reason-why-setting = { $setting }: { $value }
reason-why-through = дава се чрез групата „{ $group }“
cli-no-rosters-for-pupils = Тук няма четими списъци, затова не е проверено дали някой файл посочва ученик.
fault-no-shell = коя обвивка (shell) използвате?
    .hint = посочете я: reconciler completion с една от { $known }
cli-docs-next = За да прочетете някоя: reconciler docs СТРАНИЦА
cli-completion-next = Работи в следващия терминал: напишете reconciler plan --school и натиснете Tab.
