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
doctor-first = първо { $who }
doctor-ask = изпълнете командата отново, след като редовете по-горе са уредени
doctor-sentence = “{ $sentence }”: { $plain }
doctor-letter-to =
    До администратора на { $domain } ({ $vendor ->
        [google] Google Workspace
       *[microsoft] Microsoft 365
    })
doctor-letter-head =
    Общината поддържа имейл групите, звената и лицензите на училищата си с една програма. Във Вашето училище { $count ->
        [one] има едно нещо за уреждане, а може да го направи само човек от училището. Стъпките са по-долу.
       *[other] има { $count } неща за уреждане, а може да ги направи само човек от училището. Стъпките за всяко са по-долу.
    }
    Ако не направите нищо, в училището всичко остава, както е днес.
doctor-letter-sure =
    ПЪРВО СЕ УВЕРЕТЕ, ЧЕ ПИШЕ ОБЩИНАТА. Обадете се на телефон на общината, който вече имате, а не на номер от това писмо. Който получи този достъп, ще вижда всички акаунти на училището. Попитайте от кой имейл пишат и какво искат{ $numbers ->
        [some] , и нека Ви прочетат посоченото тук
       *[none] {""}
    }; ако нещо се различава, не правете нищо. Общината не иска от Вас пароли и кодове.
doctor-letter-subject = акаунт, от чието име работи програмата: { $subject }
doctor-letter-google = { $client ->
    [none] Client ID: число от 21 цифри, което Ви казва общината (за { $account })
   *[other] Client ID: { $client }
}
doctor-letter-microsoft = Application ID (в адреса стои след `client_id=`) на програмата, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}: { $client }
doctor-letter-how =
    Отваряйте адресите в прозорец „инкогнито“ (с десния бутон на мишката върху адреса, после изберете отваряне в „инкогнито“ или “InPrivate”) и влизайте със собствения си администраторски акаунт в училището{ $vendor ->
        [google] , а не с акаунта, от чието име работи програмата. Ако той е единственият администраторски акаунт на училището или някой влиза с него, не правете нищо и отговорете така: тогава общината ще посочи отделен акаунт
       *[microsoft] {""}
    }. Преди да напишете паролата, вижте дали адресът започва с { $vendor ->
        [google] https://accounts.google.com/
       *[microsoft] https://login.microsoftonline.com/
    } (или е на страницата за вход на самото училище, ако има такава); ако не е така, не я пишете и попитайте общината. В “ ” са имената на бутони и менюта, както са на английски. Как да видите екраните на английски, какво значат думите, какво прави програмата и как всичко се връща назад, пише на страницата „За администратора на училището“, която върви с писмото, в същия файл или отделно. Ако я няма, поискайте я.
    Ако някое меню или бутон липсва и след “Show more” или “Show all” в края на менюто, не гадайте: пропуснете този номер и отговорете „няма такова меню“ с името му. И това е отговор.
doctor-letter-matter = { $number } от { $count }
doctor-letter-rights = { $count ->
    [one] право на { $subject }, акаунта, от чието име работи програмата на общината
   *[other] { $count } права на { $subject }, акаунта, от чието име работи програмата на общината
}
doctor-letter-do = Какво да направите:
doctor-letter-foot =
    Когато сте готови, отговорете на имейла, с който получихте това писмо: кои номера (1, 2 …) са готови и какво сте видели. Един отговор стига за всичко. Ако излезе грешка, изпратете снимка на екрана, без имена на ученици.
    Тогава общината проверява отново и пише пак, ако нещо е останало или се е появило. Редовете с ЛИПСВА няма да са в следващото ѝ писмо; може да мине до един ден, докато промяната подейства при Google или Microsoft. Редове с ПРЕЧИ и ПРОВЕРЕТЕ, по които нищо не е трябвало да се промени, може пак да ги има, защото програмата не вижда отговора Ви: ако сте отговорили, не е нужно да го правите пак.
