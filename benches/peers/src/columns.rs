//! The case written by hand in Rust, in columns: the yardstick of the table.
//!
//! 1,024 records at a time, with the widest vectors that the machine has. The points of every criterion stand in a
//! column until the next chunk. Written once for two kinds of lanes: 64-bit floats that hold whole numbers, which are
//! exact up to 2^53, and 32-bit integers, which are enough for this case, as a person can work out.

use crate::{Answer, Column, Engine, Facts};
use pulp::{Arch, NullaryFnOnce};
use std::ops::{Add, Mul, Sub};

/// What stands in a lane: a whole number.
pub trait Lane: Copy + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// A number of the table or a fact.
    fn of(number: i32) -> Self;
    /// How often the second goes into the first; neither is below 0.
    fn over(self, below: Self) -> Self;
    /// How often two goes into it; it is not below 0.
    fn half(self) -> Self;
    /// As an integer; it is not below 0.
    fn whole(self) -> i32;

    /// The greater one.
    #[inline(always)]
    fn most(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
}

impl Lane for f64 {
    #[inline(always)]
    fn of(number: i32) -> f64 {
        number.into()
    }

    #[inline(always)]
    fn over(self, below: f64) -> f64 {
        (self / below).floor()
    }

    #[inline(always)]
    fn half(self) -> f64 {
        (self * 0.5).floor()
    }

    /// Its last bits, once it stands beside 2^52.
    #[inline(always)]
    fn whole(self) -> i32 {
        (self + 4_503_599_627_370_496.0).to_bits() as i32
    }
}

impl Lane for i32 {
    #[inline(always)]
    fn of(number: i32) -> i32 {
        number
    }

    /// There are no vectors that divide integers.
    #[inline(always)]
    fn over(self, below: i32) -> i32 {
        (f64::from(self) / f64::from(below)).floor().whole()
    }

    #[inline(always)]
    fn half(self) -> i32 {
        self >> 1
    }

    #[inline(always)]
    fn whole(self) -> i32 {
        self
    }
}

/// How many records are scored together.
const ROWS: usize = 1_024;

/// A fact that is a number, of one chunk.
type Numbers = [i32; ROWS];

/// A fact that is yes or no, of one chunk.
type Truths = [u8; ROWS];

/// Points in halves, of one chunk.
type Points<L> = [L; ROWS];

/// Makes a chunk with a column for each fact.
macro_rules! chunk {
    (numbers: $($number:ident)* ; truths: $($truth:ident = $name:literal)*) => {
        /// The facts of one chunk.
        struct Chunk { $($number: Numbers,)* $($truth: Truths,)* }

        impl Chunk {
            fn new(facts: &Facts, first: usize) -> Chunk {
                Chunk {
                    $($number: numbers(facts, stringify!($number), first),)*
                    $($truth: truths(facts, $name, first),)*
                }
            }
        }
    };
}

chunk! {
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

fn column<'a>(facts: &'a Facts, name: &str) -> &'a Column {
    let found = facts.columns.iter().find(|(own, _)| *own == name);
    found.map(|(_, column)| column).expect("every fact is made")
}

/// The last chunk is filled up with ones, which nothing divides by 0.
fn numbers(facts: &Facts, name: &str, first: usize) -> Numbers {
    let Column::Numbers(list) = column(facts, name) else { panic!("`{name}` is a number") };
    std::array::from_fn(|row| list.get(first + row).copied().unwrap_or(1))
}

fn truths(facts: &Facts, name: &str, first: usize) -> Truths {
    let Column::Truths(list) = column(facts, name) else { panic!("`{name}` is a truth") };
    std::array::from_fn(|row| list.get(first + row).copied().unwrap_or(1))
}

/// What is made of one chunk.
struct Scores<L> {
    /// The points of each criterion; 0 where it is not applicable.
    points: [[Points<L>; 10]; 4],
    /// The sums of the contents.
    sums: [Points<L>; 4],
    tenths: [i32; ROWS],
    classes: [u8; ROWS],
    titles: [u8; ROWS],
}

