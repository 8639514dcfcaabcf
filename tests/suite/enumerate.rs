//! What a small ruleset does with all data that it allows, found out by trying each record.

use std::collections::{BTreeMap, BTreeSet};
use tieuchi::eval::{Fault, FaultKind, Match, Outcome, Slots, line_matches, run};
use tieuchi::model::{Fact, Treatment};
use tieuchi::plan::{GridKey, NodeId, Op, Tiers, When};
use tieuchi::value::{Interval, Limits, Number, Range, Relation, Value, order};
use tieuchi::{Plan, Record};

/// All records with every fact given that the ruleset accepts; none where there are more than `most`
/// before what it requires, or where a fact is a day or several words.
pub(crate) fn records(plan: &Plan, most: usize) -> Option<Vec<Record>> {
    let mut all: Vec<Vec<Option<Value>>> = vec![Vec::new()];
    for fact in &plan.ruleset.facts {
        let values = values(capped(plan, fact), fact.step)?;
        if all.len() * values.len() > most {
            return None;
        }
        all = all.iter().flat_map(|row| values.iter().map(|it| [&row[..], &[Some(*it)]].concat())).collect();
    }
    let records = all.into_iter().map(|facts| Record { unit: "u".to_owned(), facts, ..Record::default() });
    Some(records.filter(|record| is_allowed(plan, record, &run(plan, record))).collect())
}

/// The range of a fact, which ends where that of one that it is at most does.
fn capped(plan: &Plan, fact: &Fact) -> Range {
    let caps = fact.at_most.iter().map(|other| plan.ruleset.facts[*other as usize].range);
    caps.fold(fact.range, |range, cap| match (range, cap) {
        (Range::Number(range), Range::Number(cap)) => {
            Range::Number(range.meet(Interval { low: None, high: cap.high }))
        }
        _ => range,
    })
}

fn values(range: Range, step: Number) -> Option<Vec<Value>> {
    match range {
        Range::Truth => Some(vec![Value::Truth(false), Value::Truth(true)]),
        Range::Word(words) => Some((0u8..64).filter(|it| words >> it & 1 == 1).map(Value::Word).collect()),
        Range::Number(Interval { low: Some(low), high: Some(high) }) => {
            let count = high.minus(low)?.over(step)?.floor().numerator();
            let numbers = (0..=count.min(10_000)).map(|it| low.plus(step.times(Number::whole(it))?));
            numbers.map(|it| it.map(Value::Number)).collect()
        }
        _ => None,
    }
}

/// Whether a row with these facts is accepted: no fact above one that it is at most, nothing that is
/// required broken.
pub(crate) fn is_allowed(plan: &Plan, record: &Record, slots: &Slots) -> bool {
    let given = |id: u32| record.facts.get(id as usize).copied().flatten();
    let is_above = |(id, other): (u32, &u32)| match (given(id), given(*other)) {
        (Some(value), Some(cap)) => order(&value, &cap).is_gt(),
        _ => false,
    };
    let mut caps =
        (0u32..).zip(&plan.ruleset.facts).flat_map(|(id, it)| it.at_most.iter().map(move |c| (id, c)));
    !caps.any(is_above) && plan.requirements.iter().all(|node| slots.get(*node).truth() != Some(false))
}

/// Nodes that are results of their own.
pub(crate) fn roots(plan: &Plan) -> Vec<NodeId> {
    let chains = plan.criteria.iter().chain(&plan.contents).map(|chain| chain.result);
    let results = plan.classes.iter().chain(&plan.titles).chain(&plan.requirements).copied();
    chains.chain(results).chain([plan.total]).collect()
}

/// How often something came out which way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// It surely was so, and the first record where.
    pub(crate) yes: Option<usize>,
    /// It surely was not.
    pub(crate) no: Option<usize>,
    /// It was open, because of another fault, or had no force.
    pub(crate) open: Option<usize>,
    /// It surely was so where something came of it.
    pub(crate) live_yes: bool,
    /// It surely was not where something came of it.
    pub(crate) live_no: bool,
}

