/**
 * The text of every error code: what happened, what it means for the data, what to do.
 * The core's own message is more specific and replaces `meaning` where it has one.
 */
export const errorTexts = {
  invalid_input: {
    title: "One field needs correcting.",
    meaning: "Nothing was saved.",
    next: "Correct the marked field and try again.",
  },
  not_found: {
    title: "This is no longer here.",
    meaning: "It was deleted or removed meanwhile; nothing else changed.",
    next: "Go back to the table and look again.",
  },
  not_permitted: {
    title: "Your role does not allow this.",
    meaning: "Nothing was changed.",
    next: "Ask an administrator of this vault for the permission.",
  },
  not_vouched: {
    title: "This row was changed outside Keywright.",
    meaning: "Keywright does not act on a row that it cannot vouch for; nothing was changed.",
    next: "Compare the row with what you know of it before you rely on it.",
  },
  not_possible: {
    title: "This cannot be done in the state that the credential is in.",
    meaning: "Nothing was changed.",
    next: "Look at its details for what it is now.",
  },
  changed_meanwhile: {
    title: "This credential was changed meanwhile.",
    meaning: "Nothing was changed by you, and what you typed is still here.",
    next: "Look at it again, then decide.",
  },
  limit_reached: {
    title: "All credentials of your licence are in use.",
    meaning: "Nothing was issued.",
    next: "Delete credentials that are no longer needed, or enter a larger licence.",
  },
  stale: {
    title: "The table was rebuilt meanwhile.",
    meaning: "Nothing is lost.",
    next: "Keywright asks for the rows again.",
  },
  key_locked: {
    title: "The keychain is locked.",
    meaning: "Credentials can be viewed and revoked. Creating and rotating wait until it is open.",
    next: "Unlock the keychain.",
  },
  key_denied: {
    title: "The keychain refused Keywright.",
    meaning: "Credentials can be viewed and revoked; their secrets stay sealed and unharmed.",
    next: "Allow Keywright in your keychain’s settings, then retry.",
  },
  key_missing: {
    title: "The key of this vault is not in the keychain.",
    meaning:
      "The secrets are still sealed in the vault, and no new key was made. Credentials can be viewed and revoked.",
    next: "Sign in with the account that made the vault or restore its keyring, then retry.",
  },
  key_unreachable: {
    title: "No keychain answers on this desktop.",
    meaning: "Credentials can be viewed and revoked. Creating and rotating wait until a keychain answers.",
    next: "Start GNOME Keyring or KWallet and retry.",
  },
  key_wrong: {
    title: "The keychain holds another key than this vault’s.",
    meaning: "Nothing was written and no new key was made. Credentials can be viewed and revoked.",
    next: "Restore the keyring that this vault was made with, then retry.",
  },
  passphrase_needed: {
    title: "This vault opens with its passphrase.",
    meaning: "Credentials can be viewed and revoked. Creating and rotating wait until it is open.",
    next: "Enter the passphrase.",
  },
  passphrase_wrong: {
    title: "This is not the passphrase of this vault.",
    meaning: "Nothing was changed.",
    next: "Check capitals and keyboard layout, then enter it again.",
  },
  vault_in_use: {
    title: "Another Keywright has this vault open.",
    meaning: "Only one may write at a time, so this one did not open it. Nothing was changed.",
    next: "Use the other window, or close it and try again.",
  },
  not_a_vault: {
    title: "This folder holds a file that is not a vault.",
    meaning: "Keywright left it as it is and made nothing new beside it.",
    next: "Move that file away or start with another data folder, then try again.",
  },
  newer_vault: {
    title: "This vault was written by a newer Keywright.",
    meaning: "It was left untouched, so that nothing in it is lost.",
    next: "Install the newer version on this computer and open the vault with it.",
  },
  damaged: {
    title: "The vault’s file is damaged.",
    meaning: "Keywright stopped before writing anything; what is readable is still there.",
    next: "Copy the folder to a safe place, then restore your latest backup and try again.",
  },
  vault_exists: {
    title: "There is a vault here already.",
    meaning: "It was left as it is, and no second key was made.",
    next: "Try again to open it.",
  },
  not_open: {
    title: "No vault is open yet.",
    meaning: "Nothing was changed.",
    next: "Open the vault first.",
  },
  disk_full: {
    title: "The disk is full.",
    meaning: "Nothing was saved, and nothing that was there is lost.",
    next: "Free some space and try again.",
  },
  read_only: {
    title: "The data folder cannot be written.",
    meaning: "Nothing was changed.",
    next: "Give your account the right to write to the folder, then try again.",
  },
  storage: {
    title: "The vault’s file could not be read or written.",
    meaning: "What was acknowledged before is safe; this step was not carried out.",
    next: "Check the disk and the folder, then try again.",
  },
  file_not_written: {
    title: "The file was not saved.",
    meaning: "Nothing is lost.",
    next: "Choose another folder.",
  },
  file_exists: {
    title: "There is a file of this name already.",
    meaning: "It was left as it is.",
    next: "Replace it, or enter another name.",
  },
  clipboard_failed: {
    title: "Nothing was copied: the clipboard did not answer.",
    meaning: "The clipboard is as it was.",
    next: "Try again.",
  },
  sheet_closed: {
    title: "This sheet is closed.",
    meaning: "What was on it can no longer be had there.",
    next: "Rotate the credential if the secret was not stored.",
  },
  cancelled: {
    title: "Cancelled.",
    meaning: "Nothing was changed.",
    next: "Start again when you are ready.",
  },
  internal: {
    title: "Keywright did not get an answer from its own core.",
    meaning: "What was acknowledged before is safe; this step was not carried out.",
    next: "Try again. If it stays, close and reopen the application.",
  },
} as const;

export type ErrorCode = keyof typeof errorTexts;
