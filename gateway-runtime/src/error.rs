//! The one error of every call that goes by name, by enum or by JSON.

use std::error::Error;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::operation::OperationInfo;
use crate::params::Problem;

/// What an author's own error is carried as.
pub(crate) type Source = Box<dyn Error + Send + Sync>;

/// Why a call did not give an answer.
///
/// `Display` is for people, `Serialize` is for machines, and [`code`](Self::code) is stable across releases. The
/// error of the operation's author is kept as [`source`](Error::source), so it can be downcast.
///
/// The text holds no value of a parameter: it says which *kind* of value was found. What an operation returns as its own
/// error is its author's word, and is shown; what a panic said may quote anything, so it is only the `source`.
///
/// ```
/// use gateway_runtime::{ErrorKind, GatewayError};
///
/// let error = GatewayError::operation_failed(std::io::Error::other("disk full"));
/// assert_eq!(error.kind(), ErrorKind::OperationFailed);
/// assert_eq!(error.code(), "operation_failed");
/// assert!(std::error::Error::source(&error).unwrap().is::<std::io::Error>());
/// ```
pub struct GatewayError(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    interface: Option<&'static str>,
    operation: Option<&'static str>,
    /// The text that follows the place; empty where the kind says it all.
    detail: String,
    problems: Vec<Problem>,
    suggestion: Option<&'static str>,
    known: Vec<&'static str>,
    source: Option<Source>,
}

/// What kind of failure a [`GatewayError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No interface of the gateway has that name.
    UnknownInterface,
    /// The interface has no operation of that name.
    UnknownOperation,
    /// The request is not the JSON object that the gateway expects.
    InvalidRequest,
    /// One or more parameters are missing, unknown or of the wrong shape.
    InvalidParams,
    /// The operation ran and returned its own error.
    OperationFailed,
    /// The operation panicked; the process is intact.
    Panicked,
    /// A core that the operation needs could not be built.
    CoreFailed,
    /// A synchronous answer was asked of an asynchronous operation.
    NeedsAwait,
    /// The operation's result could not be written as JSON.
    InvalidOutput,
}

impl ErrorKind {
    /// The stable, machine-readable code of this kind.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownInterface => "unknown_interface",
            Self::UnknownOperation => "unknown_operation",
            Self::InvalidRequest => "invalid_request",
            Self::InvalidParams => "invalid_params",
            Self::OperationFailed => "operation_failed",
            Self::Panicked => "panicked",
            Self::CoreFailed => "core_failed",
            Self::NeedsAwait => "needs_await",
            Self::InvalidOutput => "invalid_output",
        }
    }
}

