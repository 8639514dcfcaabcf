//! From a file of facts to a file of results: tieuchi's command against Polars, each a process of its own.

use crate::build;
use crate::table;
use peers::facts;
use peers::serve::memory;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A way from file to file.
struct Way {
    title: &'static str,
    program: PathBuf,
    /// What stands before and behind the file of facts.
    arguments: [Vec<PathBuf>; 2],
    results: PathBuf,
    memory: u64,
}

/// Runs both in turns, compares what they wrote, and prints the table.
pub(crate) fn files(rows: usize, rounds: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("tieuchi-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let done = measured(&folder, rows, rounds);
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    done
}

fn measured(folder: &Path, rows: usize, rounds: usize) -> Result<(), String> {
    let mut ways = ways(folder)?;
    let starts = timed(&mut ways, &made(folder, 1)?, rounds)?;
    let facts = made(folder, rows)?;
    // Once for the files to be in memory.
    timed(&mut ways, &facts, 1)?;
    println!("From CSV to a results CSV, {}:\n", compare(&ways[0].results, &ways[1].results)?);
    let times = timed(&mut ways, &facts, rounds)?;
    let row = |((way, start), time): ((&Way, f64), f64)| {
        let size = std::fs::metadata(&way.program).map_or(0, |found| found.len());
        let (ratio, nanoseconds) = (table::number(time / times[0]), table::number(time / rows as f64));
        let start = format!("{} ms", table::number(start / 1_000_000.0));
        let memory = table::bytes(1_024 * way.memory);
        vec![way.title.to_owned(), ratio, nanoseconds, start, memory, table::bytes(size)]
    };
    let lines: Vec<_> = ways.iter().zip(starts).zip(times.iter().copied()).map(row).collect();
    table::print(&["ratio", "ns per record", "one record", "peak memory", "size of program"], &lines);
    Ok(())
}

/// Writes a file of facts.
fn made(folder: &Path, rows: usize) -> Result<PathBuf, String> {
    let path = folder.join(format!("facts_{rows}.csv"));
    let mut out = BufWriter::new(File::create(&path).map_err(|error| error.to_string())?);
    facts::write_csv(rows, &mut out).and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Lets the ways run in turns, and gives how many nanoseconds each takes.
fn timed(ways: &mut [Way], facts: &Path, rounds: usize) -> Result<Vec<f64>, String> {
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..rounds {
        for (way, times) in ways.iter_mut().zip(&mut times) {
            times.push(way.run(facts)?);
        }
    }
    Ok(times.iter().map(|times| table::median(times)).collect())
}

fn ways(folder: &Path) -> Result<[Way; 2], String> {
    let way = |title, program, before: &[PathBuf], behind: &[&str], results: &str| {
        let results = folder.join(results);
        let behind = behind.iter().map(PathBuf::from).chain([results.clone()]).collect();
        Way { title, program, arguments: [before.to_vec(), behind], results, memory: 0 }
    };
    let format = ["--format", "csv", "--output"];
    Ok([
        way("**tieuchi**", build::tieuchi(), &["eval".into(), build::ruleset()], &format, "tieuchi.csv"),
        way("Polars", build::program("polars")?, &["csv".into()], &[], "polars.csv"),
    ])
}

impl Way {
    /// One run of the process, in nanoseconds. What it holds is looked at while it runs.
    fn run(&mut self, facts: &Path) -> Result<u64, String> {
        let mut command: Command = build::alone(&self.program);
        let [before, behind] = &self.arguments;
        command.args(before).arg(facts).args(behind).stdout(Stdio::null()).stderr(Stdio::null());
        let failed = |error| format!("{}: {error}", self.program.display());
        let start = Instant::now();
        let mut child = command.spawn().map_err(failed)?;
        let done = loop {
            if let Some(done) = child.try_wait().map_err(failed)? {
                break done;
            }
            self.memory = self.memory.max(memory(&child.id().to_string()).unwrap_or_default());
            std::thread::sleep(Duration::from_millis(1));
        };
        let time = start.elapsed().as_nanos();
        if done.success() {
            Ok(time as u64)
        } else {
            Err(format!("{} failed: {done}", self.program.display()))
        }
    }
}

/// Compares two files of results, in every column that both have, and says what was compared.
fn compare(own: &Path, other: &Path) -> Result<String, String> {
    let lines = |path: &Path| {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(BufReader::new(file).lines().map_while(Result::ok))
    };
    let (mut own, mut other) = (lines(own)?, lines(other)?);
    let heading = |line: Option<String>| line.unwrap_or_default().trim_start_matches('\u{feff}').to_owned();
    let (head, wanted) = (heading(own.next()), heading(other.next()));
    let head: Vec<&str> = head.split(',').collect();
    let place =
        |name: &str| head.iter().position(|own| *own == name).ok_or(format!("tieuchi writes no `{name}`"));
    let places: Vec<usize> = wanted.split(',').map(place).collect::<Result<_, _>>()?;
    let mut rows = 0usize;
    loop {
        match (own.next(), other.next()) {
            (None, None) => break,
            (Some(own), Some(other)) if agree(&own, &other, &places) => rows += 1,
            (own, other) => return Err(format!("results differ in row {rows}:\n{own:?}\n{other:?}")),
        }
    }
    Ok(format!("{rows} rows with {} columns compared", places.len()))
}

/// Whether a line has the same cells; `places` are the columns of the first in which those of the second stand.
fn agree(own: &str, other: &str, places: &[usize]) -> bool {
    let own: Vec<&str> = own.split(',').collect();
    let plain = |cell: &str| cell.strip_suffix(".0").unwrap_or(cell).to_owned();
    let cells = other.split(',').map(plain);
    cells.eq(places.iter().map(|place| own.get(*place).map_or(String::new(), |cell| plain(cell))))
}
