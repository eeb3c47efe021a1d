### What the jobs of a code host write into a pull request.

ci-job = The job: { $url }
ci-cut = The rest does not fit into a comment; it stands in the job's output.
ci-more = … and { $count } more.
ci-decide = Needs a decision. To agree, somebody who may decide runs the job “decide” with these three and a reason.
ci-head-guard = guard
ci-head-print = fingerprint
ci-head-number = pull request
ci-head-wave = wave
ci-head-school = school
ci-head-outcome = outcome
ci-agreed = { $guard }: agreed by { $who }: { $reason }
ci-outcome = After the merge
ci-left = What is left, planned anew
ci-all-done = Nothing is left: everything is as declared.
ci-not-approved = Nothing was applied from this pull request: no plan of the merged commit stands here, so nobody has approved one.
ci-still-open = Pull request { $number } is still open; its changes are applied once it is merged.
ci-moved-on = The branch { $branch } has moved on since; the newer merge says what is left.
ci-fork = This comes from a fork: nobody's list, no tenant and no secret was used. For the full plan somebody who may push reads the commit and pushes it to a branch of this repository.
ci-check-failed = The files cannot be used
ci-check-stopped = The check was stopped
ci-plan-failed = No plan
ci-plan-stopped = Planning was stopped
ci-apply-failed = Applying ended early
ci-apply-stopped = Applying was stopped; the same job run again goes on where it ended

## Every morning

ci-roster-reason = lists, calendar and unfinished changes, by the schedule
ci-issue-title = { $stack }: waits for a person
ci-issue-told = What waits for a person: { $url }
ci-morning = Applied by itself
ci-waits = Waits for a person
ci-waits-how = To agree to a refusal, somebody who may decide runs, with a reason that names nobody:
ci-drift = Changed by hand in the tenants
ci-put-back = To put it back: do nothing; the next apply of the school does.
ci-keep = To keep it in { $school }: run the workflow with `keep` set to it; that makes a branch with the edit of its file.
ci-kept = The branch { $branch } has the edit; propose it as any other change.
ci-nothing-to-keep = In { $school } nothing was changed that a file can keep.
ci-roster-failed = The morning's run failed
ci-roster-stopped = The morning's run was stopped; run again, it goes on where it ended
ci-drift-failed = Drift could not be told
ci-drift-stopped = The look at the drift was stopped

## The commit's status: 140 characters at most

ci-status-planning = planning
ci-status-planned = { $count ->
    [0] no changes
    [one] { $count } change; merging applies it
   *[other] { $count } changes; merging applies them
}
ci-status-checked = { $count ->
    [0] the files keep every mandatory rule
    [one] { $count } mandatory rule is broken
   *[other] { $count } mandatory rules are broken
}
ci-status-queued = { $count ->
    [0] no changes in the queue
    [one] { $count } change in the queue
   *[other] { $count } changes in the queue
}
ci-status-refused = { $count ->
    [one] { $count } refusal; see the comment
   *[other] { $count } refusals; see the comment
}
ci-status-agreed = every refusal was agreed to
ci-status-unread = something could not be read; see the comment
ci-status-failed = failed; see the comment
ci-status-stopped = stopped; run the job again
ci-status-broken = a fault of the program; see the job
ci-status-applying = applying
ci-status-applied-0 = applied and verified
ci-status-applied-1 = something failed; see the comment
ci-status-applied-2 = applied; some of it is not yet visible
ci-status-applied-3 = something was left; see the comment

## Faults

fault-no-codehost = this is no job of GitHub, GitLab or Gitea
    .hint = `ci` is for jobs; at a terminal use plan, apply and drift
fault-no-job-variable = the job's environment lacks { $variable }
fault-no-pull-request = no pull request is named
    .hint = add --number
fault-codehost-unreachable = the code host did not answer { $method } { $path } properly: { $problem }
    .hint = run the job again; nothing is done twice
fault-codehost-refused = the code host refused { $method } { $path }: { $problem }
    .hint = check what the job's token may do
fault-codehost-answer-too-long = the code host's answer to { $method } { $path } has more than { $bytes } bytes
    .hint = check the address of its API, and what stands before it
fault-codehost-rate-limited = the code host takes no more requests for now ({ $path }); seconds to wait: { $problem }
    .hint = run the job again after that
fault-codehost-would-leak = a text for the code host holds the value of { $variable }: it was not sent
    .hint = take the value out of the file that names it, and change the secret
fault-no-review-record = no plan of ours stands in pull request { $number }
    .hint = run its plan job again
fault-other-review-plan = { $guard } with fingerprint { $fingerprint } is not what the comment asks about
    .hint = copy both from the newest comment
fault-proposed-outside-base = the stack's folder of manifests, { $folder }, lies outside the project
fault-proposed-no-folder = the proposed checkout has no plain folder { $folder }
fault-proposed-not-a-file = this is a link or another special file
    .hint = a proposed change holds plain files only
fault-proposed-too-large = this file has more than { $bytes } bytes
fault-proposed-too-many = the proposed folder has more than { $most } files
fault-no-proposed-commits = the commits of { $ref } could not be fetched
    .hint = check that the job may read the repository
fault-proposed-moved-on = commit { $commit } is no longer in the pull request
    .hint = a newer push has a job of its own
fault-proposed-conflicts = commit { $commit } does not merge without a person
    .hint = merge the base into the branch and settle the conflict
fault-proposed-tree-too-large = the proposed files have more than { $bytes } bytes
