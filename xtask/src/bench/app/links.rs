//! What must not be linked.

use crate::command::{cargo, read};
use crate::error::Error;

/// In words.
pub(super) const UNWANTED: &str = "`aws-lc-rs`, what reads the certificates of the system, and every `aws-sdk-*`";

/// Whether a crate costs a small function more than what it brings.
fn is_unwanted(name: &str) -> bool {
    let prefixes = ["aws-lc-", "aws-sdk-", "openssl", "security-framework", "schannel"];
    prefixes.iter().any(|prefix| name.starts_with(prefix))
        || ["rustls-native-certs", "rustls-platform-verifier"].contains(&name)
}

/// The crates of the shipped app that are not wanted.
pub(super) fn unwanted() -> Result<Vec<String>, Error> {
    let mut tree = cargo();
    tree.args([
        "tree",
        "--locked",
        "--package",
        "app",
        "--no-default-features",
        "--edges",
        "normal",
        "--target",
        "all",
    ]);
    let crates = read(tree.args(["--prefix", "none", "--format", "{p}"]))?;
    let mut names: Vec<_> = of(&crates).filter(|name| is_unwanted(name)).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

fn of(tree: &str) -> impl Iterator<Item = &str> {
    tree.lines().filter_map(|line| line.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::{is_unwanted, of};

    #[test]
    fn what_is_not_wanted_is_seen_in_a_tree() {
        let tree = "app v0.1.0 (/a/app)\nrustls v0.23.1\naws-lc-rs v1.2.3\naws-sdk-dynamodb v1.0.0\naws-sigv4 v1.3.0\n\
                    rustls-native-certs v0.8.0 (*)\n\n";
        let found: Vec<_> = of(tree).filter(|name| is_unwanted(name)).collect();
        assert_eq!(found, ["aws-lc-rs", "aws-sdk-dynamodb", "rustls-native-certs"]);
    }
}
