//! Looking for an input: facts are restricted step by step, and what cannot hold any more is left aside.
//!
//! The answer is an input that was run and does what is asked; or that there is none, because every part
//! of what facts can be was left aside; or, where the work is used up, neither.

use super::domain::Domain;
use super::frame::Frame;
use super::goal::{Goal, exactly_zero};
use super::linear::Linear;
use super::seen::Seen;
use super::state::{Mark, State, Supposed};
use super::table::gaps;
use crate::eval::{Match, Outcome};
use crate::model::Fact;
use crate::plan::{NodeId, Op};
use crate::value::{Limits, Number, Range, Scale, Value};
use std::cell::RefCell;
use std::cmp::Reverse;

/// How many nodes may be run for one question: all that are ever settled in the rulesets and cases here take less.
const MAXIMUM_WORK: u64 = 30_000;
/// How many nodes may be run for all questions about all tables of a ruleset.
const MAXIMUM_TOTAL: u64 = 4_000_000;

/// Values of facts, by index; the others may be anything.
pub type Input = Vec<(u32, Value)>;

/// On what terms an input is looked for.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    /// What some facts can be; the others can be all that they can.
    pub(super) facts: &'a [(u32, Domain)],
    /// Facts that stay open: the goals are to hold whatever these are.
    pub(super) open: &'a [u32],
    /// Whether an input is to have no more facts than it needs.
    pub(super) is_short: bool,
    /// How many nodes may be run.
    pub(super) work: u64,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms { facts: &[], open: &[], is_short: false, work: MAXIMUM_WORK }
    }
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// An input that shows it.
    Found(Input),
    /// There is none.
    Impossible,
    /// The work was not enough to tell.
    Unknown,
}

/// A part of what facts can be that is still to be looked at.
struct Part {
    /// How far to go back before it.
    depth: usize,
    choice: Choice,
}

/// What is looked at for itself.
#[derive(Clone, Copy)]
enum Choice {
    /// A fact that has only part of its values.
    Fact(u32, Domain),
    /// A number that lies within limits: in one line of tiers.
    Number(NodeId, Limits),
}

/// Asks questions about a plan, one after another.
pub(super) struct Prover<'f> {
    pub(super) frame: &'f Frame<'f>,
    pub(super) state: State<'f>,
    /// Where nothing is ever supposed: an answer is confirmed here.
    pub(super) clean: State<'f>,
    /// How much work there may be in all.
    most: u64,
    /// Inputs with all points that there are, and with the least.
    pub(super) known: Vec<Input>,
}

