# Журналът на изпълненията: къде е, чий е и кой има право на запис в даден домейн.

fault-ledger-bad-url = адресът на журнала е невалиден: { $url }
    .hint = напишете sqlite:///ФАЙЛ или postgresql://СЪРВЪР/БАЗА
fault-ledger-unreachable = журналът { $url } не може да се използва: { $why }
    .hint = без него нищо повече не беше изпратено; когато стане достъпен, повторете същата команда
fault-ledger-newer-schema = журналът е воден от по-нова версия на reconciler (схема { $version })
    .hint = инсталирайте онази версия; по-старата няма да разбере какво чете
fault-ledger-other-municipality = журналът е на община „{ $found }“, а не на „{ $municipality }“
    .hint = за всяка община е нужен собствен журнал
fault-ledger-other-key = журналът е воден с ключ за псевдоними { $found }, а този е { $key }
    .hint = използвайте ключа, с който е започнат, или започнете нов журнал: псевдонимите му не могат да се сравняват
fault-ledger-unknown-run = в журнала няма изпълнение { $run }
    .hint = { $newest ->
        [0] засега в него няма нито едно
       *[other] последното е { $newest }; `reconciler history` ги изброява
    }
fault-ledger-sealed-by-another = нещо в журнала не може да се прочете с ключа за псевдоними { $key }
    .hint = използвайте ключа, с който е записано
fault-lease-held = в „{ $tenant }“ в момента записва { $who } ({ $host }), от { $since }{ $run ->
    [0] {""}
   *[other] {" "}(изпълнение { $run })
}
    .hint = изчакайте края му; ако вече не работи, правото му на запис изтича в { $until }
fault-lease-lost = правото на запис в „{ $tenant }“ вече не е наше; след това нищо не е изпратено
    .hint = reconciler history показва кой е записвал след нас; после повторете същата команда

# Аварийното спиране.

fault-frozen = { $who } спря всяко записване от { $since } UTC{ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
    .hint = обърнете се към него; reconciler unfreeze --reason "…" разрешава записването отново. Четенето (plan, report, drift) работи през цялото време
fault-stack-frozen = файлът на стека спира всяко записване{ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
    .hint = кой го е написал, е в историята на Git; махнете `reconciler:frozen`, когато записването може да продължи
fault-no-freeze-reason = записването не се спира и не се разрешава отново без причина
    .hint = добавете --reason "…": вижда я всеки, чиято команда е спряна, и остава в журнала
refusal-frozen = спряно аварийно от { $who } в { $since } UTC{ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
    .hint = когато записването може да продължи, повторете същата команда: приложеното остава
freeze-holds = Всяко записване е спряно{ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
    От този момент apply, undo, forget и Pulumi отказват във всеки стек с този журнал. За да продължи:  reconciler unfreeze --reason "…"
freeze-running = Изпълнение { $run }, пуснато от { $who } ({ $host }), още не е приключило: повече нищо няма да запише.
freeze-lifted = { $count ->
    [0] В журнала нищо не беше спряно.
    [one] Записването може да продължи: отменено е едно спиране.
   *[other] Записването може да продължи: отменени са { $count } спирания.
}
freeze-plan = Всяко записване е спряно{ $who ->
    [none] {" "}от файла на стека
   *[other] {" "}от { $who }, от { $since } UTC
}{ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
freeze-row = { $since }  { $who } ({ $host }){ $until ->
    [none] {""}
   *[other] {" "}до { $until } включително
}: { $reason }
freeze-row-lifted = отменено в { $at } от { $who }: { $reason }
freeze-row-holds = в сила
freeze-row-over = последният му ден е минал
freeze-none = Записването никога не е било спирано.
