//! The items of a file that hold no criteria.

use super::{Printer, block, number, quoted, share, titled};
use crate::syntax::ast::{
    Assesses, Assessors, Choice, ClassLine, Classes, Definition, Expr, Fact, FactKind, Function, Header,
    InForce, Name, Rounded, Rounding, Text, Title, Total, Values, Words,
};
use crate::syntax::keyword::Keywords;
use crate::syntax::parser::Rule;
use crate::value::PeriodSpan;

impl Printer {
    /// `ruleset agencies "…"`
    pub fn header(&self, header: &Header) -> String {
        self.named(Rule::kw_ruleset, &header.name, header.title.as_ref())
    }

    /// `source "…"`
    pub fn source(&self, source: &Text) -> String {
        format!("{} {}", self.word(Rule::kw_source), quoted(source))
    }

    /// `in force from 2025-11-01 until 2026-12-31`
    pub fn in_force(&self, in_force: &InForce) -> String {
        let day = |rule, day: Option<_>| day.map(|day| format!("{} {day}", self.word(rule)));
        let from = day(Rule::kw_in_force_from, in_force.from);
        let days = from.into_iter().chain(day(Rule::kw_until, in_force.until));
        days.collect::<Vec<_>>().join(" ")
    }

    /// `assesses cell every month`
    pub fn assesses(&self, assesses: &Assesses) -> String {
        let every = match assesses.every {
            PeriodSpan::Month => Rule::kw_month,
            PeriodSpan::Quarter => Rule::kw_quarter,
            PeriodSpan::Year => Rule::kw_year,
        };
        let (head, unit) = (self.word(Rule::kw_assesses), &assesses.unit.text);
        format!("{head} {unit} {} {}", self.word(Rule::kw_every), self.word(every))
    }

    /// `scored by self "Tự chấm", superior "Cấp trên"`
    pub fn assessors(&self, assessors: &Assessors) -> String {
        let words = assessors.words.iter().map(|word| titled(&word.name.text, word.title.as_ref()));
        format!("{} {}", self.word(Rule::kw_scored_by), words.collect::<Vec<_>>().join(", "))
    }

    /// `round points to 0.5, half up`
    pub fn rounding(&self, rounding: &Rounding) -> String {
        let what = match rounding.what {
            Rounded::Points => self.word(Rule::kw_points).to_owned(),
            Rounded::Contents => self.contents(),
            Rounded::Total => self.word(Rule::kw_total).to_owned(),
        };
        let way = rounding.mode.map(|way| format!(", {}", self.mode(way))).unwrap_or_default();
        let (round, to) = (self.word(Rule::kw_round), self.word(Rule::kw_to));
        format!("{round} {what} {to} {}{way}", number(rounding.step))
    }

    /// `present count "Có mặt" from 0 to 500, at most members, default 0`
    pub fn fact(&self, fact: &Fact) -> String {
        let kind = titled(self.kind(&fact.kind), fact.label.as_ref());
        let words = match &fact.kind {
            FactKind::Choice(words) | FactKind::Choices(words) => format!(" {}", self.words(words)),
            _ => String::new(),
        };
        let option = |rule, value| format!("{} {}", self.word(rule), self.before_name(self.sum(value)));
        let values = fact.values.as_ref().map(|values| self.values(values, &fact.kind));
        let mut options: Vec<String> = values.into_iter().collect();
        options.extend(fact.at_most.iter().map(|value| option(Rule::kw_at_most, value)));
        options.extend(fact.at_least.iter().map(|value| option(Rule::kw_at_least, value)));
        options.extend(fact.default.iter().map(|value| option(Rule::kw_default, value)));
        let decided_by = self.word(Rule::kw_decided_by);
        options.extend(fact.decided_by.iter().map(|who| format!("{decided_by} {}", quoted(who))));
        options.extend(fact.over_time.iter().map(|way| self.over_time(*way)));
        options.extend(fact.lock.iter().map(|lock| self.lock(lock)));
        format!("{} {kind}{words} {}", fact.name.text, options.join(", ")).trim_end().to_owned()
    }

