### What reports say, in English. Reasons are clauses that can be joined by semicolons.

## Words

word-and = and
word-or = or
word-not = not
word-includes = includes
word-yes = yes
word-no = no
word-total = total
word-class = class
word-contents = contents
word-bonus = bonus
word-deductions = deductions
word-greatest = greatest of
word-least = least of
word-average = average of

## The outcomes that are no values

state-not-applicable = not applicable
state-not-assessed = not assessed
state-undecided = undecided

## Ranges, limits and formulas

range-between = { $low } to { $high }
range-one-of = undecided (possible: { $words })

limit-from = from { $at }
limit-above = above { $at }
limit-up-to = up to { $at }
limit-below = below { $at }
limit-exactly = exactly { $at }

formula-tiers = tiers of { $of }
formula-steps = steps of { $of }
formula-grid = table of { $of }
formula-first = first condition that holds

fact-decided-by = { $fact } (decided by { $who })

## Why a part has its points

reason-credit = not applicable, because { $condition }: gets { $points } all the same
reason-constant = { $points } points to begin with
reason-deduct-always = deducted { $formula }
reason-drop = not applicable, because { $condition }: left out, and the maxima above fall
reason-rescale = not applicable, because { $condition }: left out, and what remains is rescaled
reason-spread = not applicable, because { $condition }: left out, and its points are spread over the others
reason-yes = answered yes
reason-no = answered no
reason-met = met: { $condition }
reason-not-met = not met: { $condition }
reason-rated = given by the assessor: { $points }
reason-tier = { $formula }: tier { $tier } gives { $points }
reason-tier-when = this tier counts because { $condition }
reason-first = { $condition }: gives { $points }
reason-otherwise = no condition before holds: gives { $points }
reason-formula = { $formula }
reason-requires = 0, because this is required: { $condition }
reason-zero = 0, because { $condition }
reason-evidence = 0, because the evidence is missing: { $condition }
reason-deduct = deducted { $formula }: { $condition }
reason-deduct-share = deducted { $formula } of what is left: { $condition }
reason-always = in every case
reason-floor = raised to at least { $points }: { $condition }
reason-cap = cut to at most { $points }: { $condition }
reason-not-below-zero = { $points } is below 0 and counts as 0
reason-maximum = { $points } is above the maximum and is cut to { $maximum }
reason-rescaled = { $points } of the remaining { $maximum }, rescaled to { $result }
reason-grown = { $points } grows in proportion, because the maximum has risen to { $maximum }
reason-rounded = { $before } rounded to { $after }
reason-total-limited = { $before } limited to { $after }
reason-missing = not yet known: { $facts } (so far { $range })

next-tier = the next tier { $tier } gives { $points }
lost-points = { $name } lost { $points }

## What the ruleset does not say, or could not do

fault-no-tier = no tier or cell is for { $of }
fault-two-tiers = two tiers or cells with different points are for { $of }
fault-no-branch = { $of }: no condition holds, and nothing is said for the rest
fault-divided-by-zero = the divisor { $of } is 0, and nothing is said for that
fault-out-of-range = { $of }: a number becomes too large to stay exact
fault-two-treatments = { $of }: two rules for what is not applicable hold at once and contradict each other
fault-no-class = no class is for { $of }
fault-two-classes = two different classes are settled at once
fault-nothing-left = nothing is left that `{ $of }` could look at, and the ruleset does not say what then holds
fault-nothing-to-award = { $of } depends on something that is not applicable
fault-function-too-long = the function `{ $of }` takes too many steps
fault-function-too-large = the function `{ $of }` calls itself too deeply, or makes something too large
fault-function-result = the function `{ $of }` gave `{ $detail }`, which is not one of its declared values
fault-function-failed = the function `{ $of }` failed: { $detail }

## Why a class or title was not reached

why-short = { $formula }, must be { $relation } { $limit }: { $gap } short
why-over = { $formula }, must be { $relation } { $limit }: { $gap } too much
why-differs = { $formula }, must be { $relation } { $limit }
why-unmet = not met: { $condition }
why-open = not yet known whether it holds: { $condition }
why-missing = missing: { $facts }
why-settled = the class is settled by { $condition }
why-capped = the highest possible class is lowered by { $condition }

## One unit explained

explain-source = source: { $source }
explain-data = data: { $file }, { $by ->
        [row] row
       *[line] line
    } { $line }
explain-total = total: { $points } of { $maximum }
explain-points = { $points } of { $maximum }
explain-class = class: { $class }
explain-title = recognised: { $title }
explain-not-assessed = not assessed: { $condition }
explain-decided = class: { $class }, decided by { $by }: { $document }, { $date }
explain-by-the-rules = class by the rules: { $class }
explain-not-by-the-rules = why the rules do not give “{ $name }”
explain-open-by-the-rules = by the rules “{ $name }” is still open
explain-not-reached = why not “{ $name }”
explain-still-open = “{ $name }” is still possible; why not yet
explain-lost = points lost
explain-missing = still missing
explain-defaults = taken by default, because nothing was reported

## How a class or title can be reached

