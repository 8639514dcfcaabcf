//! Local functions in Rhai. The only place that knows `rhai`.
//!
//! A script sees its arguments and nothing else. Numbers are exact: whole numbers are Rhai's own,
//! everything that division makes is a [`Number`]. Work, depth and sizes are limited.

use crate::value::{Number, Value};
use rhai::packages::{BasicArrayPackage, CorePackage, LogicPackage, Package};
use rhai::{AST, Dynamic, Engine, EvalAltResult, Scope};
use std::sync::LazyLock;

/// How many operations one call may take.
pub const BUDGET: u64 = 20_000;
const MAXIMUM_CALL_DEPTH: usize = 12;
const MAXIMUM_EXPRESSION_DEPTH: usize = 24;
const MAXIMUM_TEXT: usize = 4_096;
const MAXIMUM_LIST: usize = 1_024;

/// A function that was compiled.
#[derive(Clone, Debug, Default)]
pub struct Script {
    arguments: Vec<String>,
    code: AST,
}

/// Why a function gave no value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stop {
    /// It took more than [`BUDGET`] operations.
    TooLong,
    /// It called itself too deeply, or made too large a text or list.
    TooLarge,
    /// It gave something that is no value of the declared kind.
    NoValue(String),
    /// Anything else, in the script engine's words.
    Failed(String),
}

/// Where and why a script cannot be read: line and column within it, from 1.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The line in the script.
    pub line: usize,
    /// The column in the line.
    pub column: usize,
    /// The script engine's words.
    pub reason: String,
}

impl Script {
    /// Compiles the code between the braces of a function.
    pub fn compile(arguments: Vec<String>, code: &str) -> Result<Script, Unreadable> {
        let mut scope = Scope::new();
        for name in &arguments {
            scope.push_dynamic(name.as_str(), Dynamic::UNIT);
        }
        let compiled = ENGINE.compile_with_scope(&scope, code);
        let code = compiled.map_err(|error| Unreadable {
            line: error.position().line().unwrap_or(1),
            column: error.position().position().unwrap_or(1),
            reason: error.err_type().to_string(),
        })?;
        Ok(Script { arguments, code })
    }

    /// Runs the function. The same arguments give the same result.
    pub fn call(&self, arguments: &[Value]) -> Result<Value, Stop> {
        let mut scope = Scope::new();
        for (name, value) in self.arguments.iter().zip(arguments) {
            scope.push_constant_dynamic(name.as_str(), dynamic(*value));
        }
        let result =
            ENGINE.eval_ast_with_scope::<Dynamic>(&mut scope, &self.code).map_err(|error| stop(&error))?;
        value(&result)
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::new_raw();
    CorePackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    engine.on_print(|_| {}).on_debug(|_, _, _| {});
    engine.disable_symbol("eval");
    // A name that nothing declares is found when the ruleset is checked.
    engine.set_strict_variables(true);
    // The engine's own arithmetic would cut 1/2 to 0.
    engine.set_fast_operators(false);
    engine
        .set_max_operations(BUDGET)
        .set_max_call_levels(MAXIMUM_CALL_DEPTH)
        .set_max_expr_depths(MAXIMUM_EXPRESSION_DEPTH, MAXIMUM_EXPRESSION_DEPTH)
        .set_max_string_size(MAXIMUM_TEXT)
        .set_max_array_size(MAXIMUM_LIST)
        .set_max_map_size(MAXIMUM_LIST)
        .set_max_variables(64)
        .set_max_functions(64);
    register(&mut engine);
    engine
});

type Fallible<T> = Result<T, Box<EvalAltResult>>;

fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Number>("number");
    type Operation = fn(Number, Number) -> Option<Number>;
    let operations: [(&str, Operation); 4] =
        [("+", Number::plus), ("-", Number::minus), ("*", Number::times), ("/", Number::over)];
    for (name, apply) in operations {
        engine.register_fn(name, move |a: Number, b: Number| checked(apply(a, b)));
        engine.register_fn(name, move |a: i64, b: Number| checked(apply(Number::whole(a.into()), b)));
        engine.register_fn(name, move |a: Number, b: i64| checked(apply(a, Number::whole(b.into()))));
    }
    engine.register_fn("/", |a: i64, b: i64| checked(Number::whole(a.into()).over(Number::whole(b.into()))));
    engine.register_fn("+", |a: i64, b: i64| whole(a.checked_add(b)));
    engine.register_fn("-", |a: i64, b: i64| whole(a.checked_sub(b)));
    engine.register_fn("*", |a: i64, b: i64| whole(a.checked_mul(b)));
    engine.register_fn("-", |a: Number| checked(a.negated()));
    type Comparison = fn(&Number, &Number) -> bool;
    let comparisons: [(&str, Comparison); 6] = [
        ("<", |a, b| a < b),
        ("<=", |a, b| a <= b),
        (">", |a, b| a > b),
        (">=", |a, b| a >= b),
        ("==", |a, b| a == b),
        ("!=", |a, b| a != b),
    ];
    for (name, holds) in comparisons {
        engine.register_fn(name, move |a: Number, b: Number| holds(&a, &b));
        engine.register_fn(name, move |a: i64, b: Number| holds(&Number::whole(a.into()), &b));
        engine.register_fn(name, move |a: Number, b: i64| holds(&a, &Number::whole(b.into())));
    }
    engine.register_fn("floor", |a: Number| a.floor());
    engine.register_fn("floor", |a: i64| a);
}

fn checked(number: Option<Number>) -> Fallible<Number> {
    number.ok_or_else(|| "division by 0, or a number out of range".into())
}

fn whole(number: Option<i64>) -> Fallible<i64> {
    number.ok_or_else(|| "a number out of range".into())
}

fn dynamic(value: Value) -> Dynamic {
    match value {
        Value::Number(number) => {
            let number = number.reduced();
            match (number.denominator(), i64::try_from(number.numerator())) {
                (1, Ok(whole)) => Dynamic::from(whole),
                _ => Dynamic::from(number),
            }
        }
        Value::Truth(truth) => Dynamic::from(truth),
        Value::Word(word) => Dynamic::from(i64::from(word)),
        Value::Words(words) => Dynamic::from(i64::try_from(words).unwrap_or(i64::MAX)),
        Value::Date(date) => Dynamic::from(i64::from(crate::value::day_number(date))),
    }
}

fn value(result: &Dynamic) -> Result<Value, Stop> {
    if let Ok(truth) = result.as_bool() {
        return Ok(Value::Truth(truth));
    }
    if let Ok(whole) = result.as_int() {
        return Ok(Value::Number(Number::whole(whole.into())));
    }
    let number = result.clone().try_cast::<Number>();
    number.map(Value::Number).ok_or_else(|| Stop::NoValue(result.type_name().to_owned()))
}

fn stop(error: &EvalAltResult) -> Stop {
    match error {
        EvalAltResult::ErrorTooManyOperations(_) => Stop::TooLong,
        EvalAltResult::ErrorStackOverflow(_)
        | EvalAltResult::ErrorDataTooLarge(..)
        | EvalAltResult::ErrorTooManyVariables(_) => Stop::TooLarge,
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => stop(inner),
        other => {
            let mut plain = other.to_string();
            if let Some(place) = plain.find(" (line ") {
                plain.truncate(place);
            }
            Stop::Failed(plain)
        }
    }
}
