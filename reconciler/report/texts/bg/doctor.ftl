### `reconciler doctor`: какво позволява един домейн и какво липсва, с думите на този, който може да го уреди.

doctor-looking = Проверка
doctor-project = Този проект
doctor-tenant = { $tenant } · { $vendor ->
    [google] Google Workspace
   *[microsoft] Microsoft 365
} · { $domain }
doctor-state-ok = наред
doctor-state-missing = ЛИПСВА
doctor-state-check = ПРОВЕРЕТЕ
doctor-state-in-the-way = ПРЕЧИ
doctor-state-unknown = неизвестно
doctor-count = { $count ->
    [one] { $count } нещо
   *[other] { $count } неща
}
doctor-uses = без това { $uses }
doctor-use-plan = общината не вижда какво трябва да се промени
doctor-use-apply = промените не се правят
doctor-use-drift = не се вижда кой е променил нещо ръчно
doctor-use-all = не работи нищо
doctor-who-city = екипът на общината
doctor-who-administrator = администраторът на училището
doctor-who-vendor = поддръжката на Google или Microsoft
doctor-who = { $count ->
    [one] { $who }
   *[other] { $who }, за { $count }-те реда по-горе
}
doctor-ask = изпълнете командата отново, след като редовете по-горе са уредени
doctor-letter-head =
    До администратора на { $domain } ({ $vendor ->
        [google] Google Workspace
       *[microsoft] Microsoft 365
    })

    ПРЕДИ ДА ОТВОРИТЕ АДРЕС: обадете се на общината на телефон, който вече имате, а не от това писмо, и сравнете числата по-долу. Който бъде пуснат, вижда всички акаунти на училището.
    Отваряйте адресите в прозорец „инкогнито“ и влизайте с администраторския акаунт на училището. Имената на бутоните в “ ” са, както са на английски.
doctor-letter-foot =
    От Google и Microsoft не се иска нищо. Когато общината провери отново, тези редове вече ги няма; може да мине до един ден и тогава общината Ви пише. Ако излезе грешка, изпратете на общината снимка на екрана, без имена на ученици.
