//! What many units see of each other is worked out once, sorted and searched; it has to be what each of them
//! would find by looking at all others.

use crate::support::plan;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::LazyLock;
use tieuchi::assessment::{Assessment, Event, Run, Settings};
use tieuchi::data::Units;
use tieuchi::eval::{Item, Items, Outcome, Outside, Slots, Undecided, run_into, verdicts};
use tieuchi::model::{Gap, Import, QuotaTarget};
use tieuchi::value::{Interval, Number, Range, Relation, Value, order};
use tieuchi::{Format, Options, Plan, Plans, Record, Row, read};

/// Values of every shape: over a cohort, whose formulas read nothing of the unit; and over a list, where they may.
const VALUES: &str = r#"
ruleset values "Values"
assesses cell every year
facts {
  pts count from 0 to 20
  own number from 0 to 20
  big yes/no
  tasks list "T" { load number from 0 to 20  own number from 0 to 20 }
}
let mine = own
let mean = average of total over cohort when none: 1
let half = percentile 50% of total over cohort when none: 0
let most = greatest of total over cohort
let fewest = least of total - own over cohort when none: 0
let all_sum = sum of total over cohort with class = good
let run_of_good = longest run of cohort with class = good
let place = rank of total in cohort
let own_place = rank of total - own in cohort
let equal = share of cohort with (total = own and class != poor) when none: 0%
let unequal = count of cohort with (not total != own or class = good)
let all_below = all cohort have total <= own * 2 when none: no
let faulty = count of cohort with (own / total >= 50% and total > 3)
let faulty_mean = average of own / total over cohort with total > 3 when none: 0
let loads = sum of load over tasks with own > 3
let higher = count of tasks with load > mine
let mixed = average of load * pts over tasks when none: own
content a "A" 20 points { criterion c "C" 20 points points pts }
classes { good "G" from 14 fair "F" from 7 poor "P" otherwise not assessed when big = no }
recognise r1 "1" when mean + half + most + fewest + all_sum + run_of_good > place + own_place
recognise r2 "2" when unequal + faulty + faulty_mean > 1 and equal > 10% and all_below
recognise r3 "3" when loads + higher + mixed > 7
cohort by big { rank by total }
"#;

fn number(value: i64) -> Value {
    Value::Number(Number::whole(value.into()))
}

/// What may be read of another unit's points: often the same, some of it undecided.
fn points() -> impl Strategy<Value = Outcome> {
    let undecided = |low, high, may_not_apply| {
        let range = Range::Number(Interval { low, high });
        Outcome::Undecided(Box::new(Undecided {
            range,
            may_not_apply,
            missing: Default::default(),
            faults: std::collections::BTreeSet::new(),
        }))
    };
    let end = || prop::option::weighted(0.8, (0i64..20).prop_map(|it| Number::whole(it.into())));
    prop_oneof![
        8 => (0i64..8).prop_map(|it| Outcome::Value(number(it))),
        4 => (0i64..40).prop_map(|it| {
            let half = Number::fraction(it.into(), 2).unwrap_or(Number::ZERO);
            Outcome::Value(Value::Number(half))
        }),
        1 => Just(Outcome::NotApplicable),
        2 => (end(), end(), any::<bool>()).prop_map(move |(a, b, open)| match (a, b) {
            (Some(a), Some(b)) if a > b => undecided(Some(b), Some(a), open),
            (a, b) => undecided(a, b, open),
        }),
    ]
}

fn class() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        8 => (0u8..3).prop_map(|it| Outcome::Value(Value::Word(it))),
        1 => Just(Outcome::NotApplicable),
        1 => (1u64..8, any::<bool>()).prop_map(|(words, may_not_apply)| {
            let (missing, faults) = Default::default();
            Outcome::Undecided(Box::new(Undecided { range: Range::Word(words), may_not_apply, missing, faults }))
        }),
    ]
}

fn gap() -> impl Strategy<Value = Option<Gap>> {
    prop_oneof![
        9 => Just(None),
        1 => prop_oneof![Just(Some(Gap::NoData)), Just(Some(Gap::NotAssessed)), Just(Some(Gap::AfterLeaving))],
    ]
}

