### What findings say, in English. A code is a message; `help` and its variants propose one edit; the
### other attributes are labels at places.

## Words around findings

word-help = help
word-input = for example
word-more = and { $count } more facts
word-error = error
word-warning = warning
word-note = note

place-file = { $file }
place-line = { $file }, { $by ->
        [row] row
       *[line] line
    } { $line }
place-cell = { $file }, { $by ->
        [row] row
       *[line] line
    } { $line }, column { $column }

## Kinds of values, as arguments

kind-count = a count
kind-number = a number
kind-share = a percentage
kind-truth = a yes/no answer
kind-word = a word of a choice
kind-words = several words of a choice
kind-date = a date
kind-hole = something that could not be read

## What could not be proved, as arguments

unproved-divisor = that this divisor is never 0
unproved-answer = that there is always one answer here
unproved-gap = that every number falls in a tier
unproved-overlap = that no number falls in two tiers
unproved-condition = whether this condition holds always or never
unproved-line = whether any data reaches this line
unproved-title = whether any data reaches this title
unproved-class = whether any data reaches this class
unproved-no-class = that all data falls in a class
unproved-part = whether this puts a class or title out of reach
unproved-maximum = whether the maximum can be reached
unproved-above = that the award is never above the maximum
unproved-greatest = what the greatest total is
unproved-floor = that this floor is never above a cap
unproved-function = that this function always gives a value within its range
unproved-more = more than this, because the work that is allowed is used up
unproved-rounding = whether rounding moves a total into this class
unproved-least = what the least total is

## Parts of a ruleset and what of them changes, as arguments

element-ruleset = ruleset
element-content = content
element-criterion = criterion
element-fact = fact
element-parameter = parameter
element-definition = formula
element-choice = choice
element-function = function
element-pool = part
element-total = total
element-classes = list of classes
element-class = class
element-title = title
element-bare = { $name ->
        [0] { $kind }
       *[other] { $kind } `{ $name }`
    }
element-shown = { $name ->
        [0] the { $kind }
       *[other] { $kind } `{ $name }`
    }

aspect-added = new
aspect-removed = removed
aspect-title = title
aspect-maximum = maximum
aspect-weight = weight
aspect-limit = limit
aspect-value = value
aspect-rule = rule
aspect-order = order
aspect-lock = lock

label-variant = only in what this variant makes of its base
label-form = only for these units
label-accepted = accepted: { $acceptance }

## What could have stood there, as arguments

expected-name = a name
expected-words = the words of a choice (`low < middle < high`)
expected-title = a title in quotation marks
expected-number = a number (`4` or `0.5`)
expected-percent = a percentage (`90%`)
expected-date = a date (`2025-11-01`)
expected-kind = a kind of fact (`count` or `yes/no`)
expected-period = a period (`month` or `quarter` or `year`)
expected-mode = a way of rounding (`half up`)
expected-rounded = what is rounded (`points` or `contents` or `total`)
expected-treatment = what becomes of the points (`full points` or `drop`)
expected-condition = a condition (`present > 0`)
expected-formula = a number or formula
expected-operator = a sign (`+` or `>=`)
expected-limit = a limit (`from 90%` or `below 65%`)
expected-award = a way to give points (`yes/no` or `tiers of`)
expected-body = a block between `{ "{" }` and `{ "}" }`
expected-class-rule = a condition of the class (`when present > 0` or `otherwise`)
expected-values = the values that are allowed (`from 0 to 500`)
expected-total = the points of the total (`100 points` or `at most 100`)
expected-else = something else
expected-dotted = a name (`work` or `work.ratio`)
expected-base = a ruleset that is built in (`four_good`), or the path of a file in quotation marks
expected-removed = what is taken out (`criterion work.ratio` or `fact late` or `class fair` or `recognise model`)
expected-finding = the code of a finding (`TC0703`)
expected-reason = the reason in words, in quotation marks
expected-lock = how far others may change it (`locked` or `open 15 to 35`)
expected-equals = the sign `=`
expected-colon = a colon
expected-value = a value (`26`, `87.5%`, `yes`, `2025-11-01` or a word of the choice)
expected-given = a fact and its value (`members 26`)
expected-outcome = a name and what it comes to (`total 96`)
expected-code = the code of the function between `{ "{" }` and `{ "}" }`

## Reading

TC0101 = the file cannot be read from here on, because it was not saved as UTF-8
    .help = save the file again as UTF-8 (in Notepad: Save As, Encoding, UTF-8); text typed in TCVN3 or VNI must be converted to Unicode first
    .here = not readable from here on
TC0102 = the file is too large: it has { $bytes } bytes, and at most { $maximum } are read
    .help = choose the file that holds only the ruleset; data belong in a file of their own
TC0103 = more than { $maximum } brackets stand inside each other here
    .help = give an inner part a name of its own, as in `let due = members - exempt`, and write that name here
    .here = one bracket too deep
TC0104 = something is missing here
    .help = write what is still missing; a whole criterion reads `criterion ratio "…" 4 points yes/no`
    .suggest = did you mean `{ $suggestion }`?
    .here = still missing: { $expected }
TC0105 = `{ $text }` cannot stand here
    .help = take `{ $text }` out, or put in its place what may stand here
    .suggest = did you mean `{ $suggestion }`?
    .here = something else belongs here: { $expected }
TC0106 = the closing quotation mark of this title is missing on its line
    .help = put `"` behind the title, on the same line
    .here = the title begins here
TC0107 = `{ $word }` is a word of the language and cannot be a name
    .help = choose another name, or join a second word to it with an underscore, as in `total_hours`
    .here = a name of your own belongs here
