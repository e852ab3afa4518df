//! Environments and a pool, in any order of events.

use gateway_free_tier::protocol::{
    Admission, Amount, Ask, Balance, Denied, Environment, Epoch, Outage, Pocket, Purse, Record, Refusal, ServiceTime,
    Settings, Word,
};
use proptest::prelude::*;

use crate::world::{Net, World};

#[derive(Clone, Debug)]
enum Event {
    Invoke(usize, Net),
    Settle(usize, u16),
    Crash(usize),
    Close(usize),
    Wait(u64),
    Reconcile,
}

fn event(environments: usize) -> impl Strategy<Value = Event> {
    let net = prop_oneof![
        20 => Just(Net::Fine), 1 => Just(Net::RequestLost), 1 => Just(Net::ReplyLost), 1 => Just(Net::Throttled)
    ];
    prop_oneof![
        20 => (0..environments, net).prop_map(|(index, net)| Event::Invoke(index, net)),
        20 => (0..environments, 0..1_000_u16).prop_map(|(index, per_mille)| Event::Settle(index, per_mille)),
        1 => (0..environments).prop_map(Event::Crash),
        1 => (0..environments).prop_map(Event::Close),
        4 => (1..100_000_u64).prop_map(Event::Wait),
        1 => (1..40_000_000_u64).prop_map(Event::Wait),
        1 => Just(Event::Reconcile),
    ]
}

fn outage() -> impl Strategy<Value = Outage> {
    prop_oneof![Just(Outage::Closed), (1..9_u8).prop_map(|requests| Outage::Bounded { requests })]
}

/// 2026-01-02 00:00 UTC.
const START: ServiceTime = ServiceTime(1_767_312_000_000);

/// One environment that nobody shares a budget with, whose refusals cost nothing.
const ALONE: Settings =
    Settings { concurrency: 1, refusal: Amount::ZERO, guard_ms: 0, largest_lease: 256, outage: Outage::Closed };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// What is admitted never exceeds the budget, and the record never loses count.
    #[test]
    fn the_budget_holds(
        budget in 1..600_u64, outage in outage(), events in prop::collection::vec(event(3), 1..400),
    ) {
        let worst = Amount { requests: 1, mb_ms: 3_000 * 128, log_bytes: 4_000, cw_calls: 1 };
        let budget = Amount { mb_ms: worst.mb_ms * budget / 3, ..worst.times(budget) };
        let mut world = World::new(START, budget, worst, 3, outage);
        for event in events {
            match event {
                Event::Invoke(index, net) => drop(world.invoke(index, net)),
                Event::Settle(index, per_mille) => world.settle(index, per_mille),
                Event::Crash(index) => world.crash(index),
                Event::Close(index) => world.close(index),
                Event::Wait(ms) => world.advance(ms),
                Event::Reconcile => world.reconcile(),
            }
            prop_assert!(world.budget.covers(&world.admitted()), "{:?} of {:?}", world.admitted(), world.budget);
            let outstanding = world.record.granted().iter().fold(Amount::ZERO, |sum, (_, granted)| sum.plus(granted));
            let counted = Balance::from(world.budget).minus(&world.measured).minus(&outstanding);
            prop_assert_eq!(*world.record.avail(), counted);
        }
    }
}

#[test]
fn all_of_a_budget_can_be_spent() {
    let worst = Amount { requests: 1, mb_ms: 3_000 * 128, log_bytes: 4_000, cw_calls: 1 };
    let mut world = World::new(START, worst.times(1_000), worst, 3, Outage::Closed);
    let mut admitted = 0;
    for round in 0..2_000 {
        admitted += u32::from(world.invoke(round % 3, Net::Fine));
        world.settle(round % 3, 1_000);
        world.advance(100);
    }
    assert_eq!(admitted, 1_000);
}

#[test]
fn an_outage_is_outlived_as_far_as_it_was_provided_for() {
    let worst = Amount { requests: 1, mb_ms: 3_000 * 128, ..Amount::ZERO };
    for (outage, expected) in [(Outage::Closed, 0), (Outage::Bounded { requests: 5 }, 5)] {
        let mut world = World::new(START, worst.times(1_000), worst, 1, outage);
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 1_000);
        let survived = (0..10).filter(|_| {
            let admitted = world.invoke(0, Net::RequestLost);
            world.settle(0, 1_000);
            admitted
        });
        assert_eq!(survived.count(), expected);
    }
}

