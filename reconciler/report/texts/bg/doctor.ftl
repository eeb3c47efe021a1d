### `reconciler doctor`: какво позволява един домейн и какво липсва, с думите на този, който може да го уреди.

doctor-looking = Проверка
doctor-project = Този проект
doctor-tenant = { $tenant } · { $vendor ->
    [google] Google Workspace
   *[microsoft] Microsoft 365
} · { $domain }
doctor-state-ok = наред
doctor-state-missing = ЛИПСВА
doctor-state-unknown = неизвестно
doctor-count = { $count ->
    [one] { $count } нещо
   *[other] { $count } неща
}
doctor-uses = без това няма { $uses }
doctor-use-plan = план
doctor-use-apply = прилагане
doctor-use-drift = данни кой е направил ръчна промяна
doctor-who-city = екипът на общината
doctor-who-administrator = администраторът на училището
doctor-who-vendor = поддръжката на Google или Microsoft
doctor-ask = уредете липсващото по-горе и изпълнете командата отново
doctor-summary = { $tenants ->
    [one] { $tenants } домейн
   *[other] { $tenants } домейна
}: наред { $ok }, липсва { $missing }, неизвестно { $unknown }.
doctor-about-unknown = Неизвестното не е грешка: програмата не иска повече права, отколкото са нужни за план. На всеки ред пише къде да се погледне.

## Проектът

doctor-files = файловете на { $count ->
    [one] { $count } училище
   *[other] { $count } училища
}
    .missing = { $count ->
    [one] { $count } грешка, заради която не може да се направи план:
   *[other] { $count } грешки, заради които не може да се направи план:
}
    .step = поправете всеки от тези редове; `reconciler validate` ги проверява отново
doctor-key = тайният ключ на общината
    .missing = без него не може да се направи план:
    .step = сложете същия ключ, който ползват всички задачи, където пише в съобщението
doctor-ledger = журналът на изпълненията
    .missing = не може да се ползва:
    .step = вижте “The ledger” в docs/operations.md; планът и прилагането ползват една и съща база данни
doctor-ledger-role = правото за запис в журнала
    .missing = тази задача може само да го чете: стига за план и за отклонения, но не и за прилагане
    .step = дайте на задачата, която прилага, собственика на базата, чрез нейния собствен RECONCILER_LEDGER_URL
doctor-rosters = списъците с хора: { $count ->
    [one] { $count } училище
   *[other] { $count } училища
}
    .missing = нито един списък не може да се ползва:
    .step = поправете списъците или ги експортирайте отново; `reconciler roster check ФАЙЛ` проверява един от тях
doctor-roster = списъкът на { $school }
    .missing = { $why ->
        [none] няма го, затова никой от училището не се добавя, мести или премахва
        [old] той е отпреди { $age } дни, а прагът е { $limit } дни
       *[broken] не може да се ползва, затова никой от училището не се добавя, мести или премахва:
    }
    .step = експортирайте го отново от системата на училището и го сложете при другите списъци
doctor-clock = часовникът на тази машина
    .missing = { $seconds ->
        [none] грешката му е толкова голяма, че доставчикът отказва вход
       *[other] грешката му е { $seconds } секунди, а при повече от няколко минути Google и Microsoft отказват вход
    }
    .unknown = не е получен час за сравнение
    .step = включете синхронизирането на часа (NTP) на машината, на която се изпълнява командата

## Вход

doctor-credentials = данните, с които програмата влиза
    .missing = { $why ->
        [unread] не могат да се прочетат на тази машина
        [expired-key] срокът на тайния ключ (client secret) на приложението { $client } е изтекъл
        [no-federation] приложението { $client } не приема самоличността на тази задача
       *[other] не са познати на доставчика
    }
    .step = { $why ->
        [expired-key] направете нов таен ключ на entra.microsoft.com, App registrations, това приложение, Certificates & secrets, и го сложете, където пише във файла на стека; самоличността на задача не изтича (docs/operations.md, Microsoft)
        [no-federation] на entra.microsoft.com, App registrations, това приложение, Certificates & secrets, “Federated credentials”: issuer, subject и audience трябва да са точно тези на задачата (docs/operations.md, Microsoft)
       *[other] проверете `credentials` във файла на стека и дали посоченият ключ, таен файл или самоличност на задачата съществува и е правилният
    }
