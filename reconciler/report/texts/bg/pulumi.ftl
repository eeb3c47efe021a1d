# Какво показва Pulumi.

fault-not-a-school = никой файл не описва училището „{ $school }“ в наемателя „{ $tenant }“
    .hint = ресурсът School иска името на файл от папката с училищата и наемател, който този файл посочва
fault-wrong-id = „{ $id }“ не е идентификатор на училище
    .hint = идентификаторът е училище/наемател, например ou-geo-milev/ou-geo-milev
fault-unknown-type = тук няма нищо с името „{ $type }“
fault-stopped = спряно: нищо повече не се изпраща
    .hint = започнатото е записано в дневника; pulumi up продължава оттам
fault-pulumi-refused = отказано, затова в нито едно училище нищо не е записано:
    { $told }
    .hint = в Pulumi съгласието е настройка: pulumi config set reconciler:acknowledge ИМЕ:УЧИЛИЩЕ, а причината в reconciler:reason
fault-pulumi-no-reason = { $guards }: потвърдено е без причина
    .hint = pulumi config set reconciler:reason "…"; дневникът я пази
fault-not-seen = в { $tenant } беше записвано, но не можа да бъде прочетено отново
    .hint = pulumi preview показва какво остава
pulumi-marks-stay = Никой файл вече не описва { $school }, затова обектите му в { $tenant } остават с нашия знак. За да бъде махнат, върнете файла и първо изтрийте ресурса или напишете в него decommission: true.
