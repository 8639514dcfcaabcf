//! How a number stands to the lines of a table: in none of them, in two, in one.

use crate::eval::{Match, Outcome, Slots, line_matches};
use crate::plan::{Classes, GridKey, NodeId, Op, Plan, Tiers};
use crate::value::{Bound, Limits, Number, Relation, Scale};

/// How far each tier reaches, where its limits are known by now.
pub(super) fn reach(tiers: &Tiers, slots: &Slots) -> Option<Vec<Limits>> {
    tiers.reach.clone().or_else(|| tiers.known_reach(|id| slots.get(id).number()))
}

/// How each line stands to what is known, by its limits or its condition.
fn matches(tiers: &Tiers, slots: &Slots) -> Vec<Match> {
    let (interval, reach) = (slots.get(tiers.of).interval(), reach(tiers, slots));
    let lines = tiers.lines.iter().enumerate().map(|(index, line)| {
        let by_limits = reach.as_ref().map_or(Match::Maybe, |reach| line_matches(&reach[index], interval));
        let by_condition = line.or_when.map_or(Match::No, |when| Match::from(slots.get(when)));
        by_limits.or(by_condition)
    });
    lines.collect()
}

/// Whether something is known and applies.
fn known(outcome: &Outcome) -> Match {
    match outcome {
        Outcome::Value(_) => Match::Yes,
        Outcome::NotApplicable => Match::No,
        Outcome::Undecided(_) => Match::Maybe,
    }
}

/// Whether a number falls in no line of tiers, or in no row or column of a grid; a unit in no class.
pub(super) fn gap(plan: &Plan, node: NodeId, slots: &Slots) -> Match {
    match &plan.node(node).op {
        Op::Tiers(tiers) => {
            let of = slots.get(tiers.of);
            let lines = matches(tiers, slots);
            let held = lines.iter().copied().fold(Match::No, Match::or);
            let is_out = match (held, reach(tiers, slots)) {
                // Conditions only add to what the limits hold.
                (Match::Maybe, Some(reach)) => {
                    let scale = plan.node(tiers.of).scale;
                    if gaps(&reach, &Limits::from(of.interval()), scale).is_empty() {
                        Match::No
                    } else {
                        Match::Maybe
                    }
                }
                (held, _) => held.negated(),
            };
            known(of).and(is_out)
        }
        Op::Grid(grid) => {
            let of = [grid.rows_of, grid.columns_of];
            let are_known = of.iter().map(|of| known(slots.get(*of))).fold(Match::Yes, Match::and);
            let in_row = keys(&grid.rows, grid.rows_of, slots).into_iter().fold(Match::No, Match::or);
            let in_column =
                keys(&grid.columns, grid.columns_of, slots).into_iter().fold(Match::No, Match::or);
            are_known.and(in_row.and(in_column).negated())
        }
        Op::Classes(classes) => in_no_class(classes, slots),
        _ => Match::No,
    }
}

/// Whether a unit that is assessed falls in no class.
fn in_no_class(classes: &Classes, slots: &Slots) -> Match {
    let holds = |when: NodeId| Match::from(slots.get(when));
    let settled = classes.settled.iter().map(|(_, when)| *when);
    let is_done = settled.chain(classes.not_assessed.iter().copied()).map(holds).fold(Match::No, Match::or);
    let of = slots.get(classes.of);
    let fits = classes.lines.iter().map(|line| {
        let is_within = |(at, relation): (NodeId, Relation)| within(of, relation, slots.get(at));
        let only_or = line.or_when.is_some() && line.limits.nodes().next().is_none();
        let by_limits = if only_or {
            Match::No
        } else {
            line.limits.relations().map(is_within).fold(Match::Yes, Match::and)
        };
        let permits = line.when.map_or(Match::Yes, |when| match slots.get(when) {
            Outcome::NotApplicable => Match::Yes,
            outcome => Match::from(outcome),
        });
        let caps = classes.caps.iter().filter(|(highest, _)| *highest < line.word);
        let is_struck = caps.map(|(_, when)| holds(*when)).fold(Match::No, Match::or);
        let fits = by_limits.and(permits).or(line.or_when.map_or(Match::No, holds));
        fits.and(is_struck.negated())
    });
    let has_class = fits.fold(Match::No, Match::or);
    known_or_open(of).and(is_done.or(has_class).negated())
}

