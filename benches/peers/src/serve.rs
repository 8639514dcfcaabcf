//! How an engine's program takes orders: how many records as its argument, then a word a line on its input.
//!
//! `run` scores all records and says how many nanoseconds that took; `answers` says what each came to, a line each;
//! `memory` says the most kilobytes that the program held until then, where the system tells.

use crate::answer::Answer;
use crate::facts::{Facts, facts};
use std::io::{self, BufRead, BufWriter, Write};
use std::time::Instant;

/// An engine with the facts in the form that it takes.
pub trait Engine {
    /// Compiles the rules and prepares the facts; none of this is measured.
    fn new(facts: &Facts) -> Self;

    /// Scores every record. What it gives is kept until [`Engine::answers`] asks for it.
    fn run(&mut self);

    /// What every record came to in the last run.
    fn answers(&self) -> Vec<Answer>;
}

/// Serves one engine until its input ends.
pub fn serve<E: Engine>() {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(1_000);
    let mut engine = E::new(&facts(0..rows));
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let said = match line.as_str() {
            "run" => writeln!(out, "{}", timed(&mut engine)),
            "answers" => engine.answers().iter().try_for_each(|answer| writeln!(out, "{answer}")),
            "memory" => writeln!(out, "{}", memory("self").unwrap_or_default()),
            _ => break,
        };
        if said.and_then(|()| out.flush()).is_err() {
            break;
        }
    }
}

/// How many nanoseconds one run takes.
fn timed<E: Engine>(engine: &mut E) -> u128 {
    let start = Instant::now();
    engine.run();
    start.elapsed().as_nanos()
}

/// The most kilobytes that a process has held; none where the system does not tell.
pub fn memory(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim_end_matches("kB").trim().parse().ok()
}