doctor-letter-nothing = Училището няма какво да прави.
doctor-summary = { $tenants ->
    [one] { $tenants } домейн
   *[other] { $tenants } домейна
}: наред { $ok }, липсва { $missing }, неизвестно { $unknown }.
doctor-about-administrator = Само това, което се изпраща на училището: --letter. Как училището се уверява, че молбата е от общината, и как се връща назад: `reconciler docs school-administrators` (изпратете и него).
doctor-about-unknown = Неизвестното не е грешка: то чака ред по-горе или иска право, което програмата не иска. Докато нещо липсва, след него може да се окаже, че липсва и друго.

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
    .step = вижте “The ledger” в `reconciler docs operations`; планът и прилагането ползват една и съща база данни
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
        [expired-key] направете нов таен ключ на entra.microsoft.com, App registrations, това приложение, Certificates & secrets, и го сложете, където пише във файла на стека; самоличността на задача не изтича (`reconciler docs operations`, Microsoft)
        [no-federation] на entra.microsoft.com, App registrations, това приложение, Certificates & secrets, “Federated credentials”: issuer, subject и audience трябва да са точно тези на задачата (`reconciler docs operations`, Microsoft)
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
    .missing = още никой не го е дал; едва след това може да се проверят още около тридесет неща, също и ролята на { $subject }
    .step = 1. Отворете този адрес и влезте като главен администратор на училището (super administrator):
        { $link }
        (Без адреса: https://admin.google.com, Security, Access and data control, API controls, Manage Domain Wide Delegation.)
        2. Ако се отвори прозорец с две полета, те са попълнени, а пред “Overwrite existing client ID” трябва да има отметка. Ако не се отвори, натиснете “Add new” и попълнете:
        Client ID: { $client ->
            [none] числото, което ви праща общината (за { $account })
           *[other] { $client }
        }
        OAuth scopes, един дълъг ред, без да променяте нищо:
        { $scopes }
        3. Натиснете “Authorize”. В списъка вече има ред с този Client ID. Google показва някои разрешения по-широки, отколкото се ползват (пише “manage users”, защото няма по-тясно): ограничава ги ролята на { $subject }.
        4. Съобщете на общината, че е готово. Може да мине до един ден, докато подейства. Ако пише, че чака одобрение, втори главен администратор трябва да го потвърди.
doctor-scope = разрешение програмата да { $plain }
    .missing = училището още не го е разрешило (Google го нарича { $short })
    .step = 1. Отворете този адрес и влезте като главен администратор на училището (super administrator):
        { $link }
        (Без адреса: https://admin.google.com, Security, Access and data control, API controls, Manage Domain Wide Delegation.)
        2. Ако се отвори прозорец с две полета, те са попълнени, а пред “Overwrite existing client ID” трябва да има отметка. Ако не се отвори, посочете с мишката реда с Client ID { $client ->
            [none] – числото, което ви праща общината (за { $account }) –
           *[other] { $client }
        }, натиснете “Edit” и заменете OAuth scopes, които са там, с този един дълъг ред:
        { $scopes }
        3. Натиснете “Authorize”. Google показва някои разрешения по-широки, отколкото се ползват (пише “manage users”, защото няма по-тясно): ограничава ги ролята на { $subject }.
        4. Съобщете на общината, че е готово. Може да мине до един ден, докато подейства.
doctor-subject = акаунтът { $subject }, от чието име работи програмата
    .missing = няма го или е временно спрян
    .step = създайте го на https://admin.google.com/ac/users (“Add new user”) или го изберете там и натиснете “Reactivate”; не е нужно някой да влиза с него. Адресът му трябва да е точно този. После съобщете на общината, че е готово
doctor-subject-role = администраторска роля на { $subject }
    .missing = акаунтът е обикновен и Google не му показва нищо
    .step = 1. Отворете https://admin.google.com/ac/roles, натиснете “Create new role” и я наречете “reconciler”.
        2. В “Admin API privileges” отметнете: Organization Units – Read, Create, Update, Delete; Users – Read, а в Update “Move Users”; Groups – всичко. В “Services” отметнете License Management и Reports.
        3. Натиснете “Assign users”, въведете { $subject } и съобщете на общината, че е готово.
doctor-privilege = правото на { $subject }, от чието име работи програмата, да { $plain }
    .missing = администраторската му роля не го позволява
    .unknown = { $why ->
        [above] не може да се провери заради нещо друго, което липсва в този списък
       *[optional] Google показва това само с допълнителното разрешение { $optional }
    }
    .step = 1. Влезте като главен администратор на https://admin.google.com/ac/roles (Account, Admin roles) и изберете ролята на този акаунт. Не знаете коя е? Пише в Directory, Users, този акаунт, “Admin roles and privileges”. Роля, до която пише “System role”, не може да се променя: натиснете “Create new role” и я дайте на акаунта с “Assign users”. Не правете акаунта главен администратор, за да стане по-бързо.
        2. Отворете “Privileges” и поставете отметка пред тези; другите отметки не пипайте:
        { $ticks }
        3. Натиснете “Save” и съобщете на общината, че е готово. Може да мине до един ден, докато подейства.
    .ask = { $why ->
        [above] изпълнете командата отново, след като редовете по-горе са уредени
       *[optional] вижте на https://admin.google.com/ac/roles какво позволява ролята на този акаунт (`reconciler docs permissions` изброява нужното); или добавете https://www.googleapis.com/auth/{ $optional } към реда на програмата на https://admin.google.com/ac/owl/domainwidedelegation и ще се покаже тук
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
    .missing = още никой от училището не го е дал; едва след това може да се провери какво друго е нужно
    .step = 1. Отворете този адрес и влезте с роля Global Administrator или Privileged Role Administrator:
        { $link }
        2. Сравнете името и прочетете какво се иска. Microsoft показва някои разрешения по-широки, отколкото се ползват (пише “Read and write all groups”, защото няма по-тясно). Ако пише “Need admin approval”, акаунтът ви няма тази роля.
        3. Натиснете “Accept” („Приемам“). После се отваря друга страница на Microsoft: затворете я. Съобщете на общината, че е готово.
doctor-app-disabled = програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, включена в училището
    .missing = някой от училището я е изключил
    .step = Ако това е желана промяна, първо говорете с този, който я е направил.
        1. Отворете https://entra.microsoft.com и влезте с роля Global Administrator или Cloud Application Administrator.
        2. Entra ID, Enterprise apps, All applications: изчистете филтрите и потърсете { $client }.
        3. Изберете програмата, после “Properties”, задайте “Yes” на “Enabled for users to sign-in?” (това не пуска никой ученик: така Microsoft нарича самото включване), натиснете “Save” и съобщете на общината, че е готово.
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
    .step = 1. Общината, преди да изпрати това: добавете { $lacking } към програмата ({ $client }) на entra.microsoft.com, App registrations, API permissions.
        2. Училището: отворете този адрес и влезте с роля Global Administrator или Privileged Role Administrator:
        { $link }
        3. На екрана е изброено какво може програмата, вече и с { $lacking }. Натиснете “Accept” („Приемам“); ако не може, не натискайте нищо и пишете на общината. После се отваря друга страница на Microsoft: затворете я и съобщете на общината, че е готово.
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
    .trouble = правило на училището променя имената на групите
    .missing = то добавя думи или забранява някои, затова групите няма да се казват, както пише във файловете
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = Първо решете дали училището има нужда от правилото; ако да, не променяйте нищо и съобщете на общината. Ако не: entra.microsoft.com (роля Groups Administrator), Entra ID, Groups, All groups, Naming policy; препишете си какво пише на двете страници и тогава го махнете
    .ask = вижте в entra.microsoft.com, Entra ID, Groups, All groups, Naming policy: трябва да е празно
doctor-group-creation = възможност за създаване на групи
    .trouble = в училището само някои хора могат да създават групи
    .missing = програмата има собствено право; в повечето домейни то стига, в някои не
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = изпълнете `reconciler doctor --probe`: създава групи и ги маха. Само ако бъде отказано, помолете училището (роля Global Administrator): entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups in Azure portals, API or PowerShell”. Тогава всички, и учениците, ще могат да създават групи
    .ask = вижте в entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups”
doctor-labels = групи без етикет за поверителност
    .trouble = за групите са включени етикети за поверителност (sensitivity labels)
    .missing = програма не може да ги поставя: където са задължителни, група не може да се създаде; иначе няма какво да се прави и този ред остава
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = purview.microsoft.com (роля Compliance Administrator), Information Protection, Policies, Label publishing policies: уверете се, че при никое правило не е включено “Require users to apply a label to their groups or sites”. Ако трябва да остане, съобщете на общината
    .ask = вижте в purview.microsoft.com, Information Protection, Policies, Label publishing policies, дали никое не е задължително за групи
doctor-expiration = групи без срок
    .trouble = групите имат срок и се изтриват сами
    .missing = групи, които никой не поднови навреме, се изтриват заедно с пощата си – и тези, които програмата е създала
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = entra.microsoft.com (роля Groups Administrator), Entra ID, Groups, All groups, Expiration: изберете “None” или “Selected”, като в списъка не оставяте групи, описани във файла на училището
    .ask = вижте в entra.microsoft.com, Entra ID, Groups, All groups, Expiration: трябва да е “None”
doctor-directory-sync = акаунти и групи, които не се копират от сървър в училището
    .trouble = акаунти и групи се копират от сървър в училището
    .missing = копираното може да се променя само там; програмата го оставя, както е
    .unknown = Microsoft показва това само с допълнителното разрешение { $optional }
    .step = не изключвайте и не спирайте нищо. Общината и този, който поддържа сървъра, решават заедно: изключеният от копирането акаунт се изтрива в Microsoft 365, а спре ли цялото копиране, паролите вече не идват от сървъра. Съобщете на общината кой поддържа сървъра. Ако не се направи нищо, копираните акаунти и групи остават, както са (entra.microsoft.com, Users, All users, колоната “On-premises sync enabled”)
    .ask = попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Entra Connect”, и не променяйте там нищо; вижда се в entra.microsoft.com, Users, All users, колоната “On-premises sync enabled”
doctor-cloud-sync = дали акаунти и групи се копират от сървър в училището
    .unknown = Google не показва това на никоя програма
    .ask = попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Google Cloud Directory Sync”. Ако да, не променяйте там нищо: пишете на общината кой го поддържа. Каквото се изключи с правило от страната на сървъра, може да бъде спряно или изтрито в Google; запазват го само правила (exclusion rules) от страната на Google

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

## Къде се отмята всяко право на администратор

doctor-tick-ORGANIZATION_UNITS_RETRIEVE = Admin API privileges (долната част) → Organization Units → “Read”
doctor-tick-ORGANIZATION_UNITS_CREATE = Admin API privileges (долната част) → Organization Units → “Create”
doctor-tick-ORGANIZATION_UNITS_UPDATE = Admin API privileges (долната част) → Organization Units → “Update”
doctor-tick-ORGANIZATION_UNITS_DELETE = Admin API privileges (долната част) → Organization Units → “Delete”
doctor-tick-USERS_RETRIEVE = Admin API privileges (долната част) → Users → “Read”
doctor-tick-USERS_MOVE = Admin API privileges (долната част) → Users → Update → “Move Users”
doctor-tick-GROUPS_RETRIEVE = Admin API privileges (долната част) → Groups → “Read”
doctor-tick-GROUPS_CREATE = Admin API privileges (долната част) → Groups → “Create”
doctor-tick-GROUPS_UPDATE = Admin API privileges (долната част) → Groups → “Update”
doctor-tick-GROUPS_DELETE = Admin API privileges (долната част) → Groups → “Delete”
doctor-tick-LICENSES = Services, “License Management”
doctor-tick-REPORTS_ACCESS = Services, “Reports”

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
