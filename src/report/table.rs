//! Results as a table for a terminal, page by page.

use super::unit::{PartReport, State, UnitReport};
use crate::diagnostic::catalogue::{say, word};
use crate::diagnostic::{Argument, Language};
use crate::model::Pool;
use crate::plan::Plans;
use crate::value::Number;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle};

/// How many rows are laid out together, so that memory does not grow with rows.
const PAGE: usize = 200;

/// A line under the headings, and nothing else between rows.
pub(super) const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Unit, period, assessor, total, class, titles; a column for each content follows, then bonus and
/// deductions.
const FIXED: usize = 6;
/// The columns that take no room where no row fills them.
const OPTIONAL: [usize; 4] = [1, ASSESSOR, TOTAL, 5];
const ASSESSOR: usize = 2;
const TOTAL: usize = 3;
/// The columns of words, which may run over several lines.
const WORDS: [usize; 2] = [4, 5];

/// A table that fits a terminal.
#[derive(Debug)]
pub struct Table<'a> {
    plans: &'a Plans,
    /// The contents that stand in no other, of all plans: full name and title.
    tops: Vec<(&'a str, &'a str)>,
    /// The bonus and the deductions of all plans.
    pools: Vec<&'a Pool>,
    language: Language,
    width: u16,
    rows: Vec<Vec<String>>,
    /// What is missing, a line for each unit that is undecided.
    notes: Vec<String>,
}

