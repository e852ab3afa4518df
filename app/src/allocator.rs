//! The allocator of what is shipped: dlmalloc behind a lock of the standard library's.
//!
//! What dlmalloc locks by itself is a mutex of musl's, which costs as much as what it guards. This one is taken and given
//! back by one atomic operation each, and asks the system only where two threads want it at once.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::{Mutex, MutexGuard, PoisonError};

use dlmalloc::Dlmalloc;

pub(crate) struct Allocator(Mutex<Dlmalloc>);

impl Allocator {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Dlmalloc::new()))
    }

    fn lock(&self) -> MutexGuard<'_, Dlmalloc> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(unsafe_code, reason = "there is no other way to name an allocator; each call is passed on as it came")]
// SAFETY: memory is dlmalloc's, one caller at a time; it neither unwinds nor allocates, and nor does the lock.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: what the caller guarantees is what dlmalloc asks for, here and below.
        unsafe { self.lock().malloc(layout.size(), layout.align()) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { self.lock().calloc(layout.size(), layout.align()) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { self.lock().free(memory, layout.size(), layout.align()) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        unsafe { self.lock().realloc(memory, layout.size(), layout.align(), size) }
    }
}
