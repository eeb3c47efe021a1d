### Какво не е наред във файловете, които хората пишат: манифести и стекове.

## YAML

fault-not-utf8 = този ред не е в UTF-8
    .hint = запишете файла в UTF-8, а не например в Windows-1251
fault-bad-yaml = това не е YAML: { $problem }
fault-bad-character = знак, който не се допуска в YAML
    .hint = може да е невидим; напишете реда наново
fault-several-documents = тук започва втори документ
    .hint = в един файл има един документ; махнете реда ---
fault-empty-file = файлът е празен
fault-ambiguous-scalar = { $text } значи едно за някои програми и друго за други
    .hint = сложете го в кавички: "{ $text }"
fault-anchor = тук не се ползват препратки (&, *)
    .hint = напишете стойността; общото за училищата е в тяхната схема (layout)
fault-tag = { $tag }: тук не се ползват типове
    .hint = махнете го; текстът се пише в кавички
fault-duplicate-key = „{ $key }“ е тук два пъти
    .hint = оставете едното; първото е на ред { $line }
fault-complex-key = ключът не може да е списък или обект

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
fault-null-object = „{ $key }“ го има, но е празно
    .hint = напишете стойност или махнете реда; това, което има схемата, се маха с without:
fault-wrong-type = „{ $key }“ трябва да е { $wanted ->
    [string] текст
    [integer] цяло число
    [number] число
    [boolean] true или false
    [array] списък
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
        [neispuo] кодът има шест или седем цифри и се пише в кавички
        [grades] първи и последен клас, например 1-7
        [share] дял в проценти, например "30 %"
        [inRollover] дял в проценти, например "25 %", или цяло число
        [starts] месец и ден в кавички, например "09-15"
        [from] месец и ден в кавички, например "09-01"
        [until] месец и ден в кавички, например "10-15"
        [without] раздел и ключ в него от схемата, например groups/parents-{"{"}cohort{"}"}
        [ignore] раздел и образец, например groups/choir-*
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
fault-too-few = „{ $key }“ не може да е празно
fault-out-of-range = „{ $value }“ е извън допустимото
    .hint = трябва да е { $limit }

## Файлове и имена

fault-no-file = файлът липсва
fault-wrong-file-name = id „{ $id }“ и името на файла { $file } се различават
    .hint = файлът носи името на своето id: { $id }.yaml
fault-unknown-school = няма училище „{ $school }“
    .hint = училището е файл schools/{ $school }.yaml
fault-duplicate-neispuo = и { $school } има код { $neispuo }
    .hint = всяко училище има свой код в националния регистър
fault-unknown-layout = няма схема (layout) „{ $layout }“
    .hint = схемите са: { $known }
fault-unknown-wave = няма вълна „{ $wave }“
    .hint = вълните са: { $known }
fault-unknown-product = няма продукт „{ $product }“
    .hint = продуктите са: { $known }
fault-no-vendor = продуктът „{ $product }“ няма име при никой доставчик
    .hint = добавете google: или microsoft:, както го нарича доставчикът

## Обхват и домейни

fault-no-scope = { $school } няма обхват в домейна „{ $tenant }“
    .hint = добавете го към scopes: в schools/municipality.yaml или поправете името на домейна
fault-unused-scope = { $school } не е в домейна „{ $tenant }“
    .hint = махнете обхвата или добавете домейна във файла на училището
fault-outside-addresses = групата „{ $key }“ има адрес { $address }, извън това, което { $school } може да заявява
    .hint = адресите му в домейна { $tenant } са { $pattern }; вижте scopes: в schools/municipality.yaml
fault-outside-products = { $school } не може да заявява „{ $product }“ в домейна „{ $tenant }“
    .hint = продуктите му там са: { $products }; вижте scopes: в schools/municipality.yaml
fault-units-overlap = { $school } и { $other } могат да заявят едни и същи единици на домейна „{ $tenant }“
    .hint = никой от двата корена не бива да е в другия: { $one }, { $second }
fault-addresses-overlap = { $school } и { $other } могат да заявят едни и същи адреси на домейна „{ $tenant }“
    .hint = никой адрес не бива да отговаря и на двата образеца: { $one }, { $second }
fault-address-of-another = { $address } е адрес и на { $other }, и на { $school }, в един домейн „{ $tenant }“
    .hint = сменете единия; този на { $other } е в { $at }
fault-unknown-tenant = в стека няма домейн „{ $tenant }“
    .hint = добавете го към reconciler:tenants или поправете името
fault-unused-tenant = никое училище не е в домейна „{ $tenant }“
    .hint = махнете го от стека или го назовете във файла на училище
fault-unknown-seats = домейнът „{ $tenant }“ има места за „{ $product }“, а такъв продукт няма
    .hint = продуктите са в schools/municipality.yaml

## Паралелки

fault-grade-not-taught = в такова училище няма { $grade }. клас
    .hint = класовете в неговата схема са { $grades }
fault-bad-class-letter = „{ $letter }“ не може да е буква на паралелка
    .hint = буквите са { $letters }
fault-latin-class-letter = буквата „{ $letter }“ е латинска
    .hint = напишете я на кирилица; двете си приличат, но в списъците няма да се намери такава паралелка
fault-repeated-class = паралелката { $grade }{ $letter } е тук два пъти
fault-bad-grades = класовете { $grades } са в обратен ред

## Какво назовава едно училище

fault-unknown-class = { $kind ->
    [unit] единицата
    [licence] лицензът
   *[other] групата
 } „{ $key }“ назовава паралелката { $class }, каквато { $school } няма
    .hint = паралелките му, ред { $line }: { $known }
fault-unknown-grade = { $kind ->
    [unit] единицата
    [licence] лицензът
   *[other] групата
 } „{ $key }“ назовава { $grade }. клас, какъвто { $school } няма
    .hint = класовете му, ред { $line }: { $known }
fault-unknown-group = { $kind ->
    [licence] лицензът
   *[other] групата
 } „{ $key }“ назовава групата „{ $group }“, каквато това училище няма
    .hint = групата се назовава с ключа си, а не с адреса
fault-unknown-unit = { $kind ->
    [unit] единицата
    [licence] лицензът
   *[other] групата
 } „{ $key }“ назовава единицата „{ $unit }“, каквато това училище няма
    .hint = единицата се назовава с пътя от ключове, например staff/teachers
fault-not-alone = ред на { $kind ->
    [unit] единицата
    [licence] лиценза
   *[other] групата
 } „{ $key }“ казва едновременно кои хора и коя група или адрес
    .hint = group: и address: стоят сами; напишете два реда
fault-no-audience = никъде не пише кой получава „{ $product }“
    .hint = добавете for: с хора или through: с група; for: [] значи никой
fault-two-audiences = „{ $product }“ има и for:, и through:
    .hint = оставете едното: лиценза получават членовете на групата
fault-duplicate-address = групите „{ $key }“ и „{ $other }“ имат един и същ адрес { $address }
    .hint = сменете единия; другата е в { $at }
fault-repeated-key = „{ $key }“ е заявено два пъти
    .hint = прави го и шаблон, вижте { $other }; оставете едното
fault-unmatched-without = в схемата „{ $layout }“ няма { $path }
    .hint = напишете го, както е в схемата, заедно със знаците за заместване
fault-previously-declared = „{ $name }“, предишно име на „{ $key }“, е и { $kind ->
    [unit] единица
   *[other] група
 } на това училище
    .hint = махнете едното: предишното име трябва да е свободно; другото е в { $at }
fault-previously-twice = „{ $key }“ и „{ $other }“ са се казвали и двете „{ $name }“
    .hint = оставете едното: нещо има само един наследник
fault-previous-school-exists = „{ $name }“, предишен идентификатор на „{ $school }“, днес е идентификатор на училище
    .hint = махнете го от `previously`; училището е в { $at }
fault-previous-school-twice = „{ $school }“ и „{ $other }“ са имали и двете идентификатор „{ $name }“
    .hint = оставете едното: училището има само един наследник; другото е в { $at }
fault-group-cycle = групата „{ $key }“ съдържа себе си
    .hint = прекъснете кръга: { $path }

## Шаблони

fault-no-placeholder = „{ $key }“ стои за няколко, а името би било едно
    .hint = сложете в ключа едно от { $placeholders }
fault-stray-placeholder = нищо не запълва скобите в „{ $text }“
    .hint = {"{"}class{"}"} и {"{"}cohort{"}"} искат forEach: class, {"{"}graduates{"}"} иска forEach: graduates

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
    [unit] единицата
    [licence] лицензът
   *[other] групата
 } „{ $key }“ назовава { $what ->
    [unit] единицата
   *[other] групата
 } „{ $name }“, която съществува само { $first ->
    [none] до { $last }
   *[other] { $last ->
        [none] от { $first }
       *[other] от { $first } до { $last }
    }
 }
    .hint = дайте на „{ $key }“ същото effective: или махнете „{ $name }“ оттам