doctor-reached = отговор от доставчика
    .missing = { $number ->
        [none] няма отговор, който да може да се ползва
       *[other] Microsoft не пуска програмата; номерът на отказа е { $number }
    }
    .unknown = няма отговор, който да може да се ползва:
    .step = { $number ->
        [none] проверете дали тази машина има връзка с интернет и опитайте пак след няколко минути; ако не помогне, обърнете се към поддръжката
       *[other] вижте какво значи номерът на https://login.microsoftonline.com/error?code={ $number } и опитайте пак след няколко минути; ако не помогне, обърнете се към поддръжката
    }
doctor-signing-role = правото за вход като служебния акаунт { $account }
    .missing = този, който изпълнява командата, не може да влиза от негово име
    .step = дайте му роля “Service Account Token Creator” за този акаунт:
        gcloud iam service-accounts add-iam-policy-binding { $account } --member=WHO --role=roles/iam.serviceAccountTokenCreator
doctor-delegation = разрешение програмата да работи в домейна на училището
    .missing = още никой не го е дал
    .step = 1. Отворете този адрес и влезте като главен администратор на училището (super administrator):
        { $link }
        2. Натиснете “Add new” („Добавяне на нов“), освен ако вече е отворен прозорец с две полета. В тях трябва да пише:
        Client ID: { $client ->
            [none] числото, което ви праща общината (за { $account })
           *[other] { $client }
        }
        OAuth scopes (един дълъг ред, без да променяте нищо): { $scopes }
        3. Натиснете “Authorize” („Упълномощаване“) и съобщете на общината, че е готово. Може да мине до един ден, докато подейства.
doctor-scope = разрешение да { $plain }
    .missing = няма го в списъка на училището (Google го нарича { $short })
    .step = 1. Отворете този адрес и влезте като главен администратор на училището (super administrator):
        { $link }
        2. Ако не се отвори прозорец с две полета, намерете реда с Client ID { $client ->
            [none] – числото, което ви праща общината (за { $account }) –
           *[other] { $client }
        } и натиснете “Edit”. В OAuth scopes трябва да пише (един дълъг ред, вместо това, което е там): { $scopes }
        3. Натиснете “Authorize” („Упълномощаване“) и съобщете на общината, че е готово. Може да мине до един ден, докато подейства.
doctor-subject = акаунтът { $subject }, от чието име работи програмата
    .missing = няма го или е временно спрян
    .step = създайте го на https://admin.google.com/ac/users (“Add new user”) или го изберете там и натиснете “Reactivate”; не е нужно някой да влиза с него. Адресът му трябва да е точно този. После съобщете на общината, че е готово
doctor-subject-role = администраторска роля на { $subject }
    .missing = акаунтът е обикновен и Google не му показва нищо
    .step = 1. Отворете https://admin.google.com/ac/roles, натиснете “Create new role” и я наречете “reconciler”.
        2. В “Admin API privileges” отметнете: Organization Units – Read, Create, Update, Delete; Users – Read, а в Update “Move Users”; Groups – всичко. В “Services” отметнете License Management и Reports.
        3. Натиснете “Assign users”, въведете { $subject } и съобщете на общината, че е готово.
doctor-privilege = правото на { $subject } да { $plain }
    .missing = администраторската му роля не го позволява
    .unknown = { $why ->
        [above] не може да се провери заради нещо друго, което липсва в този списък
       *[optional] Google показва това само с допълнителното разрешение { $optional }
    }
    .step = 1. Отворете https://admin.google.com/ac/roles, изберете ролята на този акаунт и натиснете “Privileges”.
        2. Отметнете { $permission ->
            [ORGANIZATION_UNITS_RETRIEVE] Admin API privileges, Organization Units, “Read”
            [ORGANIZATION_UNITS_CREATE] Admin API privileges, Organization Units, “Create”
            [ORGANIZATION_UNITS_UPDATE] Admin API privileges, Organization Units, “Update”
            [ORGANIZATION_UNITS_DELETE] Admin API privileges, Organization Units, “Delete”
            [USERS_RETRIEVE] Admin API privileges, Users, “Read”
            [USERS_MOVE] Admin API privileges, Users, Update, “Move Users”
            [GROUPS_RETRIEVE] Admin API privileges, Groups, “Read”
            [GROUPS_CREATE] Admin API privileges, Groups, “Create”
            [GROUPS_UPDATE] Admin API privileges, Groups, “Update”
            [GROUPS_DELETE] Admin API privileges, Groups, “Delete”
            [LICENSES] Services, “License Management”
           *[other] Services, “Reports”
        }, натиснете “Save” и съобщете на общината, че е готово.
    .ask = { $why ->
        [above] уредете липсващото по-горе и изпълнете командата отново
       *[optional] вижте на https://admin.google.com/ac/roles какво позволява ролята на този акаунт (docs/permissions.md изброява нужното); или добавете https://www.googleapis.com/auth/{ $optional } към реда на програмата на https://admin.google.com/ac/owl/domainwidedelegation и ще се покаже тук
    }
