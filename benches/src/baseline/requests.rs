//! The parameters of every operation, as one writes them for serde: a struct each, borrowing its
//! texts. A macro writes the 150 structs; what it writes is what a person would.
//!
//! `for_each_operation!` hands the list of names on, so that the ways to dispatch cannot drift apart.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::Text;
use super::direct::store;
use crate::operations::Refused;

/// Decoded parameters that know which operation they are for.
pub(super) trait Decoded {
    fn call(self) -> Result<impl Serialize, Refused>;
}

macro_rules! requests {
    ($($interface:ident {
        $($operation:literal $request:ident { $($field:ident: $type:ty),* } => $call:expr;)*
    })*) => {
        $(pub(super) mod $interface {
            use super::*;
            use crate::operations::$interface;

            $(
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
                pub(in super::super) struct $request<'a> {
                    $($field: $type,)*
                    #[serde(skip)]
                    input: PhantomData<&'a str>,
                }

                impl Decoded for $request<'_> {
                    #[inline]
                    fn call(self) -> Result<impl Serialize, Refused> {
                        let Self { $($field,)* input: _ } = self;
                        $call
                    }
                }
            )*
        })*

        macro_rules! for_each_operation {
            ($then:ident) => {
                $then! { $($interface { $($operation $request)* })* }
            };
        }
        pub(super) use for_each_operation;
    };
}

