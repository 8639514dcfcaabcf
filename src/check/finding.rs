//! What checking can find.

use crate::diagnostic::{Argument, Diagnostic, Place, Severity};
use crate::layer::ElementKind;
use crate::model::Fact;
use crate::source::Span;
use crate::value::{Date, Kind, Number, PeriodSpan, Range, Value};

fn kind(kind: Kind) -> Argument {
    let id = match kind {
        Kind::Count => "kind-count",
        Kind::Number | Kind::Ratio => "kind-number",
        Kind::Share => "kind-share",
        Kind::Truth => "kind-truth",
        Kind::Word(_) => "kind-word",
        Kind::Words(_) => "kind-words",
        Kind::Date => "kind-date",
        Kind::Hole => "kind-hole",
    };
    Argument::Messages(vec![id.to_owned()])
}

fn number(number: Number) -> Argument {
    Argument::Text(number.to_string())
}

pub(super) fn kinds_differ(place: Span, left: (Span, Kind), right: (Span, Kind)) -> Diagnostic {
    let help = if left.1 == Kind::Share || right.1 == Kind::Share { "share" } else { "help" };
    Diagnostic::error("TC0301", place)
        .with("left", kind(left.1))
        .with("right", kind(right.1))
        .label(left.0, "left")
        .label(right.0, "right")
        .help(help)
}

pub(super) fn no_condition(place: Span, found: Kind) -> Diagnostic {
    Diagnostic::error("TC0302", place).with("found", kind(found))
}

pub(super) fn no_number(place: Span, found: Kind) -> Diagnostic {
    Diagnostic::error("TC0303", place).with("found", kind(found))
}

pub(super) fn no_such_word(place: Span, word: &str, words: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0304", place).with("word", word).with("words", words).suggest(suggestion)
}

pub(super) fn word_alone(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error("TC0305", place).with("word", word)
}

pub(super) fn no_order(place: Span, found: Kind) -> Diagnostic {
    Diagnostic::error("TC0306", place).with("found", kind(found))
}

pub(super) fn no_constant(place: Span) -> Diagnostic {
    Diagnostic::error("TC0307", place)
}

pub(super) fn empty_range(place: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::error("TC0308", place).with("low", low).with("high", high)
}

pub(super) fn bad_step(place: Span) -> Diagnostic {
    Diagnostic::error("TC0309", place)
}

pub(super) fn bad_default(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0310", place).with("name", name)
}

pub(super) fn no_mode(place: Span) -> Diagnostic {
    Diagnostic::error("TC0311", place)
}

pub(super) fn awards(place: Span, name: &str, count: usize) -> Diagnostic {
    let finding = Diagnostic::error("TC0312", place).with("name", name).with("count", count);
    if count == 0 { finding } else { finding.help("many") }
}

pub(super) fn no_maximum(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0313", place).with("name", name)
}

/// `place` is where to say it, and where the maximum is printed, if that is elsewhere.
pub(super) fn parts_do_not_add_up(
    place: (Span, Option<Span>),
    name: &str,
    sum: Number,
    maximum: Number,
) -> Diagnostic {
    let finding = Diagnostic::error("TC0314", place.0)
        .with("name", name)
        .with("sum", number(sum))
        .with("maximum", number(maximum));
    match place.1 {
        Some(printed) => finding.label(printed, "printed").help("elsewhere"),
        None => finding,
    }
}

pub(super) fn no_parts(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0315", place).with("name", name)
}

pub(super) fn above_maximum(place: Span, value: Number, maximum: Number, printed: Span) -> Diagnostic {
    Diagnostic::error("TC0316", place)
        .with("value", number(value))
        .with("maximum", number(maximum))
        .label(printed, "maximum")
}

pub(super) fn below_maximum(place: Span, value: Number, maximum: Number, printed: Span) -> Diagnostic {
    Diagnostic::error("TC0317", place)
        .warning()
        .with("value", number(value))
        .with("maximum", number(maximum))
        .label(printed, "maximum")
}

pub(super) fn weights(place: Span, sum: &str) -> Diagnostic {
    Diagnostic::error("TC0318", place).with("sum", sum)
}

pub(super) fn no_weight(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0319", place).with("name", name)
}

pub(super) fn wrong_place(place: Span, text: &str, name: &str) -> Diagnostic {
    Diagnostic::error("TC0320", place).with("text", text).with("name", name)
}

pub(super) fn pool_treatment(place: Span) -> Diagnostic {
    Diagnostic::error("TC0321", place)
}

pub(super) fn otherwise_not_last(place: Span) -> Diagnostic {
    Diagnostic::error("TC0322", place)
}

pub(super) fn arguments(place: Span, name: &str, wanted: usize, found: usize) -> Diagnostic {
    Diagnostic::error("TC0323", place).with("name", name).with("wanted", wanted).with("found", found)
}

pub(super) fn bad_script(place: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("TC0324", place).with("reason", reason)
}

pub(super) fn no_maximum_here(place: Span) -> Diagnostic {
    Diagnostic::error("TC0325", place)
}

