//! `tieuchi test --coverage` and `--suggest`: what no example shows, in the words of the table.

use tieuchi::diagnostic::catalogue::{say, word};
use tieuchi::suite::{Point, coverage, suggestions};
use tieuchi::syntax::{Printer, parse};
use tieuchi::{Diagnostics, Language, Plans, SourceId, Sources};

/// What no example of a ruleset shows, and whether that is nothing.
pub(super) fn said(plans: &Plans, sources: &Sources, id: SourceId, language: Language) -> (String, bool) {
    let (mut lines, mut shown, mut points) = (Vec::new(), 0, 0);
    for table in coverage(plans) {
        points += table.points;
        shown += table.points - table.open.len();
        let form = plans.get(table.plan).ruleset.form.clone().unwrap_or_default();
        lines.extend(table.open.iter().map(|point| line(point, &form, sources, language)));
    }
    // What several tables of a ruleset have in common is one line of the page.
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    let file = sources.get(id).name.clone();
    let arguments = [("file", file.into()), ("shown", shown.into()), ("points", points.into())];
    let id = if lines.is_empty() { "cover-nothing" } else { "cover-summary" };
    lines.push(say(language, id, &arguments));
    (lines.join("\n") + "\n", shown == points)
}

/// Where a point stands, what is not shown, and the words of the table.
fn line(point: &Point, form: &str, sources: &Sources, language: Language) -> String {
    let (line, _) = sources.position(point.span);
    let file = &sources.get(point.span.source).name;
    let words: Vec<&str> = sources.text(point.span).split_whitespace().collect();
    let words: String = words.join(" ").chars().take(90).collect();
    let form = if form.is_empty() { String::new() } else { format!(" ({form})") };
    format!("{file}:{line}{form}: {}: `{words}`", word(language, point.what))
}

/// Examples that would show the rest, in the keywords of the ruleset.
pub(super) fn suggested(plans: &Plans, sources: &Sources, id: SourceId, language: Language) -> String {
    let titles: Vec<&str> =
        plans.all().iter().flat_map(|plan| &plan.ruleset.examples).map(|it| it.title.as_str()).collect();
    let mut numbers = 1usize..;
    let examples = suggestions(plans).into_iter().map(|row| {
        let mut names = numbers.by_ref().map(|it| say(language, "cover-example", &[("number", it.into())]));
        let title = names.find(|name| !titles.contains(&name.as_str())).unwrap_or_default();
        row.written(plans.get(row.plan), &title)
    });
    let text: String = examples.collect();
    let keywords = parse(sources, id, &mut Diagnostics::default()).keywords;
    let mut written = Sources::default();
    let id = written.add("examples", &text);
    Printer { keywords }.file(&parse(&written, id, &mut Diagnostics::default()).file)
}