TC0108 = the closing `{ "}" }` of this block is missing
    .help = put `{ "}" }` behind the last line of the block
    .here = the block begins here
TC0109 = `{ $text }` can be read in two ways: the Vietnamese way as { $vietnamese }, the English way as { $english }
    .help = write no separator between thousands and a point before the decimals, as in `1000` or `0.5`
    .here = which of the two is meant?
TC0110 = the number `{ $text }` is too large or has too many digits
    .help = write it with at most 15 digits in all, as in `1000000` or `12.5`
    .here = this number cannot be used
TC0111 = there is no such day as `{ $text }`
    .help = write year, month and day of a day in the calendar, as in `2025-02-28`
    .here = not in the calendar
TC0112 = it is not clear what belongs together: `and` stands beside `or`
    .help = put brackets around what belongs together, as in `({ $text })`
    .here = needs brackets
TC0115 = the keywords of a file are all in one language, and `{ $word }` is in the other
    .help = write `{ $other }`
    .here = here it is `{ $other }`

TC0116 = more than { $maximum } parts of the file cannot be read; from here on they are not listed
    .help = check that this file is a ruleset, and mend the parts above first
    .here = not listed from here on
TC0117 = the file cannot be read: { $reason }
    .help = check the name of the file, and that it may be opened

## Names

TC0201 = the ruleset has no name
    .help = write its name and title on the first line, as in `ruleset meeting_quality "…"`
    .here = the name belongs here
TC0202 = `{ $what ->
        [in-force] in force from
        [decided-by] decided by
       *[other] { $what }
    }` stands twice, but it can be said only once
    .help = keep one of the two and take the other out
    .here = for the second time
    .first = for the first time
TC0203 = the name `{ $name }` already stands for something else
    .help = give one of the two a name of its own, for example `{ $name }_2`
    .here = the same name again
    .first = the name is first given here
TC0204 = nothing here has the name `{ $name }`
    .help = correct the name, or add it to the facts, as in `facts { "{" } members count "…" { "}" }`
    .suggest = did you mean `{ $suggestion }`?
    .here = unknown name
TC0205 = there is no function with the name `{ $name }`
    .help = correct the name, or add the function, as in `function half(x count) number from 0 to 5 by 0.5 { "{" } x / 2 { "}" }`
    .suggest = did you mean `{ $suggestion }`?
    .here = unknown function
TC0206 = these values can never be worked out, because they go round in a circle: { $names }
    .help = change one of these formulas, so that it no longer needs its own result
    .here = the circle begins here
    .member = this belongs to the circle
TC0207 = there is no `{ $text }` here
    .help = write `maximum` behind a criterion, a content or `total`, `class` where there are `classes`, and `points` only within a content
    .here = this does not exist
TC0208 = `{ $name }` is taken away here, but something still needs it
    .help = change what needs it too, or leave this line out
    .here = taken away here
    .use = still needed here
TC0209 = this is not read in the period that fits
    .help = read `months` from a ruleset that assesses `every month`, `quarters` from one that assesses `every quarter`, both for a longer period; units below from one of the same period
    .here = the periods do not fit
TC0210 = nothing is read here under the name `{ $text }`
    .help = say at the top where it comes from, as in `reads months from "months.tieuchi"`, as a `list` among the facts, or for `cohort` with a block `cohort by superior { "{" } rank by total { "}" }`
    .suggest = did you mean `{ $suggestion }`?
    .here = which ones?
TC0211 = `{ $text }` does not say what becomes of it over several periods
    .help = let its fact say it, as in `late count over time: sum`, or write out what is meant, as in `sum of late over months`
    .here = how do the periods add up?
TC0212 = a condition over items stands inside another one
    .help = give the inner one a name where its items are read: in a `let` of the ruleset that is read
    .here = this looks at items of items
TC0213 = { $reason ->
        [0] no ruleset with the name `{ $text }` is built in
       *[other] the ruleset `{ $text }` cannot be read: { $reason }
    }
    .help = name a ruleset that is built in, as in `reads cells from four_good`, or the path from this file to another one, in quotation marks, as in `reads months from "months.tieuchi"`
    .suggest = did you mean `{ $suggestion }`?
    .here = no ruleset found
TC0214 = the ruleset `{ $text }`, which is read here, has errors of its own
    .help = check that ruleset first: `tieuchi check` shows what is wrong with it
    .here = nothing can be read from it
TC0215 = these rulesets read each other in a circle, so that none could be scored first: { $names }
    .help = let one of them stand without the others
    .here = the circle closes here

## Kinds and structure

TC0301 = { $left } and { $right } do not go together
    .help = make both of one kind: a number with a number, a date with a date, a word with a word of the same choice
    .quota = write a whole number of units, as in `at most 9`, or a share and of what, as in `at most 20% of good after the cut`
    .share = write both as percentages: `90%` instead of `90`, and `present / members` instead of `present`
    .left = one is { $left }
    .right = the other is { $right }
TC0302 = a condition is needed here, but this is { $found }
    .help = compare it with something, as in `members > 0`
    .here = this is { $found }
TC0303 = a number is needed here, but this is { $found }
    .help = write a number, or say which number it counts for, as in `first of { "{" } present > 0: 4  otherwise: 0 { "}" }`
    .here = this is { $found }
TC0304 = `{ $word }` is not one of the words that can stand here
    .help = write one of these: { $words }
    .suggest = did you mean `{ $suggestion }`?
    .here = not in the list
TC0305 = `{ $word }` is a word of a choice and says nothing on its own here
    .help = say what is compared with it, as in `class = { $word }` or `discipline = { $word }`
    .here = compared with what?