/// The engine, in lanes of one kind.
pub struct Columns<L> {
    arch: Arch,
    rows: usize,
    chunks: Vec<Chunk>,
    scores: Box<Scores<L>>,
    tenths: Vec<i32>,
    classes: Vec<u8>,
    titles: Vec<u8>,
}

impl<L: Lane> Engine for Columns<L> {
    fn new(facts: &Facts) -> Columns<L> {
        let chunks = (0..facts.rows).step_by(ROWS).map(|first| Chunk::new(facts, first)).collect();
        let none = [L::of(0); ROWS];
        let scores = Box::new(Scores {
            points: [[none; 10]; 4],
            sums: [none; 4],
            tenths: [0; ROWS],
            classes: [0; ROWS],
            titles: [0; ROWS],
        });
        let (tenths, classes, titles) = (Vec::new(), Vec::new(), Vec::new());
        Columns { arch: Arch::new(), rows: facts.rows, chunks, scores, tenths, classes, titles }
    }

    fn run(&mut self) {
        self.tenths.clear();
        self.classes.clear();
        self.titles.clear();
        for chunk in &self.chunks {
            let scores = &mut *self.scores;
            self.arch.dispatch(Score { chunk, scores });
            self.tenths.extend_from_slice(&scores.tenths);
            self.classes.extend_from_slice(&scores.classes);
            self.titles.extend_from_slice(&scores.titles);
        }
    }

    fn answers(&self) -> Vec<Answer> {
        let answer = |row: usize| Answer {
            tenths: self.tenths[row],
            class: self.classes[row],
            four_good: self.titles[row] & 1 == 1,
            model: self.titles[row] & 2 == 2,
        };
        (0..self.rows).map(answer).collect()
    }
}

/// One chunk, for the vectors of whatever width.
struct Score<'a, L> {
    chunk: &'a Chunk,
    scores: &'a mut Scores<L>,
}

impl<L: Lane> NullaryFnOnce for Score<'_, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Score { chunk, scores } = self;
        let [w, l, p, m] = &mut scores.points;
        work(chunk, w);
        living(chunk, l);
        party(chunk, p);
        masses(chunk, m);
        for (sum, points) in scores.sums.iter_mut().zip(&scores.points) {
            add(points, sum);
        }
        results(chunk, scores);
    }
}

/// The highest line, counted from the lowest up, that a part of a whole reaches: percent and halves.
#[inline(always)]
fn tiers<L: Lane, const LINES: usize>(
    (part, whole): (&Numbers, &Numbers),
    last: i32,
    lines: [(i32, i32); LINES],
    out: &mut Points<L>,
) {
    for row in 0..ROWS {
        let (hundredfold, whole) = (L::of(part[row]) * L::of(100), L::of(whole[row]));
        let mut points = L::of(last);
        for (percent, halves) in lines {
            points = if hundredfold >= whole * L::of(percent) { L::of(halves) } else { points };
        }
        out[row] = points;
    }
}

/// At most so much where a number is above a limit.
#[inline(always)]
fn cap<L: Lane>(above: &Numbers, limit: i32, most: i32, out: &mut Points<L>) {
    for row in 0..ROWS {
        out[row] = if above[row] > limit && out[row] > L::of(most) { L::of(most) } else { out[row] };
    }
}

/// 0 where a number is 0, because the criterion is not applicable.
#[inline(always)]
fn unless_none<L: Lane>(of: &Numbers, out: &mut Points<L>) {
    for row in 0..ROWS {
        out[row] = if of[row] == 0 { L::of(0) } else { out[row] };
    }
}

/// What is left of the maximum after quarters are taken away, half a half up.
#[inline(always)]
fn deducted<L: Lane, const FACTS: usize>(maximum: i32, each: [(i32, &Numbers); FACTS], out: &mut Points<L>) {
    for row in 0..ROWS {
        let mut left = L::of(2 * maximum + 1);
        for (quarters, of) in each {
            left = left - L::of(quarters) * L::of(of[row]);
        }
        out[row] = left.most(L::of(0)).half();
    }
}