plan-now = now: total { $total }, class { $class }
plan-already = “{ $name }” is reached as it is
plan-unknown = neither a way to “{ $name }” was found nor that there is none, within the work that is allowed
plan-head = to reach “{ $name }”, { $count ->
    [one] 1 fact
   *[other] { $count } facts
} would have to be so{ $by ->
    [none] { "" }
   *[other] {" "}by { $by }
}:
plan-item = {"  "}- { $item }
plan-not-known = not yet known
plan-to-be-decided = to be decided by { $who }
plan-decided = decided by { $who }: nothing else helps
plan-kind = the kind of the unit: nothing else helps
plan-gains = points that move:
plan-then = then: total { $total }, class { $class }
plan-undecided = still undecided, and without it: { $facts }
plan-not-shortest = a shorter list may exist: the work that is allowed was not enough to exclude it
plan-not-nearest = these are the nearest values that were found: there may be nearer ones
plan-out-of-reach = “{ $name }” is out of reach, whatever changes
plan-together = nothing of it is out of reach by itself, but all together are
plan-fixed = it could be reached if these did not stay as they are: { $facts }
plan-never-holds = this cannot hold: { $condition } (now { $now })
plan-always-holds = this would have to be otherwise, and cannot be: { $condition }

## Tables and counts

head-unit = Unit
head-period = Period
head-assessor = Assessor
head-total = Total
head-class = Class
head-recognised = Recognised

table-decided = { $class } (decision { $document }, { $date }; computed: { $computed })
table-undecided = { $unit } is undecided: { $facts }

tally-rows = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
 }: { $assessed } assessed, { $not_assessed } not assessed, { $undecided } undecided, { $refused } refused
tally-final = counted below is the result by { $assessor }
tally-titles = { $count } recognised: { $titles }
tally-decided = { $count } of these classes by decision
tally-classes = class: { $classes }

summary-group = Group
summary-all = All
summary-registered = Registered
summary-listed = In the table
summary-assessed = Assessed
summary-not-assessed = Not assessed
summary-undecided = Undecided
summary-refused = Refused
summary-no-data = No data
summary-costs = Where most points were lost
summary-criterion = Criterion
summary-lost = Points lost
summary-mean = For each unit
summary-units = Units
summary-more = and { $count } more, in the formats json and csv
summary-without-data = without data ({ $count }): { $units }
summary-unlisted = not in the table of units ({ $count }): { $units }
## Those who score the same unit

compare-missing = no row by { $assessors }
compare-other-facts = also given differently:
compare-not-given = not given
compare-summary = { $units } { $units ->
    [one] unit
   *[other] units
 } and periods: { $agree } scored the same by all, { $differ } not ({ $missing } of these without the row of somebody)
results-as-json = results of earlier periods are read as lines of JSON, as `--format json` writes them
eval-no-parquet = this command was built without Parquet; build it with `cargo install --path . --features parquet`, or choose another format
eval-binary = Parquet is no text for a terminal; write it to a file with `--output FILE`, or redirect it
eval-no-comparison = a comparison is not written as Parquet; choose `--format text`, `json` or `csv`
compare-nobody = the ruleset names nobody to compare: `scored by self "…", superior "…"` names those who score a unit
compare-head = where those who score the unit differ
compare-agree = all come to the same

## Records of runs

verify-no-record = this is no record of a run; `eval --record FILE` writes one
verify-newer = this record was written by a later version; take that one to hold it against its files
verify-cut-off = the end of the record is missing, so that nothing in it can be relied on
verify-altered = the record is not as it was written, so that nothing in it can be relied on
verify-not-scored = what was recorded cannot be scored again, so that nothing can be held against it
verify-engine = the record was made by version { $then }; this is version { $now }
verify-file-changed = changed: { $name } ({ $role })
verify-file-gone = not read any more: { $name } ({ $role })
verify-file-new = not read then: { $name } ({ $role })
verify-unit-gone = { $unit }: no result any more
verify-unit-new = { $unit }: no result then
verify-part = { $part ->
    [total] total
    [max] maximum
    [class] class
    [decision] decision
    [recognised] titles
    [state] state
    [range] what the total may be
    [possible] what the class may be
    [undecided] what decides
    [faults] what the ruleset does not say
    [defaults] taken by default
   *[other] { $part }
 }
verify-refused = rows refused: { $before } → { $after }
verify-same = the same: { $same } { $same ->
    [one] result
   *[other] results
 }, { $refused } { $refused ->
    [one] row
   *[other] rows
 } refused
verify-counts = results: { $same } the same, { $differ } different, { $gone } gone, { $new } new

## The command line

eval-writes-over = { $name } is read for the results and cannot be written over; choose another file
check-summary = { $files } { $files ->
        [one] file
       *[other] files
    } checked: { $errors } { $errors ->
        [one] error
       *[other] errors
    }, { $warnings } { $warnings ->
        [one] warning
       *[other] warnings
    }{ $accepted ->
        [0] { "" }
       *[other] , { $accepted } accepted
    }{ $allowed ->
        [0] { "" }
       *[other] , { $allowed } left out
    }
