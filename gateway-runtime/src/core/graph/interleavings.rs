//! Walks through every interleaving of a few threads over every way in which three cores can need one another.
//!
//! What is walked is the graph's own code; the loop around it (`CoreSlot::build`: look, ask, build, leave) is modelled as
//! one step for each time that it takes or gives up the lock.

use std::collections::HashSet;
use std::thread::{self, ThreadId};

use super::{Asked, Graph};
use crate::core::CoreInfo;
use crate::operation::Location;

const CORES: usize = 3;
const NAMES: [&str; CORES] = ["A", "B", "C"];

static INFOS: [CoreInfo; CORES] = [info(0), info(1), info(2)];

const fn info(core: usize) -> CoreInfo {
    CoreInfo { name: NAMES[core], location: Location { file: "", line: 0 }, prepare: || Ok(()) }
}

/// A bit for each core that a core needs; they are asked for in order.
type Needs = [u32; CORES];

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Doing {
    /// Looks whether the core that it needs next is there.
    Looking,
    /// It was not there.
    Asking(usize),
    /// Was given the turn.
    Given(usize),
    /// Sleeps until nobody builds it.
    Waiting(usize),
    /// The core on top of its stack is in its slot; the turn is still to be given up.
    Leaving,
    /// Got its core, or an error.
    Done,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Thread {
    wants: usize,
    doing: Doing,
    /// The cores that it builds, each for the one before.
    stack: Vec<usize>,
}

#[derive(Clone)]
struct World {
    graph: Graph,
    threads: Vec<Thread>,
    built: u32,
}

struct Model {
    needs: Needs,
    ids: Vec<ThreadId>,
    circles: usize,
}

impl Model {
    /// The next core that a thread needs; `None` if the one on top of its stack has all.
    fn next_need(&self, thread: &Thread, built: u32) -> Option<usize> {
        match thread.stack.last() {
            Some(core) => (0..CORES).find(|need| self.needs[*core] & !built & (1 << need) != 0),
            None => Some(thread.wants),
        }
    }

    /// What can come of one step of a thread.
    fn step(&mut self, world: &World, index: usize) -> Vec<World> {
        let (me, thread) = (self.ids[index], &world.threads[index]);
        let is_built = |core: usize| world.built & (1 << core) != 0;
        let mut next = world.clone();
        match thread.doing {
            Doing::Looking => match self.next_need(thread, world.built) {
                Some(core) if is_built(core) => next.threads[index].doing = Doing::Done,
                Some(core) => next.threads[index].doing = Doing::Asking(core),
                None => {
                    let core = *thread.stack.last().expect("a thread without a stack needs what it wants");
                    assert!(!is_built(core), "{} is built twice", NAMES[core]);
                    let mut failed = world.clone();
                    failed.fail(index, me);
                    next.built |= 1 << core;
                    next.threads[index].doing = Doing::Leaving;
                    return vec![next, failed];
                }
            },
            Doing::Asking(core) => match next.graph.ask(me, &INFOS[core]) {
                Asked::Turn => next.threads[index].doing = Doing::Given(core),
                Asked::Wait => next.threads[index].doing = Doing::Waiting(core),
                Asked::Circle(chain) => {
                    self.check(&chain, core);
                    next.fail(index, me);
                }
            },
            Doing::Given(core) => {
                next.threads[index].doing = if is_built(core) { Doing::Leaving } else { Doing::Looking };
                next.threads[index].stack.push(core);
            }
            Doing::Waiting(_) => {
                next.graph.stop_waiting(me);
                next.threads[index].doing = Doing::Looking;
            }
            Doing::Leaving => {
                let core = next.threads[index].stack.pop().expect("a thread leaves what it builds");
                next.graph.leave(me, &INFOS[core]);
                next.threads[index].doing = Doing::Looking;
            }
            Doing::Done => unreachable!("a thread that is done does not step"),
        }
        vec![next]
    }

    /// A reported circle is one, written out in full.
    fn check(&mut self, chain: &str, wanted: usize) {
        let cores: Vec<_> =
            chain.split(" -> ").map(|name| NAMES.iter().position(|known| *known == name).unwrap()).collect();
        assert_eq!((cores.first(), cores.last()), (Some(&wanted), Some(&wanted)), "{chain}");
        for pair in cores.windows(2) {
            assert!(self.needs[pair[0]] & (1 << pair[1]) != 0, "{chain}, but the needs are {:?}", self.needs);
        }
        self.circles += 1;
    }

    /// Every state that can be reached; in each, somebody can go on.
    fn walk(&mut self, wants: &[usize]) {
        let threads = wants.iter().map(|&wants| Thread { wants, doing: Doing::Looking, stack: Vec::new() }).collect();
        let graph = Graph { building: Vec::new(), waiting: Vec::new(), built: Vec::new() };
        let mut open = vec![World { graph, threads, built: 0 }];
        let mut seen = HashSet::new();
        while let Some(world) = open.pop() {
            if !seen.insert((world.threads.clone(), world.built)) {
                continue;
            }
            let ready: Vec<_> = (0..wants.len()).filter(|index| world.can_step(*index)).collect();
            let all_done = world.threads.iter().all(|thread| thread.doing == Doing::Done);
            assert!(all_done || !ready.is_empty(), "stuck: needs {:?}, {:?}", self.needs, world.doing());
            assert!(!all_done || world.graph.building.is_empty() && world.graph.waiting.is_empty());
            for index in ready {
                open.extend(self.step(&world, index));
            }
        }
    }
}

impl World {
    fn can_step(&self, index: usize) -> bool {
        match self.threads[index].doing {
            Doing::Done => false,
            Doing::Waiting(core) => self.graph.builder(&INFOS[core]).is_none(),
            _ => true,
        }
    }

    /// An error goes through the whole stack of a thread.
    fn fail(&mut self, index: usize, me: ThreadId) {
        while let Some(core) = self.threads[index].stack.pop() {
            self.graph.leave(me, &INFOS[core]);
        }
        self.threads[index].doing = Doing::Done;
    }

    fn doing(&self) -> Vec<Doing> {
        self.threads.iter().map(|thread| thread.doing).collect()
    }
}

fn ids(count: usize) -> Vec<ThreadId> {
    (0..count).map(|_| thread::spawn(|| thread::current().id()).join().unwrap()).collect()
}

fn walk_all(wants: &[&[usize]]) -> usize {
    let mut circles = 0;
    for code in 0..1_u32 << (CORES * CORES) {
        let needs: Needs = std::array::from_fn(|core| (code >> (core * CORES)) & 0b111);
        for wants in wants {
            let mut model = Model { needs, ids: ids(wants.len()), circles: 0 };
            model.walk(wants);
            circles += model.circles;
        }
    }
    circles
}

#[test]
fn two_threads_never_wait_for_ever_and_every_circle_is_real() {
    let circles = walk_all(&[&[0, 0], &[0, 1]]);
    assert!(circles > 1_000, "only {circles} circles were met");
}

#[test]
fn nor_do_three() {
    let circles = walk_all(&[&[0, 1, 2]]);
    assert!(circles > 1_000, "only {circles} circles were met");
}
