pub struct Cache<T> {
    entries: Vec<T>,
}
::core::compile_error! {
    "core `Cache` cannot be generic: there is one of it in a process\nhelp: name a concrete type, such as `struct Cache { client: Box<dyn Client> }`"
}
