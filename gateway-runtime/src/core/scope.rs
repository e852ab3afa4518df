//! Replacing cores in a test: for one closure, on one thread.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;

use super::{Core, Failure};
use crate::error::GatewayError;

type Instances = HashMap<TypeId, Option<&'static (dyn Any + Send + Sync)>>;

thread_local! {
    static SCOPES: RefCell<Vec<Instances>> = const { RefCell::new(Vec::new()) };
}

/// The cores that [`with_cores`] puts in place: one, or a tuple of them.
pub trait CoreSet {
    #[doc(hidden)]
    fn install(self, instances: &mut dyn FnMut(TypeId, &'static (dyn Any + Send + Sync)));
}

#[diagnostic::do_not_recommend]
impl<C: Core> CoreSet for C {
    fn install(self, instances: &mut dyn FnMut(TypeId, &'static (dyn Any + Send + Sync))) {
        instances(TypeId::of::<C>(), Box::leak(Box::new(self)));
    }
}

macro_rules! core_set {
    ($($core:ident),*) => {
        impl<$($core: Core),*> CoreSet for ($($core,)*) {
            #[expect(non_snake_case, reason = "the type's name is the variable's")]
            fn install(self, instances: &mut dyn FnMut(TypeId, &'static (dyn Any + Send + Sync))) {
                let ($($core,)*) = self;
                $($core.install(instances);)*
            }
        }
    };
}

/// No core is put in place; every core is built afresh.
impl CoreSet for () {
    fn install(self, _: &mut dyn FnMut(TypeId, &'static (dyn Any + Send + Sync))) {}
}

core_set!(A);
core_set!(A, B);
core_set!(A, B, C);
core_set!(A, B, C, D);
core_set!(A, B, C, D, E);
core_set!(A, B, C, D, E, F);

/// Runs `f` with these cores in place of the process's own; every other core is built afresh for the scope.
///
/// An asynchronous operation gets its cores when it is polled, so await it inside: `with_cores(cores, || runtime.block_on(..))`,
/// from a plain `#[test]`.
///
/// It holds for this thread and this closure, so tests that run in parallel do not meet; the former cores are back
/// afterwards, also after a panic. Scopes nest: the inner one starts empty. A core that was put in place is never freed,
/// as operations borrow it for as long as they like: this is for tests.
pub fn with_cores<T>(cores: impl CoreSet, f: impl FnOnce() -> T) -> T {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            SCOPES.with_borrow_mut(Vec::pop);
        }
    }
    let mut instances = Instances::new();
    cores.install(&mut |id, core| {
        instances.insert(id, Some(core));
    });
    SCOPES.with_borrow_mut(|scopes| scopes.push(instances));
    let _leave = Leave;
    f()
}

/// The scope's instance of `C`; `None` outside any scope.
pub(super) fn find<C: Core>() -> Option<Result<&'static C, C::Failure>> {
    let id = TypeId::of::<C>();
    let known = SCOPES.with_borrow_mut(|scopes| {
        let scope = scopes.last_mut()?;
        let known = scope.get(&id).copied();
        if known.is_none() {
            // `Some(None)` from here on: being built.
            scope.insert(id, None);
        }
        Some(known)
    })?;
    Some(match known {
        Some(Some(core)) => {
            Ok((core as &'static dyn Any).downcast_ref().expect("an instance is stored under its own type"))
        }
        Some(None) => {
            let name = C::slot().info().name;
            Err(C::Failure::raise(GatewayError::core_cycle(&format!("{name} -> .. -> {name}"))))
        }
        None => {
            let _building = Building(id);
            C::construct().map(|core| {
                let core = &*Box::leak(Box::new(core));
                SCOPES.with_borrow_mut(|scopes| scopes.last_mut().map(|scope| scope.insert(id, Some(core))));
                core
            })
        }
    })
}

/// Forgets on its way out, also by a panic, that a core was being built and is not there.
struct Building(TypeId);

impl Drop for Building {
    fn drop(&mut self) {
        SCOPES.with_borrow_mut(|scopes| {
            if let Some(scope) = scopes.last_mut()
                && let Some(None) = scope.get(&self.0)
            {
                scope.remove(&self.0);
            }
        });
    }
}
