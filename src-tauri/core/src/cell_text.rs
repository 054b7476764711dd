//! What a cell of the table says, whole, for the clipboard: the same words as in an exported list, in their own
//! letters. Reads no secret, and could not.

use crate::app::App;
use crate::column::Column;
use crate::csv;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::list_cells::Cells;
use crate::store::credentials;
use crate::store::list_rows::ListRows;

impl App {
    /// What `column` says of a credential.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::NotPossible`] where it says nothing; [`Error::NotPermitted`] without *view*.
    pub fn cell_text(&self, credential: CredentialId, column: Column) -> Result<String> {
        let (mut cells, fields) = Cells::of(&[column], self.now());
        let record = self.store.read(|connection| {
            self.may_view(connection)?;
            let handle = credentials::handle_of(connection, credential)?.ok_or(Error::NotFound("credential"))?;
            let mut record = Vec::new();
            ListRows::of(&fields).each(connection, &[handle], |_, row| cells.write(connection, row, &mut record))?;
            Ok(record)
        })?;
        let text = csv::only_cell(&record);
        if text.is_empty() {
            let heading = column.heading();
            return Err(Error::NotPossible(format!(
                "{heading} is empty here: there is nothing to copy. The clipboard is as it was."
            )));
        }
        Ok(text)
    }
}