pub(super) fn everything_alone(place: Span) -> Diagnostic {
    Diagnostic::error("TC0326", place)
}

pub(super) fn bad_limits(place: Span) -> Diagnostic {
    Diagnostic::error("TC0328", place)
}

pub(super) fn grid_row(place: Span, wanted: usize, found: usize) -> Diagnostic {
    Diagnostic::error("TC0329", place).with("wanted", wanted).with("found", found)
}

pub(super) fn bad_bands(place: Span) -> Diagnostic {
    Diagnostic::error("TC0330", place)
}

pub(super) fn unknown_choice(place: Span, name: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0331", place).with("name", name).suggest(suggestion)
}

pub(super) fn unused(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0332", place).warning().with("name", name)
}

/// A fact of a base that nothing reads any more.
pub(super) fn left_over(place: Span, fact: Span, kind: ElementKind, name: &str) -> Diagnostic {
    let finding = Diagnostic::new("TC0342", Severity::Note, Place::Source(place));
    finding.with("kind", crate::layer::kind(kind)).with("name", name).label(fact, "fact")
}

pub(super) fn demand(
    place: (Span, Option<Span>),
    condition: &str,
    values: &str,
    because: &str,
) -> Diagnostic {
    let finding = Diagnostic::error("TC0343", place.0)
        .with("condition", condition)
        .with_any("values", values)
        .with_any("because", because);
    place.1.into_iter().fold(finding, |finding, demand| finding.label(demand, "demand"))
}

/// Two parts side by side with one number in print.
pub(super) fn same_label(place: Span, first: Span, label: &str) -> Diagnostic {
    Diagnostic::error("TC0345", place).warning().with("label", label).label(first, "first")
}

/// A title that says how many parts there are; `place` is where to say it, and the title, if that is
/// elsewhere.
pub(super) fn other_count(place: (Span, Option<Span>), said: &str, count: usize) -> Diagnostic {
    let finding = Diagnostic::error("TC0346", place.0).warning().with("said", said).with("count", count);
    place.1.into_iter().fold(finding, |finding, title| finding.label(title, "title"))
}

/// `of` is a part that is not there.
pub(super) fn stale(place: Span, code: &str, of: &str) -> Diagnostic {
    Diagnostic::error("TC0347", place).warning().with("code", code).with_any("of", of)
}

pub(super) fn not_acceptable(place: Span, code: &str) -> Diagnostic {
    let finding = Diagnostic::error("TC0348", place).with("code", code);
    match &code[..4] {
        "TC05" | "TC06" => finding.help("data"),
        _ => finding,
    }
}

pub(super) fn unknown_code(place: Span, code: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0349", place).warning().with("code", code).suggest(suggestion)
}

pub(super) fn no_demand(place: Span) -> Diagnostic {
    Diagnostic::error("TC0344", place)
}

pub(super) fn doubled_word(place: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::error("TC0333", place).with("word", word).label(first, "first")
}

pub(super) fn too_many_words(place: Span) -> Diagnostic {
    Diagnostic::error("TC0334", place)
}

pub(super) fn nothing_to_assess(place: Span) -> Diagnostic {
    Diagnostic::error("TC0335", place)
}

pub(super) fn no_range(place: Span, found: Kind) -> Diagnostic {
    Diagnostic::error("TC0336", place).with("found", kind(found))
}

pub(super) fn no_result_range(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0337", place).with("name", name)
}

pub(super) fn pointless(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0338", place).with("name", name)
}

pub(super) fn too_many_lines(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0339", place).with("maximum", maximum)
}

pub(super) fn spread_too_wide(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0340", place).with("maximum", maximum)
}

pub(super) fn spread_beside_weights(place: Span) -> Diagnostic {
    Diagnostic::error("TC0341", place)
}

pub(super) fn no_fact_of_a_row(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0350", place).with("name", name)
}

pub(super) fn other_kind(place: Span, name: &str, wanted: Kind) -> Diagnostic {
    Diagnostic::error("TC0351", place).with("name", name).with("kind", kind(wanted))
}

pub(super) fn no_such_state(place: Span, name: &str, is_class: bool) -> Diagnostic {
    let wanted = if is_class { Kind::Word(0) } else { Kind::Number };
    other_kind(place, name, wanted).help(if is_class { "class" } else { "points" })
}

pub(super) fn out_of_range(place: Span, fact: &Fact, value: Value) -> Diagnostic {
    let shown = |number: Number| match fact.kind {
        Kind::Share => format!("{}%", number.times(Number::HUNDRED).unwrap_or(number)),
        _ => number.to_string(),
    };
    let end = |end: Option<Number>| end.map_or(String::new(), shown);
    let (low, high, is_outside) = match (fact.range, value) {
        (Range::Number(interval), Value::Number(number)) => {
            (end(interval.low), end(interval.high), !interval.contains(number))
        }
        (Range::Date(low, high), _) => (low.to_string(), high.to_string(), true),
        _ => (String::new(), String::new(), true),
    };
    let finding = Diagnostic::error("TC0352", place).with("name", fact.name.as_str());
    if is_outside {
        finding.with("low", low).with("high", high)
    } else {
        finding.with("step", shown(fact.step)).help("step")
    }
}

