//! A C compiler for the few files of C and assembly in `ring`, whatever the machine has.
//!
//! Rust brings musl and a linker for each of its targets, but no C compiler. That of Zig brings the headers of every
//! target: <https://pypi.org/project/ziglang/>.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{root, target};
use crate::error::Error;
use crate::wheel::{self, Wheel};

/// One sum for each processor that the compiler itself runs on. Of its headers only those of musl are needed.
const WHEEL: Wheel = Wheel {
    tool: "zig",
    about: "98 MB",
    package: "ziglang",
    version: "0.16.0",
    sha256: &[
        "9fcda73f62b851dd72a54b710ad40a209896db14cfb13649e62191243556342b",
        "e27d409812b11e0fb89ed0200cf2e55b6464d43f9461553104e4a4f9a94a1fd5",
    ],
    members: &[
        "ziglang/zig",
        "ziglang/lib/include/",
        "ziglang/lib/libc/include/aarch64-linux-",
        "ziglang/lib/libc/include/any-linux-any/",
        "ziglang/lib/libc/include/generic-musl/",
        "ziglang/lib/libc/include/x86-linux-",
        "ziglang/lib/libc/include/x86_64-linux-",
        // By this file Zig knows its library.
        "ziglang/lib/std/std.zig",
    ],
    program: "ziglang/zig",
};

/// Lets `cargo` build for musl on this architecture: the C compiler, the linker, and no path of this machine in the program.
pub(super) fn use_in(cargo: &mut Command, architecture: &str) -> Result<(), Error> {
    let zig = wheel::fetch(&WHEEL)?;
    let scripts = root().join("xtask/src/package");
    let target_name = format!("{architecture}_unknown_linux_musl");
    let cache = target().join("package").join("zig");
    cargo
        .env("XTASK_ZIG", zig)
        .env("XTASK_ZIG_TARGET", format!("{architecture}-linux-musl"))
        .env("ZIG_GLOBAL_CACHE_DIR", &cache)
        .env("ZIG_LOCAL_CACHE_DIR", &cache)
        .env(format!("CC_{target_name}"), scripts.join("zig-cc"))
        .env(format!("AR_{target_name}"), scripts.join("zig-ar"))
        .env(format!("CARGO_TARGET_{}_LINKER", target_name.to_uppercase()), "rust-lld")
        .env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    Ok(())
}

/// What the compiler is told beside the profile, in cargo's encoding.
///
/// A panic names the file that it is in; the home of who built the program is nobody's business, and makes two builds
/// of the same sources differ. A program at a fixed address has nothing to relocate, which is a quarter of a start. And
/// functions that are the same to the byte are one.
fn flags() -> Result<OsString, Error> {
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    let cargo = cargo.ok_or_else(|| Error::new("neither HOME nor CARGO_HOME says where cargo keeps its crates"))?;
    let mut flags = OsString::from("-Crelocation-model=static\u{1f}-Clink-arg=--icf=all\u{1f}--remap-path-prefix=");
    flags.push(cargo.join("registry").join("src"));
    flags.push("=crates");
    Ok(flags)
}