/// The maximum in proportion, half a half up.
#[inline(always)]
fn share<L: Lane>(part: &Numbers, whole: &Numbers, maximum: i32, out: &mut Points<L>) {
    for row in 0..ROWS {
        let (part, whole) = (L::of(part[row]), L::of(whole[row]));
        out[row] = (L::of(2 * maximum) * part + whole).over(whole + whole);
    }
}

#[inline(always)]
fn answered<L: Lane>(of: &Truths, maximum: i32, out: &mut Points<L>) {
    for row in 0..ROWS {
        out[row] = if of[row] == 1 { L::of(maximum) } else { L::of(0) };
    }
}

/// The same where it is applicable.
#[inline(always)]
fn answered_if<L: Lane>(of: &Truths, applies: &Truths, maximum: i32, out: &mut Points<L>) {
    for row in 0..ROWS {
        out[row] = if of[row] & applies[row] == 1 { L::of(maximum) } else { L::of(0) };
    }
}

#[inline(always)]
fn work<L: Lane>(of: &Chunk, out: &mut [Points<L>; 10]) {
    tiers((&of.targets_met, &of.targets), 0, [(50, 2), (65, 5), (80, 8), (90, 9), (100, 10)], &mut out[0]);
    tiers((&of.tasks_done, &of.tasks), 0, [(50, 2), (70, 4), (85, 6), (95, 8)], &mut out[1]);
    cap(&of.overdue, 10, 6, &mut out[1]);
    tiers((&of.tasks_on_time, &of.tasks), 0, [(60, 2), (75, 4), (90, 6)], &mut out[2]);
    tiers((&of.resolutions_done, &of.resolutions), 0, [(60, 2), (80, 4), (100, 6)], &mut out[3]);
    tiers((&of.plans_issued, &of.plans_due), 0, [(60, 2), (90, 4)], &mut out[4]);
    deducted(6, [(1, &of.overdue)], &mut out[5]);
    share(&of.budget_spent, &of.budget, 8, &mut out[6]);
    share(&of.files_digital, &of.files_due, 4, &mut out[7]);
    answered(&of.innovation, 4, &mut out[8]);
    tiers((&of.petitions_settled, &of.petitions), 0, [(50, 1), (80, 3), (95, 4)], &mut out[9]);
    unless_none(&of.petitions, &mut out[9]);
}

#[inline(always)]
fn living<L: Lane>(of: &Chunk, out: &mut [Points<L>; 10]) {
    tiers((&of.present, &of.due), 2, [(65, 4), (75, 6), (90, 8)], &mut out[0]);
    cap(&of.unexcused, 3, 2, &mut out[0]);
    tiers((&of.meetings_held, &of.meetings_due), 0, [(75, 4), (90, 6), (100, 8)], &mut out[1]);
    tiers((&of.studied, &of.due), 0, [(70, 2), (85, 4), (95, 6)], &mut out[2]);
    tiers((&of.reviewed, &of.members), 1, [(40, 2), (60, 4), (80, 6)], &mut out[3]);
    deducted(6, [(2, &of.late)], &mut out[4]);
    deducted(4, [(4, &of.unexcused)], &mut out[5]);
    deducted(4, [(1, &of.fee_delays)], &mut out[6]);
    answered(&of.minutes, 4, &mut out[7]);
    answered(&of.prepared, 6, &mut out[8]);
    answered_if(&of.thematic_held, &of.thematic, 8, &mut out[9]);
}

