//! What the findings about a small ruleset must say, and what they may: from all that was tried.

use crate::enumerate::{Seen, Tally, is_kind};
use crate::harm::region;
use tieuchi::Plan;
use tieuchi::eval::{Fault, FaultKind};
use tieuchi::model::{Adjustments, Award, Expr, Treatment};
use tieuchi::plan::{Chain, NodeId, Op};
use tieuchi::source::Span;
use tieuchi::value::{Bound, Kind, Limits, Number, Value};

/// Something that a finding of one code can be about.
#[derive(Debug)]
pub(crate) struct Claim {
    /// The code.
    pub(crate) code: &'static str,
    /// Where the finding may stand; anywhere, if nowhere in particular.
    pub(crate) places: Vec<Span>,
    /// Whether it is so: a finding must say it.
    pub(crate) must: bool,
    /// Whether it is not wrong to say it: true where it only is so before something else sets it right.
    pub(crate) may: bool,
    /// The first record that shows it, if one does.
    pub(crate) record: Option<usize>,
    /// Codes that say the same in another way, and where.
    pub(crate) alike: (&'static [&'static str], Vec<Span>),
}

impl Claim {
    fn new(code: &'static str, places: Vec<Span>) -> Claim {
        Claim { code, places, must: false, may: false, record: None, alike: (&[], Vec::new()) }
    }

    fn exactly(self, record: Option<&usize>) -> Claim {
        let is_so = record.is_some();
        Claim { must: is_so, may: is_so, record: record.copied(), ..self }
    }

    /// Of something that never happens.
    fn never(self, tally: &Tally) -> Claim {
        let is_tried = tally.yes.is_some() || tally.no.is_some() || tally.open.is_some();
        Claim { must: is_tried && tally.yes.is_none() && tally.open.is_none(), may: !tally.live_yes, ..self }
    }

    fn alike(self, codes: &'static [&'static str], places: Vec<Span>) -> Claim {
        Claim { alike: (codes, places), ..self }
    }
}

/// All that could be said of a ruleset, with whether it is so.
pub(crate) fn claims(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = faults(plan, seen);
    claims.extend(reach(plan, seen));
    claims.extend(lines(plan, seen));
    for (node, span) in conditions(plan) {
        let default = Tally::default();
        let tally = seen.truths.get(&node).unwrap_or(&default);
        let places = vec![span, plan.node(node).span];
        let always = tally.yes.is_some() && tally.no.is_none() && tally.open.is_none();
        let may = !tally.live_no;
        claims.push(Claim { must: always, may, ..Claim::new("TC0709", places.clone()) });
        claims.push(Claim::new("TC0710", places).never(tally));
    }
    claims.extend(points(plan, seen));
    claims.extend(steps(plan, seen));
    claims.push(Claim { may: true, ..Claim::new("TC0724", Vec::new()) });
    claims
}

fn faults(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, node) in plan.nodes.iter().enumerate() {
        let part = || vec![region(plan, node.span)];
        let kinds: Vec<(&'static str, FaultKind, Vec<Span>)> = match &node.op {
            Op::Quotient(..) | Op::Steps(_) => vec![("TC0701", FaultKind::DividedByZero, vec![node.span])],
            Op::Tiers(_) | Op::Grid(_) => vec![
                ("TC0703", FaultKind::NoTier, vec![node.span]),
                ("TC0704", FaultKind::TwoTiers, vec![node.span]),
            ],
            Op::First(_, None) => vec![("TC0705", FaultKind::NoBranch, vec![node.span])],
            Op::Classes(_) => {
                vec![("TC0706", FaultKind::NoClass, part()), ("TC0712", FaultKind::TwoClasses, part())]
            }
            Op::Applicable { .. } => vec![("TC0713", FaultKind::TwoTreatments, part())],
            Op::Rescale { .. } => vec![("TC0713", FaultKind::TwoTreatments, Vec::new())],
            Op::Bound { required: true, .. } => vec![("TC0715", FaultKind::NothingToAward, part())],
            _ => Vec::new(),
        };
        for (code, kind, places) in kinds {
            let fault = Fault { node: plan.id(index), kind };
            let record = seen.reaching.get(&fault).copied();
            let may = seen.own.contains_key(&fault);
            claims.push(Claim { must: record.is_some(), may, record, ..Claim::new(code, places) });
        }
    }
    claims
}