TC0306 = there is no greater or less for { $found }
    .help = compare with `=` or `!=`, or put the words of the choice in order, as in `low < middle < high`
    .here = no order
TC0307 = a fixed value that fits must stand here
    .help = write the value itself, as in `from 3 to 500`, `default 80%` or `default yes`
    .here = not a fixed value that fits
TC0308 = no value can lie from `{ $low }` to `{ $high }`
    .help = write the smaller value first, as in `from 3 to 500`; a percentage lies from `0%` to `100%`
    .here = this range is empty
TC0309 = this step does not fit: a step is above 0, and whole for a count
    .help = write another step, as in `by 1`, `by 0.5` or `round points to 0.5, half up`
    .here = this step
TC0310 = the default of `{ $name }` is not one of the values that it can have
    .help = write a default that lies within the range and on its step, as in `from 0 to 500, default 0`
    .here = outside the range, or between two steps
TC0311 = it is not said which way to round
    .help = add the way, as in `round points to 0.5, half up`
    .here = up, down or half up?
TC0312 = { $count ->
        [0] it is not said how `{ $name }` gets its points
       *[other] it is said { $count } times how `{ $name }` gets its points
    }
    .help = add one way, as in `yes/no`, `rated` or `tiers of present / due { "{" } from 90%: 4  below 90%: 2 { "}" }`
    .many = keep one way and take the others out, or add them up in one, as in `sum of { "{" } 2 each for prizes, 1 each for letters { "}" }`
    .here = { $count ->
        [0] no way to points
       *[other] { $count } ways to points
    }
TC0313 = the maximum points of `{ $name }` are missing
    .help = write them behind the title, as in `criterion { $name } "…" 4 points`
    .here = of how many points?
TC0314 = { $name ->
        [total] the contents add up to { $sum } points, but the total says { $maximum }
       *[other] the parts of `{ $name }` add up to { $sum } points, but its maximum says { $maximum }
    }
    .help = correct the points of a part, or write `{ $sum } points` here
    .here = the parts add up to { $sum }
    .elsewhere = correct the points of a part, or set this maximum to `{ $sum } points` as well
    .printed = the maximum is printed here
TC0315 = the content `{ $name }` has no criterion
    .help = add one, as in `criterion plan "…" 2 points yes/no`, or take the content out
    .here = nothing to assess in it
TC0316 = { $value } is more than the maximum of { $maximum } points
    .help = write at most `{ $maximum }` here, or raise the maximum to `{ $value } points`
    .here = above the maximum
    .maximum = the maximum
TC0317 = the maximum of { $maximum } points is never reached: the best value is { $value }
    .help = write `{ $maximum }` here, or lower the maximum to `{ $value } points`
    .here = the best value
    .maximum = the maximum
TC0318 = the weights add up to { $sum }% instead of 100%
    .help = change the weights until they add up to 100%, as in `weight 40%` and `weight 60%`
    .here = this and the other weights make { $sum }%
TC0319 = `{ $name }` does not fit the weights: every outermost content has one, and no inner content
    .help = write a weight behind each outermost content, as in `weight 40%`, and behind no inner one
    .here = a weight is missing here, or one too many
TC0320 = `{ $text }` is not a content that `{ $name }` stands in
    .help = name the content around `{ $name }`, or the total, as in `rescale total` or `spread in total`
    .here = `{ $name }` does not stand in it
TC0321 = bonus and deductions have no maximum that could be rescaled or spread
    .help = write what the criterion gets instead: `full points`, `2 points` or `drop`
    .here = not possible in bonus and deductions
TC0322 = the class with `otherwise` must come last
    .help = move this line to the end of the list of classes
    .here = no class behind this line can be reached
TC0323 = `{ $name }` takes { $wanted ->
        [one] { $wanted } value
       *[other] { $wanted } values
    }, but { $found } { $found ->
        [one] stands
       *[other] stand
    } in the brackets
    .help = write { $wanted ->
        [one] { $wanted } value
       *[other] { $wanted } values
    } in the brackets, with a comma between two, as in `f(present, due)`
    .here = { $found } instead of { $wanted }
TC0324 = the code of this function cannot be read: { $reason }
    .help = correct the code at this place; a short one reads `x / 2`
    .here = the code fails here
TC0325 = `proportion` has no maximum here that it could give a part of
    .help = move it into a criterion with points, or write the points out, as in `4 * done / planned`
    .here = part of how many points?
TC0326 = `all` means all points, and that only behind `deduct`
    .help = write the number of points here, or take all points away with `zero when late >= 3`
    .here = all of what?
TC0327 = the ruleset ends before it comes into force
    .help = write the earlier date first, as in `in force from 2025-01-01 until 2025-12-31`
    .here = these dates are in the wrong order
TC0328 = no value can lie within these limits
    .help = write one lower and one upper limit, the lower one first, as in `from 40% below 50%`
    .here = these limits contradict each other
TC0329 = this row has { $found ->
        [one] { $found } value
       *[other] { $found } values
    }, but the head of the table has { $wanted ->
        [one] { $wanted } column
       *[other] { $wanted } columns
    }
    .help = write one value for each column, with bars between them, as in `low | 1 | 2 |`
    .here = { $found } instead of { $wanted }
TC0330 = it is not clear where this band ends, or which way it goes
    .help = end every band but the last with `up to`, and write `less` in all or in none, as in `0.5 per 50 up to 400, 0.2 per 50`
    .here = this band
TC0331 = there is no choice with the name `{ $name }`
    .help = add it, as in `choice { $name } low < middle < high`, or write at least two words here
    .suggest = did you mean `{ $suggestion }`?
    .here = unknown choice
TC0332 = nothing in this ruleset uses `{ $name }`
    .help = use `{ $name }` in a rule, or take this line out
    .here = never used
