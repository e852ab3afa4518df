// Entries are separated by commas.
use gateway_runtime::gateway;

gateway! { pub Gateway { ui_tests::metrics; ui_tests::other::metrics as counts } }

fn main() {}
