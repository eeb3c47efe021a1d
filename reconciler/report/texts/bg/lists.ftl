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
finding-more-rows = { $count ->
    [one] още един ред от списъка на училището е неясен
   *[other] още { $count } реда от списъка на училището са неясни
 }
    .hint = „reconciler roster check“ ги изброява
cli-readings = { $count ->
    [one] Един файл от списъците е прочетен, макар и променен от електронна таблица
   *[other] { $count } файла от списъците са прочетени, макар и променени от електронна таблица
 }; „reconciler roster check“ казва как.