TC0333 = the word `{ $word }` stands twice in this list
    .help = take one of the two out, or give it a name of its own
    .here = for the second time
    .first = for the first time
TC0334 = this list has more than 64 words
    .help = put words that count alike under one word, until 64 are left
    .here = too many words
TC0335 = this ruleset has nothing to assess
    .help = add a content, as in `content work "…" { "{" } criterion plan "…" 5 points yes/no { "}" }`
    .here = no content follows
TC0336 = there is no range for { $found }
    .help = take the range out; only numbers and dates have one, as in `members count from 3 to 500`
    .here = a range does not fit here
TC0337 = it is not said from where to where, and in what steps, the result of `{ $name }` lies
    .help = write it behind the brackets, as in `number from 0 to 5 by 0.5`
    .here = range and step are missing
TC0338 = `{ $name }` is an answer without points, and this belongs to points
    .help = take this line out, or let the answer give points, as in `criterion { $name } "…" 4 points yes/no`
    .here = this belongs to points

## Forms of periods, as arguments

form-month = `2025-11`
form-quarter = `2025-Q4`
form-year = `2025`
form-any = `2025-11`, `2025-Q4` or `2025`

TC0339 = this has more than { $maximum } lines
    .help = split it into several criteria, or use `steps of` or `proportion`
    .here = too many lines
TC0340 = a maximum can be spread among at most { $maximum } parts
    .help = use `rescale`, or put the parts into contents of their own
    .here = too many parts

TC0341 = a maximum cannot be spread over contents that have weights
    .help = use `rescale total`
    .here = weights say what each content counts for
TC0342 = nothing in this variant reads `{ $name }` of its base any more
    .help = take it out as well, with `remove { $kind } { $name } because "…"`
    .here = not read in this variant
    .fact = it stands here
TC0343 = `{ $condition }` must hold of this table, but { $values ->
        [0] it does not
       *[other] here it is { $values }
    }{ $because ->
        [0] { "" }
       *[other] {" "}(why: { $because })
    }
    .help = change this number, or another one that is counted here, until it holds
    .here = does not hold
    .demand = required here
TC0344 = this is only known of a unit, but `require` speaks here of the table itself
    .help = write maxima, counts, limits of classes and parameters only, as in `require sum of maximum over contents = 100`; what the data of a unit must fulfil stands inside `facts { "{" } … { "}" }`
    .here = not known before a unit is scored
TC0345 = two parts side by side have the number `{ $label }`
    .help = give one of the two another number
    .here = this number again
    .first = the number is first given here
TC0346 = the title says `{ $said }`, but there { $count ->
        [one] is { $count }
       *[other] are { $count }
    }
    .help = correct the number in the title, or the parts
    .here = { $count } in fact
    .title = the title says so here
TC0347 = `{ $code }` is accepted here, but { $of ->
        [0] nothing is found that this fits
       *[other] there is no part `{ $of }`
    }
    .help = take this line out
    .twice = take this line out: another one accepts the same already
    .unknown = correct the name, or take this line out
    .suggest = did you mean `{ $suggestion }`?
    .here = accepts nothing
    .first = accepted here
TC0348 = `{ $code }` cannot be accepted
    .help = take this line out and mend what `{ $code }` says; only warnings, notes and what could not be proved (`TC07…`, but for `TC0702`) are accepted
    .data = take this line out: `{ $code }` is about data, not about the ruleset
    .here = must be mended
TC0349 = there is no finding with the code `{ $code }`
    .help = write the code as `check` shows it, as in `accept TC0703 because "…"`
    .suggest = did you mean `{ $suggestion }`?
    .here = unknown code

## Examples

TC0350 = `{ $name }` is worked out from the row: an example cannot give it
    .help = give the facts that it comes from, and write `{ $name }` behind `expect`
    .here = this is a result
TC0351 = this does not fit `{ $name }`, which is { $kind }
    .help = write a value of this kind, as in `26`, `87.5%`, `yes`, `2025-11-01` or a word of the choice
    .class = of a class write `not assessed`
    .points = of anything but a class write `not applicable`
    .here = a value of another kind
TC0352 = `{ $name }` can never be this
    .help = write a value from { $low } to { $high }, or leave the fact out
    .step = write a multiple of { $step }
    .here = outside the range, or between two steps
TC0353 = there are two examples with the title “{ $title }”
    .help = give each a title of its own
    .here = the title comes again
    .first = it stands here first
TC0354 = { $circle ->
        [0] there is no example with the title “{ $title }”
        [1] “{ $title }” leads back to this example: each builds on the other
       *[other] this example builds on “{ $title }”, and so on over { $circle } examples: nobody can follow them all
    }
    .help = write the title of another example as it stands there
    .suggest = did you mean “{ $suggestion }”?
    .circle = take `like` out of one of them, and write there what is given
    .here = builds on this
TC0355 = no row can have the finding `{ $code }`
    .help = write one of these: { $known }; what is wrong with the ruleset itself is shown by `check`
    .here = not a finding about a row
TC0356 = `{ $text }` is given twice in this example
    .help = keep one of the two
    .here = given again
    .first = given here first
TC0357 = the example “{ $title }” expects nothing
    .help = add what must come of it, as in `expect total 96`
    .here = nothing is expected
TC0358 = { $days ->
        [0] `{ $text }` is not a period that this ruleset assesses
       *[other] the ruleset is not in force in the period `{ $text }`
    }
    .help = write the period in this form: { $form }
    .in-force = write a period whose first day lies within { $days }
    .here = this period
TC0359 = the example does not say of which kind the unit is, and each kind has a table of its own
    .help = give it, as in `given { $name } { $word }`
    .here = which kind of unit?