impl<'f> Prover<'f> {
    /// Asks about a plan that is one of `tables`, which share the work.
    pub(super) fn new(frame: &'f Frame<'f>, tables: usize) -> Prover<'f> {
        Prover {
            frame,
            state: State::new(frame),
            clean: State::plain(frame),
            most: MAXIMUM_TOTAL / tables.max(1) as u64,
            known: Vec::new(),
        }
    }

    /// Whether any row can be accepted at all.
    pub(super) fn is_possible(&mut self) -> bool {
        let requirements = self.frame.plan.requirements.clone();
        requirements.is_empty() || self.ask(&[], &requirements, Terms::default()) != Answer::Impossible
    }

    /// Looks for an input for which all goals hold at once.
    pub(super) fn solve(&mut self, goals: &[Goal]) -> Answer {
        self.ask(goals, &[], Terms { is_short: true, ..Terms::default() })
    }

    /// The same among inputs that begin with `given`.
    pub(super) fn solve_with(&mut self, given: &[(u32, Value)], goals: &[Goal]) -> Answer {
        let facts: Vec<(u32, Domain)> = points(self.frame, given).collect();
        self.ask(goals, &[], Terms { facts: &facts, is_short: true, ..Terms::default() })
    }

    /// The same where the input is not shown to anybody: it is left as it was found, with all facts.
    pub(super) fn can(&mut self, goals: &[Goal]) -> Answer {
        self.ask(goals, &[], Terms::default())
    }

    /// The same on other terms.
    pub(super) fn can_on(&mut self, goals: &[Goal], terms: Terms<'_>) -> Answer {
        self.ask(goals, &[], terms)
    }

    /// An input for which all goals hold, if so much work finds one. It is no part of the work that is allowed.
    pub(super) fn soon(&mut self, goals: &[Goal], work: u64) -> Option<Input> {
        let before = self.state.work + self.clean.work;
        let answer = self.ask(goals, &[], Terms { work, ..Terms::default() });
        self.most += self.state.work + self.clean.work - before;
        if let Answer::Found(input) = answer { Some(input) } else { None }
    }

    /// Allows so much work from here on.
    pub(super) fn allow(&mut self, work: u64) {
        self.most = self.state.work + self.clean.work + work;
    }

    /// What goals read, and what is tied to those facts.
    pub(super) fn facts_of(&mut self, goals: &[Goal]) -> Vec<u32> {
        self.state.aim(goals.iter().flat_map(Goal::nodes)).1
    }

    /// Of an input for which all goals hold, the facts that cannot be put back, the last first, without one of
    /// the goals being lost. `back` says what each would be.
    pub(super) fn needed(&mut self, goals: &[Goal], input: &Input, back: &[(u32, Domain)]) -> Vec<u32> {
        let start = self.clean.mark();
        self.clean.aim(goals.iter().flat_map(Goal::nodes));
        let holds = |state: &State<'_>| goals.iter().all(|goal| goal.test(state) == Match::Yes);
        let mut needed = Vec::new();
        if self.clean.release(points(self.frame, input)) {
            for (fact, domain) in back.iter().rev() {
                let mark = self.clean.mark();
                if !self.clean.release([(*fact, *domain)]) || !holds(&self.clean) {
                    self.clean.back(mark);
                    needed.push(*fact);
                }
            }
        }
        self.clean.back(start);
        needed.sort_unstable();
        needed
    }

    /// The end that a number cannot go beyond where facts are these.
    pub(super) fn most(&mut self, node: NodeId, facts: &[(u32, Domain)]) -> Option<Number> {
        let start = self.state.mark();
        self.state.aim([node].into_iter());
        let is_possible = self.state.restrict_all(facts);
        let most = self.state.get(node).interval().high.filter(|_| is_possible);
        self.state.back(start);
        most
    }

    /// Whether inputs that were found before, the later ones over the earlier, show that all goals hold.
    pub(super) fn shows(&mut self, goals: &[Goal], inputs: &[&Input]) -> bool {
        let start = self.clean.mark();
        self.clean.aim(goals.iter().flat_map(Goal::nodes));
        let points = inputs.iter().flat_map(|input| points(self.frame, input));
        let holds =
            self.clean.release(points) && goals.iter().all(|goal| goal.test(&self.clean) == Match::Yes);
        self.clean.back(start);
        holds
    }

    fn ask(&mut self, goals: &[Goal], more: &[NodeId], terms: Terms<'_>) -> Answer {
        if self.state.work + self.clean.work > self.most {
            return Answer::Unknown;
        }
        let start = self.state.mark();
        let nodes = goals.iter().flat_map(Goal::nodes).chain(more.iter().copied());
        let (requirements, mut facts) = self.state.aim(nodes);
        facts.retain(|fact| !terms.open.contains(fact));
        self.clean.aim_as(&self.state);
        let mut supposed = goals.iter().filter_map(Goal::supposes);
        let is_possible = self.state.restrict_all(terms.facts)
            && supposed.all(|(node, what)| self.state.suppose(node, what));
        let limit = self.state.work + terms.work;
        let search = Search { goals, requirements, facts, terms, limit, seen: RefCell::default() };
        let answer =
            if is_possible { search.run(&mut self.state, &mut self.clean) } else { Answer::Impossible };
        self.state.back(start);
        answer
    }

    /// An input as what its facts can be.
    pub(super) fn points<'a>(&self, input: &'a Input) -> impl Iterator<Item = (u32, Domain)> + use<'a, 'f> {
        points(self.frame, input)
    }

    /// What a node comes to for an input, if it is a number.
    pub(super) fn number(&mut self, node: NodeId, input: &Input) -> Option<Number> {
        self.with(input, &[node], |state| state.get(node).number())
    }

    /// Looks at nodes for an input, all other facts being open.
    pub(super) fn with<T>(&mut self, input: &Input, nodes: &[NodeId], look: impl Fn(&State<'f>) -> T) -> T {
        let start = self.clean.mark();
        self.clean.aim(nodes.iter().copied());
        self.clean.release(points(self.frame, input));
        let seen = look(&self.clean);
        self.clean.back(start);
        seen
    }
}