doctor-letter-nothing = Училището няма какво да прави.
doctor-letters-written = { $count ->
    [0] В { $folder } не е записано писмо: никое училище няма какво да прави.
    [one] В { $folder } е записано едно писмо, като HTML и като PDF, заедно със страницата му.{ $others ->
        [0] {""}
       *[other] {" "}Останалите ({ $others }) няма какво да правят.
    }
   *[other] В { $folder } са записани { $count } писма, като HTML и като PDF, заедно със страницата им.{ $others ->
        [0] {""}
       *[other] {" "}Останалите ({ $others }) няма какво да правят.
    }
}
doctor-summary = { $tenants ->
    [one] { $tenants } домейн
   *[other] { $tenants } домейна
}: наред { $ok }, липсва { $missing }, неизвестно { $unknown }.
doctor-about-administrator = Само това, което се изпраща на училището: --letter; с --out ПАПКА – като HTML и PDF, в един файл със страницата `reconciler docs school-administrators`: как училището се уверява, че пише общината, какво значат думите и как всичко се връща назад.
doctor-about-unknown = Неизвестното не е грешка: то чака ред по-горе или иска право, което програмата не иска. Докато нещо липсва, след него може да се окаже, че липсва и друго.

## Проектът

doctor-files = { $schools ->
    [0] файловете на проекта
    [one] файловете на { $schools } училище
   *[other] файловете на { $schools } училища
}
    .missing = { $count ->
    [one] { $count } грешка, заради която не може да се направи план:
   *[other] { $count } грешки, заради които не може да се направи план:
}
    .step = поправете всеки от тези редове; `reconciler validate` ги проверява отново
