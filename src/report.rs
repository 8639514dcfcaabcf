//! Floor 15. What people and other systems are told.
//!
//! In: a plan, a record and the slots that scoring filled. Out: points with reasons, why each class
//! and title above was not reached, what is missing, counts; as data, text, JSON, CSV and Parquet.
//! Knows the outcomes. Does not score anything.

mod because;
mod compare;
mod count;
mod difference;
mod explain;
mod faults;
mod finding;
mod gathered;
mod loss;
mod reason;
mod record;
mod remedy;
mod results;
mod results_csv;
#[cfg(feature = "parquet")]
mod results_parquet;
mod sha256;
mod speak;
mod summary;
mod summary_page;
mod table;
mod tally;
mod unit;
mod verify;
mod why_not;

pub use because::{because, is_not_applicable};
pub use compare::{
    ByAssessor, Comparisons, DifferingCriterion, DifferingFact, Judged, UnitComparison, comparison_csv,
    comparison_text,
};
pub use count::{Losses, UnitCount};
pub use difference::{Difference, Line, Moved, UnitDifference, in_words, unit_difference};
pub use explain::explain;
pub use faults::{breaches, faults};
pub use gathered::{GatheredReport, ItemReport, QuotaReport};
pub use reason::{Reason, reasons};
pub use record::{
    Fingerprint, Head, Input, RecordWriter, Recorded, RecordedOptions, Results, Sums, Unfit, Whose, engine,
    enter, read_record,
};
pub use remedy::{ChangeReport, Gain, Reach, RemedyReport, fact_of, remedied, wanted};
pub use results::{ReadyText, ResultCells, ResultLayout};
pub(crate) use results_csv::ready;
pub use results_csv::{CsvRows, CsvWriter};
#[cfg(feature = "parquet")]
pub use results_parquet::{ParquetRows, ParquetWriter};
pub use sha256::Sha256;
pub use speak::Speaker;
pub use summary::{Counted, Summary};
pub use table::Table;
pub use tally::{Tallied, Tally};
pub use unit::{DecisionReport, PartReport, State, UnitReport, report, result};
pub use verify::{Change, FileState, UnitState, Verification, verify};
pub use why_not::{Missed, why_not};