/// An input as what its facts can be.
fn points<'a, 'f>(
    frame: &'f Frame<'_>,
    input: &'a [(u32, Value)],
) -> impl Iterator<Item = (u32, Domain)> + use<'a, 'f> {
    let facts = &frame.plan.ruleset.facts;
    input.iter().map(|(fact, value)| (*fact, point(*value, &facts[*fact as usize])))
}

/// One value as what a fact can be.
pub(super) fn point(value: Value, fact: &Fact) -> Domain {
    match value {
        Value::Number(number) => {
            let steps = number.over(fact.step).map_or(0, |steps| steps.floor().numerator());
            Domain::Steps(steps, steps)
        }
        Value::Truth(truth) => Domain::Word(if truth { 0b10 } else { 0b01 }),
        Value::Word(word) => Domain::Word(1 << word),
        Value::Words(words) => Domain::Words(words, words),
        Value::Date(date) => {
            let day = crate::value::day_number(date).into();
            Domain::Steps(day, day)
        }
    }
}

/// Which fact is split first: a word that several results share, what most of them share, what can be least.
type Turn = (bool, usize, Reverse<u32>);

/// When it is the turn of a fact that is still open.
fn turn(state: &State<'_>, fact: u32) -> Option<Turn> {
    let (shared, domain) = (state.frame.shared[fact as usize], state.domains[fact as usize]);
    let is_word = shared > 1 && !matches!(domain, Domain::Steps(..));
    (!domain.is_single()).then(|| (is_word, shared, Reverse(domain.bits())))
}

/// One question.
struct Search<'g> {
    goals: &'g [Goal],
    requirements: Vec<NodeId>,
    facts: Vec<u32>,
    terms: Terms<'g>,
    /// How many nodes may have been run in all when it ends.
    limit: u64,
    seen: RefCell<Seen>,
}

