### Какво не е наред във файловете, които хората пишат: файлове на училища и на стекове.

## YAML

fault-not-utf8 = този ред не е в UTF-8
    .hint = запишете файла в UTF-8, а не например в Windows-1251
fault-bad-yaml = това не е YAML: { $problem }
fault-tab = редът е отместен с табулация, а YAML не я приема
    .hint = ползвайте интервали, а не табулация
fault-too-large = файлът е по-дълъг от { $limit } байта, затова не се чете
fault-too-deep = повече от { $limit } списъка и обекта са вложени един в друг, затова останалото не се чете
fault-long-number = числото има повече от { $limit } цифри
    .hint = сложете го в кавички, ако е текст
fault-bad-character = знак, който не се допуска в YAML
    .hint = може да е невидим; напишете реда наново
fault-several-documents = тук започва втори документ
    .hint = в един файл има един документ; махнете реда ---
fault-empty-file = файлът е празен
fault-ambiguous-scalar = { $text } значи едно за някои програми и друго за други
    .hint = { $meant ->
        [text] поставете го в кавички: "{ $text }"
       *[other] напишете { $meant }; ако е текст, поставете го в кавички: "{ $text }"
    }
fault-anchor = тук не се ползват препратки (&, *)
    .hint = напишете стойността; общото за училищата е в общия образец (layout)
fault-tag = { $tag }: тук не се ползват типове
    .hint = махнете го; текстът се пише в кавички
fault-duplicate-key = ключът „{ $key }“ се повтаря
    .hint = оставете единия; първият е на ред { $line }
fault-complex-key = ключът не може да е изброяване или обект

## Форма

fault-unknown-key = непознат ключ „{ $key }“
    .hint = { $near ->
        [none] ключовете тук са: { $known }
       *[other] може би „{ $near }“?
    }
fault-bad-key = „{ $key }“ не може да е ключ тук
    .hint = { $section ->
        [classes] класът е число от 1 до 12
       *[other] { $near ->
            [none] ключът се пише с малки латински букви и цифри, с единични тирета между тях
           *[other] ключът се пише с малки латински букви: „{ $near }“; това, което хората четат, е в name:
        }
    }
fault-missing-key = липсва „{ $key }“
fault-null-object = ключът „{ $key }“ е без стойност
    .hint = напишете стойност или махнете реда; каквото е в общия образец, се маха с without:
fault-wrong-type = „{ $key }“ трябва да е { $wanted ->
    [string] текст
    [integer] цяло число
    [number] число
    [boolean] true или false
    [array] изброяване
    [object] обект с ключове и стойности
    [string-integer] текст или цяло число
    [object-string] текст или обект с bg: и en:
   *[other] нещо друго
 }
    .hint = { $wanted ->
        [string] сложете го в кавички
        [array] например [едно, две]
        [boolean] без кавички
        [integer] с цифри, без кавички
        [number] с цифри, без кавички
        [string-integer] например "25 %" или 40
       *[other] например {"{"}bg: …, en: …{"}"}
    }
fault-not-one-of = „{ $key }“ не може да е „{ $value }“
    .hint = едно от: { $known }
fault-bad-form = „{ $key }“ не може да е „{ $value }“
    .hint = { $key ->
        [grades] първи и последен клас, например 1-7
        [share] дял в проценти, например "30 %"
        [inRollover] дял в проценти, например "25 %", или цяло число
        [by] ден в кавички, например "2027-06-30"
        [goal] дял в проценти, например "80 %"
        [journal] срок, например 400 days, 6 months или 3 years; поне 30 дни
        [findings] срок, например 400 days, 6 months или 3 years; поне 30 дни
        [reports] срок, например 400 days, 6 months или 3 years; поне 30 дни
        [starts] месец и ден в кавички, например "09-15"
        [from] месец и ден в кавички, например "09-01"
        [until] месец и ден в кавички, например "10-15"
        [without] раздел и ключ в него от общия образец, например groups/parents-{"{"}cohort{"}"}
        [ignore] раздел и маска, например groups/choir-*
        [address] адресът на група е частта преди @, адресът на член е цял
        [addresses] букви, цифри, тирета и *, например school-*
        [orgUnits] път от корена на домейна, / или /school
        [domain] домейн с малки букви, например school.example
        [customer] номерът на клиента в Google: C и букви или цифри
        [tenantId] номерът на директорията, UUID с малки букви
        [graduates] година или {"{"}graduates{"}"} при forEach: graduates
        [endpoint] simulator или цял адрес (URL)
       *[other] малки латински букви и цифри, с единични тирета между тях
    }
