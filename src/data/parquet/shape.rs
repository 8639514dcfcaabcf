//! What a column of a Parquet file holds, and how a value of it is written in a cell.

use crate::value::day;
use ::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, FixedLenByteArray};
use ::parquet::schema::types::Type;
use std::fmt::Display;
use std::io::Write;

/// The sign between cells: numbers never hold it, whatever their decimal sign.
pub(super) const DELIMITER: u8 = b'\t';

/// The most digits of a decimal number that can be read.
const DIGITS: i32 = 38;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Truth,
    Whole,
    /// Whole, and never below 0.
    Unsigned,
    /// Whole, over a power of ten.
    Decimal(usize),
    /// Floating point: what counts is their shortest text.
    Float,
    Day,
    Text,
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) meaning: Meaning,
    /// The decimal sign.
    pub(super) sign: u8,
}

/// What a column holds; the error is the type of one that no cell can hold.
pub(super) fn meaning(field: &Type) -> Result<Meaning, String> {
    let info = field.get_basic_info();
    let Type::PrimitiveType { physical_type, scale, precision, .. } = field else {
        return Err(
            named(info.logical_type_ref(), info.converted_type()).unwrap_or_else(|| "GROUP".to_owned())
        );
    };
    let (logical, converted) = (info.logical_type_ref(), info.converted_type());
    let other = || named(logical, converted).unwrap_or_else(|| physical_type.to_string());
    if info.has_repetition() && info.repetition() == Repetition::REPEATED {
        return Err(format!("REPEATED {}", other()));
    }
    let decimal = match logical {
        Some(LogicalType::Decimal(it)) => Some((it.scale, it.precision)),
        None if converted == ConvertedType::DECIMAL => Some((*scale, *precision)),
        _ => None,
    };
    let whole = matches!(physical_type, Physical::INT32 | Physical::INT64);
    let is_bytes = matches!(physical_type, Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY);
    if let Some((scale, precision)) = decimal {
        let scale = usize::try_from(scale).ok().filter(|_| (1..=DIGITS).contains(&precision));
        let decimal = scale.filter(|_| whole || is_bytes).map(Meaning::Decimal);
        return decimal.ok_or_else(|| format!("DECIMAL({precision})"));
    }
    plain(*physical_type, logical, converted).ok_or_else(other)
}

/// What values are that are no decimal numbers.
fn plain(physical: Physical, logical: Option<&LogicalType>, converted: ConvertedType) -> Option<Meaning> {
    use ConvertedType as Converted;
    match (physical, logical, converted) {
        (Physical::BOOLEAN, None, Converted::NONE) => Some(Meaning::Truth),
        (Physical::FLOAT | Physical::DOUBLE, None, Converted::NONE) => Some(Meaning::Float),
        (Physical::INT32, Some(LogicalType::Date), _) | (Physical::INT32, None, Converted::DATE) => {
            Some(Meaning::Day)
        }
        (Physical::INT32 | Physical::INT64, Some(LogicalType::Integer(int)), _) => {
            Some(if int.is_signed { Meaning::Whole } else { Meaning::Unsigned })
        }
        (Physical::INT32 | Physical::INT64, None, converted) => match converted {
            Converted::NONE
            | Converted::INT_8
            | Converted::INT_16
            | Converted::INT_32
            | Converted::INT_64 => Some(Meaning::Whole),
            Converted::UINT_8 | Converted::UINT_16 | Converted::UINT_32 | Converted::UINT_64 => {
                Some(Meaning::Unsigned)
            }
            _ => None,
        },
        (Physical::BYTE_ARRAY, Some(LogicalType::String | LogicalType::Enum), _)
        | (Physical::BYTE_ARRAY, None, Converted::UTF8 | Converted::ENUM) => Some(Meaning::Text),
        _ => None,
    }
}

/// What people call a type that says more than how it is stored.
fn named(logical: Option<&LogicalType>, converted: ConvertedType) -> Option<String> {
    match (logical, converted) {
        (None, ConvertedType::NONE) => None,
        (None, converted) => Some(converted.to_string()),
        (Some(logical), _) => {
            let text = format!("{logical:?}");
            let name = text.split(|it: char| !it.is_alphanumeric()).find(|it| !it.is_empty());
            name.map(str::to_uppercase)
        }
    }
}

/// A value that can be written in a cell.
pub(super) trait Written {
    fn write(&self, shape: Shape, out: &mut Vec<u8>);
}

impl Written for bool {
    fn write(&self, _: Shape, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"yes" } else { b"no" });
    }
}

