//! Where a search stands: what each fact can be, and what each node can be with that.
//!
//! One state serves all questions. A question restricts facts and supposes what nodes are; only nodes that
//! depend on what changed are run again, and everything is taken back at the end.

use super::domain::Domain;
use super::frame::Frame;
use super::linear::{Linear, interval};
use super::queue::Queue;
use super::relations::Relations;
use super::standing::{Standing, narrowed};
use super::table::holds_a_number;
use crate::data::Record;
use crate::eval::{Match, Outcome, Slots, line_matches, step};
use crate::plan::{NodeId, Op};
use crate::value::{Bound, Interval, Kind, Limits, Number, Range, Relation, Scale, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How often relations are gone through for one change of facts.
const ROUNDS: usize = 4;

/// What a question supposes of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Supposed {
    /// A number within limits.
    Within(Limits),
    /// A condition that holds, or does not.
    Truth(bool),
    /// A class.
    Word(u8),
}

enum Undo {
    Domain(u32, Domain),
    Slot(NodeId, Outcome),
    Supposed(NodeId, Option<(Supposed, Outcome)>),
}

/// A point to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    trail: usize,
    relations: usize,
}

/// Where a search stands.
pub(super) struct State<'f> {
    pub(super) frame: &'f Frame<'f>,
    pub(super) domains: Vec<Domain>,
    record: Record,
    slots: Slots,
    /// Which nodes are undecided by now.
    is_open: Vec<bool>,
    /// What is supposed of nodes, and what each came to by itself.
    supposed: BTreeMap<NodeId, (Supposed, Outcome)>,
    /// What must hold of facts together, and how that stands to what each of them can be.
    standing: Standing,
    /// How many of the relations facts were narrowed by.
    narrowed: usize,
    trail: Vec<Undo>,
    /// Whether nodes are run as data are, without what relations add.
    is_plain: bool,
    /// The nodes that the present question is about.
    in_cone: Vec<bool>,
    /// Nodes that are still to be run; empty but while they are.
    open: Queue,
    /// How many nodes were run.
    pub(super) work: u64,
}

