//! What an engine says of one record.

use std::fmt;
use std::str::FromStr;

/// The classes, from the highest down.
pub const CLASSES: [&str; 4] = ["excellent", "good", "fair", "poor"];

/// The total, the class and the titles of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The total in tenths of a point.
    pub tenths: i32,
    /// The class, by its place in [`CLASSES`].
    pub class: u8,
    /// Whether it has the title `four_good`.
    pub four_good: bool,
    /// Whether it has the title `model`.
    pub model: bool,
}

impl Answer {
    /// An answer out of whole numbers, as most engines give them.
    pub fn of(tenths: i64, class: i64, four_good: bool, model: bool) -> Answer {
        let class = u8::try_from(class).unwrap_or(u8::MAX);
        Answer { tenths: i32::try_from(tenths).unwrap_or(i32::MIN), class, four_good, model }
    }
}

/// Four whole numbers in a line.
impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {} {}", self.tenths, self.class, u8::from(self.four_good), u8::from(self.model))
    }
}

impl FromStr for Answer {
    type Err = String;

    fn from_str(line: &str) -> Result<Answer, String> {
        let numbers: Result<Vec<i64>, _> = line.split_whitespace().map(str::parse).collect();
        match numbers.as_deref() {
            Ok([tenths, class, four_good, model]) => {
                Ok(Answer::of(*tenths, *class, *four_good == 1, *model == 1))
            }
            _ => Err(format!("`{line}` is no answer")),
        }
    }
}
