//! `benches/case/case.tieuchi` once more, as data: what the programs in other languages are written from.
//!
//! Points are in halves, so that they are whole. That this says the same as the ruleset is not taken on trust: every
//! answer of every engine is compared.

use crate::rule::{Rule, Term, Test, less, name, over, times};

/// How points are given.
enum Award {
    /// Of a part and a whole: from so many percent so many halves, and what there is below all.
    Tiers(&'static str, &'static str, &'static [(i64, i64)], i64),
    /// The maximum less so many quarters for each.
    Deducted(&'static [(i64, &'static str)]),
    /// The maximum in the proportion of a part and a whole.
    Share(&'static str, &'static str),
    /// The maximum where the answer is yes.
    Answer,
}

use Award::{Answer, Deducted, Share, Tiers};

/// What else is said of a criterion.
enum Also {
    Nothing,
    /// At most so many halves where the fact is at least that.
    AtMost(i64, &'static str, i64),
    /// Not applicable where the fact is 0.
    NotWhenNone(&'static str),
    /// Not applicable where the fact is no.
    NotWhenNo(&'static str),
}

use Also::{AtMost, NotWhenNo, NotWhenNone, Nothing};

/// A criterion: its name, its maximum in halves, how its points are given, what else is said.
type Criterion = (&'static str, i64, Award, Also);

/// A content: its name, its maximum in halves, its criteria.
type Content = (&'static str, i64, &'static [Criterion]);

const CONTENTS: [Content; 4] =
    [("work", 60, &WORK), ("living", 60, &LIVING), ("party", 40, &PARTY), ("masses", 40, &MASSES)];

const WORK: [Criterion; 10] = [
    (
        "targets_ratio",
        10,
        Tiers("targets_met", "targets", &[(100, 10), (90, 9), (80, 8), (65, 5), (50, 2)], 0),
        Nothing,
    ),
    (
        "tasks_ratio",
        8,
        Tiers("tasks_done", "tasks", &[(95, 8), (85, 6), (70, 4), (50, 2)], 0),
        AtMost(6, "overdue", 11),
    ),
    ("on_time", 6, Tiers("tasks_on_time", "tasks", &[(90, 6), (75, 4), (60, 2)], 0), Nothing),
    (
        "resolutions_ratio",
        6,
        Tiers("resolutions_done", "resolutions", &[(100, 6), (80, 4), (60, 2)], 0),
        Nothing,
    ),
    ("plans", 4, Tiers("plans_issued", "plans_due", &[(90, 4), (60, 2)], 0), Nothing),
    ("overdue_tasks", 6, Deducted(&[(1, "overdue")]), Nothing),
    ("spending", 8, Share("budget_spent", "budget"), Nothing),
    ("digital", 4, Share("files_digital", "files_due"), Nothing),
    ("innovation", 4, Answer, Nothing),
    (
        "petitions_ratio",
        4,
        Tiers("petitions_settled", "petitions", &[(95, 4), (80, 3), (50, 1)], 0),
        NotWhenNone("petitions"),
    ),
];

const LIVING: [Criterion; 10] = [
    ("attendance", 8, Tiers("present", "due", &[(90, 8), (75, 6), (65, 4)], 2), AtMost(2, "unexcused", 4)),
    ("meetings", 8, Tiers("meetings_held", "meetings_due", &[(100, 8), (90, 6), (75, 4)], 0), Nothing),
    ("study", 6, Tiers("studied", "due", &[(95, 6), (85, 4), (70, 2)], 0), Nothing),
    ("review", 6, Tiers("reviewed", "members", &[(80, 6), (60, 4), (40, 2)], 1), Nothing),
    ("punctual", 6, Deducted(&[(2, "late")]), Nothing),
    ("excused", 4, Deducted(&[(4, "unexcused")]), Nothing),
    ("fees_late", 4, Deducted(&[(1, "fee_delays")]), Nothing),
    ("minutes", 4, Answer, Nothing),
    ("prepared", 6, Answer, Nothing),
    ("thematic_held", 8, Answer, NotWhenNo("thematic")),
];

const PARTY: [Criterion; 10] = [
    ("training", 6, Tiers("trained", "members", &[(90, 6), (70, 4), (50, 2)], 0), Nothing),
    ("fees", 4, Tiers("fee_paid", "members", &[(100, 4), (95, 3), (90, 2)], 0), Nothing),
    ("app", 4, Tiers("app_users", "members", &[(80, 4), (50, 2)], 0), Nothing),
    ("reports_ratio", 4, Tiers("reports_on_time", "reports_due", &[(95, 4), (80, 2)], 0), Nothing),
    ("reports", 4, Deducted(&[(2, "reports_missing"), (1, "reports_wrong")]), Nothing),
    ("files", 4, Deducted(&[(1, "files_returned")]), Nothing),
    ("volunteering", 4, Share("volunteers", "members"), Nothing),
    ("assigned", 2, Answer, Nothing),
    ("registered", 2, Answer, Nothing),
    (
        "admission",
        6,
        Tiers("admitted", "candidates", &[(50, 6), (30, 4), (10, 2)], 0),
        NotWhenNone("candidates"),
    ),
];

const MASSES: [Criterion; 10] = [
    ("culture", 6, Tiers("cultured", "households", &[(90, 6), (80, 5), (70, 3)], 0), Nothing),
    ("visits", 4, Tiers("visited", "households", &[(60, 4), (30, 2)], 0), Nothing),
    (
        "inspections",
        6,
        Tiers("inspections_done", "inspections_planned", &[(100, 6), (75, 4), (50, 2)], 0),
        Nothing,
    ),
    ("order", 6, Deducted(&[(2, "order_minor"), (4, "order_grave")]), Nothing),
    ("satisfied", 4, Deducted(&[(2, "complaints")]), Nothing),
    ("trees", 4, Share("trees_planted", "trees_planned"), Nothing),
    ("unity", 2, Answer, Nothing),
    ("charter", 2, Answer, Nothing),
    ("posted", 2, Answer, Nothing),
    ("youth", 4, Answer, NotWhenNo("has_youth")),
];

/// A fact's name as these languages can write it: the answer to a criterion is `is_` and its name.
pub fn fact(name: &str) -> String {
    if name.contains('.') { format!("is_{}", name.replace('.', "_")) } else { name.to_owned() }
}

/// Every criterion by its full name as the ruleset has it, with the names of the rules for its points and, where it
/// may be not applicable, for the maximum that is then gone.
pub fn criteria() -> Vec<(String, String, Option<String>)> {
    let named = |(content, _, criteria): &Content| {
        let named = |(own, _, _, also): &Criterion| {
            let gone = matches!(also, NotWhenNone(_) | NotWhenNo(_)).then(|| format!("{content}_{own}_gone"));
            (format!("{content}.{own}"), format!("{content}_{own}"), gone)
        };
        criteria.iter().map(named).collect::<Vec<_>>()
    };
    CONTENTS.iter().flat_map(named).collect()
}

/// The names of the contents; there are rules of these names for their points.
pub fn contents() -> impl Iterator<Item = &'static str> {
    CONTENTS.iter().map(|(name, ..)| *name)
}

/// All rules, each after those that it reads; the last ones are [`RESULTS`]. What stands in one list reads only
/// lists before it, and the first one only facts.
pub fn stages() -> Vec<Vec<Rule>> {
    let (mut points, mut sums) = (Vec::new(), Vec::new());
    for (content, maximum, criteria) in &CONTENTS {
        let (mut list, mut gone) = (Vec::new(), Vec::new());
        for criterion in *criteria {
            let own = format!("{content}_{}", criterion.0);
            points.push(points_of(criterion, &own));
            list.push(name(&own));
            if let Some(left) = gone_of(criterion.1, &criterion.3, &own) {
                gone.push(name(&left.name));
                points.push(left);
            }
        }
        sums.push(rule(content, Vec::new(), Term::Sum(list)));
        let rest = gone.into_iter().fold(Term::Whole(*maximum), less);
        sums.push(rule(&format!("{content}_maximum"), Vec::new(), rest));
    }
    let mut stages = vec![points, sums];
    stages.extend(results());
    stages
}

/// The rules whose values are the answer.
pub const RESULTS: [&str; 4] = ["tenths", "class", "four_good", "model"];

fn rule(name: &str, cases: Vec<(Vec<Test>, Term)>, otherwise: Term) -> Rule {
    Rule { name: name.to_owned(), cases, otherwise }
}

/// The points of a criterion. What is else said of it stands before its award.
fn points_of((_, maximum, award, also): &Criterion, own: &str) -> Rule {
    let mut rule = award_of(award, *maximum, own);
    let before = match also {
        Nothing => None,
        AtMost(cap, fact, from) => Some((capped(award, *cap, reaches(name(fact), *from)), Term::Whole(*cap))),
        NotWhenNone(_) | NotWhenNo(_) => {
            let gone = gone_of(*maximum, also, own).and_then(|gone| gone.cases.into_iter().next());
            gone.map(|(when, _)| (when, Term::Whole(0)))
        }
    };
    rule.cases.splice(0..0, before);
    rule
}

/// When a cap cuts tiers: where it is in force, and a line is reached that gives as much or more.
fn capped(award: &Award, cap: i64, in_force: Test) -> Vec<Test> {
    match award {
        Tiers(part, whole, lines, last) if *last < cap => {
            let lowest = lines.iter().rev().find(|(_, halves)| *halves >= cap);
            let lowest = lowest.map(|(percent, _)| reached_of(part, whole, *percent));
            [in_force].into_iter().chain(lowest).collect()
        }
        _ => vec![in_force],
    }
}

fn reached_of(part: &str, whole: &str, percent: i64) -> Test {
    Test::AtLeast(times(100, name(part)), times(percent, name(whole)))
}

/// The maximum that is gone where a criterion is not applicable, else 0.
fn gone_of(maximum: i64, also: &Also, own: &str) -> Option<Rule> {
    let when = match also {
        NotWhenNone(fact) => Test::Equal(name(fact), Term::Whole(0)),
        NotWhenNo(fact) => Test::No((*fact).to_owned()),
        Nothing | AtMost(..) => return None,
    };
    Some(rule(&format!("{own}_gone"), vec![(vec![when], Term::Whole(maximum))], Term::Whole(0)))
}

fn award_of(award: &Award, maximum: i64, own: &str) -> Rule {
    match award {
        Tiers(part, whole, lines, last) => {
            let line = |(percent, halves): &(i64, i64)| {
                (vec![reached_of(part, whole, *percent)], Term::Whole(*halves))
            };
            rule(own, lines.iter().map(line).collect(), Term::Whole(*last))
        }
        Deducted(each) => {
            let quarters =
                Term::Sum(each.iter().map(|(quarters, fact)| times(*quarters, name(fact))).collect());
            let nothing = (vec![reaches(quarters.clone(), 2 * maximum)], Term::Whole(0));
            // Half a half counts up.
            let halves = over(less(Term::Whole(2 * maximum + 1), quarters), Term::Whole(2));
            rule(own, vec![nothing], halves)
        }
        Share(part, whole) => {
            let doubled = Term::Sum(vec![times(2 * maximum, name(part)), name(whole)]);
            rule(own, Vec::new(), over(doubled, times(2, name(whole))))
        }
        Answer => {
            let yes = vec![Test::Yes(format!("is_{own}"))];
            rule(own, vec![(yes, Term::Whole(maximum))], Term::Whole(0))
        }
    }
}

fn reaches(term: Term, least: i64) -> Test {
    Test::AtLeast(term, Term::Whole(least))
}

/// The total in tenths, the class and the titles.
fn results() -> Vec<Vec<Rule>> {
    let all =
        |suffix: &str| Term::Sum(contents().map(|content| name(&format!("{content}{suffix}"))).collect());
    let doubled = Term::Sum(vec![times(2_000, name("halves")), name("maximum")]);
    let tenths = over(doubled, times(2, name("maximum")));
    vec![
        vec![rule("halves", vec![], all("")), rule("maximum", vec![], all("_maximum")), best()],
        vec![rule("tenths", vec![], tenths)],
        vec![reached()],
        vec![class()],
        vec![four_good(), model()],
    ]
}

fn class_by(cases: Vec<(Vec<Test>, i64)>, otherwise: i64) -> (Vec<(Vec<Test>, Term)>, Term) {
    (cases.into_iter().map(|(when, class)| (when, Term::Whole(class))).collect(), Term::Whole(otherwise))
}

/// The highest class that nothing stands against.
fn best() -> Rule {
    let yes = |fact: &str| vec![Test::Yes(fact.to_owned())];
    let (cases, otherwise) = class_by(
        vec![
            (yes("violation"), 3),
            (yes("divided"), 2),
            (vec![reaches(name("complaints"), 13)], 2),
            (vec![reaches(name("disciplined"), 1)], 1),
        ],
        0,
    );
    rule("best", cases, otherwise)
}

/// The class that the total reaches.
fn reached() -> Rule {
    let total = |least: i64| reaches(name("tenths"), least);
    let (cases, otherwise) = class_by(
        vec![
            (vec![total(900), reaches(name("work_targets_ratio"), 8)], 0),
            (vec![total(750)], 1),
            (vec![total(500)], 2),
        ],
        3,
    );
    rule("reached", cases, otherwise)
}

/// The lower one of both.
fn class() -> Rule {
    let when = vec![Test::AtLeast(name("reached"), name("best"))];
    rule("class", vec![(when, name("reached"))], name("best"))
}

fn four_good() -> Rule {
    let mut when = vec![Test::Equal(name("class"), Term::Whole(0))];
    when.extend(contents().map(|content| {
        Test::AtLeast(times(100, name(content)), times(85, name(&format!("{content}_maximum"))))
    }));
    rule("four_good", vec![(when, Term::Whole(1))], Term::Whole(0))
}

fn model() -> Rule {
    let is_good = Test::AtLeast(Term::Whole(1), name("class"));
    let when = vec![reaches(name("tenths"), 950), reaches(name("initiatives"), 3), is_good];
    rule("model", vec![(when, Term::Whole(1))], Term::Whole(0))
}
