//! The interface `logging`.

#![expect(clippy::unit_arg, reason = "what gives nothing answers `null`, and the case says so")]

use gateway_cores::logging::{ErrorReport, Fields};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::answer::done;
use crate::gateway::*;
use crate::values::{fields, level, name, span, text};

crate::agreement! { LoggingOperation:
    trace(message in text(), fields in any_fields()) [message; fields]
        => done(log_trace(&message, fields.unwrap_or_default()));
    debug(message in text(), fields in any_fields()) [message; fields]
        => done(log_debug(&message, fields.unwrap_or_default()));
    info(message in text(), fields in any_fields()) [message; fields]
        => done(log_info(&message, fields.unwrap_or_default()));
    warning(message in text(), fields in any_fields()) [message; fields]
        => done(log_warning(&message, fields.unwrap_or_default()));
    error(message in text(), fields in any_fields()) [message; fields]
        => done(log_error(&message, fields.unwrap_or_default()));
    critical(message in text(), fields in any_fields()) [message; fields]
        => done(log_critical(&message, fields.unwrap_or_default()));
    record_request(
        request in text(),
        status in prop_oneof![200..600_u16, any::<u16>()],
        duration in span(),
        fields in any_fields()
    ) [request, status, duration; fields]
        => done(logging_record_request(&request, status, duration.lasts, fields.unwrap_or_default()));
    record_error(operation in text(), error in report(), fields in any_fields()) [operation, error; fields]
        => done(logging_record_error(&operation, error, fields.unwrap_or_default()));
    set_level(level in level()) [level;] => done(logging_set_level(level));
    append_keys(keys in fields()) [keys;] => done(logging_append_keys(keys));
    remove_keys(names in vec(name(), 0..4)) [names;] => done(logging_remove_keys(names));
    stats() [;] => done(logging_stats());
}

fn any_fields() -> impl Strategy<Value = Option<Fields>> {
    option::of(fields())
}

fn report() -> impl Strategy<Value = ErrorReport> {
    (text(), text(), vec(text(), 0..3)).prop_map(|(name, message, causes)| ErrorReport { name, message, causes })
}
