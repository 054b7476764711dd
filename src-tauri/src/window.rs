//! The one window: made at once and coloured as the page will be, while the core starts on a
//! thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keywright::desktop::system::{System, SystemBoard};
use keywright::place;
use keywright::shell::{Shell, Surroundings};
use keywright_core::clock::SystemClock;
use keywright_core::keywright::Parts;
use keywright_core::operator::Account;
use keywright_core::rng::SystemRng;
use keywright_core::vault::os_keychain::OsKeychain;
use keywright_core::zone;
use tauri::webview::{Color, NewWindowResponse};
use tauri::{App, AppHandle, Manager, RunEvent, Theme, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_plugin_window_state::StateFlags;

const MAIN: &str = "main";

/// The page's `--color-window`, so that nothing flashes before it is drawn.
const LIGHT: Color = Color(0xf4, 0xf5, 0xf7, 0xff);
const DARK: Color = Color(0x13, 0x14, 0x17, 0xff);

/// Runs the window over the vault in `folder` until the application ends.
pub(crate) fn run(folder: PathBuf, clipboard_time: Option<Duration>) -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    // Elsewhere the plugin knows one name for every folder; the vault's lock decides there.
    if cfg!(target_os = "linux") || place::platform_folder().is_some_and(|own| place::canonical(&own) == folder) {
        builder = builder.plugin(one_instance(&folder));
    }
    let remembered = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let builder = builder
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(remembered).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .setup(move |app| Ok(set_up(app, folder, clipboard_time)?));
    let app = keywright::builder(builder).build(tauri::generate_context!())?;
    app.run(on_run_event);
    Ok(())
}

/// A second start over the same folder brings this window to the front, and ends.
fn one_instance(folder: &Path) -> tauri::plugin::TauriPlugin<Wry> {
    let show = |app: &AppHandle, _arguments, _folder| {
        if let Some(window) = app.get_webview_window(MAIN) {
            let shown = window.unminimize().and_then(|()| window.set_focus());
            if let Err(error) = shown {
                tracing::warn!(%error, "the window did not come to the front");
            }
        }
    };
    tauri_plugin_single_instance::Builder::new().callback(show).dbus_id(place::instance_name(folder)).build()
}

fn set_up(app: &App, folder: PathBuf, clipboard_time: Option<Duration>) -> tauri::Result<()> {
    let handle = app.handle();
    let parts = Parts {
        folder,
        keychain: Arc::new(OsKeychain::new(place::IDENTIFIER)),
        clock: Arc::new(SystemClock),
        rng: Arc::new(SystemRng),
        account: Account::of_this_process(),
        zone: zone::system_zone(),
    };
    let around = Surroundings {
        desktop: Box::new(System(handle.clone())),
        board: Box::new(SystemBoard::default()),
        clipboard_time,
        tell: keywright::telling(handle),
    };
    keywright::install(handle, parts, around);
    show_window(app)
}

fn show_window(app: &App) -> tauri::Result<()> {
    let configured = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let configured = configured.ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, configured)?
        // A driven window needs the shared web context; any other keeps nothing on the disk.
        .incognito(std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none())
        .on_navigation(|url| is_own_page(url.as_str()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let dark = matches!(window.theme(), Ok(Theme::Dark));
    window.set_background_color(Some(if dark { DARK } else { LIGHT }))?;
    window.show()?;
    let shell = Arc::clone(&app.state::<Arc<Shell>>());
    let closing = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            ask_then_close(Arc::clone(&shell), closing.clone());
        }
    });
    Ok(())
}

/// The page is the application's own, or the development server's in a build without it.
fn is_own_page(url: &str) -> bool {
    let own = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];
    let development: &[&str] = if cfg!(feature = "custom-protocol") { &[] } else { &["http://localhost:5173"] };
    own.iter()
        .chain(development)
        .any(|origin| url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])))
}

/// With a one-time sheet open the page asks first, and calls `quit`. What ends with the window clears the clipboard.
fn ask_then_close(shell: Arc<Shell>, window: WebviewWindow) {
    // Not on the window's own thread, which what is told to the page goes through.
    thread::spawn(move || {
        if shell.may_close()
            && let Err(error) = window.destroy()
        {
            tracing::warn!(%error, "the window did not close");
        }
    });
}

fn on_run_event(app: &AppHandle, event: RunEvent) {
    if let RunEvent::Exit = event {
        app.state::<Arc<Shell>>().clipboard().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[test]
    fn the_window_goes_nowhere_else() {
        assert!(is_own_page("tauri://localhost"));
        assert!(is_own_page("tauri://localhost/index.html"));
        for url in ["https://example.com/", "tauri://localhost.example.com/", "file:///etc/passwd", "data:text/html,x"]
        {
            assert!(!is_own_page(url), "{url}");
        }
    }
}
