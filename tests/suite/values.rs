//! Numbers are exact, ranges are never too narrow, limits reach to the next one printed.

use proptest::prelude::*;
use tieuchi::value::{Bound, Interval, Limits, Mode, Number, Period, PeriodSpan, name};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn decimals_and_fractions_are_shown_exactly() {
    assert_eq!(number("95.50").to_string(), "95.5");
    assert_eq!(number("-0.25").to_string(), "-0.25");
    assert_eq!(Number::fraction(21, 22).expect("a fraction").to_string(), "21/22");
    assert_eq!(Number::fraction(-6, -8).expect("a fraction").to_string(), "0.75");
    assert!(Number::parse("1,5").is_none() && Number::parse("").is_none() && Number::parse(".5").is_none());
}

#[test]
fn every_mode_of_rounding_is_exact_at_the_middle() {
    let half = number("0.5");
    let rounded = |text: &str, mode| number(text).rounded(half, mode).expect("in range").to_string();
    assert_eq!([rounded("2.25", Mode::HalfUp), rounded("-2.25", Mode::HalfUp)], ["2.5", "-2"]);
    assert_eq!([rounded("2.25", Mode::HalfEven), rounded("2.75", Mode::HalfEven)], ["2", "3"]);
    assert_eq!([rounded("2.01", Mode::Up), rounded("2.49", Mode::Down)], ["2.5", "2"]);
}

#[test]
fn what_does_not_fit_is_none_and_comparison_still_works() {
    let huge = Number::whole(i128::MAX);
    assert!(huge.plus(Number::ONE).is_none() && huge.times(huge).is_none());
    assert!(Number::ONE.over(Number::ZERO).is_none());
    let nearly = Number::fraction(i128::MAX - 1, i128::MAX).expect("a fraction");
    let closer = Number::fraction(i128::MAX - 2, i128::MAX - 1).expect("a fraction");
    assert!(closer < nearly && nearly < Number::ONE);
}

#[test]
fn a_line_with_one_limit_reaches_to_the_next_one_printed() {
    let bound = |at: i128, included| Some(Bound { at: Number::whole(at), included });
    let lines = [
        Limits { low: bound(90, true), high: None },
        Limits { low: bound(75, true), high: None },
        Limits { low: None, high: bound(75, false) },
    ];
    let reach = Limits::reach(&lines);
    assert_eq!(reach[1].high, bound(90, false));
    assert_eq!([reach[0].high, reach[2].low], [None, None]);
    // `from 75`, then `above 90`: 90 itself is still in the first.
    let lines = [Limits { low: bound(75, true), high: None }, Limits { low: bound(90, false), high: None }];
    assert!(Limits::reach(&lines)[0].contain(Number::whole(90)));
}

#[test]
fn names_agree_whatever_the_keyboard() {
    assert_eq!(name::key("hoà"), name::key("ho\u{300}a"));
    assert_eq!(name::key("khoá"), name::key("khóa"));
    assert_ne!(name::key("điểm"), name::key("diem"));
    assert_ne!(name::key("má"), name::key("mà"));
    assert_eq!(name::nearest("diem", ["tổng", "điểm"]), Some("điểm".to_owned()));
    assert_eq!(name::heading("  Có  mặt "), name::heading("có_mặt"));
}

#[test]
fn periods_are_read_as_their_ruleset_assesses() {
    let read = |text: &str, span| Period::parse(text, span).map(|period| period.to_string());
    assert_eq!(read("2025-11", PeriodSpan::Month), Some("2025-11".to_owned()));
    assert_eq!(read("2025-Q4", PeriodSpan::Quarter), Some("2025-Q4".to_owned()));
    assert_eq!([read("2025-13", PeriodSpan::Month), read("11/2025", PeriodSpan::Month)], [None, None]);
    assert_eq!(read("25", PeriodSpan::Year), None);
    assert_eq!([read("+025", PeriodSpan::Year), read("2025-+1", PeriodSpan::Month)], [None, None]);
    assert_eq!(read("9999", PeriodSpan::Year), None);
}