impl GatewayError {
    #[cold]
    fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            interface: None,
            operation: None,
            detail: detail.into(),
            problems: Vec::new(),
            suggestion: None,
            known: Vec::new(),
            source: None,
        }))
    }

    /// The request as a whole cannot be read: not JSON, not an object, a member twice.
    #[cold]
    pub fn invalid_request(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, detail)
    }

    /// Every bad parameter of one call.
    #[cold]
    pub fn invalid_params(problems: Vec<Problem>) -> Self {
        let mut error = Self::new(ErrorKind::InvalidParams, "");
        error.0.problems = problems;
        error
    }

    /// The operation's own error. A `GatewayError` that comes this way is passed on as it is.
    #[cold]
    pub fn operation_failed(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::wrap(ErrorKind::OperationFailed, source.into())
    }

    /// A core's start-up error.
    #[cold]
    pub(crate) fn core_failed(core: &'static str, source: Source) -> Self {
        let source = match source.downcast::<Self>() {
            // The failure of a core that this one needs names the one to mend.
            Ok(inner) if inner.kind() == ErrorKind::CoreFailed => return *inner,
            Ok(inner) => inner,
            Err(source) => source,
        };
        let mut error = Self::new(ErrorKind::CoreFailed, format!("core `{core}` could not be built"));
        error.0.source = Some(source);
        error
    }

    #[cold]
    pub(crate) fn core_cycle(chain: &str) -> Self {
        Self::new(ErrorKind::CoreFailed, format!("cores wait for one another: {chain}"))
    }

    #[cold]
    pub(crate) fn panicked(message: &str) -> Self {
        let mut error = Self::new(ErrorKind::Panicked, "");
        error.0.source = Some(message.into());
        error
    }

    #[cold]
    pub(crate) fn needs_await() -> Self {
        Self::new(ErrorKind::NeedsAwait, "it is asynchronous: await `execute_operation`")
    }

    #[cold]
    pub(crate) fn invalid_output(error: serde_json::Error) -> Self {
        let mut failed = Self::new(ErrorKind::InvalidOutput, "");
        failed.0.source = Some(error.into());
        failed
    }

    #[cold]
    pub(crate) fn unknown(
        kind: ErrorKind,
        interface: Option<&'static str>,
        name: &str,
        known: Vec<&'static str>,
    ) -> Self {
        let mut error = Self::new(kind, shorten(name));
        error.0.interface = interface;
        error.0.suggestion = crate::suggest::closest(name, known.iter().copied());
        error.0.known = known;
        error
    }

    fn wrap(kind: ErrorKind, source: Source) -> Self {
        match source.downcast::<Self>() {
            Ok(inner) => *inner,
            Err(source) => {
                let mut error = Self::new(kind, "");
                error.0.source = Some(source);
                error
            }
        }
    }

    /// Names the operation, unless a deeper call has named its own.
    #[cold]
    pub(crate) fn at(mut self, operation: &OperationInfo) -> Self {
        if self.0.operation.is_none() {
            self.0.interface = Some(operation.interface);
            self.0.operation = Some(operation.name);
        }
        self
    }

    /// Names the interface as the gateway does.
    #[cold]
    pub(crate) fn in_interface(mut self, interface: &'static str) -> Self {
        self.0.interface = Some(interface);
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The stable code of [`kind`](Self::kind), as it stands in JSON.
    pub fn code(&self) -> &'static str {
        self.0.kind.code()
    }

    /// The interface of the operation that failed, where one was found.
    pub fn interface(&self) -> Option<&'static str> {
        self.0.interface
    }

    /// The operation that failed, where one was found.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// All bad parameters, for [`ErrorKind::InvalidParams`].
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The known name that is nearest to an unknown one.
    pub fn did_you_mean(&self) -> Option<&'static str> {
        self.0.suggestion
    }

    /// The names that would have been accepted, for an unknown interface or operation.
    pub fn known(&self) -> &[&'static str] {
        &self.0.known
    }

    fn write_unknown(&self, f: &mut fmt::Formatter<'_>, what: &str) -> fmt::Result {
        write!(f, "no {what} `{}`", self.0.detail)?;
        if let Some(interface) = self.0.interface {
            write!(f, " in interface `{interface}`")?;
        }
        match self.0.suggestion {
            Some(name) => write!(f, ", did you mean `{name}`?"),
            None if self.0.known.is_empty() => write!(f, ": there is none"),
            None => write!(f, ", known are: {}", self.0.known.join(", ")),
        }
    }
}

impl fmt::Display for GatewayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repr = &*self.0;
        match repr.kind {
            ErrorKind::UnknownInterface => return self.write_unknown(f, "interface"),
            ErrorKind::UnknownOperation => return self.write_unknown(f, "operation"),
            _ => {}
        }
        if let (Some(interface), Some(operation)) = (repr.interface, repr.operation) {
            write!(f, "operation `{interface}.{operation}`: ")?;
        }
        match repr.kind {
            ErrorKind::InvalidRequest => write!(f, "the request cannot be read: {}", repr.detail),
            ErrorKind::InvalidParams => {
                for (index, problem) in repr.problems.iter().enumerate() {
                    write!(f, "{}{problem}", if index == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
            ErrorKind::Panicked => f.write_str("panicked"),
            ErrorKind::InvalidOutput => f.write_str("the result cannot be written as JSON"),
            _ => match (&repr.source, repr.detail.as_str()) {
                (Some(source), "") => write!(f, "{source}"),
                (Some(source), detail) => write!(f, "{detail}: {source}"),
                (None, detail) => f.write_str(detail),
            },
        }
    }
}

impl fmt::Debug for GatewayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GatewayError({}: {self})", self.code())
    }
}

impl Error for GatewayError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl Serialize for GatewayError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let repr = &*self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("message", &self.to_string())?;
        if let Some(interface) = repr.interface {
            map.serialize_entry("interface", interface)?;
        }
        if let Some(operation) = repr.operation {
            map.serialize_entry("operation", operation)?;
        }
        if !repr.problems.is_empty() {
            map.serialize_entry("problems", &repr.problems)?;
        }
        if let Some(name) = repr.suggestion {
            map.serialize_entry("did_you_mean", name)?;
        }
        if !repr.known.is_empty() {
            map.serialize_entry("known", &repr.known)?;
        }
        map.end()
    }
}

/// A foreign name is quoted in an error, but not a whole page of it.
pub(crate) fn shorten(name: &str) -> String {
    const LIMIT: usize = 64;
    match name.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}..", &name[..end]),
        None => name.to_owned(),
    }
}