impl Written for i32 {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        match shape.meaning {
            // A number that is no day is refused as one.
            Meaning::Day => match day((*self).into()) {
                Some(day) => shown(day, out),
                None => shown(self, out),
            },
            Meaning::Unsigned => number((*self).cast_unsigned().into(), 0, shape.sign, out),
            _ => i64::from(*self).write(shape, out),
        }
    }
}

impl Written for i64 {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        match shape.meaning {
            Meaning::Unsigned => number((*self).cast_unsigned().into(), 0, shape.sign, out),
            _ => signed((*self).into(), shape, out),
        }
    }
}

impl Written for f32 {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        float(self, shape, out);
    }
}

impl Written for f64 {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        float(self, shape, out);
    }
}

impl Written for ByteArray {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        bytes(self.data(), shape, out);
    }
}

impl Written for FixedLenByteArray {
    fn write(&self, shape: Shape, out: &mut Vec<u8>) {
        bytes(self.data(), shape, out);
    }
}

/// A whole number, over the power of ten of its column.
fn signed(whole: i128, shape: Shape, out: &mut Vec<u8>) {
    if whole < 0 {
        out.push(b'-');
    }
    let decimals = if let Meaning::Decimal(scale) = shape.meaning { scale } else { 0 };
    number(whole.unsigned_abs(), decimals, shape.sign, out);
}

/// A number with so many decimals, without the zeros that say nothing.
fn number(number: u128, mut decimals: usize, sign: u8, out: &mut Vec<u8>) {
    // Sixty-four bits are quicker, and most often enough.
    let Ok(mut left) = u64::try_from(number) else { return large(number, decimals, sign, out) };
    while decimals > 0 && left.is_multiple_of(10) {
        (left, decimals) = (left / 10, decimals - 1);
    }
    let mut digits = [b'0'; 64];
    let (mut at, mut count) = (digits.len(), 0);
    while left > 0 || count <= decimals {
        if count == decimals && count > 0 {
            at -= 1;
            digits[at] = sign;
        }
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        (left, count) = (left / 10, count + 1);
    }
    out.extend_from_slice(&digits[at..]);
}

/// The same for more digits.
fn large(number: u128, decimals: usize, sign: u8, out: &mut Vec<u8>) {
    let text = format!("{number:0>width$}", width = decimals + 1);
    let (whole, rest) = text.split_at(text.len() - decimals);
    out.extend_from_slice(whole.as_bytes());
    let rest = rest.trim_end_matches('0');
    if !rest.is_empty() {
        out.push(sign);
        out.extend_from_slice(rest.as_bytes());
    }
}

/// The shortest text that stands for this number of floating point and no other.
fn float(value: &impl Display, shape: Shape, out: &mut Vec<u8>) {
    let start = out.len();
    shown(value, out);
    if let Some(point) = out[start..].iter().position(|byte| *byte == b'.') {
        out[start + point] = shape.sign;
    }
}

fn shown(value: impl Display, out: &mut Vec<u8>) {
    // Nothing that is written in memory fails.
    let _ = write!(out, "{value}");
}

fn bytes(bytes: &[u8], shape: Shape, out: &mut Vec<u8>) {
    match (shape.meaning, big_endian(bytes)) {
        (Meaning::Decimal(_), Some(number)) => signed(number, shape, out),
        // What is no number that can be held is refused as what it is.
        (Meaning::Decimal(_), None) => bytes.iter().for_each(|byte| shown(format_args!("{byte:02X}h"), out)),
        _ => text(bytes, out),
    }
}

/// A number in two's complement, its highest byte first; none where it has none, or is too large.
fn big_endian(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first()?.leading_ones() > 0 { 0xFF } else { 0 };
    let (above, low) = bytes.split_at(bytes.len().saturating_sub(16));
    if above.iter().any(|byte| *byte != sign) {
        return None;
    }
    let mut whole = [sign; 16];
    whole[16 - low.len()..].copy_from_slice(low);
    let number = i128::from_be_bytes(whole);
    ((number < 0) == (sign != 0)).then_some(number)
}

/// A text, in quotation marks where a reader needs them.
fn text(text: &[u8], out: &mut Vec<u8>) {
    if !text.iter().any(|byte| matches!(*byte, DELIMITER | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(text);
    }
    out.push(b'"');
    for byte in text {
        out.push(*byte);
        if *byte == b'"' {
            out.push(b'"');
        }
    }
    out.push(b'"');
}