fault-not-one-address = член на групата „{ $key }“ е записан с нещо, което не е един имейл адрес
    .hint = само един адрес: без име, без втори адрес, без скрит знак, с латински букви
fault-too-few = „{ $key }“ не може да е празно
fault-out-of-range = „{ $value }“ е извън допустимото
    .hint = трябва да е { $limit }

## Файлове и имена

fault-no-file = файлът липсва
fault-wrong-file-name = id „{ $id }“ и името на файла { $file } се различават
    .hint = файлът носи името на своето id: { $id }.yaml
fault-unknown-school = няма училище „{ $school }“
    .hint = училището е файл schools/{ $school }.yaml
fault-duplicate-org = и { $school } е „{ $org }“ в поименните списъци
    .hint = всяко училище има своя организация: roster: {"{"}org: …{"}"}, иначе фактът neispuo, иначе името на файла
fault-old-key = файлът е за по-стара версия: { $keys } вече се пишат във facts:
    .hint = reconciler upgrade ги премества и запазва коментарите ви
fault-missing-language = в това име липсва текст на „{ $language }“
    .hint = в municipality.yaml са изброени езиците, които има всяко име; един текст без език важи за всички
fault-missing-fact = липсва фактът „{ $fact }“ ({ $title })
    .hint = впишете го във facts:, както е поискано в municipality.yaml
fault-unknown-fact = няма факт „{ $fact }“
    .hint = { $near ->
        [none] факти в municipality.yaml: { $known }
       *[other] може би „{ $near }“? факти в municipality.yaml: { $known }
    }
fault-bad-fact = фактът „{ $fact }“ не може да е „{ $value }“
    .hint = в municipality.yaml е поискано: { $wanted }
fault-bad-pattern = „{ $pattern }“ не е регулярен израз
fault-layout-cycle = общ образец разширява сам себе си: { $path }
fault-no-grades = в общия образец „{ $layout }“ не е посочено кои класове се обучават
    .hint = впишете в него grades: или изберете общ образец, който го разширява
fault-unknown-layout = няма общ образец (layout) „{ $layout }“
    .hint = общите образци са: { $known }
fault-unknown-wave = няма вълна „{ $wave }“
    .hint = вълните са: { $known }
fault-unknown-product = няма вид лиценз „{ $product }“
    .hint = видовете лицензи са: { $known }
fault-no-vendor = видът лиценз „{ $product }“ няма име при никой доставчик
    .hint = добавете google: или microsoft:, както го нарича доставчикът

## Обхват и домейни

fault-no-scope = { $school } няма обхват в домейна „{ $tenant }“
    .hint = добавете го към scopes: в schools/municipality.yaml или поправете името на домейна
fault-not-named = default от scopes: не важи за { $school } в домейна „{ $tenant }“
    .hint = посочете училището във файла на стека: {"{"} schools: [{ $school }] {"}"} при домейна „{ $tenant }“; или му дайте собствен ред в scopes:
fault-named-elsewhere = при домейна „{ $tenant }“ е посочено { $school }, което не е в него
    .hint = махнете го от schools: или добавете домейна във файла на училището
fault-unused-scope = { $school } не е в домейна „{ $tenant }“
    .hint = махнете обхвата или добавете домейна във файла на училището
fault-outside-addresses = групата „{ $key }“ има адрес { $address }, който е извън обхвата на { $school }
    .hint = адресите му в домейна { $tenant } са { $pattern }; вижте scopes: в schools/municipality.yaml
fault-outside-units = звеното „{ $key }“ приема { $path }, което е извън обхвата на { $school }
    .hint = звената му в домейна { $tenant } са под { $root }; вижте scopes: в schools/municipality.yaml
fault-adopted-twice = звената „{ $key }“ и „{ $other }“ приемат едно и също звено { $path }
    .hint = махнете едното; другото е в { $at }
fault-outside-products = „{ $product }“ в домейна „{ $tenant }“ е извън обхвата на { $school }
    .hint = видовете му лицензи там са: { $products }; вижте scopes: в schools/municipality.yaml
