### Какво има в списъците. Тук стоят колони и имена на паралелки, никога id, име или адрес на човек.

## Списъкът не може да се използва

fault-roster-none = в „{ $folder }“ няма списъци
    .hint = списъкът е папка или zip с името (id) на едно училище или един набор за всички училища
fault-roster-unknown-format = това не е списък, който може да се прочете
    .hint = дайте експорт OneRoster 1.1 или 1.2, SDS v2.1 или таблица .csv или .xlsx с файл roster.yaml
fault-roster-other-format = това е { $format }, който не се чете
    .hint = експортирайте OneRoster 1.1 или 1.2 (CSV) или SDS v2.1: orgs, users, roles, classes, enrollments и academicSessions
fault-roster-two-sets = има два списъка на едно училище, { $one } и { $other }
    .hint = оставете този, който важи
fault-roster-bad-archive = { $problem ->
    [locked] този zip е с парола
    [large] в този zip има файл над 200 MB
   *[broken] това не е zip, който може да се отвори
 }
    .hint = { $problem ->
    [locked] направете го без парола и го изпратете по защитен път
    [large] дайте списъка на едно училище или самата папка
   *[broken] направете zip-а отново или дайте самата папка
 }
fault-roster-bad-workbook = { $problem ->
    [old] тази таблица е в стар формат (.xls) или е с парола
   *[broken] това не е таблица, която може да се отвори
 }
    .hint = запишете я в Excel като .xlsx, без парола
fault-roster-missing-file = файлът липсва
    .hint = експортирайте го отново или поправете пътя във файла на стека
fault-roster-empty-file = във файла няма редове
    .hint = при пълен експорт всеки файл има поне един ред; експортирайте го отново
fault-roster-missing-column = липсва колоната „{ $column }“
    .hint = заглавията трябва да са като във формата или както ги нарича roster.yaml
fault-roster-column-twice = колоната „{ $column }“ се среща два пъти
    .hint = оставете едната
fault-roster-unknown-encoding = оттук нататък не е сигурно дали това е UTF-8 или Windows-1251
    .hint = запишете файла в UTF-8; в Excel: „Запиши като“, „CSV UTF-8“
fault-roster-version = това не е OneRoster { $expected }
    .hint = изберете една от тези версии при експорта
fault-roster-not-bulk = { $file } е посочен като „{ $value }“, а е нужен пълен експорт (bulk)
    .hint = експортирайте всичко, а не само промените
fault-roster-missing-property = липсва свойството „{ $property }“
    .hint = manifest.csv казва версията и всеки файл към нея; експортирайте го отново
fault-roster-bad-year = „schoolYear“ не е годината, в която свършва тази учебна година
    .hint = 2027 за учебната 2026/2027 година, колкото е и годината на endDate
fault-roster-no-year = няма учебна година (academic session от вид schoolYear)
    .hint = от нея се смята випускът
fault-roster-other-year = тази учебна година свършва през { $year }, друга през { $other }
    .hint = експортирайте списъка отново за учебната година на останалите училища
fault-roster-no-school = няма училище с код по НЕИСПУО { $school_code }, който е на { $school }
    .hint = кодът стои в „identifier“ на организация от вид school; списъкът носи името (id) на училището
fault-roster-school-twice = две училища имат код по НЕИСПУО { $school_code }
    .hint = оставете едното
fault-roster-no-mapping = никъде не пише коя колона в тази таблица какво е
    .hint = сложете до нея файл roster.yaml; „reconciler roster check --help“ показва такъв файл
fault-roster-bad-mapping = { $problem ->
    [yaml] това не е YAML
    [unknown] „{ $key }“ тук не означава нищо
    [missing] липсва „{ $key }“
   *[form] „{ $key }“ не може да има тази стойност
 }
    .hint = „reconciler roster check --help“ показва цял roster.yaml
fault-roster-personal-numbers = в тази колона вместо id има лични номера (ЕГН)
    .hint = списък за облака никога не ги носи: посочете друга колона или махнете `id`
fault-roster-no-header = не е намерено нито едно от заглавията: { $columns }
    .hint = заглавията са в някой от първите 20 реда, всяко в своя клетка
fault-roster-nobody = в списъка няма никого в никое училище за този ден
    .hint = човек е в училище чрез организация от вид school с код в „identifier“; опитайте друг ден с --at
fault-roster-more = оттук нататък има още { $count ->
    [one] една грешка
   *[other] { $count } грешки
 } в този файл
    .hint = поправете горните и прочетете отново

## Според файла: списъкът не може да се използва или редът е неясен

fault-roster-missing-value = „{ $column }“ е празна
    .hint = попълнете клетката или махнете реда
fault-roster-unknown-word = „{ $column }“ има стойност, която този формат не познава
    .hint = една от: { $allowed }
