//! Quotation marks of a table in text.
//!
//! A mark that is never closed, or text behind a closing one, makes a reader take several rows for
//! one cell. The rows it swallowed must not be scored with each other's answers: this watches the
//! bytes on their way and remembers the lines where that happened.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

/// Lines from where a quotation mark was opened to where something was wrong with it.
pub(super) type Faults = Rc<RefCell<Vec<(u64, u64)>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a mark in a quoted cell: the end of the cell, or the first of two marks.
    Closed,
}

/// Passes bytes on and watches quotation marks.
pub(super) struct Quotes<R> {
    inner: R,
    delimiter: u8,
    state: State,
    line: u64,
    opened: u64,
    faults: Faults,
}

impl<R: Read> Quotes<R> {
    pub(super) fn new(inner: R, delimiter: u8) -> (Self, Faults) {
        let faults = Faults::default();
        let quotes =
            Quotes { inner, delimiter, state: State::Start, line: 1, opened: 1, faults: faults.clone() };
        (quotes, faults)
    }

    fn watch(&mut self, byte: u8) {
        let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
        self.state = match (self.state, byte) {
            (State::Start, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (State::Closed, b'"') => State::Quoted,
            (_, _) if ends => State::Start,
            (State::Closed, _) => {
                self.fault();
                State::Plain
            }
            _ => State::Plain,
        };
        self.line += u64::from(byte == b'\n');
    }

    fn fault(&self) {
        let mut faults = self.faults.borrow_mut();
        // Each is taken when its row is read; a file of nothing else must not fill the memory.
        if faults.len() < 100_000 {
            faults.push((self.opened, self.line));
        }
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        if length == 0 && self.state == State::Quoted {
            self.fault();
            self.state = State::Start;
        }
        for byte in &buffer[..length] {
            self.watch(*byte);
        }
        Ok(length)
    }
}

/// Whether something is wrong with the marks in these lines. Forgets what lies before them.
pub(super) fn is_faulty(faults: &Faults, first: u64, last: u64) -> bool {
    let mut faults = faults.borrow_mut();
    faults.retain(|(_, end)| *end >= first);
    faults.iter().any(|(start, _)| *start <= last)
}