impl Search<'_> {
    fn run(&self, state: &mut State<'_>, clean: &mut State<'_>) -> Answer {
        let mut marks: Vec<Mark> = Vec::new();
        let mut open: Vec<Part> = Vec::new();
        loop {
            match self.look(state) {
                Look::Done => {
                    if let Some(input) = self.confirm(state, clean) {
                        return Answer::Found(input);
                    }
                    // Only what is supposed made it look so; what is left open decides.
                    let left = self.facts.iter().find(|fact| !state.domains[**fact as usize].is_single());
                    if let Some(fact) = left {
                        divide(state, parts(state, *fact, None), &mut marks, &mut open);
                    }
                }
                Look::Never => {}
                Look::Open(choices) => divide(state, choices, &mut marks, &mut open),
            }
            if state.work > self.limit {
                return Answer::Unknown;
            }
            loop {
                let Some(part) = open.pop() else { return Answer::Impossible };
                state.back(marks[part.depth]);
                marks.truncate(part.depth + 1);
                if take(state, part.choice) && self.suppose_more(state) {
                    break;
                }
                if state.work > self.limit {
                    return Answer::Unknown;
                }
            }
        }
    }

    fn suppose_more(&self, state: &mut State<'_>) -> bool {
        self.goals.iter().all(|goal| match goal.narrows(state) {
            Some((node, limits)) => state.suppose(node, Supposed::Within(limits)),
            None => true,
        })
    }

    /// How things stand.
    fn look(&self, state: &State<'_>) -> Look {
        // What was supposed has to come true by itself.
        let mut open = state.not_yet_as_supposed();
        for goal in self.goals {
            match goal.test(state) {
                Match::No => return Look::Never,
                Match::Yes => {}
                Match::Maybe => open.extend(goal.nodes()),
            }
        }
        if !open.is_empty() {
            return self.open(state, open, true);
        }
        let undecided = self.requirements.iter().filter(|node| state.get(**node).undecided().is_some());
        let undecided: Vec<NodeId> = undecided.copied().collect();
        match self.open(state, undecided, false) {
            Look::Never => Look::Done,
            look => look,
        }
    }

    /// A fact that nodes depend on and that is still open, and where to cut it. Of several the one that most
    /// results share, and that can be the least: what only one result reads can be settled at the end, one
    /// after another.
    fn open(&self, state: &State<'_>, nodes: Vec<NodeId>, is_goal: bool) -> Look {
        let frame = state.frame;
        let mut seen = self.seen.borrow_mut();
        let first = self.facts.iter().filter_map(|fact| turn(state, *fact)).max();
        let mut best: Option<(Turn, u32, NodeId)> = None;
        seen.begin(frame.plan.nodes.len(), &nodes);
        while let Some(node) = seen.pop() {
            if let Some(fact) = frame.facts[node.index()]
                && let Some(turn) = turn(state, fact).filter(|_| !self.terms.open.contains(&fact))
                && best.is_none_or(|(before, ..)| before < turn)
            {
                best = Some((turn, fact, node));
                // No other comes before it.
                if Some(turn) == first {
                    break;
                }
            }
            let is_looked_at = is_goal && seen.above(node).is_none();
            for operand in frame.moving[node.index()].iter().rev() {
                if state.is_open(*operand) || is_looked_at {
                    seen.push(*operand, node);
                }
            }
        }
        let Some(((is_word, shared, _), fact, node)) = best else { return Look::Never };
        let path: Vec<NodeId> = std::iter::successors(Some(node), |node| seen.above(*node)).skip(1).collect();
        // What only one result reads is settled line by line before it is settled number by number; not where
        // facts stay open, because then it may be in no one line.
        if !is_word
            && shared < 2
            && self.terms.open.is_empty()
            && let Some(lines) = lines(state, &path, &nodes)
        {
            return Look::Open(lines);
        }
        Look::Open(parts(state, fact, cut(state, fact, path.into_iter())))
    }

    /// Runs what was found without anything supposed; the least that shows it, if it does.
    fn confirm(&self, state: &State<'_>, clean: &mut State<'_>) -> Option<Input> {
        let facts = &state.frame.plan.ruleset.facts;
        let value = |fact: &u32| {
            let of = &facts[*fact as usize];
            let first = std::iter::successors(Some(state.domains[*fact as usize]), |domain| {
                (!domain.is_single()).then(|| domain.split(None)[0])
            });
            first.last().and_then(|domain| domain.single(of)).map(|value| (*fact, value))
        };
        let mut input: Input = self.facts.iter().filter_map(value).collect();
        let start = clean.mark();
        let is_shown = self.holds_for(clean, &input);
        if is_shown && self.terms.is_short {
            self.shorten(clean, &mut input);
        }
        clean.back(start);
        is_shown.then_some(input)
    }

    fn holds_for(&self, state: &mut State<'_>, input: &Input) -> bool {
        state.release(points(state.frame, input))
            && self.goals.iter().all(|goal| goal.test(state) == Match::Yes)
    }

    /// Leaves out facts without which it holds as well.
    fn shorten(&self, state: &mut State<'_>, input: &mut Input) {
        let before: Vec<Outcome> = self.results(state);
        let mut index = 0;
        while index < input.len() {
            let (fact, _) = input[index];
            let mark = state.mark();
            let is_free = state.release([(fact, state.frame.domains[fact as usize])])
                && self.goals.iter().all(|goal| goal.test(state) == Match::Yes)
                && self.results(state) == before;
            if is_free {
                input.remove(index);
            } else {
                state.back(mark);
                index += 1;
            }
        }
    }

    /// What a unit with a fault comes to must stay what it is without the facts that are left out.
    fn results(&self, state: &State<'_>) -> Vec<Outcome> {
        let reached = self.goals.iter().filter_map(|goal| match goal {
            Goal::Reached(_, results) => Some(results),
            _ => None,
        });
        reached.flatten().map(|node| state.get(*node).clone()).collect()
    }
}

enum Look {
    /// It holds for all that is left.
    Done,
    /// It holds for nothing of it.
    Never,
    /// One of these has to be so, the first to be looked at first.
    Open(Vec<Choice>),
}

/// Puts choices on the list, the one to look at first on top.
fn divide(state: &State<'_>, choices: Vec<Choice>, marks: &mut Vec<Mark>, open: &mut Vec<Part>) {
    marks.push(state.mark());
    let depth = marks.len() - 1;
    open.extend(choices.into_iter().rev().map(|choice| Part { depth, choice }));
}

fn take(state: &mut State<'_>, choice: Choice) -> bool {
    match choice {
        Choice::Fact(fact, domain) => state.restrict(fact, domain),
        Choice::Number(node, limits) => state.suppose(node, Supposed::Within(limits)),
    }
}

/// The parts that a fact falls into.
fn parts(state: &State<'_>, fact: u32, at: Option<i128>) -> Vec<Choice> {
    let parts = state.domains[fact as usize].split(at).into_iter();
    parts.map(|domain| Choice::Fact(fact, domain)).collect()
}

