//! The case written by hand in columns, in lanes of 32-bit integers.

use peers::columns::Columns;

fn main() {
    peers::serve::<Columns<i32>>();
}