#[test]
fn a_month_without_budget_is_not_asked_at_each_refusal() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut world = World::new(START, Amount::ZERO, worst, 1, Outage::Closed);
    for _ in 0..100 {
        assert!(!world.invoke(0, Net::Fine));
    }
    let refusals = world.environments[0].0.debt(START).requests;
    assert_eq!(refusals, 100, "and each of them is on record");
    assert!(world.record.granted().is_empty());
}

/// 2026-02-01 00:00 UTC.
const FEBRUARY: ServiceTime = ServiceTime(1_769_904_000_000);

#[test]
fn near_midnight_an_invocation_is_paid_by_both_months() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let refusal = Amount { requests: 1, mb_ms: 128, ..Amount::ZERO };
    let settings = Settings { refusal, guard_ms: 8_000, ..ALONE };
    for (offset, paid) in [(-8_001, [1, 0]), (-8_000, [1, 1]), (0, [1, 1]), (7_999, [1, 1]), (8_000, [0, 1])] {
        let now = ServiceTime(FEBRUARY.0.saturating_add_signed(offset));
        let mut months = [Record::open(&worst.times(9)), Record::open(&worst.times(9))];
        let mut environment = Environment::new(settings, Purse::default());
        assert!(serve(&mut environment, now, &worst, &mut months), "{offset} ms");
        let epochs = [Epoch(FEBRUARY.epoch().0 - 1), FEBRUARY.epoch()];
        for ((month, epoch), paid) in months.into_iter().zip(epochs).zip(paid) {
            let left = month.avail().plus(&environment.left(epoch));
            assert_eq!(left, Balance::from(worst.times(9 - paid)), "{offset} ms");
        }
    }
    // What either month cannot pay is refused, and takes nothing from the other.
    for broke in [0, 1] {
        let mut months = [Record::open(&worst.times(9)), Record::open(&worst.times(9))];
        months[broke] = Record::open(&Amount::ZERO);
        let mut environment = Environment::new(settings, Purse::default());
        assert!(!serve(&mut environment, FEBRUARY, &worst, &mut months));
        assert!(serve(&mut environment, FEBRUARY.plus_ms(60_000), &worst, &mut months) == (broke == 0));
    }
}

/// Asks for what it takes, and settles for all of it.
fn serve(environment: &mut Environment<Purse>, now: ServiceTime, worst: &Amount, months: &mut [Record; 2]) -> bool {
    loop {
        match environment.admit(now, worst) {
            Admission::Admitted(reservation) => {
                assert_eq!(environment.settle(reservation, worst), None);
                return true;
            }
            Admission::Refused(_) => return false,
            Admission::Ask(request) => {
                let month = &mut months[usize::from(request.epoch.start() >= FEBRUARY)];
                match month.grant(request.epoch, &request.ask) {
                    Ok(grant) => environment.granted(now, &request, &grant),
                    Err(denied) => environment.denied(now, &request, denied),
                }
            }
        }
    }
}

#[test]
fn what_costs_more_than_its_worst_case_is_a_debt() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut months = [Record::open(&worst.times(9)), Record::open(&worst.times(9))];
    let mut environment = Environment::new(ALONE, Purse::default());
    assert!(serve(&mut environment, START, &worst, &mut months));
    let Admission::Ask(request) = environment.admit(START, &worst) else { panic!("its lease was for one") };
    environment.granted(START, &request, &months[0].grant(request.epoch, &request.ask).unwrap());
    let Admission::Admitted(reservation) = environment.admit(START, &worst) else { panic!("it has a lease") };
    let beyond = Amount { mb_ms: 500_000, ..worst };
    assert_eq!(environment.settle(reservation, &beyond), None);
    let debt = Amount { mb_ms: 116_000, ..Amount::ZERO };
    let settled = START.epoch().settles_at();
    assert_eq!(environment.debt(ServiceTime(settled.0 - 1)), debt);
    assert_eq!(environment.debt(settled), Amount::ZERO, "it is in the measurement of its epoch");
}

#[test]
fn no_month_pays_for_the_refusals_of_another() {
    let settings = Settings { refusal: Amount { requests: 1, mb_ms: 128, ..Amount::ZERO }, ..ALONE };
    let mut months = [Record::open(&Amount::ZERO), Record::open(&settings.refusal.times(9))];
    let mut environment = Environment::new(settings, Purse::default());
    let last = ServiceTime(FEBRUARY.0 - 1);
    assert!(!serve(&mut environment, last, &settings.refusal, &mut months));
    assert_eq!(environment.debt(last), settings.refusal);
    assert!(serve(&mut environment, FEBRUARY, &settings.refusal, &mut months));
    assert_eq!(months[1].avail().requests, 8);
}

