//! What the bridge, the seeder and the stories share: parts of the core's surroundings that
//! tests can set.

pub mod apart;
pub mod clock;
pub mod file_keychain;
pub mod forms;
pub mod toil;
