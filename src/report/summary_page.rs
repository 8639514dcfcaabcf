//! A summary as text, JSON and CSV.

use super::summary::{Count, Group, Summary};
use super::table::STYLE;
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::{say, word};
use crate::value::Number;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use serde_json::{Map, Value as Json, json};

/// How many criteria a text shows; the other formats have all.
const SHOWN: usize = 10;

/// A line of a summary: a group, or all units.
struct Line<'s> {
    name: &'s str,
    group: &'s Group,
    counts: Vec<Count>,
    /// By how much each count is greater than before, where something is compared.
    changes: Option<Vec<i64>>,
}

/// A criterion with what was lost in it.
struct Cost<'s> {
    path: &'s str,
    title: &'s str,
    units: u64,
    sum: Option<Number>,
    mean: Option<Number>,
}

impl Summary<'_> {
    /// The lines of a summary, the last one for all units.
    fn lines<'s>(&'s self, earlier: Option<&'s Summary<'_>>, all: &'s str) -> Vec<Line<'s>> {
        let line = |name, group, before: Option<&Group>| {
            let counts = self.counts(group);
            let changes = before.zip(earlier).map(|(before, earlier)| {
                let before = earlier.counts(before);
                counts.iter().zip(before).map(|(now, before)| now.value - before.value).collect()
            });
            Line { name, group, counts, changes }
        };
        let names = self.names(earlier).into_iter();
        let groups = names.map(|name| line(&name.1, self.get(name), earlier.map(|it| it.get(name))));
        let all = line(all, self.all(), earlier.map(Summary::all));
        groups.chain([all]).collect()
    }

    /// The criteria that cost the units of a group points, those that cost most first.
    fn costs<'s>(&'s self, group: &'s Group) -> Vec<Cost<'s>> {
        let each = self.criteria().iter().zip(&group.losses);
        let costs = each.map(|((path, title), loss)| Cost {
            path,
            title: if title.is_empty() { path } else { title },
            units: loss.units,
            sum: loss.sum(),
            mean: loss.mean(),
        });
        let mut costs: Vec<Cost<'_>> = costs.filter(|cost| cost.sum != Some(Number::ZERO)).collect();
        // What is too large a number to be shown is the most.
        costs.sort_by(|a, b| match (a.sum, b.sum) {
            (Some(a), Some(b)) => b.cmp(&a),
            (a, b) => a.is_some().cmp(&b.is_some()),
        });
        costs
    }

    /// The summary as text of this width; with the change against an earlier one.
    pub fn text(&self, earlier: Option<&Summary<'_>>, language: Language, width: u16) -> String {
        let all = word(language, "summary-all");
        let lines = self.lines(earlier, &all);
        let mut parts = vec![self.table(&lines, language, width), self.costs_in_words(language, width)];
        let group = self.all();
        for (id, units) in
            [("summary-without-data", &group.without_data), ("summary-unlisted", &group.unlisted)]
        {
            if !units.is_empty() {
                let listed = units.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                parts.push(
                    say(language, id, &[("count", units.len().into()), ("units", listed.into())]) + "\n",
                );
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    /// The table of counts. Classes and titles are headed by numbers, which a legend explains; so is
    /// everything where words would leave too little room.
    fn table(&self, lines: &[Line<'_>], language: Language, width: u16) -> String {
        let rows = lines.iter().map(|line| {
            let mut row = vec![line.name.to_owned()];
            let changes = line.changes.iter().flatten().map(Some).chain(std::iter::repeat(None));
            row.extend(line.counts.iter().zip(changes).map(|(count, change)| match change {
                Some(change) if *change != 0 => format!("{} ({change:+})", count.value),
                _ => count.value.to_string(),
            }));
            row
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let counts = lines.first().map_or(&[][..], |line| &line.counts);
        let titles: Vec<String> = counts.iter().map(|count| self.title(count, language)).collect();
        let group = word(language, "summary-group");
        let words: Vec<String> = [group.clone()].into_iter().chain(titles.iter().cloned()).collect();
        let is_roomy = is_roomy(&words, &rows, width);
        let is_named = |count: &Count| is_roomy && !count.key.contains('.');
        let (mut heading, mut legend) = (vec![group], String::new());
        for (count, title) in counts.iter().zip(titles) {
            if is_named(count) {
                heading.push(title);
            } else {
                let number = legend.lines().count() + 1;
                heading.push(number.to_string());
                legend += &format!("{number} = {title}\n");
            }
        }
        format!("{}\n{legend}", laid_out(heading, rows, width))
    }

    /// What a count is called.
    fn title(&self, count: &Count, language: Language) -> String {
        let id = match count.key.as_str() {
            "registered" => "summary-registered",
            "listed" => "summary-listed",
            "assessed" => "summary-assessed",
            "not_assessed" => "summary-not-assessed",
            "undecided" => "summary-undecided",
            "refused" => "summary-refused",
            "without_data" => "summary-no-data",
            key => return self.named(key),
        };
        word(language, id)
    }

    /// The title of a class or title by the key of its count; its name where it has none.
    fn named(&self, key: &str) -> String {
        let (kind, wanted) = key.split_once('.').unwrap_or(("", key));
        let tally = &self.all().tally;
        let mut names = if kind == "class" { &tally.classes } else { &tally.titles }.iter();
        let title = names.find(|(name, ..)| name == wanted).map(|(_, title, _)| title.as_str());
        title.filter(|title| !title.is_empty()).unwrap_or(wanted).to_owned()
    }

    fn costs_in_words(&self, language: Language, width: u16) -> String {
        let costs = self.costs(self.all());
        if costs.is_empty() {
            return String::new();
        }
        let heading = ["summary-criterion", "summary-lost", "summary-mean", "summary-units"];
        let heading = heading.map(|id| word(language, id)).to_vec();
        let shown = |number: Option<Number>| number.map_or("…".to_owned(), |number| number.approximate(2));
        let rows = costs.iter().take(SHOWN).map(|cost| {
            vec![cost.title.to_owned(), shown(cost.sum), shown(cost.mean), cost.units.to_string()]
        });
        let table = laid_out(heading, rows.collect(), width);
        let more = costs.len().saturating_sub(SHOWN);
        let more = if more == 0 {
            String::new()
        } else {
            say(language, "summary-more", &[("count", more.into())]) + "\n"
        };
        format!("{}\n\n{table}{more}", word(language, "summary-costs"))
    }

    /// The summary for other programs, with all criteria; with the change against an earlier one.
    pub fn json(&self, earlier: Option<&Summary<'_>>) -> Json {
        let mut lines = self.lines(earlier, "");
        let all = lines.pop().map_or(Json::Null, |line| self.object(&line));
        let groups: Vec<Json> = lines.iter().map(|line| self.object(line)).collect();
        json!({ "by": self.by(), "groups": groups, "all": all })
    }

    fn object(&self, line: &Line<'_>) -> Json {
        let mut object = Map::new();
        if !line.name.is_empty() {
            object.insert("group".to_owned(), line.name.into());
        }
        let counts = line.counts.iter().map(|count| (count.key.clone(), count.value.into()));
        object.insert("counts".to_owned(), Json::Object(counts.collect()));
        if let Some(changes) = &line.changes {
            let keys = line.counts.iter().map(|count| count.key.clone());
            let changes = keys.zip(changes.iter().map(|change| (*change).into()));
            object.insert("change".to_owned(), Json::Object(changes.collect()));
        }
        object.insert("without_data".to_owned(), json!(line.group.without_data));
        object.insert("unlisted".to_owned(), json!(line.group.unlisted));
        let exact = |number: Option<Number>| number.map(|number| number.to_string());
        let costs = self.costs(line.group).into_iter().map(|cost| {
            json!({ "criterion": cost.path, "title": cost.title, "units": cost.units, "sum": exact(cost.sum), "mean": exact(cost.mean) })
        });
        object.insert("costs".to_owned(), costs.collect());
        Json::Object(object)
    }

    /// The summary for spreadsheets: a line for each group and one for all, a column for each count, each
    /// change, and the sum and mean of what was lost in each criterion.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn csv(&self, earlier: Option<&Summary<'_>>, out: impl std::io::Write) -> std::io::Result<()> {
        let lines = self.lines(earlier, "");
        let mut out = csv::Writer::from_writer(out);
        let mut heading = vec!["group".to_owned()];
        let keys = || lines.iter().take(1).flat_map(|line| &line.counts).map(|count| &count.key);
        heading.extend(keys().cloned());
        heading.extend(keys().filter(|_| earlier.is_some()).map(|key| format!("change.{key}")));
        let criteria = self.criteria().iter().map(|(path, _)| path);
        heading.extend(criteria.flat_map(|path| [format!("lost.{path}"), format!("mean.{path}")]));
        out.write_record(heading)?;
        for line in &lines {
            let mut row = vec![line.name.to_owned()];
            row.extend(line.counts.iter().map(|count| count.value.to_string()));
            row.extend(line.changes.iter().flatten().map(i64::to_string));
            let exact = |number: Option<Number>| number.map_or(String::new(), |number| number.to_string());
            row.extend(line.group.losses.iter().flat_map(|loss| [exact(loss.sum()), exact(loss.mean())]));
            out.write_record(row)?;
        }
        out.flush()
    }
}

/// How much room the first column of a table needs at least.
const FIRST: usize = 24;

/// How wide columns of numbers must be for no word of a heading to be broken, with the blanks on both sides.
fn widths(heading: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |text: &String| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    let cell = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    heading.iter().enumerate().skip(1).map(|(at, text)| longest(text).max(cell(at)) + 2).collect()
}

/// Whether the first column of a table has room beside unbroken numbers and words.
fn is_roomy(heading: &[String], rows: &[Vec<String>], width: u16) -> bool {
    widths(heading, rows).iter().sum::<usize>() + FIRST <= usize::from(width)
}

/// A table with numbers in all columns but the first. Words of headings are broken only where there is no room.
fn laid_out(heading: Vec<String>, rows: Vec<Vec<String>>, width: u16) -> String {
    let (widths, is_roomy) = (widths(&heading, &rows), is_roomy(&heading, &rows, width));
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(heading);
    table.add_rows(rows);
    for (column, width) in table.column_iter_mut().skip(1).zip(widths) {
        column.set_cell_alignment(CellAlignment::Right);
        if let Some(width) = u16::try_from(width).ok().filter(|_| is_roomy) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