/// Whether a number stands to a limit as it should.
fn within(of: &Outcome, relation: Relation, limit: &Outcome) -> Match {
    let (Some(of), Some(limit)) = (of.range(), limit.range()) else { return Match::No };
    match of.compare(relation, &limit) {
        Some(true) => Match::Yes,
        Some(false) => Match::No,
        None => Match::Maybe,
    }
}

/// Whether a number falls in a line and in one before it, with different values; in a grid, in two rows or
/// two columns.
pub(super) fn overlap(plan: &Plan, node: NodeId, line: usize, slots: &Slots) -> Match {
    match &plan.node(node).op {
        Op::Tiers(tiers) => {
            let lines = matches(tiers, slots);
            let differ = |first: usize| differ(slots, tiers.lines[first].value, tiers.lines[line].value);
            let pairs = (0..line).map(|first| {
                lines[first].and(lines[line]).and(meet(plan, tiers, (first, line), slots)).and(differ(first))
            });
            // Where conditions settle every line, the number itself does not matter.
            let is_settled = *slots.get(tiers.of) != Outcome::NotApplicable && !lines.contains(&Match::Maybe);
            let is_known = if is_settled { Match::Yes } else { known(slots.get(tiers.of)) };
            is_known.and(pairs.fold(Match::No, Match::or))
        }
        Op::Grid(grid) => {
            let of = [grid.rows_of, grid.columns_of];
            let are_known = of.iter().map(|of| known(slots.get(*of))).fold(Match::Yes, Match::and);
            let cells = cells(plan, node, slots);
            let values = grid.cells.concat();
            let pairs = (0..line)
                .map(|first| cells[first].and(cells[line]).and(differ(slots, values[first], values[line])));
            are_known.and(pairs.fold(Match::No, Match::or))
        }
        _ => Match::No,
    }
}

/// Whether two tiers that have no conditions reach over one number.
fn meet(plan: &Plan, tiers: &Tiers, (first, second): (usize, usize), slots: &Slots) -> Match {
    let has_condition = |line: usize| tiers.lines[line].or_when.is_some();
    let Some(reach) = reach(tiers, slots).filter(|_| !has_condition(first) && !has_condition(second)) else {
        return Match::Yes;
    };
    let whole = Limits::from(slots.get(tiers.of).interval());
    let both = reach[first].intersect(&reach[second]).intersect(&whole);
    if holds_a_number(&both, plan.node(tiers.of).scale) { Match::Yes } else { Match::No }
}

/// The first line that holds a number which falls in a later one too.
pub(super) fn first_overlap(plan: &Plan, node: NodeId, line: usize, slots: &Slots) -> usize {
    let Op::Tiers(tiers) = &plan.node(node).op else { return 0 };
    let lines = matches(tiers, slots);
    let other = (0..line).find(|first| {
        lines[*first] == Match::Yes
            && differ(slots, tiers.lines[*first].value, tiers.lines[line].value) == Match::Yes
    });
    other.unwrap_or(0)
}

/// Whether a number is known to fall in one line, and what that gives.
pub(super) fn tier(plan: &Plan, node: NodeId, line: usize, slots: &Slots) -> Match {
    match &plan.node(node).op {
        Op::Tiers(tiers) => {
            let by_condition =
                tiers.lines[line].or_when.map_or(Match::No, |when| Match::from(slots.get(when)));
            known(slots.get(tiers.of)).and(matches(tiers, slots)[line]).or(by_condition)
        }
        Op::Grid(_) => cells(plan, node, slots)[line],
        Op::First(branches, _) => {
            let when = |index: &usize| {
                branches.get(*index).map_or(Match::Yes, |(when, _)| Match::from(slots.get(*when)))
            };
            let before = (0..line.min(branches.len()))
                .map(|index| when(&index).negated())
                .fold(Match::Yes, Match::and);
            before.and(when(&line))
        }
        _ => Match::No,
    }
}