check-more = what a finding means and what to do: `tieuchi explain { $code }`
check-unknown-code = there is no finding with the code `{ $code }`
check-misspelt-code = there is no finding with the code `{ $code }`: did you mean `{ $suggestion }`?
check-error-allowed = only warnings and notes of rulesets can be left out, and `{ $code }` is none; what cannot be mended is accepted in the ruleset itself, as in `accept TC0703 because "…"`
check-denied-and-allowed = `{ $code }` cannot be denied and allowed at once
unknown-format = its name ends neither in .csv nor in .json nor in .jsonl nor in .parquet
explain-no-code = no finding has the code `{ $text }`; nearest to it are { $codes }
explain-what = `{ $text }` alone explains nothing: write the code of a finding, as in `tieuchi explain TC0703`, or a ruleset with data and a unit, as in `tieuchi explain RULESET DATA --unit ID`
explain-file-line = { $file }, line { $line }
explain-changed = { $aspect }: { $before } → { $after }
explain-because = (because { $because })
explain-replaces = replaces { $place }
explain-set = set by layers
explain-removed = taken out by layers, and not counted
explain-line = line { $line }
explain-form = form for: { $form }
explain-edition = in force from { $from }
explain-ruleset = ruleset: { $file }

## Differences between rulesets

diff-word = { $word }
diff-head = { $before } → { $after }: { $count ->
    [0] no difference
    [one] 1 difference
   *[other] { $count } differences
}
diff-units = { $units } of { $rows } units change; the numbers in brackets name the differences above
diff-unit = { $unit }: total { $total }; class { $class }; titles { $titles }
pin-done = { $record } records what { $base } says today
pin-nothing = { $file } is a variant of nothing that can be recorded

## Examples that were run

test-examples = { $count ->
    [0] no examples
    [one] 1 example
   *[other] { $count } examples
}
test-passed = { $count } as expected{ $partly ->
    [0] { "" }
   *[other] {" "}({ $partly } in part)
}
test-failed = { $count } not as expected
test-differs = { $count } otherwise than in the base
test-skipped = { $count } skipped
test-head-failed = not as expected: “{ $title }”, { $place }
test-head-differs = otherwise than in the base: “{ $title }”, { $place }
test-head-skipped = skipped: “{ $title }”, { $place }
test-answer = { $name }: expected { $expected }, came { $found }
test-answer-differs = { $name }: in the base { $expected }, here { $found }
test-not-here = without a meaning here: { $parts }
test-no-finding = none
test-refused = nothing, as the row is refused
test-refused-ruleset = the ruleset is refused
test-no-rulesets = the folder holds no file with the ending .tieuchi
test-summary = { $rulesets ->
    [one] 1 ruleset
   *[other] { $rulesets } rulesets
}{ $bare ->
    [0] { "" }
   *[other] {" "}({ $bare } without examples)
}{ $refused ->
    [0] { "" }
   *[other] , { $refused } refused
}; { $examples }

## What no example shows

cover-tier = no example falls in this tier
cover-tier-when = no example falls in this tier by its condition
cover-at = no example lies exactly at this limit
cover-below = no example lies just below this limit
cover-above = no example lies just above this limit
cover-branch = no example comes to this branch
cover-cell = no example comes to this cell
cover-met = no example meets this
cover-not-met = no example fails to meet this
cover-required = in no example this is missing
cover-zero = in no example this takes all points
cover-deduct = no example loses points by this
cover-floor = no example is lifted to this floor
cover-cap = no example meets this cap
cover-cut = no example has more than this limit lets through
cover-not-applicable = in no example this part does not apply
cover-class = no example comes to this class
cover-class-cap = no example meets this cap on classes
cover-settled = in no example this settles the class
cover-not-assessed = in no example this leaves a unit without class
cover-title-granted = no example is granted this title
cover-title-refused = no example is refused this title
cover-missing = in no example this fact is missing
cover-default = no example leaves this fact to its default
cover-summary = { $file }: examples show { $shown } of { $points } points of the table
cover-example = suggested { $number }
cover-nothing = { $file }: examples show all that there is to show

# What was read beside the row
explain-beside = from months, units and rows
explain-quota = quota { $name }{ $group ->
        [0] {""}
       *[other] , group { $group }
    }
gathered-counted = { $count } counted ({ $items })
gathered-yes = { $count } yes ({ $items })
gathered-no = { $count } no ({ $items })
gathered-open = { $count } open ({ $items })
gathered-passed = { $count } passed over ({ $items })
gathered-against = { $count } against it ({ $items })
gap-no-data = no data
gap-before-joining = before the unit was there
gap-after-leaving = after the unit had left
gap-not-assessed = not assessed
open-without-data = without data: { $items }
open-undecided = undecided: { $items }
quota-standing = { $candidates } by their own results; { $has_base ->
        [0] at most { $limit }
       *[other] a share of { $base }, so at most { $limit }
    }; { $state ->
        [none] this unit is not one of them
        [cut] place { $place }: cut
        [kept] place { $place }: kept
        [decides] place { $place }, equal with { $equal }: decided by { $who }
       *[other] place { $place }: depends on what is undecided
    }
why-cut = { $quota }: { $standing }
gap-to-come = still to come
open-to-come = still to come: { $items }
