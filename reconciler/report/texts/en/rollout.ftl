rollout-waiting = waiting up to { $seconds } s for the other run to end
rollout-pause = Wave { $wave } is complete: { $schools ->
    [one] one school
   *[other] { $schools } schools
  }. Go on with { $next }? Type yes to continue:
rollout-stopped-unhealthy = stopped before { $waves }: wave { $wave } failed its health check; of { $schools } schools { $failed } failed, { $unknown } are unknown, { $refused } are refused
    .hint = correct these schools, then run apply again: what is applied stays, and the rollout continues
rollout-stopped-until = left for later, as asked: { $waves }
    .hint = run apply without --until-wave to go on
rollout-stopped-paused = paused before { $waves }
    .hint = run apply again to go on
fault-no-reason = { $guards } cannot be acknowledged without a reason
    .hint = add --reason "…": who did it and why stays in the ledger
