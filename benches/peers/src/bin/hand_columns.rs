//! The case written by hand in columns, in lanes of 64-bit floats that hold whole numbers: the unit of the table.

use peers::columns::Columns;

fn main() {
    peers::serve::<Columns<f64>>();
}
