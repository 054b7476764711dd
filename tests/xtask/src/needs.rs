//! What the operating system has to provide, how its presence is proved, and
//! how it is installed where this knows how. Only Linux needs anything: the
//! other systems bring their own web view and keychain.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::command::{answer, command, on_path, shown};

/// How to see that something is there, whoever installed it.
enum Proof {
    Program(&'static str),
    Library(&'static str),
    File(&'static [&'static str]),
    Font(&'static str),
}

/// A part of the system, by the name of its Debian package.
pub(crate) struct Need {
    package: &'static str,
    proof: Proof,
}

const fn need(package: &'static str, proof: Proof) -> Need {
    Need { package, proof }
}

/// To build the application.
pub(crate) const BUILD: &[Need] = &[
    need("build-essential", Proof::Program("cc")),
    need("build-essential", Proof::Program("make")),
    need("pkg-config", Proof::Program("pkg-config")),
    need("libwebkit2gtk-4.1-dev", Proof::Library("webkit2gtk-4.1")),
];

/// To drive the real window where there is no screen: a display, a bus, a keychain.
pub(crate) const WINDOW: &[Need] = &[
    need("webkit2gtk-driver", Proof::Program("WebKitWebDriver")),
    need("xvfb", Proof::Program("Xvfb")),
    need("dbus", Proof::Program("dbus-daemon")),
    need("gnome-keyring", Proof::Program("gnome-keyring-daemon")),
    need("libsecret-tools", Proof::Program("secret-tool")),
    need("libglib2.0-bin", Proof::Program("gdbus")),
    need("xclip", Proof::Program("xclip")),
    need("imagemagick", Proof::Program("import")),
    need("fonts-inter", Proof::Font("Inter-Regular")),
    need("fonts-jetbrains-mono", Proof::Font("JetBrainsMono-Regular")),
];

/// To drive the screens in a browser.
pub(crate) const BROWSER: &[Need] = &[
    need("chromium", Proof::Program("chromium")),
    need("fonts-inter", Proof::Font("Inter-Regular")),
    need("fonts-jetbrains-mono", Proof::Font("JetBrainsMono-Regular")),
];

/// To save a file through the desktop's own dialog, as a person would.
pub(crate) const PORTAL: &[Need] = &[
    need("xdg-desktop-portal", Proof::File(&["/usr/libexec/xdg-desktop-portal", "/usr/lib/xdg-desktop-portal"])),
    need(
        "xdg-desktop-portal-gtk",
        Proof::File(&["/usr/libexec/xdg-desktop-portal-gtk", "/usr/lib/xdg-desktop-portal-gtk"]),
    ),
    need("xdotool", Proof::Program("xdotool")),
    // A script sends the window what the cross in its corner does.
    need("python3", Proof::Program("python3")),
];

/// To read the tree that a screen reader sees.
pub(crate) const SCREEN_READER: &[Need] = &[
    need(
        "at-spi2-core",
        Proof::File(&["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]),
    ),
    need("python3-pyatspi", Proof::File(&["/usr/lib/python3/dist-packages/pyatspi/__init__.py"])),
];

/// What the table is measured against.
pub(crate) const TABLE_PEERS: &[Need] = &[
    need("sqlite3", Proof::Program("sqlite3")),
    need("keepassxc", Proof::Program("keepassxc")),
    need("xdotool", Proof::Program("xdotool")),
];

/// Installs what is missing of these, after saying so; elsewhere than on Debian
/// and Ubuntu it names what to install and stops.
pub(crate) fn install(lists: &[&[Need]]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let packages = missing(lists);
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !debian() {
        return Err(format!(
            "These are missing, by their Debian names: {names}\n\
             Install them with this system's package manager, then run the same command again."
        ));
    }
    apt(&packages)?;
    let left = missing(lists);
    if left.is_empty() {
        return Ok(());
    }
    Err(format!("Still missing after the installation: {}", left.join(" ")))
}

fn missing(lists: &[&[Need]]) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for need in lists.iter().copied().flatten() {
        if !packages.contains(&need.package) && !present(&need.proof) {
            packages.push(need.package);
        }
    }
    packages
}

fn present(proof: &Proof) -> bool {
    match proof {
        Proof::Program(name) => on_path(name),
        Proof::Library(name) => answer("pkg-config", &["--exists", name]).is_some(),
        Proof::File(places) => places.iter().any(|place| Path::new(place).is_file()),
        Proof::Font(name) => {
            ["/usr/share/fonts", "/usr/local/share/fonts"].iter().any(|folder| holds_font(Path::new(folder), name))
                || std::env::var_os("HOME")
                    .is_some_and(|home| holds_font(&Path::new(&home).join(".local/share/fonts"), name))
        }
    }
}

fn holds_font(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            holds_font(&path, name)
        } else {
            path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name))
        }
    })
}

fn debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    on_path("apt-get") && of_debian_family(&release)
}

/// Whether this `os-release` is Debian's, Ubuntu's or that of something made from them.
fn of_debian_family(release: &str) -> bool {
    release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|id| id == "debian" || id == "ubuntu")
}

fn apt(packages: &[&str]) -> Outcome {
    let root = answer("id", &["-u"]).as_deref() == Some("0");
    let names = packages.join(" ");
    if !root && !on_path("sudo") {
        return Err(format!(
            "These packages are missing: {names}\n\
             Install them as root: apt-get install --no-install-recommends {names}"
        ));
    }
    let how = if root { "apt-get" } else { "sudo apt-get" };
    eprintln!("Missing on this machine: {names}\nInstalling with {how} …");
    let apt_get = |arguments: &[&str]| {
        let mut apt = if root { command("apt-get") } else { command("sudo") };
        if !root {
            // The question for the password needs the terminal.
            apt.stdin(std::process::Stdio::inherit()).args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=400", "-q"]).args(arguments);
        apt
    };
    shown("apt-get update", apt_get(&["update"]))?;
    let mut install = apt_get(&["install", "-y", "--no-install-recommends"]);
    install.args(packages);
    shown("apt-get install", install)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_what_is_made_from_it_are_told_from_others() {
        assert!(of_debian_family("NAME=x\nID=debian\n"));
        assert!(of_debian_family("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!of_debian_family("ID=fedora\nVERSION_ID=40\n"));
        assert!(!of_debian_family("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"));
        assert!(!of_debian_family(""));
    }

    #[test]
    fn what_is_missing_is_named_once_and_what_is_there_is_not_named() {
        let first = [
            need("one", Proof::Program("no-such-program-anywhere")),
            need("one", Proof::File(&["/no/such/file"])),
            need("two", Proof::Font("No Such Font")),
            need("three", Proof::Library("no-such-library")),
            need("cargo", Proof::Program("cargo")),
        ];
        let second = [need("two", Proof::File(&[]))];
        assert_eq!(missing(&[&first, &second]), ["one", "two", "three"]);
    }
}