/// Classes and titles.
fn reach(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = Vec::new();
    for list in &plan.classes {
        let Op::Classes(classes) = &plan.node(*list).op else { continue };
        for line in &classes.lines {
            let claim = Claim::new("TC0707", vec![line.span]).never(&seen.classes[&(*list, line.word)]);
            claims.push(claim.alike(
                &["TC0710"],
                with_conditions(plan, line.span, line.when.into_iter().chain(line.or_when)),
            ));
            claims.push(left(seen, *list, line.word));
        }
    }
    for (title, node) in plan.ruleset.titles.iter().zip(&plan.titles) {
        let tally = &seen.truths[node];
        claims.push(Claim::new("TC0708", vec![title.span]).never(tally).alike(&["TC0710"], vec![title.span]));
        claims.push(left(seen, *node, 0));
    }
    claims
}

/// A class or title that is not reached in any record where some part does not apply.
fn left(seen: &Seen, node: NodeId, word: u8) -> Claim {
    let mut tallies = seen.left.iter().filter(|((_, it, which), _)| *it == node && *which == word);
    let is_lost = tallies.any(|(_, tally)| tally.yes.is_none());
    Claim { may: is_lost, ..Claim::new("TC0718", Vec::new()) }
}

/// A place, and those of conditions in it: one with a name stands elsewhere.
fn with_conditions(plan: &Plan, place: Span, whens: impl Iterator<Item = NodeId>) -> Vec<Span> {
    std::iter::once(place).chain(whens.map(|when| plan.node(when).span)).collect()
}

/// Tiers, branches and cells.
fn lines(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = Vec::new();
    for ((node, line), tally) in &seen.lines {
        let it = plan.node(*node);
        let inside = |ids: &[NodeId]| -> Vec<Span> {
            let spans = ids.iter().map(|id| plan.node(*id).span).filter(|span| it.span.encloses(*span));
            spans.reduce(Span::to).into_iter().collect()
        };
        let (places, is_rest) = match &it.op {
            Op::Tiers(tiers) => (vec![tiers.lines[*line].span], false),
            Op::First(branches, otherwise) => match branches.get(*line) {
                Some((_, value)) => {
                    // A condition with a name stands elsewhere: a branch begins where the one before ends.
                    let before = line.checked_sub(1).map(|it| plan.node(branches[it].1).span.end);
                    let end = plan.node(*value).span.end;
                    (vec![Span { start: before.unwrap_or(it.span.start), end, ..it.span }], false)
                }
                None => (inside(&otherwise.iter().copied().collect::<Vec<_>>()), true),
            },
            Op::Grid(grid) => (inside(&[grid.cells.concat()[*line]]), false),
            _ => continue,
        };
        let whens: Vec<NodeId> = match &it.op {
            Op::First(branches, _) => branches.iter().map(|(when, _)| *when).collect(),
            Op::Tiers(tiers) => tiers.lines.iter().filter_map(|line| line.or_when).collect(),
            _ => Vec::new(),
        };
        let alike = with_conditions(plan, it.span, whens.into_iter());
        let claim = Claim::new("TC0711", places).never(tally).alike(&["TC0709", "TC0710"], alike);
        // `otherwise` may stand there to be safe, and a grid has a cell for every pair.
        let is_owed = !is_rest && !matches!(it.op, Op::Grid(_));
        claims.push(Claim { must: claim.must && is_owed, ..claim });
    }
    claims
}