    fn kind(&self, kind: &FactKind) -> &'static str {
        self.word(match kind {
            FactKind::Count => Rule::kw_count,
            FactKind::Number => Rule::kw_number,
            FactKind::Percent => Rule::kw_percent,
            FactKind::Truth => Rule::kw_yes_no,
            FactKind::Date => Rule::kw_date,
            FactKind::Choice(_) => Rule::kw_choice,
            FactKind::Choices(_) => Rule::kw_choices,
        })
    }

    fn words(&self, words: &Words) -> String {
        let printed = words.words.iter().map(|word| titled(&word.name.text, word.title.as_ref()));
        printed.collect::<Vec<_>>().join(if words.ordered { " < " } else { ", " })
    }

    /// `from 0 to 5 by 0.5`. Vietnamese says `đến` here, as limits do.
    fn values(&self, values: &Values, kind: &FactKind) -> String {
        let to = if self.keywords == Keywords::English { Rule::kw_to } else { Rule::kw_up_to };
        let end = |rule, value| format!("{} {}", self.word(rule), self.before_name(self.sum(value)));
        let step = values.step.map(|(step, _)| {
            let step = if matches!(kind, FactKind::Percent) { share(step) } else { number(step) };
            format!("{} {step}", self.word(Rule::kw_by))
        });
        let ends = std::iter::once(end(Rule::kw_from, &values.low));
        let ends = ends.chain(values.high.as_ref().map(|high| end(to, high)));
        ends.chain(step).collect::<Vec<_>>().join(" ")
    }

    /// `require present + absent = due`
    pub fn requirement(&self, requirement: &Expr) -> String {
        format!("{} {}", self.word(Rule::kw_require), self.before_name(self.expr(requirement)))
    }

    /// `choice level none "Không" < reprimand "Khiển trách"`
    pub fn choice(&self, choice: &Choice) -> String {
        let head = self.named(Rule::kw_choice, &choice.name, choice.title.as_ref());
        format!("{head} {}", self.words(&choice.words))
    }

    /// `let due "…" = members - exempt`
    pub fn definition(&self, definition: &Definition) -> String {
        let head = self.named(Rule::kw_let, &definition.name, definition.title.as_ref());
        format!("{head} = {}", self.before_name(self.expr(&definition.value)))
    }

    /// `function rate(done count) number from 0 to 5 { … }`, the script as it stands.
    pub fn function(&self, function: &Function) -> String {
        let arguments = function.arguments.iter();
        let arguments = arguments.map(|(name, kind)| format!("{} {}", name.text, self.kind(kind)));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        let values =
            function.values.as_ref().map(|values| format!("{} ", self.values(values, &function.result)));
        let head = self.named(Rule::kw_function, &function.name, None);
        let (result, code) = (self.kind(&function.result), &function.code.text);
        format!("{head}({arguments}) {result} {}{{{code}}}", values.unwrap_or_default())
    }

    /// `total "…" 100 points at most 100`
    pub fn total(&self, total: &Total) -> String {
        let limit =
            |rule, value: &Expr| format!(" {} {}", self.word(rule), self.before_keyword(self.sum(value)));
        let mut printed = titled(self.word(Rule::kw_total), total.title.as_ref());
        printed.extend(total.maximum.iter().map(|maximum| format!(" {}", self.maximum(maximum))));
        printed.extend(total.at_most.iter().map(|value| limit(Rule::kw_at_most, value)));
        printed.extend(total.at_least.iter().map(|value| limit(Rule::kw_at_least, value)));
        printed.extend(self.with_lock(total.lock.as_ref()));
        printed
    }

    /// A list of classes in its braces.
    pub fn classes(&self, classes: &Classes) -> String {
        let mut items = self.classes_rules(classes);
        let lines = classes.lines.iter().map(|line| self.class_line(line));
        items.splice(classes.sources.len()..classes.sources.len(), lines);
        block(&self.classes_head(classes), &items)
    }

    /// `classes "…" of total`
    pub fn classes_head(&self, classes: &Classes) -> String {
        let of = classes.of.as_ref().map(|of| format!(" {} {}", self.word(Rule::kw_of), self.sum(of)));
        format!("{}{}", titled(self.word(Rule::kw_classes), classes.title.as_ref()), of.unwrap_or_default())
    }

    /// All in the braces but the lines: sources, `at most`, `is`, `not assessed`, `decided by`.
    pub fn classes_rules(&self, classes: &Classes) -> Vec<String> {
        let rule = |rule, (name, when): &(Name, Expr)| {
            format!("{} {}{}", self.word(rule), name.text, self.clause(Rule::kw_when, when))
        };
        let mut rules: Vec<String> = classes.sources.iter().map(|source| self.source(source)).collect();
        rules.extend(classes.caps.iter().map(|cap| rule(Rule::kw_at_most, cap)));
        rules.extend(classes.settled.iter().map(|settled| rule(Rule::kw_is, settled)));
        let not_assessed = classes.not_assessed.iter();
        rules.extend(
            not_assessed.map(|when| self.clause(Rule::kw_not_assessed, when).trim_start().to_owned()),
        );
        let decided_by = self.word(Rule::kw_decided_by);
        rules.extend(classes.decided_by.iter().map(|who| format!("{decided_by} {}", quoted(who))));
        rules
    }

    /// `good "Tốt" from 90 when C`
    pub fn class_line(&self, line: &ClassLine) -> String {
        let mut printed = titled(&line.name.text, line.title.as_ref());
        printed.extend(line.limits.iter().map(|limit| format!(" {}", self.limit(limit))));
        printed.extend(line.when.iter().map(|when| self.clause(Rule::kw_when, when)));
        printed.extend(line.or_when.iter().map(|when| self.clause(Rule::kw_or_when, when)));
        if line.otherwise {
            printed.push(' ');
            printed.push_str(self.word(Rule::kw_otherwise));
        }
        printed.extend(self.with_lock(line.lock.as_ref()));
        printed
    }

    /// `recognise four_good "…" when C`, with its sources in braces.
    pub fn title(&self, title: &Title) -> String {
        let head = self.named(Rule::kw_recognise, &title.name, title.title.as_ref());
        let lock = self.with_lock(title.lock.as_ref()).unwrap_or_default();
        let head = format!("{head}{lock}{}", self.clause(Rule::kw_when, &title.when));
        let sources: Vec<String> = title.sources.iter().map(|source| self.source(source)).collect();
        if sources.is_empty() { head } else { block(&head, &sources) }
    }
}
