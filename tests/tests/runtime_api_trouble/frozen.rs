//! A process that is frozen while it waits for an event, as Lambda does between invocations, of which it is told nothing.
#![cfg(target_os = "linux")]

use tests::app::{Step, freeze, thaw};

use crate::{LOOK, answers, count, settled, start};

#[test]
fn an_event_that_comes_while_it_is_frozen_is_answered_when_it_thaws() {
    for concurrency in [1, 2] {
        let mut function = start(concurrency, []);
        for (turn, id) in ["first", "second"].into_iter().enumerate() {
            settled(&mut function, concurrency, turn);
            freeze(function.id());
            function.give(Step::event(id, LOOK));
            function.wait_until_sent();
            assert_eq!(answers(&function.asked(), id).len(), 0, "it is frozen");
            thaw(function.id());
        }
        let asked = settled(&mut function, concurrency, 2);
        for id in ["first", "second"] {
            let [answer] = answers(&asked, id)[..] else { panic!("{id}: {asked:?}") };
            assert_eq!(answer.call, "response");
        }
    }
}

/// Nobody keeps a connection open for somebody who is frozen.
#[test]
fn a_connection_that_ends_while_it_is_frozen_is_made_anew_when_it_thaws() {
    for concurrency in [1, 2] {
        let mut function = start(concurrency, []);
        settled(&mut function, concurrency, 0);
        freeze(function.id());
        for _ in 0..concurrency {
            function.give(Step::Drop);
        }
        function.wait_until_sent();
        assert_eq!(count(&function.asked(), "next"), concurrency, "it is frozen");
        thaw(function.id());
        function.give(Step::event("good", LOOK));
        let asked = function.wait(|asked| !answers(asked, "good").is_empty()).expect("it lives on");
        assert_eq!(answers(&asked, "good")[0].call, "response");
    }
}