TC0360 = the assessor `{ $name }` stands twice: a row could not say which of the two scored
    .help = give each assessor a name and a title of its own
    .here = the same again
    .first = for the first time
TC0361 = more than { $maximum } assessors score one unit
    .help = name only those who score every unit; who only decides belongs behind `decided by`
    .here = one too many
TC0362 = only the class of the unit itself can be decided, not that of a content
    .help = put `decided by` into the classes of the whole ruleset
    .here = decides about a content
TC0365 = the same gap is given a meaning twice
    .help = keep one of the two lines
    .here = for the second time
    .first = for the first time
TC0366 = nothing is said of a unit of which no item of `{ $of }` is left, so it stays undecided
    .help = say behind it what then holds, as in `when none: no` behind a condition, `when none: 0` behind a number
    .here = what holds if there are none?
TC0367 = there are no `{ $of }` with points here to look at
    .help = name a content that has criteria, as in `criteria of work`
    .here = none of these
TC0368 = this cannot be asked of the criteria and contents of the table itself
    .help = ask with `all`, `any`, `at least`, `at most`, `count of … with`, or with `sum of`, `average of`, `greatest of`, `least of` without a condition behind
    .here = not of parts of the table
TC0369 = there are quotas, but nothing says who comes first
    .help = add a line that ranks the units, as in `rank by total`
    .here = ranked by what?
TC0370 = `{ $name }` is no fact of the unit, so units cannot be compared by it
    .help = compare by a fact of the unit's own row, or by `superior`
    .suggest = did you mean `{ $suggestion }`?
    .here = units with what in common?
TC0371 = the quota does not say of which units it is a share
    .help = say of which, as in `of good after the cut`, `of good or better` or `of cohort`
    .here = a share of what?
TC0372 = the quota does not say how its share becomes a number of units
    .help = add how it is rounded, as in `, rounded down`
    .here = up, down or half up?
TC0373 = the quota does not say what becomes of units that are equal at the cut
    .help = add it: `, ties kept`, `, ties cut`, or who decides, as in `, ties decided by "…"`
    .here = and with a tie?
TC0374 = `{ $name }` is the lowest class, and units that a quota cuts from it would have none
    .help = give the quota to a class above it
    .here = nothing is below
TC0375 = the quota is for `{ $name }`, but this ruleset has neither classes of the whole nor such a title
    .help = correct the name, or add the `classes` in which the quota cuts
    .here = no class and no title
TC0376 = { $found } cannot be gathered over time in this way
    .help = take `last` for answers and choices, and `greatest` or `least` where words are ordered; only numbers have a sum or an average
    .here = how the periods add up

## Layers

TC0401 = { $reason ->
        [0] no ruleset with the name `{ $name }` is built in
       *[other] the base `{ $name }` cannot be read: { $reason }
    }
    .help = name a ruleset that is built in, as in `variant of four_good`, or the path from this file to another one, as in `variant of "../frame.tieuchi"`
    .suggest = did you mean `{ $suggestion }`?
    .here = no base found
TC0402 = this goes round in a circle, each a variant of the next: { $names }
    .help = let one of them stand by itself, without a base
    .here = the circle begins here
    .member = this belongs to the circle
TC0403 = a ruleset has one base, but this one names two: `{ $first }` and `{ $name }`
    .help = keep `{ $first }` and take `{ $name }` out
    .here = a second base
    .first = the first base
TC0404 = the base `{ $base }` has no { element-bare }
    .help = { $there ->
        [0] take this line out, or write it as a new part
       *[other] write one of these: { $there }
    }
    .suggest = did you mean `{ $suggestion }`?
    .here = not in the base
    .home = looked for in here
TC0405 = { element-shown } cannot be added, because it is there already
    .help = give the new one another name, or change what is there with `set` or `replace`
    .here = added here
    .first = there already
TC0406 = the base does not allow this change of { element-shown }
    .help = take this line out; under `locked` only titles and the order are free, under `open` the number within its limits too
    .here = not allowed
    .lock = the base says so here
TC0407 = { $value } lies outside of what is open for { element-shown }
    .help = write a number from `{ $low }` to `{ $high }`
    .here = outside of what is open
    .lock = open from { $low } to { $high }
TC0408 = two lines change the same thing in { element-shown }
    .help = keep one of the two lines and take the other out
    .here = for the second time
    .first = for the first time
TC0409 = the new order must name each part once
    .help = { $unknown ->
        [0] add what is missing: { $missing }
       *[other] add what is missing: { $missing }; take out what is not there: { $unknown }
    }
    .unknown = take out what is not there: { $unknown }
    .here = not the same parts as in the base
TC0410 = this belongs to the ruleset as a whole and cannot stand in a block
    .help = move this line out of the block, or take it out
    .here = cannot hold for a part only
TC0411 = this changes a base, but the ruleset is a variant of nothing
    .help = say at the beginning what it is a variant of, as in `ruleset branch "…" variant of four_good`
    .here = in which base?
TC0412 = `{ $name }` is not a fact with a choice, and only a choice says of which kind a unit is
    .help = name a fact with a choice, as in `facts { "{" } unit_type choice agency "…", enterprise "…" { "}" }`
    .suggest = did you mean `{ $suggestion }`?
    .here = not a choice
TC0413 = `{ $name }` is not a word of this choice
    .help = write one of these: { $words }
    .suggest = did you mean `{ $suggestion }`?
    .here = not in the choice
TC0414 = kinds of unit are told apart by two facts: `{ $first }` and `{ $second }`
    .help = tell them all apart by one fact, as in `for { $first } = …`, with a word for each kind
    .here = by another fact
    .first = by this fact first
