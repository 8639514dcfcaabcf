//! Floor 14. What holds whatever the data.
//!
//! In: a plan. Out: findings that need ranges, each with an input that was run and shows the harm. The
//! plan is run on what facts can be, so that each slot is all that its node can be; where that leaves a
//! question open, what facts can be is cut in parts until it does not ([`search`]). It is the same run that
//! answers for a unit with missing facts, so that what is proved here is what happens there.
//! Knows the plan and its outcomes. Does not know how anything is written.

mod class;
mod condition;
mod contradiction;
mod domain;
mod extreme;
mod fault;
mod finding;
mod frame;
mod goal;
mod input;
mod limit;
mod linear;
mod lists;
mod queue;
mod relations;
mod remedy;
mod search;
mod seen;
mod size;
mod standing;
mod state;
mod table;
mod total;
mod twice;

use crate::data::Record;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::eval::{Match, Slots, run};
use crate::plan::Plan;
use crate::source::Span;
use crate::value::{Range, Value};
use domain::Domain;
use frame::Frame;
use search::Prover;
use std::cmp::Ordering;

pub use goal::Goal;
pub(crate) use input::cell;
pub use remedy::{Change, Changes, Hurdle, OutOfReach, Remedy, Wanted, remedy};
pub use search::{Answer, Input};

/// A plan as questions are asked of it, about the units that it is for.
fn framed<'a>(plan: &'a Plan, slots: &'a Slots) -> Frame<'a> {
    framed_within(plan, slots, &[])
}

/// The frame of a plan where more is known of what some facts can be.
fn framed_within<'a>(plan: &'a Plan, slots: &'a Slots, possible: &[(u32, Range)]) -> Frame<'a> {
    let mut domains: Vec<Domain> = plan.ruleset.facts.iter().map(Domain::of).collect();
    for (fact, range) in possible {
        domains[*fact as usize] = Domain::within(&plan.ruleset.facts[*fact as usize], *range);
    }
    if let Some((fact, words)) = plan.ruleset.units {
        domains[fact as usize] = Domain::Word(words);
    }
    Frame::new(plan, slots, domains, plan.ruleset.units.map(|(fact, _)| fact))
}

/// Finds what no data, or some data, makes of a plan: divisors of 0, gaps, contradictions, classes out of
/// reach, and the like. What could not be settled within the work that is allowed is said too.
///
/// `tables` is how many tables the ruleset has: they share the work that is allowed.
pub fn prove(plan: &Plan, tables: usize, found: &mut Diagnostics) {
    let slots = ranges(plan);
    found.extend(size::too_large(plan, &slots));
    let frame = framed(plan, &slots);
    let kind =
        plan.ruleset.units.and_then(|(fact, words)| Some((fact, u8::try_from(words.trailing_zeros()).ok()?)));
    let mut findings = Findings { found, kind, head: plan.ruleset.total.span, unproved: 0 };
    let mut prover = Prover::new(&frame, tables);
    if !prover.is_possible() {
        for node in &plan.requirements {
            findings.push(finding::never(plan.node(*node).span));
        }
        return;
    }
    fault::faults(&mut prover, &mut findings);
    let never = condition::conditions(&mut prover, &mut findings);
    condition::grids(&mut prover, &mut findings);
    let said = class::classes(&mut prover, &mut findings, &never);
    total::totals(&mut prover, &mut findings, &said);
    limit::floors_above_caps(&mut prover, &mut findings);
    twice::counted_twice(&frame, &mut findings);
    twice::closed_by_steps(&frame, &mut findings);
}

/// Asks for inputs that do what is wanted; used where examples are held against a plan.
pub struct Finder<'f> {
    frame: &'f Frame<'f>,
    prover: Prover<'f>,
}

impl Finder<'_> {
    /// An input that begins with `given` and for which all goals hold.
    pub fn find(&mut self, given: &[(u32, Value)], goals: &[Goal]) -> Answer {
        self.prover.solve_with(given, goals)
    }

    /// Whether all goals hold for a row that was scored.
    pub fn shows(&self, goals: &[Goal], slots: &Slots) -> bool {
        goals.iter().all(|goal| goal.test_on(self.frame, slots, |node| slots.get(node)) == Match::Yes)
    }
}

/// Lends a finder for a plan. The questions that it is asked share a bound of work.
pub fn finder<T>(plan: &Plan, ask: impl FnOnce(&mut Finder<'_>) -> T) -> T {
    let slots = ranges(plan);
    let frame = framed(plan, &slots);
    let prover = Prover::new(&frame, 1);
    ask(&mut Finder { frame: &frame, prover })
}

/// All that each node can be, by the declared ranges of facts. Defaults are left aside: a fact that
/// has one can still be given as anything else.
pub fn ranges(plan: &Plan) -> Slots {
    let within = plan.ruleset.facts.iter().map(|fact| fact.range).collect();
    run(plan, &Record { within, ..Record::default() })
}

/// Asks for an input for which all goals hold, and says what it shows; or, where that stays open, that `what`
/// was not proved at a place.
fn settle(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    goals: &[Goal],
    (place, what): (Span, &str),
    say: impl FnOnce(&mut Prover<'_>, &Input) -> Diagnostic,
) {
    match prover.solve(goals) {
        Answer::Found(input) => {
            let finding = say(prover, &input);
            findings.add(finding, prover.frame.plan, &input);
        }
        Answer::Impossible => {}
        Answer::Unknown => findings.unproved(place, what),
    }
}

/// How many notes there may be about what could not be proved.
const MAXIMUM_UNPROVED: usize = 12;

/// What was found so far.
struct Findings<'a> {
    found: &'a mut Diagnostics,
    /// The fact that says of which kind a unit is, with a word for which it is all so.
    kind: Option<(u32, u8)>,
    /// The total, or the head of the ruleset.
    head: Span,
    /// How often something was not proved.
    unproved: usize,
}

impl Findings<'_> {
    fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// A finding with an input that shows the harm.
    fn add(&mut self, finding: Diagnostic, plan: &Plan, input: &Input) {
        let mut input = input.clone();
        if let Some((fact, word)) = self.kind.filter(|(kind, _)| input.iter().all(|(fact, _)| fact != kind)) {
            input.push((fact, Value::Word(word)));
            input.sort_by_key(|(fact, _)| *fact);
        }
        self.found.push(finding.input(input::given(plan, &input)));
    }

    /// Something that was neither proved nor disproved. After many of them, where the work is used up, that
    /// there are more is said once.
    fn unproved(&mut self, place: Span, what: &str) {
        self.unproved += 1;
        let (place, what) = match self.unproved.cmp(&MAXIMUM_UNPROVED) {
            Ordering::Less => (place, what),
            Ordering::Equal => (self.head, "unproved-more"),
            Ordering::Greater => return,
        };
        self.found.push(finding::unproved(place, what));
    }

    /// Whether some data has no answer: what that does to the total is no news.
    fn has_errors(&self) -> bool {
        self.found.has_errors()
    }

    /// Whether a code was said of a place inside another.
    fn has_said(&self, code: &str, place: Span) -> bool {
        let is_inside =
            |span: &Span| span.source == place.source && place.start <= span.start && span.end <= place.end;
        self.found.iter().filter(|it| it.code == code).any(|it| {
            let main = match &it.place {
                Place::Source(span) => is_inside(span),
                Place::Cell { .. } => false,
            };
            main || it.labels.iter().any(|label| is_inside(&label.span))
        })
    }
}