/// Items: some units twice, some of which nothing is known.
fn items() -> impl Strategy<Value = Vec<(u8, Option<Gap>, Outcome, Outcome, bool)>> {
    let known = prop::bool::weighted(0.95);
    prop::collection::vec((0u8..30, gap(), points(), class(), known), 0..24)
}

fn facts() -> impl Strategy<Value = Vec<Option<Value>>> {
    let fact = |value: BoxedStrategy<Value>| prop::option::weighted(0.9, value);
    (
        fact((0i64..20).prop_map(number).boxed()),
        fact((0i64..10).prop_map(number).boxed()),
        fact(any::<bool>().prop_map(Value::Truth).boxed()),
    )
        .prop_map(|(pts, own, big)| vec![pts, own, big])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// A value over a list that many see is the same as over a list of one's own, to the last slot.
    #[test]
    fn what_is_shared_is_what_each_would_find(
        items in items(),
        units in prop::collection::vec((0u8..30, facts()), 1..6),
    ) {
        static PLANS: LazyLock<Plans> = LazyLock::new(|| plan(VALUES));
        let plan = PLANS.get(0);
        let list = |imports: &[Import]| -> Vec<Item> {
            let is_points = |import: &Import| plan.ruleset.facts[import.fact as usize].kind.is_number();
            let item = |(unit, gap, points, class, is_known): &(u8, Option<Gap>, Outcome, Outcome, bool)| {
                let values = imports.iter().map(|it| if is_points(it) { points.clone() } else { class.clone() });
                let values = if *is_known { values.collect() } else { Vec::new() };
                Item { unit: format!("u{unit}"), period: None, gap: *gap, values }
            };
            items.iter().map(item).collect()
        };
        let outside = |items: &dyn Fn(Vec<Item>) -> Items| {
            let collections = plan.ruleset.collections.iter();
            let collections = collections.map(|it| (!it.imports.is_empty()).then(|| items(list(&it.imports))));
            Outside { collections: collections.collect(), ..Outside::default() }
        };
        let own = outside(&|items| items.into_iter().collect());
        let shared = outside(&|items| Items::shared_by(plan, items));
        for (unit, mut facts) in units {
            facts.resize(plan.ruleset.facts.len(), None);
            let record = Record { unit: format!("u{unit}"), facts, ..Record::default() };
            let (mut plain, mut sorted) = (Slots::default(), Slots::default());
            run_into(plan, &record, &own, &mut plain);
            run_into(plan, &record, &shared, &mut sorted);
            for (index, (plain, sorted)) in plain.iter().zip(sorted.iter()).enumerate() {
                prop_assert_eq!(plain, sorted, "node {}", index);
            }
            for at in 0..u32::try_from(plan.gathers.len()).expect("few") {
                let (a, b) = (verdicts(plan, &record, &own, &plain, at), verdicts(plan, &record, &shared, &sorted, at));
                prop_assert_eq!(a, b);
            }
        }
    }
}

/// Two forms, in which other facts are missing, ranked by the total and by a word; quotas of every kind.
fn ranked(base: &str, ties: &str, keys: &str) -> String {
    format!(
        r#"
ruleset ranked "Ranked"
assesses cell every year
facts {{ kind choice office, school  grp choice a, b  pts count from 0 to 6  more count from 0 to 3  held yes/no  grade choice low < middle < high }}
content a "A" 9 points {{
  criterion c "C" 6 points points pts
  criterion d "D" 3 points {{ points more not applicable when held = no: drop }}
}}
classes {{ best "B" from 7 good "G" from 4 fair "F" otherwise not assessed when grade = low and held = no }}
recognise model "M" when class >= good and grade = high
cohort by grp {{
  rank by {keys}
  quota best at most 30% {base}, rounded up, ties {ties}
  quota model at most 2, ties {ties}
  cohort below 3: at most 1
}}
for kind = school {{ set content a to "A" 9 points }}
"#
    )
}