TC0415 = { $until ->
        [0] two editions begin on the same day, { $from }
       *[other] an edition begins on { $from }, but the one before it is in force until { $until }
    }
    .help = { $until ->
        [0] let one of the two begin on another day, or join them in one
       *[other] take `until { $until }` out: an edition ends by itself where the next one begins
    }
    .here = the newer edition
    .first = the earlier edition
TC0416 = nothing is in force { $from ->
        [0] up to { $until }
       *[other] { $until ->
            [0] from { $from } on
           *[other] from { $from } until { $until }
        }
    }
    .help = move one of the dates until no day is left out; no variant is in force on days on which its base is not
    .here = leaves days out
    .first = in force here
TC0417 = { $tables ->
        [0] not every unit has { element-shown }, and this line passes over those without it
       *[other] { $tables } has no { element-bare }, and this line passes over it
    }
    .help = leave it so if that is meant; if not, move the line into the block of those that have it
    .here = not for all
TC0418 = this line changes nothing: the base says the same already
    .help = take this line out
    .here = changes nothing
    .base = the same is said here
TC0419 = more than { $maximum } layers lie on each other
    .help = name a base further up, and write here what lay between
    .here = one layer too many
TC0420 = the base has changed since this variant was written, { element-shown }: { $aspect }, { $before ->
        [0] –
       *[other] `{ $before }`
    } → { $after ->
        [0] –
       *[other] `{ $after }`
    }{ $count ->
        [one] { "" }
       *[other] ; { $count } changes in all
    }
    .help = check whether this variant is still right, then record the base anew
    .here = written for the base as it was
    .changed = changed here
TC0421 = the base no longer has a { element-bare }: its name is `{ $now }` now
    .help = write `{ $now }`
    .here = the old name
    .now = the new name
TC0422 = this line takes the place of what the base says of { element-shown } for { $forms } alone
    .help = leave it so if that is meant; if not, put the line into the block of those that it is for
    .here = from now on the same for all
    .form = said for some only
TC0423 = this edition begins on { $from }, before the ruleset itself does on { $begins }: nothing of what stands at the head would ever hold
    .help = write a later day here, or an earlier one at the head of the ruleset
    .here = begins before
    .first = the ruleset begins here
TC0424 = there is no number in { element-shown } that could be open
    .help = take `open` out, or write `locked`
    .here = nothing to move
TC0425 = there are more than { $maximum } tables: each edition counts once for each kind of unit
    .help = put editions that are long past into a file of their own
    .here = this edition is one too many

## Data

TC0501 = the file cannot be used: { $reason }
    .help = check the name of the file, and that it may be opened
TC0502 = the text cannot be read, because it was not saved as UTF-8
    .help = save the table again as UTF-8 (in Excel: Save As, CSV UTF-8)
TC0503 = the file is empty: it has no line with the names of its columns
    .help = write the names of the columns on the first line, as in `unit,period,members`
TC0504 = the column `{ $text }` belongs to no fact of the ruleset and is left out
    .help = if it is to count, head it with the name or the label of a fact
    .suggest = did you mean `{ $suggestion }`?
TC0505 = no column fills this fact, and units stay undecided where it decides: `{ $name }` { $label }
    .help = add a column with the heading `{ $name }`
TC0506 = the column `{ $text }` stands for `{ $name }`, and so does a column before it
    .help = keep one of the two columns and take the other out
TC0507 = the heading `{ $text }` fits more than one fact: { $names }
    .help = head the column with the full name of the fact that is meant
TC0508 = decimals in this file are read with `{ $sign }`, as first seen in `{ $text }`
    .help = run with `--decimal point` if that is wrong
    .comma = run with `--decimal comma` if that is wrong
TC0509 = the file writes decimals in two ways, as in `{ $first }` and in `{ $second }`
    .help = run with `--decimal comma` or `--decimal point`, or write all numbers in one way
TC0510 = `{ $text }` has a space at its beginning or end
    .help = write `{ $trimmed }`
TC0511 = `{ $text }` is not a number, but `{ $name }` needs one
    .help = write only the number, with the decimal sign of the rest of the file; leave the cell empty if it is not known
TC0512 = `{ $text }` can be read in two ways: the Vietnamese way as { $vietnamese }, the English way as { $english }
    .help = run with `--decimal comma` or `--decimal point`, or write the number without a separator between thousands
TC0513 = `{ $text }` is not a whole number, but `{ $name }` is a count
    .help = write a whole number, as in `26`
TC0514 = `{ $text }` lies outside the range of `{ $name }`
    .help = write a value from `{ $low }` to `{ $high }`
TC0515 = `{ $text }` lies between two steps of `{ $name }`
    .help = write a multiple of `{ $step }`
TC0516 = `{ $text }` is a percentage, but `{ $name }` is not
    .help = write the number itself, without the sign `%`
TC0517 = `{ $text }` is not a date that can be read
    .help = write year, month and day, as in `2025-11-01`
    .one = write `{ $first }`
    .two = it could be `{ $first }` or `{ $second }`: write the one that is meant
TC0518 = `{ $text }` is neither yes nor no, as `{ $name }` needs
    .help = write `yes` or `no`; leave the cell empty if it is not known
TC0519 = `{ $text }` is not one of the words of `{ $name }`
    .help = write one of these: { $words }
    .suggest = did you mean `{ $suggestion }`?
TC0520 = this row has { $found } { $found ->
        [one] cell
       *[other] cells
    }, but the table has { $wanted } { $wanted ->
        [one] column
       *[other] columns
    }
    .help = write one cell for each column, and put a cell that holds a separator in quotation marks