/// Conditions with the place where each is written: a fact or a `let` has another place of its own.
fn conditions(plan: &Plan) -> Vec<(NodeId, Span)> {
    let mut found = Vec::new();
    for (criterion, chain) in plan.ruleset.criteria.iter().zip(&plan.criteria) {
        if let (Award::Met(expr), Op::Met(when, _)) = (&criterion.award, &plan.node(chain.award).op) {
            found.push((*when, expr.span));
        }
        found.extend(of_part(plan, &criterion.adjustments, chain));
    }
    for (content, chain) in plan.ruleset.contents.iter().zip(&plan.contents) {
        found.extend(of_part(plan, &content.adjustments, chain));
    }
    for (list, node) in plan.ruleset.classes.iter().zip(&plan.classes) {
        let Op::Classes(classes) = &plan.node(*node).op else { continue };
        for (line, nodes) in list.lines.iter().zip(&classes.lines) {
            found.extend(pairs([(nodes.when, &line.when), (nodes.or_when, &line.or_when)]));
        }
        let caps = classes.caps.iter().zip(&list.caps);
        let rules = caps.chain(classes.settled.iter().zip(&list.settled));
        found.extend(rules.map(|((_, node), rule)| (*node, rule.when.span)));
        found.extend(classes.not_assessed.iter().copied().zip(list.not_assessed.iter().map(|it| it.span)));
    }
    for (title, node) in plan.ruleset.titles.iter().zip(&plan.titles) {
        let Op::Title { when, .. } = plan.node(*node).op else { continue };
        found.push((when, title.when.span));
    }
    for node in &plan.nodes {
        match &node.op {
            Op::Tiers(tiers) => {
                found.extend(tiers.lines.iter().filter_map(|line| Some((line.or_when?, line.span))));
            }
            Op::First(branches, _) => {
                found.extend(branches.iter().map(|(when, _)| (*when, plan.node(*when).span)));
            }
            _ => {}
        }
    }
    found
}

fn pairs<const N: usize>(list: [(Option<NodeId>, &Option<Expr>); N]) -> Vec<(NodeId, Span)> {
    list.into_iter().filter_map(|(node, expr)| Some((node?, expr.as_ref()?.span))).collect()
}

fn of_part(plan: &Plan, adjustments: &Adjustments, chain: &Chain) -> Vec<(NodeId, Span)> {
    let mut found = Vec::new();
    let spans = |list: &[Expr]| list.iter().map(|it| it.span).collect::<Vec<_>>();
    if let Op::Open { requires, zero, .. } = &plan.node(chain.open).op {
        found.extend(requires.iter().copied().zip(spans(&adjustments.requires)));
        found.extend(zero.iter().copied().zip(spans(&adjustments.zero)));
    }
    if let Op::Deduct { fixed, shares, .. } = &plan.node(chain.deducted).op {
        let of_kind = |is_share: bool| {
            adjustments.deductions.iter().filter(move |it| (it.value.kind == Kind::Share) == is_share)
        };
        let both = fixed.iter().zip(of_kind(false)).chain(shares.iter().zip(of_kind(true)));
        found.extend(both.flat_map(|((_, node), it)| pairs([(*node, &it.when)])));
    }
    if let Op::Bound { floors, caps, .. } = &plan.node(chain.bound).op {
        let both = floors.iter().zip(&adjustments.floors).chain(caps.iter().zip(&adjustments.caps));
        found.extend(both.flat_map(|((_, node), it)| pairs([(*node, &it.when)])));
    }
    if let Op::Applicable { cases, .. } = &plan.node(chain.result).op {
        let whens = cases.iter().zip(&adjustments.not_applicable);
        found.extend(whens.map(|(case, it)| (case.when, it.when.span)));
    }
    found
}

