//! The language files against each other and against the code.

mod files;
mod keys;
mod spoken;
mod template;