impl Tally {
    fn add(&mut self, matched: Match, record: usize, live: bool) {
        let place = match matched {
            Match::Yes => &mut self.yes,
            Match::No => &mut self.no,
            Match::Maybe => &mut self.open,
        };
        place.get_or_insert(record);
        self.live_yes |= live && matched == Match::Yes;
        self.live_no |= live && matched == Match::No;
    }
}

/// All that was seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The records.
    pub(crate) records: Vec<Record>,
    /// Faults of a node's own, with the first record that shows each.
    pub(crate) own: BTreeMap<Fault, usize>,
    /// Those that reach a result.
    pub(crate) reaching: BTreeMap<Fault, usize>,
    /// Lines of tiers, branches, cells of grids, by node and number: `otherwise` behind the branches.
    pub(crate) lines: BTreeMap<(NodeId, usize), Tally>,
    /// Nodes that give a truth.
    pub(crate) truths: BTreeMap<NodeId, Tally>,
    /// Classes, by their list and word.
    pub(crate) classes: BTreeMap<(NodeId, u8), Tally>,
    /// Classes and titles (then 0) that are reached while a part does not apply: by its condition.
    pub(crate) left: BTreeMap<(NodeId, NodeId, u8), Tally>,
    /// The least and the greatest total, with their records.
    pub(crate) totals: Option<((Number, usize), (Number, usize))>,
    /// Whether the total was ever open.
    pub(crate) is_total_open: bool,
    /// Conditions under which a part falls away and less than the printed total can be reached.
    pub(crate) lowered: BTreeMap<NodeId, usize>,
    /// For each criterion with points, whether it reaches its maximum.
    pub(crate) maxima: BTreeMap<u32, Tally>,
    /// Criteria whose award reaches the maximum.
    pub(crate) awarded: BTreeSet<u32>,
    /// Criteria whose points were cut at the maximum.
    pub(crate) cut: BTreeMap<u32, usize>,
    /// Bounds with a floor above a cap.
    pub(crate) crossed: BTreeMap<NodeId, usize>,
    /// Bounds with a floor above the maximum.
    pub(crate) over: BTreeSet<NodeId>,
    /// Records in which rounding moved the total over a limit, by list and line.
    pub(crate) moved: BTreeMap<(NodeId, usize), usize>,
}

/// Tries all records.
pub(crate) fn enumerate(plan: &Plan, records: Vec<Record>) -> Seen {
    let mut seen = Seen::default();
    let roots = roots(plan);
    for (index, record) in records.iter().enumerate() {
        let slots = run(plan, record);
        let live = live(plan, &slots, &roots);
        for (number, node) in plan.nodes.iter().enumerate() {
            let id = plan.id(number);
            seen.faults(id, slots.get(id), index);
            seen.node(&node.op, id, (&slots, index, live[number]));
        }
        for root in &roots {
            let faults = slots.get(*root).undecided().into_iter().flat_map(|it| &it.faults);
            faults.for_each(|it| _ = seen.reaching.entry(it.clone()).or_insert(index));
        }
        seen.points(plan, &slots, index);
        seen.while_left(plan, &slots, index);
    }
    seen.records = records;
    seen
}

fn truth(outcome: &Outcome) -> Match {
    match outcome.truth() {
        Some(true) => Match::Yes,
        Some(false) => Match::No,
        None => Match::Maybe,
    }
}

/// How a class or title stands to a word.
fn reached(outcome: &Outcome, word: u8) -> Match {
    match outcome {
        Outcome::Value(Value::Word(it)) if *it == word => Match::Yes,
        Outcome::Value(Value::Truth(true)) => Match::Yes,
        Outcome::Value(_) | Outcome::NotApplicable => Match::No,
        Outcome::Undecided(open) => match open.range {
            Range::Word(words) if words >> word & 1 == 0 => Match::No,
            _ => Match::Maybe,
        },
    }
}

