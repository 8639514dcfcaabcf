//! Polars: lazy expressions over columns in memory; with the arguments `csv IN OUT` from a file of facts to a file of
//! results instead.

use peers::case::{RESULTS, contents, criteria, fact, stages};
use peers::rule::{Rule, Term, Test};
use peers::{Answer, CLASSES, Column, Engine, Facts, facts, serve};
use polars::prelude::*;

struct Frame {
    facts: LazyFrame,
    results: DataFrame,
}

impl Engine for Frame {
    fn new(facts: &Facts) -> Frame {
        let columns = facts.columns.iter().map(|(name, column)| {
            let name = fact(name).into();
            match column {
                Column::Numbers(list) => Series::new(name, list).into(),
                Column::Truths(list) => {
                    let truths: Vec<bool> = list.iter().map(|truth| *truth == 1).collect();
                    Series::new(name, truths).into()
                }
            }
        });
        let frame = DataFrame::new(facts.rows, columns.collect()).expect("columns are of one length");
        Frame { facts: frame.lazy(), results: DataFrame::empty() }
    }

    fn run(&mut self) {
        let points = criteria().into_iter().map(|(_, points, _)| points);
        let kept: Vec<Expr> = points.chain(RESULTS.map(str::to_owned)).map(col).collect();
        let frame = ruled(self.facts.clone()).select(kept);
        self.results = frame.collect().expect("every rule can be run by Polars");
    }

    fn answers(&self) -> Vec<Answer> {
        let list = |name: &str| {
            let column = self.results.column(name).expect("results are there");
            let list: Vec<i64> = column.i32().expect("results are whole").iter().map(whole).collect();
            list
        };
        let [tenths, class, four_good, model] = RESULTS.map(list);
        let rows = (0..tenths.len())
            .map(|row| Answer::of(tenths[row], class[row], four_good[row] == 1, model[row] == 1));
        rows.collect()
    }
}

fn whole(value: Option<i32>) -> i64 {
    value.map_or(i64::MIN, i64::from)
}

/// A frame of facts with a column for each rule.
fn ruled(mut frame: LazyFrame) -> LazyFrame {
    for stage in stages() {
        let columns: Vec<Expr> = stage.iter().map(|rule| choice(rule).alias(&rule.name)).collect();
        frame = frame.with_columns(columns);
    }
    frame
}

/// The first case that holds, asked from the last one up.
fn choice(rule: &Rule) -> Expr {
    rule.cases.iter().rev().fold(term(&rule.otherwise), |rest, (tests, value)| {
        let when_all = tests.iter().map(test).reduce(Expr::and).unwrap_or(lit(true));
        when(when_all).then(term(value)).otherwise(rest)
    })
}

fn test(test: &Test) -> Expr {
    match test {
        Test::AtLeast(left, right) => term(left).gt_eq(term(right)),
        Test::Equal(left, right) => term(left).eq(term(right)),
        Test::Yes(name) => col(fact(name)),
        Test::No(name) => col(fact(name)).not(),
    }
}

fn term(of: &Term) -> Expr {
    match of {
        Term::Name(name) => col(fact(name)),
        Term::Whole(number) => number_of(*number),
        Term::Sum(terms) => terms.iter().map(term).reduce(|sum, term| sum + term).unwrap_or(lit(0)),
        Term::Less(from, what) => term(from) - term(what),
        Term::Times(times, of) => number_of(*times) * term(of),
        Term::Over(above, below) => term(above) / term(below),
    }
}

/// All numbers of the case fit 32 bits, which is the quickest that Polars has for them.
fn number_of(number: i64) -> Expr {
    lit(i32::try_from(number).expect("numbers of the case are small"))
}

/// From a file of facts to a file of results.
fn csv(from: &str, to: &str) -> PolarsResult<()> {
    let names: Vec<(&str, bool)> = facts::facts(0..0)
        .columns
        .iter()
        .map(|(name, it)| (*name, matches!(it, Column::Truths(_))))
        .collect();
    let texts = ["unit", "period"].map(|name| Field::new(name.into(), DataType::String));
    let fields = names.iter().map(|(name, is_truth)| {
        let kind = if *is_truth { DataType::String } else { DataType::Int32 };
        Field::new((*name).into(), kind)
    });
    let schema: Schema = texts.into_iter().chain(fields).collect();
    let frame = LazyCsvReader::new(from.into()).with_schema(Some(Arc::new(schema))).finish()?;
    let columns = names.iter().map(|(name, is_truth)| {
        let column = if *is_truth { col(*name).eq(lit("yes")) } else { col(*name) };
        column.alias(fact(name))
    });
    let kept: Vec<Expr> = [col("unit"), col("period")].into_iter().chain(columns).collect();
    let frame = ruled(frame.select(kept)).select(results());
    let target = SinkTarget::Path(to.into());
    let format = FileWriteFormat::Csv(CsvWriterOptions::default());
    frame.sink(SinkDestination::File { target }, format, UnifiedSinkArgs::default())?.collect()?;
    Ok(())
}

/// The columns that tieuchi writes too.
fn results() -> Vec<Expr> {
    let float = |of: Expr| of.cast(DataType::Float64);
    let halves = |name: &str| float(col(name)) * lit(0.5);
    let mut columns = vec![col("unit"), col("period")];
    // Polars multiplies with 0.1 where it is to divide by a constant of 10, and 214 becomes 21.400000000000002.
    let ten = col("tenths") * lit(0) + lit(10);
    columns.push((float(col("tenths")) / float(ten)).alias("total"));
    let class = (0..)
        .zip(CLASSES)
        .fold(lit(NULL), |rest, (at, class)| when(col("class").eq(lit(at))).then(lit(class)).otherwise(rest));
    columns.push(class.alias("class"));
    let has = |title: &str| col(title).eq(lit(1));
    let titles = when(has("four_good").and(has("model"))).then(lit("four_good model"));
    let titles = titles.when(has("four_good")).then(lit("four_good"));
    let titles = titles.when(has("model")).then(lit("model")).otherwise(lit(NULL));
    columns.push(titles.alias("recognised"));
    columns.extend(contents().map(|content| halves(content).alias(content)));
    columns.extend(criteria().into_iter().map(|(full, points, gone)| {
        let points = halves(&points);
        let points = match gone {
            Some(gone) => when(col(gone).eq(lit(0))).then(points).otherwise(lit(NULL)),
            None => points,
        };
        points.alias(full)
    }));
    columns
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [mode, from, to] if mode == "csv" => csv(from, to).expect("the files can be read and written"),
        _ => serve::<Frame>(),
    }
}