fault-outside-names = групата „{ $key }“ се казва „{ $name }“, което е извън обхвата на { $school }
    .hint = имената в домейна { $tenant } са: { $names }; вижте scopes: в schools/municipality.yaml
fault-outside-seats = { $school }: посочени лицензи от вида „{ $product }“ в домейна „{ $tenant }“ – { $seats }, а може най-много { $most }
    .hint = намалете seats: или вижте scopes: в schools/municipality.yaml
fault-owners-not-current = редовете за училищата не са, както е описано в municipality.yaml
    .hint = reconciler owners ги записва
fault-units-overlap = обхватите на { $school } и { $other } допускат едни и същи звена на домейна „{ $tenant }“
    .hint = никой от двата корена не бива да е в другия: { $one }, { $second }
fault-addresses-overlap = обхватите на { $school } и { $other } допускат едни и същи адреси на домейна „{ $tenant }“
    .hint = никой адрес не бива да отговаря и на двете маски: { $one }, { $second }
fault-address-of-another = { $address } е адрес и на { $other }, и на { $school }, в един домейн „{ $tenant }“
    .hint = сменете единия; този на { $other } е в { $at }
fault-unknown-tenant = в стека няма домейн „{ $tenant }“
    .hint = добавете го към reconciler:tenants или поправете името
fault-unused-tenant = никое училище не е в домейна „{ $tenant }“
    .hint = махнете го от стека или го посочете във файла на училище
fault-unknown-seats = за домейна „{ $tenant }“ са посочени лицензи „{ $product }“, а такъв вид няма
    .hint = видовете лицензи са в schools/municipality.yaml

## Паралелки

fault-grade-not-taught = в такова училище няма { $grade }. клас
    .hint = класовете в общия му образец са { $grades }
fault-bad-class-letter = „{ $letter }“ не може да е буква на паралелка
    .hint = възможни са само: { $letters }; на кирилица са, ако `languages:` в schools/municipality.yaml има bg, иначе са латински
fault-latin-class-letter = буквата „{ $letter }“ е латинска
    .hint = напишете я на кирилица; двете си приличат, но в списъците няма да се намери такава паралелка
fault-repeated-class = паралелката { $grade }{ $letter } се повтаря
fault-bad-grades = класовете { $grades } са в обратен ред

## Какво посочва едно училище

fault-unknown-class = { $kind ->
    [unit] в звеното
    [licence] в лиценза
   *[other] в групата
 } „{ $key }“ е посочена паралелка { $class }, а в { $school } няма такава
    .hint = паралелките му, ред { $line }: { $known }
fault-unknown-grade = { $kind ->
    [unit] в звеното
    [licence] в лиценза
   *[other] в групата
 } „{ $key }“ е посочен { $grade }. клас, а в { $school } няма такъв
    .hint = класовете му, ред { $line }: { $known }
fault-unknown-group = { $kind ->
    [licence] в лиценза
   *[other] в групата
 } „{ $key }“ е посочена група „{ $group }“, а в това училище няма такава
    .hint = групата се посочва с ключа си, а не с адреса
fault-unknown-unit = { $kind ->
    [unit] в звеното
    [licence] в лиценза
   *[other] в групата
 } „{ $key }“ е посочено звено „{ $unit }“, а в това училище няма такова
    .hint = звеното се посочва с пътя от ключове, например staff/teachers
fault-not-alone = в един ред на { $kind ->
    [unit] звеното
    [licence] лиценза
   *[other] групата
 } „{ $key }“ са посочени едновременно хора и група или адрес
    .hint = group: и address: се пишат сами; напишете два реда
fault-no-audience = никъде не е посочено кой получава „{ $product }“
    .hint = добавете for: с хора или through: с група; for: [] означава никой
fault-two-audiences = „{ $product }“ има и for:, и through:
    .hint = оставете едното: лиценза получават членовете на групата
fault-duplicate-address = групите „{ $key }“ и „{ $other }“ имат един и същ адрес { $address }
    .hint = сменете единия; другата е в { $at }
fault-repeated-key = „{ $key }“ е описано два пъти
    .hint = създава го и шаблон, вижте { $other }; оставете едното
fault-unmatched-without = в общия образец „{ $layout }“ няма { $path }
    .hint = напишете го, както е в общия образец, заедно със знаците за заместване
