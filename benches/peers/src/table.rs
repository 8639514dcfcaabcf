//! The tables that are printed.

/// The one in the middle.
pub(crate) fn median(times: &[u64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default() as f64
}

/// Prints a table whose first column is words and whose others are numbers.
pub(crate) fn print(headings: &[&str], rows: &[Vec<String>]) {
    println!("| | {} |", headings.join(" | "));
    println!("| --- |{}", " ---: |".repeat(headings.len()));
    rows.iter().for_each(|row| println!("| {} |", row.join(" | ")));
    println!();
}

/// A number of bytes.
pub(crate) fn bytes(bytes: u64) -> String {
    format!("{} MB", number(bytes as f64 / 1_048_576.0))
}

/// A number with two or three digits that count.
pub(crate) fn number(value: f64) -> String {
    match value {
        100.0.. => whole(value.round() as u64),
        10.0.. => format!("{value:.0}"),
        1.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A whole number with a comma between thousands.
pub(crate) fn whole(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
