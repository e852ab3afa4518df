gateway_interface! {
    pub cache {
        get,
        /// The old name.
        #[deprecated(note = "use `cache_get`")]
        get as cache_get_fast,
    }
}