fault-previously-declared = „{ $name }“, предишно име на „{ $key }“, е и { $kind ->
    [unit] звено
   *[other] група
 } на това училище
    .hint = махнете едното: предишното име трябва да е свободно; другото е в { $at }
fault-previously-twice = „{ $name }“ е посочено като предишно име и на „{ $key }“, и на „{ $other }“
    .hint = оставете едното: предишно име може да има само един обект
fault-previous-school-exists = „{ $name }“, предишен идентификатор на „{ $school }“, днес е идентификатор на училище
    .hint = махнете го от `previously`; училището е в { $at }
fault-previous-school-twice = „{ $name }“ е посочен като предишен идентификатор и на „{ $school }“, и на „{ $other }“
    .hint = оставете едното: предишен идентификатор може да има само едно училище; другото е в { $at }
fault-group-cycle = групата „{ $key }“ съдържа себе си
    .hint = прекъснете кръга: { $path }

## Шаблони

fault-no-placeholder = „{ $key }“ описва няколко обекта, а всички ще получат едно и също име
    .hint = добавете в ключа едно от { $placeholders }
fault-stray-placeholder = няма какво да замени скобите в „{ $text }“
    .hint = за {"{"}class{"}"} и {"{"}cohort{"}"} е нужно forEach: class, за {"{"}graduates{"}"} – forEach: graduates

## Дни

fault-bad-day = няма такъв ден, „{ $value }“
    .hint = { $form ->
        [year] месец и ден, например "09-15"
       *[day] година, месец и ден, например "2027-02-01"
    }
fault-ends-before = { $last } е преди { $first }
    .hint = { $what ->
        [rollover] периодът е в рамките на една календарна година
       *[effective] първият ден е from:, последният е until:; и двата са включени
    }
fault-not-there-then = { $kind ->
    [unit] в звеното
    [licence] в лиценза
   *[other] в групата
 } „{ $key }“ е { $what ->
    [unit] посочено звеното
   *[other] посочена групата
 } „{ $name }“ със срок само { $first ->
    [none] до { $last }
   *[other] { $last ->
        [none] от { $first }
       *[other] от { $first } до { $last }
    }
 }
    .hint = задайте на „{ $key }“ същото effective: или махнете „{ $name }“ оттам

## Прагове на защитите

fault-lone-limit = „{ $guard }“: { $key } тук няма действие
    .hint = { $needs ->
        [year] напишете year: с rollover: в schools/municipality.yaml
       *[other] нужно е и { $needs }:, а то никъде не е написано
    }
fault-looser-limit = защитата „{ $guard }“ тук е по-слаба от допустимото: { $key } { $own }, а може най-много { $most }
    .hint = { $where ->
        [default] училище може само да намали прага по подразбиране, { $most }; във файла на общината прагът може и да е по-висок
       *[other] училище може само да намали прага, който е посочен от общината в { $where }
    }

## Стекове

fault-no-folder = няма папка { $folder }
    .hint = пътищата във файла на стека започват от самия файл
fault-no-simulator = { $count ->
    [one] един домейн от стека { $stack } е
   *[other] { $count } домейна от стека { $stack } са
 } на симулатора, а той не работи
    .hint = пуснете го с reconciler simulator start или задайте адреса му в { $variable }
fault-wrong-credentials = с тези данни никой не може да влезе в { $vendor ->
    [google] Google
   *[other] Microsoft
 }
    .hint = или { $one }; или { $other }
fault-duplicate-domain = { $domain } е в стека под две имена
    .hint = един домейн има едно име в стека; другото е на ред { $line }
fault-bad-ledger = това не е адрес на журнал
    .hint = sqlite:/// и файл или postgresql:// със сървър и база
fault-ledger-in-plain = паролата за журнала е във файла на стека
    .hint = махнете я, сменете я и дайте целия адрес в { $variable }
fault-no-shared-ledger = { $ledger ->
    [none] стекът { $stack } няма журнал
   *[file] журналът на стека { $stack } е файл
 }, а { $count ->
    [one] един от домейните му е истински
   *[other] { $count } от домейните му са истински
 }
    .hint = задайте в { $variable } адрес postgresql://: файлът изчезва с машината, на която е работено, и две изпълнения няма да се виждат
fault-pupil-named = тук е посочен ученик
    .hint = ученици не се изписват във файловете: посочете паралелката, класа или ролята и премахнете текста от историята на Git
