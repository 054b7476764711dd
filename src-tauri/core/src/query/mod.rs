//! The query language of the table: one line of text that says which credentials are meant. Pure.
//!
//! Text is read into terms with their places ([`reading`]), the names in it are looked up ([`names`]), and what comes
//! of it ([`resolved`]) is answered by [`crate::index`].

pub mod names;
pub mod reading;
pub mod resolved;
