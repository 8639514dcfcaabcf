//! Floor 13. What people and other systems are told.
//!
//! In: a plan, a record and the slots that scoring filled. Out: points with reasons, why each class
//! and title above was not reached, what is missing, counts; as data, text, JSON and CSV.
//! Knows the outcomes. Does not score anything.

mod because;
mod difference;
mod explain;
mod faults;
mod finding;
mod loss;
mod reason;
mod speak;
mod summary;
mod summary_page;
mod table;
mod tally;
mod unit;
mod why_not;

pub use because::{because, is_not_applicable};
pub use difference::{Difference, Line, Moved, UnitDifference, in_words, unit_difference};
pub use explain::explain;
pub use faults::{breaches, faults};
pub use reason::{Reason, reasons};
pub use speak::Speaker;
pub use summary::Summary;
pub use table::{CsvWriter, Table};
pub use tally::Tally;
pub use unit::{PartReport, State, UnitReport, report};
pub use why_not::{Missed, why_not};
