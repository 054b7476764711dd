// The one list of commands. `lib.rs` makes the handler of it, `build.rs` the application's
// manifest; each includes this file and gives it the macro that is to take the names.
macro_rules! with_commands {
    ($take:ident) => {
        $take! {
            start_state,
            retry_start,
            probe_keychain,
            create_vault,
            quit,
            hear_close_request,
            key_status,
            retry_keychain,
            unlock_keychain,
            cancel_unlock,
            unlock_with_passphrase,
            list_tenants,
            zones,
            create_tenant,
            check_title,
            issue_credential,
            open_sheets,
            copy_from_sheet,
            clear_clipboard,
            show_secret,
            download_csv,
            show_in_folder,
            close_sheet,
            query_credentials,
            credential_rows,
            copy_access_id,
            add_samples,
            remove_samples,
            credential_details,
            edit_credential,
            activate_credential,
            deactivate_credential,
            revoke_credential,
            reinstate_credential,
            change_expiry,
            rotate_credential,
            delete_credential,
            undo_change,
            pending_changes,
            vouch_for_changes
        }
    };
}
