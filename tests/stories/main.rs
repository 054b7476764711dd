//! What an administrator does, and what befalls them, through the core's public API:
//! real SQLite in a real folder, and a keychain in memory that can be put into every state.

mod audit;
mod audit_screen;
mod bad_input;
mod batches;
mod counting;
mod desk;
mod directory;
mod disk;
mod export;
mod finding;
mod folder;
mod grants;
mod index;
mod issue;
mod kept;
mod keys;
mod kill;
mod kinds;
mod life;
mod locked;
mod mounted;
mod operator_changes;
mod operators;
mod pasted;
mod permissions;
mod plain;
mod samples;
mod settings;
mod states;
mod tamper;
mod time;
mod vaults;
mod views;
