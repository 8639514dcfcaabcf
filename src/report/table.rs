//! Results as tables: for a terminal, page by page, and as CSV.

use super::unit::{DecisionReport, PartReport, State, UnitReport};
use crate::diagnostic::catalogue::{say, word};
use crate::diagnostic::{Argument, Language};
use crate::model::Pool;
use crate::plan::{Plan, Plans};
use crate::value::Number;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle};
use std::collections::HashMap;
use std::io::Write;

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
fn pools(plans: &Plans) -> Vec<&Pool> {
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

/// Results as CSV: a line a unit, a column a content, pool and criterion.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
    /// The contents, pools and criteria of all plans, a column each.
    parts: Vec<String>,
    /// Whether units have forms, which then have a column.
    has_forms: bool,
    /// Whether there are several assessors, who then have a column.
    has_assessors: bool,
    /// Whether classes can be decided, which then has columns.
    has_decisions: bool,
}

impl<W: Write> CsvWriter<W> {
    /// Begins with the line of headings.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(plans: &Plans, out: W) -> csv::Result<Self> {
        let of = |plan: &Plan| plan.ruleset.contents.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        let contents = plans.all().iter().flat_map(of);
        let of = |plan: &Plan| plan.ruleset.criteria.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        let criteria = plans.all().iter().flat_map(of);
        let pools = pools(plans).into_iter().map(|pool| pool.name().to_owned());
        let mut parts: Vec<String> = Vec::new();
        for path in contents.chain(pools).chain(criteria) {
            if !parts.contains(&path) {
                parts.push(path);
            }
        }
        let has_forms = plans.all().iter().any(|plan| plan.ruleset.form.is_some());
        let has_assessors = plans.all().iter().any(|plan| !plan.ruleset.assessors.is_empty());
        let mut out = csv::Writer::from_writer(out);
        let mut heading: Vec<&str> = vec!["unit", "period"];
        heading.extend(has_assessors.then_some("assessor"));
        heading.extend(has_forms.then_some("form"));
        heading.extend(["state", "total", "low", "high", "max", "class"]);
        let has_decisions = plans.all().iter().any(|plan| plan.class_decided_by().is_some());
        heading
            .extend(has_decisions.then_some(["decision", "document", "decision date"]).into_iter().flatten());
        heading.push("recognised");
        heading.extend(parts.iter().map(String::as_str));
        heading.push("undecided");
        out.write_record(heading)?;
        Ok(CsvWriter { out, parts, has_forms, has_assessors, has_decisions })
    }

    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> csv::Result<()> {
        let recognised = unit.recognised.join(" ");
        let undecided = unit.undecided.join(" ");
        let of = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let [low, high] = unit.range.clone().unwrap_or_default();
        let mut row = vec![unit.unit.clone(), of(&unit.period)];
        row.extend(self.has_assessors.then(|| of(&unit.assessor)));
        row.extend(self.has_forms.then(|| of(&unit.form)));
        row.extend([
            unit.state.name().to_owned(),
            of(&unit.total),
            low,
            high,
            of(&unit.max),
            of(&unit.class),
        ]);
        if self.has_decisions {
            let of = |part: fn(&DecisionReport) -> &str| unit.decision.as_ref().map_or("", part).to_owned();
            row.extend([of(|it| &it.class), of(|it| &it.document), of(|it| &it.date)]);
        }
        row.push(recognised);
        let all = unit.contents.iter().chain(&unit.pools).chain(&unit.criteria);
        let known: HashMap<&str, &PartReport> = all.map(|part| (part.id.as_str(), part)).collect();
        row.extend(
            self.parts.iter().map(|path| known.get(path.as_str()).map_or(String::new(), |it| of(&it.points))),
        );
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
