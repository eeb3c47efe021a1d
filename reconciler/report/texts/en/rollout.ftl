rollout-waiting = waiting up to { $seconds } s for the other run to end
rollout-pause = Wave { $wave } is done, { $schools ->
    [one] one school
   *[other] { $schools } schools
  }. Go on with { $next }? Type "yes".
rollout-stopped-unhealthy = stopped before { $waves }: of { $schools } schools of wave { $wave } { $failed } failed, { $unknown } are unknown, { $refused } are refused
    .hint = settle these schools, then run apply again: what is done stays done, and the rollout goes on
rollout-stopped-until = left for later, as asked: { $waves }
    .hint = run apply without --until-wave to go on
rollout-stopped-paused = paused before { $waves }
    .hint = run apply again to go on
fault-no-reason = { $guards } cannot be acknowledged without a reason
    .hint = add --reason "…": who did it and why stays in the ledger