/// How each cell of a grid stands to what chooses it, row by row.
fn cells(plan: &Plan, node: NodeId, slots: &Slots) -> Vec<Match> {
    let Op::Grid(grid) = &plan.node(node).op else { return Vec::new() };
    let (rows, columns) =
        (keys(&grid.rows, grid.rows_of, slots), keys(&grid.columns, grid.columns_of, slots));
    rows.iter().flat_map(|row| columns.iter().map(|column| row.and(*column))).collect()
}

fn keys(keys: &[GridKey], of: NodeId, slots: &Slots) -> Vec<Match> {
    let limits = keys.iter().map(|key| match key {
        GridKey::Limits(limits) => limits.known(|id| slots.get(id).number()),
        GridKey::Value(_) => Some(Limits::default()),
    });
    let reach = limits.collect::<Option<Vec<Limits>>>().map(|limits| Limits::reach(&limits));
    let of = slots.get(of);
    let matches = keys.iter().enumerate().map(|(index, key)| match (key, &reach) {
        (GridKey::Value(value), _) => super::goal::is(of, *value),
        (GridKey::Limits(_), Some(reach)) => {
            known_or_open(of).and(line_matches(&reach[index], of.interval()))
        }
        (GridKey::Limits(_), None) => Match::Maybe,
    });
    matches.collect()
}

fn known_or_open(outcome: &Outcome) -> Match {
    if *outcome == Outcome::NotApplicable { Match::No } else { Match::Yes }
}

fn differ(slots: &Slots, first: NodeId, second: NodeId) -> Match {
    match (slots.get(first), slots.get(second)) {
        (first, second) if first == second && first.undecided().is_none() => Match::No,
        (Outcome::Undecided(_), _) | (_, Outcome::Undecided(_)) if first != second => Match::Maybe,
        _ if first == second => Match::No,
        _ => Match::Yes,
    }
}

/// Where a number of a table of tiers has to be so that no tier holds it, where that is known by now.
pub(super) fn narrows(plan: &Plan, node: NodeId, slots: &Slots) -> Option<(NodeId, Limits)> {
    let Op::Tiers(tiers) = &plan.node(node).op else { return None };
    let reach = reach(tiers, slots)?;
    let pieces = gaps(&reach, &Limits::from(slots.get(tiers.of).interval()), plan.node(tiers.of).scale);
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some((tiers.of, Limits { low: first.low, high: last.high }))
}

/// The parts of `whole` that no line holds, from the lowest up; where the numbers have a scale, only those
/// in which there are numbers.
pub(super) fn gaps(reach: &[Limits], whole: &Limits, scale: Scale) -> Vec<Limits> {
    let mut lines: Vec<Limits> =
        reach.iter().map(|line| line.intersect(whole)).filter(|line| !line.is_empty()).collect();
    lines.sort_by_key(|line| line.low.map(|low| (low.at, !low.included)));
    let mut found = Vec::new();
    // Where the next line has to begin at the latest.
    let mut from = whole.low;
    for line in &lines {
        let open = Limits { low: from, high: line.low.map(before) };
        if line.low.is_some() && !open.is_empty() {
            found.push(open);
        }
        let is_further =
            |next: Bound| from.is_none_or(|low| (next.at, !next.included) > (low.at, !low.included));
        match line.high.map(before) {
            // Nothing lies above a line without an end.
            None => {
                found.retain(|piece| holds_a_number(piece, scale));
                return found;
            }
            Some(next) if is_further(next) => from = Some(next),
            Some(_) => {}
        }
    }
    let rest = Limits { low: from, high: whole.high };
    if !rest.is_empty() {
        found.push(rest);
    }
    found.retain(|piece| holds_a_number(piece, scale));
    found
}

/// The other side of an end: what it includes is out, what it excludes is in.
fn before(bound: Bound) -> Bound {
    Bound { at: bound.at, included: !bound.included }
}

/// Whether a number of this scale lies within limits.
pub(super) fn holds_a_number(limits: &Limits, scale: Scale) -> bool {
    if limits.is_empty() {
        return false;
    }
    let (Scale::Fixed(scale), Some(low)) = (scale, limits.low) else { return true };
    let Some(step) = Number::fraction(1, scale) else { return true };
    let least = low.at.rounded(step, crate::value::Mode::Up);
    let least =
        least.and_then(
            |least| if limits.contain(least) || least > low.at { Some(least) } else { least.plus(step) },
        );
    least.is_none_or(|least| limits.contain(least))
}