impl Seen {
    fn faults(&mut self, id: NodeId, outcome: &Outcome, record: usize) {
        let faults = outcome.undecided().into_iter().flat_map(|it| &it.faults);
        for fault in faults.filter(|it| it.node == id) {
            self.own.entry(fault.clone()).or_insert(record);
        }
    }

    fn node(&mut self, op: &Op, id: NodeId, (slots, record, live): (&Slots, usize, bool)) {
        let outcome = slots.get(id);
        if outcome.truth().is_some() || matches!(outcome.range(), Some(Range::Truth) | None) {
            self.truths.entry(id).or_default().add(truth(outcome), record, live);
        }
        for (line, matched) in lines(op, slots).into_iter().enumerate() {
            self.lines.entry((id, line)).or_default().add(matched, record, live);
        }
        match op {
            Op::Classes(classes) => {
                for line in &classes.lines {
                    let matched = reached(outcome, line.word);
                    self.classes.entry((id, line.word)).or_default().add(matched, record, true);
                }
            }
            Op::Bound { floors, caps, high, .. } => {
                let (floor, cap) =
                    (in_force(floors, slots).into_iter().max(), in_force(caps, slots).into_iter().min());
                let high = high.and_then(|high| slots.get(high).number());
                if floor.zip(cap).is_some_and(|(floor, cap)| floor > cap) {
                    self.crossed.entry(id).or_insert(record);
                }
                if floor.zip(high).is_some_and(|(floor, high)| floor > high) {
                    self.over.insert(id);
                }
            }
            _ => {}
        }
    }

    fn points(&mut self, plan: &Plan, slots: &Slots, record: usize) {
        match slots.get(plan.total) {
            Outcome::Value(Value::Number(total)) => {
                let (least, greatest) = self.totals.get_or_insert(((*total, record), (*total, record)));
                if *total < least.0 {
                    *least = (*total, record);
                }
                if *total > greatest.0 {
                    *greatest = (*total, record);
                }
            }
            Outcome::Undecided(_) => self.is_total_open = true,
            _ => {}
        }
        let remaining = slots.get(plan.total_maximum).number();
        if remaining.is_some_and(|it| it < plan.ruleset.total.maximum) {
            for when in cases(plan, false).into_iter().filter(|when| slots.get(*when).truth() == Some(true)) {
                self.lowered.entry(when).or_insert(record);
            }
        }
        for (id, (criterion, chain)) in (0u32..).zip(plan.ruleset.criteria.iter().zip(&plan.criteria)) {
            let Some(maximum) = criterion.maximum else { continue };
            let matched = match slots.get(chain.result) {
                Outcome::Value(Value::Number(points)) if *points >= maximum => Match::Yes,
                Outcome::Undecided(_) => Match::Maybe,
                _ => Match::No,
            };
            self.maxima.entry(id).or_default().add(matched, record, true);
            let number = |node: NodeId| slots.get(node).number();
            if number(chain.deducted).is_some_and(|it| it > maximum) {
                self.cut.entry(id).or_insert(record);
            }
            if number(chain.bound).is_some_and(|it| it >= maximum) {
                self.awarded.insert(id);
            }
        }
        for (node, line) in moved(plan, slots) {
            self.moved.entry((node, line)).or_insert(record);
        }
    }

    /// Classes and titles in the records where a part does not apply.
    fn while_left(&mut self, plan: &Plan, slots: &Slots, record: usize) {
        for when in cases(plan, true).into_iter().filter(|when| slots.get(*when).truth() == Some(true)) {
            for list in &plan.classes {
                let Op::Classes(classes) = &plan.node(*list).op else { continue };
                for line in &classes.lines {
                    let matched = reached(slots.get(*list), line.word);
                    self.left.entry((when, *list, line.word)).or_default().add(matched, record, true);
                }
            }
            for title in &plan.titles {
                let matched = reached(slots.get(*title), 0);
                self.left.entry((when, *title, 0)).or_default().add(matched, record, true);
            }
        }
    }
}