fault-roster-duplicate-id = на ред { $line } стои същото id, но с друго съдържание
    .hint = оставете верния ред
fault-roster-bad-date = не е сигурно коя дата е „{ $column }“
    .hint = напишете я като 2026-09-15
fault-roster-broken-quotes = кавичките на тази клетка не се затварят
    .hint = удвоете кавичката вътре в клетка с кавички
fault-roster-cells = клетки в реда: { $found }, в заглавния ред: { $expected }
    .hint = сложете клетките със запетаи в кавички

## Редът е неясен

fault-roster-dangling = посоченото в тази клетка го няма в { $target }
    .hint = експортирайте всички файлове заедно или махнете реда
fault-roster-bad-address = това не е един имейл адрес
    .hint = само един адрес: без име, без втори адрес, без скрит знак
fault-roster-bad-grade = това не е клас на ученик
    .hint = две цифри, от 01 до 12, или PK или KG за подготвителна група
fault-roster-bad-class = „{ $code }“ не е име на паралелка
    .hint = клас и една буква, например 5а; група за целодневно обучение се посочва в `notHomeroom` във файла на стека
fault-roster-latin-class = „{ $code }“ е написано с латинска буква
    .hint = напишете буквата на паралелката на кирилица
fault-roster-enrolment-school = паралелката е в друго училище, а не в посоченото тук
    .hint = поправете училището или махнете записването
fault-roster-enrolment-stranger = този човек е записан в училище, което не е негово
    .hint = добавете училището към организациите на човека или махнете записването
fault-roster-enrolment-role = тази роля не подхожда на човека
    .hint = поправете записването или ролята на човека
fault-roster-two-classes = един ученик е в две паралелки в един и същи ден, { $one } и { $other }
    .hint = завършете едната с endDate; група за целодневно обучение се посочва в `notHomeroom` във файла на стека
fault-roster-no-role = никъде не пише какъв е този човек
    .hint = добавете ред в roles.csv или махнете този

## Как е прочетен файлът

fault-roster-read-encoding = прочетен е като { $encoding }
    .hint = по-сигурно е UTF-8: в Excel „Запиши като“, „CSV UTF-8“
fault-roster-read-separator = клетките са разделени с { $separator ->
    [semicolon] точка и запетая
    [tab] табулация
    [comma] запетая
   *[other] друг знак
 } и така са прочетени
fault-roster-read-header = { $count ->
    [one] заглавието „{ $column }“ е прочетено, макар че главните букви са други
   *[other] прочетени са { $count } заглавия с други главни букви, първото е „{ $column }“
 }
fault-roster-read-words = { $count ->
    [one] една клетка е прочетена
   *[other] { $count } клетки са прочетени
 } като „{ $word }“ и подобни, макар че главните букви са други
    .hint = това го прави електронната таблица; не е нужно да се прави нищо
fault-roster-read-grades = { $count ->
    [one] един клас е прочетен, макар че не е написан
   *[other] { $count } класа са прочетени, макар че не са написани
 } като 05
    .hint = това го прави електронната таблица; не е нужно да се прави нищо
fault-roster-read-classes = { $count ->
    [one] една паралелка е прочетена
   *[other] { $count } паралелки са прочетени
 } като { $code } и подобни, макар че пише друго
fault-roster-read-dates = { $count ->
    [one] една дата в „{ $column }“ е прочетена, макар че не е написана
   *[other] { $count } дати, първата в „{ $column }“, са прочетени, макар че не са написани
 } като 2026-09-15
fault-roster-read-empty-rows = оттук нататък { $count ->
    [one] е пропуснат един ред
   *[other] са пропуснати { $count } реда
 } без хора
fault-roster-read-same-rows = { $count ->
    [one] един ред се повтаря и се брои веднъж
   *[other] { $count } реда се повтарят и се броят веднъж
 }
fault-roster-read-year = учебната година е прочетена като тази, която свършва през { $year }
    .hint = „schoolYear“ е годината на нейния край, а не на началото
fault-roster-class-twice = { $count ->
    [one] има втора паралелка { $code }; двете са прочетени като една
   *[other] { $count } паралелки, първата { $code }, са по две; всяка двойка е прочетена като една
 }
    .hint = ако едната е група за целодневно обучение, посочете я в `notHomeroom` във файла на стека
fault-roster-certified-stranger = { $count ->
    [one] един човек със сертификат го няма
   *[other] { $count } души със сертификат ги няма
 } в никой списък
    .hint = махнете реда или експортирайте списъка на неговото училище
fault-roster-certified-unreadable = този списък на хора със сертификат не може да се използва и не е известно кой има сертификат
    .hint = това, което зависи от сертификат, остава, каквото е, докато списъкът не се поправи