doctor-api = { $plain } в проекта на общината в Google Cloud
    .missing = изключен е
    .unknown = не може да се провери заради нещо липсващо по-горе
    .step = изпълнете това веднъж, за всички училища:
        gcloud services enable { $permission } --project { $project }
doctor-customer = номерът на домейна във файла на стека ({ $customer })
    .missing = доставчикът познава този домейн под друг номер
    .step = поправете `customer` (Google: admin.google.com, Account → Account settings, “Customer ID”) или `tenantId` (Microsoft: entra.microsoft.com, Overview, “Tenant ID”) на този домейн във файла на стека
doctor-consent = одобрението от училището за програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}
    .missing = още никой от училището не го е дал
    .step = отворете този адрес, влезте като администратор на училището (роля Global Administrator или Privileged Role Administrator), прочетете какво се иска и натиснете “Accept”; после съобщете на общината, че е готово:
        { $link }
doctor-app-disabled = програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, включена в училището
    .missing = някой от училището я е изключил
    .step = 1. Отворете https://entra.microsoft.com и влезте като администратор на училището (роля Global Administrator или Cloud Application Administrator).
        2. Вляво изберете “Enterprise applications” и потърсете { $client }.
        3. Изберете програмата, после “Properties”, задайте “Yes” на “Enabled for users to sign-in?”, натиснете “Save” и съобщете на общината, че е готово.
doctor-access-policy = възможност програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, да влиза
    .missing = правило на училището (Conditional Access) я спира
    .step = 1. Отворете https://entra.microsoft.com и влезте като администратор на училището (роля Global Administrator или Conditional Access Administrator).
        2. Вляво изберете “Conditional Access”, после “Sign-in logs” и “Service principal sign-ins”; последният неуспешен ред на { $client } посочва правилото.
        3. Отворете това правило, в “Users or workload identities”, “Exclude”, добавете програмата, натиснете “Save” и съобщете на общината, че е готово.
doctor-permission = разрешение програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, да { $plain }
    .missing = одобрението от училището не го включва ({ $short })
    .unknown = от отговора на доставчика не се разбира ({ $short })
    .step = първо екипът на общината добавя { $short } към разрешенията на програмата (docs/permissions.md); после отворете този адрес, влезте като администратор на училището и натиснете пак “Accept”; после съобщете на общината, че е готово:
        { $link }

## Какво има в домейна

doctor-domain = { $domain } като основен домейн
    .missing = основен е друг домейн, затова групите ще получат адреси в него
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = направете го основен (Microsoft: admin.microsoft.com, Settings → Domains, “Set as default”) или поправете `domain` във файла на стека
    .ask = вижте в admin.microsoft.com, Settings → Domains, кой домейн е основен (default)
doctor-product = лицензът „{ $product }“
    .missing = доставчикът няма такъв продукт в този домейн
    .step = проверете как се нарича продуктът в `products` в municipality.yaml и дали училището го е закупило
doctor-seats = колко лиценза „{ $product }“ са закупени
    .missing = { $said ->
        [unsaid] във файла на стека не пише; закупени са { $bought }
        [none] във файла на стека не пише, а Google не го показва
       *[other] във файла на стека пише { $said }, а закупени са само { $bought }
    }
    .unknown = не може да се прочете заради нещо липсващо по-горе
    .step = напишете закупения брой в `seats` на този домейн във файла на стека
doctor-p1 = Entra ID P1, нужен за лицензи чрез група
    .missing = никой продукт в този домейн не го включва, а във файл се дава лиценз чрез група
    .unknown = не може да се прочете заради нещо липсващо по-горе
    .step = дайте лиценза направо на хората (махнете `through` от файла) или закупете продукт с Entra ID P1, например Microsoft 365 A3
doctor-quota = дневните и минутните ограничения на доставчика
    .missing = доставчикът отказа част от тези въпроси, защото вече са зададени твърде много
    .step = изчакайте до утре и вижте кой още пита от името на същия проект; от Google може да се поиска повече в IAM & Admin → Quotas