/// Points: limits that cross, maxima that are not reached, totals.
fn points(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, node) in plan.nodes.iter().enumerate() {
        if let Op::Bound { floors, .. } = &node.op {
            let claim = Claim::new("TC0714", vec![region(plan, node.span)]);
            let claim = claim.exactly(seen.crossed.get(&plan.id(index)));
            // A floor above the printed maximum is said in the same words.
            let may = claim.may || seen.over.contains(&plan.id(index));
            claims.extend((!floors.is_empty()).then_some(Claim { may, ..claim }));
        }
    }
    let parts = plan.ruleset.criteria.iter().map(|it| &it.adjustments).zip(&plan.criteria);
    let contents = plan.ruleset.contents.iter().map(|it| &it.adjustments).zip(&plan.contents);
    for (adjustments, chain) in parts.chain(contents) {
        let Op::Applicable { cases, .. } = &plan.node(chain.result).op else { continue };
        for (case, it) in cases.iter().zip(&adjustments.not_applicable) {
            if it.treatment == Treatment::Drop {
                claims.push(Claim::new("TC0716", vec![it.span]).exactly(seen.lowered.get(&case.when)));
            }
        }
    }
    // What the contents come to is meant; the tally holds bonus and deductions too, and is rounded.
    let is_other = !plan.pools.is_empty() || plan.ruleset.total.round_total.is_some();
    claims.push(Claim { may: is_other, ..Claim::new("TC0719", Vec::new()) });
    if let Some((least, greatest)) = seen.totals {
        let least = Some(&least).filter(|it| it.0 != Number::ZERO).map(|it| &it.1);
        let greatest = Some(&greatest).filter(|it| it.0 != plan.ruleset.total.maximum).map(|it| &it.1);
        let whole = |claim: Claim| Claim { must: claim.must && !seen.is_total_open, ..claim };
        claims.push(whole(Claim::new("TC0717", Vec::new()).exactly(least)));
        let claim = whole(Claim::new("TC0719", Vec::new()).exactly(greatest));
        claims.push(Claim { record: None, ..claim });
    }
    for (id, (criterion, chain)) in (0u32..).zip(plan.ruleset.criteria.iter().zip(&plan.criteria)) {
        let Some(tally) = seen.maxima.get(&id) else { continue };
        let places = vec![region(plan, criterion.span), plan.node(chain.award).span];
        let never = Claim::new("TC0720", places.clone()).never(tally);
        claims.push(Claim { may: never.may || !seen.awarded.contains(&id), ..never });
        claims.push(Claim::new("TC0721", places).exactly(seen.cut.get(&id)));
    }
    claims
}

/// What closes only because numbers move in steps, and what rounding moves.
fn steps(plan: &Plan, seen: &Seen) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, node) in plan.nodes.iter().enumerate() {
        let id = plan.id(index);
        let number = |id: NodeId| match &plan.node(id).op {
            Op::Constant(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let (reach, places) = match &node.op {
            Op::Tiers(tiers) => (tiers.known_reach(number), vec![node.span]),
            Op::Classes(classes) => {
                let lines = classes.lines.iter().map(|line| line.limits.known(number));
                (lines.collect::<Option<Vec<Limits>>>(), vec![region(plan, node.span)])
            }
            _ => continue,
        };
        let has_gap = reach.is_some_and(|reach| has_gap(&reach));
        // A unit in no class may be there for another reason than the gap.
        let is_seen = seen.own.keys().any(|fault| fault.node == id && is_kind(fault, &FaultKind::NoTier));
        claims.push(Claim { may: has_gap && !is_seen, ..Claim::new("TC0722", places) });
    }
    let moved = seen.moved.values().next();
    claims.push(Claim::new("TC0723", Vec::new()).exactly(moved));
    claims
}

/// Whether some number between the printed limits is in no line.
fn has_gap(reach: &[Limits]) -> bool {
    let mut ends: Vec<Number> =
        reach.iter().flat_map(|it| [it.low, it.high]).flatten().map(|it: Bound| it.at).collect();
    ends.sort();
    ends.dedup();
    let half = |pair: &[Number]| pair[0].plus(pair[1]).and_then(|sum| sum.over(Number::whole(2)));
    let between = ends.windows(2).filter_map(half);
    let tried: Vec<Number> = ends.iter().copied().chain(between).collect();
    tried.iter().any(|number| reach.iter().all(|it| !it.contain(*number)))
}
