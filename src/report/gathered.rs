//! What was read beside the unit's own row: each month, unit or row with what it came to, and how the unit
//! stands among comparable ones.

use super::speak::Speaker;
use crate::assessment::Standing;
use crate::eval::{Item, Verdict, verdicts};
use crate::model::{Ask, FactSource, Gap};
use crate::source::Span;
use serde::Serialize;

/// A value over a collection, with each item that made it.
#[derive(Clone, Debug, Serialize)]
pub struct GatheredReport {
    /// Its name: that of its `let`, or its formula.
    pub name: String,
    /// What it came to, in words.
    pub value: String,
    /// Each item.
    pub items: Vec<ItemReport>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
    /// Its label, or its name where it has none.
    #[serde(skip)]
    pub shown: String,
}

/// An item of a collection.
#[derive(Clone, Debug, Serialize)]
pub struct ItemReport {
    /// The unit, the period, or the number of the row.
    pub item: String,
    /// How it counts: `yes`, `no`, `passed`, `open`.
    pub counts: &'static str,
    /// Whether it is a period.
    #[serde(skip)]
    pub is_period: bool,
    /// Its place in the collection.
    #[serde(skip)]
    pub place: usize,
    /// Why it has no result of its own; none where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<&'static str>,
}

/// How the unit stands in a quota.
#[derive(Clone, Debug, Serialize)]
pub struct QuotaReport {
    /// The class or title.
    pub name: String,
    /// What the group shares.
    pub group: String,
    /// `kept`, `cut`, `undecided`; or `none` where the unit has not what is limited.
    pub state: &'static str,
    /// In words: how many there are, how many may be, and where the unit stands.
    pub reason: String,
}

/// The values over collections that the result of a unit depends on.
pub(super) fn gathered(speaker: &Speaker<'_>) -> Vec<GatheredReport> {
    let plan = speaker.plan;
    let facts = (0u32..).zip(&plan.ruleset.facts).filter(|(id, _)| plan.reads(*id));
    let gathered = facts.filter_map(|(id, fact)| {
        let FactSource::Gathered(at) = fact.source else { return None };
        let span = plan.ruleset.gathers[at as usize].span;
        Some(GatheredReport {
            name: fact.name.clone(),
            value: speaker.result(plan.facts[id as usize]),
            items: items(speaker, at),
            span,
            shown: fact.shown().to_owned(),
        })
    });
    gathered.collect()
}

fn items(speaker: &Speaker<'_>, at: u32) -> Vec<ItemReport> {
    items_of(speaker, at, |_| true)
}

/// The items that came to some of what items can come to.
fn items_of(speaker: &Speaker<'_>, at: u32, is_asked: impl Fn(Verdict) -> bool) -> Vec<ItemReport> {
    let gather = &speaker.plan.gathers[at as usize];
    let verdicts = verdicts(speaker.plan, speaker.record, speaker.outside, speaker.slots, at);
    let items = gather.collection.and_then(|it| speaker.outside.collections.get(it as usize)?.as_ref());
    let items = items.map_or(&[][..], |items| &**items);
    let items = &items[items.len().saturating_sub(verdicts.len())..];
    let asked = items.iter().zip(&*verdicts).zip(1..).filter(|((_, verdict), _)| is_asked(**verdict));
    let made = asked.map(|((item, verdict), number): (_, usize)| ItemReport {
        item: name(item, number),
        counts: counts(*verdict),
        place: number,
        is_period: item.period.is_some(),
        gap: item.gap.map(gap_id).or(item.is_to_come().then_some("to_come")),
    });
    made.collect()
}

fn name(item: &Item, number: usize) -> String {
    match (&item.unit, item.period) {
        (unit, None) if unit.is_empty() => number.to_string(),
        (unit, None) => unit.clone(),
        (_, Some(period)) => period.to_string(),
    }
}

fn counts(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Passed => "passed",
        Verdict::Open => "open",
    }
}

fn gap_id(gap: Gap) -> &'static str {
    match gap {
        Gap::NoData => "no_data",
        Gap::BeforeJoining => "before_joining",
        Gap::AfterLeaving => "after_leaving",
        Gap::NotAssessed => "not_assessed",
    }
}

/// The items of a value in words: how many counted in which way, and which.
pub(super) fn items_in_words(speaker: &Speaker<'_>, report: &GatheredReport) -> String {
    let is_number = |it: &&ItemReport| it.counts == "yes" && !has_condition(speaker, &report.name);
    let counted: Vec<&ItemReport> = report.items.iter().filter(is_number).collect();
    let mut parts = Vec::new();
    parts.extend(part(speaker, "gathered-counted", &counted));
    for (counts, id) in [("yes", "gathered-yes"), ("no", "gathered-no")] {
        let own = report.items.iter().filter(|it| it.counts == counts && it.gap.is_none() && !is_number(it));
        parts.extend(part(speaker, id, &own.collect::<Vec<_>>()));
    }
    let open = report.items.iter().filter(|it| it.counts == "open" && it.gap.is_none());
    parts.extend(part(speaker, "gathered-open", &open.collect::<Vec<_>>()));
    for gap in ["no_data", "before_joining", "after_leaving", "not_assessed", "to_come"] {
        for (counts, meaning) in
            [("passed", "gathered-passed"), ("no", "gathered-against"), ("open", "gathered-open")]
        {
            let own: Vec<&ItemReport> =
                report.items.iter().filter(|it| it.gap == Some(gap) && it.counts == counts).collect();
            let why = speaker.word(&format!("gap-{}", gap.replace('_', "-")));
            parts.extend(part(speaker, meaning, &own).map(|text| format!("{text}: {why}")));
        }
    }
    let passed = report.items.iter().filter(|it| it.counts == "passed" && it.gap.is_none());
    parts.extend(part(speaker, "gathered-passed", &passed.collect::<Vec<_>>()));
    parts.join("; ")
}

