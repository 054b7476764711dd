//! What an administrator does, and what befalls them, through the core's public API:
//! real SQLite in a real folder, and a keychain in memory that can be put into every state.

mod audit;
mod audit_screen;
mod bad_input;
mod desk;
mod disk;
mod folder;
mod issue;
mod keys;
mod kill;
mod life;
mod locked;
mod mounted;
mod operator_changes;
mod operators;
mod permissions;
mod samples;
mod settings;
mod tamper;
mod time;
mod vaults;
