//! What the cores do without as a budget runs out. What is used of it is told to the whole process: so this is one test.

#![cfg(all(feature = "cache", feature = "logging", feature = "metrics"))]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gateway_cores::cache::Cache;
use gateway_cores::logging::{LogConfig, LogLevel, Logger};
use gateway_cores::metrics::{self, Metrics};
use gateway_runtime::Saving;
use tracing_subscriber::layer::SubscriberExt as _;

gateway_cores::metrics! {
    /// One that matters, and one that does not.
    struct TestMetrics in "Test" {
        ALARM: "alarm", Count, Critical;
        DETAIL: "detail", Count, High;
    }
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

/// The metrics that are declared as such in what one flush writes.
async fn declared() -> Vec<bool> {
    let lines = Lines::default();
    let metrics = Metrics::new(lines.clone());
    metrics::increment(&metrics, TestMetrics::ALARM, 1);
    metrics::increment(&metrics, TestMetrics::DETAIL, 1);
    metrics::flush(&metrics, true).await;
    let text = lines.take();
    ["alarm", "detail"].map(|name| text.contains(&format!("{{\"Name\":\"{name}\""))).into()
}

async fn kept_for_ms() -> u64 {
    let cache = Cache::with_budget(1 << 20);
    let space = cache.space();
    let minute = Duration::from_mins(1);
    space.memoize("length", "word", minute, async || Ok::<_, std::convert::Infallible>(4)).await.unwrap();
    space.set("word", &4, Some(minute)).unwrap();
    assert!(space.metadata("word").unwrap().remaining_ms <= 60_000, "what is stored has the life that it was given");
    let key = space.keys(None).into_iter().find(|key| key != "word").unwrap();
    space.metadata(&key).unwrap().remaining_ms
}

#[tokio::test]
async fn each_is_on_from_its_share_of_the_budget_on_and_off_again_below_it() {
    let lines = Lines::default();
    let logger =
        Logger::new(LogConfig::from_lookup(|name| (name == "LOG_LEVEL").then(|| "DEBUG".to_owned())), lines.clone());
    assert_eq!(logger.level(), LogLevel::Debug);
    let _subscriber = tracing::subscriber::set_default(tracing_subscriber::registry().with(logger.layer()));

    for (used, saves_logs, saves_metrics) in
        [(59, false, false), (60, true, false), (70, true, true), (0, false, false)]
    {
        Saving::tell_used(used);
        tracing::debug!("detail");
        tracing::info!("matter");
        let written = lines.take();
        assert_eq!(
            (written.contains("detail"), written.contains("matter")),
            (!saves_logs, true),
            "{used} %: {written}"
        );
        assert_eq!(declared().await, [true, !saves_metrics], "{used} %");
        let kept = kept_for_ms().await;
        assert_eq!(kept > 60_000, saves_metrics, "{used} %: {kept} ms");
    }
}