impl<'a> Table<'a> {
    /// Begins a table that is `width` characters wide.
    pub fn new(plans: &'a Plans, language: Language, width: u16) -> Table<'a> {
        let mut tops: Vec<(&str, &str)> = Vec::new();
        let contents = plans.all().iter().flat_map(|plan| &plan.ruleset.contents);
        for content in contents.filter(|content| content.parent.is_none()) {
            if tops.iter().all(|(path, _)| *path != content.path) {
                tops.push((&content.path, &content.title));
            }
        }
        Table { plans, tops, pools: pools(plans), language, width, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a unit; gives the text of a page when it is full.
    pub fn add(&mut self, unit: &UnitReport) -> Option<String> {
        let title = |name: &String| title_of(self.plans, name);
        let class = match (&unit.class, unit.possible.as_slice()) {
            (Some(class), _) => title(class),
            (None, []) => self.state(unit.decision.as_ref().map_or(unit.state, |it| it.computed)),
            (None, possible) => {
                let perhaps = unit.perhaps_no_class.then(|| "–".to_owned());
                possible.iter().map(title).chain(perhaps).collect::<Vec<_>>().join(" / ") + " ?"
            }
        };
        let class = self.in_force(unit, class);
        let total = points(unit.total.as_ref(), unit.range.as_ref());
        let titles = unit.recognised.iter().map(title).collect::<Vec<_>>().join(", ");
        let assessor = unit.assessor.as_ref().map_or(String::new(), |name| assessor(self.plans, name));
        let period = unit.period.clone().unwrap_or_default();
        let mut row = vec![unit.unit.clone(), period, assessor, total, class, titles];
        let part = |path: &str| unit.contents.iter().chain(&unit.pools).find(|part| part.id == path);
        let tops = self.tops.iter().map(|(path, _)| *path);
        let columns = tops.chain(self.pools.iter().map(|pool| pool.name())).map(part);
        row.extend(columns.map(|part| part.map_or(String::new(), |part| content(part, unit.state))));
        self.rows.push(row);
        if unit.state == State::Undecided {
            let why: Vec<&str> = unit.missing.iter().chain(&unit.faults).map(String::as_str).collect();
            let facts: Argument = why.join(", ").into();
            self.notes.push(say(
                self.language,
                "table-undecided",
                &[("unit", unit.unit.as_str().into()), ("facts", facts)],
            ));
        }
        if self.rows.len() >= PAGE { Some(self.page()) } else { None }
    }

    /// The class that was decided with its document, and what the rules give; that alone where nothing was.
    fn in_force(&self, unit: &UnitReport, computed: String) -> String {
        let Some(decision) = &unit.decision else { return computed };
        let arguments = [
            ("class", title_of(self.plans, &decision.class).into()),
            ("document", decision.document.as_str().into()),
            ("date", decision.date.as_str().into()),
            ("computed", computed.into()),
        ];
        say(self.language, "table-decided", &arguments)
    }

    fn state(&self, state: State) -> String {
        match state {
            State::Value => String::new(),
            State::NotApplicable => word(self.language, "state-not-assessed"),
            State::Undecided => word(self.language, "state-undecided"),
        }
    }

    /// The text of the rows that were added since the last page.
    pub fn page(&mut self) -> String {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return String::new();
        }
        let words =
            ["head-unit", "head-period", "head-assessor", "head-total", "head-class", "head-recognised"];
        let mut heading: Vec<String> = words.iter().map(|id| word(self.language, id)).collect();
        heading.extend((1..=self.tops.len()).map(|number| number.to_string()));
        heading.extend(self.pools.iter().map(|pool| sign(pool).to_owned()));
        // A period that no row has, and titles that the ruleset does not grant, take no room.
        let is_used =
            |column: usize| !OPTIONAL.contains(&column) || rows.iter().any(|row| !row[column].is_empty());
        let columns: Vec<usize> = (0..heading.len()).filter(|column| is_used(*column)).collect();
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(columns.iter().map(|column| &heading[*column]));
        for row in &rows {
            table.add_row(columns.iter().map(|column| &row[*column]));
        }
        for (place, column) in columns.iter().enumerate() {
            let Some(cells) = table.column_mut(place) else { continue };
            if !WORDS.contains(column) {
                cells.set_constraint(ColumnConstraint::ContentWidth);
            }
            if *column == TOTAL || *column >= FIXED {
                cells.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
        format!("{}\n\n{}{}", lines.join("\n"), self.legend(), self.take_notes())
    }

    /// Which content each numbered column is, and what is added and taken away behind them.
    fn legend(&self) -> String {
        let names = self.tops.iter().zip(1..).map(|((path, title), number)| {
            let name = if title.is_empty() { path } else { title };
            format!("{number} = {name}")
        });
        let pools = self.pools.iter().map(|pool| {
            let id = if pool.negative { "word-deductions" } else { "word-bonus" };
            let name = if pool.title.is_empty() { word(self.language, id) } else { pool.title.clone() };
            format!("{} = {name}", sign(pool))
        });
        let lines: Vec<String> = names.chain(pools).collect();
        if lines.is_empty() { String::new() } else { lines.join("\n") + "\n\n" }
    }

    fn take_notes(&mut self) -> String {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() { String::new() } else { notes.join("\n") + "\n\n" }
    }
}

/// The bonus of any plan, then the deductions, each once: with its title, where one of them has a title.
pub(super) fn pools(plans: &Plans) -> Vec<&Pool> {
    let of = |negative: bool| {
        let all = plans.all().iter().flat_map(|plan| &plan.ruleset.pools);
        all.filter(move |pool| pool.negative == negative)
    };
    let best = |negative| of(negative).find(|pool| !pool.title.is_empty()).or_else(|| of(negative).next());
    [false, true].into_iter().filter_map(best).collect()
}

/// The heading of a pool's column: how it counts in the total.
fn sign(pool: &Pool) -> &'static str {
    if pool.negative { "−" } else { "+" }
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
    let fraction = points.contains('/').then(|| Number::shown(points)).flatten();
    fraction.map_or_else(|| points.to_owned(), |number| number.approximate(2))
}

fn content(part: &PartReport, state: State) -> String {
    match (state, part.state, &part.points) {
        (State::NotApplicable, ..) => String::new(),
        (_, State::NotApplicable, None) => "–".to_owned(),
        _ => points(part.points.as_ref(), part.range.as_ref()),
    }
}

/// The title of a class or title by its name; the name where it has none.
pub(super) fn title_of(plans: &Plans, name: &str) -> String {
    let found = plans.all().iter().find_map(|plan| {
        let class = plan.class_words().iter().find(|word| word.name == name).map(|word| &word.title);
        let title = plan.ruleset.titles.iter().find(|title| title.name == name).map(|title| &title.title);
        class.or(title).filter(|title| !title.is_empty())
    });
    found.map_or(name.to_owned(), String::clone)
}

/// The title of an assessor by name; the name where there is none.
fn assessor(plans: &Plans, name: &str) -> String {
    let mut all = plans.all().iter().flat_map(|plan| &plan.ruleset.assessors);
    all.find(|word| word.name == name).map_or(name, |word| word.shown()).to_owned()
}
