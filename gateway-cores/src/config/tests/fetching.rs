//! The parameter store.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use serde_json::json;
use tokio::sync::Notify;

use super::super::operations::{get, get_configuration_health_status, reload, state, validate};
use super::super::{Config, ConfigError, HealthStatus, ParameterFuture, ParameterSource, Source};

/// A store that a test plays.
#[derive(Clone, Default)]
struct Store(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// What it answers; nothing is a failure.
    answer: Mutex<Option<Vec<(&'static str, &'static str)>>>,
    asked: Mutex<Vec<String>>,
    /// Whether it answers only when it is told to.
    waits: bool,
    go: Notify,
}

impl Store {
    fn answer(&self, answer: Option<Vec<(&'static str, &'static str)>>) {
        *self.0.answer.lock().unwrap() = answer;
    }

    fn times(&self) -> usize {
        self.0.asked.lock().unwrap().len()
    }
}

impl ParameterSource for Store {
    fn below<'a>(&'a self, path: &'a str) -> ParameterFuture<'a> {
        Box::pin(async move {
            self.0.asked.lock().unwrap().push(path.to_owned());
            if self.0.waits {
                self.0.go.notified().await;
            }
            let answer = self.0.answer.lock().unwrap().clone().ok_or("throttled")?;
            Ok(answer.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
        })
    }
}

fn configured(store: &Store) -> (Config, Arc<AtomicU64>) {
    let seconds = Arc::new(AtomicU64::new(1_000_000));
    let clock = Arc::clone(&seconds);
    let variables = [("GATEWAY_PARAMETER_PATH", "/shop/"), ("GATEWAY_CACHE_BYTES", "1000")];
    let config =
        Config::from_variables(variables).with_clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Relaxed)));
    config.use_parameters(store.clone());
    (config, seconds)
}

#[tokio::test]
async fn parameters_win_over_variables_and_live_for_300_seconds() {
    let store = Store::default();
    let (config, seconds) = configured(&store);
    store.answer(Some(vec![("/shop/cache/bytes", " 2000\n"), ("/shop/cache/bites", "1")]));
    config.refresh().await.unwrap();
    assert_eq!(*store.0.asked.lock().unwrap(), ["/shop"]);
    let found = state(&config).settings.into_iter().find(|setting| setting.key == "cache.bytes").unwrap();
    assert_eq!((found.value, found.source), (json!(2000), Source::Parameter));
    let warning = "the parameter `cache.bites` sets nothing, did you mean `cache.bytes`?";
    assert_eq!(validate(&config).warnings, [warning]);

    seconds.fetch_add(299, Relaxed);
    config.refresh().await.unwrap();
    assert_eq!(store.times(), 1);
    seconds.fetch_add(1, Relaxed);
    store.answer(Some(vec![]));
    config.refresh().await.unwrap();
    assert_eq!((store.times(), get(&config, "cache.bytes").unwrap()), (2, json!(1000)));
    // A clock that was set back tells no age.
    seconds.fetch_sub(100, Relaxed);
    config.refresh().await.unwrap();
    assert_eq!(store.times(), 3);
    reload(&config).await.unwrap();
    assert_eq!(store.times(), 4);
}

#[tokio::test]
async fn a_store_that_fails_leaves_the_last_values_and_is_left_alone_for_a_while() {
    let store = Store::default();
    let (config, seconds) = configured(&store);
    assert!(matches!(config.refresh().await, Err(ConfigError::Parameters(_))));
    assert_eq!(get_configuration_health_status(&config).status, HealthStatus::Degraded);
    config.refresh().await.unwrap();
    assert_eq!(store.times(), 1);

    seconds.fetch_add(30, Relaxed);
    store.answer(Some(vec![("/shop/cache/bytes", "2000")]));
    config.refresh().await.unwrap();
    assert_eq!(get_configuration_health_status(&config).status, HealthStatus::Healthy);

    seconds.fetch_add(300, Relaxed);
    store.answer(None);
    config.refresh().await.unwrap();
    assert_eq!((store.times(), get(&config, "cache.bytes").unwrap()), (3, json!(2000)));
    let parameters = state(&config).parameters.unwrap();
    assert_eq!((parameters.age_seconds, parameters.last_error.as_deref()), (Some(300), Some("throttled")));
}

#[tokio::test]
async fn one_asks_at_a_time_and_who_gives_up_is_in_nobodys_way() {
    let store = Store(Arc::new(Inner { waits: true, ..Inner::default() }));
    let (config, _) = configured(&store);
    store.answer(Some(vec![("/shop/cache/bytes", "2000")]));
    {
        let mut first = std::pin::pin!(config.refresh());
        let pending = std::future::poll_fn(|cx| std::task::Poll::Ready(first.as_mut().poll(cx).is_pending())).await;
        assert!(pending);
        config.refresh().await.unwrap();
        assert_eq!((store.times(), get(&config, "cache.bytes").unwrap()), (1, json!(1000)));
    }
    store.0.go.notify_one();
    config.refresh().await.unwrap();
    assert_eq!((store.times(), get(&config, "cache.bytes").unwrap()), (2, json!(2000)));
}

#[tokio::test]
async fn without_a_path_nobody_is_asked() {
    let store = Store::default();
    let config = Config::from_variables([("GATEWAY_CACHE_BYTES", "1000")]);
    config.use_parameters(store.clone());
    config.refresh().await.unwrap();
    assert_eq!((store.times(), state(&config).parameters), (0, None));
}