impl<'f> State<'f> {
    /// All that facts can be, run as data are.
    pub(super) fn plain(frame: &'f Frame<'f>) -> State<'f> {
        let mut state = State::open(frame, Vec::new());
        state.is_plain = true;
        let all = (0..frame.plan.nodes.len()).map(|index| frame.plan.id(index));
        state.refresh(all.collect());
        state.trail.clear();
        state
    }

    /// All that facts can be, less what relations exclude.
    pub(super) fn new(frame: &'f Frame<'f>) -> State<'f> {
        let mut state = State::open(frame, frame.relations.clone());
        // What relations say of facts and nodes holds for every question.
        let all = (0..frame.plan.nodes.len()).map(|index| frame.plan.id(index));
        let start = state.mark();
        if state.narrow(&[]).is_none() {
            state.back(start);
        }
        state.refresh(all.collect());
        state.trail.clear();
        state
    }

    fn open(frame: &'f Frame<'f>, relations: Vec<Linear>) -> State<'f> {
        let facts = &frame.plan.ruleset.facts;
        let within = facts.iter().zip(&frame.domains).map(|(fact, domain)| domain.range(fact)).collect();
        let given = facts.iter().zip(&frame.domains).map(|(fact, domain)| domain.single(fact)).collect();
        State {
            frame,
            domains: frame.domains.clone(),
            record: Record { within, facts: given, ..Record::default() },
            slots: frame.slots.clone(),
            is_open: frame.slots.iter().map(|outcome| outcome.undecided().is_some()).collect(),
            supposed: BTreeMap::new(),
            standing: Standing::new(relations, frame.bounds(&frame.domains)),
            narrowed: 0,
            trail: Vec::new(),
            is_plain: false,
            in_cone: vec![true; frame.plan.nodes.len()],
            open: Queue::new(frame.plan.nodes.len()),
            work: 0,
        }
    }

    /// What a node can be now.
    pub(super) fn get(&self, node: NodeId) -> &Outcome {
        self.slots.get(node)
    }

    /// Whether a node is undecided by now.
    #[inline]
    pub(super) fn is_open(&self, node: NodeId) -> bool {
        self.is_open[node.index()]
    }

    /// What a node can be now by itself, whatever is supposed of it.
    pub(super) fn by_itself(&self, node: NodeId) -> &Outcome {
        self.supposed.get(&node).map_or(self.slots.get(node), |(_, outcome)| outcome)
    }

    /// Whether something is supposed of a node.
    pub(super) fn is_supposed(&self, node: NodeId) -> bool {
        self.supposed.contains_key(&node)
    }

    /// Nodes of which it is still open whether they are what is supposed of them.
    pub(super) fn not_yet_as_supposed(&self) -> Vec<NodeId> {
        let is_open = |(what, outcome): &(Supposed, Outcome)| match (what, outcome) {
            // What has a fault can still be known to lie within limits, and decide what depends on that.
            (Supposed::Within(limits), outcome) => line_matches(limits, outcome.interval()) != Match::Yes,
            (_, outcome) => outcome.undecided().is_some(),
        };
        let open = self.supposed.iter().filter(|(_, supposed)| is_open(supposed));
        open.map(|(node, _)| *node).collect()
    }

    /// What all nodes can be now.
    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// Where to go back to.
    pub(super) fn mark(&self) -> Mark {
        Mark { trail: self.trail.len(), relations: self.standing.relations().len() }
    }

    /// Takes back all that was done since.
    pub(super) fn back(&mut self, mark: Mark) {
        while self.trail.len() > mark.trail {
            match self.trail.pop() {
                Some(Undo::Domain(fact, domain)) => self.put(fact, domain),
                Some(Undo::Slot(node, outcome)) => _ = self.replace(node, outcome),
                Some(Undo::Supposed(node, Some(before))) => {
                    self.supposed.insert(node, before);
                }
                Some(Undo::Supposed(node, None)) => {
                    self.supposed.remove(&node);
                }
                None => break,
            }
        }
        self.standing.truncate(mark.relations);
        self.narrowed = self.narrowed.min(mark.relations);
    }

    /// Sets out for a question about some nodes: all that they read, and what ties those facts together.
    /// Gives the nodes of requirements among it, and the facts.
    pub(super) fn aim(&mut self, goals: impl Iterator<Item = NodeId>) -> (Vec<NodeId>, Vec<u32>) {
        let frame = self.frame;
        self.in_cone.iter_mut().for_each(|is_in| *is_in = false);
        let (mut open, mut facts) = (goals.collect::<Vec<_>>(), Vec::new());
        let mut requirements = BTreeSet::new();
        loop {
            while let Some(node) = open.pop() {
                if !std::mem::replace(&mut self.in_cone[node.index()], true) {
                    open.extend(&frame.moving[node.index()]);
                    facts.extend(frame.facts[node.index()]);
                }
            }
            let touches = |facts: &[u32]| {
                facts
                    .iter()
                    .filter_map(|fact| frame.fact_nodes[*fact as usize])
                    .any(|it| self.in_cone[it.index()])
            };
            let more = frame.plan.ruleset.requirements.iter().zip(&frame.plan.requirements);
            let more = more.filter(|(it, node)| !requirements.contains(*node) && touches(&it.facts));
            open.extend(more.map(|(_, node)| *node));
            requirements.extend(open.iter().copied());
            if open.is_empty() {
                facts.sort_unstable();
                return (requirements.into_iter().collect(), facts);
            }
        }
    }

    /// Sets out for the same question as another.
    pub(super) fn aim_as(&mut self, other: &State<'_>) {
        self.in_cone.clone_from(&other.in_cone);
    }

    /// Leaves a fact only part of what it can be; false where that cannot be.
    pub(super) fn restrict(&mut self, fact: u32, domain: Domain) -> bool {
        self.change(fact, domain);
        self.settle([fact].to_vec())
    }

    /// The same for many facts at once.
    pub(super) fn restrict_all(&mut self, facts: &[(u32, Domain)]) -> bool {
        facts.iter().for_each(|(fact, domain)| self.change(*fact, *domain));
        self.settle(facts.iter().map(|(fact, _)| *fact).collect())
    }

    /// Gives facts what they can be, whatever they could be before, without looking at relations.
    pub(super) fn release(&mut self, facts: impl IntoIterator<Item = (u32, Domain)>) -> bool {
        let mut nodes = Vec::new();
        for (fact, domain) in facts {
            self.change(fact, domain);
            nodes.extend(self.frame.fact_nodes[fact as usize]);
        }
        self.refresh(nodes)
    }

    /// Supposes that a node is within limits, or holds; false where that cannot be.
    pub(super) fn suppose(&mut self, node: NodeId, what: Supposed) -> bool {
        let mut open = vec![(node, what)];
        while let Some((node, what)) = open.pop() {
            let is_possible = match what {
                Supposed::Within(limits) => {
                    let more = self.limited(node, limits);
                    self.standing.extend(more);
                    true
                }
                Supposed::Truth(truth) => self.supposes_truth(node, truth),
                Supposed::Word(_) => true,
            };
            let outcome = self.by_itself(node).clone();
            self.trail.push(Undo::Supposed(node, self.supposed.insert(node, (what, outcome))));
            let Some(facts) = self.narrow(&[]).filter(|_| is_possible) else { return false };
            let nodes = facts.iter().filter_map(|fact| self.frame.fact_nodes[*fact as usize]);
            if !self.refresh(nodes.chain([node]).collect()) {
                return false;
            }
            // What follows is looked for in what is known by now, the last of it first.
            match what {
                Supposed::Truth(truth) => open.extend(self.follows(node, truth)),
                Supposed::Word(word) => open.extend(self.follows_from_class(node, word)),
                Supposed::Within(_) => {}
            }
        }
        true
    }

    /// What a condition says of sums and words.
    fn supposes_truth(&mut self, node: NodeId, truth: bool) -> bool {
        self.standing.extend(self.frame.implied(node, truth, true));
        self.restrict_words(node, truth)
    }

    /// What else is so where a condition comes out as `truth`.
    fn follows(&self, node: NodeId, truth: bool) -> Vec<(NodeId, Supposed)> {
        match &self.frame.plan.node(node).op {
            Op::Title { when, class } if truth => {
                let mut follows = vec![(*when, Supposed::Truth(true))];
                follows.extend(class.iter().flat_map(|class| self.assessed(*class)));
                follows
            }
            Op::Not(inner) => vec![(*inner, Supposed::Truth(!truth))],
            Op::All(list) if truth => self.each(list, true),
            Op::Any(list) if !truth => self.each(list, false),
            Op::Compare(it) => {
                let relation = if truth { it.relation } else { it.relation.opposite() };
                let within = |at| Limits::of(relation, at).map(Supposed::Within);
                let what = match (self.get(it.right), relation) {
                    (Outcome::Value(Value::Number(at)), _) => within(*at),
                    (Outcome::Value(Value::Word(word)), Relation::Equal) => Some(Supposed::Word(*word)),
                    _ => None,
                };
                what.map(|what| (it.left, what)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// What else is so where a unit is in a class that no rule settles.
    fn follows_from_class(&self, node: NodeId, word: u8) -> Vec<(NodeId, Supposed)> {
        let classes = match &self.frame.plan.node(node).op {
            Op::Classes(classes) => classes,
            // Nothing is known of a decision: what is proved is proved of what the rules give.
            Op::Decided(computed) => return vec![(*computed, Supposed::Word(word))],
            _ => return Vec::new(),
        };
        let Some(line) = classes.lines.iter().find(|line| line.word == word) else { return Vec::new() };
        if line.or_when.is_some() || classes.settled.iter().any(|(settled, _)| *settled == word) {
            return Vec::new();
        }
        let capped = classes.caps.iter().filter(|(highest, _)| *highest < word);
        let not: Vec<NodeId> = classes.settled.iter().chain(capped).map(|(_, when)| *when).collect();
        let mut follows = line.when.map_or(Vec::new(), |when| self.each(&[when], true));
        let limits = line.limits.known(|id| self.get(id).number());
        follows.extend(limits.map(|limits| (classes.of, Supposed::Within(limits))));
        follows.extend(self.each(&not, false));
        follows.extend(self.assessed(node));
        follows
    }

    /// What is so where a unit is assessed at all.
    fn assessed(&self, class: NodeId) -> Vec<(NodeId, Supposed)> {
        match &self.frame.plan.node(class).op {
            Op::Classes(classes) => self.each(&classes.not_assessed, false),
            Op::Decided(computed) => self.assessed(*computed),
            _ => Vec::new(),
        }
    }

    /// Each part that applies for sure: what does not apply is passed over.
    fn each(&self, list: &[NodeId], truth: bool) -> Vec<(NodeId, Supposed)> {
        let applies = |node: &&NodeId| match self.get(**node) {
            Outcome::NotApplicable => false,
            outcome => outcome.undecided().is_none_or(|it| !it.may_not_apply),
        };
        list.iter().filter(applies).map(|node| (*node, Supposed::Truth(truth))).collect()
    }

    /// The sums that are never above 0 where a node is within limits.
    fn limited(&self, node: NodeId, limits: Limits) -> Vec<Linear> {
        let frame = self.frame;
        let low =
            limits.low.map(|it| (it.at, if it.included { Relation::AtLeast } else { Relation::Greater }));
        let high = limits.high.map(|it| (it.at, if it.included { Relation::AtMost } else { Relation::Less }));
        let held = low.into_iter().chain(high).filter_map(|(at, relation)| {
            frame.against(node, at).map(|difference| frame.held(&difference, relation))
        });
        held.flatten().collect()
    }

    /// Takes from facts the words and answers that a condition excludes.
    fn restrict_words(&mut self, node: NodeId, truth: bool) -> bool {
        let plan = self.frame.plan;
        match &plan.node(node).op {
            Op::Fact(fact) => self.meet(*fact, Domain::Word(if truth { 0b10 } else { 0b01 })),
            Op::Not(inner) => self.restrict_words(*inner, !truth),
            Op::All(list) if truth => list.iter().all(|inner| self.restrict_words(*inner, true)),
            Op::Any(list) if !truth => list.iter().all(|inner| self.restrict_words(*inner, false)),
            Op::Includes(of, word) => match plan.node(*of).op {
                Op::Fact(fact) if truth => self.meet(fact, Domain::Words(1 << word, u64::MAX)),
                Op::Fact(fact) => self.meet(fact, Domain::Words(0, !(1 << word))),
                _ => true,
            },
            Op::Compare(it) => match (&plan.node(it.left).op, &plan.node(it.right).op) {
                (Op::Fact(fact), Op::Constant(Value::Word(word))) => {
                    let holds = |other: &u8| it.relation.holds(other.cmp(word)) == truth;
                    let words = (0..64).filter(holds).fold(0, |words, word| words | 1 << word);
                    self.meet(*fact, Domain::Word(words))
                }
                (Op::Fact(fact), Op::Constant(Value::Truth(answer))) => {
                    let holds = |other: &bool| it.relation.holds(other.cmp(answer)) == truth;
                    let words =
                        [false, true].into_iter().filter(holds).map(|it| if it { 0b10 } else { 0b01 });
                    self.meet(*fact, Domain::Word(words.fold(0, |all, one| all | one)))
                }
                _ => true,
            },
            _ => true,
        }
    }

    fn meet(&mut self, fact: u32, other: Domain) -> bool {
        let both = match (self.domains[fact as usize], other) {
            (Domain::Word(a), Domain::Word(b)) => (a & b != 0).then_some(Domain::Word(a & b)),
            (Domain::Words(a, b), Domain::Words(c, d)) => {
                ((a | c) & !(b & d) == 0).then_some(Domain::Words(a | c, b & d))
            }
            (domain, _) => Some(domain),
        };
        both.is_some_and(|both| self.restrict(fact, both))
    }

    fn put(&mut self, fact: u32, domain: Domain) {
        let of = &self.frame.plan.ruleset.facts[fact as usize];
        self.domains[fact as usize] = domain;
        self.record.within[fact as usize] = domain.range(of);
        self.record.facts[fact as usize] = domain.single(of);
        self.standing.put(fact, interval(domain, of), &self.frame.index);
    }

    fn change(&mut self, fact: u32, domain: Domain) {
        self.trail.push(Undo::Domain(fact, self.domains[fact as usize]));
        self.put(fact, domain);
    }

    /// Puts what a node can be now in place of what it could be, which it gives.
    fn replace(&mut self, node: NodeId, outcome: Outcome) -> Outcome {
        self.is_open[node.index()] = outcome.undecided().is_some();
        self.slots.replace(node, outcome)
    }

    /// Carries a change of facts through relations and nodes.
    fn settle(&mut self, mut changed: Vec<u32>) -> bool {
        let Some(more) = self.narrow(&changed) else { return false };
        changed.extend(more);
        let nodes = changed.iter().filter_map(|fact| self.frame.fact_nodes[*fact as usize]).collect();
        self.refresh(nodes)
    }

    /// Takes from facts what relations exclude that are new or name a fact that changed; gives what changed
    /// with that, or none where nothing is left.
    fn narrow(&mut self, changed: &[u32]) -> Option<Vec<u32>> {
        let (frame, count) = (self.frame, self.standing.relations().len());
        let (mut due, mut next) = (Queue::new(count), Queue::new(count));
        for fact in changed {
            due.extend(frame.index.naming(self.standing.relations(), *fact));
        }
        due.extend(self.narrowed..count);
        let mut more = Vec::new();
        for _ in 0..ROUNDS {
            while let Some(at) = due.pop() {
                let facts = &frame.plan.ruleset.facts;
                let relation = &self.standing.relations()[at];
                for (fact, domain) in narrowed(relation, &self.standing, facts, &self.domains)? {
                    for naming in frame.index.naming(self.standing.relations(), fact) {
                        if naming <= at { next.insert(naming) } else { due.insert(naming) }
                    }
                    self.change(fact, domain);
                    more.push(fact);
                }
            }
            std::mem::swap(&mut due, &mut next);
        }
        self.narrowed = count;
        more.sort_unstable();
        more.dedup();
        Some(more)
    }

    /// Runs nodes again, and all that read them where they changed; false where a node cannot be what is
    /// supposed of it, or a requirement is broken.
    fn refresh(&mut self, nodes: Vec<NodeId>) -> bool {
        let mut open = std::mem::take(&mut self.open);
        open.extend(nodes.iter().map(|node| node.index()));
        let is_possible = self.run(&mut open);
        open.clear();
        self.open = open;
        is_possible
    }

    fn run(&mut self, open: &mut Queue) -> bool {
        while let Some(index) = open.pop() {
            if !self.in_cone[index] {
                continue;
            }
            let node = self.frame.plan.id(index);
            self.work += self.frame.work[index];
            let outcome = step(self.frame.plan, &self.record, &self.slots, node);
            let Some(outcome) = self.tightened(node, outcome) else { return false };
            let Some(outcome) = self.as_supposed(node, outcome) else { return false };
            if outcome != *self.slots.get(node) {
                let before = self.replace(node, outcome);
                self.trail.push(Undo::Slot(node, before));
                open.extend(self.frame.readers[index].iter().map(|node| node.index()));
                if let Some(fact) = self.frame.facts[index] {
                    open.extend(self.frame.tied[fact as usize].iter().map(|node| node.index()));
                }
            }
        }
        true
    }

    /// What a node can be, less what relations exclude; none where a requirement is broken.
    fn tightened(&mut self, node: NodeId, outcome: Outcome) -> Option<Outcome> {
        match outcome {
            Outcome::Undecided(_) if !self.is_plain => {
                self.standing.refresh();
                Some(self.related(node, outcome))
            }
            Outcome::Value(Value::Truth(false)) if self.frame.is_required[node.index()] => None,
            outcome => Some(outcome),
        }
    }

    /// What a node can be, less what is supposed of it excludes; none where nothing is left.
    fn as_supposed(&mut self, node: NodeId, outcome: Outcome) -> Option<Outcome> {
        let Some((what, before)) = self.supposed.get(&node) else { return Some(outcome) };
        let left = match (*what, outcome.range()) {
            (_, None) => return None,
            (Supposed::Truth(wanted), _) => match outcome {
                Outcome::Value(Value::Truth(truth)) if truth != wanted => return None,
                _ => Outcome::Value(Value::Truth(wanted)),
            },
            (Supposed::Within(limits), Some(Range::Number(interval))) => {
                let part = limits.intersect(&Limits::from(interval));
                if part.is_empty() || !holds_a_number(&part, self.frame.plan.node(node).scale) {
                    return None;
                }
                let scale = self.frame.plan.node(node).scale;
                let low = part.low.map(|low| nearest(low, scale, Number::plus));
                let high = part.high.map(|high| nearest(high, scale, Number::minus));
                outcome.clone().within(Interval { low, high })
            }
            (Supposed::Word(word), Some(Range::Word(words))) if words >> word & 1 == 0 => return None,
            _ => outcome.clone(),
        };
        if *before != outcome {
            let supposed = Some((*what, before.clone()));
            self.trail.push(Undo::Supposed(node, supposed));
            self.supposed.insert(node, (*what, outcome));
        }
        Some(left)
    }

    /// A quotient by what is above 0. Where the divisor can be 0 there may be none, so that it is never known
    /// for sure.
    fn quotient(
        &self,
        node: NodeId,
        outcome: Outcome,
        relations: &Relations<'_>,
        (dividend, divisor): (&Linear, &Linear),
    ) -> Outcome {
        let high = relations.greatest(divisor);
        if high.is_some_and(|high| high <= Number::ZERO) {
            return outcome;
        }
        let low = relations.least(divisor).max(divisor.least_above_zero(&self.frame.plan.ruleset.facts));
        let ends = Interval { low: relations.least(dividend), high: relations.greatest(dividend) };
        let mut narrowed = outcome.clone().within(ends.over(Interval { low, high }));
        if narrowed.undecided().is_some_and(|it| it.faults.is_empty()) {
            let more = relations.quotient(dividend, divisor, narrowed.interval());
            narrowed = narrowed.within(more);
        }
        let Op::Quotient(_, divisor) = self.frame.plan.node(node).op else { return narrowed };
        let can_be_zero = self.get(divisor).interval().contains(Number::ZERO);
        if can_be_zero && narrowed.undecided().is_none() { outcome } else { narrowed }
    }

    fn related(&self, node: NodeId, outcome: Outcome) -> Outcome {
        let frame = self.frame;
        let relations = Relations::new(&self.standing, &frame.index);
        match &frame.plan.node(node).op {
            Op::Sum(_) | Op::Days(..) => match &frame.forms[node.index()] {
                Some(form) if form.terms.len() > 1 => {
                    outcome.within(Interval { low: relations.least(form), high: relations.greatest(form) })
                }
                _ => outcome,
            },
            Op::Quotient(..) if frame.plan.node(node).kind != Kind::Truth => match frame.ratio(node) {
                Some((dividend, divisor)) => self.quotient(node, outcome, &relations, (dividend, divisor)),
                None => outcome,
            },
            Op::Compare(it) => {
                let Some((sum, other)) = &frame.differences[node.index()] else { return outcome };
                let zero = Range::from(Value::Number(Number::ZERO));
                outcome.decided(Range::Number(relations.sign(sum, other)).compare(it.relation, &zero))
            }
            _ => outcome,
        }
    }
}

/// What is only perhaps known, or perhaps does not apply, is not certain.
pub(super) fn certain(matches: Match, outcome: &Outcome) -> Match {
    match (matches, outcome) {
        (Match::Yes, Outcome::Undecided(it)) if it.may_not_apply || !it.faults.is_empty() => Match::Maybe,
        (matches, _) => matches,
    }
}

/// The first number inside an end: the next step where the end itself is out.
fn nearest(end: Bound, scale: Scale, step: fn(Number, Number) -> Option<Number>) -> Number {
    match scale {
        Scale::Fixed(scale) if !end.included && end.at.is_multiple_of(fraction(scale)) => {
            step(end.at, fraction(scale)).unwrap_or(end.at)
        }
        _ => end.at,
    }
}

fn fraction(scale: i128) -> Number {
    Number::fraction(1, scale).unwrap_or(Number::ONE)
}
