//! The whole tree of reasons for one unit, to answer a complaint with.

use super::gathered::{gathered, items_in_words, open_items, quotas};
use super::reason::{before_rounding, fault_in_words, reasons};
use super::speak::Speaker;
use super::unit::{State, credited, defaults, missing, open, state};
use super::why_not::{Missed, lost, why_not};
use crate::diagnostic::counted_by;
use crate::eval::Outcome;
use crate::layer::{aspect, kind};
use crate::model::{Adjustments, Aspect, Change, ElementKind, Home, PartId};
use crate::plan::{Chain, Op};
use crate::source::{Sources, Span};
use std::fmt::Write;

/// Explains the result of one unit: every point with its reason, its line and its document; why each
/// class and title above was not reached; what is still missing.
pub fn explain(speaker: &Speaker<'_>, sources: &Sources) -> String {
    let mut page = Page { speaker, sources, text: String::new() };
    page.head();
    page.result();
    page.contents();
    page.pools();
    page.beside();
    page.missed();
    page.missing();
    page.set();
    page.removed();
    page.text
}

struct Page<'a> {
    speaker: &'a Speaker<'a>,
    sources: &'a Sources,
    text: String,
}

/// What is said of a part: its heading, and where it comes from.
struct Heading<'a> {
    depth: usize,
    path: &'a str,
    title: &'a str,
    span: Span,
    sources: &'a [String],
}

