//! Every misuse has its error, every use compiles.

/// One run builds all cases; `TRYBUILD=overwrite cargo test -p ui-tests` writes what the compiler says, to be read.
#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*/*.rs");
}