## Граници на предпазителите

fault-lone-limit = „{ $guard }“: { $key } тук не прави нищо
    .hint = { $needs ->
        [year] напишете year: с rollover: в schools/municipality.yaml
       *[other] нужно е и { $needs }:, а никой не го е написал
    }
fault-looser-limit = предпазителят „{ $guard }“ тук би бил по-слаб: { $key } { $own }, а може най-много { $most }
    .hint = { $where ->
        [default] училище може само да затегне подразбираната граница, { $most }; файлът на общината може и да я отпусне
       *[other] училище може само да затегне това, което общината казва в { $where }
    }

## Стекове

fault-no-folder = няма папка { $folder }
    .hint = пътищата в стеков файл започват от самия файл
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
fault-bad-ledger = това не е адрес на дневник
    .hint = sqlite:/// и файл или postgresql:// със сървър и база
fault-ledger-in-plain = паролата за дневника стои в стековия файл
    .hint = махнете я, сменете я и дайте целия адрес в { $variable }
fault-no-shared-ledger = { $ledger ->
    [none] стекът { $stack } няма дневник
   *[file] дневникът на стека { $stack } е файл
 }, а { $count ->
    [one] един от домейните му е истински
   *[other] { $count } от домейните му са истински
 }
    .hint = задайте в { $variable } адрес postgresql://: файлът изчезва с машината, на която е работено, а две изпълнения не биха се виждали
fault-pupil-named = тук е посочен ученик
    .hint = ученици не се изписват във файловете: посочете паралелката, класа или ролята и премахнете текста от историята на Git