/// Conditions under which a part does not apply; `credited` ones too, where it keeps points.
fn cases(plan: &Plan, credited: bool) -> BTreeSet<NodeId> {
    let cases = plan.nodes.iter().flat_map(|node| match &node.op {
        Op::Applicable { cases, .. } => cases.as_slice(),
        _ => &[],
    });
    let is_wanted = |treatment| credited || !matches!(treatment, Treatment::Credit(_));
    cases.filter(|case| is_wanted(case.treatment)).map(|case| case.when).collect()
}

/// How each line of a node stands to its record; empty for nodes without lines.
fn lines(op: &Op, slots: &Slots) -> Vec<Match> {
    match op {
        Op::Tiers(tiers) => tier_lines(tiers, slots),
        Op::First(branches, otherwise) => branch_lines(branches, otherwise.is_some(), slots),
        Op::Grid(grid) => {
            let rows = head_lines(&grid.rows, grid.rows_of, slots);
            let columns = head_lines(&grid.columns, grid.columns_of, slots);
            rows.iter().flat_map(|row| columns.iter().map(|column| both(*row, *column))).collect()
        }
        _ => Vec::new(),
    }
}

/// How limits stand to a number; open where one of them is not known.
fn held(reach: Option<Limits>, of: &Outcome) -> Match {
    match (reach, of) {
        (_, Outcome::NotApplicable) => Match::No,
        (Some(reach), of) => line_matches(&reach, of.interval()),
        (None, _) => Match::Maybe,
    }
}

fn tier_lines(tiers: &Tiers, slots: &Slots) -> Vec<Match> {
    let of = slots.get(tiers.of);
    let reach = tiers.known_reach(|id| slots.get(id).number());
    let lines = tiers.lines.iter().enumerate().map(|(index, line)| {
        let by_limits = held(reach.as_ref().map(|it| it[index]), of);
        match line.or_when.map(|when| truth(slots.get(when))) {
            _ if *of == Outcome::NotApplicable => Match::No,
            Some(Match::Yes) => Match::Yes,
            Some(Match::Maybe) if by_limits == Match::No => Match::Maybe,
            _ => by_limits,
        }
    });
    lines.collect()
}

/// The branches of `first of`, and `otherwise` behind them.
fn branch_lines(branches: &[(NodeId, NodeId)], has_rest: bool, slots: &Slots) -> Vec<Match> {
    let mut open = Match::Yes;
    let mut lines: Vec<Match> = Vec::new();
    for (when, _) in branches {
        let holds = match slots.get(*when) {
            Outcome::NotApplicable => Match::No,
            outcome => truth(outcome),
        };
        lines.push(both(open, holds));
        open = match holds {
            Match::Yes => Match::No,
            Match::Maybe => both(open, Match::Maybe),
            Match::No => open,
        };
    }
    lines.extend(has_rest.then_some(open));
    lines
}

/// The heads of the rows or columns of a grid.
fn head_lines(keys: &[GridKey], of: NodeId, slots: &Slots) -> Vec<Match> {
    let limits = keys.iter().map(|key| match key {
        GridKey::Limits(limits) => limits.known(|id| slots.get(id).number()),
        GridKey::Value(_) => Some(Limits::default()),
    });
    let reach = limits.collect::<Option<Vec<Limits>>>().map(|it| Limits::reach(&it));
    let each = keys.iter().enumerate().map(|(index, key)| match (key, slots.get(of)) {
        (_, Outcome::NotApplicable) => Match::No,
        (GridKey::Value(value), Outcome::Value(of)) if order(value, of).is_eq() => Match::Yes,
        (GridKey::Value(_), Outcome::Value(_)) => Match::No,
        (GridKey::Value(_), Outcome::Undecided(_)) => Match::Maybe,
        (GridKey::Limits(_), of) => held(reach.as_ref().map(|it| it[index]), of),
    });
    each.collect()
}

fn both(a: Match, b: Match) -> Match {
    match (a, b) {
        (Match::No, _) | (_, Match::No) => Match::No,
        (Match::Yes, Match::Yes) => Match::Yes,
        _ => Match::Maybe,
    }
}