#[test]
fn an_invocation_that_no_lease_can_hold_is_refused_at_once() {
    let mut environment = Environment::new(ALONE, Purse::default());
    let worst = Amount { requests: 1, mb_ms: Word::MAX_VOLUME + 1, ..Amount::ZERO };
    assert_eq!(environment.admit(START, &worst), Admission::Refused(Refusal::TooLarge));
}

#[test]
fn where_a_chunk_is_denied_one_invocation_may_still_be_granted() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut world = World::new(START, worst.times(1_000), worst, 2, Outage::Closed);
    for _ in 0..30 {
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 1_000);
    }
    // Meanwhile somebody else takes all but one.
    let (left, epoch) = (world.record.avail().positive(), START.epoch());
    world.record.grant(epoch, &Ask { amount: left.minus(&worst), ..Ask::default() }).unwrap();
    let held = world.environments[0].0.left(epoch).requests;
    let admitted = (0..held + 5).filter(|_| {
        let admitted = world.invoke(0, Net::Fine);
        world.settle(0, 1_000);
        admitted
    });
    assert_eq!(admitted.count() as u64, held + 1);
}

#[test]
fn what_many_would_miss_is_returned_after_each_invocation() {
    let (worst, usual) = (30_000 * 1_024, 700 * 1_024);
    let worst = Amount { requests: 1, mb_ms: worst, ..Amount::ZERO };
    let usual = Amount { mb_ms: usual, ..worst };
    for (concurrency, returned) in [(10, 0), (2_000, worst.mb_ms - usual.mb_ms)] {
        let settings = Settings { concurrency, ..ALONE };
        let mut month = Record::open(&Amount::ALWAYS_FREE);
        let mut environment = Environment::new(settings, Purse::default());
        let Admission::Ask(request) = environment.admit(START, &worst) else { panic!("it has no lease") };
        environment.granted(START, &request, &month.grant(request.epoch, &request.ask).unwrap());
        let Admission::Admitted(reservation) = environment.admit(START, &worst) else { panic!("it has one") };
        let back = environment.settle(reservation, &usual);
        assert_eq!(back.map_or(0, |back| back.amount.mb_ms), returned, "{concurrency} environments");
    }
}

/// Ten environments, a pool with a budget of so many requests, and what it takes until one of them stops all.
fn refusals_until_cut_off(budget: u64) -> usize {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut world = World::new(START, worst.times(budget), worst, 10, Outage::Closed);
    assert!(world.invoke(0, Net::Fine), "so it knows what is left");
    world.settle(0, 1_000);
    let mut refusals = 0;
    while !world.environments[0].0.is_cut_off(world.now) {
        assert!(!world.invoke(0, Net::RequestLost));
        refusals += 1;
        assert_eq!(world.environments[0].0.debt(world.now).requests, refusals as u64);
    }
    assert!(!world.environments[0].0.is_cut_off(world.now), "it was said, and takes a while");
    world.advance(60_000);
    assert!(world.environments[0].0.is_cut_off(world.now), "maybe the order was lost");
    assert!(world.invoke(0, Net::Fine));
    assert!(!world.environments[0].0.is_cut_off(world.now.plus_ms(60_000)), "the pool was told");
    refusals
}

#[test]
fn an_environment_that_cannot_tell_what_it_refused_stops_all() {
    assert_eq!(refusals_until_cut_off(100_001), 11, "a thousandth is a hundred, ten in each of ten");
    assert_eq!(refusals_until_cut_off(100), 8, "fewer are no reason");
}

#[test]
fn what_is_owed_is_paid_out_of_what_would_be_returned() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut world = World::new(START, worst.times(3_000), worst, 1, Outage::Bounded { requests: 100 });
    while world.environments[0].0.left(START.epoch()).requests < 90 {
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 1_000);
    }
    // Less is left than an invocation of forty times the memory may cost; requests are left.
    let large = Amount { requests: 1, mb_ms: worst.mb_ms * 1_000, ..Amount::ZERO };
    let environment = &mut world.environments[0].0;
    let Admission::Ask(request) = environment.admit(START, &large) else { panic!("it has not that much") };
    environment.denied(START, &request, Denied::Unreachable);
    for _ in 0..10 {
        assert_eq!(environment.admit(START, &large), Admission::Refused(Refusal::Unreachable));
    }
    let (held, owed) = (environment.left(START.epoch()), environment.debt(START));
    assert_eq!(owed.requests, 10);
    let returned: Vec<_> = environment.close(START).map(|back| back.amount).collect();
    assert_eq!(returned, [held.minus(&owed)]);
    assert_eq!((environment.debt(START), environment.owed(START)), (Amount::ZERO, None));
}

