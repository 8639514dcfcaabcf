pub mod check;
pub mod diagnostic;
pub mod function;
pub mod link;
pub mod model;
pub mod source;
pub mod syntax;
pub mod value;
