//! What a program can be told: settings, in sections, as [`settings!`](crate::settings) declares them.

use std::fmt;

use super::reader::Reader;

/// A struct of settings: [`settings!`](crate::settings) implements this.
pub trait Section: Sized + 'static {
    /// What there is to set.
    const INFO: SectionInfo;

    /// Reads every setting; `None` if one has neither a value nor a default.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// A section, described.
#[derive(Clone, Copy, Debug)]
pub struct SectionInfo {
    /// The first half of its settings' keys: `cache` in `cache.bytes`.
    pub name: &'static str,
    /// Its settings, in the order of the struct.
    pub settings: &'static [SettingInfo],
    /// Reads the section for what is told about it.
    pub probe: fn(&mut Reader<'_>),
}

/// A setting, described.
#[derive(Debug)]
pub struct SettingInfo {
    /// The second half of its key: `bytes` in `cache.bytes`.
    pub key: &'static str,
    /// The doc comment.
    pub docs: &'static str,
    /// Its type, as written.
    pub kind: &'static str,
    /// The environment variables that set it; the first that is set wins.
    pub names: &'static [Name],
    /// Bytes of memory that each unit of the value may come to take; 0 if it bounds no memory.
    pub memory: u64,
}

/// An environment variable that sets a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The variable.
    pub variable: &'static str,
    /// Whether it says the opposite: a flag whose on is the setting's off.
    pub negated: bool,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.negated { "not " } else { "" }, self.variable)
    }
}

/// The entry of a section in the index of all that are linked.
#[doc(hidden)]
pub struct Declared(pub SectionInfo);

inventory::collect!(Declared);

/// Every section that is linked into the program, by name.
pub(super) fn sections() -> Vec<&'static SectionInfo> {
    let mut sections: Vec<_> = inventory::iter::<Declared>().map(|declared| &declared.0).collect();
    sections.sort_by_key(|section| section.name);
    sections
}

/// Declares a struct of settings: its fields, what they are called outside, and what holds if nobody says anything.
///
/// ```standalone_crate
/// use std::time::Duration;
///
/// use gateway_cores::config::Config;
/// use gateway_cores::settings;
/// use gateway_runtime::Secret;
///
/// settings! {
///     /// How the bridge reaches the house.
///     #[derive(Debug)]
///     pub struct House in "house" {
///         /// Where it is.
///         #[env("HOUSE_URL", "BASE_URL")]
///         pub url: String,
///         /// What opens the door.
///         #[env("HOUSE_TOKEN")]
///         pub token: Option<Secret>,
///         /// Whether certificates are checked.
///         #[env("HOUSE_VERIFY_SSL", not "NOT_VERIFY_SSL")]
///         pub verify_ssl: bool = true,
///         /// How long an answer may take.
///         #[env("HOUSE_TIMEOUT")]
///         pub timeout: Duration = Duration::from_secs(7),
///     }
/// }
///
/// # fn main() {
/// let config = Config::from_variables([("BASE_URL", "https://home.example"), ("NOT_VERIFY_SSL", "1")]);
/// let house: House = config.section().unwrap();
/// assert_eq!(house.url, "https://home.example");
/// assert!(!house.verify_ssl);
///
/// let config = Config::from_variables([("HOUSE_TIMEOUT", "soon"), ("HOUSE_TOKEN", "hunter2")]);
/// assert_eq!(
///     config.section::<House>().unwrap_err().to_string(),
///     "`HOUSE_URL`: expected text, found nothing; `HOUSE_TIMEOUT`: expected seconds, or a duration such as `300ms`, \
///      `30s`, `5m`, `2h` or `1d`, found other text",
/// );
/// # }
/// ```
///
/// - `in "house"` is the section: its settings have the keys `house.url` and so on.
/// - `#[env(..)]` names the variables, the program's own first. `not` is a flag that says the opposite.
/// - `= ..` is the default. A field without one is required, unless it is an `Option` or a map.
/// - `#[tiers(minimum = .., maximum = ..)]` is what holds instead of the default under a [preset](super::Preset) of that
///   tier.
/// - `#[memory(1)]` says that each unit of the value may take that many bytes of memory.
///
/// A field's type is a [`SettingValue`](crate::config::SettingValue).
#[macro_export]
macro_rules! settings {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident in $section:literal {$(
            $(#[doc = $docs:literal])*
            #[env($($names:tt)+)]
            $(#[tiers(minimum = $minimum:expr, maximum = $maximum:expr)])?
            $(#[memory($memory:literal)])?
            $field_visibility:vis $field:ident: $kind:ty $(= $default:expr)?
        ),+ $(,)?}
    ) => {
        $(#[$meta])*
        $visibility struct $name {$(
            $(#[doc = $docs])*
            $field_visibility $field: $kind
        ),+}

        impl $crate::config::Section for $name {
            const INFO: $crate::config::SectionInfo = $crate::config::SectionInfo {
                name: $section,
                settings: &[$($crate::config::SettingInfo {
                    key: ::core::stringify!($field),
                    docs: ::core::concat!($($docs, "\n"),*),
                    kind: ::core::stringify!($kind),
                    names: &$crate::__setting_names!([] $($names)+),
                    memory: 0 $(+ $memory)?,
                }),+],
                probe: |reader| _ = <Self as $crate::config::Section>::read(reader),
            };

            fn read(reader: &mut $crate::config::Reader<'_>) -> ::core::option::Option<Self> {
                $(let $field = reader.setting::<$kind>(
                    ::core::stringify!($field),
                    [
                        ::core::option::Option::None$(.or(::core::option::Option::Some((|| $minimum) as fn() -> $kind)))?,
                        ::core::option::Option::None$(.or(::core::option::Option::Some((|| $default) as fn() -> $kind)))?,
                        ::core::option::Option::None$(.or(::core::option::Option::Some((|| $maximum) as fn() -> $kind)))?,
                    ],
                );)+
                ::core::option::Option::Some(Self { $($field: $field?),+ })
            }
        }

        $crate::config::__private::inventory::submit! {
            $crate::config::__private::Declared(<$name as $crate::config::Section>::INFO)
        }
    };
}

/// The variables of a setting, one after the other.
#[doc(hidden)]
#[macro_export]
macro_rules! __setting_names {
    ([$($done:tt)*] not $variable:literal $(, $($rest:tt)*)?) => {
        $crate::__setting_names!([$($done)* { $variable, true }] $($($rest)*)?)
    };
    ([$($done:tt)*] $variable:literal $(, $($rest:tt)*)?) => {
        $crate::__setting_names!([$($done)* { $variable, false }] $($($rest)*)?)
    };
    ([$({ $variable:literal, $negated:literal })*]) => {
        [$($crate::config::Name { variable: $variable, negated: $negated }),*]
    };
}
