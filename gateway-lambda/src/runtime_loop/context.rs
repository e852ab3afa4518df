//! From `lambda_runtime`'s context to ours.

use std::time::SystemTime;

use gateway_runtime::Context;

/// The context of an invocation that has just come.
///
/// A deadline that has passed by then is none: `cargo lambda watch` says that each is ten minutes after the epoch.
pub(super) fn context(lambda: &lambda_runtime::Context, cold_start: bool) -> Context {
    let mut cx = Context::builder()
        .request_id(lambda.request_id.as_str())
        .function_arn(lambda.invoked_function_arn.as_str())
        .function_name(lambda.env_config.function_name.as_str())
        .function_version(lambda.env_config.version.as_str())
        .cold_start(cold_start);
    let deadline = lambda.deadline();
    if deadline > SystemTime::now() {
        cx = cx.deadline(deadline);
    }
    if let Ok(megabytes) = u32::try_from(lambda.env_config.memory) {
        cx = cx.memory_limit_mb(megabytes);
    }
    if let Some(trace_id) = &lambda.xray_trace_id {
        cx = cx.trace_id(trace_id.as_str());
    }
    if let Some(tenant_id) = &lambda.tenant_id {
        cx = cx.tenant_id(tenant_id.as_str());
    }
    cx.build()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::UNIX_EPOCH;

    use super::context;

    #[test]
    fn the_context_is_what_lambda_says() {
        let mut lambda = lambda_runtime::Context::default();
        lambda.request_id = "id".into();
        let in_an_hour = UNIX_EPOCH.elapsed().unwrap().as_millis() + 3_600_000;
        lambda.deadline = in_an_hour.try_into().unwrap();
        lambda.invoked_function_arn = "arn".into();
        lambda.xray_trace_id = Some("Root=1".into());
        lambda.tenant_id = Some("blue".into());
        lambda.env_config = Arc::new(lambda_runtime::Config {
            function_name: "app".into(),
            memory: 256,
            version: "$LATEST".into(),
            ..Default::default()
        });
        let cx = context(&lambda, true);
        assert_eq!(cx.request_id(), Some("id"));
        assert_eq!(cx.deadline(), Some(lambda.deadline()));
        assert_eq!(cx.function_arn(), Some("arn"));
        assert_eq!(cx.function_name(), Some("app"));
        assert_eq!(cx.function_version(), Some("$LATEST"));
        assert_eq!(cx.memory_limit_mb(), Some(256));
        assert_eq!(cx.trace_id(), Some("Root=1"));
        assert_eq!(cx.tenant_id(), Some("blue"));
        assert!(cx.cold_start());
    }

    #[test]
    fn a_deadline_that_has_passed_is_none() {
        let mut lambda = lambda_runtime::Context::default();
        lambda.deadline = 600_000;
        assert_eq!(context(&lambda, false).deadline(), None);
    }
}
