//! Lets every engine score the same records, compares every answer, and prints one table of ratios.
//!
//! `cargo run --release` in this folder builds what is needed and does all of it. Arguments, in any order: names of
//! engines to run only those (the two that all others are held against always run), `--rounds N`, `--rows N`,
//! `--no-csv`, `--no-build`.

mod build;
mod compare;
mod csv;
mod peer;
mod table;

use peer::Peer;
use peers::Answer;
use std::process::ExitCode;

/// What everything is compared with, and what everything is measured by.
const TRUTH: &str = "tieuchi_rows";
const UNIT: &str = "hand_columns";

/// An engine: its program, what it is, how many records at most it is given a round.
struct Kind {
    program: &'static str,
    title: &'static str,
    rows: usize,
}

const fn kind(program: &'static str, title: &'static str, rows: usize) -> Kind {
    Kind { program, title, rows }
}

/// As many records as the whole run has.
const ALL: usize = usize::MAX;

/// As many as a slow engine scores in a fraction of a second.
const FEW: usize = 2_000;

const KINDS: [Kind; 10] = [
    kind(UNIT, "by hand, in columns, whole numbers in 64-bit float lanes", ALL),
    kind("hand_small", "by hand, in columns, 32-bit integers", ALL),
    kind("tieuchi_columns", "**tieuchi, in columns**", ALL),
    kind("polars", "Polars, columns in memory", ALL),
    kind("hand_rows", "by hand, a record at a time, checked 64-bit integers", ALL),
    kind(TRUTH, "tieuchi, a record at a time", ALL),
    kind("zen", "zen (`zen-expression`)", FEW),
    kind("cel", "CEL (`cel`)", FEW),
    kind("rhai", "Rhai", FEW),
    kind("regorus", "Rego (`regorus`, its virtual machine)", FEW),
];

/// What was asked for on the command line.
struct Options {
    rounds: usize,
    rows: usize,
    csv: bool,
    build: bool,
    only: Vec<String>,
}

impl Options {
    fn read() -> Result<Options, String> {
        let mut options = Options { rounds: 7, rows: 100_000, csv: true, build: true, only: Vec::new() };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let next = arguments.next().and_then(|number| number.parse::<usize>().ok());
                next.filter(|number| *number > 0).ok_or(format!("`{argument}` needs a number above 0"))
            };
            match argument.as_str() {
                "--rounds" => options.rounds = number()?,
                "--rows" => options.rows = number()?,
                "--no-csv" => options.csv = false,
                "--no-build" => options.build = false,
                name if KINDS.iter().any(|kind| kind.program == name) => options.only.push(argument),
                other => return Err(format!("`{other}` is neither an option nor an engine")),
            }
        }
        Ok(options)
    }

    fn wants(&self, kind: &Kind) -> bool {
        let always = [TRUTH, UNIT].contains(&kind.program);
        always || self.only.is_empty() || self.only.iter().any(|name| name == kind.program)
    }
}

/// Starts the engines, and says which could not be.
fn start(options: &Options) -> Result<Vec<(&'static Kind, Peer)>, String> {
    let wanted = KINDS.iter().filter(|kind| options.wants(kind));
    wanted
        .map(|kind| Peer::start(kind.program, kind.rows.min(options.rows)).map(|peer| (kind, peer)))
        .collect()
}

/// Runs every engine once, and holds every answer against tieuchi's.
fn check(peers: &mut [(&Kind, Peer)]) -> Result<(), String> {
    let mut answers: Vec<Vec<Answer>> = Vec::new();
    for (_, peer) in peers.iter_mut() {
        peer.run()?;
        answers.push(peer.answers()?);
    }
    let at = peers.iter().position(|(kind, _)| kind.program == TRUTH).ok_or("tieuchi was not run")?;
    let truth = &answers[at];
    println!("{}\n", compare::reached(truth)?);
    peers.iter().zip(&answers).try_for_each(|((kind, _), answers)| compare::same(kind.title, answers, truth))
}

/// Lets all engines run in turns, and gives the times of each in nanoseconds.
fn rounds(peers: &mut [(&Kind, Peer)], rounds: usize) -> Result<Vec<Vec<u64>>, String> {
    let mut times = vec![Vec::new(); peers.len()];
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for ((_, peer), times) in peers.iter_mut().zip(&mut times) {
            times.push(peer.run()?);
        }
    }
    Ok(times)
}

fn in_memory(options: &Options) -> Result<(), String> {
    let mut peers = start(options)?;
    check(&mut peers)?;
    let times = rounds(&mut peers, options.rounds)?;
    let each = peers.iter_mut().zip(&times);
    let nanoseconds: Vec<f64> =
        each.map(|((_, peer), times)| table::median(times) / peer.rows as f64).collect();
    let unit = peers.iter().position(|(kind, _)| kind.program == UNIT).map_or(1.0, |at| nanoseconds[at]);
    let row = |((kind, peer), own): (&mut (&Kind, Peer), f64)| {
        let (memory, size) = (table::bytes(1_024 * peer.memory()?), table::bytes(build::size(kind.program)?));
        let (ratio, records) = (table::number(own / unit), table::whole(peer.rows as u64));
        Ok(vec![kind.title.to_owned(), ratio, table::number(own), records, memory, size])
    };
    let rows: Result<Vec<_>, String> = peers.iter_mut().zip(nanoseconds).map(row).collect();
    table::print(&["ratio", "ns per record", "records", "peak memory", "size of program"], &rows?);
    Ok(())
}

fn everything() -> Result<(), String> {
    let options = Options::read()?;
    if options.build {
        build::all()?;
    }
    in_memory(&options)?;
    if options.csv { csv::files(10 * options.rows, options.rounds.div_ceil(2)) } else { Ok(()) }
}

fn main() -> ExitCode {
    match everything() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