doctor-objects = възможност за още групи в домейна
    .missing = вече има { $used } от { $total } обекта
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = изтрийте ненужното или поискайте от Microsoft повече
    .ask = в обикновено училище не е нужно нищо: 50 000 обекта са безплатни
doctor-naming-policy = имена на групите, каквито са във файловете
    .missing = има правило, което добавя думи към имената или забранява някои, затова групите няма да се казват, както пише във файловете
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = отворете entra.microsoft.com, Groups → Naming policy, и махнете правилото; ако училището има нужда от него, съобщете на общината
    .ask = вижте в entra.microsoft.com, Groups → Naming policy: трябва да е празно
doctor-group-creation = възможност за създаване на групи
    .missing = в домейна само някои хора могат да създават групи на Microsoft 365; програмата има собствено право, но ръчно създаваното може да бъде отказано, а в някои домейни – и двете
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = опитайте: `reconciler doctor --probe` създава една група и я маха. Ако бъде отказано, разрешете го: entra.microsoft.com, Groups → General
    .ask = вижте в entra.microsoft.com, Groups → General, “Users can create Microsoft 365 groups”
doctor-labels = групи без етикет за поверителност
    .missing = етикетите за поверителност (sensitivity labels) са включени, а програма не може да ги поставя: където са задължителни, група не може да се създаде
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = вижте никое правило да не ги прави задължителни за групи: purview.microsoft.com, Information Protection → Label policies
    .ask = вижте в purview.microsoft.com, Information Protection → Label policies, дали никое не е задължително за групи
doctor-expiration = групи без срок
    .missing = групите, които никой не подновява, се изтриват, също и тези на програмата
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = изключете групите на програмата от това или ги подновявайте навреме: entra.microsoft.com, Groups → Expiration
    .ask = вижте в entra.microsoft.com, Groups → Expiration: трябва да е “None”
doctor-directory-sync = акаунти и групи, които не се копират от сървър в училището
    .missing = копират се от сървър в училището и копираното може да се променя само там
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = изключете от копирането (Entra Connect) каквото управлява програмата или го спрете; копираните групи при всички случаи остават, както са
    .ask = попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Entra Connect”; вижда се в entra.microsoft.com, Identity → Hybrid management
doctor-cloud-sync = акаунти и групи, които не се копират от сървър в училището
    .unknown = Google не показва това на никоя програма
    .ask = попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Google Cloud Directory Sync”. Ако да, той може да отменя направеното от програмата: изключете от него каквото е описано във файловете

## Разрешенията с прости думи

doctor-permission-admin-directory-orgunit-readonly = вижда организационните звена
doctor-permission-admin-directory-user-readonly = вижда акаунтите на училището
doctor-permission-admin-directory-group-readonly = вижда групите и кой е в тях
doctor-permission-admin-directory-orgunit = създава и променя организационни звена
doctor-permission-admin-directory-user = мести акаунти от едно звено в друго
doctor-permission-admin-directory-group = създава и променя групи и кой е в тях
doctor-permission-apps-licensing = вижда и дава лицензи
doctor-permission-apps-groups-settings = вижда и определя кой може да влиза в група и да ѝ пише
doctor-permission-admin-reports-audit-readonly = вижда в одитния журнал кой какво е променил
doctor-permission-admin-directory-rolemanagement-readonly = вижда какво позволяват ролите на администраторите
doctor-permission-ORGANIZATION_UNITS_RETRIEVE = вижда организационните звена
doctor-permission-ORGANIZATION_UNITS_CREATE = създава организационни звена
doctor-permission-ORGANIZATION_UNITS_UPDATE = променя организационни звена
doctor-permission-ORGANIZATION_UNITS_DELETE = изтрива празни организационни звена
doctor-permission-USERS_RETRIEVE = вижда акаунтите на училището
doctor-permission-USERS_MOVE = мести акаунти от едно звено в друго
doctor-permission-GROUPS_RETRIEVE = вижда групите
doctor-permission-GROUPS_CREATE = създава групи
doctor-permission-GROUPS_UPDATE = променя групи и кой е в тях
doctor-permission-GROUPS_DELETE = изтрива групи
doctor-permission-LICENSES = вижда и дава лицензи
doctor-permission-REPORTS_ACCESS = вижда в одитния журнал кой какво е променил
doctor-permission-admin-googleapis-com = Admin SDK API (акаунти, групи, звена)
doctor-permission-groupssettings-googleapis-com = Groups Settings API
doctor-permission-licensing-googleapis-com = Enterprise License Manager API
doctor-permission-iamcredentials-googleapis-com = IAM Service Account Credentials API
doctor-permission-User-Read-All = вижда акаунтите на училището
doctor-permission-GroupMember-Read-All = вижда групите и кой е в тях
doctor-permission-AdministrativeUnit-Read-All = вижда административните звена
doctor-permission-LicenseAssignment-Read-All = вижда лицензите
doctor-permission-RoleManagement-Read-Directory = вижда кой е администратор, за да не го променя
doctor-permission-AuditLog-Read-All = вижда в одитния журнал кой какво е променил
doctor-permission-Directory-Read-All = вижда за кого става дума в одитния журнал
doctor-permission-Organization-Read-All = вижда домейните на училището и колко е пълен
doctor-permission-GroupSettings-Read-All = вижда правилата за групите в цялото училище
doctor-permission-Group-ReadWrite-All = създава и променя групи и кой е в тях
doctor-permission-AdministrativeUnit-ReadWrite-All = създава и променя административни звена и кой е в тях
doctor-permission-LicenseAssignment-ReadWrite-All = дава лицензи

