// An operation with several entries is there when the condition of one of them holds.
use gateway_runtime::{gateway_interface, gateway_op};

#[gateway_op(interface = "notes")]
pub fn read() -> u32 {
    1
}

#[gateway_op(interface = "notes")]
pub fn write() -> u32 {
    2
}

gateway_interface! {
    pub notes {
        #[cfg(any())]
        read,
        read as lookup,
        #[cfg(all())]
        write,
        #[cfg(not(any()))]
        write as store,
    }
}

fn main() {
    assert_eq!((lookup(), store(), notes_write()), (1, 2, 2));
    assert_eq!(NotesOperation::ALL, [NotesOperation::Read, NotesOperation::Write]);
    assert_eq!("read".parse(), Ok(NotesOperation::Read));
}
