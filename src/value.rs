//! Floor 2. Exact numbers, types, ranges.
//!
//! In: numbers as written. Out: what facts, points and conditions are made of. Knows nothing of
//! rulesets: what a value means is said above.

mod date;
mod limit;
pub mod name;
mod number;
mod range;
mod scale;

pub use date::{Date, Period, Span as PeriodSpan, day, day_number, later};
pub use limit::{Bound, Limits};
pub use number::{Mode, Number};
pub(crate) use range::known;
pub use range::{Interval, Range, order};
pub use scale::Scale;

/// What a fact, a formula or a result can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A count, number, share or points.
    Number(Number),
    /// `yes` or `no`.
    Truth(bool),
    /// A word of a choice, by its place in the choice.
    Word(u8),
    /// Words of a choice, one bit each.
    Words(u64),
    /// A day.
    Date(Date),
}

/// What kind of value a formula has. Kinds that do not fit together are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole number of things, *số đếm*.
    Count,
    /// Any other number, points among them, *trị số*.
    Number,
    /// A share of something: `90%`, or a count divided by a count.
    Share,
    /// A number divided by a number: a share or a number, as its use demands.
    Ratio,
    /// `yes/no`, *có/không*.
    Truth,
    /// One word of the choice with this index.
    Word(u32),
    /// Any words of the choice with this index.
    Words(u32),
    /// A day, *ngày tháng*.
    Date,
    /// Unknown because of an error that is already reported; fits everything.
    Hole,
}

impl Kind {
    /// Whether values of this kind are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Count | Kind::Number | Kind::Share | Kind::Ratio | Kind::Hole)
    }

    /// The kind of a value that is either of two, if they fit together.
    pub fn join(self, other: Kind) -> Option<Kind> {
        use Kind::{Count, Hole, Number, Ratio, Share};
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Hole, kind) | (kind, Hole) => Some(kind),
            (Count, Number) | (Number, Count) => Some(Number),
            (Ratio, Count | Number) | (Count | Number, Ratio) => Some(Number),
            (Ratio, Share) | (Share, Ratio) => Some(Share),
            _ => None,
        }
    }

    /// The kind of a product.
    pub fn times(self, other: Kind) -> Option<Kind> {
        use Kind::{Count, Hole, Number, Ratio, Share};
        match (self, other) {
            (Hole, _) | (_, Hole) => Some(Hole),
            (Count, Count) => Some(Count),
            (Share, Share) => Some(Share),
            (Ratio, Ratio | Share) | (Share, Ratio) => Some(Ratio),
            (Count | Number | Share | Ratio, Count | Number | Share | Ratio) => Some(Number),
            _ => None,
        }
    }

    /// The kind of a quotient: a count of a count is a share.
    pub fn over(self, other: Kind) -> Option<Kind> {
        use Kind::{Count, Hole, Number, Ratio, Share};
        match (self, other) {
            (Hole, _) | (_, Hole) => Some(Hole),
            (Count, Count) | (Share, Count | Number) => Some(Share),
            (Count | Number, Share) => Some(Number),
            (Count | Number | Share | Ratio, Count | Number | Share | Ratio) => Some(Ratio),
            _ => None,
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Relation {
    /// Whether the relation holds for two things that compare as `order`.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Relation::Equal => order.is_eq(),
            Relation::Unequal => order.is_ne(),
            Relation::Less => order.is_lt(),
            Relation::AtMost => order.is_le(),
            Relation::Greater => order.is_gt(),
            Relation::AtLeast => order.is_ge(),
        }
    }

    /// The relation that holds where this one does not.
    #[must_use]
    pub fn opposite(self) -> Relation {
        match self {
            Relation::Equal => Relation::Unequal,
            Relation::Unequal => Relation::Equal,
            Relation::Less => Relation::AtLeast,
            Relation::AtMost => Relation::Greater,
            Relation::Greater => Relation::AtMost,
            Relation::AtLeast => Relation::Less,
        }
    }

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::Unequal => "!=",
            Relation::Less => "<",
            Relation::AtMost => "<=",
            Relation::Greater => ">",
            Relation::AtLeast => ">=",
        }
    }
}
