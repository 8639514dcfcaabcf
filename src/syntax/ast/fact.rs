//! Facts and the words that they can be.

use super::{Expr, Lock, Name, OverTime, Text};
use crate::source::Span;
use crate::value::Number;

/// The kind of a fact, argument or result.
#[derive(Clone, Debug)]
pub enum FactKind {
    /// `count`
    Count,
    /// `number`
    Number,
    /// `percent`
    Percent,
    /// `yes/no`
    Truth,
    /// `date`
    Date,
    /// `choice none < reprimand`
    Choice(Words),
    /// `choices research, training`
    Choices(Words),
}

/// The words of a choice.
#[derive(Clone, Debug)]
pub struct Words {
    /// The words, or the name of a choice that is declared elsewhere.
    pub words: Vec<Word>,
    /// Whether they are joined by `<`.
    pub ordered: bool,
    /// All of them.
    pub span: Span,
}

/// `reprimand "Khiển trách"`
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
}

/// `present count "Có mặt" from 0 to 500, at most members, default 0`
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name.
    pub name: Name,
    /// Its kind.
    pub kind: FactKind,
    /// Its label.
    pub label: Option<Text>,
    /// `from 3 to 500 by 1`
    pub values: Option<Values>,
    /// `at most members`
    pub at_most: Vec<Expr>,
    /// `at least 1`
    pub at_least: Vec<Expr>,
    /// `default 0`
    pub default: Option<Expr>,
    /// `decided by "Ban Thường vụ"`
    pub decided_by: Option<Text>,
    /// `over time: sum`
    pub over_time: Option<OverTime>,
    /// Whether other layers may change it.
    pub lock: Option<Lock>,
    /// The whole item.
    pub span: Span,
}

/// `from 30 to 45 by 0.1`
#[derive(Clone, Debug)]
pub struct Values {
    /// The least.
    pub low: Expr,
    /// The greatest.
    pub high: Option<Expr>,
    /// Multiples of this; a share for a percentage.
    pub step: Option<(Number, Span)>,
}

/// `choice level none "Không" < reprimand "Khiển trách"`
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// Its words.
    pub words: Words,
}
