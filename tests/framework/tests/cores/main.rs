//! Cores: built once, in order, on whatever asks first; reported when they need themselves; replaced in a scope.

mod builds;
mod cycles;
mod failures;
mod preload;
mod scopes;