/// Whether a value counts items by a condition, so that its items meet it or not.
fn has_condition(speaker: &Speaker<'_>, name: &str) -> bool {
    let ruleset = &speaker.plan.ruleset;
    let found = ruleset.facts.iter().find(|fact| fact.name == name);
    let gather = found.and_then(|fact| match fact.source {
        FactSource::Gathered(at) => speaker.plan.gathers.get(at as usize),
        _ => None,
    });
    gather.is_some_and(|gather| gather.with.is_some() || matches!(gather.ask, Ask::All))
}

/// The names of items; of three or more months one behind the other only the first and the last.
fn stretches(items: &[&ItemReport]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = items;
    while let Some(first) = rest.first() {
        let is_next = |(at, it): (usize, &&ItemReport)| it.is_period && it.place == first.place + at;
        let length = rest.iter().enumerate().take_while(|it| is_next(*it)).count().max(1);
        match length {
            1 | 2 => names.extend(rest[..length].iter().map(|it| it.item.clone())),
            _ => names.push(format!("{}…{}", first.item, rest[length - 1].item)),
        }
        rest = &rest[length..];
    }
    names
}

fn part(speaker: &Speaker<'_>, id: &str, items: &[&ItemReport]) -> Option<String> {
    const SHOWN: usize = 12;
    if items.is_empty() {
        return None;
    }
    let mut names = stretches(items);
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…".to_owned());
    }
    let arguments = [("count", items.len().into()), ("items", names.join(", ").into())];
    Some(speaker.say(id, &arguments))
}

/// The items that keep a value open, for whoever asks what is missing; nothing for a fact of the row.
pub(super) fn open_items(speaker: &Speaker<'_>, fact: u32) -> Option<String> {
    let FactSource::Gathered(at) = speaker.plan.ruleset.facts[fact as usize].source else { return None };
    let items = items_of(speaker, at, |verdict| verdict == Verdict::Open);
    let open: Vec<&ItemReport> = items.iter().collect();
    let without: Vec<&ItemReport> = open.iter().copied().filter(|it| it.gap == Some("no_data")).collect();
    let coming: Vec<&ItemReport> = open.iter().copied().filter(|it| it.gap == Some("to_come")).collect();
    let is_other = |it: &&ItemReport| !matches!(it.gap, Some("no_data" | "to_come"));
    let others: Vec<&ItemReport> = open.iter().copied().filter(is_other).collect();
    let parts = [
        part(speaker, "open-without-data", &without),
        part(speaker, "open-to-come", &coming),
        part(speaker, "open-undecided", &others),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How the unit stands in each quota.
pub(super) fn quotas(speaker: &Speaker<'_>) -> Vec<QuotaReport> {
    let quotas = speaker.standings.iter().map(|standing| QuotaReport {
        name: standing.name.clone(),
        group: standing.group.clone(),
        state: match standing.is_cut {
            _ if !standing.is_candidate => "none",
            Some(true) => "cut",
            Some(false) => "kept",
            None => "undecided",
        },
        reason: standing_in_words(speaker, standing),
    });
    quotas.collect()
}

/// How a unit stands in a quota, in words.
pub(super) fn standing_in_words(speaker: &Speaker<'_>, standing: &Standing) -> String {
    let span =
        |(low, high): (usize, usize)| if low == high { low.to_string() } else { format!("{low}–{high}") };
    let (above, equal) = (standing.above, standing.equal);
    let place = (above.0 + 1, above.1 + 1);
    let is_sure = |(low, high): (usize, usize)| low == high;
    let counts = [above, equal, standing.candidates].into_iter().chain(standing.base).chain(standing.limit);
    let state = match standing.is_cut {
        _ if !standing.is_candidate => "none",
        Some(true) => "cut",
        Some(false) => "kept",
        // Nobody can decide on a tie that may not be one.
        None if !standing.decided_by.is_empty() && counts.into_iter().all(is_sure) => "decides",
        None => "undecided",
    };
    let arguments = [
        ("candidates", span(standing.candidates).into()),
        ("base", standing.base.map_or(String::new(), span).into()),
        ("has_base", usize::from(standing.base.is_some()).into()),
        ("limit", standing.limit.map_or("–".to_owned(), span).into()),
        ("place", span(place).into()),
        ("equal", equal.1.into()),
        ("who", standing.decided_by.as_str().into()),
        ("state", state.into()),
    ];
    speaker.say("quota-standing", &arguments)
}
