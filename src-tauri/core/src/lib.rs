//! Keywright's core: the whole domain and its effects, without a window and without an
//! async runtime. The shell, the tests and a gateway in Rust all stand on this crate.
//!
//! Pure, told everything they need: [`name`], [`zone`], [`state`], [`policy`], [`permission`],
//! [`tenant`], [`api_url`], [`preset`], [`presentation`], [`group`], [`role`], [`rule`], [`user`], [`credential`],
//! [`credential_row`], [`column`], [`layout`], [`view`], [`selection`], [`key_shape`], [`secret_version`], [`address`],
//! [`blocking`], [`deeds`], [`operator`], [`scheme`], [`secret`], [`settings`], [`audit`], [`mac`], [`csv`],
//! [`instant_text`], [`job`], [`ids`].
//!
//! The table's query language is [`query`], what it is answered from [`index`], both pure but for
//! [`index::resident`]; [`listing`] is what the index is made of.
//!
//! Effects: [`store`] (SQLite, one module per table), [`vault`] (keychain, key slots, seals),
//! [`clock`] and [`rng`] (the only readers of the wall clock and the random source),
//! [`file`] (exports that appear whole or not at all).
//!
//! Verbs: [`actions`], one file each, on an [`app::App`]; [`keywright`] opens the data folder
//! and hands the app out.
//!
//! Invariants, each checked by a test: the store knows neither vault nor actions, the vault knows
//! no store; every audited change is one transaction with one entry; no type that is listed or
//! logged can hold a secret.
#![forbid(unsafe_code)]

pub mod actions;
pub mod address;
pub mod answers;
pub mod api_url;
pub mod app;
pub mod audit;
pub mod audit_entry;
pub mod audit_list;
pub mod blocking;
pub mod chosen;
pub mod clock;
pub mod column;
pub mod credential;
pub mod credential_row;
pub mod csv;
pub mod data_folder;
pub mod deeds;
pub mod details;
pub mod directory;
pub mod error;
pub mod file;
pub mod finding;
pub mod group;
pub mod ids;
pub mod index;
pub mod instant_text;
pub mod job;
pub mod key_shape;
pub mod keywright;
pub mod layout;
pub mod line_order;
pub mod list_cells;
pub mod list_export;
pub mod listing;
pub mod mac;
pub mod name;
pub mod operator;
pub mod operators;
pub mod pasted;
pub mod pending;
pub mod permission;
pub mod policy;
pub mod presentation;
pub mod preset;
pub mod query;
pub mod rng;
pub mod role;
pub mod rule;
pub mod samples;
pub mod scheme;
pub mod secret;
pub mod secret_version;
pub mod selection;
pub mod settings;
pub mod sheets;
pub mod state;
pub mod store;
pub mod table;
pub mod tenant;
pub mod user;
pub mod vault;
pub mod view;
pub mod views;
pub mod zone;
