//! The vaults of every schema version, kept beside the tests, open for ever. `toil keep DIR` makes
//! the newest one's.

use std::path::Path;

use keywright_core::credential_row::Vouched;
use keywright_core::operator::Account;
use keywright_core::secret::Passphrase;
use keywright_core::store::head;

use crate::desk::{Desk, create_tenant};

#[test]
fn the_vault_of_every_schema_version_opens() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("vaults");
    let mut opened = 0;
    for version in 1..=keywright_core::store::migrate::MIGRATIONS.len() {
        let desk = Desk::new();
        std::fs::create_dir(desk.path()).expect("a folder");
        for file in ["keywright.db", "vault.id"] {
            std::fs::copy(kept.join(format!("v{version}")).join(file), desk.path().join(file)).expect("kept");
        }
        let dana = Account { account: "1000".into(), name: "Dana Whitfield".into() };
        let keywright = desk.start_as(&desk.path(), dana);
        let app = keywright.app().expect("open");
        app.unlock_with_passphrase(&Passphrase::new("a vault for ever".into())).expect("the passphrase");
        let table = crate::desk::rows(&app, keywright_core::credential_row::SortColumn::Title, false);
        assert_eq!(table.len(), 40);
        assert!(table.iter().all(|row| row.vouched == Vouched::Yes));
        let (head, _) = app.store.read(head::read).expect("the head");
        assert!(head.agrees_with(&app.store.read(head::count).expect("counted")));
        create_tenant(&app, &format!("Opened as version {version}")).expect("it can be written");
        opened += 1;
    }
    assert!(opened > 0);
}