/// A row in which some of it is not known yet.
fn row() -> impl Strategy<Value = String> {
    let cell = |values: &'static [&'static str]| prop_oneof![9 => prop::sample::select(values).prop_map(str::to_owned), 1 => Just(String::new())];
    (
        prop::sample::select(&["office", "school"][..]),
        cell(&["a", "a", "b"]),
        cell(&["0", "1", "3", "4", "5", "6"]),
        cell(&["0", "1", "3"]),
        cell(&["yes", "yes", "no"]),
        cell(&["low", "middle", "high"]),
    )
        .prop_map(|(kind, grp, pts, more, held, grade)| format!("{kind},{grp},{pts},{more},{held},{grade}"))
}

/// Scores rows, and gives each unit with how it stands.
fn scored(plans: &Plans, rows: &[String]) -> Vec<Run> {
    let mut text = "unit,period,kind,grp,pts,more,held,grade\n".to_owned();
    rows.iter().enumerate().for_each(|(at, row)| _ = writeln!(text, "u{at:02},2025,{row}"));
    let (units, mut runs) = (Units::default(), Vec::new());
    let mut assessment = Assessment::new(plans, &units, Settings::default());
    let mut each = |event: Event<'_>| match event {
        Event::Unit(_, run) => runs.push(*run),
        other => panic!("{other:?}"),
    };
    read(plans, "rows.csv", text.as_bytes(), Format::Csv, Options::default(), &mut |row| {
        match row {
            Row::Record(record) => assessment.add(0, record, &mut each),
            other => panic!("{other:?}"),
        }
        ControlFlow::Continue(())
    });
    assessment.end(0, true, &mut each);
    runs
}

/// How one stands to another, by the first key in which they differ.
fn compare(a: &[Outcome], b: &[Outcome]) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        let ordering = match (a, b) {
            (Outcome::Value(a), Outcome::Value(b)) => order(a, b),
            (Outcome::NotApplicable, Outcome::NotApplicable) => Ordering::Equal,
            (Outcome::NotApplicable, Outcome::Value(_)) => Ordering::Less,
            (Outcome::Value(_), Outcome::NotApplicable) => Ordering::Greater,
            _ => {
                let applies = |it: &Outcome| it.undecided().is_none_or(|it| !it.may_not_apply);
                let (first, second) = (a.range()?, b.range()?);
                let is =
                    |relation| first.compare(relation, &second) == Some(true) && applies(a) && applies(b);
                match (is(Relation::Greater), is(Relation::Less)) {
                    (true, _) => Ordering::Greater,
                    (_, true) => Ordering::Less,
                    _ => return None,
                }
            }
        };
        if ordering != Ordering::Equal {
            return Some(ordering);
        }
    }
    Some(Ordering::Equal)
}

/// Whether a unit has what a quota limits: surely, and perhaps.
fn has(plan: &Plan, quota: usize, slots: &Slots) -> (bool, bool) {
    let cohort = plan.ruleset.cohort.as_ref().expect("a cohort");
    let (node, wanted) = match cohort.quotas[quota].target {
        QuotaTarget::Class(word) => (plan.class().expect("classes").0, Value::Word(word)),
        QuotaTarget::Title(title) => (plan.titles[title as usize], Value::Truth(true)),
    };
    match slots.get(node) {
        Outcome::Value(value) => (*value == wanted, *value == wanted),
        Outcome::NotApplicable => (false, false),
        Outcome::Undecided(undecided) => match (undecided.range, wanted) {
            (Range::Word(words), Value::Word(word)) => (false, words >> word & 1 == 1),
            _ => (false, true),
        },
    }
}

/// A unit as the quota of a group sees it: what it has, what ranks it.
struct Seen {
    has: (bool, bool),
    keys: Vec<Outcome>,
}

