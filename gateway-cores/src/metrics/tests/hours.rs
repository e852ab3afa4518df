//! Asking who may use an hour: once, not in vain, and without harm if nobody answers.

use std::sync::{Arc, Mutex};

use super::super::{
    HoursWanted, MetricHours, MetricHoursFuture, Slot, allocation, flush, get_metric, increment, status,
};
use super::{HOUR, MINUTE, Rig, START, TestMetrics, names, observed, wait};

/// Remembers what it was asked, and answers as it is told.
#[derive(Clone)]
struct Asked {
    asked: Arc<Mutex<Vec<HoursWanted>>>,
    answer: Arc<Mutex<Answer>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Yes,
    No,
    TooFew,
    Fail,
    Never,
}

impl MetricHours for Asked {
    fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(wanted.clone());
            let answer = *self.answer.lock().unwrap();
            match answer {
                Answer::Yes => Ok(vec![true; wanted.series.len()]),
                Answer::No => Ok(vec![false; wanted.series.len()]),
                Answer::TooFew => Ok(vec![true]),
                Answer::Fail => Err("no route to the table".into()),
                Answer::Never => std::future::pending().await,
            }
        })
    }
}

fn rig(answer: Answer) -> (Rig, Asked) {
    let rig = Rig::new(&[]);
    let asked = Asked { asked: Arc::default(), answer: Arc::new(Mutex::new(answer)) };
    rig.metrics.use_hours(asked.clone());
    (rig, asked)
}

#[test]
fn each_series_is_asked_for_once_an_hour() {
    let (rig, asked) = rig(Answer::Yes);
    for _ in 0..90 {
        increment(&rig.metrics, TestMetrics::ORDERS, 1);
        increment(&rig.metrics, TestMetrics::LATENCY, 1);
        assert_eq!(rig.next_minute().len(), 1);
    }
    let asked = asked.asked.lock().unwrap();
    assert_eq!(asked.iter().map(|wanted| wanted.hour).collect::<Vec<_>>(), [START / HOUR, START / HOUR + 1]);
    for wanted in asked.iter() {
        assert_eq!(wanted.series, ["Test/orders", "Test/latency"], "the critical one first");
        assert_eq!(
            (wanted.critical.as_slice(), wanted.slots),
            (&["Test/alarm".to_owned(), "Test/orders".to_owned()][..], 10)
        );
    }
}

#[test]
fn a_refusal_holds_for_the_hour_and_costs_no_value() {
    let (rig, asked) = rig(Answer::No);
    for _ in 0..30 {
        increment(&rig.metrics, TestMetrics::ORDERS, 1);
        let document = rig.next_minute().pop().unwrap();
        assert!(document.get("_aws").is_none());
        assert_eq!(document["orders"]["count"], 1, "of the last minute, not of all");
    }
    assert_eq!(asked.asked.lock().unwrap().len(), 1);
    assert_eq!(allocation(&rig.metrics).iter().find(|it| it.series == "Test/orders").unwrap().slot, Slot::Refused);
    *asked.answer.lock().unwrap() = Answer::Yes;
    rig.pass(HOUR);
    assert_eq!(observed(&rig.flush(false)[0]["orders"]), (30.0, 30));
}

#[test]
fn nobody_answers_nothing_is_written_and_it_is_asked_again() {
    let (rig, asked) = rig(Answer::Fail);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    assert!(rig.next_minute()[0].get("_aws").is_none());
    assert_eq!(status(&rig.metrics).failed_leases, 1);
    assert!(rig.flush(false).is_empty(), "not before a minute has passed");
    *asked.answer.lock().unwrap() = Answer::Yes;
    assert_eq!(rig.next_minute()[0]["orders"], 1);
    assert_eq!(asked.asked.lock().unwrap().len(), 2);
}

#[test]
fn an_answer_that_is_too_short_is_a_refusal() {
    let (rig, _) = rig(Answer::TooFew);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    increment(&rig.metrics, TestMetrics::LATENCY, 1);
    assert_eq!(names(&rig.next_minute()[0]), ["orders"]);
}

#[test]
fn a_flush_that_is_given_up_loses_nothing_and_stops_nothing() {
    let (rig, asked) = rig(Answer::Never);
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    wait(async {
        let mut first = Box::pin(flush(&rig.metrics, false));
        assert!(std::future::poll_fn(|cx| std::task::Poll::Ready(first.as_mut().poll(cx).is_pending())).await);
        // While one asks, another does not.
        assert_eq!(flush(&rig.metrics, true).await.documents, 0);
        assert_eq!(asked.asked.lock().unwrap().len(), 1);
    });
    *asked.answer.lock().unwrap() = Answer::Yes;
    assert_eq!(rig.flush(false)[0]["orders"], 1);
    assert_eq!(get_metric(&rig.metrics, TestMetrics::ORDERS)[0].count, 1);
}

#[test]
fn an_answer_for_an_hour_that_is_over_does_not_count() {
    struct Slow(Arc<std::sync::atomic::AtomicU64>);
    impl MetricHours for Slow {
        fn lease<'a>(&'a self, wanted: &'a HoursWanted) -> MetricHoursFuture<'a> {
            self.0.fetch_add(HOUR, std::sync::atomic::Ordering::Relaxed);
            Box::pin(async { Ok(vec![true; wanted.series.len()]) })
        }
    }
    let rig = Rig::new(&[]);
    rig.metrics.use_hours(Slow(Arc::clone(&rig.time)));
    increment(&rig.metrics, TestMetrics::ORDERS, 1);
    assert!(rig.next_minute()[0].get("_aws").is_none());
    assert_eq!(rig.time.load(std::sync::atomic::Ordering::Relaxed), START + MINUTE + HOUR);
}