## Пробата

probe-looking = Проба
probe-tenant = { $tenant }: какво се доказа върху групи и звено, създадени за пробата и после изтрити
probe-state-yes = вярно
probe-state-no = НЕ
probe-state-unknown = неизвестно
probe-state-told = сведение
probe-seconds = { $count ->
    [one] { $count } секунда
   *[other] { $count } секунди
}
probe-sum = Верни: { $holds }. Отговорите са в журнала.
probe-failed = Което не е вярно, съобщете на екипа на общината преди първото прилагане: то пита за него. „от пробата не е останало нищо“: НЕ значи, че има нещо с името reconciler-probe без знака на пробата или че то не може да се изтрие; вижте го ръчно.
fault-probe-observed = { $tenant } само се наблюдава, а пробата записва
    .hint = първо задайте manage за домейна (за звената и групите в него)
fault-probe-unnamed = пробата създава в { $tenant } едно звено и две или три групи с името reconciler-probe, наблюдава ги няколко минути и ги изтрива
    .hint = ако желаете това, повторете командата с --acknowledge probe:{ $tenant } --reason "…"
fault-probe-school = има училище с име { $school }, а така се наричат нещата на пробата
    .hint = дайте друго име (id) на училището
fault-probe-no-tenant = за --probe е нужен и --tenant: проба се прави само в посочени домейни
probe-mark-written = новата група има своя знак
probe-mark-listed = списъкът с групи показва знака
probe-mark-replaced = знакът на група може да се замени
probe-mark-swapped = знакът може да се замени с една заявка (не се разчита на това)
probe-mark-removed = знакът на група може да се махне
probe-description-listed = списъкът показва знак в описанието (ползва се при groupMark: description)
probe-settings-at-once = настройките на нова група се четат веднага
probe-closed-at-first = новата група е затворена, преди да е зададено нещо
probe-options-kept = запазва се това, което се задава само при създаване
probe-unit-mark-listed = списъкът със звена показва знака
probe-unit-mark-replaced = знакът на звено може да се замени
probe-unit-mark-removed = знакът на звено може да се махне
probe-unit-members-paged = хората в звено могат да се изброят по страници
probe-listed-soon = новата група се появява в списъка до една минута
probe-nested = нова група веднага може да е член на друга
probe-users-alone = група на Microsoft 365 приема само хора
probe-bin-mail = изтрита група на Microsoft 365 е в кошчето
probe-bin-security = изтрита група за сигурност е в кошчето
probe-removed = от пробата не е останало нищо
fault-save-one = --save приема пробата на един домейн
    .hint = посочете един с --tenant
fault-cassette-broken = { $file } не са отговори на проба: { $problem }
    .hint = подайте файл, записан от `reconciler doctor --probe --save`, без промени
verify-whole = { $assumption }: доставчикът отговори { $recorded }, симулаторът – { $found }
verify-request = { $assumption }, { $about }: доставчикът отговори { $recorded }, симулаторът – { $found }
verify-same = Симулаторът отговаря, както { $vendor } на { $day }.
verify-differs = { $count ->
    [one] { $count } отговор на симулатора се различава
   *[other] { $count } отговора на симулатора се различават
} от тези на { $vendor } на { $day }.
