### Какво пишат задачите на платформата за код в заявката за промяна.

ci-job = Задачата: { $url }
ci-cut = Останалото не се побира в един коментар; то е в изхода на задачата.
ci-more = … и още { $count }.
ci-decide = Нужно е решение. За да одобри, този, който има право да решава, пуска задачата „decide“ с тези три стойности и с причина.
ci-head-guard = защита
ci-head-print = отпечатък
ci-head-number = заявка
ci-head-wave = вълна
ci-head-school = училище
ci-head-outcome = резултат
ci-agreed = { $guard }: одобрено от { $who }: { $reason }
ci-outcome = След сливането
ci-left = Какво остава, планирано отново
ci-all-done = Не остава нищо: всичко е, както е описано.
ci-not-approved = От тази заявка не е приложено нищо: тук няма план на слетия commit и никой не го е одобрил.
ci-still-open = Заявка { $number } още е отворена; промените ѝ се прилагат, след като бъде слята.
ci-moved-on = Клонът { $branch } междувременно има по-нов commit; какво остава, е описано при по-новото сливане.
ci-fork = Това идва от разклонение (fork): не са използвани списъци, домейни и тайни. За пълния план някой с право да записва в хранилището преглежда commit-а и го изпраща в клон тук.
ci-check-failed = Файловете не могат да се използват
ci-check-stopped = Проверката е спряна
ci-plan-failed = Няма план
ci-plan-stopped = Планирането е спряно
ci-apply-failed = Прилагането приключи преждевременно
ci-apply-stopped = Прилагането е спряно; същата задача, пусната отново, продължава оттам

## Every morning

ci-roster-reason = списъци, календар и недовършени промени, по график
ci-issue-title = { $stack }: чака човек
ci-issue-told = Какво чака човек: { $url }
ci-morning = Приложено от само себе си
ci-waits = Чака човек
ci-waits-how = За да одобри отказ, този, който има право да решава, пуска, с причина, в която няма име:
ci-drift = Променено на ръка в домейните
ci-put-back = За да се възстанови описаното, не правете нищо: следващото прилагане за училището го прави.
ci-keep = За да остане промяната в { $school }: пуснете задачата, като в `keep` посочите училището; тя прави клон с редакция на файла му.
ci-kept = Клонът { $branch } съдържа редакцията; предложете го като всяка друга промяна.
ci-nothing-to-keep = В { $school } няма промяна, която файл може да запази.
ci-roster-failed = Сутрешното изпълнение е неуспешно
ci-roster-stopped = Сутрешното изпълнение е спряно; пуснато отново, продължава оттам
ci-drift-failed = Промените на ръка не можаха да бъдат описани
ci-drift-stopped = Прегледът на промените на ръка е спрян

## The commit's status: 140 characters at most

ci-status-planning = планира се
ci-status-planned = { $count ->
    [0] без промени
    [one] { $count } промяна; прилага се при сливане
   *[other] { $count } промени; прилагат се при сливане
}
ci-status-checked = { $count ->
    [0] файловете спазват всяко задължително правило
    [one] нарушено е { $count } задължително правило
   *[other] нарушени са { $count } задължителни правила
}
ci-status-queued = { $count ->
    [0] без промени в опашката
    [one] { $count } промяна в опашката
   *[other] { $count } промени в опашката
}
ci-status-refused = { $count ->
    [one] { $count } отказ; вижте коментара
   *[other] { $count } отказа; вижте коментара
}
ci-status-agreed = всеки отказ е одобрен
ci-status-unread = нещо не можа да се прочете; вижте коментара
ci-status-failed = неуспешно; вижте коментара
ci-status-stopped = спряно; пуснете задачата отново
ci-status-broken = грешка в програмата; вижте задачата
ci-status-applying = прилага се
ci-status-applied-0 = приложено и проверено
ci-status-applied-1 = нещо не успя; вижте коментара
ci-status-applied-2 = приложено; част от него още не се вижда
ci-status-applied-3 = нещо остана; вижте коментара

## Faults

fault-no-codehost = това не е задача на GitHub, GitLab или Gitea
    .hint = `ci` е за задачи; в терминал използвайте plan, apply и drift
fault-no-job-variable = в средата на задачата липсва { $variable }
fault-no-pull-request = не е посочена заявка за промяна
    .hint = добавете --number
fault-codehost-unreachable = платформата за код не отговори, както трябва, на { $method } { $path }: { $problem }
    .hint = пуснете задачата отново; нищо не се прави два пъти
fault-codehost-refused = платформата за код отказа { $method } { $path }: { $problem }
    .hint = проверете какви права има токенът на задачата
fault-codehost-answer-too-long = отговорът на платформата за код на { $method } { $path } има повече от { $bytes } байта
    .hint = проверете адреса на нейния API и какво стои пред него
fault-codehost-rate-limited = платформата за код засега не приема повече заявки ({ $path }); секунди до края: { $problem }
    .hint = пуснете задачата отново след това
fault-codehost-would-leak = текст за платформата за код съдържа стойността на { $variable }: не е изпратен
    .hint = махнете стойността от файла, в който е, и сменете тайната
fault-no-review-record = в заявката { $number } няма наш план
    .hint = пуснете отново нейната задача за планиране
fault-other-review-plan = { $guard } с отпечатък { $fingerprint } не е това, за което пита коментарът
    .hint = копирайте и двете от най-новия коментар
fault-proposed-outside-base = папката с описанията в стека, { $folder }, е извън проекта
fault-proposed-no-folder = в предложеното няма обикновена папка { $folder }
fault-proposed-not-a-file = това е връзка или друг особен файл
    .hint = в предложена промяна има само обикновени файлове
fault-proposed-too-large = файлът има повече от { $bytes } байта
fault-proposed-too-many = предложената папка има повече от { $most } файла
fault-no-proposed-commits = промените от { $ref } не можаха да се изтеглят
    .hint = проверете дали задачата може да чете хранилището
fault-proposed-moved-on = commit { $commit } вече не е в заявката
    .hint = за по-новото има отделна задача
fault-proposed-conflicts = commit { $commit } не може да се слее без човек
    .hint = слейте основния клон в своя и разрешете конфликта
fault-proposed-tree-too-large = предложените файлове имат повече от { $bytes } байта