#[test]
fn a_period_knows_its_days_its_parts_and_the_one_before() {
    let period = |text: &str| Period::any(text, None).unwrap_or_else(|| panic!("{text}"));
    let shown = |parts: Vec<Period>| parts.iter().map(Period::to_string).collect::<Vec<_>>().join(" ");
    let parts = |text: &str, span| shown(period(text).parts(span).collect());
    let days = |text: &str| (period(text).last_day().to_string(), period(text).day_behind().to_string());
    assert_eq!(days("2024-02"), ("2024-02-29".to_owned(), "2024-03-01".to_owned()));
    assert_eq!(days("9998"), ("9998-12-31".to_owned(), "9999-01-01".to_owned()));
    assert_eq!(parts("2025-Q4", PeriodSpan::Month), "2025-10 2025-11 2025-12");
    assert_eq!(parts("2025", PeriodSpan::Quarter), "2025-Q1 2025-Q2 2025-Q3 2025-Q4");
    assert_eq!(period("2025").parts(PeriodSpan::Month).count(), 12);
    assert_eq!([parts("2025", PeriodSpan::Year), parts("2025-01", PeriodSpan::Year)], ["2025", ""]);
    let before = ["2025-01", "2025-Q1", "2025"].map(|text| period(text).previous().to_string());
    assert_eq!(before, ["2024-12", "2024-Q4", "2024"]);
    let mut all = ["2025", "2025-02", "2025-Q1", "2024-12", "2025-01"].map(period).to_vec();
    all.sort();
    assert_eq!(shown(all), "2024-12 2025-01 2025-Q1 2025 2025-02");
}

fn small() -> impl Strategy<Value = Number> {
    (-500i128..500, 1i128..40).prop_map(|(above, below)| Number::fraction(above, below).expect("above 0"))
}

proptest! {
    #[test]
    fn sums_and_products_obey_their_laws(a in small(), b in small(), c in small()) {
        let sum = |a: Number, b: Number| a.plus(b).expect("small");
        let product = |a: Number, b: Number| a.times(b).expect("small");
        prop_assert_eq!(sum(sum(a, b), c), sum(a, sum(b, c)));
        prop_assert_eq!(product(a, sum(b, c)), sum(product(a, b), product(a, c)));
        prop_assert_eq!(a.minus(b).and_then(|it| it.plus(b)), Some(a));
        if !b.is_zero() {
            prop_assert_eq!(a.over(b).and_then(|it| it.times(b)), Some(a));
        }
    }

    #[test]
    fn order_agrees_with_whole_numbers(a in -500i128..500, b in 1i128..40, c in -500i128..500, d in 1i128..40) {
        let (left, right) = (Number::fraction(a, b).expect("above 0"), Number::fraction(c, d).expect("above 0"));
        prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
    }

    #[test]
    fn an_interval_holds_what_its_ends_can_make(a in small(), b in small(), c in small(), d in small()) {
        let interval = |a: Number, b: Number| Interval::new(a.min(b), a.max(b));
        let (left, right) = (interval(a, b), interval(c, d));
        for x in [a, b] {
            for y in [c, d] {
                prop_assert!(left.plus(right).contains(x.plus(y).expect("small")));
                prop_assert!(left.times(right).contains(x.times(y).expect("small")));
                prop_assert!(left.at_least(right).contains(x.max(y)));
                prop_assert!(left.at_most(right).contains(x.min(y)));
                if let Some(quotient) = x.over(y) {
                    prop_assert!(left.over(right).contains(quotient), "{x} / {y}");
                }
            }
        }
    }

    #[test]
    fn a_number_is_read_back_as_it_is_shown(a in small()) {
        prop_assert_eq!(Number::shown(&a.to_string()), Some(a));
        if let Some(decimal) = a.decimal() {
            prop_assert_eq!(Number::parse(&decimal), Some(a));
        }
    }
}

#[test]
fn a_period_ends_with_its_last_day() {
    for (text, last) in [("2024-02", "2024-02-29"), ("2025-Q4", "2025-12-31"), ("2025", "2025-12-31")] {
        let period = tieuchi::value::Period::any(text, None).expect("a period");
        assert_eq!(period.last_day().to_string(), last);
    }
}
