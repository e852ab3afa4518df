//! An operation that something outside may call.

use std::sync::OnceLock;

use gateway_runtime::{ErrorKind, GatewayError, OperationInfo, Place};

use super::Input;

/// An operation that something outside may call.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// What the gateway calls its interface.
    pub(crate) interface: &'static str,
    pub(crate) operation: &'static OperationInfo,
    /// Read from the types as they are written, which a start has no time for.
    inputs: OnceLock<Vec<Input>>,
}

/// What it means that an operation's result is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nothing {
    /// It has no result.
    Unit,
    /// Nothing was found.
    Absent,
    /// `null`.
    Value,
}

impl Target {
    pub(super) fn new(interface: &'static str, operation: &'static OperationInfo) -> Self {
        Self { interface, operation, inputs: OnceLock::new() }
    }

    /// What it takes, in the function's order.
    pub(crate) fn inputs(&self) -> &[Input] {
        self.inputs.get_or_init(|| {
            let parameters = self.operation.parameters().enumerate();
            parameters.map(|(index, it)| Input::new(it.name, it.kind, self.operation.place(index))).collect()
        })
    }

    /// What it means that its result is `null`.
    pub(crate) fn nothing(&self) -> Nothing {
        Nothing::of(self.operation.returns)
    }

    /// The parameter that takes the whole body.
    pub(crate) fn body(&self) -> Option<&Input> {
        self.inputs().iter().find(|input| input.place == Place::Body)
    }

    /// The headers that its parameters come from.
    pub(super) fn headers(&self) -> impl Iterator<Item = &'static str> {
        (0..self.operation.parameters().len()).filter_map(|index| match self.operation.place(index) {
            Place::Header(name) => Some(name),
            _ => None,
        })
    }

    /// The parameter of this name, unless its annotation says where it comes from.
    pub(crate) fn member(&self, name: &str) -> Option<usize> {
        self.inputs().iter().position(|input| input.name == name && input.place == Place::Anywhere)
    }

    /// Whether an error says that this operation refused its parameters. An operation that calls another by name may
    /// pass on that one's refusal: no fault of who called this one.
    pub(crate) fn refused(&self, error: &GatewayError) -> bool {
        matches!(error.kind(), ErrorKind::InvalidParams | ErrorKind::InvalidRequest)
            && error.interface() == Some(self.interface)
            && error.operation() == Some(self.operation.name)
    }
}

impl Nothing {
    /// Of the type as written: an alias hides what it stands for, and then `null` is `null`.
    fn of(returns: &str) -> Self {
        let output = super::input::within(returns, &["Result"]).unwrap_or(returns);
        match output {
            "" | "()" => Self::Unit,
            _ if super::input::within(output, &["Option"]).is_some() => Self::Absent,
            _ => Self::Value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Nothing;

    #[test]
    fn null_means_what_the_type_says() {
        for unit in ["", "()", "Result<(), io::Error>", "std::io::Result<()>"] {
            assert_eq!(Nothing::of(unit), Nothing::Unit, "{unit}");
        }
        for absent in ["Option<Note>", "Result<Option<Note>, E>", "std::option::Option<(u8, u8)>"] {
            assert_eq!(Nothing::of(absent), Nothing::Absent, "{absent}");
        }
        for value in ["Value", "Result<Value, Option<E>>", "Vec<Option<u8>>", "Answer", "((), u8)"] {
            assert_eq!(Nothing::of(value), Nothing::Value, "{value}");
        }
    }
}
