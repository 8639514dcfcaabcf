//! Results as tables: for a terminal, page by page, and as CSV.

use super::unit::{PartReport, State, UnitReport};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::word;
use crate::plan::Plan;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement};
use std::io::Write;

/// How many rows are laid out together, so that memory does not grow with rows.
const PAGE: usize = 200;

/// A table that fits a terminal.
#[derive(Debug)]
pub struct Table {
    language: Language,
    width: u16,
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Begins a table of `width` columns of characters.
    pub fn new(plan: &Plan, language: Language, width: u16) -> Table {
        let ruleset = &plan.ruleset;
        let words = ["head-unit", "head-period", "head-total", "head-class", "head-recognised"];
        let mut heading: Vec<String> = words.iter().map(|id| word(language, id)).collect();
        let tops = ruleset.contents.iter().filter(|content| content.parent.is_none());
        heading.extend(tops.map(|content| content.path.clone()));
        heading.push(word(language, "head-undecided"));
        Table { language, width, heading, rows: Vec::new() }
    }

    /// Adds a unit; gives the text of a page when it is full.
    pub fn add(&mut self, plan: &Plan, unit: &UnitReport) -> Option<String> {
        let title = |name: &String| title_of(plan, name);
        let state = |state: State| match state {
            State::Value => String::new(),
            State::NotApplicable => word(self.language, "state-not-assessed"),
            State::Undecided => word(self.language, "state-undecided"),
        };
        let class = match (&unit.class, unit.possible.as_slice()) {
            (Some(class), _) => title(class),
            (None, []) => state(unit.state),
            (None, possible) => possible.iter().map(title).collect::<Vec<_>>().join(" / ") + " ?",
        };
        let total = points(unit.total.as_ref(), unit.range.as_ref());
        let titles = unit.recognised.iter().map(title).collect::<Vec<_>>().join(", ");
        let mut row = vec![unit.unit.clone(), unit.period.clone().unwrap_or_default(), total, class, titles];
        let tops = unit.contents.iter().filter(|part| !part.id.contains('.'));
        row.extend(tops.map(|part| content(part, unit.state)));
        row.push(unit.undecided.join(", "));
        self.rows.push(row);
        if self.rows.len() >= PAGE { Some(self.page()) } else { None }
    }

    /// The text of the rows that were added since the last page. Columns without content are left out.
    pub fn page(&mut self) -> String {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return String::new();
        }
        let is_used = |column: usize| {
            column < 5 && column != 1 && column != 4 || rows.iter().any(|row| !row[column].is_empty())
        };
        let columns: Vec<usize> = (0..self.heading.len()).filter(|column| is_used(*column)).collect();
        let mut table = comfy_table::Table::new();
        table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.width);
        table.set_header(columns.iter().map(|column| &self.heading[*column]));
        for row in &rows {
            table.add_row(columns.iter().map(|column| &row[*column]));
        }
        for (place, column) in columns.iter().enumerate() {
            let is_number = *column == 2 || (*column > 4 && *column + 1 < self.heading.len());
            if let Some(column) = table.column_mut(place).filter(|_| is_number) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.to_string() + "\n"
    }
}

fn points(points: Option<&String>, range: Option<&[String; 2]>) -> String {
    match (points, range) {
        (Some(points), _) => short(points),
        (None, Some([low, high])) => format!("{}…{}", short(low), short(high)),
        (None, None) => String::new(),
    }
}

/// A fraction cut short for a narrow column; the exact number is in the other formats.
fn short(points: &str) -> String {
    let fraction = points
        .split_once('/')
        .and_then(|(above, below)| crate::value::Number::fraction(above.parse().ok()?, below.parse().ok()?));
    fraction.map_or_else(|| points.to_owned(), |number| number.approximate(2))
}

fn content(part: &PartReport, state: State) -> String {
    if state == State::NotApplicable {
        String::new()
    } else {
        points(part.points.as_ref(), part.range.as_ref())
    }
}

/// The title of a class or title by its name; the name where it has none.
fn title_of(plan: &Plan, name: &str) -> String {
    let ruleset = &plan.ruleset;
    let own = ruleset.classes.iter().find(|classes| classes.content.is_none());
    let words =
        own.map(|classes| ruleset.choices[classes.choice as usize].words.as_slice()).unwrap_or_default();
    let class = words.iter().find(|word| word.name == name).map(|word| &word.title);
    let title = ruleset.titles.iter().find(|title| title.name == name).map(|title| &title.title);
    class.or(title).filter(|title| !title.is_empty()).map_or(name.to_owned(), String::clone)
}

/// Results as CSV: a line a unit, a column a content and criterion.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins with the line of headings.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(plan: &Plan, out: W) -> csv::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        let mut heading: Vec<&str> = vec!["unit", "period", "state", "total", "max", "class", "recognised"];
        heading.extend(plan.ruleset.contents.iter().map(|content| content.path.as_str()));
        heading.extend(plan.ruleset.criteria.iter().map(|criterion| criterion.path.as_str()));
        heading.push("undecided");
        out.write_record(heading)?;
        Ok(CsvWriter { out })
    }

    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> csv::Result<()> {
        let state = match unit.state {
            State::Value => "value",
            State::NotApplicable => "not_applicable",
            State::Undecided => "undecided",
        };
        let recognised = unit.recognised.join(" ");
        let undecided = unit.undecided.join(" ");
        let of = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let mut row =
            vec![unit.unit.clone(), of(&unit.period), state.to_owned(), of(&unit.total), of(&unit.max)];
        row.extend([of(&unit.class), recognised]);
        row.extend(unit.contents.iter().chain(&unit.criteria).map(|part| of(&part.points)));
        row.push(undecided);
        self.out.write_record(row)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