requests! {
    cache {
        "get" Get { key: Text<'a> } => Ok(cache::get(&key));
        "set" Set { key: Text<'a>, value: u32 } => Ok(cache::set(&key, value));
        "delete" Delete { key: Text<'a>, value: u32 } => Ok(cache::delete(&key, value));
        "exists" Exists { key: Text<'a> } => Ok(cache::exists(&key));
        "expire" Expire { key: Text<'a>, value: u32 } => Ok(cache::expire(&key, value));
        "metadata" Metadata { key: Text<'a> } => Ok(cache::metadata(&key));
        "keys" Keys { items: Vec<String> } => Ok(cache::keys(items));
        "bulk_get" BulkGet { items: Vec<String> } => Ok(cache::bulk_get(items));
        "bulk_set" BulkSet { text: String, limit: Option<u32> } => Ok(cache::bulk_set(text, limit));
        "clear" Clear {} => Ok(cache::clear());
        "cleanup_expired" CleanupExpired {} => Ok(cache::cleanup_expired());
        "stats" Stats {} => Ok(cache::stats());
        "validate_key" ValidateKey { key: Text<'a> } => Ok(cache::validate_key(&key));
        "touch" Touch { key: Text<'a>, value: u32 } => Ok(cache::touch(&key, value));
        "lookup" Lookup { key: Text<'a> } => Ok(cache::lookup(store(), &key));
    }
    logging {
        "trace" Trace { text: String, limit: Option<u32> } => Ok(logging::trace(text, limit));
        "debug" Debug { text: String, limit: Option<u32> } => Ok(logging::debug(text, limit));
        "info" Info { text: String, limit: Option<u32> } => Ok(logging::info(text, limit));
        "warning" Warning { text: String, limit: Option<u32> } => Ok(logging::warning(text, limit));
        "error" Error { text: String, limit: Option<u32> } => Ok(logging::error(text, limit));
        "critical" Critical { text: String, limit: Option<u32> } => Ok(logging::critical(text, limit));
        "record_request" RecordRequest { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => logging::record_request(&url, body, headers, timeout, retry);
        "record_error" RecordError { key: Text<'a>, value: u32 } => Ok(logging::record_error(&key, value));
        "operation_span" OperationSpan { key: Text<'a> } => Ok(logging::operation_span(&key));
        "set_level" SetLevel { key: Text<'a>, value: u32 } => Ok(logging::set_level(&key, value));
        "append_keys" AppendKeys { items: Vec<String> } => Ok(logging::append_keys(items));
        "remove_keys" RemoveKeys { items: Vec<String> } => Ok(logging::remove_keys(items));
        "stats" Stats {} => Ok(logging::stats());
        "flush" Flush {} => Ok(logging::flush());
        "sample" Sample { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(logging::sample(&name, value, unit.as_deref()));
    }
    security {
        "validate_request" ValidateRequest { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => security::validate_request(&url, body, headers, timeout, retry);
        "validate_string" ValidateString { key: Text<'a>, value: u32 } => Ok(security::validate_string(&key, value));
        "validate_number" ValidateNumber { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(security::validate_number(&name, value, unit.as_deref()));
        "validate_email" ValidateEmail { key: Text<'a> } => Ok(security::validate_email(&key));
        "validate_url" ValidateUrl { key: Text<'a> } => Ok(security::validate_url(&key));
        "validate_cache_key" ValidateCacheKey { key: Text<'a> } => Ok(security::validate_cache_key(&key));
        "validate_ttl" ValidateTtl { key: Text<'a>, value: u32 } => Ok(security::validate_ttl(&key, value));
        "validate_token" ValidateToken { key: Text<'a> } => Ok(security::validate_token(&key));
        "sanitize_data" SanitizeData { text: String, limit: Option<u32> } => Ok(security::sanitize_data(text, limit));
        "sanitize_for_log" SanitizeForLog { text: String, limit: Option<u32> } => Ok(security::sanitize_for_log(text, limit));
        "filter_sensitive" FilterSensitive { items: Vec<String> } => Ok(security::filter_sensitive(items));
        "hash" Hash { key: Text<'a> } => Ok(security::hash(&key));
        "verify_hash" VerifyHash { key: Text<'a>, value: u32 } => Ok(security::verify_hash(&key, value));
        "rate_limit" RateLimit { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(security::rate_limit(&name, value, unit.as_deref()));
        "public_message" PublicMessage { text: String, limit: Option<u32> } => Ok(security::public_message(text, limit));
    }
    metrics {
        "record" Record { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(metrics::record(&name, value, unit.as_deref()));
        "increment" Increment { key: Text<'a>, value: u32 } => Ok(metrics::increment(&key, value));
        "track_execution_time" TrackExecutionTime { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(metrics::track_execution_time(&name, value, unit.as_deref()));
        "track_memory_usage" TrackMemoryUsage { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(metrics::track_memory_usage(&name, value, unit.as_deref()));
        "track_response_size" TrackResponseSize { key: Text<'a>, value: u32 } => Ok(metrics::track_response_size(&key, value));
        "count_invocations" CountInvocations {} => Ok(metrics::count_invocations());
        "get_metric" GetMetric { key: Text<'a> } => Ok(metrics::get_metric(&key));
        "summary" Summary {} => Ok(metrics::summary());
        "performance_stats" PerformanceStats { items: Vec<String> } => Ok(metrics::performance_stats(items));
        "system_metrics" SystemMetrics {} => Ok(metrics::system_metrics());
        "export" Export { text: String, limit: Option<u32> } => Ok(metrics::export(text, limit));
        "reset" Reset { items: Vec<String> } => Ok(metrics::reset(items));
        "status" Status {} => Ok(metrics::status());
        "allocation" Allocation {} => Ok(metrics::allocation());
        "rotate" Rotate { key: Text<'a>, value: u32 } => Ok(metrics::rotate(&key, value));
    }
    singleton {
        "get" Get { key: Text<'a> } => Ok(singleton::get(&key));
        "has" Has { key: Text<'a> } => Ok(singleton::has(&key));
        "delete" Delete { key: Text<'a> } => Ok(singleton::delete(&key));
        "clear" Clear {} => Ok(singleton::clear());
        "stats" Stats {} => Ok(singleton::stats());
        "manage" Manage { text: String, limit: Option<u32> } => Ok(singleton::manage(text, limit));
        "memory_stats" MemoryStats {} => Ok(singleton::memory_stats());
        "optimize_memory" OptimizeMemory {} => Ok(singleton::optimize_memory());
        "emergency_cleanup" EmergencyCleanup { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(singleton::emergency_cleanup(&name, value, unit.as_deref()));
        "names" Names { items: Vec<String> } => Ok(singleton::names(items));
        "age" Age { key: Text<'a> } => Ok(singleton::age(&key));
        "touch" Touch { key: Text<'a>, value: u32 } => Ok(singleton::touch(&key, value));
        "pin" Pin { key: Text<'a>, value: u32 } => Ok(singleton::pin(&key, value));
        "unpin" Unpin { key: Text<'a>, value: u32 } => Ok(singleton::unpin(&key, value));
        "size" Size { key: Text<'a> } => Ok(singleton::size(&key));
    }
    http_client {
        "request" Request { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::request(&url, body, headers, timeout, retry);
        "get" Get { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::get(&url, body, headers, timeout, retry);
        "post" Post { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::post(&url, body, headers, timeout, retry);
        "put" Put { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::put(&url, body, headers, timeout, retry);
        "patch" Patch { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::patch(&url, body, headers, timeout, retry);
        "delete" Delete { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::delete(&url, body, headers, timeout, retry);
        "head" Head { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::head(&url, body, headers, timeout, retry);
        "options" Options { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => http_client::options(&url, body, headers, timeout, retry);
        "stats" Stats {} => Ok(http_client::stats());
        "configure_retry" ConfigureRetry { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(http_client::configure_retry(&name, value, unit.as_deref()));
        "pool" Pool {} => Ok(http_client::pool());
        "close_idle" CloseIdle {} => Ok(http_client::close_idle());
        "resolve" Resolve { key: Text<'a> } => Ok(http_client::resolve(&key));
        "warm" Warm { items: Vec<String> } => Ok(http_client::warm(items));
        "limits" Limits { key: Text<'a>, value: u32 } => Ok(http_client::limits(&key, value));
    }
    utility {
        "uuid" Uuid {} => Ok(utility::uuid());
        "timestamp" Timestamp {} => Ok(utility::timestamp());
        "correlation_id" CorrelationId { key: Text<'a> } => Ok(utility::correlation_id(&key));
        "parse_json" ParseJson { text: String, limit: Option<u32> } => Ok(utility::parse_json(text, limit));
        "deep_merge" DeepMerge { items: Vec<String> } => Ok(utility::deep_merge(items));
        "format_bytes" FormatBytes { key: Text<'a>, value: u32 } => Ok(utility::format_bytes(&key, value));
        "success_response" SuccessResponse { text: String, limit: Option<u32> } => Ok(utility::success_response(text, limit));
        "error_response" ErrorResponse { text: String, limit: Option<u32> } => Ok(utility::error_response(text, limit));
        "sanitize_response" SanitizeResponse { text: String, limit: Option<u32> } => Ok(utility::sanitize_response(text, limit));
        "validate_parameters" ValidateParameters { items: Vec<String> } => Ok(utility::validate_parameters(items));
        "handle_error" HandleError { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => utility::handle_error(&url, body, headers, timeout, retry);
        "slug" Slug { text: String, limit: Option<u32> } => Ok(utility::slug(text, limit));
        "truncate" Truncate { text: String, limit: Option<u32> } => Ok(utility::truncate(text, limit));
        "checksum" Checksum { key: Text<'a> } => Ok(utility::checksum(&key));
        "elapsed" Elapsed {} => Ok(utility::elapsed());
    }
    initialization {
        "initialize" Initialize { items: Vec<String> } => Ok(initialization::initialize(items));
        "status" Status {} => Ok(initialization::status());
        "stages" Stages {} => Ok(initialization::stages());
        "preload" Preload { items: Vec<String> } => Ok(initialization::preload(items));
        "report" Report { text: String, limit: Option<u32> } => Ok(initialization::report(text, limit));
        "cold_start" ColdStart {} => Ok(initialization::cold_start());
        "ready" Ready {} => Ok(initialization::ready());
        "abort" Abort { key: Text<'a> } => Ok(initialization::abort(&key));
        "warm" Warm { key: Text<'a>, value: u32 } => Ok(initialization::warm(&key, value));
        "environment" Environment { key: Text<'a> } => Ok(initialization::environment(&key));
        "memory" Memory {} => Ok(initialization::memory());
        "region" Region {} => Ok(initialization::region());
        "version" Version {} => Ok(initialization::version());
        "handler" Handler { key: Text<'a> } => Ok(initialization::handler(&key));
        "uptime" Uptime {} => Ok(initialization::uptime());
    }
    config {
        "get" Get { key: Text<'a> } => Ok(config::get(&key));
        "set" Set { key: Text<'a>, value: u32 } => Ok(config::set(&key, value));
        "reload" Reload {} => Ok(config::reload());
        "validate" Validate { items: Vec<String> } => Ok(config::validate(items));
        "state" State {} => Ok(config::state());
        "interface_configuration" InterfaceConfiguration { text: String, limit: Option<u32> } => Ok(config::interface_configuration(text, limit));
        "validate_configuration" ValidateConfiguration { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => config::validate_configuration(&url, body, headers, timeout, retry);
        "optimize_for_memory" OptimizeForMemory { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(config::optimize_for_memory(&name, value, unit.as_deref()));
        "health" Health {} => Ok(config::health());
        "presets" Presets {} => Ok(config::presets());
        "apply_preset" ApplyPreset { text: String, limit: Option<u32> } => Ok(config::apply_preset(text, limit));
        "sources" Sources {} => Ok(config::sources());
        "masked" Masked { items: Vec<String> } => Ok(config::masked(items));
        "unknown" Unknown { key: Text<'a> } => Ok(config::unknown(&key));
        "watch" Watch { key: Text<'a>, value: u32 } => Ok(config::watch(&key, value));
    }
    debug {
        "health" Health {} => Ok(debug::health());
        "diagnose" Diagnose { items: Vec<String> } => Ok(debug::diagnose(items));
        "stats" Stats {} => Ok(debug::stats());
        "operations" Operations {} => Ok(debug::operations());
        "registry_check" RegistryCheck {} => Ok(debug::registry_check());
        "benchmark" Benchmark { url: Text<'a>, body: String, headers: Vec<String>, timeout: Option<u32>, retry: bool } => debug::benchmark(&url, body, headers, timeout, retry);
        "memory" Memory {} => Ok(debug::memory());
        "recent_errors" RecentErrors { items: Vec<String> } => Ok(debug::recent_errors(items));
        "hot_candidates" HotCandidates { name: Text<'a>, value: f64, unit: Option<Text<'a>> } => Ok(debug::hot_candidates(&name, value, unit.as_deref()));
        "version" Version {} => Ok(debug::version());
        "cores" Cores {} => Ok(debug::cores());
        "timings" Timings {} => Ok(debug::timings());
        "describe" Describe { key: Text<'a> } => Ok(debug::describe(&key));
        "trace" Trace { key: Text<'a>, value: u32 } => Ok(debug::trace(&key, value));
        "dump" Dump { text: String, limit: Option<u32> } => Ok(debug::dump(text, limit));
    }
}
