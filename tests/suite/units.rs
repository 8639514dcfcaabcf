//! The table of units: who stands below whom, and since when, whatever the order of its rows.

use proptest::prelude::*;
use tieuchi::data::{Unit, Units};
use tieuchi::value::Period;
use tieuchi::{Diagnostic, Format};

fn read(csv: &str) -> (Units, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let units = Units::read("units.csv", csv.as_bytes(), Format::Csv, &mut |wrong| findings.push(wrong));
    (units, findings)
}

fn ids<'a>(units: impl IntoIterator<Item = &'a Unit>) -> String {
    units.into_iter().map(|unit| unit.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn units_form_a_tree() {
    let (units, findings) = read(
        "unit,title,type,parent\nDB,Đảng bộ,committee,\nB,Hai,cell,DB\nA,Một,cell,DB\nA1,,team,A\nX,,cell,\n",
    );
    assert!(findings.is_empty() && !units.is_empty() && Units::default().is_empty());
    assert_eq!(ids(units.iter()), "DB B A A1 X");
    assert_eq!(ids(units.lower_first()), "A1 B X A DB");
    assert_eq!([ids(units.below("DB")), ids(units.below("A")), ids(units.below("none"))], ["A B", "A1", ""]);
    let lowest = units.get("A1").expect("a unit");
    assert_eq!(ids(units.superiors(lowest)), "A DB");
    assert_eq!(units.parent(lowest).map(Unit::shown), Some("Một"));
    assert_eq!((lowest.shown(), lowest.kind.as_str()), ("A1", "team"));
}

#[test]
fn only_whole_months_count_and_the_day_of_leaving_does_not() {
    let unit = |joined: &str, left: &str| {
        let (units, findings) = read(&format!("unit,joined,left\nA,{joined},{left}\n"));
        assert!(findings.is_empty(), "{findings:?}");
        units.get("A").cloned().expect("a unit")
    };
    let period = |text: &str| Period::any(text, None).expect("a period");
    let months = |joined, left, text: &str| unit(joined, left).months_in_place(period(text));
    assert_eq!([months("2025-07-01", "", "2025"), months("2025-07-02", "", "2025")], [6, 5]);
    assert_eq!([months("", "2025-07-01", "2025"), months("", "2025-06-30", "2025")], [6, 5]);
    assert_eq!([months("", "", "2025-Q3"), months("2026-01-01", "", "2025")], [3, 0]);
    assert_eq!(
        [months("2025-02-10", "2025-03-31", "2025"), months("2025-02-10", "2025-04-01", "2025")],
        [0, 1]
    );
    assert_eq!([months("", "2024-05-05", "2025"), months("", "", "2025-02")], [0, 1]);
    let at_end = |left| unit("", left).is_there_at_end(period("2025"));
    assert_eq!([at_end(""), at_end("2025-12-31"), at_end("2026-01-01")], [true, false, true]);
}

proptest! {
    /// A forest of units, each under one of a smaller number, in any order of rows.
    #[test]
    fn the_order_of_rows_never_shows(parents in proptest::collection::vec(any::<u8>(), 1..20), order in any::<u64>()) {
        let row = |(at, parent): (usize, &u8)| match usize::from(*parent) % (at + 1) {
            0 => format!("U{at:02},"),
            parent => format!("U{at:02},U{:02}", parent - 1),
        };
        let mut rows: Vec<String> = parents.iter().enumerate().map(row).collect();
        let (units, findings) = read(&format!("unit,parent\n{}\n", rows.join("\n")));
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let mut seed = order;
        for last in (1..rows.len()).rev() {
            rows.swap(last, usize::try_from(seed % (last as u64 + 1)).expect("small"));
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        }
        let (mixed, _) = read(&format!("unit,parent\n{}\n", rows.join("\n")));
        let sorted = ids(units.lower_first());
        prop_assert_eq!(&sorted, &ids(mixed.lower_first()));
        let listed: Vec<&str> = sorted.split(' ').collect();
        let place = |id: &str| listed.iter().position(|it| *it == id);
        for unit in units.iter() {
            prop_assert_eq!(ids(units.below(&unit.id)), ids(mixed.below(&unit.id)));
            prop_assert!(units.superiors(unit).all(|above| place(&above.id) > place(&unit.id)));
        }
    }

    /// Any superiors: circles are cut, and nothing loops.
    #[test]
    fn any_superiors_are_read_to_their_end(parents in proptest::collection::vec(0usize..12, 1..12)) {
        let rows = parents.iter().enumerate().map(|(at, parent)| format!("U{at},U{parent}"));
        let (units, _) = read(&format!("unit,parent\n{}\n", rows.collect::<Vec<_>>().join("\n")));
        prop_assert_eq!(units.lower_first().len(), parents.len());
        for unit in units.iter() {
            prop_assert!(units.superiors(unit).count() < parents.len());
        }
    }
}