#[test]
fn what_no_lease_can_pay_is_told_at_the_end() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let mut world = World::new(START, worst.times(1_000), worst, 1, Outage::Closed);
    for _ in 0..20 {
        assert!(!world.invoke(0, Net::RequestLost));
    }
    let environment = &mut world.environments[0].0;
    assert_eq!(environment.close(START).count(), 0);
    let request = environment.owed(START).expect("twenty are worth a write");
    assert_eq!((request.ask.amount, request.ask.debt), (Amount::ZERO, world.settings.refusal.times(20)));
    let grant = world.record.grant(request.epoch, &request.ask).unwrap();
    environment.granted(START, &request, &grant);
    assert_eq!(environment.owed(START), None);
    assert_eq!(world.record.avail().requests, 980);
}

#[test]
fn what_is_left_of_an_epoch_is_returned_in_the_next() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    for (hours, returned) in [(6, 20), (7, 0)] {
        let mut world = World::new(START, worst.times(3_000), worst, 1, Outage::Bounded { requests: 20 });
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 1_000);
        world.advance(hours * 3_600_000);
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 1_000);
        assert_eq!(world.record.granted()[0], (START.epoch(), worst.times(21 - returned)), "{hours} hours later");
    }
}

#[test]
fn a_start_is_told_once_and_does_not_come_back() {
    let worst = Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO };
    let start = Amount { mb_ms: 77_777, ..Amount::ZERO };
    let mut world = World::new(START, worst.times(1_000), worst, 1, Outage::Closed);
    world.environments[0].0.starts(START, &start);
    for _ in 0..30 {
        assert!(world.invoke(0, Net::Fine));
        world.settle(0, 500);
    }
    world.advance(7 * 3_600_000);
    world.reconcile();
    assert_eq!(*world.record.avail(), Balance::from(world.budget).minus(&start).minus(&world.measured));
}

/// What is kept for an outage of one month is not asked for again and again since the other month does not answer either.
#[test]
fn who_hears_of_neither_month_asks_each_a_few_times() {
    let (midnight, worst) = (1_769_904_000_000, Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO });
    let settings = Settings { guard_ms: 60_000, outage: Outage::Bounded { requests: 1 }, ..ALONE };
    let exhausted = Denied::Exhausted { avail: Balance::default() };
    for denied in [Denied::Unreachable, Denied::Throttled, Denied::Stopped, Denied::EpochClosed, exhausted] {
        for now in [midnight - 30_000, midnight + 30_000].map(ServiceTime) {
            let mut purse = Purse::default();
            purse.hold(now.epoch(), &worst);
            let mut environment = Environment::new(settings, purse);
            let mut asked = 0;
            while let Admission::Ask(request) = environment.admit(now, &worst) {
                asked += 1;
                assert!(asked <= 4, "{denied:?}");
                environment.denied(now, &request, denied);
            }
            assert!(asked >= 2, "both were asked");
        }
    }
}

/// A minute before February, January has nothing left, which says nothing of February.
#[test]
fn who_is_refused_near_midnight_knows_for_which_month() {
    let (midnight, worst) = (1_769_904_000_000, Amount { requests: 1, mb_ms: 384_000, ..Amount::ZERO });
    let settings = Settings { guard_ms: 60_000, ..ALONE };
    for now in [midnight - 30_000, midnight + 30_000].map(ServiceTime) {
        let mut environment = Environment::new(settings, Purse::default());
        let january = ServiceTime(midnight - 1).epoch().month();
        let (mut open, mut used_up) = (Record::open(&worst.times(100)), Record::open(&Amount::ZERO));
        let refusal = loop {
            match environment.admit(now, &worst) {
                Admission::Admitted(_) => panic!("January pays as well"),
                Admission::Refused(refusal) => break refusal,
                Admission::Ask(request) => {
                    let record = if request.epoch.month() == january { &mut used_up } else { &mut open };
                    match record.grant(request.epoch, &request.ask) {
                        Ok(grant) => environment.granted(now, &request, &grant),
                        Err(denied) => environment.denied(now, &request, denied),
                    }
                }
            }
        };
        assert_eq!(refusal, Refusal::Exhausted { month: january });
    }
}