pub(super) fn doubled_example(place: Span, first: Span, title: &str) -> Diagnostic {
    Diagnostic::error("TC0353", place).with("title", title).label(first, "first")
}

pub(super) fn unknown_example(place: Span, title: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0354", place).with("title", title).with("circle", 0usize).suggest(suggestion)
}

/// Examples that build on each other in a circle, or so many that nobody can follow.
pub(super) fn endless_examples(place: Span, title: &str, is_circle: bool, count: usize) -> Diagnostic {
    let finding = Diagnostic::error("TC0354", place).with("title", title).help("circle");
    if is_circle { finding.with("circle", 1usize) } else { finding.with("circle", count) }
}

pub(super) fn no_finding_of_a_row(place: Span, code: &str, known: &[&str]) -> Diagnostic {
    let known = known.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::error("TC0355", place).with("code", code).with("known", known)
}

pub(super) fn given_twice(place: Span, first: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0356", place).with("text", text).label(first, "first")
}

pub(super) fn no_expectation(place: Span, title: &str) -> Diagnostic {
    Diagnostic::error("TC0357", place).with("title", title)
}

pub(super) fn bad_period(place: Span, text: &str, every: Option<PeriodSpan>) -> Diagnostic {
    let form = match every {
        Some(PeriodSpan::Month) => "form-month",
        Some(PeriodSpan::Quarter) => "form-quarter",
        Some(PeriodSpan::Year) => "form-year",
        None => "form-any",
    };
    let form = Argument::Messages(vec![form.to_owned()]);
    Diagnostic::error("TC0358", place).with("text", text).with("days", 0usize).with("form", form)
}

pub(super) fn not_in_force(place: Span, text: &str, from: Option<Date>, until: Option<Date>) -> Diagnostic {
    let shown = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let days = format!("{} – {}", shown(from), shown(until)).trim().to_owned();
    Diagnostic::error("TC0358", place).with("text", text).with("days", days).help("in-force")
}

pub(super) fn no_kind_of_unit(place: Span, name: &str, word: &str) -> Diagnostic {
    Diagnostic::error("TC0359", place).with("name", name).with("word", word)
}

/// One gap is given a meaning twice.
pub(super) fn doubled_gap(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error("TC0365", second).label(first, "first")
}

/// Nothing is said of a unit of which no item is left.
pub(super) fn none_left(place: Span, of: &str) -> Diagnostic {
    Diagnostic::error("TC0366", place).warning().with("of", of)
}

/// A condition over parts of the table where there are none.
pub(super) fn nothing_of_table(place: Span, of: &str) -> Diagnostic {
    Diagnostic::error("TC0367", place).with("of", of)
}

/// Something that cannot be asked of parts of the table.
pub(super) fn not_of_table(place: Span) -> Diagnostic {
    Diagnostic::error("TC0368", place)
}

/// Quotas without a rank.
pub(super) fn no_rank(place: Span) -> Diagnostic {
    Diagnostic::error("TC0369", place)
}

/// A cohort by something that is no fact of the row.
pub(super) fn no_cohort_fact(place: Span, name: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0370", place).with("name", name).suggest(near)
}

/// A quota of so many units that is no number of units, or of a share that is none.
pub(super) fn bad_quota_size(place: Span, found: Kind, wanted: Kind) -> Diagnostic {
    let finding = Diagnostic::error("TC0301", place).with("left", kind(found)).with("right", kind(wanted));
    finding.help("quota")
}

/// A share of units that does not say of which.
pub(super) fn quota_without_base(place: Span) -> Diagnostic {
    Diagnostic::error("TC0371", place)
}

/// A share of units that does not say how it is rounded.
pub(super) fn quota_without_rounding(place: Span) -> Diagnostic {
    Diagnostic::error("TC0372", place)
}

/// A quota that does not say what becomes of a tie at the cut.
pub(super) fn quota_without_ties(place: Span) -> Diagnostic {
    Diagnostic::error("TC0373", place)
}

/// A quota of the lowest class: those cut would have none.
pub(super) fn quota_of_lowest(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0374", place).with("name", name)
}

/// A quota of a class or title where the ruleset has none of that name.
pub(super) fn no_such_class(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0375", place).with("name", name)
}

/// A way to add up that does not fit the kind of the fact.
pub(super) fn bad_way_over_time(place: Span, found: Kind) -> Diagnostic {
    Diagnostic::error("TC0376", place).with("found", kind(found))
}

pub(super) fn doubled_assessor(place: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0360", place).with("name", name).label(first, "first")
}

pub(super) fn too_many_assessors(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0361", place).with("maximum", maximum)
}

pub(super) fn decision_of_a_content(place: Span) -> Diagnostic {
    Diagnostic::error("TC0362", place)
}