doctor-simulator = симулаторът
    .missing = домейните му не отговарят, затова не може да се направи план:
    .step = пуснете го с `reconciler simulator start`; файловете се проверяват и без него с `reconciler validate`
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
        (Ако страницата е празна: https://admin.google.com, в менюто вляво “Security”, “Access and data control”, “API controls” и там “Manage Domain Wide Delegation”.)
        2. Отваря се прозорец “Add a new client ID” с две попълнени полета. Сравнете Client ID с числото, което Ви прочете общината. Оставете отметката пред “Overwrite existing client ID”.
        Ако прозорец не се отвори, потърсете този Client ID в списъка. Ако има ред с него, посочете реда с мишката и натиснете “Edit”; ако няма, натиснете “Add new”. После попълнете:
        Client ID (ако вече има ред, там не се променя): { $client ->
            [none] числото, което Ви казва общината (за { $account })
           *[other] { $client }
        }
        OAuth scopes – целия този дълъг ред, като изтриете каквото има там:
        { $scopes }
        3. Натиснете “Authorize”. Ако пише, че чака одобрение, трябва да го потвърди втори главен администратор на училището: Google му пише, а заявката е на https://admin.google.com, “Security”, “Authentication”, “Multi-party approval requests”. Дотогава нищо не се променя. Ако няма кой да потвърди, отговорете така.
        4. За да видите дали е станало: посочете с мишката реда с този Client ID в списъка и натиснете “View details”. Там трябва да има { $count } разрешения. Ако са по-малко, започнете отново от 2; ако са повече, изпратете на общината снимка на екрана.
        (Google описва някои от тях по-широко, отколкото се ползват, например като управление на потребители, защото няма по-тясно. Какво може програмата в действителност, определя ролята на { $subject }.)
doctor-scope = разрешение програмата да { $plain }
    .missing = училището още не го е разрешило (Google го нарича { $short })
doctor-subject = акаунтът { $subject }, от чието име работи програмата
    .missing = няма го или е временно спрян
    .step = Това е отделен акаунт, не Вашият: никой не влиза с него.
        1. Отворете https://admin.google.com/ac/users (в менюто “Directory”, “Users”), влезте като главен администратор и потърсете { $subject }.
        2. Ако го няма: натиснете “Add new user”, попълнете каквото и да е име и фамилия, например Община и Програма, а за адрес – точно { $subject }, и го добавете. Не давайте паролата му на никого.
        3. Ако го има и е спрян: щракнете върху името му, натиснете “Reactivate” (може да е в “More options”) и още веднъж “Reactivate”.
        4. За да видите дали е станало: в списъка { $subject } е активен (Active).
doctor-subject-role = администраторска роля на { $subject }
    .missing = акаунтът е обикновен и Google не му показва нищо
    .step = Акаунтът { $subject } е този, от чието име работи програмата на общината, а не Вашият. Ако с него влиза някой от училището или ако е единственият главен администратор, не променяйте тук нищо и отговорете така. Тук той получава отделна роля; може да има и няколко роли едновременно. (Промяна във вече съществуваща роля важи за всички, които я имат.)
        1. Отворете https://admin.google.com/ac/roles (в менюто “Account”, “Admin roles”), влезте като главен администратор и натиснете “Create new role”.
        2. За име напишете reconciler или, ако вече има такава роля, reconciler 2 и натиснете “Continue”.
        3. Поставете { $count ->
            [one] тази отметка
           *[other] тези { $count } отметки
        } и никакви други. Google може сам да отметне същото право още веднъж другаде или “Read” до него; оставете го така. Ако отметне друго право или търсенето намери няколко с точно това име, спрете и изпратете на общината снимка на екрана. По-дългите имена, в които се срещат същите думи, са други права: не ги пипайте.
        { $ticks }
        4. Натиснете “Continue” и после “Create role”.
        5. Отворете https://admin.google.com/ac/users, потърсете { $subject }, щракнете върху името му, после върху “Admin roles and privileges”, включете новата роля (ако няма какво да се включи, първо щракнете върху списъка с роли) и натиснете “Save”. Никога не включвайте “Super Admin”, дори да изглежда по-бързо. Ако пише, че чака одобрение, втори главен администратор на училището го потвърждава в “Security”, “Authentication”, “Multi-party approval requests”.
        6. За да видите дали е станало: там новата роля на { $subject } вече е включена.
doctor-privilege = правото на { $subject }, от чието име работи програмата, да { $plain }
    .missing = { $why ->
        [beside] още не може да се провери; отмята се при същото влизане
       *[other] администраторската му роля не го позволява
    }
    .unknown = { $why ->
        [above] не може да се провери заради нещо друго, което липсва в този списък
       *[optional] Google показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .ask = Ако след предишно писмо на общината сте създали роля за { $subject } и тя още е включена, отговорете така и това е всичко. Ако не:
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
    .step = 1. Сравнете това, което стои след `client_id=` в този адрес, с прочетеното от общината. Само ако съвпада, го отворете и влезте с акаунт, който има роля Global Administrator или Privileged Role Administrator:
        { $link }
        2. Отваря се екран “Permissions requested”. Ако не е на английски, затворете го, сложете английския най-горе в езиците на браузъра (страницата казва къде) и отворете адреса отново. На друг език изреченията не могат да се сравнят. Под името на програмата може да пише “unverified”: така Microsoft пише за всеки, който не е негов бизнес партньор. На екрана трябва да { $count ->
            [one] е това изречение
           *[other] са тези { $count } изречения
        }, в какъвто и да е ред; „write“ или „Manage“ има само там, където е в списъка:
        { $asked }
        Може да има и “Sign in and read user profile”. Ако някое изречение липсва, ако има друго или ако пише “Need admin approval” (акаунтът Ви няма тази роля), не натискайте нищо и изпратете на общината снимка на екрана.
        3. Натиснете “Accept” („Приемам“ или подобно). После се отваря друга страница на Microsoft: затворете я.
        4. За да видите дали е станало: https://entra.microsoft.com, “Entra ID”, “Enterprise apps”, “All applications”. Потърсете { $client }, щракнете върху намереното име, после върху “Permissions”: изреченията са там, а до тях, на всеки език, са кратките им имена (“Claim value”), изброени на страницата.
        { $app ->
            [reader] (С тези разрешения програмата може да чете, но не може нищо да променя.)
           *[writer] (Microsoft няма нищо по-тясно. С “Read and write all groups” една програма може да чете и какво си пишат в групите; тази не го прави.)
        }
doctor-app-disabled = програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, включена в училището
    .missing = някой от училището я е изключил
    .step = Ако това е желана промяна, първо говорете с този, който я е направил, и ако трябва да остане, отговорете така.
        1. Отворете https://entra.microsoft.com и влезте с роля Global Administrator или Cloud Application Administrator.
        2. В менюто “Entra ID”, “Enterprise apps”, “All applications”: махнете филтрите, потърсете { $client } и щракнете върху намереното име.
        3. Щракнете върху “Properties” и задайте “Yes” на “Enabled for users to sign-in?”. (Това не пуска никой ученик: така Microsoft нарича включването на самата програма.) Натиснете “Save”.
        4. За да видите дали е станало: отворете “Properties” отново; там пише “Yes”.
doctor-access-policy = възможност програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, да влиза
    .missing = правило на училището (Conditional Access) я спира
    .step = Ако знаете кой е направил правилото, първо говорете с него и ако трябва да остане, отговорете така.
        1. Отворете https://entra.microsoft.com и влезте с роля Global Administrator или Conditional Access Administrator.
        2. В менюто “Entra ID”, “Monitoring & health”, “Sign-in logs” и там “Service principal sign-ins”. (Ако ги няма или няма неуспешен ред, отговорете така и не променяйте нищо.) Щракнете върху последния неуспешен ред на { $client }, после върху раздела “Conditional Access”: той посочва правилото.
        3. В менюто “Entra ID”, “Conditional Access”, “Policies” щракнете върху това правило. В “Users or workload identities”, “Exclude”, изберете програмата и натиснете “Save”. Преди това направете снимка на екрана. Ако не може да се промени (Microsoft иска лиценз “Workload Identities Premium”) или ако никое правило не е посочено, не променяйте нищо и изпратете на общината снимка на екрана.
doctor-permission = разрешение програмата на общината, { $app ->
    [reader] която само чете
   *[writer] която прави промените
}, да { $plain }
    .missing = одобрението от училището още не го включва (на екрана: “{ $sentence }”)
    .unknown = от отговора на доставчика не се разбира ({ $short })
    .before = преди писмото да се изпрати, добавете към програмата { $client } каквото още го няма от { $lacking }: на entra.microsoft.com, App registrations, API permissions
## Какво има в домейна

doctor-domain = { $domain } като основен домейн
    .missing = основен е друг домейн, затова групите ще получат адреси в него
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .before = проверете дали `domain` във файла на стека е правилният, или го поправете
    .step = Ако не сте сигурни, че { $domain } трябва да е основният, не променяйте нищо и отговорете така. Ако трябва:
        1. Отворете https://admin.microsoft.com и влезте с роля Global Administrator.
        2. Отворете менюто “Settings”, “Domains”. Запишете кой домейн е отбелязан като основен (default): за да се върне назад, той отново се прави основен. Щракнете върху { $domain } и натиснете “Set as default”. Съществуващите адреси не се променят.
        3. За да видите дали е станало: в списъка с домейни { $domain } е отбелязан като основен (default).
    .ask = Отворете https://admin.microsoft.com като администратор, в менюто “Settings”, “Domains”. Само вижте и отговорете кой домейн е отбелязан като основен (default) или „няма такова меню“. (Ако няма “Settings”, натиснете “Show all” в менюто.)
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
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = изтрийте ненужното или поискайте от Microsoft повече
    .ask = в обикновено училище не е нужно нищо: 50 000 обекта са безплатни
doctor-naming-policy = имена на групите, каквито са във файловете
    .trouble = правило на училището променя имената на групите
    .missing = то добавя думи или забранява някои, затова групите няма да се казват, както пише във файловете
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = 1. Отворете https://entra.microsoft.com и влезте с роля Groups Administrator или Global Administrator.
        2. В менюто “Entra ID”, “Groups”, “All groups” и там “Naming policy”. Направете снимка на всеки от двата раздела, “Blocked words” и “Group naming policy”; с “Download” в първия думите се запазват във файл. Пазете снимките и файла: изтрито правило не се връща само, може единствено да се въведе отново по тях (страницата казва как).
        3. Ако не сте сигурни дали училището има нужда от правилото, не променяйте нищо: отговорете така и приложете снимките. Ако има нужда, отговорете това; тогава общината избира други имена.
        4. Само ако няма нужда: натиснете “Delete policy” и потвърдете. Групите остават със сегашните си имена.
    .ask = Отворете https://entra.microsoft.com като администратор, в менюто “Entra ID”, “Groups”, “All groups” и там “Naming policy”. Само вижте и отговорете дали в някой от двата раздела, “Blocked words” и “Group naming policy”, има нещо, или „няма такова меню“.
doctor-group-creation = възможност за създаване на групи
    .trouble = в училището само някои хора могат да създават групи
    .missing = програмата има собствено право; в повечето домейни то стига, в някои не
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = изпълнете `reconciler doctor --probe`: създава групи и ги маха. Само ако бъде отказано, помолете училището (роля Global Administrator): entra.microsoft.com, Entra ID, Groups, All groups, General, “Users can create Microsoft 365 groups in Azure portals, API or PowerShell”. Тогава всички, и учениците, ще могат да създават групи
    .ask = Отворете https://entra.microsoft.com като администратор, в менюто “Entra ID”, “Groups”, “All groups” и там “General”. Само вижте и отговорете дали на “Users can create Microsoft 365 groups in Azure portals, API or PowerShell” пише “Yes” или “No”, или „няма такова меню“.
doctor-labels = групи без етикет за поверителност
    .trouble = за групите са включени етикети за поверителност (sensitivity labels)
    .missing = програма не може да ги поставя: където са задължителни, група не може да се създаде; иначе няма какво да се прави и този ред остава
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = Тук само вижте и не променяйте нищо.
        1. Отворете https://purview.microsoft.com и влезте с роля Compliance Administrator или Global Administrator.
        2. “Solutions”, “Information Protection”, после в неговото меню “Policies”, “Label publishing policies” (или “Publishing policies”).
        3. Щракнете върху всяко правило от списъка и потърсете сред настройките му изречение, че групите или сайтовете трябва да имат етикет (например “Require users to apply a label to their groups or sites”).
        4. Отговорете с едно от трите: „етикетите са задължителни за групите“, „никое правило не изисква това“ (също и ако списъкът е празен) или „няма такова меню“.
doctor-expiration = групи без срок
    .trouble = групите имат срок и се изтриват сами
    .missing = група, чийто срок никой не е подновил, се изтрива заедно с пощата си; това важи и за групите, създадени от програмата
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = 1. Отворете https://entra.microsoft.com и влезте с роля Groups Administrator или Global Administrator.
        2. В менюто “Entra ID”, “Groups”, “All groups” и там “Expiration”.
        3. Първо запишете или снимайте всичко, което е избрано там: броя дни, имейла за групи без собственик и “All”, “Selected” с групите или “None”. Без това никой не може да го върне, както е било.
        4. Където пише за кои групи на Microsoft 365 важи срокът, изберете “None” и натиснете “Save”. (Ако училището иска някои групи да имат срок, изберете “Selected” само с тях. Ако не знаете кои групи поддържа общината, попитайте я преди това. Ако не сте сигурни дали училището има нужда от срока, не променяйте нищо и отговорете така.)
        5. За да видите дали е станало: отворете “Expiration” отново; избраното е там.
    .ask = Отворете https://entra.microsoft.com като администратор, в менюто “Entra ID”, “Groups”, “All groups” и там “Expiration”. Само вижте и отговорете кое е избрано: “All”, “Selected” или “None”, или „няма такова меню“.
doctor-directory-sync = акаунти и групи, които не се копират от сървър в училището
    .trouble = акаунти и групи се копират от сървър в училището
    .missing = копираното може да се променя само там; програмата го оставя, както е
    .unknown = { $why ->
        [above] още не може да се провери заради нещо липсващо по-горе
       *[optional] Microsoft показва това само с допълнителното разрешение { $optional }, което не се иска от Вас
    }
    .step = Не изключвайте и не спирайте нищо. Попитайте кой е настроил компютрите в училището и отговорете на общината кой поддържа този сървър (име и телефон на фирмата или на човека) или „не знаем“. Общината решава заедно с тях. Акаунт, изключен от копирането, се изтрива в Microsoft 365, а ако спре цялото копиране, паролите вече не идват от сървъра. Ако не се направи нищо, копираните акаунти и групи остават, както са.
    .ask = Попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Entra Connect” (преди “Azure AD Connect”), и не променяйте там нищо. Отговорете кой поддържа този сървър или „няма сървър“, ако го няма или никой не знае за такъв.
doctor-cloud-sync = дали акаунти и групи се копират от сървър в училището
    .unknown = Google не показва това на никоя програма
    .ask = Попитайте този, който е настроил компютрите в училището, дали на някой сървър работи “Google Cloud Directory Sync”, и не променяйте там нищо. Отговорете кой поддържа този сървър или „няма сървър“, ако го няма или никой не знае за такъв. (Каквото се изключи с правило от страната на сървъра, може да бъде спряно или изтрито в Google; запазват го само правила (exclusion rules) от страната на Google.)

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
doctor-permission-RoleManagement-Read-Directory = вижда кой е администратор, за да не променя акаунта му
doctor-permission-AuditLog-Read-All = вижда в одитния журнал кой какво е променил
doctor-permission-Directory-Read-All = вижда за кого става дума в одитния журнал
doctor-permission-Organization-Read-All = вижда домейните на училището и колко е пълен
doctor-permission-GroupSettings-Read-All = вижда правилата за групите в цялото училище
doctor-permission-Group-ReadWrite-All = създава и променя групи и кой е в тях
doctor-permission-AdministrativeUnit-ReadWrite-All = създава и променя административни звена и кой е в тях
doctor-permission-LicenseAssignment-ReadWrite-All = дава лицензи

## Къде се отмята всяко право на администратор

doctor-tick = { $where } – { $plain }
doctor-tick-ORGANIZATION_UNITS_RETRIEVE = “Admin API privileges” (долната част на списъка), “Organization Units”: “Read”
doctor-tick-ORGANIZATION_UNITS_CREATE = “Admin API privileges” (долната част на списъка), “Organization Units”: “Create”
doctor-tick-ORGANIZATION_UNITS_UPDATE = “Admin API privileges” (долната част на списъка), “Organization Units”: “Update”
doctor-tick-ORGANIZATION_UNITS_DELETE = “Admin API privileges” (долната част на списъка), “Organization Units”: “Delete”
doctor-tick-USERS_RETRIEVE = “Admin API privileges” (долната част на списъка), “Users”: “Read”
doctor-tick-USERS_MOVE = “Admin API privileges” (долната част на списъка), “Users”, отворете “Update”: “Move Users”
doctor-tick-GROUPS_RETRIEVE = “Admin API privileges” (долната част на списъка), “Groups”: “Read”
doctor-tick-GROUPS_CREATE = “Admin API privileges” (долната част на списъка), “Groups”: “Create”
doctor-tick-GROUPS_UPDATE = “Admin API privileges” (долната част на списъка), “Groups”: “Update”
doctor-tick-GROUPS_DELETE = “Admin API privileges” (долната част на списъка), “Groups”: “Delete”
doctor-tick-LICENSES = “License Management” (намира се с полето за търсене над списъка)
doctor-tick-REPORTS_ACCESS = “Reports” (намира се с полето за търсене над списъка)

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
    .hint = ако желаете това: reconciler doctor --acknowledge probe:{ $tenant } --reason "…"
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
fault-out-needs-letter = за --out е нужен и --letter: в папка се записват само писмата
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
