//! An engine's program that takes orders.

use crate::build;
use peers::Answer;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A program that has its facts and waits.
pub(crate) struct Peer {
    name: &'static str,
    /// How many records it has.
    pub(crate) rows: usize,
    child: Child,
    orders: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts the program of an engine.
    pub(crate) fn start(name: &'static str, rows: usize) -> Result<Peer, String> {
        let mut command = build::alone(&build::program(name)?);
        command.arg(rows.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("`{name}` does not start: {error}"))?;
        let said = child.stdout.take().map(BufReader::new).ok_or("no output")?;
        Ok(Peer { name, rows, orders: child.stdin.take(), said, child })
    }

    /// Scores every record, and says how many nanoseconds that took.
    pub(crate) fn run(&mut self) -> Result<u64, String> {
        self.order("run")?;
        self.number()
    }

    /// What every record came to in the last run.
    pub(crate) fn answers(&mut self) -> Result<Vec<Answer>, String> {
        self.order("answers")?;
        (0..self.rows).map(|_| self.line()?.parse()).collect()
    }

    /// The most kilobytes that it has held.
    pub(crate) fn memory(&mut self) -> Result<u64, String> {
        self.order("memory")?;
        self.number()
    }

    fn order(&mut self, word: &str) -> Result<(), String> {
        let orders = self.orders.as_mut().ok_or("no input")?;
        writeln!(orders, "{word}").map_err(|error| format!("`{}` does not listen: {error}", self.name))
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        match self.said.read_line(&mut line) {
            Ok(0) => Err(format!("`{}` has ended", self.name)),
            Ok(_) => Ok(line),
            Err(error) => Err(format!("`{}`: {error}", self.name)),
        }
    }

    fn number(&mut self) -> Result<u64, String> {
        let line = self.line()?;
        line.trim().parse().map_err(|_| format!("`{}` says `{}`", self.name, line.trim()))
    }
}

/// Its input ends, and so does it.
impl Drop for Peer {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.child.wait();
    }
}
