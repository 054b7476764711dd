//! The rules of the code.