/// Limits that are in force for a record, as numbers.
pub(crate) fn in_force(list: &[When], slots: &Slots) -> Vec<Number> {
    let holds = |when: &Option<NodeId>| when.is_none_or(|when| slots.get(when).truth() == Some(true));
    list.iter().filter(|(_, when)| holds(when)).filter_map(|(value, _)| slots.get(*value).number()).collect()
}

/// Lines of classes whose limits the total meets and what it was before rounding does not, or the
/// other way round.
pub(crate) fn moved(plan: &Plan, slots: &Slots) -> Vec<(NodeId, usize)> {
    let (before, after) = (slots.get(plan.total_bound).number(), slots.get(plan.total).number());
    let Some((before, after)) = before.zip(after).filter(|(before, after)| before != after) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for list in &plan.classes {
        let Op::Classes(classes) = &plan.node(*list).op else { continue };
        for (line, class) in classes.lines.iter().enumerate() {
            let differs = class.limits.relations().any(|(at, relation): (NodeId, Relation)| {
                let at = slots.get(at).number();
                at.is_some_and(|at| relation.holds(before.cmp(&at)) != relation.holds(after.cmp(&at)))
            });
            if classes.of == plan.total && differs {
                found.push((*list, line));
            }
        }
    }
    found
}

/// Which nodes something comes of, for one record: what is read on the way from results.
fn live(plan: &Plan, slots: &Slots, roots: &[NodeId]) -> Vec<bool> {
    let mut live = vec![false; plan.nodes.len()];
    roots.iter().for_each(|root| live[root.index()] = true);
    for index in (0..plan.nodes.len()).rev() {
        if live[index] {
            needed(&plan.nodes[index].op, slots).into_iter().for_each(|id| live[id.index()] = true);
        }
    }
    live
}

/// What a node reads for a record: not the branch that is not taken, nor the award of what does not apply.
fn needed(op: &Op, slots: &Slots) -> Vec<NodeId> {
    let holds = |id: NodeId| slots.get(id).truth() == Some(true);
    let whens = |list: &[When]| -> Vec<NodeId> {
        let value = |(value, when): &When| {
            when.is_none_or(|when| slots.get(when).truth() != Some(false)).then_some(*value)
        };
        list.iter().flat_map(|it| it.1.into_iter().chain(value(it))).collect()
    };
    match op {
        Op::First(branches, otherwise) => {
            let mut read = Vec::new();
            for (when, value) in branches {
                read.push(*when);
                match truth(slots.get(*when)) {
                    Match::Yes => return [&read[..], &[*value]].concat(),
                    Match::Maybe => read.push(*value),
                    Match::No => {}
                }
            }
            read.extend(otherwise);
            read
        }
        Op::Applicable { of, cases, grows } => {
            let whens = cases.iter().map(|case| case.when);
            let taken = (!cases.iter().any(|case| holds(case.when))).then_some(*of);
            let grows = grows.iter().flat_map(|(to, from)| [*to, *from]);
            whens.chain(taken).chain(grows).collect()
        }
        Op::Open { of, requires, zero, evidence } => {
            let is_shut = requires.iter().chain(evidence).any(|it| slots.get(*it).truth() == Some(false))
                || zero.iter().any(|it| holds(*it));
            let conditions = [&requires[..], zero, evidence].concat();
            if is_shut { conditions } else { [&conditions[..], &[*of]].concat() }
        }
        Op::Deduct { of, fixed, shares } => [vec![*of], whens(fixed), whens(shares)].concat(),
        Op::Bound { of, floors, caps, high, .. } => {
            [vec![*of], whens(floors), whens(caps), high.iter().copied().collect()].concat()
        }
        op => op.operands(),
    }
}

/// Whether a fault is of one kind.
pub(crate) fn is_kind(fault: &Fault, kind: &FaultKind) -> bool {
    std::mem::discriminant(&fault.kind) == std::mem::discriminant(kind)
}