TC0521 = this row names no unit
    .help = write the unit in its column, or take the row out
TC0522 = `{ $text }` is not a period that this ruleset assesses
    .help = write the period in this form: { $form }
TC0523 = the ruleset is not in force in the period `{ $period }`
    .help = choose the ruleset that is in force on the first day of the period; this one is in force from { $from }
    .until = choose the ruleset that is in force on the first day of the period; this one is in force from { $from } until { $until }
TC0524 = the row is refused: `{ $requirement }` must hold, but the data say { $values }
    .help = correct one of these values
TC0525 = this is not a unit in JSON: { $reason }
    .help = write one object for each unit, as in `{ "{" }"unit": "A", "members": 26{ "}" }`
TC0526 = `{ $text }` says for the second time what this object has said before
    .help = keep one of the two and take the other out
TC0527 = `{ $text }` cannot be the value of `{ $name }`
    .help = write one number, one text, `true` or `false`; several words as a list of texts, as in `["low", "high"]`
TC0528 = no column names the unit
    .help = head the column of the units with one of these: { $headings }

TC0529 = unit `{ $unit }` stands already in { $file }, { $by ->
        [row] row
       *[line] line
    } { $first }
    .help = keep one row for a unit and period
TC0530 = no row has the unit `{ $unit }`
    .help = write the unit as it stands in the data
    .suggest = did you mean `{ $suggestion }`?
TC0531 = there are so many rows that repeated units are looked for among the first 262144 only
    .help = split the data by committee if units could stand twice

TC0532 = from here on a quotation mark `"` is not closed, or text stands behind a closing one, so that rows run together
    .help = close the mark, or take it out; a mark inside a text is written twice: `""`

TC0533 = the row has no period, so that it is not known which edition counts; editions begin on { $editions }
    .help = write the period into the column `period`
TC0534 = the row does not say of which kind the unit is: `{ $fact }` is missing
    .help = write the kind of the unit, as in { $forms }
TC0535 = `{ $text }` in the column `{ $heading }` does not count, because this kind of unit is not asked for it
    .help = empty the cell, or correct the kind of the unit
TC0536 = no edition of this ruleset is in force on { $day }
    .help = { $from ->
        [0] choose another day
       *[other] choose a day from { $from } on
    }
    .until = { $from ->
        [0] choose a day not after { $until }
       *[other] choose a day from { $from } until { $until }
    }
TC0560 = the ruleset has no class and no title `{ $text }`
    .help = write the name or the title of a class or title as the ruleset prints it
    .suggest = did you mean `{ $suggestion }`?
TC0561 = the ruleset has no fact `{ $text }`
    .help = write the name or the label of a fact as the ruleset prints it
    .suggest = did you mean `{ $suggestion }`?

TC0540 = unit `{ $unit }` stands already in { $by ->
        [row] row
       *[line] line
    } { $first } of this table
    .help = keep one row for each unit
TC0541 = the superior `{ $parent }` of the unit `{ $unit }` has no row in this table
    .help = add a row for it, or correct its spelling; leave the cell empty for a unit at the top
    .suggest = did you mean `{ $suggestion }`?
TC0542 = these units stand above themselves: { $names }
    .help = correct the superior of one of them; leave the cell empty for the unit at the top
TC0543 = the unit left on { $left }, which is not after { $joined }, when it joined
    .help = correct one of the two days; the day of leaving is the first one on which the unit is no longer there
TC0544 = the column `{ $text }` is kept as it stands, and nothing is read from it
    .help = if `{ $meant }` was meant, head the column with that
TC0545 = the table of units has no column `{ $text }`
    .help = group by `parent`, `type`, `registered`, `pilot`, or another heading of the table
    .suggest = did you mean `{ $suggestion }`?
TC0565 = it is not said who scored: the ruleset names several assessors, and each row is the score of one of them
    .help = add a column with one of the headings { $headings }, and write one of these into each row: { $words }
TC0566 = `{ $text }` is none of those who score
    .help = write one of these: { $words }
    .suggest = did you mean `{ $suggestion }`?
TC0567 = the decision has no { $missing ->
        [both] document and no day
        [document] document
       *[date] day
    }: what it stands on cannot be shown
    .help = write the document into the column `document` and its day into `decision date`, as in `2026-01-15`
TC0568 = { $document ->
        [0] a day
       *[other] the document `{ $document }`
    } stands here without a decision
    .help = write the class that was decided into the column `decision`, or empty these cells
TC0575 = there is no data for `{ $name }`
    .help = give the file, as in `--with { $name }=FILE`; for the ruleset itself name the file behind the ruleset
    .list = give the file, as in `--with { $name }=FILE`; without it nothing is known of the rows of this list
TC0576 = data is given for `{ $name }`, but the ruleset reads nothing of that name
    .help = take this `--with` out, or name what is read: a ruleset or a list
    .suggest = did you mean `{ $suggestion }`?
TC0577 = the ruleset asks which units stand below which, or since when they are there, and nothing says that
    .help = give the table of units, as in `--units units.csv`
TC0578 = the unit `{ $unit }` does not stand in the table of units
    .help = add a row for it to the table of units, or correct how it is written
    .suggest = did you mean `{ $suggestion }`?
TC0579 = { $period ->
        [0] the unit `{ $unit }` stands in the table of units, but has no row
       *[other] the unit `{ $unit }` stands in the table of units, but has no row for { $period }
    }
    .help = ask the unit for its report; if it is not there any more, write into the table of units when it left
TC0580 = the unit `{ $unit }` stands below no { $type }, so that its result counts for nobody
    .help = write its superior into the table of units; leave it so where it really stands alone
