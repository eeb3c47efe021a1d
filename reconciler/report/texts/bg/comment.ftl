### Коментарът към предложена промяна

comment-title = План { $fingerprint } · { $changed ->
    [0] тази заявка за сливане не променя нищо в домейните
   *[other] тази заявка за сливане променя { $changed } от { $count ->
        [one] { $count } училище
       *[other] { $count } училища
    }
}
comment-decisions = чакат решение: { $count }
comment-weakens = Тази заявка за сливане разрешава повече
comment-changes = Тази заявка за сливане разрешава по-малко
comment-governance-level = правило { $rule }: { $before } → { $after }. До сливането планът по-долу приема предишното: { $before }.
comment-governance-waiver = временно изключение от { $rule } за { $school } до { $until }. До сливането планът по-долу не го прилага.
comment-governance-scope = обхват на { $school } в { $tenant }: { $before } → { $after }. До сливането важи предишният.
comment-governance-guard = праг на защитата { $guard }, училище: { $school }. До сливането важи предишният.
comment-governance-calendar = { $part } в municipality.yaml. До сливането важи предишното.
comment-governance-rule-code = { $file }: код на правила. Тук не се изпълнява, а след сливането – да.
comment-governance-stack = { $file }: стекът. Тук не се чете; каквото идва с него, се планира след сливането.
comment-governance-job = { $file }: заданията или кой ги одобрява. Тук се изпълняват заданията от целевия клон, а след сливането – тези.
comment-governance-school = { $school } в { $tenant }: домейн, който стекът или обхватите на целевия клон не му дават. Планира се след сливането.
comment-lets-through = След сливането нарушенията в този план, които вече няма да го спират, са { $count }.
comment-needs = Чака решение
comment-needs-anyway = Чака решение – със или без тази заявка за сливане
comment-agree = За да потвърдите: заданието за потвърждаване с `{ $guard }` и причината.
comment-approvers = Одобряват: { $owners }.
comment-school = училище
comment-because = заради тази заявка за сливане
comment-members = членове
comment-licences = лицензи
comment-guards = защити
comment-schools = { $count ->
    [one] { $count } училище
   *[other] { $count } училища
} по един и същ начин
comment-like-it = и още { $count } като това
comment-more-changes = и още промени: { $count }
comment-settles = вече ненужни чакащи промени: { $count }
comment-rows-left-out = Променят се още { $count ->
    [one] { $count } училище
   *[other] { $count } училища
}; най-важните са по-горе, а всички са в артефакта на заданието.
comment-left-out = Подробностите са съкратени, за да се поберат в един коментар; всички са в артефакта на заданието.
comment-figure-seats = Лицензи
comment-figure-removals = Премахвания
comment-figure-time = Време
comment-removals = членства: { $members }, лицензи: { $licences }, изтрити обекти: { $deleted }, изведени от управление: { $forgotten }
comment-findings = **Констатации** нови: { $count }; отпреди: { $old }.
comment-level-mandatory = задължително
comment-level-advisory = препоръка
comment-details-one = { $school }: промени от тази заявка за сливане – { $count }
comment-details-many = { $schools } училища по един и същ начин; за пример: { $school }
comment-pending = Чака и без тази заявка за сливане: { $count ->
    [one] { $count } промяна
   *[other] { $count } промени
} в { $schools ->
    [one] { $schools } училище
   *[other] { $schools } училища
}
comment-pending-proposed = от тази заявка за сливане: { $count }
comment-pending-file = от файлове: { $count }
comment-pending-first = още неприложено изцяло: { $count }
comment-pending-roster = от списъци на училищата: { $count }
comment-pending-accounts = от появили се или изчезнали акаунти: { $count }
comment-pending-day = описано за определен ден: { $count }
comment-pending-year = от друга учебна година: { $count }
comment-pending-hand = ръчно в домейна: { $count }
comment-pending-unfinished = недовършено от предишно изпълнение: { $count }
comment-pending-seats = закупени, свободни или недостигащи лицензи: { $count }
comment-pending-program = от друга версия на програмата: { $count }
comment-pending-unrecorded = от файлове или списъци: { $count }
comment-settled = Промени, които днес чакат, а след сливането вече не са нужни: { $count }.
comment-merging = При сливане това се прилага училище по училище, по реда на вълните: { $waves }. Училище, което дотогава се различава, остава, както е, и тук се прави нов план за него.
comment-merging-refused = Каквото чака решение, остава, както е, докато някой не го вземе.
comment-merging-nothing = Сливането не променя нищо в домейните.
comment-observed = Прочетено на { $at }, { $complete ->
    [yes] изцяло
   *[no] не изцяло
}.
comment-legend = `+` ново `→` преименувано `@` поето `~` променено `−` изведено от управление `✕` изтрито

