//! The case written by hand in Rust, a record at a time, in whole numbers of 64 bits, every operation checked.

use peers::{Answer, Column, Engine, Facts, serve};

/// Takes a record with a field for each fact out of columns.
macro_rules! record {
    (numbers: $($number:ident)* ; truths: $($truth:ident = $name:literal)*) => {
        /// The facts of one record.
        struct Record { $($number: i64,)* $($truth: bool,)* }

        impl Record {
            fn new(facts: &Facts, row: usize) -> Record {
                Record {
                    $($number: value(facts, stringify!($number), row),)*
                    $($truth: value(facts, $name, row) == 1,)*
                }
            }
        }
    };
}

record! {
    numbers: members due tasks targets resolutions plans_due meetings_due reports_due households inspections_planned
        budget files_due trees_planned petitions candidates targets_met tasks_done tasks_on_time resolutions_done
        plans_issued present meetings_held studied reviewed trained fee_paid app_users reports_on_time cultured visited
        inspections_done budget_spent files_digital volunteers trees_planted petitions_settled admitted overdue late
        unexcused fee_delays reports_missing reports_wrong files_returned order_minor order_grave complaints
        disciplined initiatives;
    truths: thematic = "thematic" has_youth = "has_youth" divided = "divided" violation = "violation"
        innovation = "work.innovation" minutes = "living.minutes" prepared = "living.prepared"
        thematic_held = "living.thematic_held" assigned = "party.assigned" registered = "party.registered"
        unity = "masses.unity" charter = "masses.charter" posted = "masses.posted" youth = "masses.youth"
}

fn value(facts: &Facts, name: &str, row: usize) -> i64 {
    let (_, column) = facts.columns.iter().find(|(own, _)| *own == name).expect("every fact is made");
    match column {
        Column::Numbers(list) => list[row].into(),
        Column::Truths(list) => list[row].into(),
    }
}

/// Points in halves; none where the criterion is not applicable.
type Points = Option<i64>;

/// The points of every criterion, kept from one record to the next one only.
#[derive(Default)]
struct Trace {
    points: [[Points; 10]; 4],
}

struct Rows {
    records: Vec<Record>,
    trace: Trace,
    answers: Vec<Answer>,
}

impl Engine for Rows {
    fn new(facts: &Facts) -> Rows {
        let records = (0..facts.rows).map(|row| Record::new(facts, row)).collect();
        Rows { records, trace: Trace::default(), answers: Vec::new() }
    }