TC0581 = the unit `{ $unit }` is of the type `{ $type }`, and the ruleset assesses `{ $assesses }`, so that its result counts for nobody
    .help = correct the type in the table of units, or take the row out
TC0582 = the earlier result of the unit `{ $unit }` cannot be used: { $what ->
        [class] the ruleset has no class `{ $text }`
        [twice] there is one for this period already
       *[unit] the table of units has no such unit
    }
    .help = correct this line; without it nothing is known of that period
TC0583 = this is a Parquet file, and Parquet was left out when this program was built
    .help = build it with Parquet (`cargo install --path . --features parquet`), or save the table as CSV
TC0584 = the column `{ $text }` holds values of the type { $type }, which no cell can hold
    .help = write whole numbers, decimals, floating point, texts, true or false, or days (DATE); leave the column out if it is not meant
TC0585 = the column `{ $text }` is compressed with { $codec }, which is not read
    .help = write the file with Snappy or without compression
TC0586 = this is not a Parquet file, or it is damaged: { $reason }
    .help = copy or write the file again, and check that its ending is right

## Scoring

TC0601 = `{ $unit }` cannot be scored to the end: { $what }
    .help = say here what holds in this case, or correct the data of the unit
    .here = scoring stops here

## Proofs

TC0701 = the divisor `{ $divisor }` can be 0
    .help = say what then holds, as in `not applicable when { $divisor } = 0: drop`
    .here = divides by 0 when `{ $divisor }` is 0
TC0702 = a number can become too large here to stay exact
    .help = give the facts narrower ranges, as in `from 0 to 500`, or add `round points to 0.5, half up`
    .here = can become too large
TC0703 = { $table ->
        [grid] { $value } falls in no cell of the table
       *[tiers] { $value } falls in no tier
    }
    .help = add a tier for it, or move a limit until the tiers meet, as in `from 65%: 2` and `below 65%: 1`
    .here = nothing for { $value }
TC0704 = { $table ->
        [grid] { $value } falls in two cells of the table that give different points
       *[tiers] { $value } falls in two tiers that give different points
    }
    .help = let one tier end where the other begins, as in `from 40% below 50%` and `from 50%`
    .here = { $value } falls in this tier
    .other = and in this one
TC0705 = none of these conditions holds for some data
    .help = add `otherwise: 0`, or what is meant to hold then
    .here = no branch holds
TC0706 = { $points ->
        [0] some data falls in no class
       *[other] some data falls in no class, as with { $points } points
    }
    .help = end the list with a class that says `otherwise`
    .stretch = let a lower class take what fails a condition or meets a cap, as in `from 70` without an upper limit, or end the list with a class that says `otherwise`
    .here = points that fall here, and still no class
    .classes = the classes
TC0707 = no data reaches the class `{ $name }`
    .help = lower its limit, change its condition, or remove the class
    .here = out of reach
TC0708 = no data reaches the title `{ $name }`
    .help = change its condition, or remove the title
    .here = never granted
TC0709 = this condition always holds
    .help = remove the condition, or correct the limit that it compares with
    .here = holds for all data
TC0710 = this condition never holds
    .help = remove what depends on it, or correct the limit that it compares with
    .here = holds for no data
TC0711 = no data reaches this line
    .help = remove the line, or correct a limit before it
    .here = out of reach
TC0712 = two rules settle two classes at once
    .help = let one of the conditions exclude the other
    .here = contradict each other
TC0713 = two treatments of what is not applicable hold at once
    .help = let one of the conditions exclude the other
    .here = contradict each other
TC0714 = this floor can be above a cap that holds at the same time
    .help = let one of the conditions exclude the other, or lower the floor; where both hold the cap counts
    .here = the floor
    .cap = the cap
TC0715 = the award depends on something that is not applicable, and nothing is said for that
    .help = add `not applicable when …` with the same condition and what then becomes of it
    .here = nothing to award
TC0716 = while this holds only { $most } of { $maximum } points can be reached, and the limits of classes stay
    .help = write `rescale total` for `drop` if the rest should grow to { $maximum }, or accept it with `accept TC0716 because "…"`
    .here = takes points out of reach
TC0717 = the least total is { $least }, not 0
    .help = if that is meant, say so with `accept TC0717 because "…"`; else let the lowest tiers give 0
    .here = never below { $least }
TC0718 = while this holds, these cannot be reached: { $name }
    .help = write `rescale total` or `full points` as its treatment, or lower the limit
    .here = puts it out of reach
    .class = cannot be reached then
TC0719 = at most { $most } of the { $maximum } points can be reached
    .help = let the rules agree with the maximum, or print { $most }
    .here = out of reach
TC0720 = the criterion `{ $name }` gives at most { $most } of its { $maximum } points
    .help = let the best case give { $maximum } points, or print { $most } as the maximum
    .here = never more than { $most }
TC0721 = the award can be { $points } points, which the maximum of { $maximum } cuts
    .help = print a maximum of { $points } points, or let the award give no more than { $maximum }
    .here = gives { $points }
TC0722 = { $value } lies between two limits; only the steps of the numbers keep data from falling there
    .help = let one line begin where the other ends, as in `from 90` and `below 90`
    .here = nothing is said for { $value }
TC0723 = a total of { $before } is in this class only because it is rounded
    .help = if that is meant, say so with `accept TC0723 because "…"`; else round `down`
    .here = from { $limit }
TC0724 = `{ $measure }` is measured by two criteria, so that it counts twice
    .help = keep it in one of them, or accept it with `accept TC0724 because "…"`
    .here = measured here
    .first = and here before
TC0725 = it could not be proved { $what }
    .help = give the facts narrower ranges, as in `from 0 to 500`, or say with `require` how they hang together
    .here = not proved
