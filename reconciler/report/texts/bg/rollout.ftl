rollout-waiting = изчаква се другото изпълнение, най-много { $seconds } сек
rollout-pause = Вълна { $wave } приключи, { $schools ->
    [one] едно училище
   *[other] { $schools } училища
  }. Да се продължи ли с { $next }? Напишете „да“.
rollout-stopped-unhealthy = спря преди { $waves }: от { $schools } училища на вълна { $wave } { $failed } са неуспешни, { $unknown } са неизвестни, { $refused } са отказани
    .hint = оправете тези училища и изпълнете apply отново: направеното остава, останалото продължава
rollout-stopped-until = оставени за по-късно, както е поискано: { $waves }
    .hint = изпълнете apply без --until-wave, за да продължите
rollout-stopped-paused = пауза преди { $waves }
    .hint = изпълнете apply отново, за да продължите
fault-no-reason = { $guards } не може да се потвърди без причина
    .hint = добавете --reason „…“: кой и защо остава в дневника