impl Page<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }

    /// The line of the ruleset, whose file is named once at the top; a base is named each time.
    fn place(&self, span: Span) -> String {
        let (line, _) = self.sources.position(span);
        let line = ("line", line.to_string().into());
        if span.source == self.speaker.plan.ruleset.root {
            return self.speaker.say("explain-line", &[line]);
        }
        let file = self.sources.get(span.source).name.as_str();
        self.speaker.say("explain-file-line", &[("file", file.into()), line])
    }

    /// What layers changed of an element: each step with its line, and what it replaced.
    fn history(&mut self, depth: usize, kind: ElementKind, path: &str) {
        let changes = &self.speaker.plan.ruleset.changes;
        let own = changes.iter().filter(|it| it.kind == kind && it.path == path);
        for change in own.filter(|it| !matches!(it.aspect, Aspect::Added | Aspect::Lock | Aspect::Order)) {
            let name = if kind == ElementKind::Class { format!("{path}, ") } else { String::new() };
            let text = format!("- {name}{}", self.change(change));
            self.line(depth, &text);
        }
    }

    fn change(&self, change: &Change) -> String {
        let shown = |text: &str| match text {
            "" => "–".to_owned(),
            text => text.replace('\n', "; "),
        };
        let arguments = [
            ("aspect", aspect(change.aspect)),
            ("before", shown(&change.before).into()),
            ("after", shown(&change.after).into()),
        ];
        let mut text = self.speaker.say("explain-changed", &arguments);
        if !change.because.is_empty() {
            let because = [("because", change.because.as_str().into())];
            text = format!("{text} {}", self.speaker.say("explain-because", &because));
        }
        let replaced = change.replaced.map(|span| {
            format!("; {}", self.speaker.say("explain-replaces", &[("place", self.place(span).into())]))
        });
        format!("{text}   [{}{}]", self.place(change.span), replaced.unwrap_or_default())
    }

    /// What layers set that stands in no content: parameters, named formulas, the total.
    fn set(&mut self) {
        let kinds = [ElementKind::Parameter, ElementKind::Definition, ElementKind::Total];
        let changes = &self.speaker.plan.ruleset.changes;
        let is_step = |it: &&Change| !matches!(it.aspect, Aspect::Added | Aspect::Removed | Aspect::Lock);
        let set: Vec<&Change> =
            changes.iter().filter(is_step).filter(|it| kinds.contains(&it.kind)).collect();
        if set.is_empty() {
            return;
        }
        self.text.push('\n');
        let heading = self.speaker.word("explain-set");
        self.line(0, &heading);
        for change in set {
            let named = say_kind(self.speaker, change);
            let text = format!("- {named}: {}", self.change(change));
            self.line(1, &text);
        }
    }

    /// Parts that a layer took away, so that nobody looks for them in vain.
    fn removed(&mut self) {
        let ruleset = &self.speaker.plan.ruleset;
        let scored = [ElementKind::Content, ElementKind::Criterion, ElementKind::Class, ElementKind::Title];
        let is_removed = |it: &&Change| it.aspect == Aspect::Removed && scored.contains(&it.kind);
        let removed: Vec<&Change> = ruleset.changes.iter().filter(is_removed).collect();
        if removed.is_empty() {
            return;
        }
        self.text.push('\n');
        let heading = self.speaker.word("explain-removed");
        self.line(0, &heading);
        for change in removed {
            let name = format!("{} ({})", say_kind(self.speaker, change), change.before);
            let because = [("because", change.because.as_str().into())];
            let because = match change.because.as_str() {
                "" => String::new(),
                _ => format!(" {}", self.speaker.say("explain-because", &because)),
            };
            self.line(1, &format!("- {name}{because}   [{}]", self.place(change.span)));
        }
    }

    fn documents(&mut self, depth: usize, sources: &[String]) {
        for source in sources {
            let text = self.speaker.say("explain-source", &[("source", source.as_str().into())]);
            self.line(depth, &text);
        }
    }

    fn head(&mut self) {
        let (record, ruleset) = (self.speaker.record, &self.speaker.plan.ruleset);
        let period = record.period.map_or(String::new(), |period| format!(", {period}"));
        let assessor = self.speaker.assessor().map_or(String::new(), |who| format!(", {}", who.shown()));
        let period = format!("{period}{assessor}");
        let title = if ruleset.title.is_empty() { &ruleset.name } else { &ruleset.title };
        self.line(0, &format!("{}{period}: {title}", record.unit));
        self.documents(0, &ruleset.sources);
        let file = &self.sources.get(ruleset.root).name;
        let text = self.speaker.say("explain-ruleset", &[("file", file.as_str().into())]);
        self.line(0, &text);
        if let Some(form) = &ruleset.form {
            let text = self.speaker.say("explain-form", &[("form", form.as_str().into())]);
            self.line(0, &text);
        }
        if let Some(from) = ruleset.in_force.0 {
            let text = self.speaker.say("explain-edition", &[("from", from.to_string().into())]);
            self.line(0, &text);
        }
        if !record.place.file.is_empty() {
            let file = &*record.place.file;
            let (by, line) = (counted_by(file).into(), record.place.line.to_string().into());
            let arguments = [("file", file.into()), ("by", by), ("line", line)];
            let text = self.speaker.say("explain-data", &arguments);
            self.line(0, &text);
        }
        self.text.push('\n');
    }

    fn result(&mut self) {
        let (speaker, plan) = (self.speaker, self.speaker.plan);
        if self.is_left_out() {
            self.not_assessed();
        } else if !plan.ruleset.criteria.is_empty() {
            let maximum = speaker.result(plan.total_maximum);
            let arguments = [("points", speaker.result(plan.total).into()), ("maximum", maximum.into())];
            let text = speaker.say("explain-total", &arguments);
            self.line(0, &text);
            self.total_steps();
        }
        self.decision();
        for (classes, node) in
            plan.ruleset.classes.iter().zip(&plan.classes).filter(|(it, _)| it.content.is_none())
        {
            if *speaker.outcome(*node) != Outcome::NotApplicable {
                let is_decided = speaker.record.decision.is_some();
                let id = if is_decided { "explain-by-the-rules" } else { "explain-class" };
                let text = speaker.say(id, &[("class", speaker.result(*node).into())]);
                self.line(0, &format!("{text}   [{}]", self.place(classes.span)));
                self.documents(1, &classes.sources);
                self.history(1, ElementKind::Classes, "");
                let got =
                    speaker.outcome(*node).word().and_then(|word| plan.class_words().get(word as usize));
                if let Some(word) = got {
                    self.history(1, ElementKind::Class, &word.name);
                }
                self.settled(*node);
            }
        }
        for (title, node) in plan.ruleset.titles.iter().zip(&plan.titles) {
            if speaker.outcome(*node).truth() == Some(true) {
                let name = if title.title.is_empty() { &title.name } else { &title.title };
                let text = speaker.say("explain-title", &[("title", name.as_str().into())]);
                self.line(0, &format!("{text}   [{}]", self.place(title.span)));
                if let Op::Title { when, .. } = plan.node(*node).op {
                    self.line(1, &speaker.computed(when));
                }
                self.documents(1, &title.sources);
                self.history(1, ElementKind::Title, &title.name);
            }
        }
        self.text.push('\n');
    }

    /// Whether the rules leave the unit unassessed.
    fn is_left_out(&self) -> bool {
        let own = self.speaker.plan.class();
        state(self.speaker) == State::NotApplicable
            || own.is_some_and(|(node, _)| *self.speaker.outcome(node) == Outcome::NotApplicable)
    }

    /// Who decided the class, and in which document.
    fn decision(&mut self) {
        let (Some(decision), Some(by)) =
            (&self.speaker.record.decision, self.speaker.plan.class_decided_by())
        else {
            return;
        };
        let word = self.speaker.plan.class_words().get(usize::from(decision.class));
        let arguments = [
            ("class", word.map_or("", |word| word.shown()).into()),
            ("by", by.into()),
            ("document", decision.document.as_str().into()),
            ("date", decision.date.to_string().into()),
        ];
        let text = self.speaker.say("explain-decided", &arguments);
        self.line(0, &text);
    }

    /// What settled the class, whatever the points.
    fn settled(&mut self, node: crate::plan::NodeId) {
        let Op::Classes(classes) = &self.speaker.plan.node(node).op else { return };
        for (_, when) in &classes.settled {
            if self.speaker.outcome(*when).truth() == Some(true) {
                let text =
                    self.speaker.say("why-settled", &[("condition", self.speaker.computed(*when).into())]);
                self.line(1, &text);
            }
        }
    }

    fn not_assessed(&mut self) {
        let speaker = self.speaker;
        let own = speaker.plan.class();
        let Some(Op::Classes(classes)) = own.map(|(node, _)| &speaker.plan.node(node).op) else { return };
        for condition in &classes.not_assessed {
            if speaker.outcome(*condition).truth() == Some(true) {
                let text = speaker
                    .say("explain-not-assessed", &[("condition", speaker.computed(*condition).into())]);
                self.line(0, &format!("{text}   [{}]", self.place(speaker.plan.node(*condition).span)));
            }
        }
    }

    /// What the total is the sum of.
    fn terms(&mut self) {
        let (speaker, plan) = (self.speaker, self.speaker.plan);
        let tops = plan.ruleset.contents.iter().zip(&plan.contents).filter(|(it, _)| it.parent.is_none());
        if plan.ruleset.contents.iter().any(|content| content.weight.is_some()) {
            return;
        }
        let mut text = tops.map(|(_, chain)| speaker.result(chain.result)).collect::<Vec<_>>().join(" + ");
        for (pool, node) in plan.ruleset.pools.iter().zip(&plan.pools) {
            let sign = if pool.negative { "-" } else { "+" };
            text = format!("{text} {sign} {}", speaker.result(*node));
        }
        self.line(1, &format!("- {text}"));
    }

    /// Limits and rounding of the total, where they changed it.
    fn total_steps(&mut self) {
        self.terms();
        let (speaker, plan) = (self.speaker, self.speaker.plan);
        let steps = [
            (plan.total_sum, plan.total_bound, "reason-total-limited"),
            (plan.total_bound, plan.total, "reason-rounded"),
        ];
        if let Op::Rescale { of, remaining, .. } = &plan.node(plan.contents_sum).op
            && speaker.outcome(*of) != speaker.outcome(plan.contents_sum)
        {
            let arguments = [
                ("points", speaker.result(*of).into()),
                ("maximum", speaker.result(*remaining).into()),
                ("result", speaker.result(plan.contents_sum).into()),
            ];
            let text = speaker.say("reason-rescaled", &arguments);
            self.line(1, &format!("- {text}"));
        }
        for (before, after, id) in steps {
            let (Some(before), Some(after)) =
                (speaker.outcome(before).number(), speaker.outcome(after).number())
            else {
                continue;
            };
            if before != after {
                let arguments =
                    [("before", before_rounding(before).into()), ("after", after.to_string().into())];
                let text = speaker.say(id, &arguments);
                self.line(1, &format!("- {text}"));
            }
        }
    }

    fn contents(&mut self) {
        let ruleset = &self.speaker.plan.ruleset;
        for id in (0u32..).zip(&ruleset.contents).filter(|(_, it)| it.parent.is_none()).map(|(id, _)| id) {
            self.content(id, 0);
        }
    }

    fn content(&mut self, id: u32, depth: usize) {
        let plan = self.speaker.plan;
        let content = &plan.ruleset.contents[id as usize];
        let chain = plan.contents[id as usize];
        let heading = Heading {
            depth,
            path: &content.path,
            title: &content.title,
            span: content.span,
            sources: &content.sources,
        };
        self.part(&heading, &chain, &content.adjustments, false);
        for (classes, node) in
            plan.ruleset.classes.iter().zip(&plan.classes).filter(|(it, _)| it.content == Some(id))
        {
            let text = self.speaker.say("explain-class", &[("class", self.speaker.result(*node).into())]);
            self.line(depth + 1, &format!("{text}   [{}]", self.place(classes.span)));
        }
        for part in &content.parts {
            match part {
                PartId::Content(inner) => self.content(*inner, depth + 1),
                PartId::Criterion(inner) => self.criterion(*inner, depth + 1),
            }
        }
    }

    fn criterion(&mut self, id: u32, depth: usize) {
        let plan = self.speaker.plan;
        let criterion = &plan.ruleset.criteria[id as usize];
        let heading = Heading {
            depth,
            path: &criterion.path,
            title: &criterion.title,
            span: criterion.span,
            sources: &criterion.sources,
        };
        self.part(&heading, &plan.criteria[id as usize], &criterion.adjustments, true);
    }

    fn part(&mut self, heading: &Heading<'_>, chain: &Chain, adjustments: &Adjustments, is_criterion: bool) {
        let speaker = self.speaker;
        let points = match speaker.outcome(chain.result) {
            Outcome::NotApplicable => speaker.word("state-not-applicable"),
            _ if chain.maximum == chain.result || !speaker.plan.node(chain.result).kind.is_number() => {
                speaker.result(chain.result)
            }
            _ => {
                let maximum = speaker.result(chain.maximum).into();
                speaker.say(
                    "explain-points",
                    &[("points", speaker.result(chain.result).into()), ("maximum", maximum)],
                )
            }
        };
        let mark = if credited(speaker, chain) && *speaker.outcome(chain.result) != Outcome::NotApplicable {
            format!(" ({})", speaker.word("state-not-applicable"))
        } else {
            String::new()
        };
        let name = if heading.title.is_empty() { heading.path } else { heading.title };
        self.line(heading.depth, &format!("{name}: {points}{mark}   [{}]", self.place(heading.span)));
        self.documents(heading.depth + 1, heading.sources);
        let kind = if is_criterion { ElementKind::Criterion } else { ElementKind::Content };
        self.history(heading.depth + 1, kind, heading.path);
        if chain.award == chain.result && !is_criterion {
            return;
        }
        for reason in reasons(speaker, chain, adjustments) {
            // A content repeats what its criteria lack; only its own steps are worth a line.
            let repeats = !is_criterion && speaker.outcome(chain.result).undecided().is_some();
            if !repeats {
                let place = self.place(reason.span);
                let place = if reason.span == heading.span { String::new() } else { format!("   [{place}]") };
                self.line(heading.depth + 1, &format!("- {}{place}", reason.text));
            }
        }
    }

    fn pools(&mut self) {
        let plan = self.speaker.plan;
        for ((pool, node), index) in plan.ruleset.pools.iter().zip(&plan.pools).zip(0u32..) {
            let word = self.speaker.word(if pool.negative { "word-deductions" } else { "word-bonus" });
            let name = if pool.title.is_empty() { &word } else { &pool.title };
            let text = format!("{name}: {}   [{}]", self.speaker.result(*node), self.place(pool.span));
            self.line(0, &text);
            self.documents(1, &pool.sources);
            for (_, id) in
                plan.ruleset.criteria.iter().zip(0u32..).filter(|(it, _)| it.home == Home::Pool(index))
            {
                self.criterion(id, 1);
            }
        }
    }

    /// What was read beside the row, and how the unit stands among comparable ones.
    fn beside(&mut self) {
        let gathered = gathered(self.speaker);
        if !gathered.is_empty() {
            self.text.push('\n');
            let heading = self.speaker.word("explain-beside");
            self.line(0, &heading);
        }
        for report in gathered {
            let text = format!("{}: {}   [{}]", report.shown, report.value, self.place(report.span));
            self.line(1, &text);
            let items = items_in_words(self.speaker, &report);
            if !items.is_empty() {
                self.line(2, &format!("- {items}"));
            }
        }
        for quota in quotas(self.speaker) {
            self.text.push('\n');
            let arguments = [("name", quota.name.into()), ("group", quota.group.into())];
            let heading = self.speaker.say("explain-quota", &arguments);
            self.line(0, &heading);
            self.line(1, &format!("- {}", quota.reason));
        }
    }

    fn missed(&mut self) {
        if self.is_left_out() {
            return;
        }
        let missed = why_not(self.speaker);
        for Missed { name, title, is_open, is_class, because, span } in missed {
            let is_decided = self.speaker.record.decision.is_some() && is_class;
            let id = match (is_open, is_decided) {
                (true, false) => "explain-still-open",
                (false, false) => "explain-not-reached",
                (true, true) => "explain-open-by-the-rules",
                (false, true) => "explain-not-by-the-rules",
            };
            let name = if title.is_empty() { name } else { title };
            let text = self.speaker.say(id, &[("name", name.into())]);
            self.text.push('\n');
            self.line(0, &format!("{text}   [{}]", self.place(span)));
            for because in because {
                self.line(1, &format!("- {because}"));
            }
        }
        let lost = lost(self.speaker);
        if !lost.is_empty() {
            self.text.push('\n');
            let text = self.speaker.word("explain-lost");
            self.line(0, &text);
            for line in lost {
                self.line(1, &format!("- {line}"));
            }
        }
    }

    fn missing(&mut self) {
        let speaker = self.speaker;
        let missing = missing(speaker);
        if !missing.is_empty() {
            self.text.push('\n');
            let text = speaker.word("explain-missing");
            self.line(0, &text);
            for fact in missing {
                let items = open_items(speaker, fact).map_or(String::new(), |items| format!(": {items}"));
                let text = format!("{}{items}", speaker.facts([fact]));
                self.line(
                    1,
                    &format!("- {text}   [{}]", self.place(speaker.plan.ruleset.facts[fact as usize].span)),
                );
            }
        }
        let faults: std::collections::BTreeSet<_> =
            open(speaker).into_iter().flat_map(|undecided| undecided.faults.iter().cloned()).collect();
        for fault in faults {
            let text = fault_in_words(speaker, &fault);
            self.line(0, &format!("{text}   [{}]", self.place(speaker.plan.node(fault.node).span)));
        }
        let defaults = defaults(speaker);
        if !defaults.is_empty() {
            self.text.push('\n');
            let text = speaker.word("explain-defaults");
            self.line(0, &text);
            for id in defaults {
                let fact = &speaker.plan.ruleset.facts[id as usize];
                let value = fact.default.map_or(String::new(), |value| speaker.value(value, fact.kind));
                // A layer may have set it elsewhere than where the fact is declared.
                let changes = speaker.plan.ruleset.changes.iter().rev();
                let mut own = changes.filter(|it| it.kind == ElementKind::Fact && it.path == fact.name);
                let place = self.place(own.next().map_or(fact.span, |change| change.span));
                self.line(1, &format!("- {}: {value}   [{place}]", speaker.fact(id)));
            }
        }
    }
}

/// The kind and name of what was changed.
fn say_kind(speaker: &Speaker<'_>, change: &Change) -> String {
    let word = speaker.say("diff-word", &[("word", kind(change.kind))]);
    format!("{word} {}", change.path).trim().to_owned()
}
