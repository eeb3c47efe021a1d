# Текстове за собствените кодове на проверките.
reason-sample-declared = описано във файла
reason-sample-roster = списък
reason-sample-not-read = членовете не можаха да се прочетат изцяло
finding-sample-strangers = групата „{ $group }“ има { $count ->
    [one] един член, който никой не е обявил
   *[other] { $count } членове, които никой не е обявил
}
    .hint = запазете ги или ги махнете, във файла на училището
fault-sample-unreachable = { $tenant }: няма връзка с доставчика
    .hint = проверете мрежата и опитайте отново
fault-sample-asks = { $what } & още
    .hint = попитайте { $whom }
refusal-sample-guard = { $school } би загубило { $removed } от { $before } членства
    .hint = прочетете плана и потвърдете sample-guard
