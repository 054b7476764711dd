//! What a query comes to.

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::query::resolved::Resolved;

impl App {
    /// What a query of `tenant`, or of all tenants, comes to: only the empty one comes to anything.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query`.
    pub fn resolve(&self, _tenant: Option<TenantId>, query: &str) -> Result<Resolved> {
        if query.trim().is_empty() {
            return Ok(Resolved::default());
        }
        Err(Error::invalid("query", "Only the empty query can be answered."))
    }
}