/// The lines of tiers on the way, and what lies between them: whatever the number is, it is in one of these.
/// None where there are no tiers whose limits are known, or their number may be none.
fn lines(state: &State<'_>, path: &[NodeId], goals: &[NodeId]) -> Option<Vec<Choice>> {
    let plan = state.frame.plan;
    let node = path.iter().find(|node| matches!(plan.node(**node).op, Op::Tiers(_)))?;
    let Op::Tiers(tiers) = &plan.node(*node).op else { return None };
    let of = state.get(tiers.of).undecided().filter(|it| !it.may_not_apply && it.faults.is_empty())?;
    let is_told = goals.contains(node) || goals.contains(&tiers.of) || state.is_supposed(tiers.of);
    let is_sum = state.frame.forms[tiers.of.index()].is_some();
    let divisor = match plan.node(tiers.of).op {
        Op::Quotient(..) if is_told => return None,
        Op::Quotient(_, divisor) => Some(state.frame.ratio(tiers.of).map(|_| divisor)?),
        _ if is_sum && !is_told => None,
        _ => return None,
    };
    let Range::Number(interval) = of.range else { return None };
    let (reach, whole) = (tiers.reach.as_ref()?, Limits::from(interval));
    let held = reach.iter().map(|line| line.intersect(&whole)).filter(|line| !line.is_empty());
    let between = gaps(reach, &whole, Scale::Ratio);
    let mut choices: Vec<Choice> =
        held.chain(between).map(|limits| Choice::Number(tiers.of, limits)).collect();
    // Where the divisor is 0 there is no number.
    if let Some(divisor) = divisor.filter(|it| state.get(*it).interval().contains(Number::ZERO)) {
        choices.push(Choice::Number(divisor, exactly_zero()));
    }
    (choices.len() > 1).then_some(choices)
}

/// Where what a fact can be is best cut: at a limit that its number is held against, once all else is known
/// that goes into the comparison. The last step of the lower part.
fn cut(state: &State<'_>, fact: u32, above: impl Iterator<Item = NodeId>) -> Option<i128> {
    let Domain::Steps(low, high) = state.domains[fact as usize] else { return None };
    for node in above {
        let mut cuts: Vec<i128> = differences(state, node)
            .iter()
            .filter_map(|difference| threshold(state, fact, difference))
            .flat_map(|(last_below, exact)| [Some(last_below), exact])
            .flatten()
            .filter(|at| low <= *at && *at < high)
            .collect();
        if !cuts.is_empty() {
            cuts.sort_unstable();
            return Some(cuts[cuts.len() / 2]);
        }
    }
    None
}

/// What a node holds against 0, as sums of facts.
fn differences(state: &State<'_>, node: NodeId) -> Vec<Linear> {
    let frame = state.frame;
    match &frame.plan.node(node).op {
        Op::Compare(it) => {
            let known = || frame.against(it.left, state.get(it.right).number()?);
            frame.difference(it.left, it.right).or_else(known).into_iter().collect()
        }
        Op::Tiers(tiers) => {
            let limits = tiers.lines.iter().flat_map(|line| line.limits.nodes());
            limits.filter_map(|limit| frame.against(tiers.of, state.get(limit).number()?)).collect()
        }
        _ => Vec::new(),
    }
}

/// The last step of a fact before a sum becomes 0, and the step at which it is 0, if there is one. None
/// where other facts of the sum are open.
fn threshold(state: &State<'_>, fact: u32, sum: &Linear) -> Option<(i128, Option<i128>)> {
    let facts = &state.frame.plan.ruleset.facts;
    let (_, factor) = sum.terms.iter().find(|(id, _)| *id == fact)?;
    let others = sum.terms.iter().filter(|(id, _)| *id != fact);
    let rest = others.map(|(id, factor)| match state.domains[*id as usize].single(&facts[*id as usize]) {
        Some(Value::Number(number)) => number.times(*factor),
        Some(Value::Date(date)) => Number::whole(crate::value::day_number(date).into()).times(*factor),
        _ => None,
    });
    let rest = rest.chain([Some(sum.constant)]).try_fold(Number::ZERO, |sum, it| sum.plus(it?))?;
    let at = rest.negated()?.over(*factor)?.over(facts[fact as usize].step)?;
    let below = at.floor();
    if below == at {
        Some((below.numerator() - 1, Some(below.numerator())))
    } else {
        Some((below.numerator(), None))
    }
}
