rollout-waiting = изчаква се другото изпълнение, най-много { $seconds } s
rollout-pause = Вълна „{ $wave }“ приключи: { $schools ->
    [one] едно училище
   *[other] { $schools } училища
  }. Да се продължи ли с { $next }? За потвърждение напишете „да“.
rollout-stopped-unhealthy = спряно преди { $waves }: във вълна „{ $wave }“ от { $schools } училища: неуспешни { $failed }, неизвестни { $unknown }, спрени { $refused }
    .hint = отстранете причината в тези училища и изпълнете apply отново: приложеното остава, останалото продължава
rollout-stopped-until = оставени за по-късно, както е поискано: { $waves }
    .hint = изпълнете apply без --until-wave, за да продължите
rollout-stopped-paused = пауза преди { $waves }
    .hint = изпълнете apply отново, за да продължите
fault-no-reason = { $guards } не може да се потвърди без причина
    .hint = добавете --reason "…": кой е потвърдил и защо, остава в журнала
