### Какво казва „roster check“ за един списък.

lists-title = { $label }: { $kind }; учебна година { $year }, експорт от { $exported }
lists-format-oneroster = OneRoster { $version }
lists-format-sds = Microsoft SDS v{ $version }
lists-format-table = таблица на училището
lists-format-unknown = списък от непознат вид
lists-school = Училище { $code }
lists-roles = Хора: { $counts }
lists-role-principal = директори
lists-role-teacher = учители
lists-role-staff = друг персонал
lists-role-pupil = ученици
lists-role-parent = родители
lists-grades = Ученици по класове: { $counts }
lists-preparatory = подготвителни групи
lists-classes = Ученици по паралелки: { $counts }
lists-idle = { $count ->
    [one] Един ученик от клас не е в никоя паралелка.
   *[other] { $count } ученици от клас не са в никоя паралелка.
 }
lists-without-address = Без имейл адрес: { $counts }
lists-unclear = Неясни редове: { $count }. За тези хора нищо не се променя, докато редът не бъде поправен, и никой не излиза от група, в която те може да са.
lists-unclear-address = Клетки, които не са адрес: { $count }. Тези хора са прочетени без адрес.
lists-readings = Как е прочетен:
lists-unusable = Не може да се използва:
lists-not-compared = Файловете на проекта не могат да се прочетат и адресите не са сравнени с групите; причината казва „reconciler validate“.
lists-certified = { $label }: списък на сертифицираните учители; сертифицирани: { $certified }, само обучени: { $trained }
lists-certified-alone = Номерата не са сравнени с поименните списъци: посочете папката, в която е до тях.
lists-certified-unclear = Редове, които са неясни или не е ясно на кого са: { $count }. Докато не бъдат поправени или изтрити, никой не губи заради тях това, за което се иска сертификат.
lists-sound = Няма нищо неясно.

## What a plan says of them

finding-held-back = { $count ->
    [one] един човек остава в { $subject }, макар че по списък не е там
   *[other] { $count } души остават в { $subject }, макар че по списък не са там
 }, защото не е ясно чий е редът: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
 }
    .hint = поправете реда; добавянето продължава междувременно. „reconciler roster check“ казва какво не е наред
finding-held-unclaimed = { $count ->
    [one] един акаунт остава в { $subject }, макар че го няма в списъка
   *[other] { $count } акаунта остават в { $subject }, макар че ги няма в списъка
 }: човек от списъка е без акаунт и може да е неговият: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
 }
    .hint = създайте липсващите акаунти, поправете адресите в списъка или впишете в акаунтите номерата от него; добавянето продължава междувременно
finding-held-certified = { $count ->
    [one] един човек остава в { $subject }, макар че сертификатът му не е намерен
   *[other] { $count } души остават в { $subject }, макар че сертификатите им не са намерени
 }, защото не е ясно чий е редът от списъка на сертифицираните учители: { $rows }{ $more ->
    [0] {""}
   *[other] {" "}и още { $more }
 }
    .hint = поправете номера в реда или го изтрийте, ако човекът е напуснал; добавянето продължава междувременно
finding-more-rows = { $count ->
    [one] още един ред от списъка на училището е неясен
   *[other] още { $count } реда от списъка на училището са неясни
 }
    .hint = „reconciler roster check“ ги изброява
cli-readings = { $count ->
    [one] Един файл от списъците е прочетен, макар и променен от електронна таблица
   *[other] { $count } файла от списъците са прочетени, макар и променени от електронна таблица
 }; „reconciler roster check“ казва как.
cli-odd-lists = В { $count ->
    [one] един файл от списъците
   *[other] { $count } файла от списъците
 } има нещо необичайно, което не пречи; какво е, казва „reconciler roster check“.

## `people`

people-without-account = { $school } в { $tenant }: { $count } без акаунт
people-without-licence = { $school } в { $tenant }: { $count } без лиценза, който им се полага
people-ambiguous = { $school } в { $tenant }: { $count } с неясен акаунт
people-moved = { $school } в { $tenant }: { $count }, които планът премества
people-unknown-rows = и { $count ->
    [one] един ред от списъка, за който
   *[other] { $count } реда от списъка, за които
 } не е известно за чий акаунт става дума
people-extra = { $subject } { $field } { $items }: в групата, но не по правилото: { $extra }; по правилото, но не в групата: { $missing }
people-extra-unexplained = { $subject } { $field }: няма правило, което да обяснява списъка; в групата са: { $extra }
people-extra-written = Във { $file } са записани адреси: { $count }. Само вие можете да го четете; изтрийте го, след като го прегледате.
people-nobody = Нито едно училище не е прегледано.
people-written = Във { $file } са записани хора: { $count }. Само вие можете да го четете; изтрийте го, когато акаунтите са готови.
people-gam = За създаване на акаунтите: gam csv { $file } gam create user "~primaryEmail" firstname "~givenName" lastname "~familyName" password random org "~orgUnitPath" externalid organization "~sourcedId"
people-entra = За създаване на акаунтите: Entra admin center, Users, Bulk create, с { $file }. Преди това попълнете „Initial password“: тук парола не се създава.
people-no-address = { $count ->
    [one] Един от тях няма имейл адрес в списъка; попълнете го преди това.
   *[other] { $count } от тях нямат имейл адрес в списъка; попълнете го преди това.
 }
fault-reveal-one = списък с имена се прави за едно училище и един въпрос
    .hint = посочете --reveal --out FILE, --school X и едно от --without-account, --without-licence, --ambiguous, --moved
fault-reveal-in-ci = имена не се изписват там, където е зададена променливата CI
    .hint = пуснете командата на собствения си компютър
fault-reveal-in-git = { $file } е в работно дърво на Git и Git не го пренебрегва
    .hint = изберете папка извън него, например личната си, или добавете файла в .gitignore
fault-no-such-group = в прочетените домейни няма група „{ $group }“ на { $school } с прочетени членове
    .hint = посочете ключа ѝ във файла на училището; `reconciler show { $school }` ги показва