## От какво следва една промяна

trigger-proposed = { $removed ->
    [yes] { $file }:{ $line }, премахнато
   *[no] { $file }:{ $line }
}
trigger-file = { $removed ->
    [yes] { $file }:{ $line }, премахнато
   *[no] { $file }:{ $line }
}
trigger-first = училището още не е приложено изцяло
trigger-file-nowhere = файл
trigger-roster = списък на училището: { $role } { $count }
trigger-roster-class = списък на училището: { $role }, { $class } { $count }
trigger-accounts = акаунти в домейна: { $role } { $count }
trigger-accounts-class = акаунти в домейна: { $role }, { $class } { $count }
trigger-day = { $day ->
    [unknown] денят: описаното започва или свършва
   *[other] { $day }: описаното започва или свършва
}
trigger-year = учебна { $from }/{ $year } година
trigger-seats = закупени или свободни лицензи: вече са повече или по-малко
trigger-hand = { $how ->
    [gone] изтрито ръчно в домейна
    [unmarked] знакът ни е премахнат ръчно в домейна
    [appeared] създадено ръчно в домейна
   *[changed] променено ръчно в домейна: { $what }
}
trigger-hand-known = { $how ->
    [gone] изтрито ръчно в домейна
    [unmarked] знакът ни е премахнат ръчно в домейна
    [appeared] създадено ръчно в домейна
   *[changed] променено ръчно в домейна: { $what }
} ({ $who }, { $at })
trigger-unfinished = { $run ->
    [0] недовършено от предишно изпълнение
   *[other] недовършено от изпълнение { $run }
}
trigger-program = така го извежда тази версия на програмата
trigger-unrecorded = файл или списъкът на училището: последното прилагане не е записало кое
trigger-role-people = хора
trigger-role-principal = директор
trigger-role-teacher = учители
trigger-role-staff = друг персонал
trigger-role-pupil = ученици
trigger-role-parent = родители

## Друга версия на файловете

fault-no-revision = { $revision } не е нито папка, нито commit в това хранилище
    .hint = в задание първо изтеглете commit-а; git rev-parse { $revision } показва дали го има
fault-tracked-input = Git следи { $name }, а стекът { $stack } го чете
    .hint = който предлага промяна, може да постави там свое: дръжте го извън хранилището или посочете целевия клон като папка
fault-two-revisions = посочени са и --base, и --head
    .hint = --base, ако в тази папка са файловете на заявката; --head, ако в нея е целевият клон
fault-scope-first = тази заявка за сливане разширява обхвата на { $school } и файловете ѝ вече го използват
    .hint = първо слейте само обхвата: дотогава важи този на целевия клон
fault-line-link = { $value } не е адрес на ред
    .hint = https://…, като {"{"}file{"}"} и {"{"}line{"}"} стоят, където трябва
fault-needs-pull-request = { $option } е само за заявка за сливане
    .hint = посочете и --base или --head
fault-needs-declared = --head е за проверка само на файловете
    .hint = посочете и --declared; plan --head планира заявка за сливане

## A check of the files alone

check-declared-alone = Проверено е само описаното: не са четени списък, домейн, журнал или ключ. Правилата, които зависят от хора, не са проверени и план няма.