#[inline(always)]
fn party<L: Lane>(of: &Chunk, out: &mut [Points<L>; 10]) {
    tiers((&of.trained, &of.members), 0, [(50, 2), (70, 4), (90, 6)], &mut out[0]);
    tiers((&of.fee_paid, &of.members), 0, [(90, 2), (95, 3), (100, 4)], &mut out[1]);
    tiers((&of.app_users, &of.members), 0, [(50, 2), (80, 4)], &mut out[2]);
    tiers((&of.reports_on_time, &of.reports_due), 0, [(80, 2), (95, 4)], &mut out[3]);
    deducted(4, [(2, &of.reports_missing), (1, &of.reports_wrong)], &mut out[4]);
    deducted(4, [(1, &of.files_returned)], &mut out[5]);
    share(&of.volunteers, &of.members, 4, &mut out[6]);
    answered(&of.assigned, 2, &mut out[7]);
    answered(&of.registered, 2, &mut out[8]);
    tiers((&of.admitted, &of.candidates), 0, [(10, 2), (30, 4), (50, 6)], &mut out[9]);
    unless_none(&of.candidates, &mut out[9]);
}

#[inline(always)]
fn masses<L: Lane>(of: &Chunk, out: &mut [Points<L>; 10]) {
    tiers((&of.cultured, &of.households), 0, [(70, 3), (80, 5), (90, 6)], &mut out[0]);
    tiers((&of.visited, &of.households), 0, [(30, 2), (60, 4)], &mut out[1]);
    tiers((&of.inspections_done, &of.inspections_planned), 0, [(50, 2), (75, 4), (100, 6)], &mut out[2]);
    deducted(6, [(2, &of.order_minor), (4, &of.order_grave)], &mut out[3]);
    deducted(4, [(2, &of.complaints)], &mut out[4]);
    share(&of.trees_planted, &of.trees_planned, 4, &mut out[5]);
    answered(&of.unity, 2, &mut out[6]);
    answered(&of.charter, 2, &mut out[7]);
    answered(&of.posted, 2, &mut out[8]);
    answered_if(&of.youth, &of.has_youth, 4, &mut out[9]);
}

#[inline(always)]
fn add<L: Lane>(points: &[Points<L>; 10], sum: &mut Points<L>) {
    for row in 0..ROWS {
        let mut own = L::of(0);
        for points in points {
            own = own + points[row];
        }
        sum[row] = own;
    }
}

/// The first where a condition holds, else the second.
#[inline(always)]
fn choose<L: Lane>(holds: bool, yes: i32, no: L) -> L {
    if holds { L::of(yes) } else { no }
}

/// The total in tenths, the class and the titles.
#[inline(always)]
fn results<L: Lane>(of: &Chunk, scores: &mut Scores<L>) {
    let Scores { points, sums: [w, l, p, m], tenths, classes, titles } = scores;
    let targets = &points[0][0];
    for row in 0..ROWS {
        let work_most = choose(of.petitions[row] == 0, 56, L::of(60));
        let living_most = choose(of.thematic[row] == 0, 52, L::of(60));
        let party_most = choose(of.candidates[row] == 0, 34, L::of(40));
        let masses_most = choose(of.has_youth[row] == 0, 36, L::of(40));
        let most = work_most + living_most + party_most + masses_most;
        let halves = w[row] + l[row] + p[row] + m[row];
        let total = (L::of(2_000) * halves + most).over(most + most);

        let mut class = choose(total >= L::of(500), 2, L::of(3));
        class = choose(total >= L::of(750), 1, class);
        class = choose((total >= L::of(900)) & (targets[row] >= L::of(8)), 0, class);
        let mut best = choose(of.disciplined[row] > 0, 1, L::of(0));
        best = choose((of.divided[row] == 1) | (of.complaints[row] > 12), 2, best);
        best = choose(of.violation[row] == 1, 3, best);
        class = best.most(class);

        let is_good = |sum: L, most: L| sum * L::of(100) >= most * L::of(85);
        let all_good = is_good(w[row], work_most)
            & is_good(l[row], living_most)
            & is_good(p[row], party_most)
            & is_good(m[row], masses_most);
        let four_good = choose(all_good & (class == L::of(0)), 1, L::of(0));
        let is_model = (total >= L::of(950)) & (of.initiatives[row] >= 3) & (class <= L::of(1));
        tenths[row] = total.whole();
        classes[row] = class.whole() as u8;
        titles[row] = (four_good + choose(is_model, 2, L::of(0))).whole() as u8;
    }
}
