//! Floor 19. The command: the only input and output.
//!
//! One file a command. Knows files, the terminal and exit codes; everything else is the library's.

mod bulk;
mod check;
mod compare;
mod coverage;
mod diff;
mod eval;
mod explain;
mod files;
mod findings;
mod fmt;
mod inputs;
mod junit;
mod level;
mod pin;
mod plan;
mod run;
mod schema;
mod show;
mod summary;
mod test;
mod unit;
mod verify;

use clap::{Parser, Subcommand, ValueEnum};
use std::process::ExitCode;
use tieuchi::Language;
use tieuchi::data::Decimal;

/// Checks criteria tables written as text, scores units by them, and explains every point.
#[derive(Parser)]
#[command(name = "tieuchi", version, max_term_width = 100)]
struct Arguments {
    /// The language of messages; that of the system where none is given
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    /// English
    En,
    /// Vietnamese, tiếng Việt
    Vi,
}

#[derive(Subcommand)]
enum Command {
    /// Find all faults of rulesets (exit code 1 where one is an error)
    Check(check::Check),
    /// Score units (exit code 1: the ruleset is refused, 3: some rows are)
    Eval(eval::Eval),
    /// Count what units came to, by groups, and where points were lost (exit codes as with `eval`)
    Summary(summary::Summary),
    /// Hold the record of a run against the same run now (exit code 3: something differs)
    Verify(verify::Verify),
    /// Explain the result of one unit (every point, and why not more), or a finding by its code
    Explain(explain::Explain),
    /// Say which facts of a unit would have to change for it to reach a class or title
    Plan(plan::Remedy),
    /// Run the examples of rulesets (exit code 1: one failed, or a ruleset is refused)
    Test(test::Test),
    /// Print what a row of data looks like: its JSON Schema, or the headings of a table
    Schema(schema::Schema),
    /// Say what differs between two rulesets, and which units that moves
    Diff(diff::Diff),
    /// Print a finished ruleset, all its layers in one flat file
    Show(show::Show),
    /// Record what the base of a variant says today, so that `check` can say what changed in it
    Pin(pin::Pin),
    /// Print a ruleset with the keywords of the other language
    Fmt(fmt::Fmt),
}

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, and counts
    Text,
    /// One JSON object on each line
    Json,
    /// A line for each unit, a column for each criterion
    Csv,
}

/// The decimal sign of numbers in data.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum DecimalSign {
    /// 87.5
    Point,
    /// 87,5
    Comma,
}

impl From<DecimalSign> for Decimal {
    fn from(sign: DecimalSign) -> Decimal {
        match sign {
            DecimalSign::Point => Decimal::Point,
            DecimalSign::Comma => Decimal::Comma,
        }
    }
}

/// Everything was done.
const DONE: u8 = 0;
/// The ruleset is refused.
const REFUSED: u8 = 1;
/// The command was used wrongly, or a file cannot be read or written.
const USAGE: u8 = 2;
/// Some rows are refused.
const SOME_REFUSED: u8 = 3;

/// Leaves what a damaged file brings about to the finding that says it.
#[cfg(feature = "parquet")]
fn quiet_where_guarded() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !tieuchi::data::is_guarded() {
            hook(panic);
        }
    }));
}

/// Reads the command line and runs a command.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    #[cfg(feature = "parquet")]
    quiet_where_guarded();
    let language = match arguments.lang {
        Some(Lang::En) => Language::English,
        Some(Lang::Vi) => Language::Vietnamese,
        None => Language::of_locale(&sys_locale::get_locale().unwrap_or_default()),
    };
    let code = match arguments.command {
        Command::Check(check) => check.run(language),
        Command::Eval(eval) => eval.run(language),
        Command::Summary(summary) => summary.run(language),
        Command::Verify(verify) => verify.run(language),
        Command::Explain(explain) => explain.run(language),
        Command::Plan(plan) => plan.run(language),
        Command::Test(test) => test.run(language),
        Command::Schema(schema) => schema.run(language),
        Command::Diff(diff) => diff.run(language),
        Command::Show(show) => show.run(language),
        Command::Pin(pin) => pin.run(language),
        Command::Fmt(fmt) => fmt.run(language),
    };
    ExitCode::from(code)
}
