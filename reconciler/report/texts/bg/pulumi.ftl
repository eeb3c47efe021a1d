# Какво показва Pulumi.

fault-not-a-school = никой файл не описва училището „{ $school }“ в домейна „{ $tenant }“
    .hint = за ресурса School е нужно името на файл от папката с училищата и домейн, който е посочен в този файл
fault-wrong-id = „{ $id }“ не е идентификатор на училище
    .hint = идентификаторът е училище/домейн, например ou-geo-milev/ou-geo-milev
fault-unknown-type = тук няма нищо с името „{ $type }“
fault-stopped = спряно: нищо повече не се изпраща
    .hint = започнатото е записано в журнала; pulumi up продължава оттам
fault-pulumi-refused = спряно, затова в нито едно училище нищо не е записано:
    { $told }
    .hint = няколко защити се пишат в едно reconciler:acknowledge, със запетаи между тях
fault-pulumi-no-reason = { $guards }: потвърдено е без причина
    .hint = pulumi config set reconciler:reason "…"; причината се пази в журнала
fault-not-seen = в { $tenant } беше записвано, но не можа да бъде прочетено отново
    .hint = pulumi preview показва какво остава
pulumi-marks-stay = Никой файл вече не описва { $school }, затова обектите му в { $tenant } остават с нашия знак. За да бъде махнат, върнете файла и първо изтрийте ресурса или напишете в него decommission: true.
pulumi-only-observed = { $school }: { $count ->
    [one] една разлика само се наблюдава и не се записва
   *[other] { $count } разлики само се наблюдават и не се записват
}: { $differences }
pulumi-people-refused = Доставчикът не приема няколко души; всичко останало за училището е приложено:
    { $people }