/// The units of a group before a quota is shared out; of those that may belong elsewhere nothing is sure.
fn seen(plans: &Plans, runs: &[&Run], quota: usize) -> Vec<Seen> {
    let seen = |run: &&Run| {
        let plan = plans.get(run.record.plan);
        let (mut outside, mut slots) = (run.outside.clone(), Slots::default());
        let is_floating = run.record.facts[1].is_none();
        let later = if is_floating { None } else { Some(false) };
        outside.standings.iter_mut().skip(quota).for_each(|(_, is_cut)| *is_cut = later);
        run_into(plan, &run.record, &outside, &mut slots);
        let (is, may_be) = has(plan, quota, &slots);
        let keys = plan.ranking.keys.iter().map(|key| slots.get(*key).clone()).collect();
        Seen { has: (is && !is_floating, may_be), keys }
    };
    runs.iter().map(seen).collect()
}

/// How many others stand so to a unit: surely, and perhaps.
fn count(seen: &[Seen], own: usize, is: impl Fn(Ordering) -> bool) -> (usize, usize) {
    let others = seen.iter().enumerate().filter(|(at, it)| *at != own && it.has.1);
    others.fold((0, 0), |(sure, perhaps), (_, other)| {
        let compared = compare(&other.keys, &seen[own].keys);
        let is_so = compared.is_some_and(&is);
        (sure + usize::from(is_so && other.has.0), perhaps + usize::from(is_so || compared.is_none()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// How a unit stands in a quota is what comparing it with each other unit of its group gives.
    #[test]
    fn a_place_is_what_comparing_with_each_other_unit_gives(
        rows in prop::collection::vec(row(), 1..14),
        which in 0usize..PLANS.len(),
    ) {
        let (plans, ties) = (&PLANS[which].0, PLANS[which].1);
        let runs = scored(plans, &rows);
        let group_of = |run: &Run| match run.record.facts[1] {
            Some(Value::Word(word)) => Some(["a", "b"][usize::from(word)]),
            _ => None,
        };
        for group in ["a", "b"] {
            let is_in = |run: &&Run| group_of(run).is_none_or(|own| own == group);
            // Those that may belong elsewhere come last.
            let mut members: Vec<&Run> = runs.iter().filter(is_in).collect();
            members.sort_by_key(|run| group_of(run).is_none());
            if members.iter().all(|run| group_of(run).is_none()) {
                continue;
            }
            for quota in 0..2 {
                let seen = seen(plans, &members, quota);
                for (own, run) in members.iter().enumerate() {
                    let fact = run.outside.standings[quota].0;
                    let of_quota = |it: &&tieuchi::assessment::Standing| it.fact == fact && it.group == group;
                    let standing = run.standings.iter().find(of_quota).expect("a standing");
                    let (above, equal) = (count(&seen, own, Ordering::is_gt), count(&seen, own, Ordering::is_eq));
                    let before = count(&seen, own, Ordering::is_ge);
                    prop_assert_eq!((standing.above, standing.equal), (above, equal), "{}", run.record.unit);
                    let (low, high) = standing.limit.unwrap_or((usize::MAX, usize::MAX));
                    let (kept, cut) = match ties {
                        "kept" => (above.1 < low, above.0 >= high),
                        "cut" => (before.1 < low, before.0 >= high),
                        _ => (before.1 < low, above.0 >= high),
                    };
                    let wanted = match (kept || !seen[own].has.1, cut) {
                        (true, _) => Some(false),
                        (_, true) => Some(true),
                        _ => None,
                    };
                    prop_assert_eq!(standing.is_cut, wanted, "{}", run.record.unit);
                }
            }
        }
    }
}

/// Rulesets with quotas of every kind, and what they say of ties.
static PLANS: LazyLock<Vec<(Plans, &str)>> = LazyLock::new(|| {
    let all = [
        ("of good after the cut", "kept", "total, grade"),
        ("of good before the cut", "cut", "grade, total"),
        ("of good or better", "decided by \"Ban\"", "total"),
        ("of cohort", "kept", "a.c, a.d, grade"),
    ];
    all.iter()
        .map(|(base, ties, keys)| (plan(&ranked(base, ties, keys)), ties.split(' ').next().unwrap_or("")))
        .collect()
});