    fn run(&mut self) {
        let trace = &mut self.trace;
        let answers = self.records.iter().map(|record| answer(record, trace).expect("all numbers fit"));
        self.answers = answers.collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

/// The points of the first line that a part of a whole reaches, in percent; none where a number does not fit.
fn tiers(part: i64, whole: i64, lines: &[(i64, i64)], last: i64) -> Option<i64> {
    let hundredfold = part.checked_mul(100)?;
    for (percent, halves) in lines {
        if hundredfold >= whole.checked_mul(*percent)? {
            return Some(*halves);
        }
    }
    Some(last)
}

/// The same, at most so much where a condition holds.
fn capped(points: i64, cap: i64, holds: bool) -> i64 {
    if holds { points.min(cap) } else { points }
}

/// What is left of the maximum after quarters are taken away, half a half up.
fn deducted(maximum: i64, each: &[(i64, i64)]) -> Option<i64> {
    let mut left = maximum.checked_mul(2)?;
    for (quarters, count) in each {
        left = left.checked_sub(quarters.checked_mul(*count)?)?;
    }
    Some(left.max(0).checked_add(1)? / 2)
}

/// The maximum in proportion, half a half up.
fn share(maximum: i64, part: i64, whole: i64) -> Option<i64> {
    let above = part.checked_mul(2)?.checked_mul(maximum)?.checked_add(whole)?;
    above.checked_div(whole.checked_mul(2)?)
}

fn answered(maximum: i64, yes: bool) -> i64 {
    if yes { maximum } else { 0 }
}

fn work(of: &Record) -> Option<[Points; 10]> {
    let resolutions = tiers(of.resolutions_done, of.resolutions, &[(100, 6), (80, 4), (60, 2)], 0)?;
    let petitions = tiers(of.petitions_settled, of.petitions, &[(95, 4), (80, 3), (50, 1)], 0)?;
    Some([
        Some(tiers(of.targets_met, of.targets, &[(100, 10), (90, 9), (80, 8), (65, 5), (50, 2)], 0)?),
        Some(capped(
            tiers(of.tasks_done, of.tasks, &[(95, 8), (85, 6), (70, 4), (50, 2)], 0)?,
            6,
            of.overdue > 10,
        )),
        Some(tiers(of.tasks_on_time, of.tasks, &[(90, 6), (75, 4), (60, 2)], 0)?),
        Some(resolutions),
        Some(tiers(of.plans_issued, of.plans_due, &[(90, 4), (60, 2)], 0)?),
        Some(deducted(6, &[(1, of.overdue)])?),
        Some(share(8, of.budget_spent, of.budget)?),
        Some(share(4, of.files_digital, of.files_due)?),
        Some(answered(4, of.innovation)),
        (of.petitions > 0).then_some(petitions),
    ])
}

fn living(of: &Record) -> Option<[Points; 10]> {
    let thematic = of.thematic.then_some(answered(8, of.thematic_held));
    Some([
        Some(capped(tiers(of.present, of.due, &[(90, 8), (75, 6), (65, 4)], 2)?, 2, of.unexcused > 3)),
        Some(tiers(of.meetings_held, of.meetings_due, &[(100, 8), (90, 6), (75, 4)], 0)?),
        Some(tiers(of.studied, of.due, &[(95, 6), (85, 4), (70, 2)], 0)?),
        Some(tiers(of.reviewed, of.members, &[(80, 6), (60, 4), (40, 2)], 1)?),
        Some(deducted(6, &[(2, of.late)])?),
        Some(deducted(4, &[(4, of.unexcused)])?),
        Some(deducted(4, &[(1, of.fee_delays)])?),
        Some(answered(4, of.minutes)),
        Some(answered(6, of.prepared)),
        thematic,
    ])
}

fn party(of: &Record) -> Option<[Points; 10]> {
    let admission = tiers(of.admitted, of.candidates, &[(50, 6), (30, 4), (10, 2)], 0)?;
    Some([
        Some(tiers(of.trained, of.members, &[(90, 6), (70, 4), (50, 2)], 0)?),
        Some(tiers(of.fee_paid, of.members, &[(100, 4), (95, 3), (90, 2)], 0)?),
        Some(tiers(of.app_users, of.members, &[(80, 4), (50, 2)], 0)?),
        Some(tiers(of.reports_on_time, of.reports_due, &[(95, 4), (80, 2)], 0)?),
        Some(deducted(4, &[(2, of.reports_missing), (1, of.reports_wrong)])?),
        Some(deducted(4, &[(1, of.files_returned)])?),
        Some(share(4, of.volunteers, of.members)?),
        Some(answered(2, of.assigned)),
        Some(answered(2, of.registered)),
        (of.candidates > 0).then_some(admission),
    ])
}

fn masses(of: &Record) -> Option<[Points; 10]> {
    let inspections = tiers(of.inspections_done, of.inspections_planned, &[(100, 6), (75, 4), (50, 2)], 0)?;
    let youth = of.has_youth.then_some(answered(4, of.youth));
    Some([
        Some(tiers(of.cultured, of.households, &[(90, 6), (80, 5), (70, 3)], 0)?),
        Some(tiers(of.visited, of.households, &[(60, 4), (30, 2)], 0)?),
        Some(inspections),
        Some(deducted(6, &[(2, of.order_minor), (4, of.order_grave)])?),
        Some(deducted(4, &[(2, of.complaints)])?),
        Some(share(4, of.trees_planted, of.trees_planned)?),
        Some(answered(2, of.unity)),
        Some(answered(2, of.charter)),
        Some(answered(2, of.posted)),
        youth,
    ])
}

/// The sum of the points of a content, and whether it reaches 85% of the maximum that is left.
fn content(points: &[Points], maximum: i64) -> Option<(i64, bool)> {
    let mut sum = 0i64;
    for points in points.iter().flatten() {
        sum = sum.checked_add(*points)?;
    }
    Some((sum, sum.checked_mul(100)? >= maximum.checked_mul(85)?))
}

fn answer(of: &Record, trace: &mut Trace) -> Option<Answer> {
    let left = |printed: i64, applies: bool, own: i64| if applies { printed } else { printed - own };
    let maxima = [
        left(60, of.petitions > 0, 4),
        left(60, of.thematic, 8),
        left(40, of.candidates > 0, 6),
        left(40, of.has_youth, 4),
    ];
    let (mut halves, mut maximum, mut all_good) = (0i64, 0i64, true);
    trace.points = [work(of)?, living(of)?, party(of)?, masses(of)?];
    for (points, most) in trace.points.iter().zip(maxima) {
        let (sum, is_good) = content(points, most)?;
        halves = halves.checked_add(sum)?;
        maximum = maximum.checked_add(most)?;
        all_good &= is_good;
    }
    let above = halves.checked_mul(2_000)?.checked_add(maximum)?;
    let tenths = above.checked_div(maximum.checked_mul(2)?)?;
    let class = class(of, tenths, trace.points[0][0]? >= 8);
    let model = tenths >= 950 && of.initiatives >= 3 && class <= 1;
    Some(Answer::of(tenths, class, class == 0 && all_good, model))
}

/// The class, counted from the highest down: what the total reaches, unless something stands against it.
fn class(of: &Record, tenths: i64, has_targets: bool) -> i64 {
    let reached = match tenths {
        900.. if has_targets => 0,
        750.. => 1,
        500.. => 2,
        _ => 3,
    };
    let best = match of {
        Record { violation: true, .. } => 3,
        Record { divided: true, .. } => 2,
        Record { complaints: 13.., .. } => 2,
        Record { disciplined: 1.., .. } => 1,
        _ => 0,
    };
    reached.max(best)
}

fn main() {
    serve::<Rows>();
}
